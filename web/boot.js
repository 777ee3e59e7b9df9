// Starts all that a first page needs at once: the app's JavaScript and WebAssembly, the
// catalogue's root and, on a post's address whose page does not hold the text yet, its Markdown
// and what renders it. Nothing here waits for another.
// The names between @ signs are filled in by the build, so that pages only ever name this file.

const files = {
  script: "@app.js@",
  wasm: "@app.wasm@",
  renderer: "@renderer.js@",
  rendererWasm: "@renderer.wasm@",
  dompurify: "@vendor/dompurify/purify.es.mjs@",
  offline: "@offline.js@",
};
const base = new URL("./", import.meta.url);
const page = document.documentElement;
const patience = 8000; // milliseconds until a server that says nothing counts as gone

// The address will change below the page, and a relative icon would be looked for elsewhere.
for (const icon of document.querySelectorAll("link[rel~=icon]")) icon.href = icon.href;

const early = new Map();

function begin(path) {
  const url = new URL(path, base).href;
  if (!url.startsWith(base.href)) return;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new DOMException("no answer", "TimeoutError")), patience);
  const answer = fetch(url, { signal: abort.signal }).finally(() => clearTimeout(timer));
  answer.catch(() => {}); // whoever takes it hears of the failure
  early.set(url, answer);
}

// Whether the builder's text stands in the page; the app takes its record away with it.
const isWritten = () => document.getElementById("inkstone-page") !== null;

function fileOfThisPost() {
  const named = document.querySelector('meta[name="inkstone:file"]');
  if (named) return "posts/" + named.content.split("/").map(encodeURIComponent).join("/");
  const path = location.pathname.startsWith(base.pathname) ? location.pathname.slice(base.pathname.length) : "";
  const key = path.replace(/\/(index\.html)?$/, "");
  return key.startsWith("posts/") && key.length > 6 ? key + ".md" : null;
}

const failures = {
  en: ["The app could not start", "The network may have broken off, or this browser is too old for it.", "Reload", "Read the plain text"],
  zh: ["应用未能启动", "网络可能中断了，或者浏览器版本太旧。", "刷新", "阅读纯文本"],
};

// Shown when the app cannot run: never a white page, and the post's text stays one click away.
function fail(report) {
  if (page.dataset.inkstone === "failed") return;
  page.dataset.inkstone = "failed";
  console.error("inkstone:", report);
  // What is there stays, and a dead app takes no link away from the browser.
  addEventListener("click", (event) => event.target.closest("a") && event.stopImmediatePropagation(), true);
  if (isWritten()) return;
  const [title, text, reload, raw] = failures[page.lang.slice(0, 2)] || failures.en;
  const add = (parent, name, content) => {
    const element = parent.appendChild(document.createElement(name));
    if (content) element.textContent = content;
    return element;
  };
  const main = document.createElement("main");
  main.id = "main";
  const notice = add(main, "section");
  notice.className = "notice";
  notice.dataset.kind = "app";
  add(notice, "h1", title);
  add(notice, "p", text);
  const actions = add(notice, "p");
  const button = add(actions, "button", reload);
  button.type = "button";
  button.className = "retry";
  button.onclick = () => location.reload();
  const file = fileOfThisPost();
  if (file) {
    actions.append(" ");
    add(actions, "a", raw).href = new URL(file, base).href;
  }
  add(add(notice, "details"), "pre", String(report)).parentNode.prepend(
    Object.assign(document.createElement("summary"), { textContent: navigator.userAgent }),
  );
  document.getElementById("inkstone").replaceChildren(main);
}

const modules = {
  dompurify: () => import(new URL(files.dompurify, base).href),
  // Reads and renders posts; lists do without it.
  async renderer() {
    const wasm = fetch(new URL(files.rendererWasm, base));
    wasm.catch(() => {}); // the import below may fail first
    const module = await import(new URL(files.renderer, base).href);
    await module.default({ module_or_path: wasm });
    return module;
  },
  // Registers the service worker: never before the page can be used.
  async offline() {
    await idle();
    const module = await import(new URL(files.offline, base).href);
    await module.start(boot);
    return module;
  },
};
const loaded = new Map();

// Resolves when the page has nothing better to do.
async function idle() {
  const whole = new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  const late = new Promise((resolve) => setTimeout(resolve, 5000));
  if (document.readyState !== "complete") await Promise.race([whole, late]);
  await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 2000 }));
}

// A module that not every page needs: once for all, and anew after a failure.
function load(name) {
  if (!loaded.has(name)) {
    const module = modules[name]();
    module.catch(() => loaded.delete(name));
    loaded.set(name, module);
  }
  return loaded.get(name);
}

// What the app gets of us.
const boot = {
  base: base.href,
  // The address of this script, which says what build the page is of.
  script: import.meta.url,
  // The answer to a request that was begun early, once.
  take(url) {
    const answer = early.get(url);
    early.delete(url);
    return answer;
  },
  load,
  fail,
};

const wasm = fetch(new URL(files.wasm, base));
wasm.catch(() => {}); // the script below may fail first
const script = import(new URL(files.script, base).href);
begin("catalogue.json");
const file = fileOfThisPost();
if (file && !isWritten()) {
  begin(file);
  load("renderer");
}

try {
  const app = await script;
  await app.default({ module_or_path: wasm });
  app.start(boot);
  load("offline").catch(() => {}); // a page without it reads as well
} catch (error) {
  fail(error);
}
