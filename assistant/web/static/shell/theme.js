// Light and dark: the system's, until one is chosen here.

import { h, fill, icon } from "../parts/dom.js";
import { keep, kept } from "../parts/keep.js";

const system = matchMedia("(prefers-color-scheme: dark)");

/** The button; it follows the system, other tabs and Gradio, which has a switch of its own. */
export function themeSwitch(text) {
  const button = h("button", { type: "button", class: "button quiet icon-only", onclick: turned });
  function turned() {
    keep("theme", isDark() ? "light" : "dark");
    show();
  }
  function show() {
    const dark = isDark();
    const chosen = kept("theme");
    document.documentElement.classList.toggle("dark", chosen === "dark");
    document.documentElement.classList.toggle("light", chosen === "light");
    if (document.body.classList.contains("dark") !== dark)
      document.body.classList.toggle("dark", dark);
    const label = text(dark ? "theme.to_light" : "theme.to_dark");
    if (button.title === label) return;
    button.title = label;
    button.setAttribute("aria-label", label);
    fill(button, icon(dark ? "sun" : "moon"));
    document.dispatchEvent(new CustomEvent("theme", { detail: { dark } }));
  }
  system.addEventListener("change", show);
  window.addEventListener("storage", show);
  new MutationObserver(show).observe(document.body, { attributeFilter: ["class"] });
  show();
  return button;
}

/** Whether the page is dark now. */
export function isDark() {
  const chosen = kept("theme");
  return chosen ? chosen === "dark" : system.matches;
}
