// Where one types. What is typed is kept until it is answered or thrown away.

import { fill, h, icon } from "../parts/dom.js";
import { draft } from "./store.js";
import { writer } from "./writer.js";

const MOST = 10_000;

/** @returns the composer; it calls asks(question), stops() and editsLast() */
export function composer(text, { asks, stops, editsLast, leavesEdit }) {
  const area = h("textarea", {
    id: "question",
    class: "question",
    rows: "1",
    placeholder: text("question.placeholder"),
    "aria-describedby": "question-hint",
    autocomplete: "off",
    oninput: typed,
    onkeydown: pressed,
  });
  const send = h(
    "button",
    {
      type: "submit",
      class: "button primary icon-only send",
      "aria-label": text("question.send"),
      title: text("question.send"),
    },
    icon("send"),
  );
  const stop = h(
    "button",
    {
      type: "button",
      class: "button icon-only send",
      "aria-label": text("question.stop"),
      title: text("question.stop"),
      hidden: true,
      onclick: () => stops(),
    },
    icon("stop"),
  );
  const hint = h("p", { id: "question-hint", class: "hint" }, text("question.hint"));
  const cancel = h(
    "button",
    { type: "button", class: "button quiet little", hidden: true, onclick: () => leavesEdit() },
    text("cancel"),
  );
  const pending = h("p", { class: "pending", hidden: true });
  const element = h(
    "form",
    { class: "composer ours", "aria-label": text("question.label"), onsubmit: submitted },
    h("label", { class: "off-screen", for: "question" }, text("question.label")),
    pending,
    h("div", { class: "box" }, area, stop, send),
    h("div", { class: "under" }, hint, cancel),
    writer(text),
  );
  let busy = false;

  function submitted(event) {
    event.preventDefault();
    const question = area.value.trim();
    if (busy || !question || area.value.length > MOST) return area.focus();
    asks(question);
  }

  function pressed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      element.requestSubmit();
    } else if (event.key === "ArrowUp" && !area.value && !busy) {
      event.preventDefault();
      editsLast();
    } else if (event.key === "Escape" && !cancel.hidden) {
      event.preventDefault();
      leavesEdit();
    }
  }

  function typed() {
    draft.write(area.value);
    const over = area.value.length - MOST;
    if (over > 0) tell(text("question.left", { n: over.toLocaleString("en") }), "bad");
    else if (hint.dataset.tone === "bad") tell();
    grow();
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  function set(words) {
    area.value = words;
    draft.write(words);
    grow();
  }

  function tell(words = text("question.hint"), tone = "") {
    fill(hint, words);
    hint.dataset.tone = tone;
  }

  function works(on) {
    busy = on;
    // The one that is pressed may not vanish under the one who presses it.
    const had = document.activeElement === send || document.activeElement === stop;
    stop.hidden = !on;
    send.hidden = on;
    if (had) area.focus();
  }

  /** Show a question that cannot be asked yet, so that nobody thinks it lost. */
  function waits(question) {
    pending.hidden = !question;
    fill(pending, question);
    if (question) tell(text("question.waits"));
  }

  function edits(on) {
    cancel.hidden = !on;
    tell(on ? text("question.editing") : undefined);
  }

  area.value = draft.read();
  queueMicrotask(grow);
  return {
    element,
    set,
    tell,
    works,
    edits,
    waits,
    get words() {
      return area.value;
    },
    follows: (on) => (area.placeholder = text(on ? "question.more" : "question.placeholder")),
    focus: () => area.focus({ preventScroll: true }),
  };
}
