// What <inkstone-list> shows: the newest posts of a blog, a category or a tag, from the files that the blog
// publishes for feed readers and for itself. No WebAssembly: what is read is a few texts and addresses, and they enter
// the page as texts and as addresses of the web.

// The most entries that a list shows, and the most files of a catalogue that are read to find them.
const most = { entries: 50, files: 8, lines: 100 };
const layouts = /^(cards|list|titles)$/;

/** The nodes of the list that `element` asks for. */
export async function show(element, signal, tools) {
  const { webAddress, catalogue, make } = tools;
  const root = new URL("./", webAddress(element.src || "")).href;
  const head = JSON.parse(await catalogue(root));
  const { site } = head;
  const layout = layouts.test(element.layout ?? "") ? element.layout : "list";
  const limit = Math.min(Math.max(Math.trunc(element.limit ?? 5) || 5, 1), most.entries);
  const wanted = { category: pathOf(element.category), tag: element.tag };
  const list = make("ul", { class: layout, part: "list", lang: site?.language });
  const seen = new Set();
  for await (const item of found(root, head, wanted, limit, signal, tools)) {
    const entry = entryOf(item, root, layout, site, tools);
    if (!entry || seen.has(entry.href)) continue;
    seen.add(entry.href);
    list.append(entry.node);
    if (list.childElementCount === limit) break;
  }
  if (!list.childElementCount) throw new RangeError(`${root} lists no such posts`);
  return list;
}

// A path as the blog writes it, without blanks around its names.
const pathOf = (text) => text?.trim().replace(/\s*\/[\s/]*/g, "/").replace(/^\/|\/$/g, "");

// A term's newest posts are in its feed, where the blog has one; a longer list is put together of the lists of all
// posts; what those do not reach is found through the files of the term, which know titles and dates only.
async function* found(root, head, { category, tag }, limit, signal, { once, request, textOf }) {
  const fileOf = async (path, options) => JSON.parse(await textOf(await request(root + path, options)));
  const itemsOf = async (path, options) => {
    const feed = await fileOf(path, options);
    return typeof feed.items === "object" ? feed.items : [];
  };
  const read = (path) => itemsOf(path, { signal });
  // What is named after what it holds is the same for all lists of the blog.
  const readOnce = (path) => once(root + path, () => itemsOf(path));
  if (category || tag) {
    const folder = category ? `categories/${category}` : `tags/${tag}`;
    let items = [];
    // A post of both is told from the others by the lists alone.
    if (!category || !tag) items = await read(`${encodeURI(folder).replace(/[?#]/g, encodeURIComponent)}/feed.json`).catch(() => []);
    signal.throwIfAborted();
    for (const item of items) yield item;
    if (items.length && (items.length >= limit || items.length < 10)) return;
  }
  let count = 0;
  for (let name; count < most.files && (name = nameAt(head.pages?.shards, count)); count += 1) {
    const items = await readOnce(`catalogue/${name}.json`);
    signal.throwIfAborted();
    for (const item of items) {
      if (category && !isIn(item?._inkstone?.categories, category)) continue;
      if (tag && !isAmong(item?.tags, tag)) continue;
      yield item;
    }
  }
  if (!(category || tag) || (!nameAt(head.pages?.shards, count) && !head.pages?.nodes)) return;
  const shard = async (name) => {
    const file = await once(`${root}catalogue/${name}.json`, () => fileOf(`catalogue/${name}.json`));
    signal.throwIfAborted();
    return file;
  };
  const inCategory = () => linesOf(head.categories, category.replaceAll("/", "\n"), shard);
  const both = tag && category && new Set();
  if (both) for (const [path] of await inCategory()) both.add(path);
  const lines = tag ? linesOf(head.tags, tag, shard) : inCategory();
  for (const [path, title, date] of await lines) {
    if (!both || both.has(path)) yield { title, date_published: date, _inkstone: { path } };
  }
}

// The posts of the term with this key, as its files name them: `crates/catalogue/src/terms.rs`. As everywhere in an element, no method
// of a list is used: pages replace them.
async function linesOf(file, key, shard) {
  const lines = new Set();
  const add = (more) => {
    let count = 0;
    for (const line of more ?? []) if ((count += 1) <= most.lines) lines.add(line);
  };
  try {
    const wanted = numberOf(key);
    let lists = isName(file) ? (await shard(file)).lists : null;
    const node = nameAt(lists?.nodes, begun(lists?.nodes, wanted, key));
    if (node) lists = await shard(node);
    const name = nameAt(lists?.shards, begun(lists?.shards, wanted, key));
    for (const term of name ? (await shard(name)).lists : []) {
      let own = "";
      for (const part of term.path) own += `\n${part}`;
      if (own !== `\n${key}`) continue;
      add(term.lines);
      for (let at = 0, name; at < most.files && (name = nameAt(term.pages?.shards, at)); at += 1) add((await shard(name)).lines);
    }
  } catch (error) {
    // The blog may have been built anew meanwhile: what was found stays. Whoever has left is told.
    if (error?.name === "AbortError") throw error;
  }
  return lines;
}

const isName = (name) => /^[0-9a-f]{16}$/.test(name ?? "");

// The name of a list's file number `at`.
function nameAt(files, at) {
  const name = `${files?.names ?? ""}`.slice(at * 16, (at + 1) * 16);
  return isName(name) ? name : undefined;
}

// The number of the last file that begins at or before a key; -1 where none does.
function begun(files, number, key) {
  const { keys = [], texts = [] } = files ?? {};
  let at = keys.length - 1;
  while (at >= 0 && (keys[at] > number || (keys[at] === number && (texts[at] ?? "") > key))) at -= 1;
  return at;
}

// Where a key is among others: the lower half of the catalogue's hash (`crates/catalogue/src/hash.rs`).
function numberOf(key) {
  const times = (one, other) => BigInt.asUintN(64, one * other);
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(key)) hash = times(hash ^ BigInt(byte), 0x100000001b3n);
  hash = times(hash ^ (hash >> 30n), 0xbf58476d1ce4e5b9n);
  hash = times(hash ^ (hash >> 27n), 0x94d049bb133111ebn);
  return Number(BigInt.asUintN(32, hash ^ (hash >> 31n)));
}

function isIn(categories, wanted) {
  for (const path of categories ?? []) {
    let all = "";
    for (const name of path) all += `${name}/`;
    if (all.startsWith(`${wanted}/`)) return true;
  }
  return false;
}

function isAmong(names, wanted) {
  for (const name of names ?? []) if (name === wanted) return true;
  return false;
}

const text = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");

function entryOf(item, root, layout, site, { webAddress, make, link, date, around }) {
  const address = (value, from) => {
    try {
      return value && webAddress(value, from).href;
    } catch {
      return ""; // no address of the web
    }
  };
  const own = item?._inkstone ?? {};
  const escape = (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
  const path = encodeURIComponent(text(own.path, 1000)).replace(/[!'()*]/g, escape).replaceAll("%2F", "/");
  const below = path.startsWith("pages/") ? path.slice(6) : path && `posts/${path}`;
  // Where it is not known where the blog lives, its lists know only paths.
  const url = address(text(item?.url, 2000), root);
  const home = address(text(site?.url, 2000)).replace(/\/?$/, "/");
  const href = below ? `${root + below}/` : url.startsWith(home) ? root + url.slice(home.length) : url;
  const title = text(item?.title, 500);
  if (!href || !title) return null;
  const language = text(item.language, 40);
  const day = date(text(item.date_published, 40), language || site?.language || around);
  const heading = make("h3", { part: "title" }, link(href, title));
  const attributes = { class: "summary", part: "entry", lang: language || null, dir: "auto" };
  if (layout === "titles") return { href, node: make("li", attributes, link(href, title, "title"), day) };
  const src = address(text(own.thumbnail, 2000) || text(item.image, 2000), root);
  const picture = src && make("img", {
    class: "summary-thumbnail", part: "thumbnail", src, alt: "", loading: "lazy", decoding: "async", referrerpolicy: "no-referrer",
  });
  if (picture) attributes.class += " has-thumbnail";
  if (picture) picture.addEventListener("error", () => (picture.dataset.failed = ""), { once: true });
  const excerpt = text(item.summary, 1000);
  const words = make(
    "div",
    {},
    day && make("p", { class: "summary-meta", part: "meta" }, day),
    heading,
    excerpt && make("p", { class: "summary-excerpt", part: "excerpt" }, excerpt),
  );
  return { href, node: make("li", attributes, words, picture) };
}
