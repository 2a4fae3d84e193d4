// How the script and Gradio speak: hidden boxes and buttons one way, a hidden record the other.

const READY = 120_000;
const PARTS = [
  "#chat [role=log]",
  "#wire-asked :is(textarea, input)",
  "#wire-ask",
  "#wire-kept :is(textarea, input)",
  "#wire-open",
  "#wire-stop",
  "#wire-record",
  ".toast-wrap",
];

/** @returns {Promise<Wires>} once Gradio has drawn its parts */
export async function wired() {
  await Promise.all(PARTS.map(drawn));
  return new Wires();
}

class Wires {
  constructor() {
    this.record = document.querySelector("#wire-record");
    this.heard = () => {};
    this.last = "";
    /** With what status the last question was taken or refused, where the browser tells. */
    this.status = 0;
    new PerformanceObserver((seen) => {
      for (const { name, responseStatus } of seen.getEntries())
        if (name.includes("/queue/join")) this.status = responseStatus ?? 0;
    }).observe({ type: "resource" });
    const see = () => this.see();
    new MutationObserver(see).observe(this.record, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }

  /** Be told each record: {id, answer?, error?, opened?}. */
  listen(heard) {
    this.heard = heard;
  }

  ask(asked) {
    this.press("asked", "ask", JSON.stringify(asked));
  }

  reopen(conversation) {
    this.press("kept", "open", JSON.stringify(conversation));
  }

  stop() {
    document.querySelector("#wire-stop").click();
  }

  /** Whether the server has said that it has no time now. */
  get busy() {
    return [429, 503].includes(this.status);
  }

  press(box, button, words) {
    const area = document.querySelector(`#wire-${box} :is(textarea, input)`);
    const proto = area.tagName === "INPUT" ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(proto.prototype, "value").set.call(area, words);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector(`#wire-${button}`).click();
  }

  see() {
    const written = this.record.querySelector("p")?.textContent.trim() ?? "";
    if (!written || written === this.last) return;
    this.last = written;
    this.heard(decoded(written));
  }
}

function decoded(written) {
  const bytes = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

function drawn(selector) {
  const there = document.querySelector(selector);
  if (there) return Promise.resolve(there);
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error(`Gradio has not drawn ${selector}`)), READY);
    const watch = new MutationObserver(() => {
      const found = document.querySelector(selector);
      if (!found) return;
      watch.disconnect();
      clearTimeout(late);
      done(found);
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}
