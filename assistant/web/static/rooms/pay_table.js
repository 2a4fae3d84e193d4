// The figures as a table that can be sorted; on a telephone, one card a figure.

import { h } from "../parts/dom.js";
import { mark, openSource } from "../parts/marks.js";
import { toSource } from "../parts/route.js";
import { titled } from "./naming.js";

const LEVELS = ["early career", "mid-level", "senior", "staff", "manager"];
const COLUMNS = {
  role: (one) => one.role,
  level: (one) => LEVELS.indexOf(one.level) + 1 || "",
  pay: (one) => one.low ?? one.high ?? 0,
  measure: (one) => one.measure,
  basis: (one) => one.basis,
  tier: (one) => one.tier,
  region: (one) => one.region,
  period: (one) => one.period,
  source: (one) => one.citations[0]?.title ?? "",
};

/** `order` is `{ by, down }` or null for the order of the guides; `sort` is told another. */
export function table(rows, { text, order, sort }) {
  const names = Object.keys(COLUMNS);
  const head = (name) => {
    const here = order?.by === name;
    const next = { by: name, down: here && !order.down };
    return h("th", { scope: "col", "aria-sort": here ? (order.down ? "descending" : "ascending") : null },
      h("button", { type: "button", "data-sort": name, onclick: () => sort(next) }, text(`table.${name}`),
        h("span", { class: "pay-arrow", "aria-hidden": "true" }, here ? (order.down ? "↓" : "↑") : "↕")));
  };
  return h("div", { class: "table pay-table", role: "group", tabindex: "0", "aria-label": text("table.caption") },
    h("table", {}, h("caption", { class: "off-screen" }, text("table.caption")),
      h("thead", {}, h("tr", {}, names.map(head))),
      h("tbody", {}, sorted(rows, order).map((one) => row(one, text)))));
}

function sorted(rows, order) {
  if (!order) return rows;
  const value = COLUMNS[order.by];
  const way = order.down ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [first, second] = [value(one), value(other)];
    if (first === second) return 0;
    if (first === "" || second === "") return first === "" ? 1 : -1;
    return (first < second ? -1 : 1) * way;
  });
}

function row(one, text) {
  const cell = (name, said, more = "") =>
    h("td", { "data-name": text(`table.${name}`), class: `pay-${name} ${more}`.trim() }, h("div", {}, said));
  const plain = (name) =>
    one[name] ? cell(name, one[name]) : cell(name, h("span", { class: "soft" }, text("table.unsaid")), "unsaid");
  return h("tr", {},
    h("th", { scope: "row", class: "pay-role" }, titled(one.role || text("table.any_role"))),
    plain("level"), cell("pay", pay(one, text)),
    plain("measure"), plain("basis"), plain("tier"), plain("region"), plain("period"),
    cell("source", source(one, text)));
}

function pay(one, text) {
  const [first] = one.citations;
  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSource(first, event.currentTarget);
  };
  return [
    first
      ? h("a", { href: toSource(first), onclick: open, "aria-label": text("table.open", { shown: one.shown }) }, one.shown)
      : one.shown,
    one.note && h("span", { class: "chip pay-differs" }, text("table.differs")),
  ];
}

function source(one, text) {
  const [first] = one.citations;
  if (!first) return h("span", { class: "soft" }, text("table.unsaid"));
  return [
    first.title, " ", one.citations.map((citation) => mark(citation)),
    one.citations.length > 1 && h("span", { class: "soft pay-times" }, " ", text("table.times", { n: one.citations.length })),
  ];
}
