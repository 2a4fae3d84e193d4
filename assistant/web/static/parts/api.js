// Asks our own server. When it is away or busy, says so on the page and asks again.

const ROOT = new URL("../../../", import.meta.url); // the page is two folders above the scripts
const BETWEEN = [400, 800, 1500, 3000, 5000];
const MOST_BUSY = 6;

/** What the server says is wrong: {code, message, request_id}. */
export class Refused extends Error {
  constructor({ code = "failed", message = "", request_id = "" }, status = 0) {
    super(message);
    this.name = "Refused";
    Object.assign(this, { code, request_id, status });
  }
}

/** The address of a route below /api, for links and pictures: address("figures.csv", { role }). */
export function address(path, query = {}) {
  const found = new URL(`api/${path}`, ROOT);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of [value].flat()) found.searchParams.append(name, one);
  }
  return found.href;
}

/** @param {{signal?: AbortSignal}} how to give up early */
export async function get(path, query = {}, { signal } = {}) {
  return (await asked(address(path, query), { signal })).json();
}

/** Send JSON, or a FormData as it is, and read JSON. */
export async function post(path, body, { signal } = {}) {
  return (await asked(address(path), { ...sending(body), signal })).json();
}

/** Send JSON and get a file: await file("decide/brief", {...}) -> Blob. */
export async function file(path, body, { signal } = {}) {
  return (await asked(address(path), { ...sending(body), signal })).blob();
}

/** Send JSON and be told each event: onEvent({ name, data }). */
export async function stream(path, body, onEvent, { signal } = {}) {
  const how = sending(body);
  how.headers.Accept = "text/event-stream";
  const reply = await asked(address(path), { ...how, signal });
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    kept += value.replaceAll("\r", "");
    const events = kept.split("\n\n");
    kept = events.pop();
    for (const event of events) told(event, onEvent);
  }
}

/** Whether the server answers; `connection` on document tells when that changes. */
export async function lives() {
  try {
    const reply = await fetch(new URL("live", ROOT), { cache: "no-store" });
    return reply.ok;
  } catch {
    return false;
  }
}

/** Resolves when the server answers again. */
export function back(signal) {
  waiting ??= waited().finally(() => (waiting = null));
  if (!signal) return waiting;
  return Promise.race([
    waiting,
    new Promise((_, stop) => signal.addEventListener("abort", () => stop(signal.reason))),
  ]);
}

/** Tell the page how the server is: "here", "busy" or "away". */
export function tell(state) {
  if (state === now) return;
  now = state;
  document.dispatchEvent(new CustomEvent("connection", { detail: { state } }));
}

let now = "here";
let waiting = null;

async function waited() {
  tell("away");
  for (let tried = 0; ; tried++) {
    await pause(BETWEEN[Math.min(tried, BETWEEN.length - 1)]);
    if (await lives()) break;
  }
  tell("here");
}

async function asked(url, how) {
  for (let busy = 0; ;) {
    const reply = await reached(url, how);
    if (reply === null || [502, 504].includes(reply.status)) {
      await back(how.signal);
      continue;
    }
    if ([429, 503].includes(reply.status) && busy++ < MOST_BUSY) {
      tell("busy");
      await pause(
        1000 * Math.min(10, Math.max(1, Number(reply.headers.get("Retry-After")) || busy)),
      );
      continue;
    }
    tell("here");
    if (!reply.ok) throw new Refused(await said(reply), reply.status);
    return reply;
  }
}

async function reached(url, how) {
  try {
    return await fetch(url, how);
  } catch (error) {
    if (how.signal?.aborted) throw error;
    return null;
  }
}

async function said(reply) {
  try {
    return await reply.json();
  } catch {
    return { code: `status ${reply.status}`, message: "" };
  }
}

function sending(body) {
  if (body instanceof FormData) return { method: "POST", body, headers: {} };
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  };
}

function told(event, onEvent) {
  let name = "message";
  const data = [];
  for (const line of event.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  if (data.length) onEvent({ name, data: JSON.parse(data.join("\n")) });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
