// From the widget to the whole page: puts the conversation where that page keeps its own.
// Only what our own frame hands over is taken: a link from elsewhere could put words in our mouth.

import * as store from "../../page/0/ask/store.js";

const SITE = new URL("../../", import.meta.url);
const TEXTS = ["text", "kind", "layer"];

if (ours(document.referrer)) take();
location.replace(new URL("./#/ask", SITE).href);

function ours(address) {
  return address.startsWith(new URL("widget", SITE).href);
}

function take() {
  const found = unpacked(location.hash.slice(1));
  const turns = Array.isArray(found?.turns) ? found.turns.filter(isWhole) : [];
  if (!turns.length) return;
  const conversation = store.begun(found.audience === "candidate" ? "candidate" : "hiring");
  conversation.turns = turns.map(({ question, answer, verdict, when }) => ({
    question,
    answer,
    stopped: false,
    verdict: verdict ?? "",
    when: typeof when === "string" ? when : conversation.created,
  }));
  if (store.save(conversation)) store.isOpen(conversation.id);
}

function isWhole(turn) {
  const { question, answer } = turn ?? {};
  return typeof question === "string" && TEXTS.every((name) => typeof answer?.[name] === "string") && Array.isArray(answer.citations);
}

function unpacked(signs) {
  try {
    const bytes = Uint8Array.from(atob(signs.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
