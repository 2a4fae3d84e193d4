// Who asks: someone who hires, or a candidate. Remembered in this browser.

import { h } from "../parts/dom.js";
import { keep, kept } from "../parts/keep.js";

const WHO = ["hiring", "candidate"];

/** "hiring" until something else is chosen. */
export function audience() {
  const chosen = kept("audience");
  return WHO.includes(chosen) ? chosen : "hiring";
}

/** Two buttons; `audience` on document tells when another is chosen. */
export function audienceSwitch(text) {
  const buttons = WHO.map((one) =>
    h("button", { type: "button", onclick: () => choose(one) }, text(`audience.${one}`)),
  );
  const show = () =>
    buttons.forEach((one, at) => one.setAttribute("aria-pressed", String(WHO[at] === audience())));
  document.addEventListener("audience", show);
  show();
  return h(
    "div",
    { class: "switch", role: "group", "aria-label": text("audience.label") },
    buttons,
  );
}

function choose(one) {
  keep("audience", one);
  document.dispatchEvent(new CustomEvent("audience", { detail: { audience: one } }));
}
