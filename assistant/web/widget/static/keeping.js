// The conversation, kept in this frame's own session storage and nowhere in the page around it.

import { name } from "./host.js";

const KEY = `hiring-assistant:widget:${name}:1`;
const MOST = 30;
const FULL_PAGE_MOST = 60_000;

/** {question, answer, stopped, verdict, when}[] */
export function read() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.question === "string") : [];
  } catch {
    return [];
  }
}

export function write(turns) {
  try {
    if (turns.length) sessionStorage.setItem(KEY, JSON.stringify(turns.slice(-MOST)));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage it is forgotten when the page is left.
  }
}

/** As the routes take it: what was asked and answered, the last question at the end. */
export function asTurns(turns) {
  return turns.flatMap(({ question, answer }) => [
    { speaker: "person", text: question },
    ...(answer?.text ? [{ speaker: "assistant", text: answer.text.slice(0, 4000) }] : []),
  ]);
}

/** The finished turns for a link, the latest that fit; null when there are none. */
export function packed(turns, audience) {
  const whole = turns.filter((one) => one.answer?.complete);
  for (let from = 0; from < whole.length; from += 1) {
    const kept = whole.slice(from).map((one) => ({ ...one, answer: { ...one.answer, nearby: [], suggestions: [] } }));
    const bytes = new TextEncoder().encode(JSON.stringify({ audience, turns: kept }));
    if (bytes.length > FULL_PAGE_MOST) continue;
    const signs = Array.from(bytes, (one) => String.fromCharCode(one)).join("");
    return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }
  return null;
}
