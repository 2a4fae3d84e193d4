// The shell of the page: header, rooms by hash, the guide beside what is read.

import { h } from "./parts/dom.js";
import { announce, listen } from "./parts/announce.js";
import { read, toSource } from "./parts/route.js";
import { words } from "./parts/text.js";
import { ask } from "./ask/ask.js";
import { banner } from "./shell/banner.js";
import { beside } from "./shell/beside.js";
import { cards } from "./shell/cards.js";
import { go } from "./shell/going.js";
import { header } from "./shell/header.js";
import { enter } from "./shell/rooms.js";
import { themeSwitch } from "./shell/theme.js";

const ROOMS = ["ask", "decide", "pay", "posting", "guides"];

const shell = await words("shell");
const top = header(ROOMS, shell, themeSwitch(shell));
const hall = h("main", { id: "hall", class: "hall", tabindex: "-1", hidden: true });
const guide = beside(shell);
let last = null;

const skipping = h("a", { class: "skip ours", href: "#question", onclick: skip }, shell("skip"));

document.getElementById("top-first")?.remove();
document.body.prepend(skipping, top.element, banner(shell));
document.body.append(hall, guide.element, cards(shell));
listen(shell("messages"));
const conversation = await ask({ go });
window.addEventListener("hashchange", arrive);
document.addEventListener("open-source", ({ detail }) => {
  if (here().room === "guides") go(toSource(detail));
  else guide.open(detail);
});
document.addEventListener("keydown", type);
arrive();

/** Who types without having chosen a place means the question. */
function type({ key, target, altKey, ctrlKey, metaKey }) {
  const nowhere = target === document.body && !(altKey || ctrlKey || metaKey);
  if (nowhere && key.length === 1 && key !== " " && here().room === "ask") conversation.focus();
}

function here() {
  const route = read(location.hash);
  return ROOMS.includes(route.room) ? route : { ...read("#/ask"), query: {} };
}

async function arrive() {
  const route = here();
  const moved = last !== null && last !== route.room;
  last = route.room;
  document.body.dataset.room = route.room;
  top.show(route.room);
  hall.hidden = route.room === "ask";
  skipping.href = route.room === "ask" ? "#question" : "#hall";
  if (moved) guide.close({ refocus: false });
  const name = shell(`rooms.${route.room}`);
  let drawn = null;
  if (route.room === "ask") conversation.arrive(route);
  else ({ drawn } = await enter(route.room, route, hall, shell));
  if (last !== route.room) return;
  document.title = shell("title", { room: name });
  if (moved) {
    announce(name);
    if (route.room === "ask") conversation.focus();
    else hall.focus({ preventScroll: true });
  } else if (drawn) await goOn(drawn);
}

/** What was pressed is gone with what was shown: go on at the heading of what has come. */
async function goOn(drawn) {
  await drawn;
  const heading = hall.querySelector(":scope > :not([hidden]) h1");
  if (document.activeElement !== document.body || !heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

function skip(event) {
  event.preventDefault();
  if (here().room === "ask") conversation.focus();
  else hall.focus();
}
