// Every word a person reads is in text/<language>/<room>.json.

const LANGUAGE = "en";
const known = new Map();

/**
 * text(key, values) of a room: text("left", { n: 3 }) with "{n} questions left" in its file.
 * Keys may be nested ("error.away"); what a room does not know, the shell does. {n|one|many}
 * chooses by number: "{n} {n|question|questions}".
 */
export async function words(room) {
  const [own, shell] = await Promise.all([read(room), read("shell")]);
  return function text(key, values = {}) {
    const found = at(own, key) ?? at(shell, key);
    if (found === undefined) throw new Error(`text/${LANGUAGE}/${room}.json has no "${key}"`);
    return typeof found === "string" ? filled(found, values) : found;
  };
}

/** "{n} rows" with n = 3 -> "3 rows". */
export function filled(template, values) {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in values)) return whole;
    if (one === undefined) return String(values[name]);
    return Number(values[name]) === 1 ? one : many;
  });
}

function at(tree, key) {
  return key.split(".").reduce((found, part) => found?.[part], tree);
}

function read(room) {
  if (!known.has(room)) known.set(room, embedded(room) ?? fetched(room));
  return known.get(room);
}

// The page brings the words that its first view needs, so that nothing waits for them.
function embedded(room) {
  const found = document.getElementById(`words-${room}`);
  return found ? JSON.parse(found.textContent) : null;
}

async function fetched(room) {
  const reply = await fetch(new URL(`../text/${LANGUAGE}/${room}.json`, import.meta.url));
  if (!reply.ok) {
    known.delete(room);
    throw new Error(`The words of ${room} cannot be read: ${reply.status}`);
  }
  return reply.json();
}
