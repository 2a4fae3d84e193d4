// The drawing of a tree with the way walked, to be made larger, and the same in words.

import { fill, h } from "../parts/dom.js";
import { drawing } from "./drawing.js";

const SIZES = [60, 80, 100, 130, 170, 220];
const FIT = 100;
let opened = true;
let last = { tree: null, drawing: null };

/** A part of the page that unfolds; its drawing comes from our server. */
export function diagram({ api, text, tree, decision }) {
  const sheet = h("div", { class: "decide-sheet", tabindex: "0", role: "region", "aria-label": text("diagram.title") });
  let size = SIZES.indexOf(FIT);
  const scale = (to) => {
    size = Math.min(SIZES.length - 1, Math.max(0, to));
    sheet.style.setProperty("--zoom", `${SIZES[size]}%`);
  };
  const button = (name, sign, act) =>
    h("button", { class: "button little", type: "button", "aria-label": text(name), title: text(name), onclick: act }, sign);
  const part = h("details", { class: "decide-diagram", open: opened, ontoggle: () => (opened = part.open) },
    h("summary", {}, text("diagram.title")),
    h("div", { class: "row" },
      h("p", { class: "small" }, text("diagram.hint")),
      h("span", { class: "decide-zoom" },
        button("diagram.smaller", "−", () => scale(size - 1)),
        button("diagram.fit", text("diagram.fit"), () => scale(SIZES.indexOf(FIT))),
        button("diagram.larger", "+", () => scale(size + 1)))),
    sheet,
    tree.ways?.length > 0 && inWords(text, tree));
  const answers = Object.fromEntries(decision.steps.map((step) => [step.question, step.choice]));
  // Until the new drawing is there, the one before holds its place.
  if (last.tree === tree.id && last.drawing) fill(sheet, last.drawing);
  draw(sheet, tree.id, api.address(`trees/${encodeURIComponent(tree.id)}/diagram.svg`, answers), text);
  return part;
}

async function draw(sheet, tree, address, text) {
  try {
    const reply = await fetch(address);
    const said = await reply.text();
    const made = reply.ok ? drawing(said) : null;
    last = { tree, drawing: made };
    fill(sheet, made ?? h("p", { class: "small" }, text("diagram.away")));
  } catch {
    fill(sheet, h("p", { class: "small" }, text("diagram.away")));
  }
}

function inWords(text, tree) {
  return h("details", { class: "decide-words" },
    h("summary", {}, text("diagram.words")),
    h("ol", {}, tree.ways.map((way) => h("li", {},
      way.steps.join(" "), h("br"), h("strong", {}, `→ ${way.outcome}`)))));
}
