// Text of answers and guides as elements, with marks that show and open their source.

import { h, nodes } from "./dom.js";
import { sourceIn, toSource } from "./route.js";
import { words } from "./text.js";

const text = await words("shell");

const BULLET = /^(\s*)[-*•]\s+(.*)$/;
const NUMBERED = /^(\s*)(\d{1,3})[.)]\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
const UNDER_HEADER = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const INLINE = /\*\*(?=\S)([^*]{1,2000})(?<=\S)\*\*|`([^`]{1,500})`|\[(\d{1,4})\](?![(\[:])/g;

const NO_BREAK = "\u00a0"; // a mark stays with the words that it is of

const citationOf = new WeakMap();

/**
 * Paragraphs, lists, tables, bold and marks; all else is text as it stands.
 * @param {{n, passage, document, title, section, quote, from, to}[]} citations
 */
export function marked(said, citations = []) {
  const known = byNumber(citations);
  return gathered(said.split(/\r?\n/), known);
}

/** One line of such text, without a paragraph around it. */
export function markedLine(said, citations = []) {
  const place = document.createDocumentFragment();
  place.append(...inline(said, byNumber(citations)));
  return place;
}

/** A mark: read as "source 1", a card on hover or focus, and the guide on click. */
export function mark(citation) {
  const made = h(
    "button",
    {
      type: "button",
      class: "mark",
      "aria-label": text("source.name", { n: citation.n }),
      onclick: (event) => openSource(citation, event.currentTarget),
    },
    String(citation.n),
  );
  citationOf.set(made, citation);
  return made;
}

/** Ask the page to open the guide beside what is read. */
export function openSource({ document: guide, passage, from, to }, opener) {
  const detail = { document: guide, passage, from, to, opener: opener ?? document.activeElement };
  document.dispatchEvent(new CustomEvent("open-source", { detail }));
}

/** The citation a mark stands for, also where the mark is a link; null when it is no mark. */
export function cited(element) {
  return citationOf.get(element) ?? sourceIn(element.getAttribute("href") ?? "");
}

/** Say what a link stands for, so that its card needs no look-up. */
export function standsFor(element, citation) {
  citationOf.set(element, citation);
}

/** "Guide › Section › Part" of a citation or passage. */
export function placeOf({ title, section }) {
  return [title, ...[section ?? []].flat()].filter(Boolean).join(" › ");
}

/** A text as a screen reader says it: marks as "source 1", no signs of Markdown. */
export function spoken(said) {
  return said
    .replace(/\[(\d{1,4})\](?![(\[:])/g, (_, n) => text("source.spoken", { n }))
    .replace(/^\s*\|?[\s:|-]*-{2,}[\s:|-]*$/gm, "")
    .replace(/\s*\|\s*/g, ", ")
    .replace(/\*\*|`|^#{1,6}\s+|^\s*[-*•>]\s+/gm, "")
    .replace(/^[,\s]+|[,\s]+$/gm, "");
}

export { toSource };

function gathered(lines, known) {
  const place = document.createDocumentFragment();
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const [made, next] = block(lines, at, known);
    place.append(...nodes([made]));
    at = next;
  }
  return place;
}

function block(lines, at, known) {
  const heading = HEADING.exec(lines[at]);
  if (heading) return [h("p", {}, h("strong", {}, inline(heading[1], known))), at + 1];
  if (lines[at].includes("|") && UNDER_HEADER.test(lines[at + 1] ?? ""))
    return table(lines, at, known);
  if (BULLET.test(lines[at])) return list(lines, at, BULLET, "ul", known);
  if (NUMBERED.test(lines[at])) return list(lines, at, NUMBERED, "ol", known);
  if (/^\s*>/.test(lines[at])) return quoted(lines, at, known);
  return paragraph(lines, at, known);
}

function paragraph(lines, at, known) {
  const said = [];
  while (at < lines.length && lines[at].trim() && !(said.length && startsBlock(lines, at))) {
    if (said.length) said.push(h("br"));
    said.push(inline(lines[at], known));
    at += 1;
  }
  return [h("p", {}, said), at];
}

function startsBlock(lines, at) {
  return [BULLET, NUMBERED, HEADING, /^\s*>/].some((form) => form.test(lines[at]));
}

function list(lines, at, form, tag, known) {
  const items = [];
  const start = tag === "ol" ? Number(form.exec(lines[at])[2]) : 1;
  while (at < lines.length) {
    const found = form.exec(lines[at]);
    if (found) items.push([found.at(-1)]);
    else if (items.length && /^\s{2,}\S/.test(lines[at])) items.at(-1).push(lines[at].trim());
    else break;
    at += 1;
  }
  const about = start === 1 ? {} : { start: String(start) };
  return [
    h(
      tag,
      about,
      items.map((one) => h("li", {}, inline(one.join(" "), known))),
    ),
    at,
  ];
}

function quoted(lines, at, known) {
  const inside = [];
  while (at < lines.length && /^\s*>/.test(lines[at])) {
    inside.push(lines[at].replace(/^\s*>\s?/, ""));
    at += 1;
  }
  return [
    h(
      "blockquote",
      {},
      gathered(
        inside.map((one) => one.replace(/^\s*>+/, "")),
        known,
      ),
    ),
    at,
  ];
}

function table(lines, at, known) {
  const row = (line, tag, scope) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h(tag, { scope }, inline(cell, known))),
    );
  const head = h("thead", {}, row(lines[at], "th", "col"));
  const body = h("tbody");
  for (at += 2; at < lines.length && lines[at].includes("|"); at += 1)
    body.append(row(lines[at], "td"));
  const scrolls = {
    class: "table",
    tabindex: "0",
    role: "group",
    "aria-label": cells(head.textContent)[0],
  };
  return [h("div", scrolls, h("table", {}, head, body)), at];
}

function cells(line) {
  const bare = line.trim().replace(/^\||(?<!\\)\|$/g, "");
  return bare.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim());
}

function inline(said, known) {
  const found = [];
  let at = 0;
  for (const match of said.matchAll(INLINE)) {
    const [whole, bold, code, number] = match;
    const made = bold
      ? h("strong", {}, inline(bold, known))
      : code
        ? h("code", {}, code)
        : known.has(Number(number)) && mark(known.get(Number(number)));
    if (!made) continue;
    const before = said.slice(at, match.index);
    found.push(number ? before.replace(/ $/, NO_BREAK) : before, made);
    at = match.index + whole.length;
  }
  found.push(said.slice(at));
  return nodes(found.filter((one) => one !== ""));
}

function byNumber(citations) {
  return new Map(citations.map((one) => [one.n, one]));
}
