// An answer as it is copied: its text, and under it the words each mark stands for.

/** Markdown that also reads well as plain text. */
export function inMarkdown({ answer }, text) {
  const notes = answer.notes.map((one) => `${text("notes")}: ${one}`);
  const sources = answer.citations.map(
    (one) =>
      `[${one.n}] ${[one.title, ...one.section].join(" › ")}: “${one.quote.replace(/\s+/g, " ")}”`,
  );
  return [answer.text, notes.join("\n"), sources.join("\n")].filter(Boolean).join("\n\n");
}
