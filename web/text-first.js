// Shows a post whose page does not hold its text before the app is there: the renderer is all that the text needs, and
// the app is as large once more. What stands here is what the app's own page begins with (crates/views/src/article.rs),
// to the letter (tests/browser/text_first.rs): it takes this one's place, and nothing moves.

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) element.setAttribute(key, value);
  element.append(...children.filter((child) => child != null));
  return element;
};

/**
 * Reads, renders and shows a post, and gives what the app would make of it once more: the renderer's answer and the nodes
 * of the text. Nothing where only the app can show the post, or say why it cannot. `file`: the path of its file below the
 * posts folder; `address`: where that is, below the site's root; `language`: the interface's; `isFirst` says whether
 * the app is still on its way.
 */
export async function show(file, address, language, isFirst, boot) {
  const [catalogue, bytes, renderer, texts] = await Promise.all([
    answered(boot, "catalogue.json").then((answer) => answer.text()),
    answered(boot, address).then(async (answer) => new Uint8Array(await answer.arrayBuffer())),
    boot.load("renderer"),
    boot.messages(language).then(read),
  ]);
  const { site, zone } = JSON.parse(catalogue);
  const root = new URL(boot.base).pathname;
  const question = [file, bytes, JSON.stringify(site), JSON.stringify(zone ?? { before: 0 }), root];
  const isAskedFor = new URLSearchParams(location.search).get("sanitizer") === "dompurify";
  const dompurify = renderer.hasEngine() && !isAskedFor ? undefined : await boot.load("dompurify");
  const made = await rendered(question, renderer, dompurify, boot).catch((error) => {
    // A text says that there is too much of something. After a trap the module's memory is as the trap left it.
    if (typeof error !== "string") boot.forget("renderer");
    throw error;
  });
  if (!made) return;
  const { page, head, body } = made;
  const article = await boot.load("article").catch(() => {});
  await article?.dress(body, boot);
  if (isFirst()) {
    document.title = `${head.title} · ${site.title}`;
    const main = document.getElementById("main");
    // What is known of the post stands already (crates/views/src/skeleton.rs), and may have the focus.
    const links = () => [...main.querySelectorAll(".post-head a")];
    const focused = links().indexOf(document.activeElement);
    main.replaceChildren(post(head, body, { site, root, texts }));
    links()[focused]?.focus({ preventScroll: true });
    goToSection();
  }
  return { page, body };
}

// A browser has looked for it before there was a text.
function goToSection() {
  if (document.documentElement.hasAttribute("data-scrolled")) return;
  try {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id) (document.getElementById(id) ?? document.getElementById(`user-content-${id}`))?.scrollIntoView();
  } catch {} // it is written in another encoding
}

async function answered(boot, path) {
  const answer = await boot.peek(path);
  if (!answer?.ok || answer.headers.get("content-type")?.startsWith("text/html")) throw new TypeError(`no ${path}`);
  return answer;
}

async function rendered(question, renderer, dompurify, boot) {
  const page = await renderer.page(...question);
  if (page === null) return null;
  const { head, html } = JSON.parse(page);
  const isAsWritten = html !== null && !head.problems.some(({ severity }) => severity === "error");
  return isAsWritten ? { page, head, body: await sanitised(html, renderer, dompurify, boot) } : null;
}

async function sanitised(html, renderer, dompurify, boot) {
  const work = renderer.sanitise(html, boot.base, dompurify);
  for (;;) {
    const body = work.step();
    if (body) return body;
    await new Promise((goOn) => setTimeout(goOn));
  }
}

function post(head, body, { site, root, texts }) {
  const ours = { lang: texts.language, dir: texts.direction };
  const updated = head.updated === head.date ? null : head.updated;
  const time = (date) => make("time", { datetime: date, ...ours }, dateText(date, texts));
  const meta = [
    ...authorsOf(head, site.author).map((name) => make("span", { class: "author" }, name)),
    head.date && make("a", { class: "date", href: `${root}archive/${parts(head.date).slice(0, 2).join("/")}` }, time(head.date)),
    updated && make("span", { class: "updated" }, texts.updated, " ", time(updated)),
    make("span", { class: "minutes", ...ours }, minutes(head.minutes, texts)),
    (updated ?? head.date) && make("span", { class: "ago", ...ours }),
  ];
  return make(
    "article",
    {
      class: hasContents(head) ? "post has-contents" : "post",
      lang: head.language ?? site.language,
      dir: head.direction ?? directionOf(head, site.language),
      // Where the page was then: whoever is elsewhere when the app comes has gone there.
      "data-first": Math.round(scrollY),
    },
    make(
      "header",
      { class: "post-head" },
      ...head.categories.map((names) => crumbs(names, root, texts)),
      make("h1", { tabindex: "-1", "data-length": lengthOf(head.title) }, head.title),
      make("p", { class: "post-meta" }, ...meta),
    ),
    head.series && make("p", { class: "series" }, make("span", ours, texts.series), " ", make("b", {}, head.series)),
    ...notices(head, site, texts, ours),
    head.hero && make("img", { class: "post-hero", src: head.hero, alt: "", referrerpolicy: "no-referrer", decoding: "async" }),
    body,
  );
}

function authorsOf({ authors }, site) {
  return authors.length || !site.trim() ? authors : [site.trim()];
}

function crumbs(names, root, texts) {
  const crumb = (name, at) => {
    const href = `${root}categories/${names.slice(0, at + 1).map(encoded).join("/")}`;
    return make("li", {}, make("a", { href }, name));
  };
  return make("ol", { class: "crumbs", "aria-label": texts.categories }, ...names.map(crumb));
}

function* notices({ original, date, updated }, site, texts, ours) {
  if (original) {
    const link = make("a", { href: original, rel: "noopener noreferrer nofollow ugc" }, hostOf(original));
    yield make("p", { class: "post-notice original", ...ours }, texts.original, " ", link);
  }
  const changed = updated ?? date;
  const days = changed && site.outdated_after && (Date.now() - Date.parse(changed)) / 864e5;
  if (days > site.outdated_after) {
    const said = filled(texts.outdated, { date: dateText(changed, texts) });
    yield make("p", { class: "post-notice outdated", ...ours }, said);
  }
}

// What the app shows of it comes beside the text on wide screens, which makes room.
function hasContents({ outline, toc }) {
  const top = Math.min(...outline.map(({ level }) => level));
  const shown = outline.filter(({ level }) => level - top < 3).length;
  return toc !== false && shown >= (toc ? 1 : 3);
}

// A name as one part of an address (crates/views/src/route/term.rs).
function encoded(name) {
  const strict = encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return name === "page" ? "%70age" : strict.replace(/index\.html$/, "index%2Ehtml");
}

function hostOf(address) {
  const [, authority] = /^(?:[^:]*:\/\/)?([^/?#\\]*)/.exec(address);
  return authority.split("@").pop().replace(/^www\./, "");
}

function lengthOf(title) {
  let width = 0;
  for (const sign of title) width += sign >= "\u1100" ? 2 : 1;
  if (width > 34) return width > 64 ? "very-long" : "long";
}

// The direction of the post's language, else of its title's first letter, else of the site's (crates/views/src/language.rs).
function directionOf({ language, title }, site) {
  if (!language && /^[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(letters(title))) return "rtl";
  const [name, script] = (language ?? site).toLowerCase().split(/[-_]/);
  const toLeft = script?.length === 4 ? /^(arab|hebr|syrc|thaa|nkoo|adlm)$/.test(script)
    : /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|syr|ug|ur|yi)$/.test(name);
  return toLeft ? "rtl" : "ltr";
}

const letters = (title) => title.replace(/^(?:[^a-zA-Z\u00c0-\u{10ffff}]|[\u2000-\u303f\uff00-\uff20\u{1f000}-\u{1faff}])+/u, "");

// The interface's texts in one language (crates/views/messages).
function read(file) {
  const lines = file.split("\n").filter((line) => !line.startsWith("#") && line.includes("="));
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at).trim(), line.slice(at + 1).replace(/^ +| +$/g, "")];
  }));
}

const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const digits = (number, texts) => String(number).replace(/\d/g, (digit) => [...texts.digits][digit]);
const parts = (date) => date.split("T")[0].split("-");

function dateText(date, texts) {
  const [year, month, day] = parts(date).map(Number);
  const said = { year: digits(year, texts), m: digits(month, texts), day: digits(day, texts) };
  return filled(texts.date, { ...said, month: texts.months.split("|")[month - 1] });
}

function minutes(count, texts) {
  const forms = texts.minutes.split("|");
  // Files have CLDR's forms in CLDR's order. Few languages need it: a browser's first formatter is slow.
  const rules = forms.length > 1 && new Intl.PluralRules(texts.language);
  const form = rules ? rules.resolvedOptions().pluralCategories.indexOf(rules.select(count)) : 0;
  const number = digits(count, texts).replace(/\B(?=(?:.{3})+$)/gu, texts.group);
  return filled(forms[Math.min(form, forms.length - 1)], { n: number });
}
