// The Guides room: every guide whole and as it is, search in them, and a link to each passage.
import { announce, toast } from "../parts/announce.js";
import { copied, h, icon } from "../parts/dom.js";
import { link, toSource } from "../parts/route.js";
import { flow, spoken, touches } from "./guide_text.js";
import { hitsIn } from "./hits.js";

/**
 * Show the room in `place`. `compact` is the form for a narrow panel beside the chat, without the
 * list and the search. A route may bring `sources`, the citations of an answer, to step through.
 */
export function mount(place, { route, api, text, go, compact = false }) {
  const room = new Guides(place, { route, api, text, go, compact });
  room.update(route);
  return { update: (next) => room.update(next), unmount: () => room.unmount() };
}

class Guides {
  constructor(place, { route, api, text, go, compact }) {
    Object.assign(this, { place, api, text, go, compact });
    this.turn = 0;
    this.read = new Map();
    this.sources = [];
    this.rail = h("aside", { class: "guides-rail" });
    this.main = h("div", { class: "guides-main" });
    this.at = whereabouts(route);
    this.drawRail([], null);
    place.replaceChildren(h("div", { class: compact ? "guides guides-compact" : "guides" }, !compact && this.rail, this.main));
  }

  unmount() {
    this.turn += 1;
    this.spy?.disconnect();
    this.place.replaceChildren();
  }

  async update(route) {
    const at = whereabouts(route);
    if (route.sources) this.sources = route.sources;
    const turn = ++this.turn;
    this.at = at;
    const slow = setTimeout(() => this.wait(turn, at), 150);
    try {
      if (at.document) await this.openGuide(at, turn);
      else if (at.q) await this.openSearch(at, turn);
      else await this.openList(turn);
    } catch (error) {
      if (turn === this.turn) this.fail(error, route);
    } finally {
      clearTimeout(slow);
    }
  }

  async guides() {
    this.listed ??= this.api.get("guides").catch((error) => {
      this.listed = undefined;
      throw error;
    });
    return this.listed;
  }

  async guide(document) {
    if (!this.read.has(document)) {
      this.read.set(document, await this.api.get(`guides/${encodeURIComponent(document)}`));
    }
    return this.read.get(document);
  }

  wait(turn, at) {
    if (turn !== this.turn) return;
    this.main.setAttribute("aria-busy", "true");
    const words = at.document ? this.text("opening") : at.q ? this.text("search.searching") : this.text("loading");
    if (!this.main.firstChild) this.main.append(h("p", { class: "soft" }, words));
    announce(words);
  }

  show(...nodes) {
    this.main.removeAttribute("aria-busy");
    this.main.replaceChildren(...nodes);
    this.main.parentElement.classList.toggle("guides-reading", Boolean(this.at.document));
  }

  fail(error, route) {
    const missing = error.status === 404;
    const words = missing && this.at.document
      ? this.text("absent", { document: this.at.document }) : error.message;
    this.show(h("div", { class: "note bad", role: "alert" },
      h("p", {}, words),
      missing
        ? h("a", { class: "button", href: link("guides") }, this.text("all"))
        : h("button", { class: "button", type: "button", onclick: () => this.update(route) }, this.text("again"))));
  }

  // The list, and what a search finds.

  async openList(turn) {
    const guides = await this.guides();
    if (turn !== this.turn) return;
    this.drawRail(guides, null);
    const cards = guides.map((guide) => this.card(guide));
    this.show(
      h("header", { class: "room-head" }, h("h1", {}, this.text("title")), h("p", { class: "lead" }, this.text("intro"))),
      cards.length ? h("ul", { class: "guides-cards" }, ...cards) : h("p", {}, this.text("none")),
    );
  }

  card(guide) {
    const facts = [guide.publisher, guide.date && dated(guide.date), this.text("sections", { n: numberOf(guide.sections) })];
    return h("li", { class: "guides-card" },
      h("h2", {}, h("a", { href: link("guides", [guide.document]) }, guide.title)),
      ...(guide.description ? [h("p", {}, guide.description)] : []),
      h("p", { class: "guides-facts" }, facts.filter(Boolean).join(" · ")));
  }

  async openSearch(at, turn) {
    const [guides, hits] = await Promise.all([this.guides(), this.api.get("guides/search", { q: at.q })]);
    if (turn !== this.turn) return;
    this.drawRail(guides, null);
    const told = hits.length ? this.text("search.found", { n: hits.length }) : this.text("search.nothing");
    this.show(
      h("header", { class: "room-head" },
        h("h1", {}, this.text("search.title", { q: at.q })), h("p", { class: "lead" }, told)),
      h("ol", { class: "guides-hits" }, ...hits.map((hit) => this.hit(hit, at.q))),
    );
    announce(told);
  }

  hit(hit, q) {
    const ranges = hitsIn(hit.text, hit.from, q);
    return h("li", { class: "guides-hit" },
      h("a", { href: link("guides", [hit.document, hit.passage], { q }) },
        h("span", { class: "guides-hit-title" }, hit.title),
        hit.section.map((one) => h("span", { class: "guides-hit-section" }, one))),
      h("div", { class: "guides-hit-words" }, flow(blocksOf(hit), { ranges, headings: 3 })));
  }

  // The reader.

  async openGuide(at, turn) {
    const [guides, guide] = await Promise.all([this.compact ? [] : this.guides(), this.guide(at.document)]);
    if (turn !== this.turn) return;
    this.drawRail(guides, guide);
    const { ranges, there } = rangesFor(guide, at);
    const article = this.article(guide, at, ranges);
    this.show(
      ...(this.compact ? [this.panelHead(guide, at)] : [this.guideHead(guide, at)]),
      ...(at.passage && !there ? [h("p", { class: "note bad", role: "alert" }, this.text("moved"))] : []),
      article,
    );
    if (!this.compact) this.follow(article);
    this.arrive(article, at, there);
  }

  guideHead(guide, at) {
    const facts = [guide.publisher, guide.date && this.text("dated", { date: dated(guide.date) })].filter(Boolean).join(" · ");
    return h("header", { class: "room-head guides-head" },
      h("nav", { class: "crumbs", "aria-label": this.text("title") },
        at.q
          ? h("a", { href: link("guides", [], { q: at.q }) }, this.text("search.back"))
          : h("a", { href: link("guides") }, this.text("all"))),
      h("h1", {}, guide.title),
      ...(facts ? [h("p", { class: "guides-facts" }, facts, ...this.original(guide))] : []),
      ...(guide.basis ? [h("p", { class: "guides-basis" }, h("b", {}, this.text("basis")), " ", guide.basis)] : []));
  }

  original(guide) {
    if (!/^https?:\/\//i.test(guide.source ?? "")) return [];
    return [" · ", h("a", { href: guide.source, rel: "noopener noreferrer", target: "_blank" }, this.text("original"))];
  }

  panelHead(guide, at) {
    return h("div", { class: "guides-panel-head" },
      this.sourceSteps(at),
      h("p", { class: "guides-panel-title" }, guide.title));
  }

  /** From one source of an answer to the next; nothing when there is one only. */
  sourceSteps(at) {
    const here = this.sources.findIndex((one) => same(one, at));
    if (this.sources.length < 2 || here < 0) return null;
    const step = (by, name, sign) => {
      const next = this.sources[here + by];
      const move = () => {
        this.stepped = name;
        this.go(toSource(next));
      };
      return h("button", {
        class: "button quiet little icon-only", type: "button", "aria-label": this.text(`sources.${name}`),
        title: this.text(`sources.${name}`), "data-step": name, "aria-disabled": next ? null : "true",
        onclick: () => next && move(),
      }, h("span", { "aria-hidden": "true" }, sign));
    };
    return h("div", { class: "guides-steps", role: "group", "aria-label": this.text("sources.label") },
      step(-1, "previous", "←"),
      h("span", {}, this.text("sources.of", { n: here + 1, all: this.sources.length })),
      step(1, "next", "→"));
  }

  article(guide, at, ranges) {
    let before = null;
    const wrap = (element, block) => {
      element.dataset.passage = block.passage ?? "";
      element.dataset.from = block.from;
      if (block.kind === "heading") element.id = sectionId(block);
      if (block.passage && block.passage === at.passage) element.classList.add("guides-here");
      if (block.passage && block.passage !== before) this.addCopy(element, block);
      before = block.passage;
      return element;
    };
    const blocks = guide.blocks.filter((block) => !isTitle(block, guide));
    return h("article", { class: "guides-text", "aria-label": guide.title, lang: "en" },
      ...flow(blocks, { ranges, wrap, headings: this.compact ? 2 : 1 }));
  }

  addCopy(element, block) {
    const there = whole(link("guides", [this.at.document, block.passage]));
    const button = h("button", {
      class: "guides-copy", type: "button", title: this.text("copy"),
      "aria-label": `${this.text("copy")}: ${start(spoken(block))}`,
      onclick: () => this.copy(there),
    }, h("span", { "aria-hidden": "true" }, "#"));
    (["TR", "BLOCKQUOTE"].includes(element.tagName) ? element.lastElementChild : element).append(button);
  }

  async copy(there) {
    toast((await copied(there)) ? this.text("copied") : this.text("not_copied", { link: there }));
  }

  /** Go to the passage: the first marked words, or the passage itself, or the beginning. */
  arrive(article, at, there) {
    const blocks = [...article.querySelectorAll("[data-passage]")]
      .filter((one) => at.passage && one.dataset.passage === at.passage);
    const hit = blocks.map((one) => one.querySelector("mark")).find(Boolean);
    const target = article.querySelector("mark.cited") ?? hit ?? blocks[0]
      ?? (at.section && article.querySelector(`#${CSS.escape(at.section)}`));
    if (!target) return;
    target.tabIndex = -1;
    const step = this.stepped && this.main.querySelector(`[data-step="${this.stepped}"]`);
    this.stepped = null;
    (step || target).focus({ preventScroll: true });
    target.scrollIntoView({ block: this.compact || at.section ? "start" : "center", behavior: "auto" });
    if (there && article.querySelector("mark.cited")) announce(this.text("marked"));
  }

  // Beside it: search, contents, other guides.

  drawRail(guides, guide) {
    if (this.compact) return;
    this.rail.replaceChildren(
      this.searchForm(),
      ...(guide ? [this.contents(guide)] : []),
      ...(guide ? [this.others(guides, guide)] : []),
    );
  }

  searchForm() {
    const field = h("input", {
      type: "search", id: "guides-search", class: "field", name: "q", autocomplete: "off", maxlength: "300",
      placeholder: this.text("search.placeholder"), value: this.at.q ?? "",
    });
    const search = (event) => {
      event.preventDefault();
      this.go(link("guides", [], { q: field.value.trim() }));
    };
    return h("form", { class: "guides-search", role: "search", onsubmit: search },
      h("label", { class: "label", for: "guides-search" }, this.text("search.label")),
      h("div", {}, field, h("button", {
        class: "button icon-only", type: "submit", "aria-label": this.text("search.go"), title: this.text("search.go"),
      }, icon("search"))));
  }

  contents(guide) {
    const wide = matchMedia("(min-width: 64rem)").matches;
    const headings = guide.blocks.filter((block) => block.kind === "heading" && !isTitle(block, guide));
    const links = headings.map((block) => h("li", { class: block.level > 2 ? "guides-deeper" : "" },
      h("a", {
        href: link("guides", [guide.document], { section: sectionId(block) }),
        "data-section": sectionId(block),
      }, spoken(block).replace(/^#+\s*/, ""))));
    return h("details", { class: "guides-contents", open: wide },
      h("summary", {}, this.text("contents")),
      h("nav", { "aria-label": this.text("contents") }, h("ol", {}, ...links)));
  }

  others(guides, guide) {
    const rest = guides.filter((one) => one.document !== guide.document);
    return h("nav", { class: "guides-others", "aria-label": this.text("others") },
      h("h2", {}, this.text("others")),
      h("ul", {}, ...rest.map((one) => h("li", {}, h("a", { href: link("guides", [one.document]) }, one.title)))));
  }

  /** Tell in the contents which section is being read. */
  follow(article) {
    this.spy?.disconnect();
    const links = new Map([...this.rail.querySelectorAll("[data-section]")].map((one) => [one.dataset.section, one]));
    const seen = new Set();
    const headings = [...article.querySelectorAll("[id]")].filter((one) => links.has(one.id));
    this.spy = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      const above = (one) => one.getBoundingClientRect().bottom < 0;
      const current = headings.find((one) => seen.has(one)) ?? headings.findLast(above);
      for (const one of links.values()) one.removeAttribute("aria-current");
      if (current) links.get(current.id).setAttribute("aria-current", "location");
    }, { rootMargin: "0px 0px -55% 0px" });
    headings.forEach((one) => this.spy.observe(one));
  }
}

/** What a route, or the sources of a chat, say of where to go. */
function whereabouts(route) {
  const [document, passage] = route.parts;
  const { query } = route;
  const number = (value) => (/^\d+$/.test(value ?? "") ? Number(value) : undefined);
  return {
    document, passage, from: number(query.from), to: number(query.to),
    q: query.q?.trim() || undefined, section: query.section,
  };
}

function same(one, other) {
  return ["document", "passage", "from", "to"].every((name) => one[name] === other[name]);
}

/** What to mark in a guide, and whether the passage asked for is there. */
function rangesFor(guide, at) {
  const own = guide.blocks.filter((block) => block.passage === at.passage);
  const cited = at.to > at.from ? [{ from: at.from, to: at.to, kind: "cited" }] : [];
  const there = !at.passage || own.length > 0 || cited.some((one) => guide.blocks.some((block) => touches(block, one)));
  const hits = at.q ? guide.blocks.flatMap((block) => hitsIn(block.text, block.from, at.q)) : [];
  return { ranges: there ? [...cited, ...hits] : hits, there };
}

/** A passage as the blocks it is made of; its headings are told above it. */
function blocksOf({ text, context, passage, from }) {
  const found = [];
  let at = from;
  let open = false;
  for (const line of text.split("\n")) {
    const kind = kindOf(line);
    const last = found.at(-1);
    if (kind === "paragraph" && open) last.text += `\n${line}`;
    else if (kind) found.push({ kind, level: 0, text: line, context, passage, from: at });
    open = Boolean(kind) && kind !== "heading" && kind !== "row";
    at += Array.from(line).length + 1;
  }
  for (const block of found) block.to = block.from + Array.from(block.text).length;
  return found.filter(({ kind }) => kind !== "heading");
}

function kindOf(line) {
  if (!line.trim()) return null;
  if (/^#{1,6}\s/.test(line)) return "heading";
  if (/^\s*\|/.test(line)) return "row";
  return /^\s*(?:[-*+•]|\d{1,3}[.)])\s/.test(line) ? "item" : "paragraph";
}

/** `2026-03-06`, `2026-05` or `2026` as people write it; anything else as it stands. */
function dated(date) {
  if (!/^\d{4}-\d\d(-\d\d)?$/.test(date)) return date;
  const form = { year: "numeric", month: "long", ...(date.length > 7 ? { day: "numeric" } : {}), timeZone: "UTC" };
  const day = new Date(`${date.slice(0, 7)}-${date.slice(8) || "01"}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(document.documentElement.lang || "en", form).format(day);
}

function isTitle(block, guide) {
  return block.kind === "heading" && (block.level === 1 || block.text.replace(/^#+\s*/, "") === guide.title);
}

/** A link as an address that can be sent to somebody. */
function whole(there) {
  return new URL(there, location.href).href;
}

function sectionId(block) {
  return `at-${block.from}`;
}

function numberOf(sections) {
  return sections.filter(({ level }) => level === 2).length;
}

function start(words) {
  return words.length > 60 ? `${words.slice(0, 60).trimEnd()} …` : words;
}
