// A decision as a question to the chat, which gets the answers exactly and shows them in words.

import { link } from "../parts/route.js";

/** The way to the chat, with what it is asked. */
export function toDiscuss(tree, decision, text) {
  const asks = text("discuss")[tree.id] ?? tree.title;
  const answers = decision.steps.map(({ ask, label }) => `${ask} ${label}`);
  const given = decision.steps.map(({ question, choice }) => [question, choice]);
  return link("ask", [], {
    q: [asks, answers.join(" · ")].join(" "),
    answers: link("decide", [tree.id], Object.fromEntries(given)),
  });
}
