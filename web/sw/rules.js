// The worker's decisions, apart from what it does about them: no network, no cache, no clock.
// Unit tests run this file without a browser (tests/worker). Paths are below the site's root,
// percent-encoded as they stand in the address, without query and without a leading slash.

// Names of the caches of the site at `scope`, a path. No path holds a blank, so the names of one
// site never begin like those of a neighbour on the same origin.
function cacheNames(scope) {
  const ours = `inkstone ${scope} `;
  return {
    ours,
    builds: `${ours}build `,
    build: (id) => `${ours}build ${id}`,
    roots: `${ours}roots`, // what names everything else: the catalogue's root
    visited: `${ours}visited`, // posts that were read, and the shards of lists that were seen
    saved: `${ours}saved`, // what the reader saved
    pictures: `${ours}pictures`, // pictures of saved posts
    images: `${ours}images`, // pictures that were seen
  };
}

// The path of `pathname` below `scope`; null when it lies elsewhere.
function below(scope, pathname) {
  return pathname.startsWith(scope) ? pathname.slice(scope.length) : null;
}

const POST = /^posts\/.+\.(md|markdown|mdown|mkd|mkdn)$/i;

// Whether a path names a file rather than a page; crates/views/src/route.rs has the same rule.
function isFile(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [, extension] = /\.([a-z0-9]{2,5})$/i.exec(name) || [];
  return !!extension && extension !== "html" && /[a-z]/i.test(extension);
}

// Whether the app itself answers this path, whatever the host has there.
function isRoute(path) {
  const page = pageOf(path);
  return page === "" || /^(posts|page|archive|categories|tags|search|saved)(\/|$)/.test(page);
}

// One name for the spellings of a page's path: `a`, `a/` and `a/index.html`.
function pageOf(path) {
  return path.replace(/(^|\/)index\.html$/, "$1").replace(/\/$/, "");
}

// What a request is for. `files`: the app's files by path.
function kindOf({ method, mode, destination, path }, files) {
  if (method !== "GET") return "other";
  if (path === null) return destination === "image" ? "foreign image" : "other";
  if (POST.test(path)) return "post";
  if (/^posts\/.+\.css$/i.test(path) && mode !== "navigate") return "style";
  if (mode === "navigate") return isFile(path) ? "other" : isRoute(path) ? "page" : "stray page";
  if (Object.hasOwn(files, path)) return "file";
  if (/-[0-9a-f]{8,}((_bg)?\.(js|mjs|wasm|css)|\/[^/]+\.(js|mjs|txt))$/.test(path)) return "old file";
  if (/^(catalogue|search)\/(.+\/)?[0-9a-f]{16,64}\.[a-z0-9]+$/.test(path)) return "shard";
  if (/^(catalogue\.json|posts\/index\.txt|posts\/inkstone\.yaml|search\.json)$/.test(path)) return "root";
  if (/^(catalogue|search)\//.test(path)) return "root";
  if (destination === "audio" || destination === "video") return "media";
  return destination === "image" ? "image" : "other";
}

// Whether a path names sound or film, which is kept only with a saved post.
function isMedia(path) {
  return path !== null && /\.(aac|flac|m4a|m4v|mov|mp3|mp4|oga|ogg|ogv|opus|wav|webm)$/i.test(path);
}

const MEGABYTE = 1024 * 1024;
// The most bytes of each kind; larger answers are shown and not kept.
const LARGEST = { style: 1, page: 4, root: 16, shard: 16, post: 9, image: 10, media: 50 };
// What is kept without being asked to: entries and bytes, the least recently used go first.
const LIMITS = {
  visited: { entries: 2000, bytes: 50 * MEGABYTE },
  images: { entries: 200, bytes: 50 * MEGABYTE },
};

// Why an answer is not what was asked for, so that it is not kept; null when it is.
// `promised`: the content-length, where the body was not compressed on its way; `start`: the
// body's first characters.
function refusal(kind, { status, opaque, moved, type, promised, size, start }) {
  if (opaque) return "opaque";
  if (status !== 200) return "status";
  if (moved) return "address";
  if (size > LARGEST[kind] * MEGABYTE) return "size";
  if (promised !== null && promised !== size) return "length";
  const isPage = /^\s*<(!doctype\s+html|html[\s>])/i.test(start);
  const isHtml = type.startsWith("text/html");
  if (kind === "page") return isHtml && isPage ? null : "type";
  if (isHtml || isPage) return "type"; // a captive portal, or a host's own page with status 200
  if (kind === "style") return type.startsWith("text/css") ? null : "type";
  if (kind === "media") return /^(audio\/|video\/|application\/(ogg|octet-stream))/.test(type) && size > 0 ? null : "type";
  if (kind === "image") return type.startsWith("image/") && size > 0 ? null : "type";
  return null;
}

// Whether a text is a root that this build of the app can read, up to `format`; while the host has
// a newer one, an older is better than none.
function isRoot(path, text, format) {
  if (path !== "catalogue.json") return !path.endsWith(".json") || isJson(text);
  try {
    const root = JSON.parse(text);
    return root !== null && Number.isInteger(root.format) && root.format <= format && typeof root.site === "object";
  } catch {
    return false;
  }
}

// Whether a text is a root that only a newer build of the app can read.
function isNewerRoot(text, format) {
  try {
    const found = JSON.parse(text)?.format;
    return Number.isInteger(found) && found > format;
  } catch {
    return false;
  }
}

function isJson(text) {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

// Whether a page that the host wrote starts this build: every script and style of the app that it
// names is a file of it, and the boot script is among them.
function isOfBuild(html, files) {
  const tags = html.match(/<(script|link)\b[^>]*>/g) || [];
  const names = tags.filter((tag) => /^<script|rel="?(stylesheet|inkstone-late|modulepreload|preload)\b/.test(tag))
    .map((tag) => /\b(?:src|href)="(?:\.\.?\/)+([^"?]+)"/.exec(tag)?.[1])
    .filter((name) => /^[^/]+\.(js|mjs|css|wasm)$/.test(name));
  return names.some((name) => BOOT.test(name)) && names.every((name) => Object.hasOwn(files, name));
}

// The boot script, by which pages name the app.
const BOOT = /^boot-[0-9a-f]+\.js$/;

// A page of the host as it is kept: its addresses fit wherever it is shown.
function settled(html, scope) {
  const [, steps] = /\bsrc="((?:\.\.?\/)+)boot-[0-9a-f]+\.js"/.exec(html) || [];
  return steps ? html.replaceAll(`="${steps}`, `="${scope}`) : html;
}

// What goes first when the disk is full and `store` needs room: pictures before texts, and what
// was only seen before what was saved.
function lesserStores(store) {
  return { roots: ["images", "visited"], saved: ["images", "visited", "pictures"] }[store] || (store === "images" ? [] : ["images"]);
}

// Which of `entries` (least recently used first, each `{ url, size }`) have to go.
function overflow(entries, { entries: most, bytes }) {
  let left = entries.length;
  let size = entries.reduce((sum, entry) => sum + entry.size, 0);
  const gone = [];
  for (const entry of entries) {
    if (left <= most && size <= bytes) break;
    gone.push(entry.url);
    left -= 1;
    size -= entry.size;
  }
  return gone;
}

// Which builds' caches may go. `running`: the build of each open page, undefined where a page did
// not say; such a page may be of any build.
function idleBuilds(builds, own, running) {
  const unknown = running.some((build) => build === undefined);
  return unknown ? [] : builds.filter((build) => build !== own && !running.includes(build));
}

// The bytes that a Range header asks for, `{ start, end }` with `end` beyond the last; null when
// the whole is to be sent, undefined when there are no such bytes. Several ranges: the whole.
function rangeOf(header, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) || [];
  if (first === undefined || (first === "" && last === "")) return null;
  if (first === "") return last === "0" || size === 0 ? undefined : { start: Math.max(0, size - Number(last)), end: size };
  const start = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (start >= size) return undefined;
  return end > start ? { start, end } : null;
}

// Whether a picture is asked for again behind the reader's back: after a week. A time in the
// future is a clock that was set back.
function isOld(stored, now) {
  const week = 7 * 24 * 3600 * 1000;
  return !(stored <= now && now - stored < week);
}

// The type under which a file of the app is kept, whatever the host called it.
function typeOf(path) {
  const types = {
    __proto__: null,
    css: "text/css; charset=utf-8",
    html: "text/html; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    json: "application/json",
    mjs: "text/javascript; charset=utf-8",
    png: "image/png",
    svg: "image/svg+xml",
    wasm: "application/wasm",
    webmanifest: "application/manifest+json",
    woff2: "font/woff2",
  };
  return types[path.slice(path.lastIndexOf(".") + 1)] || "application/octet-stream";
}
