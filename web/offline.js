// The page's side of reading offline, loaded once the page can be used: registers the service
// worker, talks with it, and tells the app what a reader should know. Texts in and out are JSON.

const base = new URL("./", import.meta.url);
// The reader's word that nothing is to be kept of this site.
const REFUSED = `inkstone:offline ${base.pathname}`;
const HOUR = 3600 * 1000;
// Milliseconds until a worker that does not answer counts as ended by the browser.
const PATIENCE = 120 * 1000;

const workers = navigator.serviceWorker;
const watchers = new Set();
const state = {
  // "none": this browser or this host has no worker; "off": the reader wants none; "ready".
  worker: "none",
  // Whether the host can be reached.
  reached: navigator.onLine,
  // Whether a new version of the app waits for the reader's word.
  update: false,
  // Addresses of posts that have changed since they were shown.
  changed: [],
};

let registration = null;
let agreed = false;
let reloaded = false;
let checked = Date.now();

function set(changes) {
  Object.assign(state, changes);
  const text = JSON.stringify(state);
  for (const watcher of watchers) watcher(text);
}

// For tests and themes: "none", "off", "ready" (a worker is there), "kept" (what this page shows is).
function mark(word) {
  document.documentElement.dataset.offline = word;
}

// Calls `watcher` with the state, now and whenever it changes.
export function watch(watcher) {
  watchers.add(watcher);
  watcher(JSON.stringify(state));
}

function stored() {
  try {
    return localStorage.getItem(REFUSED);
  } catch {
    return null; // storage is blocked; then a worker would be as well
  }
}

// Registers the worker. A frame in somebody's page, a page without TLS and a browser without
// workers go on without one.
export async function start(boot) {
  const way = new URLSearchParams(location.search).get("sw");
  if (way === "off") await leave();
  if (way === "on") remember(true);
  mark("none");
  if (stored()) {
    mark("off");
    return set({ worker: "off" });
  }
  if (!workers || !isSecureContext || window !== window.top) return;
  workers.addEventListener("message", (event) => hear(event, boot));
  workers.startMessages();
  addEventListener("online", () => probe());
  addEventListener("offline", () => set({ reached: false }));
  addEventListener("visibilitychange", lookForUpdate);
  document.addEventListener("inkstone:rendered", visited);
  follow(workers.controller);
  let said;
  try {
    registration = await workers.register(new URL("sw.js", base), { scope: base.pathname, updateViaCache: "none" });
    watchUpdates();
    await workers.ready;
    // A worker that says nothing is one that ends all others.
    said = await ask({ type: "state", since: Date.now() - performance.now() }, 5000);
  } catch (error) {
    return console.info("inkstone: no offline reading:", error.message);
  }
  const changed = [...new Set([...state.changed, ...said.changed])];
  set({ worker: "ready", reached: said.reached && navigator.onLine, changed });
  visited();
}

// Tells the worker what this page has shown, so that it can be shown again without a network.
async function visited() {
  if (state.worker !== "ready") return;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const images = [...document.querySelectorAll(".post img, .summary img")].filter((image) => image.naturalWidth > 0);
  const post = document.querySelector(".post .raw")?.href;
  const pictures = navigator.connection?.saveData ? [] : images.map((image) => image.currentSrc).slice(0, 50);
  const ours = loaded.filter((address) => address.startsWith(base.href));
  const addresses = [...new Set([...ours, ...pictures, ...(post ? [post] : [])])];
  const title = document.querySelector(".post h1")?.textContent ?? "";
  const named = post ? { address: post, title } : null;
  mark("ready");
  await ask({ type: "visited", page: location.href, addresses, post: named }).then(() => mark("kept"), () => {});
}

function hear({ data, ports }, boot) {
  if (data.type === "which build") ports[0].postMessage(boot.script);
  if (data.type === "network") set({ reached: data.reached && navigator.onLine });
  if (data.type === "changed") set({ changed: [...new Set([...state.changed, data.address])] });
}

// A post's page shows the newest version again.
export function seen(address) {
  set({ changed: state.changed.filter((other) => other !== address) });
}

// Asks the worker; the answer is its own.
async function ask(message, patience = PATIENCE) {
  const worker = workers.controller ?? registration?.active;
  if (!worker) throw new Error("no worker");
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => reject(new Error("no answer")), patience);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.error) reject(new Error(data.error));
      else resolve(data.answer);
    };
    worker.postMessage(message, [port2]);
  });
}

// The same for the app, with dates as the page's language writes them.
export async function request(text) {
  const answer = await ask(JSON.parse(text));
  const date = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "medium" });
  for (const post of answer?.posts ?? []) post.refreshed = date.format(post.stored);
  return JSON.stringify(answer);
}

// Asks whether the host can be reached again.
export async function probe() {
  const { reached } = await ask({ type: "probe" }).catch(() => ({ reached: navigator.onLine }));
  set({ reached });
}

function watchUpdates() {
  const look = () => workers.controller && registration.waiting && set({ update: true });
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
}

// A page that stays open for days hears of new versions as well.
function lookForUpdate() {
  if (document.hidden || !registration || Date.now() - checked < HOUR) return;
  checked = Date.now();
  registration.update().catch(() => {});
}

// Another worker has taken over. The page whose reader agreed reloads, and those that nobody is
// looking at; whoever reads in another window is asked there.
function follow(controller) {
  let last = controller;
  workers.addEventListener("controllerchange", () => {
    const isFirst = !last;
    last = workers.controller;
    if (isFirst || !last) return;
    if (agreed || document.hidden) reload();
    else set({ update: true });
  });
}

function reload() {
  if (reloaded) return;
  reloaded = true;
  location.reload();
}

// The reader agrees to the new version.
export function takeOver() {
  agreed = true;
  if (registration?.waiting) registration.waiting.postMessage({ type: "take over" });
  else reload();
}

// The storage of this origin: `{ used, left, lasting }`, bytes; zeros where the browser does not say.
export async function storage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const lasting = (await navigator.storage?.persisted?.()) ?? false;
  return JSON.stringify({ used: usage, left: Math.max(0, quota - usage), lasting });
}

// Asks the browser not to clear this site's storage by itself; only when the reader saves something.
export async function persist() {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

// Removes the worker and all that it has kept, or lets it begin anew; then the page loads again.
export async function turn(on) {
  if (on) remember(true);
  else await leave();
  reload();
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(REFUSED);
    else localStorage.setItem(REFUSED, "off");
  } catch {}
}

// Needs nothing of the worker that it removes: `?sw=off` in an address is the way out of a broken one.
async function leave() {
  remember(false);
  const registrations = (await workers?.getRegistrations()) ?? [];
  for (const one of registrations) if (one.scope === base.href) await one.unregister();
  const names = (await self.caches?.keys()) ?? [];
  for (const name of names) if (name.startsWith(`inkstone ${base.pathname} `)) await caches.delete(name);
}
