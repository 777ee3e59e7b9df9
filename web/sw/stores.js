// What is kept and where: asking the host, checking its answer, storing it, making room.

const scope = new URL(self.registration.scope).pathname;
const names = cacheNames(scope);
const addressOf = (path) => new URL(path, self.registration.scope).href;

// An address's path below the site, and its query.
function locate(address) {
  const url = new URL(address);
  const path = url.origin === self.location.origin ? below(scope, url.pathname) : null;
  return { path, query: url.search.slice(1) };
}

// Does `act` with each of `list`, four at a time; ends with the first that fails.
async function each(list, act) {
  const left = list.values();
  const next = async () => {
    for (const one of left) await act(one);
  };
  await Promise.all([next(), next(), next(), next()]);
}

const hexOf = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return "sha256-" + btoa(String.fromCharCode(...digest));
}

// A kept answer and the store it is in; null when there is none, and when the browser refuses (a
// cache that was deleted this moment, a full disk): the network is asked then.
async function kept(stores, address) {
  for (const name of stores) {
    try {
      const answer = (await caches.has(name)) && (await (await caches.open(name)).match(address));
      if (answer) return { answer, name };
    } catch {}
  }
  return null;
}

// The last part of asking: whether `answer` may be kept as `kind`. Its bytes, or null.
async function checked(kind, address, answer) {
  const { path } = locate(address);
  const headers = answer.headers;
  const plain = !headers.get("content-encoding") && headers.get("content-length");
  if (answer.status !== 200 || answer.type === "opaque") return null;
  const bytes = await answer.arrayBuffer(); // rejects when the body breaks off
  const why = refusal(kind, {
    status: answer.status,
    opaque: answer.type === "opaque",
    // A picture may come from elsewhere if that host lets us read it; what is ours stays ours.
    moved: kind !== "image" && answer.url !== "" && withoutHash(answer.url) !== withoutHash(address),
    type: (headers.get("content-type") || "").toLowerCase(),
    promised: plain && answer.type === "basic" ? Number(plain) : null,
    size: bytes.byteLength,
    start: decoder().decode(bytes.slice(0, 256)),
  });
  if (why) return null;
  if (kind === "root" && !isRoot(path, decoder().decode(bytes), FORMAT)) return null;
  if (kind === "shard" && !(await isNamedByContent(path, bytes))) return null;
  return bytes;
}

const withoutHash = (address) => address.split("#", 1)[0];

// The catalogue's shards are named by the beginning of their SHA-256.
async function isNamedByContent(path, bytes) {
  const [, name] = /^catalogue\/(?:.+\/)?([0-9a-f]{16,64})\.json$/.exec(path) || [];
  return !name || hexOf(await crypto.subtle.digest("SHA-256", bytes)).startsWith(name);
}

// Asks the host; a host that says nothing for `patience` milliseconds counts as gone.
async function ask(request, patience = 30000) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    return await fetch(request, { signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}

// Stores bytes with what must be known of them later. An answer that is here already is replaced
// in one step or stays.
async function keep(name, address, bytes, type, title) {
  const headers = { "content-type": type, "x-inkstone-size": bytes.byteLength, "x-inkstone-stored": Date.now() };
  if (title) headers["x-inkstone-title"] = encodeURIComponent(title);
  await put(name, address, () => new Response(bytes, { headers }));
}

// Puts into a cache what `make` makes; when the disk is full, what matters less makes room.
async function put(name, address, make) {
  const lesser = lesserStores(name.slice(names.ours.length)).map((store) => names[store]);
  for (;;) {
    try {
      return await (await caches.open(name)).put(address, make());
    } catch (error) {
      if (error.name !== "QuotaExceededError" || lesser.length === 0) throw error;
      await clear(lesser.shift());
    }
  }
}

// Empties a cache. Deleted as a whole, its room would not be free before nobody holds it any more.
async function clear(name) {
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  for (const request of await cache.keys()) await cache.delete(request);
}

const sizeOf = (answer) => Number(answer.headers.get("x-inkstone-size")) || 0;
const storedOf = (answer) => Number(answer.headers.get("x-inkstone-stored")) || 0;
const titleOf = (answer) => decodeURIComponent(answer.headers.get("x-inkstone-title") || "");

// What a cache holds, least recently used first: `{ url, answer, size }`.
async function entriesOf(name) {
  if (!(await caches.has(name))) return [];
  const cache = await caches.open(name);
  const entries = await Promise.all(
    (await cache.keys()).map(async ({ url }) => ({ url, answer: await cache.match(url) })),
  );
  return entries.filter(({ answer }) => answer).map((entry) => ({ ...entry, size: sizeOf(entry.answer) }));
}

// Lets the least recently used go where a cache has grown over its limits.
async function trim(name, limits) {
  const gone = overflow(await entriesOf(name), limits);
  const cache = gone.length > 0 && (await caches.open(name));
  for (const url of gone) await cache.delete(url);
}

// Marks a kept answer as used; entries of the newer half are not worth the writing.
async function touch(name, address, answer) {
  const keys = await (await caches.open(name)).keys();
  if (keys.findIndex(({ url }) => url === address) >= keys.length / 2) return;
  await put(name, address, () => answer);
}

const decoder = () => new TextDecoder();
const same = (one, other) => {
  if (one.byteLength !== other.byteLength) return false;
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  return a.every((byte, at) => byte === b[at]);
};

// The open pages of this site; those of a neighbour below our root are not ours.
async function pages() {
  const all = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  return all.filter(isOurPage);
}

function isOurPage(page) {
  const { path } = locate(page.url);
  return path !== null && isRoute(path);
}

async function tell(message) {
  for (const page of await pages()) page.postMessage(message);
}
