// What stands under an answer: notes, the way through a tree, sources, what to ask next.

import { copied, fill, h, icon } from "../parts/dom.js";
import { toast } from "../parts/announce.js";
import * as api from "../parts/api.js";
import { marked, openSource } from "../parts/marks.js";
import { link } from "../parts/route.js";
import { audience } from "./audience.js";
import { inMarkdown } from "./copying.js";

const MOST_SUGGESTED = 3;

/**
 * @param turn {question, answer, stopped, verdict}
 * @param last whether it is the last of the conversation: only that can be asked anew or changed
 */
export function below(turn, text, { last, asks, retries, edits, judged, asked }) {
  const { answer } = turn;
  const whole = answer?.complete && !turn.stopped;
  return h(
    "div",
    { class: "below ours" },
    unfinished(turn, text, { last, retries }),
    whole && notes(answer, text),
    whole && way(answer, text, last && asks),
    whole && sources(answer, text),
    whole && nearby(answer, text),
    whole && actions(turn, text, { last, retries, edits, judged }),
    !whole && last && h("div", { class: "line" }, retryButtons(text, { retries, edits })),
    whole && last && suggestions(answer, text, { asks, asked }),
  );
}

function unfinished(turn, text) {
  if (turn.stopped) return h("p", { class: "soft small" }, text("stopped"));
  if (!turn.answer?.complete) return h("p", { class: "soft small" }, text("interrupted"));
  return null;
}

function notes({ notes: said }, text) {
  if (!said.length) return null;
  const shown = said.map((one) => h("li", {}, text("note_words")[one] ?? sentence(one)));
  return h("ul", { class: "notes", "aria-label": text("notes") }, shown);
}

function way({ path }, text, asks) {
  if (!path || !(path.steps.length || path.asks)) return null;
  const to = link("decide", [path.tree], path.answers);
  return h(
    "div",
    { class: "way" },
    path.steps.length > 0 && h("p", { class: "heading" }, text("way")),
    path.steps.length > 0 &&
      h(
        "ol",
        {},
        path.steps.map((step) => h("li", {}, step)),
      ),
    path.taken.length > 0 &&
      h(
        "p",
        { class: "soft small" },
        `${text("taken")} `,
        path.taken.map((one, at) => [at > 0 && ", ", `“${wordsOf(one)}”`]),
      ),
    path.asks && asks && choices(path, text, asks),
    h("a", { class: "button quiet little wizard", href: to }, icon("tree"), text("wizard")),
  );
}

/** What can be answered to the tree's question; each hands all answers over exactly. */
function choices(path, text, asks) {
  const place = h("div", { class: "choices", role: "group", "aria-label": path.asks });
  api.post("decide", { tree: path.tree, answers: path.answers }).then(
    ({ question }) => {
      if (!question) return;
      const to = (one) => link("decide", [path.tree], { ...path.answers, [question.id]: one.id });
      fill(
        place,
        question.choices.map((one) =>
          h(
            "button",
            {
              type: "button",
              class: "button little",
              onclick: () => asks(`${question.ask} ${one.label}`, to(one)),
            },
            one.label,
          ),
        ),
      );
    },
    () => place.remove(), // the tree has changed; the link below still opens it
  );
  return [h("p", { class: "heading" }, text("choose")), place];
}

function sources({ citations }, text) {
  if (!citations.length) return null;
  const guides = new Set(citations.map((one) => one.document)).size;
  return h(
    "details",
    { class: "sources" },
    h(
      "summary",
      {},
      h(
        "span",
        {},
        text("sources", { n: citations.length }),
        " ",
        h("span", { class: "soft" }, text("from_guides", { n: guides })),
      ),
    ),
    h(
      "ol",
      {},
      citations.map((one) => source(one, text)),
    ),
  );
}

function source(one, text) {
  const place = h("span", { class: "place" }, [one.title, ...one.section].join(" › "));
  const words = h("q", { class: "words" }, plain(one.quote));
  const number = h("span", { class: "number", "aria-hidden": "true" }, String(one.n));
  if (one.gone)
    return h(
      "li",
      {},
      h(
        "div",
        { class: "source" },
        number,
        h("span", {}, place, words, h("span", { class: "soft" }, text("gone"))),
      ),
    );
  const open = (event) => openSource(one, event.currentTarget);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "source", onclick: open },
      number,
      h("span", {}, place, words),
    ),
  );
}

function nearby({ nearby: passages }, text) {
  if (!passages.length) return null;
  return h(
    "div",
    { class: "near" },
    h("p", { class: "heading" }, text("near")),
    passages.map((one) =>
      h(
        "details",
        {},
        h("summary", {}, [one.title, ...one.section].join(" › ")),
        h("div", { class: "prose" }, marked(inTable(one))),
        h(
          "button",
          {
            type: "button",
            class: "button quiet little",
            onclick: (event) => openSource(one, event.currentTarget),
          },
          icon("book"),
          text("source.open"),
        ),
      ),
    ),
  );
}

function suggestions({ suggestions: given, kind }, text, { asks, asked }) {
  // Where the answer has few of its own, those who hire and candidates go on differently.
  const more = kind === "clarify" ? [] : text(`follow.${audience()}`);
  const known = new Set(asked.map((one) => one.toLowerCase()));
  const all = [...new Set([...given, ...more])].filter((one) => !known.has(one.toLowerCase()));
  const shown = all.slice(0, Math.max(given.length, MOST_SUGGESTED));
  if (!shown.length) return null;
  return h(
    "div",
    { class: "suggestions", role: "group", "aria-label": text("suggestions") },
    shown.map((one) =>
      h("button", { type: "button", class: "suggestion", onclick: () => asks(one) }, one),
    ),
  );
}

function actions(turn, text, { last, retries, edits, judged }) {
  const reason = reasonBox(turn, text, judged);
  const [up, down] = ["up", "down"].map((verdict) =>
    h(
      "button",
      {
        type: "button",
        class: `button quiet little icon-only thumb ${verdict}`,
        "aria-pressed": String(turn.verdict === verdict),
        "aria-label": text(`actions.${verdict}`),
        title: text(`actions.${verdict}`),
        onclick: () => judge(verdict),
      },
      icon("thumb"),
    ),
  );
  async function judge(verdict) {
    turn.verdict = turn.verdict === verdict ? "" : verdict;
    up.setAttribute("aria-pressed", String(turn.verdict === "up"));
    down.setAttribute("aria-pressed", String(turn.verdict === "down"));
    reason.show(turn.verdict);
    await judged(turn, "");
  }
  const { layer } = turn.answer;
  return [
    h(
      "div",
      { class: "line" },
      h(
        "div",
        { class: "actions" },
        copyButton(turn, text),
        last && retryButtons(text, { retries, edits }),
        up,
        down,
      ),
      layer && h("p", { class: "written-by" }, text("layers")[layer] ?? layer),
    ),
    reason.element,
  ];
}

function reasonBox(turn, text, judged) {
  const box = h("input", { class: "field", type: "text", maxlength: "1000" });
  const element = h(
    "form",
    { class: "reason", hidden: true, onsubmit: send },
    box,
    h("button", { class: "button little" }, text("actions.send_reason")),
  );
  async function send(event) {
    event.preventDefault();
    await judged(turn, box.value.trim());
    element.hidden = true;
    box.value = "";
  }
  function show(verdict) {
    element.hidden = !verdict;
    const label = text(verdict === "up" ? "actions.reason_up" : "actions.reason");
    box.placeholder = label;
    box.setAttribute("aria-label", label);
  }
  return { element, show };
}

function copyButton(turn, text) {
  const copy = async () =>
    toast(text((await copied(inMarkdown(turn, text))) ? "actions.copied" : "actions.not_copied"));
  return small("copy", text("actions.copy"), copy);
}

function retryButtons(text, { retries, edits }) {
  return [
    small("retry", text("actions.retry"), retries),
    small("edit", text("actions.edit"), edits),
  ];
}

function small(sign, label, act) {
  return h(
    "button",
    {
      type: "button",
      class: "button quiet little icon-only",
      "aria-label": label,
      title: label,
      onclick: act,
    },
    icon(sign),
  );
}

/** `prototype = yes: “a demo”` -> `a demo` */
function wordsOf(taken) {
  return /^\S+ = \S+: “(.+)”$/s.exec(taken)?.[1] ?? taken;
}

function sentence(words) {
  return `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
}

function inTable({ kind, context, text }) {
  if (kind !== "table row" || !context) return text;
  const header = context.split("\n").at(-1);
  const columns = header.replace(/^\s*\||\|\s*$/g, "").split("|").length;
  return [context, `|${"---|".repeat(columns)}`, text].join("\n");
}

function plain(quote) {
  return quote
    .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
    .replace(/\s*\|\s*/g, " · ")
    .replace(/\s+/g, " ");
}

/** Tell the server, if its owner keeps that. @returns {Promise<boolean>} whether it is kept */
export async function sendVerdict(conversation, turn, reason) {
  if (!document.querySelector('meta[name="feedback"]')) return false;
  const at = conversation.turns.indexOf(turn);
  const turns = conversation.turns
    .slice(0, at + 1)
    .flatMap((one) => [
      { speaker: "person", text: one.question },
      ...(one.answer ? [{ speaker: "assistant", text: one.answer.text }] : []),
    ]);
  await api.post("feedback", { verdict: turn.verdict, reason, turns });
  return true;
}
