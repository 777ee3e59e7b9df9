// Answers to the requests of pages.

// Milliseconds that the root may take when an older one is at hand.
const ROOT_PATIENCE = 3000;
// The same for the page of a post, for which the shell is at hand.
const PAGE_PATIENCE = 1000;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { path, query } = locate(request.url);
  const kind = kindOf({ method: request.method, mode: request.mode, destination: request.destination, path }, FILES);
  const answer = answers[kind];
  // Pictures of other hosts are none of our business as long as the network is there.
  if (!answer || isOff || (kind === "foreign image" && reached && navigator.onLine)) return;
  event.respondWith(answer(event, path, query));
});

const answers = {
  // The page as the host wrote it, if it is of this build and was visited; else the shell.
  // Where the build's cache is gone, page and app both come from the network.
  async page(event, path, query) {
    if (new URLSearchParams(query).get("sw") === "off") return fetch(event.request);
    const here = await kept([own], pageAddress(path));
    const shell = await kept([own], addressOf(SHELL));
    if (!shell) event.waitUntil(install().catch(() => self.registration.update()).catch(() => {}));
    const page = here || (shell && ((await hostPage(event.request.url, path)) || shell));
    return page ? page.answer : fetch(event.request);
  },

  // A page that the app may not know: the host decides; offline, what was visited.
  async "stray page"(event, path) {
    try {
      return await fetch(event.request);
    } catch (error) {
      const page = await kept([own], pageAddress(path));
      if (page) return page.answer;
      throw error;
    }
  },

  // Named by its content, or checked against it: any build's copy is the right one. Where a part
  // of this build is lost and the host has another, the build goes as a whole, and the next page
  // comes from the network.
  async file(event, path) {
    const here = (await kept([own], addressOf(path))) || (await kept(await buildCaches(), addressOf(path)));
    if (here) return here.answer;
    const answer = await fetch(event.request);
    const copy = answer.clone();
    event.waitUntil(store(path, copy).then((stored) => stored || !FILES[path].first || caches.delete(own), () => {}));
    return answer;
  },

  // Of a build that some page still runs.
  async "old file"(event, path) {
    const here = await kept(await buildCaches(), addressOf(path));
    return here ? here.answer : fetch(event.request);
  },

  // Network first: the only file of the catalogue that changes under its name.
  async root(event) {
    const address = withoutHash(event.request.url);
    const here = await kept([names.roots], address);
    if (!here) return fetched(event, "root", address);
    const asked = freshRoot(address, here.answer.clone());
    const late = new Promise((_, reject) => setTimeout(reject, ROOT_PATIENCE, new Error("late")));
    // What comes late is kept for the next time.
    event.waitUntil(asked.then(() => report(true), () => {}));
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      event.waitUntil(report(!!error.reached));
      return here.answer;
    }
  },

  // Never changes under its name.
  async shard(event) {
    const address = withoutHash(event.request.url);
    const here = await kept([names.saved, names.visited], address);
    if (here) return here.answer;
    return fetched(event, "shard", address);
  },

  // What is here at once, and what is newer behind it.
  async post(event) {
    const address = withoutHash(event.request.url);
    const here = await kept([names.saved, names.visited], address);
    if (!here) return fetched(event, "post", address);
    event.waitUntil(refresh(address).catch(() => {}));
    return here.answer;
  },

  // The owner's own style sheet, which lies with the posts.
  async style(event) {
    const address = withoutHash(event.request.url);
    const here = await kept([names.visited], address);
    if (!here) return fetched(event, "style", address);
    const newer = ask(new Request(address, { cache: "no-cache" }));
    event.waitUntil(newer.then((answer) => learn("style", address, answer)).catch(() => {}));
    return here.answer;
  },

  async image(event) {
    const address = withoutHash(event.request.url);
    const here = await kept([names.pictures, names.images], address);
    if (!here) return fetched(event, "image", address);
    event.waitUntil(used(here, address).catch(() => {}));
    return ranged(event.request, here.answer);
  },

  // Players ask for parts, and get parts of what is saved.
  async media(event) {
    const here = await kept([names.pictures], withoutHash(event.request.url));
    return here ? ranged(event.request, here.answer) : fetch(event.request);
  },

  async "foreign image"(event) {
    const here = await kept([names.pictures, names.images], withoutHash(event.request.url));
    return here ? here.answer : fetch(event.request);
  },
};

// The host's page of a post that was not read yet, kept if it is of this build: it has the text, and
// says which file that is of. Where it does not come soon, the app finds out by itself.
async function hostPage(address, path) {
  if (!path.startsWith("posts/") || !reached || !navigator.onLine) return null;
  const late = new Promise((resolve) => setTimeout(resolve, PAGE_PATIENCE));
  await Promise.race([visitPage(address).catch(() => {}), late]);
  return kept([own], pageAddress(path));
}

// Whether the host was reached when it was last asked.
let reached = true;

async function report(now) {
  const isNews = !now || !reached;
  reached = now;
  if (isNews) await tell({ type: "network", reached });
}

// Only pictures that their host lets us read can be checked, so only those are kept.
const readable = (address) =>
  new Request(address, { mode: "cors", credentials: "omit", referrerPolicy: "no-referrer" });
const pageAddress = (path) => addressOf(pageOf(path) || "./");
const typeHeader = (answer) => answer.headers.get("content-type") || "application/octet-stream";

// The network's answer, kept when it is what was asked for.
async function fetched(event, kind, address) {
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    const learning = isFromOurs(event).then((isOurs) => isOurs && learn(kind, address, copy));
    event.waitUntil(learning.then((isKept) => isKept && report(true)).catch(() => {}));
    return answer;
  } catch (error) {
    // A page that hangs up has nothing to do with the network.
    if (error.name !== "AbortError") event.waitUntil(report(false));
    throw error;
  }
}

// Whether a page of the app asks. What a neighbour below our root shows is not ours to keep; what our other
// pages show they tell (`visited`).
async function isFromOurs({ clientId }) {
  const page = await self.clients.get(clientId);
  return !!page && isOurPage(page);
}

// Keeps an answer where its kind belongs; whether it was kept.
async function learn(kind, address, answer, title) {
  const bytes = await checked(kind, address, answer);
  if (!bytes) return false;
  const store = { image: "images", root: "roots" }[kind] || "visited";
  await keep(names[store], address, bytes, typeHeader(answer), title);
  if (LIMITS[store]) await trim(names[store], LIMITS[store]);
  return true;
}

// The host's root, if it is one. With a new one the lists that the host wrote for the old are
// out of date.
async function freshRoot(address, old) {
  const answer = await ask(new Request(address, { cache: "no-cache" }));
  const copy = answer.clone();
  const bytes = await checked("root", address, answer);
  if (!bytes) throw Object.assign(new Error("not the root"), { reached: await hasNone(copy) });
  await keep(names.roots, address, bytes, typeHeader(answer)).catch(() => {}); // a full disk
  if (!same(bytes, await old.arrayBuffer())) {
    await forgetPages((path) => !path.startsWith("posts/"));
  }
  return new Response(bytes, { headers: { "content-type": typeHeader(answer) } });
}

// Whether the host itself says that it has no root that this build can read: none, or a newer one.
async function hasNone(answer) {
  return answer.status === 404 || (answer.status === 200 && isNewerRoot(await answer.text().catch(() => ""), FORMAT));
}

// Lets those of the host's own pages go that `isGone` says of their paths.
async function forgetPages(isGone) {
  const cache = await caches.open(own);
  for (const { url } of await cache.keys()) {
    const { path } = locate(url);
    if (!Object.hasOwn(FILES, path) && isGone(path)) await cache.delete(url);
  }
}

// When posts were found to have changed, as far as this run of the worker knows.
const changes = new Map();

// Asks for a kept post again and tells the pages when it has changed. Whether it has.
async function refresh(address) {
  const here = await kept([names.saved, names.visited], address);
  const answer = await ask(new Request(address, { cache: "no-cache" }));
  const bytes = await checked("post", address, answer);
  if (!bytes || !here) return false;
  const changed = !same(bytes, await here.answer.clone().arrayBuffer());
  await keep(here.name, address, bytes, typeHeader(answer), titleOf(here.answer));
  if (changed) {
    await forgetPage(address);
    changes.set(address, Date.now());
    await tell({ type: "changed", address });
  }
  return changed;
}

// The page that the host wrote for a post holds the same text, and goes with it.
async function forgetPage(address) {
  const page = locate(address).path.replace(/(\/index)?\.[a-z]+$/i, "");
  await (await caches.open(own)).delete(pageAddress(page));
}

// A picture from the cache was shown: it moves to the end of the queue, and is asked for again
// when it has been here for long.
async function used({ answer, name }, address) {
  if (isOld(storedOf(answer), Date.now())) {
    const fresh = await ask(locate(address).path === null ? readable(address) : new Request(address, { cache: "no-cache" }));
    const bytes = await checked("image", address, fresh);
    if (bytes) return keep(name, address, bytes, typeHeader(fresh));
  }
  if (name === names.images) await touch(name, address, (await kept([name], address)).answer);
}

// The part of a whole answer that a Range header asks for.
async function ranged(request, answer) {
  const header = request.headers.get("range");
  if (!header) return answer;
  const bytes = await answer.arrayBuffer();
  const size = bytes.byteLength;
  const range = rangeOf(header, size);
  const type = typeHeader(answer);
  if (range === null) return new Response(bytes, { headers: { "content-type": type, "accept-ranges": "bytes" } });
  if (range === undefined) return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  const { start, end } = range;
  const headers = { "content-type": type, "content-range": `bytes ${start}-${end - 1}/${size}`, "accept-ranges": "bytes" };
  return new Response(bytes.slice(start, end), { status: 206, headers });
}
