// A posting cut where findings begin and end, so that overlapping ones can each be shown.

/**
 * Stretches in order: `words`, the findings that `hold` them and those that `begin` there.
 * Findings have `from` and `to`, counted in characters of `letters`.
 */
export function pieces(letters, findings) {
  const edges = new Set([0, letters.length]);
  for (const { from, to } of findings) edges.add(from).add(to);
  const sorted = [...edges].filter((edge) => edge >= 0 && edge <= letters.length).sort((one, other) => one - other);
  const numbers = findings.map((_, number) => number);
  return sorted.map((from, at) => {
    const to = sorted[at + 1] ?? from;
    return {
      words: letters.slice(from, to).join(""),
      holds: to > from ? numbers.filter((number) => findings[number].from <= from && findings[number].to >= to) : [],
      begins: numbers.filter((number) => findings[number].from === from),
    };
  }).filter(({ words, begins }) => words || begins.length);
}
