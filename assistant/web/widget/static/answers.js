// A turn of the conversation as elements: the question, the answer, and what stands under it.

import { h, icon } from "../../page/0/parts/dom.js";
import { marked, mark, placeOf } from "../../page/0/parts/marks.js";

const NOTES = { "guides differ": "differ", "not comparable": "not_comparable" };

/**
 * @param turn {question, answer, choices, stopped, verdict, wrong}
 * @param does {asks(text), chooses(turn, choice), judges(turn, verdict), again()}
 */
export function shown(turn, text, { last, busy }, does) {
  const { answer } = turn;
  return h(
    "article",
    { class: "turn" },
    h("h2", { class: "off-screen" }, text("you")),
    h("p", { class: "asked" }, turn.question),
    h("h2", { class: "off-screen" }, text("answer")),
    answer && h("div", { class: "prose" }, marked(answer.text, answer.citations)),
    busy && !answer && h("p", { class: "soft" }, text("working")),
    !busy && unfinished(turn, text, last, does),
    answer?.complete && under(turn, text, last && !busy, does),
  );
}

/** The buttons of a tree's question. */
export function choices(those, text, chosen) {
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": text("choose") },
    those.map((one) =>
      h("button", { type: "button", class: "button choice", onclick: () => chosen(one) },
        h("span", {}, one.label, one.help && h("span", { class: "soft small help" }, one.help)))),
  );
}

/** Questions to press. */
export function questions(those, label, asks) {
  if (!those.length) return null;
  return h(
    "div",
    { class: "suggestions", role: "group", "aria-label": label },
    those.map((one) => h("button", { type: "button", class: "button little suggestion", onclick: () => asks(one) }, one)),
  );
}

/** What a decision says, in the words of an answer. */
export function ofDecision(decision, text) {
  const claims = [];
  const lines = [];
  const add = (claim, before = "", around = "") => {
    claims.push(claim);
    lines.push(`${before}${around}${claim.text}${around}`);
  };
  const list = (heading, those) => {
    if (!those.length) return;
    lines.push("", `**${heading}**`, "");
    for (const one of those) add(one, "- ");
  };
  if (decision.outcome) {
    add(decision.outcome.recommendation);
    list(text("why"), decision.outcome.reasons);
    list(text("care"), decision.outcome.cautions);
    list(text("open_points"), decision.outcome.unsettled);
  } else {
    lines.push(decision.question.ask, "");
    add({ text: decision.question.why, citations: decision.question.citations });
  }
  const citations = new Map(claims.flatMap((one) => one.citations).map((one) => [one.n, one]));
  return {
    kind: decision.outcome ? "decision" : "clarify",
    text: lines.join("\n").trim(),
    citations: [...citations.values()].sort((one, other) => one.n - other.n),
    notes: [],
    layer: "decision tree",
    path: {
      tree: decision.tree,
      answers: decision.answers,
      steps: decision.steps.map((one) => `${one.ask} ${one.label}`),
      taken: [],
      asks: decision.question?.ask ?? "",
    },
    nearby: [],
    suggestions: [],
    complete: true,
  };
}

function unfinished(turn, text, last, does) {
  if (!turn.stopped && !turn.wrong) return null;
  return h(
    "p",
    { class: turn.wrong ? "note bad" : "soft small" },
    turn.wrong ? text("failed", { message: turn.wrong }) : text("stopped"),
    " ",
    last && h("button", { type: "button", class: "button little", onclick: does.again }, text("again")),
  );
}

function under(turn, text, last, does) {
  const { answer } = turn;
  const notes = answer.notes.map((one) => (NOTES[one] ? text(NOTES[one]) : one));
  return [
    notes.length > 0 && h("ul", { class: "notes" }, notes.map((one) => h("li", {}, one))),
    last && turn.choices?.length > 0 && choices(turn.choices, text, (one) => does.chooses(turn, one)),
    h("div", { class: "line" }, sources(answer, text), thumbs(turn, text, does)),
    last && questions(answer.suggestions.slice(0, 3), text("suggestions"), does.asks),
  ];
}

function sources({ citations }, text) {
  if (!citations.length) return null;
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, text("sources", { n: citations.length })),
    h("ul", {}, citations.map((one) => h("li", {}, mark(one), " ", placeOf(one)))),
  );
}

function thumbs(turn, text, does) {
  return h(
    "div",
    { class: "thumbs" },
    ["up", "down"].map((verdict) =>
      h("button", {
        type: "button",
        class: `button quiet little icon-only thumb ${verdict}`,
        "aria-pressed": String(turn.verdict === verdict),
        "aria-label": text(verdict),
        title: text(verdict),
        onclick: () => does.judges(turn, verdict),
      }, icon("thumb"))),
  );
}
