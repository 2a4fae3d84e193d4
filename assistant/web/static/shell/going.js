// Goes to an address of the page.

/** go("#/decide/first-hire?prototype=no"); with replace, the way back skips where one was. */
export function go(link, { replace = false } = {}) {
  if (replace) {
    history.replaceState(history.state, "", link);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else if (location.hash === link) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = link;
  }
}
