// A post's ways into pages of other sites: what to paste there, and what it will look like
// (docs/guide/embedding.md). A modal <dialog>, so that focus and the page behind are the browser's.

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Its styles come with it: few visits need them.
const styles = new CSSStyleSheet();
styles.replaceSync(
  ".embedding { inline-size: min(40rem, 100% - 2rem); }" +
    ".embedding .preview { display: block; box-sizing: border-box; inline-size: 100%; block-size: 12rem; }" +
    ".embedding :is(.preview, textarea) { border: 1px solid var(--ink-line); border-radius: var(--ink-radius); }" +
    ".embedding .way { margin-block-start: 1rem; }" +
    ".embedding label { display: block; }" +
    ".embedding textarea { display: block; box-sizing: border-box; inline-size: 100%; padding: 0.6em 0.8em; resize: vertical; " +
    "background: var(--ink-sunken); color: inherit; font: 0.8125rem/1.6 var(--ink-mono); }" +
    ".embedding .ways { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 1.5rem; margin-block-start: 1.25rem; }",
);

// Somebody who is impatient presses twice before there is a dialog in the way.
let isOpening = false;

/** Shows them for `post`, whose page this is; the dialog lives in it until it is closed or `signal` ends the stay. */
export async function show(post, texts, copy, signal) {
  if (isOpening) return;
  isOpening = true;
  try {
    await open(post, texts, copy, signal);
  } finally {
    isOpening = false;
  }
}

async function open(post, texts, copy, signal) {
  if (!document.adoptedStyleSheets.includes(styles)) document.adoptedStyleSheets.push(styles);
  const base = new URL("./", import.meta.url).href;
  const path = location.href.split(/[?#]/)[0].slice(base.length).replace(/\/?(index\.html)?$/, "/");
  const [page, frame] = [base + path, `${base}embed/${path}`];
  const title = post.querySelector("h1").textContent.trim();
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const sandbox = "allow-scripts allow-popups allow-top-navigation-by-user-activation";
  const element =
    `<script type="module" src="${escaped(base)}embed.js"></script>\n` +
    `<inkstone-post src="${escaped(page)}"><a href="${escaped(page)}">${escaped(title)}</a></inkstone-post>`;
  const framed =
    `<iframe src="${escaped(frame)}" title="${escaped(title)}" width="640" height="480" loading="lazy" ` +
    `style="border: 0; max-width: 100%" sandbox="${sandbox}"></iframe>\n` +
    `<script src="${escaped(base)}embed-frame.js" async></script>`;

  const dialog = make("dialog", { className: "dialog embedding", lang: texts.language });
  dialog.setAttribute("aria-label", texts.embed);
  const way = (name, code) => {
    const field = make("textarea", { readOnly: true, rows: 4, value: code, spellcheck: false, dir: "ltr" });
    field.onfocus = () => field.select();
    const button = make("button", { type: "button", className: "plain-button" }, texts.copyCode);
    button.onclick = () => copy(button, code, texts);
    return make("div", { className: "way" }, make("label", {}, name, field), make("p", { className: "post-actions" }, button));
  };
  const close = make("button", { type: "button", className: "plain-button" }, texts.close);
  close.onclick = () => dialog.close();
  const lists = make("a", { href: `${base}embed/` }, texts.embedLists);
  lists.dataset.native = "";
  dialog.setAttribute("closedby", "any");
  // Whoever looks at the preview stays out of it: a key that is pressed in there does not come back.
  dialog.append(make("h2", { tabIndex: -1, autofocus: true }, texts.embed));
  // A site that was built without texts in its pages has none for frames either.
  if (await has(frame)) {
    const preview = make("iframe", { className: "preview", src: frame, title, tabIndex: -1 });
    preview.setAttribute("sandbox", "allow-scripts");
    dialog.append(preview, way(texts.embedFrame, framed));
  }
  if (signal.aborted) return;
  dialog.append(way(texts.embedElement, element), make("p", { className: "ways" }, lists, close));
  const end = () => dialog.close();
  dialog.onclose = () => {
    signal.removeEventListener("abort", end);
    dialog.remove();
  };
  signal.addEventListener("abort", end);
  post.append(dialog);
  dialog.showModal();
}

async function has(address) {
  try {
    return (await fetch(address, { method: "HEAD" })).ok;
  } catch {
    return false; // without a network there is no preview
  }
}
