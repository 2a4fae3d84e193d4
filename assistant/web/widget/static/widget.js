// The launcher, and all that a host page gets of us: a button (or a card, where
// <hiring-assistant> stands) in a closed shadow root. The conversation itself is a document of
// our own origin in a sandboxed frame, made at the first click. Nothing is stored here.
//
// The page around us may have reset every style, frozen its globals or changed Object.prototype:
// objects that the browser reads have no prototype, nothing is iterated, and what fails at the
// start makes us stay away.
(() => {
  "use strict";

  const TAG = "hiring-assistant";
  const OPTIONS = ["audience", "colour", "greeting", "label", "name", "open", "position", "size", "starters", "theme", "tree", "words"];
  const EVENTS = { __proto__: null, ask: ["by"], answer: ["kind", "sources"], feedback: ["verdict"] };
  const LONGEST = 4000;
  const READY_AFTER_LOAD = 2500;
  const READY_AT_ALL = 12000;
  const HEX = /^#[0-9a-f]{6}$/i;
  const SIZE = /^(\d{3,4})x(\d{3,4})$/;
  const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";
  const SVG = "http://www.w3.org/2000/svg";
  const STYLE = `
    :host { all: initial !important; display: contents !important; }
    :host([hidden]) { display: none !important; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .all { --paper: #fffdf9; --ink: #25211c; --soft: #5d554a; --line: #8a8073; --fill: #12584f; --on: #fff;
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: var(--ink); }
    .all.dark { --paper: #1c2024; --ink: #ebe6dd; --soft: #b0a99d; --line: #7d858d; --fill: #7fd0bf; --on: #0b201c; }
    button, a { font: inherit; }
    button { margin: 0; cursor: pointer; }
    :focus-visible { outline: 3px solid #0b62a4; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
    .float { position: fixed; z-index: 2147483647; inset: auto; margin: 0; padding: 0; border: 0; background: none; overflow: visible;
      inset-block-end: calc(20px + var(--up, 0) * 64px); inset-inline-end: 20px; }
    .left .float { inset-inline: 20px auto; }
    .start { display: inline-flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 20px 0 16px; border: 1px solid transparent;
      border-radius: 26px; background: var(--fill); color: var(--on); font-weight: 600; box-shadow: 0 2px 6px #0003, 0 8px 24px #0003; }
    .start:hover { filter: brightness(1.08); }
    .start svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
    .panel { display: flex; flex-direction: column; overflow: hidden; background: var(--paper); color: var(--ink); }
    .float.panel { width: min(var(--wide, 400px), 100vw - 40px); height: min(var(--high, 640px), 100vh - 112px - var(--up, 0) * 64px);
      inset-block-end: calc(84px + var(--up, 0) * 64px); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 8px 40px #0004; }
    .here .panel { width: 100%; max-width: var(--wide, none); height: var(--high, 560px); border: 1px solid var(--line); border-radius: 16px; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; background: var(--paper); color-scheme: light; }
    .dark iframe { color-scheme: dark; }
    .notice { margin: 0; padding: 24px; }
    .notice a { color: inherit; font-weight: 600; }
    .notice button, .more { min-height: 40px; padding: 6px 16px; border: 1px solid var(--line); border-radius: 10px; background: none; color: inherit; text-align: start; }
    .card { padding: 20px; border: 1px solid var(--line); border-radius: 16px; background: var(--paper); color: var(--ink); max-width: var(--wide, none); }
    .card p { margin: 0 0 16px; font-size: 18px; }
    .list { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 0; }
    .more:hover { border-color: var(--ink); }
    @media (max-width: 520px), (max-height: 420px) {
      .float.panel { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; max-width: none; max-height: none; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .float.panel { animation: rise .18s ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
    }
    @media print { .float { display: none !important; } }
  `;

  const script = ownScript();
  if (!script || location.origin === "null") return;
  const base = new URL("./", script.src);
  const made = [];
  let sheet = null;

  function ownScript() {
    const running = document.currentScript;
    if (running instanceof HTMLScriptElement && running.src) return running;
    return document.querySelector('script[src*="/widget.js"]');
  }

  // One widget: a button or card, a panel, and the frame in it.

  function widget(host) {
    const number = made.length + 1;
    const floats = read("position") !== null ? read("position") !== "in-place" : false;
    const root = host.attachShadow({ __proto__: null, mode: "closed" });
    const label = read("label") || "Ask about hiring";
    const start = h("button", { __proto__: null, type: "button", class: "start", "aria-expanded": "false" }, [sign(), label]);
    const panel = h("div", { __proto__: null, class: floats ? "float panel" : "panel", role: floats ? "dialog" : "group", "aria-label": label, tabindex: "-1", hidden: "" });
    const all = h("section", { __proto__: null, class: "all", "aria-label": label });
    let frame = null;
    let before = null;
    let ready = false;
    let refused = false;
    let waiting = [];
    let timer = 0;
    let dark = null;
    let stack = 0;

    dress(root);
    start.addEventListener("click", () => (panel.hidden ? open(true) : close()));
    all.append(floats ? floating() : card(), panel);
    root.append(all);
    root.addEventListener("keydown", (event) => event.key === "Escape" && floats && !panel.hidden && close());
    colours();
    sizes();
    const self = { __proto__: null, host, floats, corner: read("position"), stack: 0, alive: true, came, left, open, close, ask };
    return self;

    function read(name) {
      return host.getAttribute(name);
    }

    function floating() {
      const place = h("div", { __proto__: null, class: "float" }, [start]);
      if (read("position") === "bottom-left") all.classList.add("left");
      return place;
    }

    function card() {
      all.classList.add("here");
      const inside = [];
      if (read("greeting")) inside[0] = h("p", { __proto__: null }, [read("greeting")]);
      inside[inside.length] = start;
      const list = h("div", { __proto__: null, class: "list" });
      const said = starters(read("starters"));
      for (let at = 0; at < said.length; at += 1) {
        const one = h("button", { __proto__: null, type: "button", class: "more" }, [said[at]]);
        one.addEventListener("click", () => (open(true), ask(said[at])));
        list.append(one);
      }
      if (said.length) inside[inside.length] = list;
      return h("div", { __proto__: null, class: "card" }, inside);
    }

    function colours() {
      const chosen = read("colour");
      if (chosen && HEX.test(chosen)) {
        all.style.setProperty("--fill", chosen);
        all.style.setProperty("--on", bright(chosen) ? "#000" : "#fff");
      }
      const theme = read("theme");
      dark = matchMedia("(prefers-color-scheme: dark)");
      const follow = () => all.classList.toggle("dark", theme === "dark" || (theme !== "light" && dark.matches));
      follow();
      dark.addEventListener("change", follow);
    }

    function sizes() {
      const said = SIZE.exec(read("size") || "");
      if (!said) return;
      all.style.setProperty("--wide", `${Math.min(900, Math.max(280, Number(said[1])))}px`);
      all.style.setProperty("--high", `${Math.min(1200, Math.max(320, Number(said[2])))}px`);
    }

    // In the document, and out of it.

    function came() {
      window.addEventListener("message", heard);
      document.addEventListener("securitypolicyviolation", violated);
      if (floats) {
        stack = 0;
        for (let at = 0; at < made.length; at += 1) {
          const other = made[at];
          if (other !== self && other.alive && other.floats && other.corner === self.corner && other.stack === stack) stack += 1;
        }
        self.stack = stack;
        all.style.setProperty("--up", String(stack));
        lift(start.parentNode);
      }
      self.alive = true;
      if (read("open") !== null && read("open") !== "false" && panel.hidden) open(false);
    }

    function left() {
      self.alive = false;
      window.removeEventListener("message", heard);
      document.removeEventListener("securitypolicyviolation", violated);
      forget();
      panel.hidden = true;
    }

    // Open and close.

    function open(focus) {
      if (refused) {
        window.open(fullPage(), "_blank", "noopener");
        return;
      }
      if (!panel.hidden) return focus && toFrame("focus");
      before = document.activeElement;
      panel.hidden = false;
      if (!floats) start.parentNode.hidden = true;
      else lift(panel);
      start.setAttribute("aria-expanded", "true");
      if (focus) panel.focus();
      if (!frame) load();
      if (focus) toFrame("focus");
      tell("open");
    }

    function close() {
      if (panel.hidden) return;
      panel.hidden = true;
      start.parentNode.hidden = false;
      start.setAttribute("aria-expanded", "false");
      const was = before;
      before = null;
      if (was && was !== host && was !== document.body && was.isConnected) was.focus();
      else start.focus();
    }

    function ask(text) {
      const words = String(text).slice(0, LONGEST).trim();
      if (!words) return;
      if (panel.hidden) open(true);
      toFrame("ask", words);
    }

    function load() {
      // A button keeps its conversation from page to page; what stands in a text belongs there.
      const id = read("name") || (floats ? `float ${number}` : `${number} ${location.pathname}`);
      frame = h("iframe", { __proto__: null, title: label, sandbox: SANDBOX, referrerpolicy: "origin", allow: "" });
      frame.src = `${new URL("widget", base).href}#host=${encodeURIComponent(location.origin)}&id=${encodeURIComponent(id)}`;
      frame.addEventListener("load", () => {
        clearTimeout(timer);
        if (!ready) timer = setTimeout(unanswered, READY_AFTER_LOAD);
      });
      timer = setTimeout(unanswered, READY_AT_ALL);
      panel.replaceChildren(frame);
    }

    function forget() {
      clearTimeout(timer);
      panel.replaceChildren();
      frame = null;
      ready = false;
      waiting = [];
    }

    // The page's own policy allows no frame of ours: then the whole page, in a tab of its own.

    function violated(event) {
      if (!frame || ready || event.effectiveDirective !== "frame-src") return;
      if (event.blockedURI !== base.origin && !String(event.blockedURI).startsWith(base.href)) return;
      refused = true;
      window.open(fullPage(), "_blank", "noopener");
      unanswered();
    }

    function unanswered() {
      if (ready) return;
      const link = h("a", { __proto__: null, href: fullPage(), target: "_blank", rel: "noopener" }, ["Open the assistant in a new tab"]);
      const shut = h("button", { __proto__: null, type: "button" }, ["Close"]);
      shut.addEventListener("click", close);
      const had = root.activeElement || document.activeElement === host;
      forget();
      panel.append(
        h("p", { __proto__: null, class: "notice", role: "status" }, ["The assistant cannot be shown inside this page."]),
        h("p", { __proto__: null, class: "notice" }, [link]),
        h("p", { __proto__: null, class: "notice" }, [shut]),
      );
      if (had) link.focus();
    }

    function fullPage() {
      const tree = read("tree");
      return new URL(tree ? `./#/decide/${encodeURIComponent(tree)}` : "./#/ask", base).href;
    }

    // Words between us and the frame, each way to one exact origin.

    function toFrame(type, text) {
      const said = { __proto__: null, to: TAG, v: 1, type, text: text || "" };
      if (ready) frame.contentWindow.postMessage(said, base.origin);
      else waiting[waiting.length] = said;
    }

    function heard(event) {
      if (!frame || event.origin !== base.origin || event.source !== frame.contentWindow) return;
      const said = event.data;
      if (typeof said !== "object" || said === null || said.to !== TAG || said.v !== 1) return;
      if (said.type === "ready") greet();
      else if (said.type === "close" && floats) close();
      else if (said.type === "event") passOn(said.name, said.detail);
    }

    function greet() {
      clearTimeout(timer);
      ready = true;
      const options = { __proto__: null, floats };
      for (let at = 0; at < OPTIONS.length; at += 1) options[OPTIONS[at]] = (read(OPTIONS[at]) || "").slice(0, LONGEST);
      frame.contentWindow.postMessage({ __proto__: null, to: TAG, v: 1, type: "options", options }, base.origin);
      for (let at = 0; at < waiting.length; at += 1) frame.contentWindow.postMessage(waiting[at], base.origin);
      waiting = [];
    }

    function passOn(name, told) {
      if (typeof name !== "string" || !(name in EVENTS)) return;
      const detail = {};
      for (let at = 0; at < EVENTS[name].length; at += 1) {
        const key = EVENTS[name][at];
        const value = told && told[key];
        if (typeof value === "string" || typeof value === "number") detail[key] = value;
      }
      tell(name, detail);
    }

    function tell(name, detail) {
      host.dispatchEvent(new CustomEvent(name, { __proto__: null, bubbles: true, detail: detail || {} }));
    }
  }

  // Pieces.

  function h(tag, about, children) {
    const element = document.createElement(tag);
    for (const name in about) element.setAttribute(name, about[name]);
    for (let at = 0; children && at < children.length; at += 1) element.append(children[at]);
    return element;
  }

  function sign() {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M4 5.5h16v11h-8.5l-4.5 3.5v-3.5h-3zM8 9.5h8M8 12.5h5");
    svg.append(path);
    return svg;
  }

  /** A sheet made by script needs no leave of the page's style-src; an element does. */
  function dress(root) {
    try {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
      }
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = STYLE;
      root.append(style);
    }
  }

  /** Above everything, whatever stacks and clips around us; where the browser cannot, by z-index. */
  function lift(element) {
    try {
      element.setAttribute("popover", "manual");
      element.showPopover();
    } catch {
      element.removeAttribute("popover");
    }
  }

  function starters(said) {
    const found = (said || "").split("|");
    const kept = [];
    for (let at = 0; at < found.length && kept.length < 6; at += 1) {
      const one = found[at].trim();
      if (one) kept[kept.length] = one;
    }
    return kept;
  }

  function bright(hex) {
    let sum = 0;
    const weights = [0.2126, 0.7152, 0.0722];
    for (let at = 0; at < 3; at += 1) {
      const part = parseInt(hex.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
      sum += weights[at] * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }
    return sum > 0.179; // there black and white stand out equally
  }

  // The element, the script's own widget, and what other scripts may call.

  const parts = new WeakMap();

  function partOf(element) {
    return parts.get(element);
  }

  function define() {
    customElements.define(
      TAG,
      class extends HTMLElement {
        connectedCallback() {
          try {
            if (!parts.has(this)) {
              const one = widget(this);
              parts.set(this, one);
              made[made.length] = one;
            }
            partOf(this).came();
          } catch (error) {
            console.warn("hiring-assistant stays away:", error);
          }
        }

        disconnectedCallback() {
          if (parts.has(this)) partOf(this).left();
        }

        open() {
          partOf(this)?.open(true);
        }

        close() {
          partOf(this)?.close();
        }

        ask(text) {
          partOf(this)?.ask(text);
        }
      },
    );
  }

  function float() {
    const launcher = script.getAttribute("data-launcher");
    const others = document.querySelectorAll(`${TAG}:not([data-by-script])`);
    if (launcher === "never" || (launcher !== "always" && others.length)) return;
    const element = document.createElement(TAG);
    let key = "";
    for (let at = 0; at < OPTIONS.length; at += 1) {
      const value = script.getAttribute(`data-${OPTIONS[at]}`);
      if (value !== null) element.setAttribute(OPTIONS[at], value);
      key += `${value}|`;
    }
    if (!/^bottom-(left|right)$/.test(element.getAttribute("position") || "")) element.setAttribute("position", "bottom-right");
    element.setAttribute("data-by-script", key);
    const those = document.querySelectorAll(`${TAG}[data-by-script]`);
    for (let at = 0; at < those.length; at += 1) if (those[at].getAttribute("data-by-script") === key) return;
    document.body.append(element);
  }

  function first() {
    return document.querySelector(`${TAG}[data-by-script]`) || document.querySelector(TAG);
  }

  function begin() {
    if (!customElements.get(TAG)) define();
    const api = { open: () => first()?.open(), close: () => first()?.close(), ask: (text) => first()?.ask(text) };
    if (!("HiringAssistant" in window)) {
      Object.defineProperty(window, "HiringAssistant", { __proto__: null, value: Object.freeze(api), enumerable: true });
    }
    float();
  }

  function safely() {
    try {
      begin();
    } catch (error) {
      console.warn("hiring-assistant stays away:", error);
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", safely);
  else safely();
})();
