// Opens the room that an address names, and keeps those that were open.

import { h, fill } from "../parts/dom.js";
import * as api from "../parts/api.js";
import { words } from "../parts/text.js";
import { go } from "./going.js";

const opened = new Map();
/** How far down each address was when it was left. */
const scrolled = new Map();
let shown = "";

/**
 * Show a room in a place of its own; what is in it stays when one leaves and returns.
 * @param {HTMLElement} hall where rooms are, one shown at a time
 * @returns {{drawn?: Promise}} `drawn` when a room that was open shows what the address names
 */
export async function enter(room, route, hall, shell) {
  const known = opened.get(room);
  if (known) {
    show(room, hall);
    return { drawn: known.handle?.update?.(route) };
  }
  hall.querySelector(`:scope > .room-${room}`)?.remove(); // what could not be loaded last time
  const place = h(
    "div",
    { class: `room room-${room}` },
    h("p", { class: "soft" }, shell("loading")),
  );
  const here = { handle: null };
  opened.set(room, here);
  place.hidden = true;
  hall.append(place);
  show(room, hall);
  try {
    here.handle = await opening(room, place, route);
  } catch (error) {
    opened.delete(room);
    fill(
      place,
      h("h1", {}, shell(`rooms.${room}`)),
      h("p", { class: "note bad" }, shell("failed")),
    );
    throw error;
  }
  return {};
}

/** A room's module in a place: its styles first, so that nothing jumps. */
export async function opening(room, place, route, more = {}) {
  const [module, text] = await Promise.all([
    import(`../rooms/${room}.js`),
    words(room),
    styled(room),
  ]);
  fill(place);
  return module.mount(place, { route, api, text, go, ...more });
}

function show(room, hall) {
  const [left] = [...hall.children].filter((place) => !place.hidden);
  const address = location.hash.split("?")[0];
  if (left) scrolled.set(shown, hall.scrollTop);
  shown = address;
  for (const place of hall.children) {
    const here = place.classList.contains(`room-${room}`);
    if (here === !place.hidden && left === place) continue;
    place.hidden = !here;
    if (here) hall.scrollTo({ top: scrolled.get(address) ?? 0, behavior: "instant" });
  }
}

function styled(room) {
  const href = new URL(`../rooms/${room}.css`, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return null;
  return new Promise((done) => {
    const sheet = h("link", { rel: "stylesheet", href });
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", done); // a room without styles is still a room
    document.head.append(sheet);
  });
}
