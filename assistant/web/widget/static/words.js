// Every word a person reads here, from one JSON file of our own host.

import { filled } from "../../page/0/parts/text.js";

const OWN = new URL("words/en.json", import.meta.url);
const SITE = new URL("../../", import.meta.url);

/** text(key, values); a file that lacks a word, or cannot be had, falls back to ours. */
export async function words(address) {
  const [own, other] = await Promise.all([read(OWN), address ? read(within(address)) : {}]);
  const known = { ...own, ...other };
  return (key, values = {}) => {
    const found = typeof known[key] === typeof own[key] ? known[key] : own[key];
    return typeof found === "string" ? filled(found, values) : found;
  };
}

/** Only of our own host, and below where we are served. */
function within(address) {
  const found = new URL(address, SITE);
  return found.href.startsWith(SITE.href) ? found : OWN;
}

async function read(address) {
  try {
    const reply = await fetch(address);
    return reply.ok ? await reply.json() : {};
  } catch {
    return {};
  }
}
