// The conversations that this browser keeps, one entry each, and which one is open in this tab.

import { keep, kept, names, watch } from "../parts/keep.js";

export const FORMAT = "hiring-assistant conversation";
export const VERSION = 1;
/** Of one conversation; a longer one goes on in another. */
export const MOST_TURNS = 200;
const MOST = 200;
const LONGEST_TITLE = 80;

/** A conversation in which nothing has been said. */
export function begun(audience) {
  const now = new Date().toISOString();
  return {
    format: FORMAT,
    version: VERSION,
    id: name(),
    title: "",
    audience,
    created: now,
    changed: now,
    turns: [],
  };
}

/** Newest first: {id, title, changed}. */
export function listed() {
  return names("conversation:")
    .map((key) => kept(key))
    .filter(isOne)
    .sort((one, other) => other.changed.localeCompare(one.changed))
    .slice(0, MOST);
}

/** One of them, or null. */
export function found(id) {
  const one = kept(`conversation:${id}`);
  return isOne(one) ? one : null;
}

/** Whether it could be kept. */
export function save(conversation) {
  if (!conversation.turns.length) return true;
  if (!conversation.title) conversation.title = shortened(conversation.turns[0].question);
  return keep(`conversation:${conversation.id}`, conversation);
}

/** Take one away; what was there, for whoever wants it back. */
export function remove(id) {
  const one = found(id);
  keep(`conversation:${id}`, null);
  return one;
}

/** The one that was open last in this tab; a new tab begins anew. */
export function lastOpen() {
  const id = here("open");
  return id ? found(id) : null;
}

/** Remember which one is open in this tab. */
export function isOpen(id) {
  here("open", id);
}

/** What is typed and not asked yet: of this tab, or else what was typed last in any. */
export const draft = {
  read: () => here("draft") ?? kept("draft", ""),
  write: (words) => {
    here("draft", words);
    keep("draft", words || null);
  },
};

/** Be told when another tab changes a conversation. */
export function onChange(act) {
  watch(
    (changed) => changed.startsWith("conversation:") && act(changed.slice("conversation:".length)),
  );
}

/** A new id; `crypto.randomUUID` is not there over plain http. */
export function name() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function shortened(question) {
  const line = question.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`;
}

/** What this tab keeps under a name; with a value, keep that. */
function here(name, value) {
  const key = `hiring-assistant:${name}:${VERSION}`;
  try {
    if (value !== undefined) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is refused: a reload begins anew
  }
}

function isOne(value) {
  return (
    value?.format === FORMAT &&
    value.version === VERSION &&
    Array.isArray(value.turns) &&
    typeof value.id === "string" &&
    typeof value.changed === "string"
  );
}
