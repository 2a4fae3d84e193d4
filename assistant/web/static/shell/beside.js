// The guide beside what is read: a panel on a wide screen, a sheet on a telephone.

import { fill, h, icon } from "../parts/dom.js";
import { cited } from "../parts/marks.js";
import { link, read } from "../parts/route.js";
import { go } from "./going.js";
import { opening } from "./rooms.js";

const NARROW = matchMedia("(max-width: 64rem)");

/** @returns {{element, open(source), close()}} */
export function beside(text) {
  const whole = h(
    "a",
    { class: "button quiet little", href: "#/guides" },
    icon("open"),
    text("source.whole"),
  );
  const wayBack = h("span", { class: "way-back" });
  const back = h(
    "button",
    {
      type: "button",
      class: "button quiet little",
      onclick: () => leave(),
    },
    icon("close"),
    wayBack,
  );
  const place = h("div", { class: "room-guides compact", tabindex: "-1" });
  const element = h(
    "div",
    { class: "beside", role: "complementary", "aria-label": text("source.panel"), hidden: true },
    h("h2", { class: "off-screen" }, text("source.panel")),
    h("div", { class: "bar" }, back, whole),
    place,
  );
  let handle = null;
  let opener = null;

  async function open(source) {
    const to = link("guides", [source.document, source.passage].filter(Boolean), {
      from: source.from,
      to: source.to,
    });
    if (element.hidden) {
      opener = source.opener;
      if (NARROW.matches) history.pushState({ beside: true }, "");
    }
    whole.href = to;
    fill(wayBack, text("source.back_to")[document.body.dataset.room]);
    element.hidden = false;
    modal(NARROW.matches);
    document.body.classList.add("guide-beside");
    const route = { ...read(to), sources: sourcesAround(source.opener) };
    if (handle) handle.update(route);
    else {
      const within = (address) => (read(address).room === "guides" ? moved(address) : go(address));
      handle = await opening("guides", place, route, { compact: true, go: within });
    }
    back.focus({ preventScroll: true });
  }

  function moved(address) {
    whole.href = address;
    handle?.update(read(address));
  }

  function leave() {
    if (history.state?.beside) history.back();
    else close();
  }

  function close({ refocus = true } = {}) {
    if (element.hidden) return;
    element.hidden = true;
    modal(false);
    document.body.classList.remove("guide-beside");
    if (refocus) (opener?.isConnected ? opener : document.querySelector("#question"))?.focus();
    opener = null;
  }

  function modal(on) {
    element.toggleAttribute("aria-modal", false);
    if (on) {
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-modal", "true");
    } else {
      element.setAttribute("role", "complementary");
      element.removeAttribute("aria-modal");
    }
    for (const other of document.body.children) {
      if (other !== element && !["SCRIPT", "STYLE", "LINK"].includes(other.tagName))
        other.inert = on;
    }
  }

  NARROW.addEventListener("change", () => !element.hidden && modal(NARROW.matches));
  window.addEventListener("popstate", () => !history.state?.beside && NARROW.matches && close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !element.hidden && !event.defaultPrevented) leave();
  });
  whole.addEventListener("click", () => close({ refocus: false }));
  return { element, open, close };
}

/** The sources of the text that a mark stands in, each once: one can step from one to the next. */
function sourcesAround(mark) {
  const around = mark?.closest?.(".message, .sheet, .room");
  const found = new Map();
  for (const other of around?.querySelectorAll('.mark, a[href^="#/guides/"]') ?? []) {
    const { document: guide, passage, from, to } = cited(other) ?? {};
    if (passage) found.set(`${passage} ${from} ${to}`, { document: guide, passage, from, to });
  }
  return [...found.values()];
}
