// The conversations of this browser: list, new, rename, delete with undo, export, open a file.

import { download, fill, h, icon } from "../parts/dom.js";
import { announce, toast } from "../parts/announce.js";
import * as api from "../parts/api.js";
import { audienceSwitch } from "./audience.js";
import * as store from "./store.js";

const WIDE = matchMedia("(min-width: 75rem)");
const LARGEST = 2_000_000;

/** @returns {{element, bar, veil, list(), refused(message), notKept()}} */
export function drawer(text, { opens, begins, current, took }) {
  const items = h("ul", { class: "list" });
  const note = h("p", { class: "soft small kept" }, whereKept(text));
  const picker = h("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    onchange: picked,
  });
  const element = h(
    "aside",
    { class: "drawer ours", "aria-label": text("conversations.label") },
    h(
      "div",
      { class: "head" },
      h(
        "button",
        {
          type: "button",
          class: "button new",
          onclick: () => {
            begins();
            hide();
          },
        },
        icon("plus"),
        text("conversations.new"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "button quiet icon-only hide",
          "aria-label": text("conversations.close"),
          onclick: () => hide(true),
        },
        icon("close"),
      ),
    ),
    items,
    h(
      "div",
      { class: "foot" },
      audienceSwitch(text),
      h(
        "button",
        { type: "button", class: "button quiet little", onclick: () => picker.click() },
        icon("open"),
        text("conversations.import"),
      ),
      picker,
      note,
    ),
  );
  const title = h("h1", {});
  const show = h(
    "button",
    {
      type: "button",
      class: "button quiet little show",
      "aria-expanded": "false",
      "aria-label": text("conversations.open"),
      onclick: reveal,
    },
    icon("menu"),
  );
  const exporting = menu(text("conversations.export"), icon("download"), () => [
    ["as_md", () => exported(current(), "md")],
    ["as_pdf", () => exported(current(), "pdf")],
    ["as_json", () => exported(current(), "json")],
  ]);
  const fresh = h(
    "button",
    {
      type: "button",
      class: "button quiet little fresh",
      "aria-label": text("conversations.new"),
      title: text("conversations.new"),
      onclick: () => begins(),
    },
    icon("plus"),
    h("span", {}, text("conversations.new")),
  );
  const bar = h(
    "section",
    { class: "talk-bar ours", "aria-label": text("bar") },
    show,
    title,
    fresh,
    exporting,
  );
  const veil = h("div", { class: "veil", hidden: true, onclick: () => hide(true) });

  function reveal() {
    element.classList.add("open");
    veil.hidden = false;
    show.setAttribute("aria-expanded", "true");
    element.querySelector(".hide").focus();
  }

  function hide(refocus = false) {
    if (!element.classList.contains("open")) return;
    element.classList.remove("open");
    veil.hidden = true;
    show.setAttribute("aria-expanded", "false");
    if (refocus) show.focus();
  }

  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || WIDE.matches) return;
    event.preventDefault();
    hide(true);
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !element.contains(relatedTarget)) hide();
  });

  function menu(label, sign, actions) {
    const list = h("div", { class: "menu", hidden: true });
    const button = h(
      "button",
      {
        type: "button",
        class: "button quiet little icon-only",
        "aria-expanded": "false",
        "aria-label": label,
        title: label,
        onclick: turn,
      },
      sign,
    );
    const whole = h(
      "div",
      { class: "with-menu", onkeydown: pressed, onfocusout: left },
      button,
      list,
    );
    function turn() {
      const on = list.hidden;
      if (on)
        fill(
          list,
          actions().map(([name, act]) =>
            h(
              "button",
              {
                type: "button",
                onclick: () => {
                  close(true);
                  act();
                },
              },
              text(`conversations.${name}`),
            ),
          ),
        );
      list.hidden = !on;
      button.setAttribute("aria-expanded", String(on));
      if (on) list.firstChild.focus();
    }
    function close(refocus) {
      list.hidden = true;
      button.setAttribute("aria-expanded", "false");
      if (refocus) button.focus();
    }
    function pressed(event) {
      if (list.hidden) return;
      const options = [...list.children];
      const at = options.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") close(true);
      else if (step) options[(at + step + options.length) % options.length].focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
    function left(event) {
      if (!whole.contains(event.relatedTarget)) close(false);
    }
    return whole;
  }

  function list() {
    const { id } = current();
    const shown = store.listed();
    fill(title, current().title || text("conversations.untitled"));
    title.title = current().title;
    if (element.querySelector(".renaming")) return;
    const had = items.contains(document.activeElement)
      ? document.activeElement.closest("li")?.dataset.id
      : null;
    fill(
      items,
      shown.map((one) => item(one, one.id === id)),
    );
    if (!shown.length)
      fill(items, h("li", { class: "none soft small" }, text("conversations.none")));
    if (had) (titleOf(had) ?? element.querySelector(".new")).focus();
  }

  function titleOf(id) {
    return items.querySelector(`[data-id="${CSS.escape(id)}"] .title`);
  }

  function item(one, isCurrent) {
    const name = one.title || text("conversations.untitled");
    const li = h("li", { "data-id": one.id, class: isCurrent ? "current" : null });
    const open = h(
      "button",
      {
        type: "button",
        class: "title",
        "aria-current": isCurrent ? "true" : null,
        onclick: () => {
          opens(one.id);
          hide();
        },
      },
      name,
    );
    const more = menu(text("conversations.more", { title: name }), icon("more"), () => [
      ["rename", () => rename(li, one)],
      ["as_md", () => exported(store.found(one.id), "md")],
      ["as_pdf", () => exported(store.found(one.id), "pdf")],
      ["as_json", () => exported(store.found(one.id), "json")],
      ["delete", () => remove(one)],
    ]);
    li.append(open, more);
    return li;
  }

  function rename(li, one) {
    const box = h("input", {
      class: "field",
      "aria-label": text("conversations.rename_label"),
      maxlength: "120",
      value: one.title,
    });
    const form = h(
      "form",
      { class: "renaming", onsubmit: done, onkeydown: left },
      box,
      h("button", { class: "button little" }, text("conversations.save")),
    );
    function done(event) {
      event.preventDefault();
      const name = box.value.trim();
      form.remove();
      if (name) {
        const whole = current().id === one.id ? current() : store.found(one.id);
        whole.title = name;
        store.save(whole);
      }
      list();
      titleOf(one.id)?.focus();
    }
    function left(event) {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      form.remove();
      list();
      titleOf(one.id)?.focus();
    }
    fill(li, form);
    box.select();
  }

  function remove({ id, title: name }) {
    const gone = current().id === id ? structuredClone(current()) : store.found(id);
    const wasOpen = current().id === id;
    if (wasOpen) took(store.begun(gone.audience));
    store.remove(id);
    list();
    const undo = () => {
      store.save(gone);
      if (wasOpen) took(gone);
      list();
      titleOf(id)?.focus();
    };
    toast(text("conversations.deleted", { title: name }), { label: text("undo"), act: undo });
  }

  async function exported(conversation, format) {
    const file = `${
      conversation.title
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "")
        .slice(0, 50) || "conversation"
    }.${format}`;
    if (format === "json")
      return download(file, JSON.stringify(conversation, null, 2), "application/json");
    try {
      return download(file, await api.file("conversations/export", { conversation, format }));
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      return toast(error.message || text("failed_plainly"));
    }
  }

  async function picked() {
    const [file] = picker.files;
    picker.value = "";
    if (!file) return;
    if (file.size > LARGEST) return refused(text("conversations.too_large"));
    try {
      const { conversation } = await api.post("conversations/read", { text: await file.text() });
      conversation.id = store.name(); // a file is a copy: nothing that is here is overwritten
      store.save(conversation);
      took(conversation);
      hide();
      toast(text("conversations.imported", { title: conversation.title }));
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      refused(error.message);
    }
  }

  function refused(message) {
    toast(text("conversations.not_imported", { message }), null, 8_000);
  }

  function notKept() {
    fill(note, text("conversations.full"));
    announce(text("conversations.full"));
  }

  return { element, bar, veil, list, refused, notKept };
}

/** Honest about what leaves this browser. */
function whereKept(text) {
  const host = document.querySelector('meta[name="sent-to"]')?.content;
  const isCollected = document.querySelector('meta[name="collected"]');
  if (!host && !isCollected) return text("conversations.kept");
  return [
    text("conversations.kept_here"),
    host && text("conversations.sent", { host }),
    isCollected && text("conversations.collected"),
  ]
    .filter(Boolean)
    .join(" ");
}
