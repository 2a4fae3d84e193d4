// The first view: what this can do, real examples, and for whom.

import { fill, h, icon } from "../parts/dom.js";
import { audienceSwitch } from "./audience.js";

/** @returns {{element, show(audience)}} */
export function welcome(text, { asks }) {
  const heading = h("h1", {});
  const examples = h("ul", { class: "examples", "aria-label": text("examples.label") });
  const also = h("ul", { class: "also", "aria-label": text("also.label") });
  const element = h(
    "main", // the conversation has one of its own, which is hidden while this is shown
    { class: "welcome ours" },
    h(
      "div",
      { class: "inside" },
      audienceSwitch(text),
      heading,
      h("p", { class: "lead" }, text("lead")),
      examples,
      also,
    ),
  );

  function show(audience) {
    fill(heading, text(`heading.${audience}`));
    fill(
      examples,
      text(`examples.${audience}`).map(({ about, question }) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "example", onclick: () => asks(question) },
            h("span", { class: "about" }, about),
            h("span", {}, question),
          ),
        ),
      ),
    );
    fill(
      also,
      text(`also.${audience}`).map((one) =>
        h(
          "li",
          {},
          h(
            "a",
            { class: "elsewhere", href: one.link },
            icon(one.icon),
            h("span", {}, h("strong", {}, one.title), h("span", { class: "soft" }, one.about)),
          ),
        ),
      ),
    );
  }

  return { element, show };
}
