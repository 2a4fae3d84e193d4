// The card of a mark: shown on hover and focus; pressed, it stays, with a way into the guide.

import { fill, h, icon } from "../../page/0/parts/dom.js";
import { cited, placeOf, toSource } from "../../page/0/parts/marks.js";

const WAIT = 120;
const LEAVE = 200;
const EDGE = 8;

/** @returns {{element, hides(): boolean}} `hides` tells whether there was one to hide */
export function card(text, site) {
  const element = h("div", { class: "source-card ours", id: "source-card", role: "tooltip", hidden: true });
  let at = null;
  let pinned = false;
  let timer = 0;

  function show(mark, stays) {
    const citation = cited(mark);
    if (!citation) return;
    hide({ back: false });
    at = mark;
    pinned = stays;
    at.classList.add("shown");
    element.setAttribute("role", stays ? "dialog" : "tooltip");
    if (stays) element.setAttribute("aria-label", text("source", { n: citation.n }));
    else {
      element.removeAttribute("aria-label");
      at.setAttribute("aria-describedby", "source-card");
    }
    const link = h("a", { href: new URL(toSource(citation), site).href, target: "_blank", rel: "noopener" }, text("in_guide"));
    fill(
      element,
      stays && h("button", { type: "button", class: "button quiet little icon-only shut", "aria-label": text("close"), onclick: () => hide() }, icon("close")),
      h("p", { class: "of" }, placeOf(citation)),
      h("p", { class: "words" }, `“${plain(citation.quote)}”`),
      stays && h("p", {}, link),
    );
    element.hidden = false;
    put(element, mark);
    if (stays) link.focus({ preventScroll: true });
  }

  function hide({ back = true } = {}) {
    clearTimeout(timer);
    if (!at) return false;
    const mark = at;
    if (pinned && back) mark.focus({ preventScroll: true }); // first, or its focus would show it anew
    at = null;
    mark.classList.remove("shown");
    mark.removeAttribute("aria-describedby");
    element.hidden = true;
    pinned = false;
    return true;
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || pinned) return;
    const mark = event.target.closest?.(".mark");
    if (mark && mark !== at) later(() => show(mark, false), WAIT);
    else if (mark || element.contains(event.target)) clearTimeout(timer);
    else later(() => !pinned && hide(), LEAVE);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (element.contains(target)) return;
    if (target.closest?.(".mark")?.matches(":focus-visible") && target !== at) show(target, false);
    else if (target !== at) hide({ back: false });
  });
  document.addEventListener("open-source", ({ detail }) => show(detail.opener, true));
  document.addEventListener("pointerdown", ({ target }) => {
    if (pinned && !element.contains(target) && !target.closest?.(".mark")) hide({ back: false });
  });
  return { element, hides: hide, holds: () => pinned };
}

function plain(quote) {
  return quote.replace(/\s*\n\s*/g, " ").replace(/^\s*\|\s*|\s*\|\s*$/g, "").replace(/\s*\|\s*/g, " · ");
}

function put(element, mark) {
  const near = mark.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = Math.min(Math.max(EDGE, near.left + near.width / 2 - width / 2), innerWidth - width - EDGE);
  const above = near.top - height - EDGE;
  const below = Math.min(near.bottom + EDGE, innerHeight - height - EDGE);
  element.style.left = `${left}px`;
  element.style.top = `${Math.max(EDGE, above > EDGE ? above : below)}px`;
}
