// Figures as the table and the notes take them.

const WHAT = ["role", "level", "measure", "low", "high", "open_ended", "unit", "tier", "region", "period", "note"];
const LOOSE = new Set(["range", "band", "typical"]); // words for one kind of figure: from here to there

/** What a guide says several times is one figure with several places. */
export function distinct(figures) {
  const found = new Map();
  for (const one of figures) {
    const basis = LOOSE.has(one.basis) ? "range" : one.basis;
    const key = JSON.stringify([one.citation?.document, basis, ...WHAT.map((name) => one[name])]);
    const same = found.get(key);
    if (!same) found.set(key, { ...one, citations: one.citation ? [one.citation] : [] });
    else if (one.citation && !same.citations.some((other) => place(other) === place(one.citation))) same.citations.push(one.citation);
  }
  return [...found.values()];
}

/** Figures for the same thing on the same basis that are not the same, in groups. */
export function differing(figures) {
  const groups = new Map();
  for (const one of distinct(figures.filter(({ note }) => note === "guides differ"))) {
    const key = JSON.stringify([one.role, one.level, one.measure, one.region]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function place(citation) {
  return `${citation.passage} ${citation.from}`;
}
