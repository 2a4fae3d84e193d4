// Answers read out of a person's own words, and which words they were.

import { fill, h } from "../parts/dom.js";

/** A box for a situation; `read` resolves to what is wrong, or to nothing when all is well. */
export function sentenceForm({ text, title, value, placeholder, keep, read }) {
  const told = h("p", { class: "small", role: "status" });
  const field = h("textarea", {
    id: "decide-sentence", rows: "3", maxlength: "4000", placeholder,
    value, "aria-describedby": "decide-sentence-hint", oninput: () => keep(field.value),
  });
  const button = h("button", { class: "button primary", type: "submit" }, text("sentence.go"));
  const submit = async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return field.focus();
    button.setAttribute("aria-busy", "true");
    fill(told, text("working"));
    try {
      fill(told, await read(field.value));
    } catch (error) {
      fill(told, error.message || text("failed"));
    }
    button.removeAttribute("aria-busy");
    return undefined;
  };
  return h("form", { class: "sheet decide-sentence", onsubmit: submit },
    title && h("h2", {}, title),
    h("label", { for: "decide-sentence" }, text("sentence.label")),
    h("p", { class: "small soft", id: "decide-sentence-hint" }, text("sentence.hint")),
    field, h("div", { class: "row" }, button, told));
}

/** A person's words with those marked that an answer was taken from. */
export function spotted(sentence, filled) {
  const ranges = filled
    .map(({ words }) => ({ from: sentence.indexOf(words), length: words.length }))
    .filter(({ from, length }) => from >= 0 && length > 0)
    .sort((one, other) => one.from - other.from);
  const parts = [];
  let at = 0;
  for (const { from, length } of ranges) {
    const start = Math.max(from, at);
    if (from + length <= at) continue;
    parts.push(sentence.slice(at, start), h("mark", {}, sentence.slice(start, from + length)));
    at = from + length;
  }
  return [...parts, sentence.slice(at)];
}
