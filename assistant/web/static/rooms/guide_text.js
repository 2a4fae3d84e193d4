// A guide's Markdown as elements. Text stays text, and every letter knows where in the document it
// stands, so that exactly the cited ones can be marked. Places count characters, not UTF-16 units.

import { h } from "../parts/dom.js";

const SIGNS = [["**", "strong"], ["__", "strong"], ["*", "em"], ["_", "em"]];
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}]/u;
const ITEM = /^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+/;
const QUOTE = /^\s{0,3}>\s?/;
const HEADING = /^#{1,6}\s+/;
const BETWEEN_ROWS = /^\s*\|?[\s:|-]+\|?\s*$/;

/** What `text` shows inline; `start` is where its first letter stands in the document. */
export function inline(text, start, ranges = []) {
  const letters = Array.from(text);
  return drawn(letters, runs(letters, 0, letters.length, []), start, ranges);
}

/** The blocks of a guide as headings, paragraphs, lists, tables and code, in their order. */
export function flow(blocks, { ranges = [], wrap = (element) => element, headings = 1 } = {}) {
  const elements = [];
  for (const group of grouped(blocks)) {
    const [first] = group;
    if (first.kind === "row") elements.push(table(group, ranges, wrap));
    else if (first.kind === "item") elements.push(list(group, ranges, wrap));
    else elements.push(...group.map((block) => wrap(single(block, ranges, headings), block)));
  }
  return elements;
}

/** Whether a block and a place have letters in common. */
export function touches(block, range) {
  return range.from < block.to && range.to > block.from;
}

/** A block's words as a reader says them: without signs, to be used as a name. */
export function spoken(block) {
  const [parts, between] = block.kind === "row" ? [cells(block.text), ", "] : [lines(block.text), " "];
  return parts.map(({ text }) => inline(text, 0).map((node) => node.textContent).join("")).join(between);
}

function grouped(blocks) {
  const groups = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const joins = last && (block.kind === "row" || block.kind === "item")
      && last[0].kind === block.kind && sameList(last.at(-1), block);
    if (joins) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function sameList(one, other) {
  if (one.kind === "row") return (one.context ?? "") === (other.context ?? "");
  return numbered(one.text) === numbered(other.text);
}

function numbered(text) {
  return /^\s*\d/.test(text);
}

function single(block, ranges, headings) {
  if (block.kind === "code") return h("pre", { class: "guide-code", tabindex: "0" }, h("code", {}, unfenced(block.text)));
  if (block.kind === "heading") {
    const level = Math.min(6, Math.max(2, (block.level || 2) + headings - 1));
    const sign = HEADING.exec(block.text)?.[0].length ?? 0;
    return h(`h${level}`, {}, ...inline(block.text.slice(sign), block.from + sign, ranges));
  }
  const parts = lines(block.text).flatMap(({ text, at }, number) => [
    ...(number ? [" "] : []), ...inline(text, block.from + at, ranges),
  ]);
  if (QUOTE.test(block.text)) return h("blockquote", { class: "guide-note" }, h("p", {}, ...parts));
  const caption = /^\**(?:Table|Figure)\b/.test(block.text);
  return h("p", caption ? { class: "guide-caption" } : {}, ...parts);
}

function unfenced(text) {
  return text.replace(/^\s*(`{3,}|~{3,}).*\n/, "").replace(/\n\s*(`{3,}|~{3,})\s*$/, "");
}

function list(blocks, ranges, wrap) {
  const tag = numbered(blocks[0].text) ? "ol" : "ul";
  const first = tag === "ol" ? Number.parseInt(blocks[0].text, 10) : 1;
  const items = blocks.map((block) => wrap(item(block, ranges), block));
  return h(tag, first > 1 ? { start: String(first) } : {}, ...items);
}

/** A list item, with the items beneath it as a list of its own. */
function item(block, ranges) {
  const own = [];
  const beneath = [];
  for (const { text, at } of lines(block.text)) {
    const sign = ITEM.exec(text);
    const from = sign ? sign[0].length : 0;
    const nodes = inline(text.slice(from), block.from + at + from, ranges);
    if (sign && sign[1] && at > 0) beneath.push(h("li", {}, ...nodes));
    else if (beneath.length) beneath.at(-1).append(" ", ...nodes);
    else own.push(...(own.length ? [" "] : []), ...nodes);
  }
  return h("li", {}, ...own, ...(beneath.length ? [h("ul", {}, ...beneath)] : []));
}

function table(blocks, ranges, wrap) {
  const header = headerOf(blocks[0]);
  const names = header.map((cell) => inline(cell.text, 0).map((node) => node.textContent).join(""));
  const rows = blocks.map((block) => wrap(row(block, names, ranges), block));
  const head = header.length
    ? [h("thead", {}, h("tr", {}, ...header.map((cell) => h("th", { scope: "col" }, ...inline(cell.text, 0)))))]
    : [];
  return h("div", { class: "guide-table", role: "region", tabindex: "0", "aria-label": names.join(", ") },
    h("table", {}, ...head, h("tbody", {}, ...rows)));
}

function row(block, names, ranges) {
  const line = lines(block.text)[0];
  const shown = cells(line.text).map(({ text, at }, number) => {
    const told = { "data-name": names[number] ?? "" };
    const nodes = inline(text, block.from + line.at + at, ranges);
    return number ? h("td", told, ...nodes) : h("th", { scope: "row", ...told }, ...nodes);
  });
  return h("tr", {}, ...shown);
}

function headerOf(block) {
  const rows = (block.context ?? "").split("\n").filter((line) => line.trimStart().startsWith("|"));
  return rows.length && !BETWEEN_ROWS.test(rows[0]) ? cells(rows[0]) : [];
}

/** The cells of a table row, each with where it begins. */
function cells(text) {
  const letters = Array.from(text);
  const borders = letters.flatMap((one, at) => (one === "|" && letters[at - 1] !== "\\" ? [at] : []));
  const edges = [...(letters.slice(0, borders[0]).join("").trim() ? [-1] : []), ...borders];
  if (letters.slice((borders.at(-1) ?? -1) + 1).join("").trim()) edges.push(letters.length);
  return edges.slice(0, -1).map((edge, number) => {
    const whole = letters.slice(edge + 1, edges[number + 1]).join("");
    const blank = Array.from(whole).length - Array.from(whole.trimStart()).length;
    return { text: whole.trim(), at: edge + 1 + blank };
  });
}

/** The lines of a text without signs of quotes, each with where it begins. */
function lines(text) {
  let at = 0;
  return text.split("\n").map((line) => {
    const sign = QUOTE.exec(line)?.[0].length ?? 0;
    const found = { text: line.slice(sign), at: at + sign };
    at += Array.from(line).length + 1;
    return found;
  }).filter((line) => line.text.trim());
}

/** Stretches of letters that are shown as they stand, each with what it is: strong, em, code. */
function runs(letters, from, to, styles) {
  const found = [];
  let plain = from;
  let at = from;
  const close = (next) => {
    if (at > plain) found.push({ from: plain, to: at, styles });
    at = plain = next;
  };
  while (at < to) {
    const sign = signAt(letters, at, to, styles);
    if (letters[at] === "\\" && at + 1 < to && PUNCTUATION.test(letters[at + 1])) {
      close(at + 1);
      at += 1;
    } else if (sign) {
      const inner = sign.tag === "code"
        ? [{ from: at + 1, to: sign.end, styles: [...styles, "code"] }]
        : runs(letters, at + sign.length, sign.end, [...styles, sign.tag]);
      close(sign.end + sign.length);
      found.push(...inner);
    } else at += 1;
  }
  close(to);
  return found;
}

function signAt(letters, at, to, styles) {
  if (letters[at] === "`") {
    const end = letters.indexOf("`", at + 1);
    return end > at + 1 && end < to ? { tag: "code", length: 1, end } : null;
  }
  if (letters[at] !== "*" && letters[at] !== "_") return null;
  for (const [sign, tag] of SIGNS) {
    if (styles.includes(tag) || !stands(letters, at, sign)) continue;
    const end = closing(letters, at, to, sign);
    if (end > 0) return { tag, length: sign.length, end };
  }
  return null;
}

function stands(letters, at, sign) {
  return sign.length === 2 ? letters[at] === sign[0] && letters[at + 1] === sign[1] : letters[at] === sign;
}

/** Where the sign that opens at `at` closes, or -1 when it is only a star or a line. */
function closing(letters, at, to, sign) {
  const opens = at + sign.length;
  const inWord = sign[0] === "_" && WORD.test(letters[at - 1] ?? "");
  if (inWord || !(letters[opens] ?? "").trim()) return -1;
  for (let end = opens + 1; end + sign.length <= to; end += 1) {
    if (!stands(letters, end, sign) || !letters[end - 1].trim()) continue;
    if (sign.length === 1 && (letters[end + 1] === sign || letters[end - 1] === sign)) continue;
    if (sign[0] === "_" && WORD.test(letters[end + sign.length] ?? "")) continue;
    return end;
  }
  return -1;
}

/** Runs as nodes; what lies in a range is in one `mark`, whatever else it is. */
function drawn(letters, stretches, start, ranges) {
  const nodes = [];
  let marked = null;
  for (const piece of stretches.flatMap((run) => cut(run, start, ranges))) {
    const text = letters.slice(piece.from, piece.to).join("");
    const node = piece.styles.reduceRight((inner, tag) => h(tag, {}, inner), text);
    if (!piece.range) nodes.push(node);
    else if (marked?.range === piece.range) marked.element.append(node);
    else nodes.push(h("mark", { class: piece.range.kind ?? "cited" }, node));
    marked = piece.range ? { range: piece.range, element: nodes.at(-1) } : null;
  }
  return nodes.map((node) => (typeof node === "string" ? document.createTextNode(node) : node));
}

/** A run cut where ranges begin and end; of several that hold a piece, the first counts. */
function cut(run, start, ranges) {
  const near = ranges.filter((range) => range.from - start < run.to && range.to - start > run.from);
  const edges = [run.from, run.to];
  for (const range of near) edges.push(range.from - start, range.to - start);
  const inside = [...new Set(edges)].filter((edge) => edge >= run.from && edge <= run.to);
  inside.sort((one, other) => one - other);
  return inside.slice(0, -1).map((edge, number) => ({
    from: edge,
    to: inside[number + 1],
    styles: run.styles,
    range: near.find((range) => range.from - start <= edge && range.to - start > edge),
  }));
}
