// Starts all that a first page needs at once: the app's JavaScript and WebAssembly, the
// catalogue's root and, on a post's address whose page does not hold the text yet, its Markdown
// and what renders it. Nothing here waits for another.
// The names between @ signs are filled in by the build, so that pages only ever name this file;
// beside each name stands what the file must hash to.

const files = {
  script: ["@app.js@", "@integrity:app.js@"],
  wasm: ["@app.wasm@", "@integrity:app.wasm@"],
  renderer: ["@renderer.js@", "@integrity:renderer.js@"],
  rendererWasm: ["@renderer.wasm@", "@integrity:renderer.wasm@"],
  // What few posts need besides.
  frontMatter: ["@front-matter.js@", "@integrity:front-matter.js@"],
  frontMatterWasm: ["@front-matter.wasm@", "@integrity:front-matter.wasm@"],
  tags: ["@tags.js@", "@integrity:tags.js@"],
  tagsWasm: ["@tags.wasm@", "@integrity:tags.wasm@"],
  names: ["@names.js@", "@integrity:names.js@"],
  // Makes the catalogue of a blog that has none.
  cataloguer: ["@cataloguer.js@", "@integrity:cataloguer.js@"],
  cataloguerWasm: ["@cataloguer.wasm@", "@integrity:cataloguer.wasm@"],
  dompurify: ["@vendor/dompurify/purify.es.mjs@", "@integrity:vendor/dompurify/purify.es.mjs@"],
  // What a post's page adds to its text, and the parts of it that few posts need.
  article: ["@article/article.js@", "@integrity:article/article.js@"],
  code: ["@article/code.js@", "@integrity:article/code.js@"],
  codeBar: ["@article/code-bar.js@", "@integrity:article/code-bar.js@"],
  formulas: ["@article/formulas.js@", "@integrity:article/formulas.js@"],
  formula: ["@formula.js@", "@integrity:formula.js@"],
  formulaWasm: ["@formula.wasm@", "@integrity:formula.wasm@"],
  embedding: ["@article/embedding.js@", "@integrity:article/embedding.js@"],
  failedPictures: ["@article/failed-pictures.js@", "@integrity:article/failed-pictures.js@"],
  footnotes: ["@article/footnotes.js@", "@integrity:article/footnotes.js@"],
  lightbox: ["@article/lightbox.js@", "@integrity:article/lightbox.js@"],
  offline: ["@offline.js@", "@integrity:offline.js@"],
  reader: ["@reader.js@", "@integrity:reader.js@"],
  // Shows a post before the app is there.
  textFirst: ["@text-first.js@", "@integrity:text-first.js@"],
  first: ["@first.css@", "@integrity:first.css@"],
  list: ["@list.css@", "@integrity:list.css@"],
  post: ["@post.css@", "@integrity:post.css@"],
  // A folder, and what each of its files hashes to.
  messages: ["@messages/@", "@integrity:messages/@"],
};
const base = new URL("./", import.meta.url);
const page = document.documentElement;
const patience = 8000; // milliseconds until a server that says nothing counts as gone
// Bytes from which a post is read in two tasks, and by a worker: that takes longer to begin than the page would stand
// still for a shorter post.
const [long, veryLong] = [8192, 65536];

// The page's policy of content (Trusted Types) asks here before a text becomes the address of a
// script: the site's own files may be one, but none that lie with the posts, and another host's,
// of which the policy lists those that may. Nothing else that is text becomes code or markup.
window.trustedTypes?.createPolicy("default", {
  createScriptURL(text) {
    const { href, origin, protocol } = new URL(text, document.baseURI);
    const isOurs = href.startsWith(base.href) && !href.startsWith(`${base.href}posts/`);
    return isOurs || (origin !== location.origin && protocol === "https:") ? text : null;
  },
});

// The address will change below the page, and what the browser asks for late (icons, the manifest)
// would be looked for elsewhere.
for (const link of document.querySelectorAll("link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest]")) {
  link.href = link.href;
}

// A style sheet that does not hold up what is painted. One that breaks off is asked for once more.
function style(href, integrity) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, integrity });
  link.onerror = () => link.replaceWith(link.cloneNode());
  return link;
}
// What a page's first screen is drawn by it has; the rest it only names, and browsers pass over what they do not know.
function addLateStyles() {
  for (const named of document.querySelectorAll("link[rel=inkstone-late]")) {
    named.replaceWith(style(named.href, named.integrity));
  }
}
// A host that sends a policy which is older than its pages forbids the styles and the script that they hold. Then all
// of it comes as files.
if (document.querySelector("head > style")?.sheet === null) {
  const sheets = [files.first, files.list, files.post];
  document.head.prepend(...sheets.map(([name, integrity]) => style(new URL(name, base), integrity)));
}

const early = new Map();

const late = () => new Promise((over) => setTimeout(over, patience));

// The answer of a server that has begun it before patience ends.
function fetchInTime(url, options) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new DOMException("no answer", "TimeoutError")), patience);
  return fetch(url, { ...options, signal: abort.signal }).finally(() => clearTimeout(timer));
}

function begin(path) {
  const url = new URL(path, base).href;
  if (!url.startsWith(base.href)) return;
  const answer = fetchInTime(url);
  answer.catch(() => {}); // whoever takes it hears of the failure
  early.set(url, answer);
}

// Whether the builder's text stands in the page; the app takes its record away with it.
const isWritten = () => document.getElementById("inkstone-page") !== null;
// Whether the post's text has come before the app (text-first.js), and stands there still.
const hasText = () => document.querySelector("#main > [data-first]") !== null;

function fileOfThisPost() {
  const named = document.querySelector('meta[name="inkstone:file"]');
  if (named) return "posts/" + named.content.split("/").map(encodeURIComponent).join("/");
  const path = location.pathname.startsWith(base.pathname) ? location.pathname.slice(base.pathname.length) : "";
  const key = path.replace(/\/(index\.html)?$/, "");
  // An encoded slash is none to us, but may be one to the host: it could lead out of the posts.
  const leadsOn = /^posts\/(?!.*(%2f|%5c|%00|\/\/))./i.test(key);
  return leadsOn ? key + ".md" : null;
}

const failures = {
  en: [
    "The app could not start", "The network may have broken off, or this browser is too old for it.",
    "The app has stopped", "Something on this page was too much for it. The rest of the blog is as it was.",
    "Reload", "Read the plain text", "What happened", "Copy", "Copied",
  ],
  zh: [
    "应用未能启动", "网络可能中断了，或者浏览器版本太旧。",
    "应用停止了", "这个页面出了问题，其他页面不受影响。",
    "刷新", "阅读纯文本", "错误报告", "复制", "已复制",
  ],
};

// Shown when the app cannot run: never a white page, and the post's text stays one click away.
function fail(report) {
  const before = page.dataset.inkstone;
  if (before === "failed") return;
  page.dataset.inkstone = "failed";
  console.error("inkstone:", report);
  // What is there stays, and a dead app takes no link away from the browser.
  addEventListener("click", (event) => event.target.closest("a") && event.stopImmediatePropagation(), true);
  addEventListener("popstate", (event) => (event.stopImmediatePropagation(), location.reload()), true);
  if (isWritten() || hasText()) return;
  const texts = failures[page.lang.slice(0, 2)] || failures.en;
  const [title, text] = before === "ready" ? texts.slice(2) : texts;
  const [, , , , reload, raw, what, copy, copied] = texts;
  const add = (parent, name, content, properties) => {
    const element = parent.appendChild(document.createElement(name));
    if (content) element.textContent = content;
    return Object.assign(element, properties);
  };
  const main = document.createElement("main");
  main.id = "main";
  const notice = add(main, "section", "", { className: "notice" });
  notice.dataset.kind = "app";
  add(notice, "h1", title, { tabIndex: -1 });
  add(notice, "p", text);
  const actions = add(notice, "p");
  add(actions, "button", reload, { type: "button", className: "retry", onclick: () => location.reload() });
  const file = fileOfThisPost();
  if (file) {
    actions.append(" ");
    add(actions, "a", raw, { href: new URL(file, base).href });
  }
  const details = add(notice, "details");
  add(details, "summary", what);
  const told = [report?.stack || report, location.href, navigator.userAgent, files.wasm[0]].join("\n");
  const box = add(details, "pre", told);
  add(details, "button", copy, {
    type: "button",
    className: "copy",
    async onclick() {
      getSelection().selectAllChildren(box); // where the clipboard is closed to us, it is ready to be copied
      await navigator.clipboard.writeText(told);
      this.textContent = copied;
    },
  });
  const root = document.getElementById("inkstone");
  root.replaceChildren(...root.querySelectorAll("header.site-head"), main);
  if (before === "ready") main.querySelector("h1").focus();
}

// What the app throws and nobody catches, a full memory or a full stack leave it as broken as a panic
// does, which it reports itself.
addEventListener("error", ({ error, filename, message }) => {
  if ([files.script, files.wasm].some(([name]) => filename.endsWith(name))) fail(error ?? message);
});

// A file of this build as it was built, or none.
function fetchWasm([name, integrity]) {
  const wasm = fetch(new URL(name, base), { integrity });
  wasm.catch(() => {}); // the script beside it may fail first
  return wasm;
}

const languages = new Map();

// What the file of a language must hash to; nothing where there is none.
function sumOf(language) {
  const [, rest] = ` ${files.messages[1]}`.split(` ${language}.txt `);
  return rest?.split(" ")[0];
}

// The interface's texts in a language; the app has English in it.
function messages(language) {
  if (!languages.has(language)) {
    const text = fetchInTime(new URL(`${files.messages[0]}${language}.txt`, base), { integrity: sumOf(language) })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new TypeError(`status ${answer.status}`))));
    text.catch(() => languages.delete(language)); // whoever takes it hears of the failure
    languages.set(language, text);
  }
  return languages.get(language);
}

// The language that the reader has chosen, or in which the builder wrote the page's header.
function likelyLanguage() {
  let chosen;
  try {
    chosen = localStorage.getItem("inkstone:language");
  } catch {} // a browser that keeps nothing has no choice to remember
  return chosen || document.querySelector("header.site-head")?.lang;
}

// The same for a script: an import cannot say what it expects, a preload of the same file can.
async function importScript([name, integrity]) {
  const { href } = new URL(name, base);
  const link = document.createElement("link");
  if (link.relList.supports("modulepreload")) {
    await new Promise((arrived, failed) => {
      link.onload = arrived;
      link.onerror = () => failed(new TypeError(`${name} did not arrive as it was built`));
      Object.assign(link, { rel: "modulepreload", integrity, href });
      document.head.append(link);
    }).finally(() => link.remove());
  }
  // An address that was imported before gives the module of then.
  return import(times ? `${href}#${times}` : href);
}

// A WebAssembly module with the script that binds it.
async function importWasm(name) {
  const wasm = fetchWasm(files[`${name}Wasm`]);
  const module = await importScript(files[name]);
  await module.default({ module_or_path: wasm });
  return module;
}

// The modules that are more than the files of their names.
const modules = {
  async formulas() {
    const [module, { typeset }] = await Promise.all([importWasm("formula"), importScript(files.formulas)]);
    return {
      typeset: (body) => typeset(body, module.formula),
      attend: (body, { signal }) => typeset(body, module.formula, signal),
    };
  },
  // Reads and renders posts; lists do without it. Each answer is a promise: of null where a post needs front matter or tags read by
  // a module of their own, and that cannot be had.
  async renderer() {
    const module = await importWasm("renderer");
    const whole = (ask) => async (file, memory, site, zone, last) => {
      const bytes = memory.slice(); // the app's memory moves
      isReading = true;
      const known = {};
      for (;;) {
        const answer = await ask(file, bytes, site, zone, last, known.frontMatter, known.tags, known.names);
        if (answer[0] === "{") {
          tellRead();
          return answer;
        }
        const part = await load(answer).catch(() => {});
        // A character whose name nobody knows stands as it is written. Without the rest there is no post.
        if (!part && answer !== "names") return null;
        // Of a list's entry the last is a time; its addresses are relative.
        known[answer] = part?.read(file, bytes, site, typeof last === "string" ? last : "") ?? "";
      }
    };
    return {
      ...module,
      page: whole(async (file, bytes, site, zone, root, ...parts) => {
        const post = [site, zone, root, ...parts];
        const isFirst = !parts.some(Boolean); // of what is asked of this post
        if (isFirst && bytes.length > veryLong) {
          const beside = load("reader").then(({ page }) => page(file, bytes, site, zone, root));
          const answer = await beside.catch(() => {}); // no worker, or a trap: the page finds out
          if (answer) return answer;
        } else if (isFirst && bytes.length > long) {
          // A browser compiles a function when it is first called. That is most of a long post's first task, so it is its own.
          module.page(file, bytes.subarray(0, 2048), ...post);
          await task();
        }
        return module.page(file, bytes, ...post);
      }),
      summary: whole(module.summary),
      configuration: async (yaml) => (await load("frontMatter").catch(() => {}))?.configuration(yaml) ?? null,
    };
  },
  // The renderer for long posts, in a worker.
  async reader() {
    const late = new Promise((_, fail) => setTimeout(fail, patience));
    const { reader } = await Promise.race([importScript(files.reader), late]);
    const at = (...pair) => pair.map(([name, sum]) => [new URL(name, base).href, sum]);
    return reader({
      renderer: at(files.renderer, files.rendererWasm),
      frontMatter: at(files.frontMatter, files.frontMatterWasm),
      tags: at(files.tags, files.tagsWasm),
      names: at(files.names),
    });
  },
  // Registers the service worker: never before the page can be used.
  async offline() {
    await idle();
    const module = await importScript(files.offline);
    await module.start(boot);
    return module;
  },
};
const loaded = new Map();
let times = 0; // that a module has been forgotten

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
    const module = modules[name]?.() ?? (files[`${name}Wasm`] ? importWasm(name) : importScript(files[name]));
    module.catch(() => loaded.delete(name));
    loaded.set(name, module);
  }
  return loaded.get(name);
}

// After a trap a module's memory is as the trap left it: the next one to ask gets a new one.
function forget(name) {
  times += 1;
  for (const each of [name, "frontMatter", "tags"]) loaded.delete(each); // the renderer's trap may be one of theirs
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
  // The same without taking it away from the app.
  peek: (url) => early.get(new URL(url, base).href)?.then((answer) => answer.clone()),
  // What has been made of a post's file before the app was there, once.
  takeText(file) {
    const made = texts.get(file);
    texts.delete(file);
    return made && Promise.race([made, late()]);
  },
  load,
  messages,
  forget,
  fail,
  // For a script of ours that has files of its own.
  importScript,
};

// What comes after it is a task of its own, so that a key or a scroll need not wait for all of a start.
function task() {
  return document.hidden ? undefined : new Promise((begun) => setTimeout(begun)); // a hidden page's clock is slow
}

// What a page holds is painted before the app takes the processor from it.
function painted() {
  const frame = new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const late = new Promise((over) => setTimeout(over, 1000)); // nobody looks, so nothing is painted
  return document.hidden ? undefined : Promise.race([frame, late]);
}

// A post whose page does not hold its text gets that first, and then the app: on a slow line they would keep each other back.
let isAppThere = false;
let isReading = false;
let tellRead;
const hasRead = new Promise((read) => { tellRead = read; }); // a post
const texts = new Map();
async function showText(address) {
  begin(address);
  load("article").catch(() => {}); // the text does without it
  const renderer = load("renderer").catch(() => {}); // the app tries it again
  let file;
  try {
    file = decodeURIComponent(address.slice("posts/".length));
  } catch {} // an address in another encoding
  if (!file || !language) return;
  messages(language).catch(() => {}); // the app tries it again
  const made = load("textFirst")
    .then(({ show }) => show(file, address, language, () => !isAppThere, boot))
    .catch(() => {}); // the app tries it then, and says what is wrong
  texts.set(file, made);
  // What few posts need would share the line with the app. A post's file that is not here when the renderer has been for a
  // while, forty times as large, is not about to come: its reader sees the app meanwhile.
  const stalled = renderer.then(() => new Promise((over) => setTimeout(over, 300))).then(() => isReading && late());
  await Promise.race([hasRead, made, stalled, late()]);
}

if (isWritten()) await painted();
begin("catalogue.json");
const language = likelyLanguage();
if (language !== "en" && sumOf(language)) messages(language);
const file = fileOfThisPost();
if (file && !isWritten()) await showText(file);
addLateStyles();
const wasm = fetchWasm(files.wasm);
const script = importScript(files.script);

try {
  const app = await script;
  await app.default({ module_or_path: wasm });
  isAppThere = true;
  await task();
  app.start(boot);
} catch (error) {
  fail(error);
}
