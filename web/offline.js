// The page's side of reading offline, loaded once the page can be used: registers the service
// worker, talks with it, saves what the reader wants saved, and tells the app what a reader should
// know.

const base = new URL("./", import.meta.url);
// The reader's word that nothing is to be kept of this site.
const REFUSED = `inkstone:offline ${base.pathname}`;
const HOUR = 3600 * 1000;
// Milliseconds until a worker that does not answer counts as ended by the browser.
const PATIENCE = 120 * 1000;
// Milliseconds after which a worker that should have taken over is asked again.
const AGAIN = 2000;
// Milliseconds that a newer version that is still arriving may hold up one that the reader has agreed to.
const ARRIVAL = 10 * 1000;

const workers = navigator.serviceWorker;
const watchers = new Set();
const state = {
  // "unknown": nobody knows yet; "none": this browser or this host has no worker; "off": the reader wants
  // none; "ready".
  worker: "unknown",
  // Whether the host can be reached.
  reached: navigator.onLine,
  // Whether a new version of the app waits for the reader's word.
  update: false,
  // Addresses of posts that have changed since they were shown.
  changed: [],
};

let registration = null;
// When the reader agreed to the new version, in milliseconds since the page began; 0 before.
let agreed = 0;
let reloaded = false;
let checked = Date.now();

function set(changes) {
  Object.assign(state, changes);
  for (const watcher of watchers) watcher({ ...state });
}

// For tests and themes: "none", "off", "ready" (a worker is there), "kept" (what this page shows is).
function mark(word) {
  document.documentElement.dataset.offline = word;
}

// Calls `watcher` with the state, now and whenever it changes.
export function watch(watcher) {
  watchers.add(watcher);
  watcher({ ...state });
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
  // The worker that is let go still answers this page, and would keep what it reads.
  if (way === "off" && (await leave())) return reload();
  if (way === "on") remember(true);
  mark("none");
  if (stored()) {
    await dropCaches(); // a page that was open when the worker was let go may have had it keep more
    mark("off");
    return set({ worker: "off" });
  }
  if (!workers || !isSecureContext || window !== window.top) return set({ worker: "none" });
  workers.addEventListener("message", (event) => hear(event, boot));
  workers.startMessages();
  addEventListener("online", () => probe());
  addEventListener("offline", () => set({ reached: false }));
  addEventListener("visibilitychange", lookForUpdate);
  document.addEventListener("inkstone:rendered", visited);
  follow(workers.controller);
  const taken = new Promise((done) => workers.addEventListener("controllerchange", done, { once: true }));
  let said;
  try {
    const asked = workers.register(new URL("sw.js", base), { scope: base.pathname, updateViaCache: "none" });
    asked.catch(() => {});
    // A host that is silent about its worker holds up registering, but not the worker that is here.
    const here = await workers.getRegistration(base.href);
    registration = here?.active && here.scope === base.href ? here : await asked;
    watchUpdates();
    await workers.ready;
    // What the app fetches from here on is to come through the worker, which takes over in a moment.
    if (!workers.controller) await Promise.race([taken, new Promise((late) => setTimeout(late, 5000))]);
    // A worker that says nothing is one that ends all others.
    said = await ask({ type: "state", since: Date.now() - performance.now() }, 5000);
  } catch (error) {
    set({ worker: "none" });
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

// The posts that are here, `{ path, title }`, latest first.
export async function here() {
  return (await ask({ type: "here" })).posts.reverse();
}

// Dates as the page's language writes them.
function written(time) {
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "medium" }).format(time);
}

// A collection as far as it is here: its posts, their bytes, and when the oldest of them was last
// compared with the host. `wanted`: whether the reader has asked for it.
function progress(collection, posts) {
  const addresses = new Set(collection.posts.map(({ address }) => address));
  const ours = posts.filter(({ path, saved }) => saved && addresses.has(base.href + path));
  const oldest = Math.min(...ours.map(({ stored }) => stored));
  return {
    name: collection.name,
    title: collection.title,
    wanted: true,
    done: ours.length,
    all: addresses.size,
    bytes: ours.reduce((sum, { size }) => sum + size, 0),
    refreshed: ours.length > 0 ? written(oldest) : "",
    full: false,
    missing: 0,
  };
}

// How far the saving of `name` is.
export async function standing(name) {
  const { posts, collections } = await ask({ type: "here" });
  const found = collections.find((collection) => collection.name === name);
  return found ? progress(found, posts) : { wanted: false, done: 0, all: 0, bytes: 0, full: false, missing: 0 };
}

// All that is kept, and the storage of this origin in bytes; zeros where the browser does not say.
export async function listing() {
  const { posts, collections, pictures } = await ask({ type: "here" });
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const read = posts.filter(({ saved }) => !saved).reverse();
  return {
    collections: collections.map((collection) => progress(collection, posts)),
    read: read.map(({ path, title, size, stored }) => ({ path, title, bytes: size, refreshed: written(stored) })),
    pictures,
    used: usage,
    left: Math.max(0, quota - usage),
    lasting: (await navigator.storage?.persisted?.()) ?? false,
  };
}

// What the reader saves at once: what is written down of it.
export function collection(name, title, addresses, titles, others, pictures, illustrated) {
  const posts = addresses.map((address, at) => ({ address, title: titles[at] }));
  return { name, title, posts, others, pictures, illustrated };
}

// Posts in one message to the worker: a second or two on a slow line.
const AT_A_TIME = 8;
// Names of the savings that the reader has stopped.
const stopped = new Set();

// The reader saves something: only then is the browser asked not to clear this site's storage by itself.
export function begin(name) {
  stopped.delete(name);
  navigator.storage?.persist?.().catch(() => {});
}

export function stop(name) {
  stopped.add(name);
}

function chunks(list) {
  const parts = [];
  for (let at = 0; at < list.length; at += AT_A_TIME) parts.push(list.slice(at, at + AT_A_TIME));
  return parts;
}

// Saves a collection until it is here, is stopped or nothing more can be saved; how far it is then.
// `again`: asks for what is here already as well.
export async function save(collection, again, report) {
  const { name, posts, others, pictures } = collection;
  if (again) stopped.delete(name);
  const end = async (problem) => ({ ...(await standing(name)), ...problem });
  try {
    await ask({ type: "remember", collection });
  } catch {
    return end({ all: posts.length, full: true });
  }
  // Texts first, then what lists need, then pictures: what matters most is here soonest.
  const parts = [
    ...chunks(posts).map((posts) => ({ posts, others: [], pictures: [] })),
    ...chunks(others).map((others) => ({ posts: [], others, pictures: [] })),
    ...chunks(pictures).map((pictures) => ({ posts: [], others: [], pictures })),
  ];
  let done = 0;
  let missing = 0;
  for (const part of parts) {
    if (stopped.has(name)) return end();
    report(done, posts.length);
    const nothing = { failed: part.posts.length + part.others.length, full: false };
    const { failed, full } = await ask({ type: "save", again, ...part }).catch(() => nothing);
    if (full) return end({ full });
    // A picture that does not come may not be for us to keep.
    if (part.pictures.length === 0) missing += failed;
    done += part.posts.length;
  }
  // Posts with formulas or code read the same offline.
  await ask({ type: "complete", many: posts.length > 1 }).catch(() => {});
  return end({ missing });
}

async function saved(name) {
  return (await ask({ type: "here" })).collections.find((collection) => collection.name === name);
}

// Whether pictures were wanted with what is saved under `name`.
export async function illustrated(name) {
  return (await saved(name))?.illustrated ?? false;
}

// Compares what is saved under `name` with the host, and completes it.
export async function renew(name) {
  const found = await saved(name);
  if (found) await save({ others: [], pictures: [], ...found }, true, () => {});
}

// Removes what is saved under `name`.
export async function forget(name) {
  stopped.add(name);
  await ask({ type: "forget", name });
}

// Removes all posts and pictures.
export async function empty() {
  await ask({ type: "empty" });
}

// Asks whether the host can be reached again.
export async function probe() {
  const { reached } = await ask({ type: "probe" }).catch(() => ({ reached: navigator.onLine }));
  set({ reached });
}

function watchUpdates() {
  const look = () => {
    if (!workers.controller || !registration.waiting) return;
    if (agreed) askToTakeOver();
    else set({ update: true });
  };
  const attend = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", attend);
  attend(); // one that the browser has begun to install before this script came
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

// The reader agrees to the new version. A browser that ends the worker just then loses the word with it, so it
// is said until it has been heard.
export function takeOver() {
  if (!agreed) setInterval(askToTakeOver, AGAIN);
  agreed ||= performance.now();
  askToTakeOver();
}

// The newest version takes over: one that is just arriving would ask the reader anew right after the reload.
function askToTakeOver() {
  if (registration?.installing && performance.now() - agreed < ARRIVAL) return;
  if (registration?.waiting) registration.waiting.postMessage({ type: "take over" });
  else reload();
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

// Needs nothing of the worker that it removes: `?sw=off` in an address is the way out of a broken one. Whether
// there was one.
async function leave() {
  remember(false);
  const registrations = ((await workers?.getRegistrations()) ?? []).filter(({ scope }) => scope === base.href);
  for (const one of registrations) await one.unregister();
  await dropCaches();
  return registrations.length > 0;
}

async function dropCaches() {
  const names = (await self.caches?.keys()) ?? [];
  for (const name of names) if (name.startsWith(`inkstone ${base.pathname} `)) await caches.delete(name);
}
