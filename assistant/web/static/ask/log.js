// What Gradio draws of the conversation, made readable: names, marks, and what belongs under answers.

import { fill, h } from "../parts/dom.js";
import { standsFor } from "../parts/marks.js";

const MARK = 'a[href^="#/guides/"]';
const HANDED_OVER = 'a[href^="#/decide/"]';

/**
 * Watch the log; belowOf(n) gives what stands under the n-th answer that Gradio shows, or null.
 * @returns {{dress(), earlier(turns), toQuestion(number), toEnd()}}
 */
export function log(text, { citationsOf, belowOf }) {
  const place = document.querySelector("#chat [role=log]");
  const scroller = document.querySelector("gradio-app");
  const before = h("div", { class: "earlier message-wrap", hidden: true });
  let asked = 0; // the number of the question to go to, once it is drawn

  place.setAttribute("aria-live", "off"); // an answer is announced once, when it is whole
  place.setAttribute("aria-label", text("log"));
  scroller.setAttribute("tabindex", "-1");

  function dress() {
    const rows = [...place.querySelectorAll(":scope > :not(.earlier) .message-row")];
    for (const row of rows.filter((one) => one.matches(".user-row"))) {
      named(row, text("you"));
      row.querySelectorAll(HANDED_OVER).forEach(staysHere);
    }
    rows
      .filter((row) => row.matches(".bot-row"))
      .forEach((row, n) => {
        named(row, text("answer"));
        marked(row, citationsOf(n));
        put(row, belowOf(n));
      });
  }

  function named(row, name) {
    for (const one of row.querySelectorAll("[data-testid]")) {
      if (one.getAttribute("aria-label") === name) continue;
      one.setAttribute("role", "group");
      one.setAttribute("aria-label", name);
    }
  }

  function marked(row, citations) {
    for (const link of row.querySelectorAll(MARK)) {
      const one = citations.find(({ n }) => String(n) === link.textContent);
      const name = text("source.name", { n: link.textContent });
      if (link.getAttribute("aria-label") !== name) link.setAttribute("aria-label", name);
      if (one) standsFor(link, one);
      staysHere(link);
    }
  }

  function staysHere(link) {
    if (link.target) link.removeAttribute("target");
  }

  function put(row, below) {
    const there = row.querySelector(":scope > .below");
    if (there === below) return;
    there?.remove();
    if (below) row.append(below);
  }

  /** Show turns before those of Gradio. */
  function earlier(turns) {
    if (!before.isConnected) place.prepend(before);
    before.hidden = !turns.length;
    fill(before, turns);
  }

  /** An answer is read from its beginning: go to its question once, and leave it at that. */
  function toQuestion(number) {
    asked = number;
    gone();
  }

  function gone() {
    const rows = place.querySelectorAll(".user-row");
    if (!asked || rows.length < asked) return;
    const last = rows[asked - 1];
    const room = scroller.clientHeight - last.offsetHeight;
    scroller.style.setProperty("--room", `${Math.max(0, room)}px`);
    scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    asked = 0;
  }

  const watch = new MutationObserver(() => {
    dress();
    gone();
  });
  watch.observe(place, { childList: true, subtree: true, attributeFilter: ["aria-label", "href"] });
  return {
    dress,
    earlier,
    toQuestion,
    toEnd: () => (scroller.scrollTop = scroller.scrollHeight),
  };
}
