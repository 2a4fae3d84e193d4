// The Ask room: a conversation that Gradio streams and this browser keeps.

import { announce, toast } from "../parts/announce.js";
import * as api from "../parts/api.js";
import { spoken } from "../parts/marks.js";
import { words } from "../parts/text.js";
import { audience } from "./audience.js";
import { below, sendVerdict } from "./below.js";
import { composer } from "./composer.js";
import { drawer } from "./drawer.js";
import { AT_THE_END, drawn, tooMany } from "./earlier.js";
import { log } from "./log.js";
import * as store from "./store.js";
import { welcome } from "./welcome.js";
import { wired } from "./wires.js";
import { keepsToBuiltIn } from "./writer.js";

const SLOW = 400;
const LOST = 8_000;
const BETWEEN = 3_000;
const LONGEST_BETWEEN = 3_000;
const MOST_TRIES = 5;

/** Put the room on the page. @returns {{arrive(route), focus()}} */
export async function ask({ go }) {
  const room = new Ask(await words("ask"), go);
  room.build();
  room.connect();
  return { arrive: (route) => room.arrive(route), focus: () => room.composer.focus() };
}

class Ask {
  constructor(text, go) {
    Object.assign(this, { text, go });
    this.conversation = store.lastOpen() ?? store.begun(audience());
    this.wires = null;
    this.log = null;
    /** The question that is being answered: {id, turn, tries, editing}. */
    this.current = null;
    /** Whether the last question is being changed. */
    this.editing = false;
    this.panels = new WeakMap();
    /** How many turns of the beginning are drawn here and not by Gradio. */
    this.earlier = 0;
    this.drawnOf = new WeakMap();
  }

  build() {
    const { text } = this;
    this.composer = composer(text, {
      asks: (question) => this.say(question),
      stops: () => this.stop(),
      editsLast: () => this.edit(),
      leavesEdit: () => this.leaveEdit(),
    });
    this.welcome = welcome(text, { asks: (question) => this.say(question) });
    this.drawer = drawer(text, {
      opens: (id) => this.open(id),
      begins: () => this.begin(),
      current: () => this.conversation,
      took: (conversation) => this.take(conversation),
    });
    const app = document.querySelector("gradio-app");
    app.before(this.drawer.element, this.drawer.veil, this.drawer.bar, this.welcome.element);
    app.after(this.composer.element);
    document.addEventListener("audience", ({ detail }) => {
      if (!this.conversation.turns.length) this.conversation.audience = detail.audience;
      this.welcome.show(detail.audience);
      this.refresh();
    });
    store.onChange((id) => this.changedElsewhere(id));
    this.welcome.show(audience());
    this.shown();
  }

  async connect() {
    const app = document.querySelector("gradio-app");
    this.wires = await wired();
    this.log = log(this.text, {
      citationsOf: (n) => this.conversation.turns[this.earlier + n]?.answer?.citations ?? [],
      belowOf: (n) => this.belowOf(this.earlier + n),
    });
    this.wires.listen((record) => this.heard(record));
    watchToasts(() => this.lost());
    document.body.classList.add("ready");
    if (this.conversation.turns.length) this.restore();
    else this.resume();
  }

  arrive({ query }) {
    if (!query.q) return;
    this.go("#/ask", { replace: true });
    const { q, answers = "" } = query;
    if (this.current || this.restoring) this.composer.set(`${q} ${answers}`.trim());
    else this.say(q, answers);
  }

  // Asking.

  /** Ask; with a link to a tree, the question tells which answers it hands over. */
  say(question, link = "") {
    if (this.current) return;
    this.keepFocus();
    if (this.editing) {
      this.conversation.turns.pop();
      this.leaveEdit({ clear: false });
    }
    const turn = {
      question,
      ...(link && { link }),
      answer: null,
      stopped: false,
      verdict: "",
      when: new Date().toISOString(),
    };
    this.composer.set("");
    if (this.conversation.turns.length >= store.MOST_TURNS) {
      toast(this.text("conversations.goes_on"));
      return void this.take({ ...store.begun(audience()), turns: [turn] });
    }
    this.conversation.turns.push(turn);
    this.save();
    this.shown();
    this.send();
  }

  /** What was pressed goes: keys go on where one writes; a finger gets no keyboard over the answer. */
  keepFocus() {
    if (document.activeElement.matches(":is(.below, .welcome) :focus-visible")) this.composer.focus();
  }

  /** Ask the last question of the conversation, again if need be. */
  send(tries = 0) {
    const at = this.conversation.turns.length - 1;
    const turn = this.conversation.turns[at];
    Object.assign(turn, { answer: null, stopped: false, verdict: "" });
    const drop = tooMany(at - this.earlier);
    this.current = { id: store.name(), turn, tries, drop, heard: false };
    this.composer.works(true);
    if (!this.wires || this.restoring) {
      this.composer.waits(turn.question);
      return;
    }
    this.composer.waits("");
    const { id } = this.current;
    this.log.toQuestion(at + 1);
    this.wires.ask({
      id,
      question: turn.question,
      link: turn.link ?? "",
      drop: 2 * drop,
      keep: 2 * (at - this.earlier),
      builtin: keepsToBuiltIn(),
    });
    clearTimeout(this.slow);
    this.slow = setTimeout(
      () =>
        this.current?.id === id &&
        !this.current.turn.answer &&
        this.composer.tell(this.text("working")),
      SLOW,
    );
    clearTimeout(this.late);
    this.late = setTimeout(
      () => this.current?.id === id && !this.current.heard && this.lost(),
      LOST,
    );
  }

  heard(record) {
    if (record.opened || (this.restoring && record.error)) return this.restored(record);
    const { current } = this;
    if (!current || record.id !== current.id) return undefined;
    current.heard = true;
    if (current.drop) this.drawEarlier(this.earlier + current.drop);
    current.drop = 0;
    api.tell("here");
    if (record.error) return this.failed(record.error.message);
    if (!record.answer) return undefined;
    current.turn.answer = record.answer;
    if (!record.answer.complete) return this.save();
    this.finish();
    return announce(this.text("said", { text: spoken(record.answer.text) }));
  }

  finish() {
    clearTimeout(this.slow);
    clearTimeout(this.late);
    this.current = null;
    this.composer.works(false);
    this.composer.waits("");
    this.composer.tell();
    this.save();
    this.refresh();
    this.drawer.list();
  }

  stop() {
    if (!this.current) return;
    this.wires?.stop();
    this.current.turn.stopped = true;
    this.finish();
  }

  failed(message) {
    const { question } = this.current.turn;
    this.conversation.turns.pop();
    this.finish();
    this.shown();
    this.composer.set(question);
    const says = message ? this.text("failed", { message }) : this.text("failed_plainly");
    this.composer.tell(says, "bad");
    announce(says);
    if (!this.conversation.turns.length) store.remove(this.conversation.id);
  }

  /** The answer does not come: the server is away, or has no time. Ask again when it is back. */
  async lost() {
    if (this.restoring) return void this.unrestored();
    const { current } = this;
    if (!current || current.losing) return;
    current.losing = true;
    clearTimeout(this.slow);
    if (!(await api.lives())) {
      this.composer.waits(current.turn.question);
      await api.back();
    } else if (current.tries >= MOST_TRIES && !this.wires.busy) return void this.failed("");
    else if (current.heard || current.tries || this.wires.busy) {
      api.tell("busy");
      const wait = Math.min(LONGEST_BETWEEN, 1000 * (current.tries + 1));
      await new Promise((done) => setTimeout(done, wait));
    }
    if (this.current === current) this.send(current.tries + 1);
  }

  retry() {
    if (this.current || !this.conversation.turns.length) return;
    this.keepFocus();
    this.send();
  }

  edit() {
    const last = this.conversation.turns.at(-1);
    if (!last || this.current) return;
    this.editing = true;
    this.composer.set(last.question);
    this.composer.edits(true);
    this.composer.focus();
  }

  leaveEdit({ clear = true } = {}) {
    this.editing = false;
    if (clear) this.composer.set("");
    this.composer.edits(false);
  }

  // Conversations.

  restore() {
    this.restoring = true;
    this.drawEarlier(Math.max(0, this.conversation.turns.length - AT_THE_END));
    this.wires.reopen(asShown(this.conversation, this.earlier));
    clearTimeout(this.late);
    this.late = setTimeout(() => this.restoring && this.unrestored(), LOST);
  }

  async unrestored() {
    clearTimeout(this.late);
    if (this.again) return;
    this.again = true;
    const last = this.conversation.turns.at(-1);
    if (last && !last.answer) this.composer.waits(last.question);
    if (!(await api.lives())) await api.back();
    else {
      api.tell("busy");
      await new Promise((done) => setTimeout(done, BETWEEN));
    }
    this.again = false;
    if (this.restoring) this.restore();
  }

  restored({ opened, error }) {
    clearTimeout(this.late);
    this.restoring = false;
    this.composer.waits("");
    api.tell("here");
    if (error) {
      this.drawer.refused(error.message);
      this.conversation = this.before ?? store.begun(audience());
      this.before = null;
      this.shown();
      if (this.conversation.turns.length) this.restore();
      return;
    }
    const turns = this.conversation.turns.slice(this.earlier);
    if (opened.id !== this.conversation.id || opened.turns.length !== turns.length) return;
    opened.turns.forEach(
      ({ answer }, n) => answer && (turns[n].answer.citations = answer.citations),
    );
    this.before = null;
    this.save({ touch: false });
    this.shown();
    this.log.dress();
    this.log.toEnd();
    this.holdEarlier();
    this.resume();
  }

  /** Hold the sources of what is drawn here against the guides, too. */
  async holdEarlier() {
    const { conversation, earlier } = this;
    if (!earlier) return;
    const turns = conversation.turns.slice(0, earlier);
    try {
      const text = JSON.stringify(asShown({ ...conversation, turns }, 0));
      const { conversation: held } = await api.post("conversations/read", { text });
      held.turns.forEach(({ answer }, n) => answer && (turns[n].answer.citations = answer.citations));
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      return; // the guide itself says where words are gone
    }
    if (this.conversation !== conversation) return;
    turns.forEach((turn) => this.drawnOf.delete(turn));
    this.panels = new WeakMap();
    this.drawEarlier(this.earlier);
  }

  /** Ask what was on its way when the page was left or not ready. */
  resume() {
    if (this.current) return this.send(this.current.tries);
    const last = this.conversation.turns.at(-1);
    if (last && !last.stopped && !last.answer?.complete) this.send();
    return undefined;
  }

  open(id) {
    const found = store.found(id);
    if (!found || found.id === this.conversation.id) return;
    this.take(found);
  }

  begin() {
    if (this.conversation.turns.length) this.take(store.begun(audience()));
    this.composer.focus();
  }

  /** Show a conversation; what this one was about stays kept. */
  take(conversation) {
    this.stop();
    this.leaveEdit({ clear: this.editing });
    this.before = this.conversation;
    this.conversation = conversation;
    this.shown();
    if (this.wires) this.restore();
  }

  changedElsewhere(id) {
    this.drawer.list();
    if (id !== this.conversation.id || this.current) return;
    const found = store.found(id);
    if (found && found.turns.length !== this.conversation.turns.length) this.take(found);
  }

  save({ touch = true } = {}) {
    if (touch) this.conversation.changed = new Date().toISOString();
    store.isOpen(this.conversation.id);
    if (!store.save(this.conversation)) this.drawer.notKept();
  }

  // Showing.

  shown() {
    const empty = !this.conversation.turns.length;
    document.body.classList.toggle("nothing-yet", empty);
    this.welcome.element.hidden = !empty;
    this.composer.follows(!empty);
    store.isOpen(this.conversation.id);
    this.drawer.list();
  }

  refresh() {
    this.panels = new WeakMap();
    this.log?.dress();
  }

  /** Draw so many turns of the beginning here; those that are drawn stay. */
  drawEarlier(many) {
    this.earlier = many;
    const turns = this.conversation.turns.slice(0, many).map((turn, n) => {
      const known = this.drawnOf.get(turn);
      if (known) return known;
      const made = drawn(turn, this.panelOf(n), this.text);
      this.drawnOf.set(turn, made);
      return made;
    });
    this.log.earlier(turns);
    this.log.dress();
  }

  belowOf(n) {
    const { turns } = this.conversation;
    const turn = turns[n];
    if (!turn || turn === this.current?.turn || this.restoring) return null;
    return this.panelOf(n);
  }

  panelOf(n) {
    const { turns } = this.conversation;
    const turn = turns[n];
    const last = n === turns.length - 1;
    const known = this.panels.get(turn);
    if (known?.last === last) return known.element;
    const element = below(turn, this.text, {
      last,
      asks: (question, link) => this.say(question, link),
      retries: () => this.retry(),
      edits: () => this.edit(),
      judged: (one, reason) => this.judged(one, reason),
      asked: turns.map((one) => one.question),
    });
    this.panels.set(turn, { element, last });
    return element;
  }

  async judged(turn, reason) {
    this.save({ touch: false });
    if (!turn.verdict) return;
    try {
      const isKept = await sendVerdict(this.conversation, turn, reason);
      if (reason) toast(this.text(isKept ? "actions.thanks" : "actions.not_kept"));
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      if (reason) toast(this.text("actions.not_kept"));
    }
  }
}

/** The end of a conversation without what only this script shows: what is sent has a limit. */
function asShown(conversation, earlier) {
  const turns = conversation.turns.slice(earlier).map((turn) => ({
    ...turn,
    answer: turn.answer && { ...turn.answer, nearby: [], notes: [], suggestions: [], path: null },
  }));
  return { ...conversation, turns };
}

/** Gradio says in a message of its own that a question got lost; ours is calmer. */
function watchToasts(lost) {
  const seen = new WeakSet(); // one that is still fading tells of a question that was lost before
  const watch = new MutationObserver(() => {
    for (const error of document.querySelectorAll(".toast-wrap .toast-body.error")) {
      if (seen.has(error)) continue;
      seen.add(error);
      error.querySelector("button")?.click();
      lost();
    }
  });
  watch.observe(document.querySelector(".toast-wrap"), { childList: true, subtree: true });
}
