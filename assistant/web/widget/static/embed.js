// The owner's page: builds the snippet, shows it live, and says what is in the way.

import * as api from "../../page/0/parts/api.js";
import { copied, fill, h } from "../../page/0/parts/dom.js";

const SITE = new URL("../../", import.meta.url);
const SCRIPT = new URL("widget.js", SITE).href;
const DEFAULTS = { position: "bottom-right" };
const SPREAD = 0.5;

const form = document.querySelector("#options");
const about = document.querySelector("#about");
const snippet = document.querySelector("#snippet");
const stage = document.querySelector("#stage");
const found = document.querySelector("#found");
const copy = document.querySelector("#copy");
let later = 0;

document.head.append(h("script", { src: SCRIPT, async: true, "data-launcher": "never" }));
form.addEventListener("input", () => {
  write();
  clearTimeout(later);
  later = setTimeout(show, 400);
});
form.addEventListener("submit", (event) => event.preventDefault());
copy.addEventListener("click", async () => fill(copy, (await copied(snippet.textContent)) ? "Copied" : "Select it and copy"));
about.addEventListener("submit", check);
trees();
write();
show();

async function trees() {
  for (const one of await api.get("trees")) form.elements.tree.append(h("option", { value: one.id }, one.title));
}

/** What was chosen, without what holds anyway. */
function chosen() {
  const options = {};
  for (const [name, value] of new FormData(form)) {
    const said = name === "starters" ? value.split("\n").map((one) => one.trim()).filter(Boolean).join(" | ") : value.trim();
    const fits = form.elements[name].checkValidity();
    if (said && fits && said !== DEFAULTS[name]) options[name] = said;
  }
  return options;
}

function write() {
  const { position, ...others } = chosen();
  const inPlace = position === "in-place";
  const named = (before) => Object.entries(inPlace ? others : { ...(position && { position }), ...others }).map(([name, value]) => ` ${before}${name}="${escaped(value)}"`);
  snippet.textContent = inPlace
    ? `<script src="${SCRIPT}" async></script>\n<hiring-assistant${named("").join("")}></hiring-assistant>`
    : `<script src="${SCRIPT}"${named("data-").join("")} async></script>`;
  document.querySelector("#paste-where").textContent = inPlace ? "Where the assistant shall stand in your page." : "Before </body> of your page.";
  fill(copy, "Copy");
}

function show() {
  const about = { position: "bottom-right", name: "preview", ...chosen() };
  fill(stage, h("hiring-assistant", about));
}

async function check(event) {
  event.preventDefault();
  fill(found, h("p", {}, "Checking …"));
  const { page, policy } = about.elements;
  try {
    const [said, proxy] = await Promise.all([
      api.post("embed/check", { page: page.value, policy: policy.value }),
      aroundUs(new URL(page.value).origin),
    ]);
    report([...said.findings, ...proxy]);
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    fill(found, h("p", { class: "note bad" }, error.message));
  }
}

function report(findings) {
  if (!findings.length) {
    fill(found, h("p", { class: "note good" }, "Nothing is in the way, as far as can be seen from here."));
    return;
  }
  const one = ({ message, line }) => h("li", {}, h("p", {}, message), line && h("pre", { class: "code", tabindex: "0", "aria-label": "Line to add" }, line));
  fill(found, h("ul", {}, findings.map(one)));
}

/** What a proxy in front of us does: seen from here, as any reader's browser sees it. */
async function aroundUs() {
  const [framing, late] = await Promise.all([framed(), heldBack()]);
  return [...framing, ...late];
}

async function framed() {
  const reply = await fetch(new URL("widget", SITE), { cache: "no-store" });
  const option = reply.headers.get("X-Frame-Options");
  const policy = reply.headers.get("Content-Security-Policy") ?? "";
  const by = [];
  if (option && option !== "SAMEORIGIN") by.push({ message: `A proxy in front of the assistant adds X-Frame-Options: ${option}. Remove the line that adds it:`, line: `add_header X-Frame-Options ${option};` });
  if (!policy.includes("frame-ancestors")) by.push({ message: "The assistant's Content-Security-Policy does not arrive. In the proxy's configuration, remove:", line: "proxy_hide_header Content-Security-Policy;" });
  return by;
}

async function heldBack() {
  const reply = await fetch(api.address("embed/stream"), { cache: "no-store" });
  const takes = Number(reply.headers.get("X-Stream-Seconds"));
  const reader = reply.body.getReader();
  const times = [];
  while (!(await reader.read()).done) times.push(performance.now() / 1000);
  const spread = times.length ? times.at(-1) - times[0] : 0;
  if (!takes || spread >= SPREAD * takes) return [];
  const message = `A proxy holds answers back until they are whole: what takes ${takes} s came within ${spread.toFixed(1)} s. In nginx, where the assistant is served, add:`;
  return [{ message, line: "proxy_buffering off;" }];
}

function escaped(value) {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
