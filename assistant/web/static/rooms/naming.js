// Names of roles and the like, as people write them.

const SHORT = new Set(["ai", "ml"]);

/** `ml engineer` -> `ML engineer`. */
export function written(name) {
  return name.split(" ").map((word) => (SHORT.has(word) ? word.toUpperCase() : word)).join(" ");
}

/** The same at the beginning of a line: `research engineer` -> `Research engineer`. */
export function titled(name) {
  const said = written(name);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
}
