// A drawing of ours taken into the page: only known elements and attributes are copied.

import { s } from "../parts/dom.js";

const ELEMENTS = new Set(
  "svg g title desc defs path rect circle line polyline polygon text tspan a use clipPath symbol".split(" "),
);
const ATTRIBUTES = new Set(
  ("viewBox role aria-labelledby aria-label aria-hidden id class d x y x1 x2 y1 y2 cx cy r rx ry width height points"
    + " fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linejoin"
    + " stroke-linecap opacity transform font-family font-size font-weight text-anchor dominant-baseline clip-path"
    + " xml:space data-row data-passage").split(" "),
);
const PROPERTIES = new Set(
  ("fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linejoin"
    + " stroke-linecap opacity font font-family font-size font-weight text-anchor").split(" "),
);
const OWN_LINK = /^#[\w/?=&%.~-]*$/;
const OWN_URL = /^url\(#[\w-]+\)$/;

/** The text of an SVG as an element, or null when it is none. */
export function drawing(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  if (root.localName !== "svg" || parsed.querySelector("parsererror")) return null;
  return copy(root);
}

function copy(element) {
  const children = [...element.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) return [node.nodeValue];
    return node.nodeType === Node.ELEMENT_NODE && ELEMENTS.has(node.localName) ? [copy(node)] : [];
  });
  const made = s(element.localName, kept(element), ...children);
  for (const [name, value] of styles(element)) made.style.setProperty(name, value);
  return made;
}

function kept(element) {
  const found = {};
  for (const { name, localName, value } of element.attributes) {
    if (localName === "href" && OWN_LINK.test(value)) found.href = value;
    else if (ATTRIBUTES.has(name) && (!value.includes("url(") || OWN_URL.test(value))) found[name] = value;
  }
  return found;
}

function styles(element) {
  return (element.getAttribute("style") ?? "").split(";")
    .map((one) => one.split(/:(.*)/s).map((part) => part?.trim()))
    .filter(([name, value]) => PROPERTIES.has(name) && value && (!value.includes("url(") || OWN_URL.test(value)));
}
