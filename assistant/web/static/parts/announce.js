// Says things to screen readers once, and shows small messages that go by themselves.

import { h, fill } from "./dom.js";

const polite = h("div", { class: "off-screen", role: "status", "aria-live": "polite" });
const toasts = h("div", { class: "toasts ours", role: "region", hidden: true });

/** Put the live regions on the page, before anything is said; `name` is that of small messages. */
export function listen(name = "") {
  if (name) toasts.setAttribute("aria-label", name);
  document.body.append(polite, toasts);
}

/** Say it once. The same words are said again when they come again. */
export function announce(words) {
  fill(polite);
  setTimeout(() => fill(polite, h("p", {}, words)), 60);
}

/**
 * A small message. With an action ({label, act}) it stays for ten seconds, long enough to reach.
 * @returns a function that takes it away
 */
export function toast(words, action = null, stays = action ? 10_000 : 4_000) {
  const shown = h("div", { class: "toast" }, h("span", {}, words));
  let timer = setTimeout(away, stays);
  function away() {
    clearTimeout(timer);
    shown.remove();
    toasts.hidden = !toasts.childElementCount;
  }
  if (action) {
    const pressed = () => (away(), action.act());
    shown.append(
      h("button", { class: "button little", type: "button", onclick: pressed }, action.label),
    );
    shown.addEventListener("focusin", () => clearTimeout(timer));
    shown.addEventListener("focusout", () => (timer = setTimeout(away, stays)));
  }
  toasts.append(shown);
  toasts.hidden = false;
  announce(words);
  return away;
}
