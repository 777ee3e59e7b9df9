// What a post's page can do beyond what its HTML does by itself. The page is complete without:
// everything here is added to a post that can be read already, once, and ends when it is left.
// It knows the post's own nodes only, so that a post in a shadow root is the same to it.
// Parts that few posts need are files of their own, which `boot.load` gets.

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const dressed = new WeakSet();

/**
 * Adds what changes a body's structure: frames of tables and code blocks, numbered lines, links
 * to sections, formulas. Called before the body is in the page wherever that is possible, so that
 * nothing moves; a second call does nothing. Texts come with `attend`.
 */
export async function dress(body, boot) {
  frame(body);
  if (!body.querySelector(".math")) return;
  const formulas = boot.load("formulas").then(({ typeset }) => typeset(body));
  // A slow network must not keep the text back.
  const late = new Promise((done) => setTimeout(done, longestWait));
  await Promise.race([formulas.catch(() => {}), late]);
}

// The longest that formulas keep a text back, in milliseconds.
const longestWait = 2000;

function frame(body) {
  if (dressed.has(body)) return;
  dressed.add(body);
  for (const heading of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")) {
    heading.append(make("a", { className: "anchor", href: `#${heading.id}` }));
  }
  for (const table of body.querySelectorAll("table")) {
    if (table.parentNode.closest("table")) continue;
    const box = make("div", { className: "table" });
    table.replaceWith(box);
    box.append(table);
  }
  for (const code of body.querySelectorAll("pre > code:only-child")) frameCode(code);
  for (const picture of body.querySelectorAll("img")) {
    if (picture.closest("a, button, summary") || picture.width <= smallest && picture.width > 0) continue;
    picture.tabIndex = 0;
    picture.classList.add("enlargeable");
  }
}

// Pictures up to this width are icons, which nobody enlarges.
const smallest = 100;
// Above this many lines a block is shown as it is: numbers would cost more than they help.
const mostLines = 4000;

const languageOf = (code) => [...code.classList].find((name) => name.startsWith("language-"))?.slice(9) ?? "";

function frameCode(code) {
  const pre = code.parentNode;
  const language = languageOf(code);
  // A diagram is left to whoever draws it (docs/guide/diagrams.md).
  if (language === "mermaid") return;
  const box = make("div", { className: "code" });
  pre.replaceWith(box);
  const name = make("span", { className: "code-language", translate: false }, pre.dataset.title ? "" : language);
  const button = (action, shape) => {
    const button = make("button", { type: "button", className: "icon-button" }, icon(shape));
    button.dataset.action = action;
    return button;
  };
  box.append(
    pre,
    make(
      "div",
      { className: "code-bar" },
      name,
      button("wrap-lines", "M4 6h16M4 12h13a3 3 0 0 1 0 6h-3m0 0 2-2m-2 2 2 2M4 18h6"),
      button("copy-code", "M9 9h11v11H9zM5 15H4V4h11v1"),
    ),
  );
  const text = code.textContent.replace(/\n$/, "");
  const lines = text.split("\n");
  const { lines: marked, start } = pre.dataset;
  if ((!language && !marked && !start) || lines.length > mostLines) return;
  const isMarked = ranges(marked);
  code.replaceChildren();
  lines.forEach((line, at) => {
    const span = make("span", { className: "line" }, line);
    if (isMarked(at + 1)) span.classList.add("marked");
    if (at > 0) code.append("\n");
    code.append(span);
  });
  if (lines.length > 2 || start) {
    box.classList.add("numbered");
    code.style.counterReset = `line ${(Number(start) || 1) - 1}`;
  } else {
    box.classList.add("short");
  }
}

// `1,3-5` as a question about a line's number.
function ranges(text) {
  const all = (text ?? "").split(",").map((range) => range.split("-").map(Number));
  return (line) => all.some(([first, last = first]) => line >= first && line <= last);
}

function icon(path) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(namespace, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

/**
 * Brings a post in the page to life and returns what ends that. `texts`: the interface's, by
 * name. Everything that listens or observes ends with the post's stay.
 */
export function attend(post, texts, boot) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const stay = { post, texts, signal, load: boot.load };
  const body = post.querySelector(".post-body");
  frame(body);
  label(body, texts);
  sayHowLongAgo(post, texts);
  followReader(stay);
  watchTables(body, stay);
  watchPictures(body, stay);
  post.addEventListener("click", (event) => click(event, stay), { signal });
  post.addEventListener("keydown", (event) => press(event, stay), { signal });
  // Parts that only posts with something for them load.
  const part = async (name, selector) => {
    if (!body.querySelector(selector)) return;
    try {
      const module = await boot.load(name);
      if (!signal.aborted) module.attend(body, stay);
    } catch (error) {
      // The post can be read without it.
      console.info(`inkstone: ${name} did not load`, error);
    }
  };
  part("code", "pre > code[class*='language-']");
  part("formulas", ".math:not(.typeset, .math-error)");
  part("footnotes", ".footnote-reference a");
  return () => leaving.abort();
}

function label(body, texts) {
  for (const link of body.querySelectorAll("a.anchor")) {
    link.setAttribute("aria-label", `${texts.sectionLink}: ${link.parentNode.textContent.trim()}`);
  }
  for (const [action, text] of [["wrap-lines", texts.wrapLines], ["copy-code", texts.copyCode]]) {
    for (const button of body.querySelectorAll(`[data-action=${action}]`)) {
      button.title = text;
      button.setAttribute("aria-label", text);
      if (action === "wrap-lines") button.setAttribute("aria-pressed", "false");
    }
  }
  for (const picture of body.querySelectorAll("img.enlargeable")) {
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-label", picture.alt ? `${texts.enlarge}: ${picture.alt}` : texts.enlarge);
  }
  for (const player of body.querySelectorAll("a[data-ink-player]")) {
    player.dataset.hint = texts.playHint.replace("{host}", new URL(player.dataset.inkPlayer).host);
  }
}

const units = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

function sayHowLongAgo(post, texts) {
  const place = post.querySelector(".ago");
  const time = [...post.querySelectorAll(".post-meta time")].at(-1);
  const seconds = (new Date(time?.dateTime) - Date.now()) / 1000;
  if (!place || Number.isNaN(seconds)) return;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  const format = new Intl.RelativeTimeFormat(texts.language, { numeric: "auto" });
  place.textContent = format.format(Math.trunc(seconds / size), unit);
}

// Marks the section that is being read in the table of contents.
function followReader({ post, signal }) {
  const contents = post.querySelector(".contents");
  if (!contents) return;
  const root = post.getRootNode();
  const entries = [...contents.querySelectorAll("a")]
    .map((link) => [link, root.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, heading]) => heading);
  let current = null;
  let isDue = false;
  const look = () => {
    isDue = false;
    const line = innerHeight * 0.3;
    // The last heading above the line, by halves: a long post has hundreds.
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle][1].getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    const next = entries[low - 1]?.[0] ?? null;
    if (next === current) return;
    current?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "location");
    current = next;
    if (!next || contents.scrollHeight <= contents.clientHeight) return;
    const { top, bottom } = next.getBoundingClientRect();
    const box = contents.getBoundingClientRect();
    if (top < box.top || bottom > box.bottom) contents.scrollTop += top - box.top - box.height / 3;
  };
  const due = () => {
    if (!isDue) requestAnimationFrame(look);
    isDue = true;
  };
  // Captured: whatever scrolls around the post, in its page or in a page that holds it.
  addEventListener("scroll", due, { capture: true, passive: true, signal });
  addEventListener("resize", due, { passive: true, signal });
  due();
  contents.addEventListener("click", (event) => event.target.closest("a") && close(contents), { signal });
}

const close = (popover) => popover.matches(":popover-open") && popover.hidePopover();

// A table that is wider than the page can be scrolled with keys, and says what it is.
function watchTables(body, { texts, signal }) {
  const boxes = body.querySelectorAll(".table, .code > pre");
  if (!boxes.length) return;
  const observer = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      const name = target.querySelector("caption")?.textContent ?? target.dataset.title;
      const scrolls = target.scrollWidth > target.clientWidth;
      const set = (attribute, value) =>
        scrolls ? target.setAttribute(attribute, value) : target.removeAttribute(attribute);
      set("tabindex", "0");
      set("role", "region");
      set("aria-label", name || (target.matches(".table") ? texts.table : texts.code));
    }
  });
  for (const box of boxes) observer.observe(box);
  signal.addEventListener("abort", () => observer.disconnect());
}

// A picture that fails leaves its place, its caption and a way to it.
function watchPictures(body, { texts, signal }) {
  const fail = (picture) => {
    if (!picture.isConnected || picture.previousSibling?.className === "failed-picture") return;
    picture.dataset.failed = "";
    const retry = make("button", { type: "button", className: "plain-button" }, texts.retry);
    const address = picture.currentSrc || picture.src;
    const place = make(
      "span",
      { className: "failed-picture" },
      make("span", { className: "failed-picture-caption" }, picture.alt),
      make("span", {}, texts.pictureFailed),
      make(
        "span",
        { className: "failed-picture-ways" },
        retry,
        make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, texts.openPicture),
      ),
    );
    const [width, height] = [picture.getAttribute("width"), picture.getAttribute("height")];
    if (width && height) {
      place.style.aspectRatio = `${width} / ${height}`;
      place.style.inlineSize = `${width}px`;
    }
    retry.onclick = () => {
      place.remove();
      delete picture.dataset.failed;
      picture.src = address;
    };
    picture.before(place);
  };
  body.addEventListener("error", (event) => event.target.localName === "img" && fail(event.target), {
    capture: true,
    signal,
  });
  for (const picture of body.querySelectorAll("img")) {
    if (picture.complete && !picture.naturalWidth && picture.currentSrc) fail(picture);
  }
}

function click(event, stay) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const { target } = event;
  const button = target.closest("[data-action]");
  if (button) return act(button, stay);
  const player = target.closest("a[data-ink-player]");
  if (player) {
    event.preventDefault();
    return play(player);
  }
  if (target.matches("img.enlargeable:not([data-failed])")) enlarge(target, stay);
}

function press(event, stay) {
  if (!["Enter", " "].includes(event.key) || !event.target.matches("img.enlargeable:not([data-failed])")) return;
  event.preventDefault();
  enlarge(event.target, stay);
}

async function enlarge(picture, { post, texts, signal, load }) {
  try {
    const { show } = await load("lightbox");
    const pictures = [...post.querySelectorAll("img.enlargeable:not([data-failed])")];
    if (!signal.aborted) show(pictures, pictures.indexOf(picture), post, texts, signal);
  } catch {
    open(picture.currentSrc || picture.src, "_blank", "noopener,noreferrer");
  }
}

// The sanitiser has put the address together: a player of a known host, and nothing else.
function play(link) {
  const frame = make("iframe", {
    className: "player",
    title: link.textContent,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    allowFullscreen: true,
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  const address = new URL(link.dataset.inkPlayer);
  // Whoever pressed play has asked for it.
  address.searchParams.set("autoplay", "1");
  frame.src = address.href;
  link.replaceWith(frame);
  frame.focus();
}

async function act(button, { post, texts }) {
  const here = () => location.href.split("#")[0];
  switch (button.dataset.action) {
    case "share":
      // The reader may think better of it, which is no failure.
      if (navigator.share) await navigator.share({ title: post.querySelector("h1").textContent, url: here() }).catch(() => {});
      else await copy(button, here(), texts);
      break;
    case "copy-link":
      await copy(button, here(), texts);
      break;
    case "copy-code":
      await copy(button, button.closest(".code").querySelector("code").textContent.replace(/\n$/, ""), texts);
      break;
    case "wrap-lines": {
      const isWrapped = button.closest(".code").classList.toggle("wrapped");
      button.setAttribute("aria-pressed", String(isWrapped));
    }
  }
}

async function copy(button, text, texts) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, or no secure connection: the old way.
    const field = make("textarea", { value: text, className: "visually-hidden" });
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const said = make("span", { className: "said", role: "status" }, texts.copied);
  button.parentNode.querySelector(".said")?.remove();
  button.parentNode.append(said);
  setTimeout(() => said.remove(), 2000);
}
