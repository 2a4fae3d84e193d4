// The beginning of a long conversation: drawn here, so that Gradio is sent no more than its end.

import { h } from "../parts/dom.js";
import { marked } from "../parts/marks.js";

/** So many turns at the end are Gradio's: as many as the assistant remembers. */
export const AT_THE_END = 20;
const AT_ONCE = 10;

/** How many more turns are drawn here, once `there` are Gradio's. */
export function tooMany(there) {
  return there >= AT_THE_END + AT_ONCE ? there - AT_THE_END : 0;
}

/** A question and its answer as Gradio would show them; `below` is what stands under it. */
export function drawn({ question, link, answer }, below, text) {
  const asked = link ? h("a", { href: link }, question) : question;
  const says = answer ? marked(answer.text, answer.citations.filter((one) => !one.gone)) : null;
  return h(
    "div",
    { class: "turn" },
    row("user", text("you"), h("p", {}, asked)),
    row("bot", text("answer"), says ?? h("p", {}, h("em", {}, text("stopped"))), below),
  );
}

function row(who, name, words, below = null) {
  const said = h("div", { class: "message" }, h("div", { class: "prose" }, words));
  const about = { "data-testid": who, role: "group", "aria-label": name };
  return h("div", { class: `message-row ${who}-row` }, h("div", about, said), below);
}
