// Where the words of a search stand in a text.

const WORDS = /[\p{L}\p{N}]+/gu;
const TELLING_NOTHING = new Set(
  "a an and are as at be by can do does for from how i in is it of on or our that the their to was we what when which who why will with you your".split(" "),
);
const SHORTEST_STEM = 4;
const LONGEST_ENDING = 3;

/** Places of the words in the document; `start` is where the text begins in it. */
export function hitsIn(text, start, search) {
  const wanted = wordsOf(search).map(({ word }) => word).filter((word) => !TELLING_NOTHING.has(word));
  if (!wanted.length) return [];
  return wordsOf(text)
    .filter(({ word }) => wanted.some((one) => alike(word, one)))
    .map(({ from, to }) => ({ from: start + from, to: start + to, kind: "hit" }));
}

function wordsOf(text) {
  const found = [];
  let units = 0;
  let at = 0;
  for (const match of text.matchAll(WORDS)) {
    at += Array.from(text.slice(units, match.index)).length;
    const length = Array.from(match[0]).length;
    found.push({ word: match[0].toLowerCase(), from: at, to: at + length });
    units = match.index + match[0].length;
    at += length;
  }
  return found;
}

/** `salary` and `salaries`, `hire` and `hiring`: the same beginning, and short endings. */
function alike(one, other) {
  if (one === other) return true;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const ending = Math.max(one.length, other.length) - same;
  return same >= SHORTEST_STEM && ending <= LONGEST_ENDING && ending < same;
}
