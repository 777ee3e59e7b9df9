//! Who is compared: the site that `inkstone build` writes, the same without texts in its pages, docsify, and a
//! page that is nothing but the text. All are served by one kind of host, compressed alike, with the posts of one folder.

use std::{fs, io::Write, path::Path};

use tempfile::TempDir;

use crate::{
    blog::Blog,
    host::Host,
    page::{Screen, browse},
    posts::{LONG, SEED},
};

/// Extensions of what hosts compress.
const TEXT: [&str; 9] = ["html", "js", "mjs", "css", "md", "json", "svg", "wasm", "webmanifest"];

/// One way to publish the posts.
pub(crate) struct Contender {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    host: Served,
    /// What precedes a post's key in its address, and what follows it.
    post: (&'static str, &'static str),
    /// Whether it has a list to click in.
    pub(crate) has_list: bool,
    /// Whether a service worker keeps it for the next visit.
    pub(crate) has_worker: bool,
}

enum Served {
    Blog(Blog),
    Files(Host, #[expect(dead_code, reason = "the folder lives as long as its host")] TempDir),
}

impl Contender {
    fn host(&self) -> &Host {
        match &self.host {
            Served::Blog(blog) => blog,
            Served::Files(host, _) => host,
        }
    }

    /// The address of a post's page.
    pub(crate) fn post(&self, key: &str) -> String {
        self.host().url(&format!("{}{key}{}", self.post.0, self.post.1))
    }

    /// The address of the list of posts.
    pub(crate) fn list(&self) -> String {
        self.at("/")
    }

    /// The address of `path`, which begins with `/`.
    pub(crate) fn at(&self, path: &str) -> String {
        self.host().url(path)
    }

    /// Selects the link to a post in the list.
    pub(crate) fn link(&self, key: &str) -> String {
        match self.host {
            Served::Blog(_) => format!("html[data-inkstone=ready] .summary[data-path={key}] h2 a"),
            Served::Files(..) => format!(".markdown-section a[href='#/{key}']"),
        }
    }

    /// Whether this is Inkstone, whose own figures are asked for.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.host, Served::Blog(_))
    }
}

/// Inkstone as it is, Inkstone without texts in its pages, docsify, the text alone. `peers` is a folder of npm's
/// that has docsify.
pub(crate) fn all(posts: &Path, peers: &Path) -> [Contender; 4] {
    let whole = Blog::offline(posts, "/");
    let plain = plain(&whole);
    compress(&whole.folder());
    let raw = Blog::of_posts_with(posts, &["--no-html"]);
    compress(&raw.folder());
    let ours = |name, blog, has_worker| {
        let host = Served::Blog(blog);
        Contender { name, host, post: ("/posts/", "/"), has_list: true, has_worker }
    };
    let docsify = docsify(posts, peers);
    [
        ours("Inkstone", whole, true),
        ours("Inkstone, no HTML", raw, false),
        Contender { name: "docsify 5", host: docsify, post: ("/#/", ""), has_list: true, has_worker: false },
        Contender { name: "static page", host: plain, post: ("/", ".html"), has_list: false, has_worker: false },
    ]
}

/// The texts of the posts as they come out of ours, with nothing around them and no script.
fn plain(blog: &Blog) -> Served {
    let folder = TempDir::new().expect("a temporary folder");
    browse(Screen::LAPTOP, |page| {
        for subject in [SEED, LONG] {
            page.open(&blog.url(&format!("/posts/{}/", subject.key)));
            page.wait_for("article.post .post-foot");
            let text = page.eval_text("document.querySelector('.post-body').innerHTML");
            let page = format!(
                "<!doctype html><html lang=zh-Hans><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
                 <title>{0}</title><link rel=icon href=data:,><style>body{{font:17px/1.7 sans-serif;max-width:40em;margin:auto}}</style>\
                 <article>{text}</article>",
                subject.name
            );
            fs::write(folder.path().join(format!("{}.html", subject.key)), page).expect("the folder is ours");
        }
    });
    serve(folder)
}

/// The posts as docsify's guide says to publish them, with a list of them all as its first page.
fn docsify(posts: &Path, peers: &Path) -> Served {
    let folder = TempDir::new().expect("a temporary folder");
    let to = |name: &str| folder.path().join(name);
    let dist = peers.join("node_modules/docsify/dist");
    for (from, name) in [("docsify.min.js", "docsify.min.js"), ("themes/core.min.css", "theme.css")] {
        let from = dist.join(from);
        fs::copy(&from, to(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
    let page = "<!doctype html><html lang=zh-Hans><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>札记</title><link rel=icon href=data:,><link rel=stylesheet href=theme.css></head><body><div id=app></div>\
         <script>window.$docsify = { name: '札记', loadSidebar: false }</script><script src=docsify.min.js></script></body></html>";
    fs::write(to("index.html"), page).expect("the folder is ours");
    let mut list = String::from("# 札记\n\n");
    let mut names: Vec<_> = fs::read_dir(posts)
        .expect("the folder of posts is there")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("names are ours"))
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    for name in names {
        fs::copy(posts.join(&name), to(&name)).expect("the folder is ours");
        list.push_str(&format!("- [{name}]({name})\n"));
    }
    fs::write(to("README.md"), list).expect("the folder is ours");
    serve(folder)
}

fn serve(folder: TempDir) -> Served {
    compress(folder.path());
    Served::Files(Host::serve(folder.path(), "/"), folder)
}

/// Puts a file compressed by Brotli beside every text below `folder`, which the host prefers.
fn compress(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the folder is ours").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            compress(&entry);
        } else if entry.extension().and_then(|name| name.to_str()).is_some_and(|name| TEXT.contains(&name)) {
            let mut compressed = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
            compressed.write_all(&fs::read(&entry).expect("the file is there")).expect("memory takes it");
            let mut name = entry.into_os_string();
            name.push(".br");
            fs::write(name, compressed.into_inner()).expect("the folder is ours");
        }
    }
}
