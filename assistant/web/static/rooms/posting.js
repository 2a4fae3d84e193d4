// The room that checks a posting: paste it, and see in place what the guides would say.

import { announce, toast } from "../parts/announce.js";
import { download, fill, h, icon } from "../parts/dom.js";
import { claim } from "./claims.js";
import { draft, drafted } from "./draft.js";
import { written } from "./naming.js";
import { pieces } from "./posting_pieces.js";
import { report } from "./posting_report.js";

const DRAFT = "posting";
const KINDS = [".txt", ".md", ".markdown", ".pdf", ".html", ".htm"];
const LONGEST = 200_000;

/** Show the room in `place`. What is typed is kept in this tab, whatever happens. */
export function mount(place, { api, text }) {
  const room = new Posting(place, { api, text });
  return { update: () => {}, unmount: () => room.unmount() };
}

class Posting {
  constructor(place, { api, text }) {
    Object.assign(this, { place, api, text });
    this.turn = 0;
    this.current = -1;
    this.wrong = h("div", { role: "alert" });
    this.form = this.writing();
    this.result = h("div", { class: "posting-result" });
    this.droppable(place);
    fill(place, h("div", { class: "posting" },
      h("header", { class: "room-head" }, h("h1", {}, text("title")), h("p", { class: "lead" }, text("intro"))),
      this.form, this.wrong, this.result));
  }

  unmount() {
    this.turn += 1;
    this.place.replaceChildren();
  }

  // What is typed, pasted, dropped or chosen.

  writing() {
    const { text } = this;
    this.field = h("textarea", {
      id: "posting-text", class: "field", rows: "12", maxlength: String(LONGEST), placeholder: text("placeholder"),
      "aria-describedby": "posting-hint", value: drafted(DRAFT), oninput: () => draft(DRAFT, this.field.value),
    });
    this.file = h("input", {
      type: "file", accept: KINDS.join(","), class: "off-screen", tabindex: "-1", "aria-hidden": "true",
      onchange: () => this.file.files.length && this.read(this.file.files[0]),
    });
    this.button = h("button", { class: "button primary", type: "submit" }, icon("check"), text("check"));
    const button = (name, sign, act) =>
      h("button", { class: "button", type: "button", onclick: act }, sign && icon(sign), text(name));
    const form = h("form", { class: "sheet posting-form", onsubmit: (event) => this.submit(event) },
      h("label", { class: "label", for: "posting-text" }, text("label")),
      this.field,
      h("p", { class: "small soft", id: "posting-hint" }, text("drop")),
      h("div", { class: "row" }, this.button,
        button("choose", "open", () => this.file.click()), this.file,
        button("example", null, () => this.example()),
        button("clear", null, () => this.empty())));
        return form;
  }

  /** Wherever in the room a file is let go, it is read: elsewhere the browser would leave the page. */
  droppable(place) {
    const over = (on) => (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      this.form.classList.toggle("dropping", on);
    };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (event) => {
      over(false)(event);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) this.read(file);
    });
  }

  submit(event) {
    event.preventDefault();
    if (this.field.value.trim()) return this.check(this.field.value, this.text("checking"));
    this.warn(this.text("empty"));
    return this.field.focus();
  }

  example() {
    this.replace(this.text("example_text"));
    this.check(this.field.value, this.text("checking"));
  }

  empty() {
    this.turn += 1;
    fill(this.result);
    fill(this.wrong);
    this.replace("");
    this.field.focus();
  }

  /** Other words in the place of those that are there, which can be had back. */
  replace(words) {
    const before = this.field.value;
    this.write(words);
    if (!before.trim() || before === words) return;
    const act = () => {
      this.write(before);
      this.field.focus();
    };
    toast(this.text(words ? "replaced" : "cleared"), { label: this.text("bring_back"), act });
  }

  write(words) {
    this.field.value = words;
    draft(DRAFT, words);
  }

  read(file) {
    const named = file.name.toLowerCase();
    if (!KINDS.some((kind) => named.endsWith(kind))) return this.warn(this.text("wrong_file", { name: file.name }));
    const form = new FormData();
    form.append("file", file);
    this.file.value = "";
    return this.check(form, this.text("reading", { name: file.name }));
  }

  warn(words) {
    fill(this.wrong, h("p", { class: "note bad" }, words));
  }

  // The check.

  async check(what, words) {
    const turn = ++this.turn;
    fill(this.wrong);
    announce(words);
    this.button.setAttribute("aria-busy", "true");
    try {
      const found = await this.api.post("check-posting", what instanceof FormData ? what : { text: what });
      if (turn !== this.turn) return;
      if (what instanceof FormData) this.replace(found.text);
      this.show(found);
    } catch (error) {
      if (turn !== this.turn) return;
      this.warn(this.text("failed", { message: error.message }));
    } finally {
      if (turn === this.turn) this.button.removeAttribute("aria-busy");
    }
  }

  show(found) {
    this.found = found;
    this.current = -1;
    const { findings } = found;
    const headline = this.headline(found);
    const heading = h("h2", { tabindex: "-1" }, headline);
    const role = found.role && this.text("for", { role: written(found.role) });
    fill(this.result,
      h("div", { class: "posting-bar" }, h("div", { class: "posting-head" }, heading, role && h("p", { class: "soft small" }, role)), findings.length > 1 && this.steps(), this.acts()),
      found.notes.map((note) => h("p", { class: "note" }, note)),
      findings.length
        ? h("div", { class: "posting-columns" }, this.marked(found), this.list(findings))
        : this.clean(found),
      this.checked(found));
    announce(role ? `${headline}. ${role}` : headline);
    heading.focus({ preventScroll: true });
    this.result.scrollIntoView({ block: "start", behavior: this.calm() });
  }

  headline({ findings, checked }) {
    if (findings.length) return this.text("found", { n: findings.length });
    return this.text(checked.length ? "clean" : "nothing_checked");
  }

  clean(found) {
    if (!found.checked.length) return null;
    return h("p", { class: "note good" }, icon("check"), " ", this.text("clean_more"));
  }

  acts() {
    const edit = () => {
      this.form.scrollIntoView({ block: "start", behavior: this.calm() });
      this.field.focus({ preventScroll: true });
    };
    const save = () => download("posting-check.md", report(this.found, this.text), "text/markdown;charset=utf-8");
    return h("div", { class: "row" },
      h("button", { class: "button", type: "button", onclick: edit }, icon("edit"), this.text("edit")),
      h("button", { class: "button", type: "button", onclick: save }, icon("download"), this.text("report")));
  }

  steps() {
    this.counter = h("span", { class: "posting-counter" });
    const step = (by, name, sign) => h("button", {
      class: "button little icon-only", type: "button", "aria-label": this.text(name), title: this.text(name),
      "aria-keyshortcuts": by < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown", onclick: () => this.step(by),
    }, h("span", { "aria-hidden": "true" }, sign));
    this.count();
    return h("div", { class: "posting-steps", role: "group", "aria-label": this.text("findings"), title: this.text("keys") },
      step(-1, "previous", "↑"), this.counter, step(1, "next", "↓"));
  }

  count() {
    if (!this.counter) return;
    const all = this.found.findings.length;
    this.counter.textContent = this.current < 0 ? this.text("found", { n: all }) : this.text("of", { n: this.current + 1, all });
  }

  step(by) {
    const all = this.found.findings.length;
    const next = this.current < 0 ? (by > 0 ? 0 : all - 1) : (this.current + by + all) % all;
    this.choose(next, { told: true });
  }

  keyed(event) {
    if (!event.altKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    this.step(event.key === "ArrowDown" ? 1 : -1);
    this.list_.children[this.current].focus({ preventScroll: true });
  }

  marked({ text, findings }) {
    const letters = Array.from(text);
    const words = h("div", { class: "posting-words" }, pieces(letters, findings).map((piece) => this.piece(piece)));
    return h("section", { class: "sheet posting-shown", "aria-label": this.text("posting"), onkeydown: (event) => this.keyed(event) },
      words);
  }

  piece({ words, holds, begins }) {
    const buttons = begins.map((number) => h("button", {
      class: "posting-number", type: "button", "data-finding": String(number),
      "aria-label": this.text("mark", { n: number + 1, title: this.found.findings[number].title }),
      onclick: () => this.choose(number, { focus: true }),
    }, String(number + 1)));
    if (!holds.length) return [buttons, words];
    const pick = () => !getSelection().toString() && this.choose(holds.at(-1));
    return [buttons, h("mark", {
      class: holds.length > 1 ? "several" : null, "data-findings": holds.join(" "), onclick: pick,
    }, words)];
  }

  list(findings) {
    this.list_ = h("ol", { class: "posting-findings", "aria-label": this.text("findings"), onkeydown: (event) => this.keyed(event) },
      findings.map((finding, number) => this.finding(finding, number, findings.length)));
    return this.list_;
  }

  finding(one, number, all) {
    const show = () => this.choose(number);
    return h("li", { class: `sheet posting-finding ${one.certainty}`, tabindex: "-1" },
      h("h3", {}, h("span", { class: "posting-number", "aria-hidden": "true" }, String(number + 1)),
        h("span", { class: "off-screen" }, this.text("finding", { n: number + 1, all, title: "" })), one.title),
      h("p", {}, h("span", { class: "chip", title: this.text(`certainty.told.${one.certainty}`) },
        this.text(`certainty.${one.certainty}`)), " ",
      h("span", { class: "soft small" }, this.text(`certainty.told.${one.certainty}`))),
      one.words && h("blockquote", { class: "quote small" }, shortened(one.words)),
      h("p", {}, claim({ text: one.message, citations: one.citations })),
      one.suggestion && h("p", { class: "posting-instead" }, h("strong", {}, this.text("instead")), " ", one.suggestion),
      h("button", { class: "button quiet little", type: "button", onclick: show }, this.text("show")));
  }

  /** Make a finding the one that is looked at, in the posting and in the list. */
  choose(number, { focus = false, told = false } = {}) {
    this.current = number;
    this.count();
    for (const item of this.list_.children) item.classList.remove("current");
    const item = this.list_.children[number];
    item.classList.add("current");
    for (const mark of this.result.querySelectorAll("mark[data-findings]")) {
      mark.classList.toggle("current", mark.dataset.findings.split(" ").includes(String(number)));
    }
    const place = this.result.querySelector(`.posting-number[data-finding="${number}"]`);
    const beside = matchMedia("(min-width: 62rem)").matches;
    if (beside || !focus) (beside ? place : focus || told ? item : place)?.scrollIntoView({ block: beside ? "nearest" : "center", behavior: this.calm() });
    if (beside || focus) item.scrollIntoView({ block: beside ? "nearest" : "start", behavior: this.calm() });
    if (focus) item.focus({ preventScroll: true });
    if (told) {
      const { title } = this.found.findings[number];
      announce(this.text("finding", { n: number + 1, all: this.found.findings.length, title }));
    }
  }

  calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  }

  checked({ checked }) {
    if (!checked.length) return null;
    return h("details", { class: "posting-checked", open: !this.found.findings.length },
      h("summary", {}, this.text("checked")), h("ul", {}, checked.map((one) => h("li", {}, one))));
  }
}

function shortened(words) {
  const said = words.replace(/\s+/g, " ");
  return `“${said.length > 200 ? `${said.slice(0, 200).trimEnd()} …` : said}”`;
}
