// A decision as a question to the chat, which reads the answers out of it again.

const CANDIDATES = "candidate";

/** The question with the answers in the first person, or nothing when the chat does not take this tree. */
export function question(tree, steps, text) {
  const asks = text("discuss")[tree.id];
  if (!asks) return "";
  const said = steps.map((step) => inFirstPerson(step.text.replace(/\s*\[\d{1,4}\]/g, ""), tree.for === CANDIDATES));
  return [asks, ...said].join(" ");
}

/** The trees speak to the person, in English: `Your value comes from ...`. */
function inFirstPerson(sentence, alone) {
  const [who, am, mine] = alone ? ["I", "I am", "my"] : ["we", "we are", "our"];
  const said = sentence
    .replace(/\byou are\b/gi, am)
    .replace(/\byou\b/gi, who)
    .replace(/\byour\b/gi, mine);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
}
