// The page around us: who it is, what it asks for, and what it is told. It never hears a word of
// the conversation: only that something was asked, what kind of answer came, and what it was worth.

const CHANNEL = "hiring-assistant";
const LONGEST = 4000;
const LONGEST_NAME = 300;
const OPTIONS = {
  audience: /^(?:hiring|candidate)?$/,
  colour: /^(?:#[0-9a-f]{6})?$/i,
  greeting: /^[^]{0,400}$/,
  label: /^[^]{0,80}$/,
  name: /^[\w.-]{0,60}$/,
  open: /^\w{0,10}$/,
  position: /^[a-z-]{0,20}$/,
  size: /^[\dx]{0,20}$/,
  starters: /^[^]{0,2000}$/,
  theme: /^(?:auto|light|dark)?$/,
  tree: /^[\w-]{0,60}$/,
  words: /^[\w./?=&-]{0,200}$/,
};

const told = new URLSearchParams(location.hash.slice(1));
const origin = told.get("host") ?? "";

/** What keeps this widget's conversation apart from that of another on the same page. */
export const name = (told.get("id") ?? "").slice(0, LONGEST_NAME);

/** @param {{options(o), ask(text), focus()}} hears each called for what the page sends */
export function listen(hears) {
  if (parent === window || !/^https?:\/\/[^/]+$/.test(origin)) {
    hears.options(fitting({}));
    return;
  }
  window.addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== origin) return;
    const said = event.data;
    if (said?.to !== CHANNEL || said.v !== 1) return;
    if (said.type === "options") hears.options(fitting(said.options ?? {}));
    else if (said.type === "focus") hears.focus();
    else if (said.type === "ask" && isQuestion(said.text)) hears.ask(said.text.trim());
  });
  send({ type: "ready" });
}

/** Close the panel; the page gives the focus back. */
export function close() {
  send({ type: "close" });
}

/** Let the page know: tell("answer", { kind: "answer", sources: 3 }). */
export function tell(event, detail) {
  send({ type: "event", name: event, detail });
}

function send(said) {
  if (parent !== window && origin) parent.postMessage({ to: CHANNEL, v: 1, ...said }, origin);
}

function isQuestion(text) {
  return typeof text === "string" && text.trim() !== "" && text.length <= LONGEST;
}

/** What does not fit is as if it was not said. */
function fitting(said) {
  const options = { floats: said.floats === true };
  for (const [key, form] of Object.entries(OPTIONS)) {
    options[key] = typeof said[key] === "string" && form.test(said[key]) ? said[key] : "";
  }
  options.starters = options.starters.split("|").map((one) => one.trim()).filter(Boolean).slice(0, 6);
  return options;
}
