// The Decide room: a tree as a wizard, one question at a time, and where the answers lead.

import { audience, audienceSwitch } from "../ask/audience.js";
import { announce } from "../parts/announce.js";
import { copied, download, fill, h, icon } from "../parts/dom.js";
import { link } from "../parts/route.js";
import { mark } from "../parts/marks.js";
import { claim, claims } from "./claims.js";
import { diagram } from "./decide_diagram.js";
import { toDiscuss } from "./decide_discuss.js";
import { draft, drafted } from "./draft.js";
import { sentenceForm, spotted } from "./decide_sentence.js";

const SLOW = 200;
const DRAFT = "situation";

/** Show the room in `place`; the hash holds the tree and every answer. */
export function mount(place, { route, api, text, go }) {
  const room = new Decide(place, { api, text, go });
  room.update(route);
  return { update: (next) => room.update(next), unmount: () => room.unmount() };
}

class Decide {
  constructor(place, { api, text, go }) {
    Object.assign(this, { place, api, text, go });
    this.turn = 0;
    this.sentence = drafted(DRAFT);
    this.filled = [];
    this.asking = null;
    this.moved = false;
    this.trees = new Map();
    this.fitting = new Map();
    this.whom = audienceSwitch(text);
    this.main = h("div", { class: "decide-room" });
    this.chosen = ({ detail }) => this.main.querySelector(".decide-cards") && this.showFor(detail.audience);
    document.addEventListener("audience", this.chosen);
    fill(place, h("div", { class: "decide" }, this.main));
  }

  unmount() {
    this.turn += 1;
    document.removeEventListener("audience", this.chosen);
    this.place.replaceChildren();
  }

  async update(route) {
    const turn = ++this.turn;
    const [tree] = route.parts;
    const slow = setTimeout(() => this.wait(turn, tree), SLOW);
    try {
      if (tree) await this.walk(tree, route.query, turn);
      else await this.list(turn);
    } catch (error) {
      if (turn === this.turn) this.fail(error, route);
    } finally {
      clearTimeout(slow);
    }
  }

  wait(turn, tree) {
    if (turn !== this.turn) return;
    const words = this.text(tree ? "working" : "loading");
    this.main.setAttribute("aria-busy", "true");
    if (!this.main.firstChild) fill(this.main, h("p", { class: "soft" }, words));
    announce(words);
  }

  show(...children) {
    this.main.removeAttribute("aria-busy");
    fill(this.main, ...children);
  }

  fail(error, route) {
    const [tree] = route.parts;
    const again = h("button", { class: "button", type: "button", onclick: () => this.update(route) }, this.text("again"));
    const over = tree && h("a", { class: "button", href: link("decide", [tree]) }, this.text("answers.restart"));
    this.show(h("div", { class: "note bad", role: "alert" },
      h("p", {}, error.message || this.text("failed")),
      h("p", { class: "row" }, error.status >= 500 || !error.status ? again : over,
        tree && h("a", { class: "button", href: link("decide") }, this.text("again_all")))));
  }

  // The list of trees.

  async list(turn) {
    await this.all();
    if (turn !== this.turn) return;
    this.asking = null;
    this.filled = [];
    this.shownTree = null;
    this.cards = h("div");
    this.opened = h("div");
    this.show(
      h("header", { class: "room-head" }, h("h1", {}, this.text("title")), h("p", { class: "lead" }, this.text("intro"))),
      this.opened,
      this.whom,
      this.cards);
    this.showFor(audience());
  }

  showFor(whom) {
    this.fitting = new Map();
    fill(this.opened, this.opening(whom));
    this.drawCards(whom);
  }

  keep(words) {
    this.sentence = words;
    draft(DRAFT, words);
  }

  async all() {
    this.listed ??= await this.api.get("trees");
    return this.listed;
  }

  opening(whom) {
    return sentenceForm({
      text: this.text, title: this.text("sentence.title"), value: this.sentence,
      placeholder: this.text(`sentence.placeholder.${whom}`),
      keep: (words) => this.keep(words),
      read: (words) => this.start(words, whom),
    });
  }

  /** Let the words choose the tree; where several fit, the person chooses. */
  async start(words, whom) {
    const found = await this.api.post("decide/fitting", { text: words, for: whom });
    const fit = found.filter((one) => one.asked || one.filled > 0);
    if (fit.length && (fit[0].asked || fit.length === 1)) {
      this.take(await this.api.post("decide", { tree: fit[0].tree, answers: {}, text: words }));
      return null;
    }
    this.fitting = new Map(fit.map((one, place) => [one.tree, { ...one, place }]));
    this.drawCards(whom);
    return this.text(fit.length ? "sentence.several" : "sentence.which");
  }

  drawCards(whom) {
    const trees = this.listed.filter((one) => one.for === whom);
    const place = ({ id }) => this.fitting.get(id)?.place ?? trees.length;
    const ordered = [...trees].sort((one, other) => place(one) - place(other));
    fill(this.cards, ordered.length
      ? h("ul", { class: "decide-cards" }, ordered.map((tree) => this.card(tree)))
      : h("p", {}, this.text("none")));
  }

  card(tree) {
    const fit = this.fitting.get(tree.id);
    const read = () => this.sentence.trim() && (this.unread = tree.id);
    return h("li", { class: fit ? "decide-card fits" : "decide-card" },
      h("h2", {}, h("a", { href: link("decide", [tree.id]), onclick: read }, tree.title)),
      h("p", {}, tree.description),
      h("p", { class: "decide-facts" },
        fit ? h("strong", {}, this.text("sentence.answers", { n: fit.filled })) : this.text("questions", { n: tree.questions })));
  }

  // One tree.

  async walk(tree, answers, turn) {
    if (this.unread === tree && this.sentence.trim()) {
      this.unread = null;
      const found = await this.api.post("decide", { tree, answers, text: this.sentence });
      if (found.filled?.length) return this.take(found);
    }
    const trees = await this.all();
    if (turn !== this.turn) return undefined;
    if (!trees.some(({ id }) => id === tree)) return this.absent();
    const told = await this.tree(tree);
    const known = understood(told, answers);
    const decision = await this.api.post("decide", { tree, answers: known, text: "" });
    if (turn !== this.turn) return undefined;
    this.dropped = Object.keys(known).length < Object.keys(answers).length;
    if (this.shownTree !== tree) this.asking = null;
    this.shownTree = tree;
    this.told = told;
    this.decision = decision;
    this.filled = this.filled.filter((one) => decision.answers[one.question] === one.choice);
    this.draw();
    return undefined;
  }

  absent() {
    this.show(h("div", { class: "note bad row", role: "alert" }, this.text("absent"),
      h("a", { class: "button", href: link("decide") }, this.text("all"))));
  }

  async tree(id) {
    if (!this.trees.has(id)) this.trees.set(id, await this.api.get(`trees/${encodeURIComponent(id)}`));
    return this.trees.get(id);
  }

  /** Go on from what was read out of words. */
  take(found) {
    this.filled = found.filled ?? [];
    this.moved = true;
    this.asking = null;
    const next = link("decide", [found.tree], found.answers);
    if (next === location.hash) this.update({ parts: [found.tree], query: found.answers });
    else this.go(next);
  }

  draw() {
    const { decision } = this;
    const changing = this.asking && this.questionOf(this.asking);
    const middle = changing ? this.question(changing, true)
      : decision.outcome ? this.outcome(decision) : this.question(decision.question, false);
    this.show(
      h("header", { class: "room-head decide-head" },
        h("nav", { class: "crumbs", "aria-label": this.text("title") }, h("a", { href: link("decide") }, this.text("all"))),
        h("h1", {}, decision.title)),
      h("div", { class: "decide-columns" },
        h("div", { class: "decide-main" },
          this.dropped && h("p", { class: "note" }, this.text("dropped")),
          middle, !decision.outcome && !changing && this.inside()),
        this.answers(decision),
        diagram({ api: this.api, text: this.text, tree: this.told, decision })));
    this.arrive(changing);
  }

  arrive(changing) {
    const { decision } = this;
    if (!this.moved) return;
    this.moved = false;
    const heading = this.main.querySelector(".decide-main h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    const top = heading.getBoundingClientRect().top;
    if (top < 80 || top > innerHeight * 0.6) heading.scrollIntoView({ block: "center" });
    const filled = this.filled.length ? `${this.text("sentence.filled", { n: this.filled.length })} ` : "";
    const outcome = decision.outcome && !changing
      ? this.text("outcome.arrived", { text: plain(decision.outcome.recommendation.text) }) : "";
    if (filled || outcome) announce(filled + outcome);
  }

  questionOf(id) {
    return this.told.questions.find((one) => one.id === id);
  }

  answer(question, choice) {
    this.moved = true;
    this.asking = null;
    const answers = { ...this.decision.answers, [question]: choice };
    const next = link("decide", [this.decision.tree], answers);
    if (next === location.hash) this.draw();
    else this.go(next);
  }

  change(question) {
    this.moved = true;
    this.asking = question;
    this.draw();
  }

  question(question, changing) {
    const { decision } = this;
    const given = decision.answers[question.id];
    const wrong = h("p", { class: "decide-wrong", role: "alert" });
    const pick = (event) => {
      event.preventDefault();
      const chosen = new FormData(event.target).get("choice");
      if (chosen) this.answer(question.id, chosen);
      else fill(wrong, this.text("choose"));
    };
    const last = decision.steps.at(-1);
    const named = `why-${question.id}`;
    return h("form", { class: "sheet decide-question", onsubmit: pick, oninput: () => fill(wrong) },
      changing ? h("p", { class: "eyebrow" }, this.text("unsaid")) : this.progress(decision),
      h("h2", { id: "decide-ask" }, question.ask),
      h("div", { class: "decide-why", id: named }, h("p", {}, claim({ text: question.why, citations: question.citations }))),
      h("fieldset", { "aria-labelledby": "decide-ask", "aria-describedby": named },
        question.choices.map((one) => choice(one, given))),
      wrong,
      h("div", { class: "row decide-steps" },
        h("button", { class: "button primary", type: "submit" }, this.text(changing ? "save" : "next")),
        changing && h("button", { class: "button", type: "button", onclick: () => this.change(null) }, this.text("keep")),
        !changing && last && h("button", { class: "button", type: "button", onclick: () => this.change(last.question) },
          icon("back"), this.text("back"))));
  }

  progress(decision) {
    const n = decision.steps.length + 1;
    const left = Math.max(0, (decision.left ?? 1) - 1);
    const all = decision.steps.length + Math.max(1, decision.left ?? 1);
    return h("div", { class: "decide-progress" },
      h("p", { class: "eyebrow" }, this.text("progress.of", { n }), " · ",
        left ? this.text("progress.left", { n: left }) : this.text("progress.last")),
      h("progress", { max: String(all), value: String(n - 1), "aria-label": this.text("progress.label", { n, all }) }));
  }

  inside() {
    return h("details", { class: "decide-inside" },
      h("summary", {}, this.text("sentence.inside")),
      sentenceForm({
        text: this.text, value: this.sentence, placeholder: this.text(`sentence.placeholder.${this.told.for}`),
        keep: (words) => this.keep(words),
        read: async (words) => {
          const { tree, answers } = this.decision;
          const found = await this.api.post("decide", { tree, answers, text: words });
          if (!found.filled.length) return this.text("sentence.nothing");
          this.take(found);
          return null;
        },
      }));
  }

  // The answers so far.

  answers(decision) {
    const onPath = new Set(decision.steps.map((step) => step.question));
    const kept = Object.keys(decision.answers).filter((id) => !onPath.has(id));
    return h("aside", { class: "decide-answers", "aria-labelledby": "decide-answers" },
      h("h2", { id: "decide-answers" }, this.text("answers.title")),
      this.filled.length > 0 && this.sentence.trim() && h("div", { class: "decide-yours" },
        h("h3", {}, this.text("sentence.yours")), h("p", {}, spotted(this.sentence, this.filled))),
      decision.steps.length
        ? h("ol", {}, decision.steps.map((step) => this.given(step)))
        : h("p", { class: "small soft" }, this.text("answers.none")),
      kept.length > 0 && h("p", { class: "small soft" }, this.text("answers.kept")),
      Object.keys(decision.answers).length > 0
        && h("a", { class: "button quiet little", href: link("decide", [decision.tree]), onclick: () => this.restart() },
          this.text("answers.restart")));
  }

  restart() {
    this.filled = [];
    this.asking = null;
    this.moved = true;
  }

  given(step) {
    const words = [...new Set(this.filled.filter((one) => one.question === step.question).map((one) => one.words))];
    return h("li", { class: step.question === this.asking ? "changing" : null },
      h("p", { class: "decide-asked" }, step.ask),
      h("p", { class: "decide-given" }, h("strong", {}, step.label),
        step.citations?.length > 0 && claim({ text: "", citations: step.citations }),
        h("button", {
          class: "button quiet little", type: "button", "aria-label": this.text("answers.change_named", { ask: step.ask }),
          onclick: () => this.change(step.question),
        }, this.text("answers.change"))),
      words.map((one) => h("p", { class: "small soft" }, this.text("answers.words", { words: one }))));
  }

  // Where it ends.

  outcome(decision) {
    const { outcome } = decision;
    const last = decision.steps.at(-1);
    return h("section", { class: "sheet decide-outcome", "aria-labelledby": "decide-outcome" },
      h("p", { class: "eyebrow" }, this.text("outcome.label")),
      h("h2", { id: "decide-outcome" }, claim(outcome.recommendation)),
      this.takeAlong(decision),
      claims(this.text("outcome.reasons"), outcome.reasons, { name: "reasons" }),
      claims(this.text("outcome.cautions"), outcome.cautions, { name: "cautions" }),
      claims(this.text("outcome.unsettled"), outcome.unsettled, { name: "unsettled" }),
      claims(this.text("outcome.next_steps"), outcome.next_steps, { name: "next" }),
      this.changes(decision),
      last && h("div", { class: "row decide-steps" },
        h("button", { class: "button", type: "button", onclick: () => this.change(last.question) },
          icon("back"), this.text("back"))));
  }

  takeAlong(decision) {
    const brief = (format) => async () => {
      try {
        const { tree, answers } = decision;
        download(`${tree}.${format}`, await this.api.file("decide/brief", { tree, answers, format }));
        fill(told, this.text("take.ready"));
      } catch (error) {
        fill(told, error.message);
      }
    };
    const told = h("p", { class: "small", role: "status" });
    const copy = async () => {
      const done = await copied(location.href);
      fill(told, done ? this.text("take.copied") : this.text("take.not_copied", { link: location.href }));
    };
    const button = (name, sign, act) => h("button", { class: "button", type: "button", onclick: act }, icon(sign), this.text(name));
    return h("div", { class: "decide-take", role: "group", "aria-label": this.text("take.label") },
      button("take.pdf", "download", brief("pdf")),
      button("take.md", "download", brief("md")),
      button("take.link", "copy", copy),
      button("take.chat", "ask", () => this.go(toDiscuss(this.told, decision, this.text))),
      told);
  }

  changes(decision) {
    const { changes } = decision;
    if (!changes.length) return null;
    const fewest = Object.keys(changes[0].answers).length;
    const near = changes.filter(({ answers }) => Object.keys(answers).length === fewest);
    const far = changes.slice(near.length);
    return h("section", { class: "claims changes" },
      h("h3", {}, this.text("outcome.changes")),
      h("p", { class: "small soft" }, this.text("outcome.changes_hint")),
      h("ul", {}, near.map((one) => this.changed(one, decision))),
      far.length > 0 && h("details", {},
        h("summary", {}, this.text("outcome.further", { n: far.length })),
        h("ul", {}, far.map((one) => this.changed(one, decision)))));
  }

  /** The answers that would lead elsewhere as a link, and where they lead. */
  changed({ text, answers, citations }, decision) {
    const [when, then = ""] = plain(text).split(/: (.*)/s);
    return h("li", {},
      h("a", {
        href: link("decide", [decision.tree], { ...decision.answers, ...answers }), onclick: () => (this.moved = true),
      }, when),
      h("span", { class: "decide-then" }, then, citations.map((one) => [" ", mark(one)])));
  }
}

function choice(one, given) {
  return h("label", { class: "choice" },
    h("input", { type: "radio", name: "choice", value: one.id, checked: one.id === given }),
    h("span", {}, h("span", { class: "choice-label" }, one.label), one.help && h("span", { class: "choice-help" }, one.help)));
}

/** Those of a link's answers that the tree takes. */
function understood(tree, answers) {
  const known = new Map(tree.questions.map(({ id, choices }) => [id, choices.map((one) => one.id)]));
  return Object.fromEntries(Object.entries(answers).filter(([id, answer]) => known.get(id)?.includes(answer)));
}

/** Without marks. */
function plain(words) {
  return words.replace(/\s*\[\d{1,4}\]/g, "");
}
