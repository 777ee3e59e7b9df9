//! Addresses from before: a page at each old address of a post that leads to its new one, so
//! that links and bookmarks from the blog's last home still work.

use std::collections::HashSet;

use inkstone_content::{
    Post, Severity, Site, SitePath,
    address::{encode_path, folder_of},
};

use serde::{Deserialize, Serialize};

use crate::{App, FileProblem, blog::Posts, csp::NOTHING, shell::escape_into, taken::generated, walk::SourceFile};

/// First parts of addresses under which the site's own pages are.
const OURS: [&str; 10] =
    ["archive", "catalogue", "categories", "embed", "index.html", "page", "saved", "search", "sw.js", "tags"];

/// The old addresses of one post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Aliases {
    #[serde(with = "paths")]
    paths: Vec<SitePath>,
    /// Whether they ended in `.html`: then they were files, and must be files again.
    as_files: bool,
}

impl Aliases {
    pub(crate) fn of(post: &Post, site: &Site) -> Self {
        let paths = post.addresses(site);
        let asked = post.meta.permalink.iter().chain(&post.meta.aliases).chain(&site.permalink);
        let as_files = !paths.is_empty() && asked.into_iter().any(|text| text.trim_end().ends_with(".html"));
        Self { paths, as_files }
    }

    /// The addresses below the site's root, not percent-encoded.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(SitePath::as_str)
    }
}

/// Paths as they are remembered from build to build: texts, judged again when they are read.
mod paths {
    use inkstone_content::{Site, SitePath};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(paths: &[SitePath], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(paths.iter().map(SitePath::as_str))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<SitePath>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let path = |text: String| {
            let path = SitePath::new(&inkstone_content::address::encode_path(&text), &Site::default());
            path.ok_or_else(|| D::Error::custom("no path of a site"))
        };
        texts.into_iter().map(path).collect()
    }
}

/// A page that leads elsewhere.
pub(crate) struct Redirect {
    /// The file of the post it leads to, for messages.
    pub(crate) post: String,
    /// Its file.
    pub(crate) path: String,
    /// Its HTML.
    pub(crate) html: String,
}

/// The pages for the old addresses of `posts`, beside the files of `statics` and of `app`. An address that is a file or page of the site
/// stays that; one that two posts had leads to the first, and the other is told.
pub(crate) fn redirects(
    posts: &Posts,
    statics: &[SourceFile],
    app: &App,
    site: &Site,
) -> (Vec<Redirect>, Vec<FileProblem>) {
    if posts.shown.iter().all(|post| post.aliases.paths.is_empty()) {
        return (Vec::new(), Vec::new());
    }
    let mut taken = Taken::new(posts, statics, app);
    let mut pages = Vec::new();
    let mut problems = Vec::new();
    for post in posts.shown.iter().filter(|post| !post.aliases.paths.is_empty()) {
        let title = &post.summary.title;
        let folder = folder_of(&post.summary.path);
        for alias in &post.aliases.paths {
            let old = alias.as_str();
            if old == folder {
                continue;
            }
            if !taken.take(old) {
                let message = format!("the old address /{old} is another page's, so it does not lead to this post");
                let hint = "remove it from one of the two posts";
                let file = post.name.clone();
                problems.push(FileProblem::whole(file, Severity::Warning, "duplicate-alias", message, hint));
                continue;
            }
            let files = [Some(format!("{old}/index.html")), post.aliases.as_files.then(|| format!("{old}.html"))];
            for path in files.into_iter().flatten() {
                let up = "../".repeat(path.matches('/').count());
                let html = page(site, title, &format!("{up}{}/", encode_path(&folder)));
                pages.push(Redirect { post: post.name.clone(), path, html });
            }
        }
    }
    (pages, problems)
}

fn page(site: &Site, title: &str, address: &str) -> String {
    let escaped = |text: &str| {
        let mut html = String::new();
        escape_into(text, &mut html);
        html
    };
    let (language, title, address) = (escaped(&site.language), escaped(title), escaped(address));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{NOTHING}\">\n<title>{title}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n<link rel=\"canonical\" href=\"{address}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body><p><a href=\"{address}\">{title}</a></p></body>\n</html>\n"
    )
}

/// What a page at an old address must not take the place of.
struct Taken {
    files: HashSet<String>,
    /// Pages, which are folders: other pages may be below them.
    pages: HashSet<String>,
}

impl Taken {
    fn new(posts: &Posts, statics: &[SourceFile], app: &App) -> Self {
        let below = |path: &str| format!("posts/{path}");
        let raw = posts.shown.iter().map(|post| below(&post.summary.file()));
        let assets = posts.assets.iter().map(|file| below(file.path.as_str()));
        let statics = statics.iter().map(|file| file.path.as_str().to_owned());
        let generated = generated().chain(["posts", "posts/index.txt", "posts/inkstone.yaml"]).map(str::to_owned);
        let app = app.assets().map(|(name, _)| name.to_owned());
        Self {
            files: raw.chain(assets).chain(statics).chain(generated).chain(app).collect(),
            // A page beside the posts is also what the app shows at its address among them.
            pages: posts
                .shown
                .iter()
                .flat_map(|post| [folder_of(&post.summary.path), below(&post.summary.path)])
                .collect(),
        }
    }

    /// Takes `path` if its page can be there.
    fn take(&mut self, path: &str) -> bool {
        let first = path.split('/').next().unwrap_or(path);
        let is_posts = |parent: &str| parent == "posts" && path != "posts";
        let below_a_file = path
            .match_indices('/')
            .map(|(at, _)| &path[..at])
            .chain([path])
            .any(|parent| !is_posts(parent) && self.files.contains(parent));
        let is_free = !OURS.contains(&first) && !below_a_file && !self.files.contains(&format!("{path}.html"));
        is_free && self.pages.insert(path.to_owned())
    }
}
