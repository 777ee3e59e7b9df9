// Inside a frame in somebody else's page (docs/adr/0014-embedding.md): the page around it is told how
// high the post is, and may ask for a theme, light or dark, and a language. It is told nothing
// else, and may say nothing but that it wants to be told again. Inline, named by its hash, so that it also runs where the
// frame is in a sandbox and has no origin.
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
for (const name of ["theme", "scheme"]) {
  const value = asked.get(name);
  if (/^[a-z0-9-]{1,40}$/.test(value ?? "")) root.dataset[name] = value;
}
const source = document.querySelector(".embed-source [data-texts]");
const texts = JSON.parse(source.dataset.texts);
const language = Object.keys(texts).find((known) => known === asked.get("lang"));
if (language) {
  source.textContent = texts[language];
  source.lang = language;
}

// The page's base is the post's own page, so a link to a heading would leave the frame.
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
});

// WordPress hides the frame of a blog that it does not know, and keeps its links from opening, until the frame says a
// word that WordPress has put into its address (wp-includes/js/wp-embed.js there).
const secret = /[?&]secret=([a-zA-Z0-9]+)/.exec(location.hash)?.[1];
const tellWordPress = (message, value) => secret && parent.postMessage({ message, value, secret }, "*");
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!secret || event.defaultPrevented || link?.host !== location.host) return;
  event.preventDefault();
  tellWordPress("link", link.href);
});

const main = document.getElementById("main");
let height = 0;
const measure = () => {
  const now = Math.ceil(main.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  parent.postMessage({ type: "inkstone:height", height }, "*");
  tellWordPress("height", height);
};
new ResizeObserver(measure).observe(main);
// A browser does not draw a frame out of sight, and then its observer is silent.
measure();
addEventListener("load", measure);
// The page's own script may come after the first word, and then asks for it.
addEventListener("message", ({ data, source }) => {
  if (source !== parent || !(data?.type === "inkstone:measure" || data?.message === "ready")) return;
  height = 0;
  measure();
});
