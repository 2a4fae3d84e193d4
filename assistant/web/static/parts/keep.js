// What this browser keeps. Without storage the page works, and forgets.

const PREFIX = "hiring-assistant";
const VERSION = 1;

/** A value, or what stands for it when there is none that can be read. */
export function kept(name, otherwise = null) {
  try {
    const found = localStorage.getItem(`${PREFIX}:${name}:${VERSION}`);
    return found === null ? otherwise : JSON.parse(found);
  } catch {
    return otherwise;
  }
}

/** Whether it could be kept. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`${PREFIX}:${name}:${VERSION}`);
    else localStorage.setItem(`${PREFIX}:${name}:${VERSION}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Names that begin like this. */
export function names(beginning) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`${PREFIX}:${beginning}`) && key.endsWith(`:${VERSION}`))
      .map((key) => key.slice(PREFIX.length + 1, -String(VERSION).length - 1));
  } catch {
    return [];
  }
}

/** Be told when another tab keeps something else: onChange(name). */
export function watch(onChange) {
  window.addEventListener("storage", ({ key }) => {
    const found = new RegExp(`^${PREFIX}:(.*):${VERSION}$`, "s").exec(key ?? "");
    if (found) onChange(found[1]);
  });
}
