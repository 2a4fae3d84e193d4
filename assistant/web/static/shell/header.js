// The name and the way to each room.

import { h } from "../parts/dom.js";
import { link } from "../parts/route.js";

/** @returns {{element, show(room)}} */
export function header(rooms, text, ...tools) {
  const links = new Map(
    rooms.map((room) => [room, h("a", { href: link(room) }, text(`rooms.${room}`))]),
  );
  const element = h(
    "header",
    { class: "top" },
    h(
      "a",
      { class: "name", href: link("ask") },
      h("span", { class: "sign", "aria-hidden": "true" }),
      h("span", {}, text("name")),
    ),
    h("nav", { "aria-label": text("rooms.label") }, [...links.values()]),
    h("div", { class: "tools" }, tools),
  );
  function show(room) {
    for (const [name, one] of links) {
      if (name === room) one.setAttribute("aria-current", "page");
      else one.removeAttribute("aria-current");
    }
    // A telephone shows a part of the row: the room one is in is part of it.
    links.get(room).scrollIntoView?.({ block: "nearest", inline: "center" });
  }
  return { element, show };
}
