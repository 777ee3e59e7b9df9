// The page /embed: puts together what to paste into another page for a list of posts, and shows every kind of
// element as it is. The elements on it are the real ones (embed.js), loaded by the page itself.

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
