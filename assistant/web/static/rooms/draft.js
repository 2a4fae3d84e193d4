// What one has typed and not sent, kept for this tab alone.

/** The words kept under a name, or nothing. */
export function drafted(name) {
  try {
    return sessionStorage.getItem(`draft:${name}`) ?? "";
  } catch {
    return "";
  }
}

/** Keep them; where the browser keeps nothing for us, they are still on the page. */
export function draft(name, words) {
  try {
    sessionStorage.setItem(`draft:${name}`, words);
  } catch {
    // Storage is refused or full.
  }
}
