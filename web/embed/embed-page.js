// The page /embed: puts together what to paste into another page for a list of posts, and shows every kind of
// element as it is. The elements on it are the real ones (embed.js), loaded by the page itself.

// What the blog's style sheet has no rules for.
const styles = new CSSStyleSheet();
styles.replaceSync(
  ".embed-page { max-inline-size: var(--ink-measure); margin-inline: auto; padding: 1.5rem var(--ink-gutter) 4rem; }" +
    ".embed-page :is(form, h2, inkstone-list) { margin-block-start: 1.5rem; }" +
    ".embed-page h2 { margin-block-end: 1rem; }" +
    ".embed-page form { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 0.75rem 1.5rem; margin-block-end: 1rem; }" +
    ".embed-page :is(input, select, textarea, iframe) { display: block; box-sizing: border-box; inline-size: 100%; border: 1px solid var(--ink-muted); border-radius: var(--ink-radius); }" +
    ".embed-page :is(input, select) { min-block-size: 2.25rem; padding: 0.3em 0.6em; background: var(--ink-raised); color: inherit; font: inherit; }" +
    ".embed-page textarea { padding: 0.6em 0.8em; resize: vertical; background: var(--ink-sunken); color: inherit; font: 0.8125rem/1.6 var(--ink-mono); }" +
    ".embed-page iframe { block-size: 24rem; }",
);
document.adoptedStyleSheets.push(styles);

const form = document.querySelector("form");
const [list, post, frame] = ["list", "post", "frame"].map((kind) => document.getElementById(`live-${kind}`));
const code = document.getElementById("code");
const base = new URL("./", import.meta.url).href;
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function change() {
  const asked = { category: form.category.value.trim(), tag: form.tag.value.trim(), limit: form.limit.value, layout: form.layout.value };
  let attributes = "";
  for (const [name, value] of Object.entries(asked)) {
    list[name] = value || null;
    if (value) attributes += ` ${name}="${escaped(value)}"`;
  }
  code.value =
    `<script type="module" src="${escaped(base)}embed.js"></script>\n` +
    `<inkstone-list src="${escaped(base)}"${attributes}><a href="${escaped(base)}">${escaped(form.dataset.blog)}</a></inkstone-list>`;
}

// The first post of the list stands for all of them.
list.addEventListener("inkstone:rendered", () => {
  const page = list.shadowRoot.querySelector("a[href]").href;
  if (post.src === page || !page.startsWith(`${base}posts/`)) return;
  post.src = page;
  frame.src = `${base}embed/${page.slice(base.length)}`;
});

form.addEventListener("input", change);
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("copy").addEventListener("click", async ({ currentTarget: button }) => {
  code.select();
  try {
    await navigator.clipboard.writeText(code.value);
  } catch {
    document.execCommand("copy"); // no permission, or no secure connection: the old way
  }
  document.getElementById("said").textContent = button.dataset.said;
});
list.src = base;
change();
