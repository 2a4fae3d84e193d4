/** The Guides room: every guide whole and as it is, search in them, and a link to each passage. */
import { copied, h, icon } from "../parts/dom.js";
import { link, toSource } from "../parts/route.js";
import { flow, spoken, touches } from "./guide_text.js";
import { hitsIn } from "./hits.js";

/**
 * Show the room in `place`. `compact` is the form for a narrow panel beside the chat: no list and no
 * search; `update({ document, passage, from, to, sources, at })` moves between the sources given.
 */
export function mount(place, { route, api, text, go, compact = false }) {
  const room = new Guides(place, { api, text, go, compact });
  room.update(route);
  return { update: (next) => room.update(next), unmount: () => room.unmount() };
}

class Guides {
  constructor(place, { api, text, go, compact }) {
    Object.assign(this, { place, api, text, go, compact });
    this.turn = 0;
    this.read = new Map();
    this.status = h("p", { class: "off-screen", role: "status" });
    this.rail = h("aside", { class: "guides-rail" });
    this.main = h("div", { class: "guides-main" });
    this.frame = h("div", { class: `guides${compact ? " guides-compact" : ""}` },
      ...(compact ? [] : [this.rail]), this.main, this.status);
    place.replaceChildren(this.frame);
  }

  unmount() {
    this.turn += 1;
    this.spy?.disconnect();
    this.place.replaceChildren();
  }

  async update(route) {
    const at = whereabouts(route);
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
    if (!this.main.firstChild) this.main.append(h("p", { class: "guides-wait" }, words));
    this.status.textContent = words;
  }

  show(...nodes) {
    this.main.removeAttribute("aria-busy");
    this.main.replaceChildren(...nodes);
  }

  fail(error, route) {
    const missing = error.code === "not_found" || error.status === 404;
    const words = missing && this.at.document
      ? this.text("absent", { document: this.at.document }) : error.message;
    this.show(h("div", { class: "notice", role: "alert" },
      h("p", {}, words),
      missing
        ? h("a", { class: "button", href: link("guides") }, this.text("all"))
        : h("button", { class: "button", type: "button", onclick: () => this.update(route) }, this.text("again"))));
    this.status.textContent = "";
  }

  // The list, and what a search finds.

  async openList(turn) {
    const guides = await this.guides();
    if (turn !== this.turn) return;
    this.drawRail(guides, null);
    const cards = guides.map((guide) => this.card(guide));
    this.show(
      h("header", { class: "room-head" }, h("h1", {}, this.text("title")), h("p", { class: "lede" }, this.text("intro"))),
      cards.length ? h("ul", { class: "guides-cards" }, ...cards) : h("p", {}, this.text("none")),
    );
    this.status.textContent = "";
  }

  card(guide) {
    const facts = [guide.publisher, guide.date, this.text("sections", { n: numberOf(guide.sections) })];
    return h("li", { class: "guides-card" },
      h("h2", {}, h("a", { href: link("guides", [guide.document]) }, guide.title)),
      ...(guide.description ? [h("p", {}, guide.description)] : []),
      h("p", { class: "guides-facts" }, facts.filter(Boolean).join(" · ")));
  }

  async openSearch(at, turn) {
    const [guides, found] = await Promise.all([this.guides(), this.api.get("guides/search", { q: at.q })]);
    if (turn !== this.turn) return;
    this.drawRail(guides, null);
    const hits = found.passages ?? found.results ?? found;
    const told = hits.length ? this.text("search.found", { n: hits.length }) : this.text("search.nothing");
    this.show(
      h("header", { class: "room-head" },
        h("h1", {}, this.text("search.title", { q: at.q })), h("p", { class: "lede" }, told)),
      h("ol", { class: "guides-hits" }, ...hits.map((hit) => this.hit(hit, at.q))),
    );
    this.status.textContent = told;
  }

  hit(hit, q) {
    const from = hit.from ?? 0;
    const ranges = hitsIn(hit.text, from, q);
    const blocks = blocksOf(hit, from);
    return h("li", { class: "guides-hit" },
      h("a", { href: link("guides", [hit.document, hit.passage], { q }) },
        h("span", { class: "guides-hit-title" }, hit.title),
        ...(hit.section ?? []).map((one) => h("span", { class: "guides-hit-section" }, one))),
      h("div", { class: "guides-hit-words" }, ...flow(blocks, { ranges, headings: 3 })));
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
      ...(at.passage && !there ? [h("p", { class: "notice", role: "alert" }, this.text("moved"))] : []),
      article,
    );
    if (!this.compact) this.follow(article);
    this.arrive(article, at, there);
  }

  guideHead(guide, at) {
    const facts = [guide.publisher, guide.date && this.text("dated", guide)].filter(Boolean).join(" · ");
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
    return h("header", { class: "guides-panel-head" },
      ...this.sourceSteps(at),
      h("p", { class: "guides-panel-title" }, guide.title),
      h("p", {}, h("a", { href: toSource(at) }, this.text("open"))));
  }

  sourceSteps(at) {
    const sources = at.sources ?? [];
    if (sources.length < 2) return [];
    const step = (by, words, sign) => {
      const to = at.at + by;
      const there = to >= 0 && to < sources.length;
      const move = () => this.update({ ...sources[to], sources, at: to, focus: by < 0 ? "previous" : "next" });
      return h("button", {
        class: "guides-step", type: "button", "aria-label": words, title: words,
        "data-step": by < 0 ? "previous" : "next", "aria-disabled": there ? "false" : "true",
        onclick: () => there && move(),
      }, h("span", { "aria-hidden": "true" }, sign));
    };
    const named = this.text("sources.of", { n: at.at + 1, all: sources.length });
    return [h("div", { class: "guides-steps", role: "group", "aria-label": this.text("sources.label") },
      step(-1, this.text("sources.previous"), "←"),
      h("span", {}, named),
      step(1, this.text("sources.next"), "→"))];
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
    (element.tagName === "TR" ? element.lastElementChild : element).append(button);
  }

  async copy(there) {
    const done = await copied(there);
    this.status.textContent = "";
    this.status.textContent = done ? this.text("copied") : this.text("not_copied", { link: there });
    this.toast(this.status.textContent);
  }

  toast(words) {
    this.toasted?.remove();
    this.toasted = h("p", { class: "toast", "aria-hidden": "true" }, words);
    this.frame.append(this.toasted);
    const mine = this.toasted;
    setTimeout(() => mine.remove(), 4000);
  }

  /** Go to the passage: the first marked words, or the passage itself, or the beginning. */
  arrive(article, at, there) {
    this.status.textContent = "";
    const passage = at.passage && [...article.querySelectorAll("[data-passage]")]
      .find((one) => one.dataset.passage === at.passage);
    const target = article.querySelector("mark.cited") ?? passage?.querySelector("mark") ?? passage
      ?? (at.section && article.querySelector(`#${CSS.escape(at.section)}`));
    if (!target) return;
    target.tabIndex = -1;
    const step = at.focus && this.main.querySelector(`[data-step="${at.focus}"]`);
    (step || target).focus({ preventScroll: true });
    target.scrollIntoView({ block: this.compact ? "start" : "center", behavior: "auto" });
    if (there && article.querySelector("mark.cited")) this.status.textContent = this.text("marked");
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
      type: "search", id: "guides-search", name: "q", autocomplete: "off", maxlength: "300",
      placeholder: this.text("search.placeholder"), value: this.at.q ?? "",
    });
    const search = (event) => {
      event.preventDefault();
      this.go(link("guides", [], { q: field.value.trim() }));
    };
    return h("form", { class: "guides-search", role: "search", onsubmit: search },
      h("label", { for: "guides-search" }, this.text("search.label")),
      h("div", {}, field, h("button", { class: "button", type: "submit" }, this.text("search.go"))));
  }

  contents(guide) {
    const wide = matchMedia("(min-width: 64rem)").matches;
    const headings = guide.blocks.filter((block) => block.kind === "heading" && !isTitle(block, guide));
    const links = headings.map((block) => h("li", { class: block.level > 2 ? "guides-deeper" : "" },
      h("a", {
        href: link("guides", [guide.document], { section: sectionId(block) }),
        "data-section": sectionId(block),
      }, spoken(block).replace(/^#+\s*/, ""))));
    return h("details", { class: "guides-contents", ...(wide ? { open: "" } : {}) },
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
      const current = headings.find((one) => seen.has(one));
      if (!current) return;
      for (const one of links.values()) one.removeAttribute("aria-current");
      links.get(current.id).setAttribute("aria-current", "location");
    }, { rootMargin: "0px 0px -55% 0px" });
    headings.forEach((one) => this.spy.observe(one));
  }
}

/** What a route, or the sources of a chat, say of where to go. */
function whereabouts(route) {
  if (route?.document) return { ...route, at: route.at ?? 0 };
  const [document, passage] = route?.parts ?? [];
  const query = route?.query ?? {};
  const number = (value) => (/^\d+$/.test(value ?? "") ? Number(value) : undefined);
  return {
    document, passage, from: number(query.from), to: number(query.to),
    q: query.q?.trim() || undefined, section: query.section,
  };
}

/** What to mark in a guide, and whether the passage asked for is there. */
function rangesFor(guide, at) {
  const own = guide.blocks.filter((block) => block.passage === at.passage);
  const cited = at.to > at.from ? [{ from: at.from, to: at.to, kind: "cited" }] : [];
  const there = !at.passage || own.length > 0 || cited.some((one) => guide.blocks.some((block) => touches(block, one)));
  const hits = at.q ? guide.blocks.flatMap((block) => hitsIn(block.text, block.from, at.q)) : [];
  return { ranges: there ? [...cited, ...hits] : hits, there };
}

function blocksOf(hit, from) {
  return hit.blocks ?? [{ kind: "paragraph", text: hit.text, from, to: from + hit.text.length, passage: hit.passage }];
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
  return Array.isArray(sections) ? sections.length : sections ?? 0;
}

function start(words) {
  return words.length > 60 ? `${words.slice(0, 60).trimEnd()} …` : words;
}
