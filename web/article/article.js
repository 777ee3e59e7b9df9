// What a post's page can do beyond what its HTML does by itself. The page is complete without:
// everything here is added to a post that can be read already, once, and ends when it is left.
// It knows the post's own nodes only, so that a post in a shadow root is the same to it.
// Parts that few posts need are files of their own, which `boot.load` gets.

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/**
 * Adds what a body that is not in the page yet can be given before it gets there: links to its
 * sections, and its formulas, which take another room than their TeX.
 */
export async function dress(body, boot) {
  linkSections(body);
  if (!body.querySelector(unset)) return;
  const formulas = boot.load("formulas").then(({ typeset }) => typeset(body));
  // A slow network must not keep the text back.
  const late = new Promise((done) => setTimeout(done, longestWait));
  await Promise.race([formulas.catch(() => {}), late]);
}

// Formulas that nobody has tried to set yet; the builder sets those of the pages that it writes.
const unset = ".math:not(.typeset, .math-error)";
// The longest that formulas keep a text back, in milliseconds.
const longestWait = 2000;

const headings = ":is(h1, h2, h3, h4, h5, h6)[id]";

function linkSections(body, texts) {
  for (const heading of body.querySelectorAll(headings)) {
    const link = heading.querySelector(":scope > .anchor") ?? make("a", { className: "anchor", href: `#${heading.id}` });
    if (!link.parentNode) heading.append(link);
    if (texts) link.setAttribute("aria-label", `${texts.sectionLink}: ${heading.textContent.trim()}`);
  }
}

// A page that came with its text is left as it is until its reader does something.
function onceUsed(signal, act) {
  const used = new AbortController();
  const first = () => {
    used.abort();
    if (!signal.aborted) act();
  };
  for (const name of ["pointermove", "pointerdown", "keydown", "scroll"]) {
    addEventListener(name, first, { capture: true, passive: true, signal: used.signal });
  }
  signal.addEventListener("abort", () => used.abort());
}

// Links to sections are for somebody who is about to use one.
function linkSectionsOnceUsed(body, { texts, signal }) {
  if (body.querySelector(".anchor")) linkSections(body, texts);
  else onceUsed(signal, () => linkSections(body, texts));
}

// What leads on from a post is looked up for somebody who comes near its end.
function watchEnd({ post, signal }, nearEnd) {
  const foot = post.querySelector(".post-foot");
  if (!foot) return;
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      nearEnd();
    },
    { rootMargin: "0px 0px 100% 0px" },
  );
  // Where the app has made the page, it keeps a place for what a written page has from the start.
  if (post.querySelector(":scope > div.around")) observer.observe(foot);
  else onceUsed(signal, () => observer.observe(foot));
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Brings a post in the page to life and returns what ends that. `texts`: the interface's, by
 * name. `nearEnd` is called once, when the reader comes near the post's end. Everything that listens or observes ends with the post's stay. Nothing that the reader
 * sees moves, whether the builder wrote the post into its page or the app has just put it there.
 */
export function attend(post, texts, boot, nearEnd) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const stay = { post, texts, signal, copy, load: boot.load, importScript: boot.importScript };
  const body = post.querySelector(".post-body");
  linkSectionsOnceUsed(body, stay);
  nameControls(body, texts);
  idle(() => signal.aborted || sayHowLongAgo(stay));
  followReader(stay);
  watchEnd(stay, nearEnd);
  watchWidths(body, stay);
  post.addEventListener("click", (event) => click(event, stay), { signal });
  post.addEventListener("keydown", (event) => press(event, stay), { signal });
  // Parts that only posts with something for them load.
  const part = async (name, selector) => {
    if (!body.querySelector(selector)) return true;
    try {
      const module = await boot.load(name);
      if (!signal.aborted) module.attend(body, stay);
      return true;
    } catch (error) {
      // The post can be read without it.
      console.info(`inkstone: ${name} did not load`, error);
      return false;
    }
  };
  part("codeBar", "pre > code");
  part("code", "pre > code[class*='language-']");
  part("formulas", unset);
  part("footnotes", ".footnote-reference a");
  watchPictures(body, stay, () => part("failedPictures", "img"));
  return () => leaving.abort();
}

// Pictures up to this width are icons, which nobody enlarges.
const smallest = 100;

function nameControls(body, texts) {
  for (const picture of body.querySelectorAll("img")) {
    if (picture.closest("a, button, summary") || (picture.width > 0 && picture.width <= smallest)) continue;
    picture.tabIndex = 0;
    picture.classList.add("enlargeable");
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-label", picture.alt ? `${texts.enlarge}: ${picture.alt}` : texts.enlarge);
  }
  for (const player of body.querySelectorAll("a[data-ink-player]")) {
    const frame = frameOf(player);
    if (frame) player.dataset.hint = texts.playHint.replace("{host}", frame.host);
  }
}

const units = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

const idle = (act) => (window.requestIdleCallback ?? setTimeout)(act, { timeout: 2000 });

const ago = ([language, number, unit]) => new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(number, unit);

// For its first date a browser reads what it knows of languages, which takes it tens of milliseconds: in a worker
// while the page answers its reader, and in the page where there can be none.
function sayHowLongAgo({ post, texts, signal }) {
  const place = post.querySelector(".ago");
  const time = [...post.querySelectorAll(".post-meta time")].at(-1);
  const seconds = (new Date(time?.dateTime) - Date.now()) / 1000;
  if (!place || Number.isNaN(seconds)) return;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  const question = [texts.language, Math.trunc(seconds / size), unit];
  // Shown by the style sheet: the page's text stays as it is.
  const say = (answer) => (place.dataset.ago = answer);
  const sayHere = () => idle(() => signal.aborted || say(ago(question)));
  try {
    const worker = new Worker(import.meta.url, { type: "module" });
    signal.addEventListener("abort", () => worker.terminate());
    worker.onerror = sayHere;
    worker.onmessage = ({ data }) => {
      worker.terminate();
      say(data);
    };
    worker.postMessage(question);
  } catch {
    sayHere(); // a policy or a sandbox forbids it
  }
}

// This file is the worker's as well.
if (!globalThis.document) onmessage = ({ data }) => postMessage(ago(data));

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

// A table or a block of code that is wider than the page can be scrolled with keys, and says
// what it is.
function watchWidths(body, { texts, signal }) {
  const boxes = body.querySelectorAll("table, pre > code");
  if (!boxes.length) return;
  const observer = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      const pre = target.localName === "code" && target.parentNode;
      const name = pre ? pre.dataset.title || texts.code : target.caption ? "" : texts.table;
      const scrolls = target.scrollWidth > target.clientWidth;
      const set = (attribute, value) =>
        scrolls && value ? target.setAttribute(attribute, value) : target.removeAttribute(attribute);
      set("tabindex", "0");
      set("aria-label", name);
      if (!pre) continue;
      set("role", "region");
      // The code itself scrolls now; a reader who is there already stays.
      if (!pre.matches(":focus")) pre.removeAttribute("tabindex");
    }
  });
  for (const box of boxes) observer.observe(box);
  signal.addEventListener("abort", () => observer.disconnect());
}

const hasFailed = (picture) => picture.complete && !picture.naturalWidth && picture.currentSrc;

// Few posts have a picture that fails: what is shown in its place comes when one does.
function watchPictures(body, { signal }, attendFailed) {
  let isAttended = false;
  const fail = async () => {
    if (isAttended) return;
    isAttended = true;
    // Where a picture fails for want of a network, that may too: it is tried again with the next one.
    isAttended = await attendFailed();
  };
  body.addEventListener("error", (event) => event.target.localName === "img" && fail(), { capture: true, signal });
  if ([...body.querySelectorAll("img")].some(hasFailed)) fail();
}

function click(event, stay) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const { target } = event;
  const button = target.closest("[data-action]");
  if (button) return act(button, stay);
  const player = target.closest("a[data-ink-player]");
  const frame = player && frameOf(player);
  if (frame) {
    event.preventDefault();
    return play(player, frame);
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

// The player's frame that a link stands for. The sanitiser has put its address together and the
// page's policy of content lets in no other, but nothing else must even be tried.
const players = ["https://player.bilibili.com", "https://player.vimeo.com", "https://www.youtube-nocookie.com"];

function frameOf(link) {
  const address = URL.parse?.(link.dataset.inkPlayer) ?? null;
  return address && players.includes(address.origin) ? address : null;
}

function play(link, address) {
  const frame = make("iframe", {
    className: "player",
    title: link.textContent,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  // Whoever pressed play has asked for it.
  address.searchParams.set("autoplay", "1");
  frame.src = address.href;
  link.replaceWith(frame);
  frame.focus();
}

async function act(button, { post, texts, signal, load }) {
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
    case "embed": {
      const { show } = await load("embedding");
      if (!signal.aborted) await show(post, texts, copy, signal);
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
