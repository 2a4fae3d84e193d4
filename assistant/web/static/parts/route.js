// Where one is: "#/guides/first-ai-hire/abc?from=1&to=9" and back.

/** @returns {{room: string, parts: string[], query: Record<string, string>, link: string}} */
export function read(link) {
  const [way, asked = ""] = link.replace(/^#?\/?/, "").split(/\?(.*)/s);
  const [room, ...parts] = way.split("/").filter(Boolean).map(decoded);
  return { room: room ?? "", parts, query: Object.fromEntries(new URLSearchParams(asked)), link };
}

/** link("guides", ["pay", "pay#1"], { from: 1 }) -> "#/guides/pay/pay%231?from=1" */
export function link(room, parts = [], query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const asked = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  const way = [room, ...parts].map(encodeURIComponent).join("/");
  return `#/${way}${asked ? `?${asked}` : ""}`;
}

/** The link to the quoted words of a citation (or of a passage: then all of it). */
export function toSource({ document, passage, from, to }) {
  return link("guides", [document, passage], { from, to });
}

/** What a link to quoted words leads to, or null. */
export function sourceIn(address) {
  const { room, parts, query } = read(address);
  if (room !== "guides" || parts.length < 2) return null;
  return { document: parts[0], passage: parts[1], from: number(query.from), to: number(query.to) };
}

function number(words) {
  return /^\d{1,9}$/.test(words ?? "") ? Number(words) : undefined;
}

function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
