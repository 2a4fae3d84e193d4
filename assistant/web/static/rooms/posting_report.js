// The findings of a check as Markdown, to be kept or sent.

import { written } from "./naming.js";

/** Everything a reader without the page needs: words, rule, certainty, sources, suggestion. */
export function report({ text: posting, findings, role, checked, notes }, text) {
  const say = (name, values) => text(`in_report.${name}`, values);
  const parts = [`# ${say("title")}`];
  if (role) parts.push(text("for", { role: written(role) }));
  if (!findings.length) parts.push(say("none"));
  findings.forEach((one, number) => parts.push(told(one, number, posting, say, text)));
  if (checked.length) parts.push(`## ${say("checked")}\n\n${listed(checked)}`);
  if (notes.length) parts.push(`## ${say("notes")}\n\n${listed(notes)}`);
  parts.push(`## ${say("posting")}\n\n${quoted(posting)}`);
  return `${parts.join("\n\n")}\n`;
}

function told(one, number, posting, say, text) {
  const line = Array.from(posting).slice(0, one.from).filter((letter) => letter === "\n").length + 1;
  const sources = one.citations.map(({ title, section, quote }) =>
    `- ${[title, ...[section ?? []].flat()].join(" › ")}: “${flat(quote)}”`);
  return [
    `## ${number + 1}. ${one.title}`,
    `${say("line", { n: line })}:\n\n${quoted(one.words)}`,
    flat(one.message.replace(/\s*\[\d{1,4}\]/g, "")),
    `**${say("instead")}:** ${flat(one.suggestion ?? "")}`,
    `**${say("certainty")}:** ${text(`certainty.${one.certainty}`)}`,
    `**${say("sources")}:**\n\n${sources.join("\n")}`,
  ].join("\n\n");
}

function quoted(words) {
  return words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
}

function listed(lines) {
  return lines.map((line) => `- ${line}`).join("\n");
}

function flat(words) {
  return words.replace(/\s+/g, " ").trim();
}
