// The only way elements are made: text becomes text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";
const AS_PROPERTIES = new Set([
  "value",
  "checked",
  "selected",
  "indeterminate",
  "disabled",
  "open",
]);
const SAFE_ADDRESS = /^(?:#|\.{0,2}\/|blob:|https?:|[\w.-]+(?:[/?#]|$))/i;

/**
 * An element: h("button", { class: "x", onclick: f, "aria-label": "Close" }, "text", child).
 * Children may be nested arrays; null, undefined and false are left out.
 */
export function h(tag, about = {}, ...children) {
  return furnished(document.createElement(tag), about, children);
}

/** The same for SVG: s("svg", { viewBox: "0 0 20 20" }, s("path", { d: "..." })). */
export function s(tag, about = {}, ...children) {
  return furnished(document.createElementNS(SVG, tag), about, children);
}

/** Put children in the place of what is there. */
export function fill(place, ...children) {
  place.replaceChildren(...nodes(children));
  return place;
}

/** Children as nodes. */
export function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** An icon of 20 units; decorative, so its button needs a name. */
export function icon(name) {
  return s(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    ICONS[name].map((d) => s("path", { d })),
  );
}

/** Hand a file to the person. */
export function download(name, content, type = "application/octet-stream") {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = h("a", { href: URL.createObjectURL(blob), download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Copy words; also where the page is served over plain http. */
export async function copied(words) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      // Refused: the older way may still work.
    }
  }
  const before = document.activeElement;
  const area = h("textarea", { class: "off-screen", "aria-hidden": "true", tabindex: "-1" });
  area.value = words;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus?.();
  return done;
}

function furnished(element, about, children) {
  for (const [name, value] of Object.entries(about)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function" && name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (AS_PROPERTIES.has(name)) {
      element[name] = value;
    } else if (name === "style" && typeof value === "object") {
      for (const [property, size] of Object.entries(value))
        element.style.setProperty(property, size);
    } else if (name.startsWith("on") || name === "srcdoc") {
      throw new Error(`${name} must be a function`);
    } else if (
      (name === "href" || name === "src" || name === "action") &&
      !SAFE_ADDRESS.test(value)
    ) {
      continue;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...nodes(children));
  return element;
}

const ICONS = {
  ask: ["M3.5 4.5h13v9h-7l-4 3v-3h-2z"],
  back: ["M12 4l-6 6 6 6"],
  book: [
    "M10 5.5c-1.6-1.2-3.6-1.6-6.5-1.5v11c2.9-.1 4.9.3 6.5 1.5 1.6-1.2 3.6-1.6 6.5-1.5v-11c-2.9-.1-4.9.3-6.5 1.5zM10 5.5v11",
  ],
  check: ["M4 10.5l4 4 8-9"],
  close: ["M5 5l10 10M15 5L5 15"],
  copy: ["M7.5 7.5h8v9h-8z", "M12.5 7.5v-4h-8v9h3"],
  down: ["M5 8l5 5 5-5"],
  download: ["M10 3.5v9M6 9l4 4 4-4M4 16.5h12"],
  edit: ["M4 16l.8-3.5L13 4.3l2.7 2.7-8.2 8.2z"],
  menu: ["M3.5 5.5h13M3.5 10h13M3.5 14.5h13"],
  moon: ["M15.5 12.2A6.5 6.5 0 0 1 7.8 4.5a6.5 6.5 0 1 0 7.7 7.7z"],
  more: ["M4.5 10h.01M10 10h.01M15.5 10h.01"],
  open: ["M4 8v8h12V8M10 12.5v-9M6.5 7L10 3.5 13.5 7"],
  plus: ["M10 4v12M4 10h12"],
  retry: ["M15.5 10a5.5 5.5 0 1 1-1.6-3.9M15.5 3.5v3.2h-3.2"],
  search: ["M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4"],
  send: ["M10 16V4M5 9l5-5 5 5"],
  stop: ["M6 6h8v8H6z"],
  sun: [
    "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  ],
  thumb: [
    "M6.5 9l3-6c1.2 0 1.8.8 1.6 2l-.4 2.5h4.3c1 0 1.6.8 1.4 1.7l-1.1 5.3c-.2.9-.8 1.5-1.7 1.5H6.5zM6.5 9H3.5v7h3",
  ],
  trash: ["M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11"],
  tree: ["M10 3v4M10 7H5v4M10 7h5v4M3 11h4v5H3zM13 11h4v5h-4z"],
};
