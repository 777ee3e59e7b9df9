// <inkstone-post> and <inkstone-list> for pages of other sites (docs/guide/embedding.md):
// <script type="module" src="https://blog.example/embed.js"></script>
// Until an element comes near the screen this is all that is loaded. Nothing of the page around is touched: what
// is shown is in a shadow root, and what is inside the element stands there until then, and when nothing can be shown.
// Pages of other sites have made arrays and JSON their own: no method of a list is used that they replace.

const base = new URL("./", import.meta.url).href;
const files = {
  post: "@embed/embed-post.js@",
  list: "@embed/embed-list.js@",
  styles: ["@element.css@", "@integrity:element.css@"],
  // What a post is shown with that its blog has rendered, and what renders any other.
  sanitiser: ["@embed.js@", "@embed.wasm@", "@integrity:embed.wasm@"],
  renderer: ["@renderer.js@", "@renderer.wasm@", "@integrity:renderer.wasm@"],
  // What the renderer needs besides for few files.
  frontMatter: ["@front-matter.js@", "@front-matter.wasm@", "@integrity:front-matter.wasm@"],
  tags: ["@tags.js@", "@tags.wasm@", "@integrity:tags.wasm@"],
  names: ["@names.js@"],
  dompurify: "@vendor/dompurify/purify.es.mjs@",
};

// How far from the screen an element begins to load.
const nearness = "600px";
// The largest files that are read, in bytes: crates/content/src/limits.rs and crates/catalogue/src/file.rs.
const most = { post: 8_454_144, catalogue: 4_194_304 };

/** An address of the web as it is seen from `from`; throws for anything else. */
function webAddress(text, from = document.baseURI) {
  const url = new URL(text, from);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`${url.protocol} is no address of the web`);
  url.username = url.password = "";
  return url;
}

/** The blog that a page's address belongs to: the address of its root, and the path of the page below it. */
function blogOf({ href, origin, pathname }) {
  const at = pathname.indexOf("/posts/") + 1;
  // Another blog may live below this script's own.
  const isOwn = href.startsWith(base) && (!at || href.startsWith(`${base}posts/`));
  const root = isOwn ? base : at && `${origin}${pathname.slice(0, at)}`;
  if (!root) return null;
  const page = `${origin}${pathname}`.slice(root.length).replace(/(^|\/)index\.html$/, "$1").replace(/\/$/, "");
  return { root, page };
}

/** The answer of another host, which never learns who asks. */
function request(url, { signal, integrity } = {}) {
  return fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal, integrity });
}

/** The bytes of an answer that is what was asked for and no longer than it may be. */
async function bytesOf(answer, longest = most.post) {
  if (!answer.ok) throw new TypeError(`${answer.url} answered with ${answer.status}`);
  let [bytes, size] = [new Uint8Array(65_536), 0];
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, size);
    if (size + value.length > longest) {
      reader.cancel();
      throw new RangeError(`${answer.url} is longer than ${longest} bytes`);
    }
    if (size + value.length > bytes.length) {
      const longer = new Uint8Array(Math.max(2 * bytes.length, size + value.length));
      longer.set(bytes);
      bytes = longer;
    }
    bytes.set(value, size);
    size += value.length;
  }
}

/** The text of an answer. */
const textOf = async (answer) => new TextDecoder().decode(await bytesOf(answer, most.catalogue));

/** An element with these attributes; those that are nothing are left out. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const attribute in attributes) {
    if (attributes[attribute] != null) element.setAttribute(attribute, attributes[attribute]);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A link out of the page that the element is in. */
const link = (href, text, part) => make("a", { href, part, target: "_top", rel: "noopener" }, text);

/** A date as it is written in a language: the calendar's day where the post was written. */
function date(text, language) {
  const day = new Date(`${`${text}`.slice(0, 10)}T00:00Z`);
  if (Number.isNaN(day.getTime())) return null;
  const write = (language) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(day);
  let written;
  try {
    written = write(language || undefined);
  } catch {
    written = write(); // a language that the browser has never heard of
  }
  return make("time", { datetime: text, part: "date" }, written);
}

// Once for all elements, and anew after a failure.
const shared = new Map();
function once(name, get) {
  if (!shared.has(name)) {
    const value = get();
    value.catch(() => shared.delete(name));
    shared.set(name, value);
  }
  return shared.get(name);
}

/** The root of a blog's catalogue, as it is. Elements that load together share it; one that loads later sees what is new. */
const catalogue = (root) =>
  once(root, async () => {
    const text = await textOf(await request(`${root}catalogue.json`));
    JSON.parse(text); // what is none is asked for again
    setTimeout(() => shared.delete(root), 60_000);
    return text;
  });

// A module that failed to load or has trapped stays so under its address.
let times = 0;
const load = (file) => once(file, () => import(`${base}${file}${times ? `#${times}` : ""}`));

/** A module, of WebAssembly but for one, and what it purifies with where the browser cannot. */
const module = (name) =>
  once(name, async () => {
    const [script, wasm, integrity] = files[name];
    const module = await load(script);
    if (wasm) await module.default({ module_or_path: request(base + wasm, { integrity }) });
    return { module, dompurify: module.hasEngine?.() === false ? await load(files.dompurify) : undefined };
  });

// After a trap a module's memory is as the trap left it: whoever asks next gets a new one.
function forgetModules() {
  times += 1;
  for (const name of ["sanitiser", "renderer", "frontMatter", "tags"]) {
    shared.delete(name);
    shared.delete(files[name][0]);
  }
}

const styles = () =>
  once("styles", async () => {
    const [name, integrity] = files.styles;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await textOf(await request(base + name, { integrity })));
    return sheet;
  });

// What the parts get of us; beside it the language `around` the element, for what has none of its own.
const tools = { base, once, webAddress, blogOf, request, bytesOf, textOf, make, link, date, catalogue, module };

const plain = new CSSStyleSheet();
plain.replaceSync(":host { display: block } :host([hidden]) { display: none } iframe { inline-size: 100%; block-size: 480px; border: 0 }");

// The smallest module there is: whether the page lets any be compiled.
function checkWasm() {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
}

const told = new Set();
function tellOnce(text) {
  if (!told.has(text)) console.warn(`inkstone: ${text}`);
  told.add(text);
}

const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) target[come]();
}, { rootMargin: nearness });
const come = Symbol("come near");

class InkstoneElement extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #slot = make("slot");
  #inside = new MutationObserver(() => this.#change());
  #stay; // ends with the element's stay in the page, or with what it shows
  #shown; // what is shown now, by the attributes that it was made of
  #coming; // what is on its way, by the same
  #isDue = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [plain];
    this.#root.append(this.#slot);
    // A property that was set before there was a class hides the accessor of the same name.
    for (const name of this.constructor.observedAttributes) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      queueMicrotask(() => (this[name] = value));
    }
  }

  connectedCallback() {
    this.#inside.observe(this, { childList: true, characterData: true, subtree: true });
    this.#follow();
  }

  disconnectedCallback() {
    this.#inside.disconnect();
    this.#end();
  }

  attributeChangedCallback() {
    this.#change();
  }

  /** Shows it anew, for instance after a failure. */
  reload() {
    this.#shown = undefined;
    if (this.isConnected) this.#begin();
  }

  // Several changes at once are one.
  #change() {
    if (this.#isDue || !this.isConnected) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.isConnected) this.#follow();
    });
  }

  // What the page does inside an element that has a `src` is none of its business.
  #follow() {
    const asked = this.#asked();
    if (asked !== this.#shown && asked !== this.#coming) this.#begin();
  }

  #asked() {
    let all = this.src ? "" : this.textContent;
    for (const name of this.constructor.observedAttributes) all += `\n${this.getAttribute(name) ?? ""}`;
    return all;
  }

  #begin() {
    this.#end();
    this.#shown = undefined;
    this.#coming = this.#asked();
    this.#slot.replaceChildren(this.#way() ?? "");
    this.#stay = new AbortController();
    near.observe(this);
  }

  #end() {
    near.unobserve(this);
    this.#stay?.abort();
    this.#coming = undefined;
  }

  [come]() {
    near.unobserve(this);
    this.#show(this.#stay.signal, this.#asked());
  }

  async #show(signal, asked) {
    // What the page's policy forbids says so itself, a little later than what was forbidden fails.
    const listening = new AbortController();
    const refused = [];
    const hear = ({ blockedURI, disposition, effectiveDirective }) => {
      if (disposition !== "enforce") return;
      if (blockedURI !== "wasm-eval" && !blockedURI.startsWith(new URL(base).origin)) return;
      const source = blockedURI === "wasm-eval" ? "'wasm-unsafe-eval'" : new URL(blockedURI).origin;
      refused[refused.length] = effectiveDirective;
      tellOnce(`this page's Content-Security-Policy lacks ${source} in ${effectiveDirective}`);
    };
    document.addEventListener("securitypolicyviolation", hear, { signal: listening.signal });
    try {
      if (this.constructor.needsWasm) checkWasm();
      const part = await load(this.constructor.file);
      const [sheet, node] = await Promise.all([styles(), part.show(this, signal, { ...tools, around: this.closest("[lang]")?.lang })]);
      if (signal.aborted) return;
      this.#root.adoptedStyleSheets = [plain, sheet];
      this.#fill(node, asked);
      this.dispatchEvent(new CustomEvent("inkstone:rendered", { bubbles: true, composed: true, detail: { src: this.src } }));
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) forgetModules();
      await new Promise((later) => setTimeout(later));
      if (signal.aborted) return;
      this.#fill((refused.length && this.#frame(signal, asked)) || this.#slot, asked);
      this.dispatchEvent(
        new CustomEvent("inkstone:error", { bubbles: true, composed: true, detail: { src: this.src, error, refused } }),
      );
    } finally {
      listening.abort();
    }
  }

  #fill(node, asked) {
    this.#shown = asked;
    this.#coming = undefined;
    this.#root.replaceChildren(node);
  }

  // What stands there where the page has put nothing inside.
  #way() {
    try {
      const { href } = webAddress(this.src);
      return this.src && link(href, this.title || href);
    } catch {
      return null; // it leads nowhere
    }
  }

  // The post's page for frames, where the page's policy forbids what the element is made with.
  #frame(signal, asked) {
    const address = this.src && webAddress(this.src);
    const blog = address && this.constructor.hasFrame && blogOf(address);
    if (!blog?.page.startsWith("posts/")) return null;
    const url = new URL(`embed/${blog.page}/`, blog.root);
    const { colorScheme } = getComputedStyle(this);
    if (/^(light|dark)$/.test(colorScheme)) url.searchParams.set("scheme", colorScheme);
    const sandbox = "allow-scripts allow-popups allow-top-navigation-by-user-activation";
    const title = this.title || this.textContent.trim() || address.href;
    const frame = make("iframe", { src: url.href, title, sandbox, referrerpolicy: "no-referrer", part: "frame" });
    const hear = ({ blockedURI, effectiveDirective }) => {
      if (effectiveDirective !== "frame-src" || !url.href.startsWith(blockedURI)) return;
      tellOnce(`this page's Content-Security-Policy lacks ${url.origin} in frame-src`);
      this.#fill(this.#slot, asked);
    };
    document.addEventListener("securitypolicyviolation", hear, { signal });
    load("embed-frame.js").catch(() => {}); // sizes it
    return frame;
  }
}

class InkstonePost extends InkstoneElement {
  static observedAttributes = ["src"];
  static file = files.post;
  static needsWasm = true;
  static hasFrame = true;
}

class InkstoneList extends InkstoneElement {
  static observedAttributes = ["src", "category", "tag", "limit", "layout"];
  static file = files.list;
}

for (const [name, element] of [["inkstone-post", InkstonePost], ["inkstone-list", InkstoneList]]) {
  for (const attribute of element.observedAttributes) {
    Object.defineProperty(element.prototype, attribute, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute);
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    });
  }
  // A second script, of this blog or another, leaves the first one's elements alone.
  if (!customElements.get(name)) customElements.define(name, element);
}
