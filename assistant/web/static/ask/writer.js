// Which model answers, and where text goes for it. A reader may keep to the built-in one.

import { fill, h } from "../parts/dom.js";
import { announce } from "../parts/announce.js";
import { keep, kept, watch } from "../parts/keep.js";

const NAME = "model";
const BUILT_IN = "built-in";

/** Whether no language model may be asked; remembered in this browser. */
export function keepsToBuiltIn() {
  return kept(NAME) === BUILT_IN;
}

/** A line that is always to be seen, or nothing where there is only one model. */
export function writer(text) {
  const [model, host] = ["model", "sent-to"].map(
    (name) => document.querySelector(`meta[name="${name}"]`)?.content,
  );
  if (!model || !host) return null;
  const says = h("span");
  const turn = h("button", { type: "button", class: "turn", onclick: turned });
  function turned() {
    keep(NAME, keepsToBuiltIn() ? null : BUILT_IN);
    show();
    announce(says.textContent);
  }
  function show() {
    const builtIn = keepsToBuiltIn();
    fill(says, text(builtIn ? "writer.builtin" : "writer.model", { model, host }));
    fill(turn, text(builtIn ? "writer.to_model" : "writer.to_builtin", { model }));
  }
  watch((changed) => changed === NAME && show());
  show();
  return h("p", { class: "writer", role: "group", "aria-label": text("writer.label") }, says, turn);
}
