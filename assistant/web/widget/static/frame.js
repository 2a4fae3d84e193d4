// The conversation inside another page: a document of our own origin, whatever is around it.

import { announce, listen as announcing } from "../../page/0/parts/announce.js";
import * as api from "../../page/0/parts/api.js";
import { fill, h, icon } from "../../page/0/parts/dom.js";
import { spoken } from "../../page/0/parts/marks.js";
import { link } from "../../page/0/parts/route.js";
import { choices, ofDecision, questions, shown } from "./answers.js";
import { card } from "./card.js";
import { paint } from "./colours.js";
import * as host from "./host.js";
import * as keeping from "./keeping.js";
import { words } from "./words.js";

const SITE = new URL("../../", import.meta.url);
const MOST = 4000;
const NEAR_END = 80;

class Conversation {
  constructor(options, text) {
    Object.assign(this, { options, text, turns: keeping.read(), stopping: null, tree: null });
    this.build();
    this.draw();
    if (options.tree && !this.turns.length) this.startTree();
  }

  build() {
    const { text, options } = this;
    const small = (sign, label, act) => h("button", { type: "button", class: "button quiet icon-only", "aria-label": label, title: label, onclick: act }, icon(sign));
    this.full = h("a", { class: "button quiet icon-only", target: "_blank", "aria-label": text("full"), title: text("full") }, icon("open"));
    this.steps = h("a", { class: "button quiet icon-only", target: "_blank", "aria-label": text("steps"), title: text("steps"), hidden: true }, icon("tree"));
    this.fresh = small("plus", text("new"), () => this.begin());
    const shut = options.floats && small("close", text("close"), host.close);
    this.log = h("section", { class: "log", "aria-label": text("conversation"), tabindex: "0" });
    this.area = h("textarea", { id: "question", class: "field", rows: "1", "aria-label": text("question"), "aria-describedby": "hint", autocomplete: "off", onkeydown: (event) => this.pressed(event), oninput: () => this.hint("") });
    this.send = h("button", { class: "button primary icon-only", "aria-label": text("send"), title: text("send") }, icon("send"));
    this.stop = h("button", { type: "button", class: "button icon-only", "aria-label": text("stop"), title: text("stop"), hidden: true, onclick: () => this.halt() }, icon("stop"));
    this.says = h("p", { id: "hint", class: "hint small soft", hidden: true });
    this.card = card(text, SITE);
    document.body.append(
      h("header", { class: "head" }, h("h1", {}, text("title")), this.steps, this.full, this.fresh, shut),
      h("main", {}, this.log, h("form", { class: "composer", onsubmit: (event) => this.submitted(event) }, h("div", { class: "box" }, this.area, this.stop, this.send), this.says)),
      this.card.element,
    );
    announcing();
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("connection", ({ detail }) => this.connection(detail.state));
  }

  // Asking.

  async ask(question) {
    if (this.stopping || !question) return;
    host.tell("ask", { by: this.asksFor ?? "person" });
    this.asksFor = null;
    this.turns.push({ question, answer: null, when: new Date().toISOString() });
    this.area.value = "";
    await this.answer();
  }

  /** Answer the last question; again, if it was asked before. */
  async answer() {
    const turn = this.turns.at(-1);
    Object.assign(turn, { answer: null, choices: null, stopped: false, wrong: "", verdict: "" });
    await this.during(turn, async (signal) => {
      const body = { turns: keeping.asTurns(this.turns), audience: this.options.audience || null, stream: true };
      await api.stream("ask", body, ({ name, data }) => {
        if (name === "error") throw new api.Refused(data);
        turn.answer = data;
        this.drawLast();
      }, { signal });
      if (!turn.answer?.complete) throw new api.Refused({ message: "" });
      const { path } = turn.answer;
      if (path?.asks) turn.choices = await this.choicesOf(path, signal);
    });
  }

  /** Press one of a tree's buttons: it is walked as such, and no words are guessed at. */
  async choose(from, choice) {
    if (this.stopping) return;
    const { path } = from.answer;
    const { question } = await api.post("decide", { tree: path.tree, answers: path.answers });
    if (!question) return;
    host.tell("ask", { by: "person" });
    await this.decide(choice.label, { tree: path.tree, answers: { ...path.answers, [question.id]: choice.id } });
  }

  async decide(question, situation) {
    const turn = { question, answer: null, when: new Date().toISOString(), verdict: "" };
    this.turns.push(turn);
    await this.during(turn, async (signal) => {
      const decision = await api.post("decide", situation, { signal });
      turn.answer = ofDecision(decision, this.text);
      turn.choices = decision.question?.choices ?? null;
    });
  }

  async during(turn, work) {
    const stopping = new AbortController();
    this.stopping = stopping;
    this.works(true);
    this.draw();
    try {
      await work(stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) turn.stopped = true;
      else if (error instanceof api.Refused) turn.wrong = error.message || " ";
      else throw error;
    } finally {
      this.stopping = null;
      this.works(false);
      this.hint("");
      keeping.write(this.turns);
      this.draw();
    }
    if (!turn.answer?.complete) return;
    announce(this.text("said", { text: spoken(turn.answer.text) }));
    host.tell("answer", { kind: turn.answer.kind, sources: turn.answer.citations.length });
  }

  halt() {
    this.stopping?.abort();
  }

  async choicesOf({ tree, answers }, signal) {
    try {
      return (await api.post("decide", { tree, answers }, { signal })).question?.choices ?? null;
    } catch (error) {
      if (error instanceof api.Refused) return null; // the tree has changed: words still answer it
      throw error;
    }
  }

  async startTree() {
    try {
      const decision = await api.post("decide", { tree: this.options.tree, answers: {} });
      this.tree = decision.question && decision;
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
    }
    if (this.tree && !this.turns.length) this.draw();
  }

  async judge(turn, verdict) {
    turn.verdict = turn.verdict === verdict ? "" : verdict;
    keeping.write(this.turns);
    this.draw({ keepFocus: `.thumb.${verdict}` });
    if (!turn.verdict) return;
    host.tell("feedback", { verdict });
    announce(this.text("thanks"));
    if (!document.querySelector('meta[name="feedback"]')) return;
    const until = this.turns.slice(0, this.turns.indexOf(turn) + 1);
    try {
      await api.post("feedback", { verdict, reason: "", turns: keeping.asTurns(until) });
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
    }
  }

  begin() {
    this.halt();
    this.turns = [];
    keeping.write(this.turns);
    this.draw();
    this.area.focus();
    if (this.options.tree) this.startTree();
  }

  // Showing.

  draw({ keepFocus = "" } = {}) {
    const { text, turns } = this;
    const at = document.activeElement?.closest?.(".turn");
    const nth = at ? [...this.log.children].indexOf(at) : -1;
    const had = this.log.contains(document.activeElement) && document.activeElement !== this.log;
    this.card.hides({ back: false });
    fill(this.log, turns.length ? turns.map((turn, n) => this.drawn(turn, n)) : this.welcome());
    if (keepFocus && nth >= 0) this.log.children[nth]?.querySelector(keepFocus)?.focus();
    else if (had) this.area.focus({ preventScroll: true });
    this.area.placeholder = text(turns.length ? "more" : "placeholder");
    this.links();
    if (!keepFocus) this.toLast();
  }

  drawn(turn, n) {
    const last = n === this.turns.length - 1;
    return shown(turn, this.text, { last, busy: last && this.stopping !== null }, {
      asks: (question) => this.ask(question),
      chooses: (one, choice) => this.choose(one, choice),
      judges: (one, verdict) => this.judge(one, verdict),
      again: () => this.answer(),
    });
  }

  drawLast() {
    const { log } = this;
    const follows = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    log.lastElementChild.replaceWith(this.drawn(this.turns.at(-1), this.turns.length - 1));
    if (follows) this.toLast();
  }

  /** The question at the top, so that one reads on from there. */
  toLast() {
    const { log } = this;
    const last = log.querySelector(".turn:last-child");
    if (last) log.scrollTop = Math.max(0, last.offsetTop - log.offsetTop - 8);
  }

  welcome() {
    const { text, options, tree } = this;
    const own = options.starters.length ? options.starters : text(options.audience === "candidate" ? "starters_candidate" : "starters_hiring");
    const start = (choice) => this.decide(`${tree.question.ask} ${choice.label}`, { tree: tree.tree, answers: { [tree.question.id]: choice.id } });
    return h(
      "div",
      { class: "welcome" },
      h("p", { class: "greeting" }, options.greeting || text("greeting")),
      tree && [h("h2", {}, tree.question.ask), choices(tree.question.choices, text, start)],
      h("h2", { class: "small soft" }, text("start")),
      questions(own, text("start"), (question) => this.ask(question)),
    );
  }

  /** The same conversation on the whole page; and the tree, where one is walked. */
  links() {
    const packed = keeping.packed(this.turns, this.options.audience || "hiring");
    this.full.href = new URL(packed ? `widget/full#${packed}` : "./#/ask", SITE).href;
    const path = this.turns.findLast((one) => one.answer?.path?.tree)?.answer.path;
    this.steps.hidden = !path;
    if (path) this.steps.href = new URL(`./${link("decide", [path.tree], path.answers)}`, SITE).href;
    this.fresh.hidden = !this.turns.length;
  }

  works(on) {
    const had = [this.send, this.stop].includes(document.activeElement);
    this.stop.hidden = !on;
    this.send.hidden = on;
    if (had) this.area.focus();
  }

  hint(words, bad = false) {
    const over = this.area.value.length - MOST;
    const says = over > 0 ? this.text("too_long", { n: over }) : words;
    this.says.hidden = !says;
    this.says.classList.toggle("bad", bad || over > 0);
    fill(this.says, says);
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(160, this.area.scrollHeight + 2)}px`;
  }

  connection(state) {
    if (state === "here") return this.hint("");
    this.hint(this.text(state), true);
    return announce(this.text(state));
  }

  // Keys.

  submitted(event) {
    event.preventDefault();
    if (this.area.value.length <= MOST) this.ask(this.area.value.trim());
  }

  pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }

  key(event) {
    if (event.key === "Escape") {
      if (!this.card.hides() && this.options.floats) host.close();
    } else if (event.key === "Tab" && this.options.floats) this.inside(event);
  }

  /** Tab stays in the dialog: after the last comes the first. */
  inside(event) {
    const all = [...document.querySelectorAll('a[href], button, textarea, summary, [tabindex="0"]')].filter((one) => !one.disabled && one.checkVisibility());
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== edge && document.activeElement !== document.body) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0]).focus();
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }
}

let conversation = null;
const before = [];

function once(act) {
  if (conversation) act();
  else before.push(act);
}

host.listen({
  options: async (options) => {
    paint(options);
    const text = await words(options.words);
    document.documentElement.lang = text("lang");
    document.documentElement.dir = text("dir");
    document.title = text("title");
    conversation = new Conversation(options, text);
    document.body.classList.add("ready");
    for (const act of before.splice(0)) act();
  },
  focus: () => once(() => conversation.focus()),
  ask: (question) =>
    once(() => {
      conversation.asksFor = "page";
      conversation.ask(question);
    }),
});
