// What <inkstone-post> shows: a post of a blog, any Markdown file, or the Markdown inside the element. Whoever
// has rendered it, its text goes through the sanitiser that every post goes through (docs/adr/0014-embedding.md).

const markdown = /\.(md|markdown|mdown|mkd|mdx)$/i;
const isPage = (answer) => /^(text\/html|application\/xhtml)/.test(answer.headers.get("content-type") ?? "");

/** The nodes of what `element` asks for. */
export async function show(element, signal, tools) {
  return (element.src && (await rendered(element.src, signal, tools))) || fromMarkdown(element, signal, tools);
}

// A post that its blog has rendered: text, title and the rest are in a file beside the page for frames. The
// addresses in it are relative to the post's page. Null where there is no such file.
async function rendered(src, signal, { webAddress, blogOf, request, textOf, module, ...tools }) {
  const blog = blogOf(webAddress(src));
  if (!blog?.page.startsWith("posts/") || markdown.test(blog.page)) return null;
  const sanitiser = module("sanitiser");
  sanitiser.catch(() => {}); // the file may be missing first
  const answer = await request(`${blog.root}embed/${blog.page}/post.json`, { signal });
  if (!answer.ok || isPage(answer)) return null;
  const post = JSON.parse(await textOf(answer));
  if (post.format !== 1) throw new TypeError(`${src} is of another version than this script`);
  const href = `${blog.root}${blog.page}/`;
  const body = await bodyOf(post, blog.root, href, await sanitiser, tools);
  return article(post, body, { site: post.site, root: blog.root, href }, { webAddress, ...tools });
}

async function fromMarkdown(element, signal, tools) {
  const source = element.src ? fetched(element.src, signal, tools) : written(element, tools);
  const [renderer, { bytes, file, root, catalogue, href }] = await Promise.all([tools.module("renderer"), source]);
  signal.throwIfAborted();
  const { module } = renderer;
  const ask = ({ frontMatter, tags, names }) =>
    catalogue === undefined
      ? module.document(file, bytes, root, frontMatter, tags, names)
      : module.pageElsewhere(file, bytes, catalogue, root, frontMatter, tags, names);
  const known = {};
  let answer;
  // What few files need is a module of its own, which the answer names.
  while ((answer = ask(known))[0] !== "{") {
    // A character whose name nobody knows stands as it is written. Without the rest there is no post.
    const part = await tools.module(answer).catch((error) => answer === "names" ? null : Promise.reject(error));
    known[answer] = part?.module.read(file, bytes, catalogue, root) ?? "";
  }
  const page = JSON.parse(answer);
  const site = catalogue && JSON.parse(catalogue).site;
  return article(page, await bodyOf(page, root, root, renderer, tools), { site, root, href }, tools);
}

// The Markdown inside an element, in a script that no browser runs or as its text.
function written(element, { webAddress }) {
  const script = element.querySelector('script[type="text/markdown"]');
  // Elements alone are what stands there until there is a `src`.
  let isText = script;
  for (let node = element.firstChild; node; node = node.nextSibling) isText ||= node.nodeType === Node.TEXT_NODE && node.data.trim();
  if (!isText) throw new TypeError("there is neither a src nor Markdown inside");
  const text = unindented((script ?? element).textContent);
  const { origin, pathname } = webAddress("");
  const file = `${pathname.slice(1, pathname.lastIndexOf("/") + 1)}written.md`;
  return { bytes: new TextEncoder().encode(text), file: decoded(file), root: `${origin}/` };
}

// HTML is written with indentation, which to Markdown is code.
function unindented(text) {
  const lines = text.replace(/^(\s*\n)+/, "").trimEnd();
  const [indentation] = /^[ \t]*/.exec(lines);
  return lines.replaceAll(`\n${indentation}`, "\n").slice(indentation.length);
}

async function fetched(src, signal, { base, webAddress, blogOf, request, bytesOf, textOf, catalogue }) {
  const address = webAddress(src);
  const blog = blogOf(address);
  address.hash = "";
  const { href, origin, pathname } = address;
  const ofBlog = async (answer, file) => {
    const [bytes, root] = await Promise.all([bytesOf(answer), catalogue(blog.root)]);
    return { bytes, file: decoded(file), root: blog.root, catalogue: root, href: pageOf(blog, file) };
  };
  if (blog && !markdown.test(pathname)) {
    if (blog.page.startsWith("posts/")) {
      const file = `${blog.page.slice(6)}.md`;
      const answer = await request(`${blog.root}posts/${file}`, { signal });
      if (answer.ok && !isPage(answer)) return ofBlog(answer, file);
    }
    // The page itself says which file it was made of.
    const page = await request(href, { signal });
    const [, named] = /<meta name="inkstone:file" content="([^"]+)"/.exec(page.ok ? await textOf(page) : "") ?? [];
    if (!named) throw new TypeError(`${href} is no page of a post`);
    const file = encoded(named.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&"));
    const answer = await request(`${blog.root}posts/${file}`, { signal });
    return ofBlog(answer, file);
  }
  const answer = await request(href, { signal });
  if (isPage(answer)) throw new TypeError(`${href} is a page, not Markdown`);
  const file = pathname.slice(1) || "index.md";
  // A file of this script's own blog is a post of it.
  if (blog?.root === base && blog.page.startsWith("posts/")) return ofBlog(answer, blog.page.slice(6));
  return { bytes: await bytesOf(answer), file: decoded(file), root: `${origin}/`, href };
}

function pageOf({ root }, file) {
  const key = file.replace(markdown, "").replace(/\/_?index$/, "");
  return `${root}${key.startsWith("pages/") ? key.slice(6) : `posts/${key}`}/`;
}

const encoded = (path) => encodeURIComponent(path).replaceAll("%2F", "/");

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // written in another encoding
  }
}

async function bodyOf({ html, source }, root, page, { module, dompurify }, { make }) {
  if (html !== null) {
    try {
      const work = module.sanitiseElsewhere(html, root, page, dompurify);
      let body;
      // In steps, between which the page answers its reader.
      while (!(body = work.step())) await new Promise((goOn) => setTimeout(goOn));
      return body;
    } catch (error) {
      // A text says that there is too much of something; all else is a fault.
      if (typeof error !== "string") throw error;
    }
  }
  return make("div", { class: "post-body" }, make("pre", { class: "plain", tabindex: "0" }, source));
}

function article({ head }, body, { site, root, href }, { make, link, date, webAddress, around }) {
  const language = head.language ?? site?.language;
  body.setAttribute("part", "body");
  body.addEventListener("click", followInside);
  const meta = make("p", { class: "meta", part: "meta" });
  for (const name of head.authors.length || !site?.author ? head.authors : [site.author]) {
    meta.append(make("span", { part: "author" }, name));
  }
  meta.append(date(head.date, language || around) ?? "");
  // A text without a title of its own is called by its file, which says nothing here.
  const title = (site || head.title !== "written") && make("h2", { part: "title" }, href ? link(href, head.title) : head.title);
  return make(
    "article",
    { class: "post", part: "post", lang: language, dir: head.direction ?? "auto" },
    (title || meta.hasChildNodes()) && make("header", { part: "header" }, title, meta),
    head.hero && picture(head.hero, href ?? root, { make, webAddress }),
    body,
    site && make("footer", { part: "source" }, link(root, site.title)),
  );
}

function picture(address, root, { make, webAddress }) {
  let src;
  try {
    src = webAddress(address, root).href;
  } catch {
    return null; // no picture of the web
  }
  return make("img", { class: "hero", part: "hero", src, alt: "", referrerpolicy: "no-referrer", decoding: "async", loading: "lazy" });
}

// The page's own address is none of ours: a link to a heading leads there inside the shadow root, which the
// browser would not look into.
function followInside(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const id = decoded(link.getAttribute("href").slice(1));
  const target = link.getRootNode().getElementById(id);
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}
