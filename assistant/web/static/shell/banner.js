// How the server is, when it is not simply there.

import { h, fill } from "../parts/dom.js";
import { announce } from "../parts/announce.js";

const SHOWN_BACK = 2500;

/** A line under the header, empty while all is well. */
export function banner(text) {
  const element = h("div", { class: "banner ours", hidden: true });
  let timer = 0;
  let before = "here";
  document.addEventListener("connection", ({ detail: { state } }) => {
    clearTimeout(timer);
    const says = state === "here" ? (before === "here" ? "" : "back") : state;
    before = state;
    element.hidden = !says;
    if (!says) return;
    element.dataset.state = says;
    fill(element, h("p", {}, text(`connection.${says}`)));
    announce(text(`connection.${says}`));
    if (says === "back") timer = setTimeout(() => (element.hidden = true), SHOWN_BACK);
  });
  return element;
}
