// What pages ask of the worker in words. Each message is answered through the port that came with
// it, and is short work: a long saving is many messages, so that a page can stop it at any time
// and the browser never ends the worker in the middle.

// Set once the worker is told to go.
let isOff = false;

self.addEventListener("message", (event) => {
  const { data, ports } = event;
  const act = Object.hasOwn(acts, data?.type) && acts[data.type];
  if (!act) return;
  const answered = act(data).then(
    (answer) => ports[0]?.postMessage({ answer: answer ?? null }),
    (error) => ports[0]?.postMessage({ error: error.name || "Error" }),
  );
  event.waitUntil(answered);
});

const acts = {
  // The reader has agreed to the new version.
  async "take over"() {
    await self.skipWaiting();
  },

  // A page has shown what is at `addresses` before the worker could keep it.
  async visited({ page, addresses, post }) {
    for (const address of addresses) await visit(address).catch(() => {});
    if (post) await entitle(post).catch(() => {});
    if (page) await visitPage(page).catch(() => {});
    await dropIdleBuilds();
  },

  // The posts that are here.
  async here() {
    const posts = new Map();
    const saved = await entriesOf(names.saved);
    for (const [name, entries] of [[names.visited, await entriesOf(names.visited)], [names.saved, saved]]) {
      for (const { url, answer, size } of entries) {
        const { path } = locate(url);
        if (!path || !POST.test(path)) continue;
        posts.set(path, { path, title: titleOf(answer), size, stored: storedOf(answer), saved: name === names.saved });
      }
    }
    const sizeIn = async (name) => (await entriesOf(name)).reduce((sum, entry) => sum + entry.size, 0);
    const pictures = (await sizeIn(names.pictures)) + (await sizeIn(names.images));
    return { posts: [...posts.values()], collections: await collectionsOf(saved), pictures };
  },

  // Saves a few posts, with the shards and pictures that belong to them. `again`: asks for those
  // that are here already as well.
  async save({ posts, others, pictures, again }) {
    const report = { kept: 0, failed: 0, bytes: 0, full: false };
    const wanted = [
      ...posts.map(({ address, title }) => () => save("post", names.saved, address, again, title)),
      ...others.map((address) => () => save(kindOfAddress(address), names.saved, address, false)),
      ...pictures.map((address) => () => save(pictureKind(address), names.pictures, address, false)),
    ];
    await each(wanted, async (keepOne) => {
      if (report.full) return;
      try {
        report.bytes += await keepOne();
        report.kept += 1;
      } catch (error) {
        report.full ||= error.name === "QuotaExceededError";
        report.failed += 1;
      }
    });
    return report;
  },

  // Files of the app that not every page needs, for posts that will be read offline. Those in
  // folders are one a language of code: a post that was read has brought its own, `many` posts may
  // need any.
  async complete({ many }) {
    await each(Object.keys(FILES).filter((path) => many || !path.includes("/")), place);
  },

  // Writes down what the reader wanted saved, before the saving begins.
  async remember({ collection }) {
    const bytes = new TextEncoder().encode(JSON.stringify(collection));
    await keep(names.saved, collectionAddress(collection.name), bytes, "application/json");
    await sweep();
  },

  // Removes a collection, and what no other one holds.
  async forget({ name }) {
    await (await caches.open(names.saved)).delete(collectionAddress(name));
    await sweep();
  },

  // Whether the host was reached when it was last asked, and which posts have changed `since` a
  // page began to load: it may have shown an older one.
  async state({ since }) {
    return { reached, changed: [...changes].filter(([, at]) => at >= since).map(([address]) => address) };
  },

  // Asks whether the host can be reached again.
  async probe() {
    const answer = await ask(new Request(addressOf("catalogue.json"), { cache: "no-cache" }), ROOT_PATIENCE).catch(() => null);
    const copy = answer?.clone();
    await report(!!answer && (!!(await checked("root", answer.url, answer).catch(() => null)) || (await hasNone(copy))));
    return { reached };
  },

  // Removes all posts and pictures; the app stays.
  async empty() {
    for (const store of ["visited", "saved", "pictures", "images"]) await clear(names[store]);
    await forgetPages(() => true);
  },

  // Removes everything of this site, and itself.
  async off() {
    isOff = true;
    for (const name of await caches.keys()) if (name.startsWith(names.ours)) await caches.delete(name);
    await self.registration.unregister();
  },
};

const collectionAddress = (name) => addressOf(`saved?${encodeURIComponent(name)}`);

const isRecord = ({ url }) => url.startsWith(addressOf("saved?"));

async function collectionsOf(entries) {
  const found = entries.filter(isRecord);
  const read = await Promise.all(found.map(({ answer }) => answer.json().catch(() => null)));
  return read.filter((collection) => Array.isArray(collection?.posts));
}

// Lets everything saved go that no collection holds any more.
async function sweep() {
  const saved = await entriesOf(names.saved);
  const all = await collectionsOf(saved);
  // What a record names that cannot be read is not known to be anybody's no longer.
  if (all.length < saved.filter(isRecord).length) return;
  const addresses = all.flatMap(({ name, posts, others = [], pictures = [] }) =>
    [collectionAddress(name), ...posts.map(({ address }) => address), ...others, ...pictures]);
  const wanted = new Set(addresses.map((address) => new URL(address).href));
  for (const name of [names.saved, names.pictures]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    const left = (await cache.keys()).map(({ url }) => url).filter((url) => !wanted.has(url));
    await each(left, async (url) => {
      await cache.delete(url);
      if (POST.test(locate(url).path ?? "")) await forgetPage(url);
    });
  }
}

const pictureKind = (address) => (isMedia(locate(address).path) ? "media" : "image");

const kindOfAddress = (address, destination = "") =>
  kindOf({ method: "GET", mode: "cors", destination, path: locate(address).path }, FILES);

// Hosts whose pictures may be shown and not read, as far as this run of the worker knows.
const closedHosts = new Set();

// Keeps what a page has shown, from the browser's own cache where it is there still.
async function visit(address) {
  const kind = kindOfAddress(address, "image");
  if (kind === "file") return place(locate(address).path);
  if (!["root", "shard", "post", "style", "image", "foreign image"].includes(kind)) return;
  if (await kept([names.roots, names.visited, names.saved, names.pictures, names.images], address)) return;
  if (kind !== "foreign image") return learn(kind, address, await ask(new Request(address, { cache: "force-cache" })));
  const { host } = new URL(address);
  if (closedHosts.has(host)) return;
  const answer = await ask(readable(address)).catch(() => closedHosts.add(host) && null);
  if (answer) await learn("image", address, answer);
}

// Keeps the page that the host wrote for an address, if it starts this build.
async function visitPage(address) {
  const { path } = locate(address);
  if (path === null || isFile(path) || (await kept([own], pageAddress(path)))) return;
  const answer = await ask(new Request(withoutHash(address).split("?", 1)[0]));
  const bytes = await checked("page", answer.url, answer);
  const html = bytes && decoder().decode(bytes);
  if (!html || pageOf(locate(answer.url).path ?? "404.html") !== pageOf(path) || !isOfBuild(html, FILES)) return;
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "set-cookie"]) headers.delete(name);
  await put(own, pageAddress(path), () => new Response(settled(html, scope), { headers }));
  const cache = await caches.open(own);
  const visited = (await cache.keys()).filter(({ url }) => !Object.hasOwn(FILES, locate(url).path));
  for (const { url } of visited.slice(0, Math.max(0, visited.length - 100))) await cache.delete(url);
}

// Writes a post's title to its kept copy, for the list of what is here.
async function entitle({ address, title }) {
  const here = await kept([names.saved, names.visited], address);
  if (!here || titleOf(here.answer) === title) return;
  await keep(here.name, address, await here.answer.clone().arrayBuffer(), typeHeader(here.answer), title);
}

// Fetches and keeps one address; the bytes that it takes.
async function save(kind, name, address, again, title) {
  if (kind === "other") throw new Error("not of this site");
  const here = await kept([name], address);
  if (here && !again) return sizeOf(here.answer);
  const visited = !again && (await kept([names.visited, names.images], address));
  if (visited) {
    const bytes = await visited.answer.arrayBuffer();
    await keep(name, address, bytes, typeHeader(visited.answer), title || titleOf(visited.answer));
    await (await caches.open(visited.name)).delete(address);
    return bytes.byteLength;
  }
  const ours = locate(address).path !== null;
  const answer = await ask(ours ? new Request(address, { cache: "no-cache" }) : readable(address));
  const bytes = await checked(kind, address, answer);
  if (!bytes) throw new Error("not what was asked for");
  await keep(name, address, bytes, typeHeader(answer), title);
  return bytes.byteLength;
}
