// Sentences with the marks they rest on.

import { h } from "../parts/dom.js";
import { mark, markedLine } from "../parts/marks.js";

const MARK = /\[\d{1,4}\]/;
// A stop that stands alone on a line, behind its marks, is read as dirt.
const MARKS_THEN_STOP = /\s*((?:\[\d{1,4}\]\s*)+)([.!?])\s*$/;

/** A sentence and its marks; they stand in the text, or else behind it. */
export function claim({ text, citations = [] }) {
  if (MARK.test(text)) return [markedLine(text.replace(MARKS_THEN_STOP, "$2 $1").trimEnd(), citations)];
  return [markedLine(text, []), ...citations.flatMap((one) => [" ", mark(one)])];
}

/** Sentences as a list under a heading; nothing when there are none. */
export function claims(title, list, { level = 3, name = "" } = {}) {
  if (!list?.length) return null;
  return h("section", { class: `claims ${name}`.trim() },
    h(`h${level}`, {}, title),
    h("ul", {}, list.map((one) => h("li", {}, claim(one)))));
}
