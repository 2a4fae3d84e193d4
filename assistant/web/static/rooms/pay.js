// The Pay room: the typed figures as a chart and a table, each leading to its words.

import { announce } from "../parts/announce.js";
import { fill, h, icon } from "../parts/dom.js";
import { markedLine, mark, openSource } from "../parts/marks.js";
import { link, sourceIn } from "../parts/route.js";
import { drawing } from "./drawing.js";
import { titled, written } from "./naming.js";
import { differing, distinct } from "./pay_figures.js";
import { table } from "./pay_table.js";

const FILTERS = ["role", "level", "measure", "place", "document"];
const OF_FIGURE = {
  role: (one) => one.role, level: (one) => one.level, measure: (one) => one.measure,
  place: (one) => one.region, document: (one) => one.citation?.document,
};
const PAY = "pay";
const NARROW = matchMedia("(max-width: 48rem)");

/** Show the room in `place`; the hash holds what is chosen. */
export function mount(place, { route, api, text, go }) {
  const room = new Pay(place, { api, text, go });
  room.update(route);
  return { update: (next) => room.update(next), unmount: () => room.unmount() };
}

class Pay {
  constructor(place, { api, text, go }) {
    Object.assign(this, { place, api, text, go });
    this.turn = 0;
    this.order = null;
    this.filters = h("form", { class: "pay-filters", "aria-label": text("filters.label"), onsubmit: (event) => event.preventDefault() });
    this.told = h("p", { class: "pay-told" });
    this.chart = h("div", { class: "pay-chart" });
    this.notes = h("div");
    this.rows = h("div");
    this.saves = h("div", { class: "row", role: "group", "aria-label": text("save.label") });
    this.redraw = () => this.drawChart();
    this.chart.addEventListener("click", (event) => this.opened(event));
    document.addEventListener("theme", this.redraw);
    NARROW.addEventListener("change", this.redraw);
    this.body = h("div", { class: "pay-body", hidden: true },
      this.filters,
      h("div", { class: "pay-bar" }, this.told, this.saves),
      this.notes,
      h("section", { class: "sheet pay-drawn", "aria-labelledby": "pay-chart" },
        h("h2", { id: "pay-chart" }, text("chart.title")),
        h("p", { class: "small soft measure" }, text("bases")),
        this.chart),
      h("section", { "aria-labelledby": "pay-table" }, h("h2", { id: "pay-table" }, text("table.title")), this.rows));
    this.waiting = h("div");
    fill(place, h("div", { class: "pay" },
      h("header", { class: "room-head" }, h("h1", {}, text("title")), h("p", { class: "lead" }, text("intro"))),
      this.waiting, this.body));
  }

  unmount() {
    this.turn += 1;
    document.removeEventListener("theme", this.redraw);
    NARROW.removeEventListener("change", this.redraw);
    this.place.replaceChildren();
  }

  async update(route) {
    const turn = ++this.turn;
    const before = JSON.stringify(this.chosen);
    this.chosen = Object.fromEntries(FILTERS.map((name) => [name, route.query[name]]).filter(([, value]) => value));
    if (this.found && before === JSON.stringify(this.chosen)) return;
    const slow = setTimeout(() => turn === this.turn && this.wait(), 200);
    try {
      this.all ??= await this.api.get("figures", { measure: PAY });
      const figures = await this.api.get("figures", this.wanted());
      if (turn !== this.turn) return;
      this.found = figures;
      this.draw(before !== undefined && before !== "undefined");
    } catch (error) {
      if (turn === this.turn) this.fail(error, route);
    } finally {
      clearTimeout(slow);
    }
  }

  /** What is asked of the routes: all kinds of pay, until one is chosen. */
  wanted() {
    return { measure: PAY, ...this.chosen };
  }

  fail(error, route) {
    this.found = null;
    this.body.hidden = true;
    fill(this.waiting, h("div", { class: "note bad row", role: "alert" }, error.message || this.text("failed"),
      h("button", { class: "button little", type: "button", onclick: () => this.update(route) }, this.text("again"))));
  }

  wait() {
    if (this.body.hidden) fill(this.waiting, h("p", { class: "soft" }, this.text("loading")));
    else fill(this.told, this.text("loading"));
  }

  draw(told) {
    fill(this.waiting);
    this.drawFilters();
    const rows = distinct(this.found);
    const words = this.found.length ? this.text("found", { n: rows.length }) : this.text("none");
    fill(this.told, h("strong", {}, words), !rows.length && [" ", this.text("none_hint")]);
    if (told) announce(words);
    this.drawSaves(rows);
    this.drawNotes();
    this.drawTable(rows);
    this.body.hidden = false;
    this.drawChart();
  }

  drawFilters() {
    const focused = this.filters.contains(document.activeElement) ? document.activeElement.name || FILTERS[0] : null;
    fill(this.filters,
      FILTERS.map((name) => this.filter(name)),
      Object.keys(this.chosen).length > 0
        && h("a", { class: "button quiet", href: link("pay") }, this.text("filters.clear")));
    if (focused) this.filters.elements[focused]?.focus({ preventScroll: true });
  }

  filter(name) {
    const titles = new Map(this.all.map((one) => [one.citation?.document, one.citation?.title]));
    const values = [...new Set(this.all.map(OF_FIGURE[name]).filter(Boolean))];
    const chosen = this.chosen[name] ?? "";
    if (chosen && !values.includes(chosen)) values.push(chosen);
    const named = (value) => (name === "document" ? titles.get(value) ?? value : titled(value));
    const change = (event) => this.go(link("pay", [], { ...this.chosen, [name]: event.target.value }));
    return h("label", {}, h("span", { class: "label" }, this.text(`filters.${name}`)),
      h("select", { class: "field", name, onchange: change },
        h("option", { value: "" }, this.text("filters.any")),
        values.map((value) => h("option", { value, selected: value === chosen }, named(value)))));
  }

  drawSaves(rows) {
    const save = (name, address) => h("a", { class: "button little", href: address, download: `pay.${name}` },
      icon("download"), this.text(`save.${name}`));
    fill(this.saves, rows.length > 0 && [
      save("csv", this.api.address("figures.csv", this.wanted())),
      save("png", this.api.address("figures/chart.png", this.looks())),
    ]);
  }

  drawNotes() {
    const conflicts = differing(this.found);
    fill(this.notes, conflicts.length > 0 && h("div", { class: "note pay-differ" },
      h("p", {}, h("strong", {}, this.text("differ.title"))),
      h("ul", {}, conflicts.map((group) => h("li", {}, this.conflict(group))))));
  }

  conflict(group) {
    const [first] = group;
    const what = [written(first.role), first.level, first.measure, first.region].filter(Boolean).join(", ");
    const values = group.flatMap((one, number) => [
      number ? this.text("differ.and") : "", one.shown, one.citation ? [" ", mark(one.citation)] : "",
    ]);
    const [before, after = ""] = this.text("differ.between", { what, values: "\n" }).split("\n");
    return [markedLine(before, []), values, after];
  }

  drawTable(rows) {
    fill(this.rows, rows.length > 0 && table(rows, {
      text: this.text, order: this.order,
      sort: (order) => {
        this.order = order;
        this.drawTable(rows);
        this.rows.querySelector(`[data-sort="${order.by}"]`).focus();
        announce(this.text("table.sorted", {
          name: this.text(`table.${order.by}`), way: this.text(order.down ? "table.down" : "table.up"),
        }));
      },
    }));
  }

  looks() {
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
      || (!document.documentElement.classList.contains("light")
        && (document.documentElement.classList.contains("dark") || matchMedia("(prefers-color-scheme: dark)").matches));
    return { ...this.wanted(), theme: dark ? "dark" : "light", width: NARROW.matches ? "narrow" : "wide" };
  }

  async drawChart() {
    const turn = this.turn;
    if (!this.found) return;
    if (!this.found.length) {
      fill(this.chart);
      this.place.querySelector(".pay-drawn").hidden = true;
      return;
    }
    this.place.querySelector(".pay-drawn").hidden = false;
    const address = this.api.address("figures/chart.svg", this.looks());
    if (address === this.drawn) return;
    this.drawn = address;
    this.chart.style.minHeight = `${this.chart.offsetHeight}px`;
    const made = await drawnAt(address);
    if (turn !== this.turn || address !== this.drawn) return;
    if (made) fill(this.chart, usable(made, this.text("chart.label")));
    else {
      this.drawn = null;
      fill(this.chart, h("p", { class: "soft" }, this.text("chart.away")));
    }
    this.chart.style.minHeight = "";
  }

  /** A bar opens its words beside the chart. */
  opened(event) {
    const bar = event.target.closest("a");
    const source = bar && sourceIn(bar.getAttribute("href") ?? "");
    if (!source || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openSource(source, bar);
  }
}

/** With links that can be reached: the value beside a bar stands for the bar, too. */
function usable(chart, label) {
  chart.setAttribute("role", "group");
  chart.setAttribute("aria-label", label);
  for (const one of chart.querySelectorAll("a")) {
    if (one.textContent.trim()) continue;
    one.setAttribute("tabindex", "-1");
    one.setAttribute("aria-hidden", "true");
  }
  return chart;
}

async function drawnAt(address) {
  try {
    const reply = await fetch(address);
    const text = await reply.text();
    return reply.ok ? drawing(text) : null;
  } catch {
    return null;
  }
}
