// The card of a mark: document, section and the quoted words, on hover and on focus.

import { h, fill } from "../parts/dom.js";
import * as api from "../parts/api.js";
import { cited, openSource } from "../parts/marks.js";

const MARKS = '.mark, .message a[href^="#/guides/"]';
const WAIT = 120;
const LEAVE = 160;
const MOST_QUOTED = 420;

/** Watch the whole page: marks come and go while answers grow. */
export function cards(text) {
  const element = h("div", {
    class: "source-card ours",
    id: "source-card",
    role: "tooltip",
    hidden: true,
  });
  let at = null;
  let timer = 0;

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  async function show(mark) {
    hide();
    const citation = cited(mark);
    if (!citation) return;
    at = mark;
    at.classList.add("shown");
    at.setAttribute("aria-describedby", "source-card");
    const known = citation.quote !== undefined ? citation : await looked(citation);
    if (at !== mark) return;
    draw(known);
    element.hidden = false;
    put(element, mark);
  }

  function draw(citation) {
    if (!citation) return fill(element, h("p", { class: "soft" }, text("source.unknown")));
    const sections = [citation.section ?? []].flat();
    return fill(
      element,
      h("p", { class: "of" }, citation.title),
      sections.length > 0 && h("p", { class: "in" }, sections.join(" › ")),
      h("p", { class: "words" }, shortened(citation.quote)),
      h("p", { class: "how" }, text("source.open")),
    );
  }

  function hide() {
    clearTimeout(timer);
    if (!at) return;
    at.classList.remove("shown");
    at.removeAttribute("aria-describedby");
    at = null;
    element.hidden = true;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = event.target.closest?.(MARKS);
    if (mark && mark !== at) later(() => show(mark), WAIT);
    else if (mark || element.contains(event.target)) clearTimeout(timer);
    else if (at && at !== document.activeElement) later(hide, LEAVE);
    else if (!at) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(MARKS);
    if (mark?.matches(":focus-visible")) show(mark);
    else if (!element.contains(event.target)) hide();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !at) return;
      hide();
      event.preventDefault(); // the panel beside stays
    },
    true,
  );
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.('.message a[href^="#/guides/"]');
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    hide();
    openSource(cited(mark), mark);
  });
  return element;
}

async function looked({ passage, from, to }) {
  try {
    const found = await api.get(`passages/${encodeURIComponent(passage)}`);
    const whole = from === undefined || to === undefined || found.from === undefined;
    return {
      ...found,
      quote: whole ? found.text : found.text.slice(from - found.from, to - found.from),
    };
  } catch (error) {
    if (error instanceof api.Refused) return null;
    throw error;
  }
}

function shortened(words) {
  const line = words
    .replace(/\s*\n\s*/g, " ")
    .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
    .replace(/\s*\|\s*/g, " · ");
  if (line.length <= MOST_QUOTED) return `“${line}”`;
  return `“${line.slice(0, line.lastIndexOf(" ", MOST_QUOTED))} …”`;
}

function put(element, mark) {
  const edge = 8;
  const near = mark.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = Math.min(
    Math.max(edge, near.left + near.width / 2 - width / 2),
    innerWidth - width - edge,
  );
  const above = near.top - height - edge;
  element.style.left = `${left}px`;
  element.style.top = `${above > edge ? above : near.bottom + edge}px`;
}
