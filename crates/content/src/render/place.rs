//! Addresses in a post: what they mean where the post is shown.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    PostPath,
    address::{decode_path, encode_path},
};

/// Where a post is shown: what its relative addresses resolve against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Address of the site's root, ending in `/`: `/`, `/blog/`, `../../` or absolute; empty
    /// for addresses relative to the root.
    pub base: String,
    /// The path of the site's root on its host, for instance `/blog/`, where it is known apart from
    /// `base`: an address from the host's root may begin with it. Empty where it is not.
    pub path: String,
    /// The folder below the root that holds the file and what it names.
    pub folder: Folder,
    /// Where a post's own pictures and files lie.
    pub assets: Assets,
    /// The posts that links may name without a path; without them such a link leads to the
    /// default address.
    pub posts: Option<Arc<KnownPosts>>,
}

/// What a file's path is below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Folder {
    /// The folder of posts. A link to another post's file leads to that post's page.
    #[default]
    Posts,
    /// The root itself: a file that belongs to no blog, whose links stay what they are.
    Root,
}

impl Folder {
    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Posts => &["posts"],
            Self::Root => &[],
        }
    }
}

/// Where a post's own pictures and files lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assets {
    /// Beside its file.
    #[default]
    BesideFile,
    /// In a folder of the post's own name (Hexo's `post_asset_folder`).
    OwnFolder,
}

/// A post that a link may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPost {
    /// Its key: `posts/<key>` is its page.
    pub key: String,
    /// Its title.
    pub title: String,
}

/// The posts of a site by every name that a link may use: Hexo's `post_link`, Jekyll's
/// `post_url`, Hugo's `ref`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownPosts {
    names: BTreeMap<String, Arc<KnownPost>>,
}

impl KnownPosts {
    /// Adds a post by its key, its file name with and without a date before it, its slug
    /// and its title. A name that two posts share is the first one's.
    pub fn insert(&mut self, path: &PostPath, title: &str, slug: Option<&str>) {
        let key = path.key();
        let post = Arc::new(KnownPost { key: key.to_owned(), title: title.to_owned() });
        let name = key.rsplit('/').next().unwrap_or(key);
        let below_posts = key.strip_prefix("_posts/");
        let names = [Some(key), below_posts, Some(name), Some(without_date(name)), slug, Some(title)];
        for name in names.into_iter().flatten() {
            self.names.entry(name.to_owned()).or_insert_with(|| Arc::clone(&post));
        }
    }

    /// The post of this name; an extension or slashes around it do not matter.
    pub fn find(&self, name: &str) -> Option<&KnownPost> {
        let name = name.trim_matches('/');
        let found = self.names.get(name).or_else(|| self.names.get(without_extension(name)?))?;
        Some(found)
    }
}

/// A file name without Jekyll's `YYYY-MM-DD-`.
pub(crate) fn without_date(name: &str) -> &str {
    let bytes = name.as_bytes();
    let dated = bytes.len() > 11
        && bytes.iter().take(11).enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if dated { &name[11..] } else { name }
}

/// `name` without the extension of a post, if it has one.
fn without_extension(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let is_post = ["md", "markdown", "mdown", "mkd", "mdx"].iter().any(|it| it.eq_ignore_ascii_case(extension));
    (is_post && !stem.is_empty() && !stem.ends_with('/')).then_some(stem)
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A reader follows it.
    Link,
    /// The page loads it.
    Resource,
}

/// The addresses of one post in one place.
#[derive(Clone, Debug)]
pub(crate) struct Resolver<'a> {
    place: &'a Place,
    /// Parts of the file's folder, from the root.
    folder: Vec<&'a str>,
    /// The folder of the post's own name, when it has one.
    own_folder: &'a str,
    /// What addresses from the host's root may already begin with, without a slash at the end:
    /// the paths of `place.base` and of the site. Empty: nothing.
    roots: [&'a str; 2],
}

impl Place {
    /// A place below `base` for posts of `site`.
    pub fn new(base: impl Into<String>, site: &crate::Site) -> Self {
        let assets = if site.post_asset_folder { Assets::OwnFolder } else { Assets::BesideFile };
        let of_url = || site.url.as_deref().map(path_of).unwrap_or_default().to_owned();
        let path = site.base_path.clone().unwrap_or_else(of_url);
        Self { base: base.into(), path, assets, ..Self::default() }
    }

    /// A place for a file that belongs to no blog: its path is below `base`.
    pub fn of_file(base: impl Into<String>) -> Self {
        Self { base: base.into(), folder: Folder::Root, ..Self::default() }
    }

    /// Resolves an address written in `post` (front matter or body) against the post's own file.
    /// An address on the web comes with its scheme, since not every reader of it is on a page that
    /// has one to lend. `None`: it is no address that a page may use.
    pub fn resolve(&self, post: &PostPath, address: &str) -> Option<String> {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        if let Some(scheme) = scheme(address) {
            let usable = ["http", "https", "data"].iter().any(|it| it.eq_ignore_ascii_case(scheme));
            return usable.then(|| with_scheme(address));
        }
        if address.starts_with("//") {
            let address = with_scheme(address);
            return (address != WEB).then_some(address);
        }
        let resolver = Resolver::new(self, post);
        Some(resolver.resolve(address, Purpose::Resource).unwrap_or_else(|| address.to_owned()))
    }

    /// The address of the page of the post with this key.
    pub fn page(&self, key: &str) -> String {
        format!("{}posts/{}", self.base, encode_path(key))
    }

    /// Whether an address leads to another origin than the site's.
    pub(crate) fn is_foreign(&self, address: &str) -> bool {
        let rest = strip_scheme(address).or_else(|| address.strip_prefix("//"));
        let own = strip_scheme(&self.base).or_else(|| self.base.strip_prefix("//"));
        match (rest, own) {
            (None, _) => false,
            (Some(rest), Some(own)) => !host(rest).eq_ignore_ascii_case(host(own)),
            (Some(_), None) => true,
        }
    }
}

/// Whether URL parsers leave a character out at either end of an address (WHATWG: C0 control or
/// space).
pub(crate) fn is_trimmed(c: char) -> bool {
    c <= ' '
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(place: &'a Place, post: &'a PostPath) -> Self {
        let path = post.as_str();
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let own_folder = if matches!(stem, "index" | "_index") { "" } else { stem };
        let roots = [path_of(&place.base), &place.path].map(|root| root.trim_end_matches('/'));
        let parts = place.folder.parts().iter().copied().chain(folder.split('/').filter(|part| !part.is_empty()));
        Self { place, folder: parts.collect(), own_folder, roots }
    }

    pub(crate) fn place(&self) -> &'a Place {
        self.place
    }

    /// `address` as it is written in the post's place; `None`: it stays as it is.
    pub(crate) fn resolve(&self, address: &str, purpose: Purpose) -> Option<String> {
        let address = address.trim_matches(is_trimmed);
        if address.is_empty() || address.starts_with(['#', '?']) || scheme(address).is_some() {
            return None;
        }
        if let Some(root) = address.strip_prefix('/') {
            return if root.starts_with('/') { None } else { self.rooted(address, purpose) };
        }
        let (path, suffix) = split_suffix(address);
        if let Some(content) = path.strip_prefix("@/") {
            // Zola: from the root of the content, which is the posts folder.
            return Some(self.write(self.place.folder.parts(), content, suffix, purpose));
        }
        let mut folder = Cow::Borrowed(&self.folder);
        if self.place.assets == Assets::OwnFolder && self.is_asset(path, purpose) {
            folder.to_mut().push(self.own_folder);
        }
        Some(self.write(&folder, path, suffix, purpose))
    }

    /// A file of the post's own folder (Hexo's `asset_img` and its kin), as the post would
    /// write its address.
    pub(crate) fn asset(&self, path: &str) -> String {
        let path = path.trim();
        let is_elsewhere = scheme(path).is_some() || path.starts_with(['/', '.']);
        if is_elsewhere || self.own_folder.is_empty() || begins_with_folder(path, self.own_folder) {
            return path.to_owned();
        }
        format!("{}/{path}", encode_path(self.own_folder))
    }

    /// The post that a tag names, as a post would write its address, and its title where it
    /// is known. Without a look-up a name with a folder is read from the posts folder, one
    /// without from the post's own.
    pub(crate) fn named(&self, name: &str) -> (String, Option<&'a str>) {
        let name = name.trim();
        let (name, suffix) = name.find('#').map_or((name, ""), |at| name.split_at(at));
        if name.is_empty() {
            return (suffix.to_owned(), None);
        }
        if let Some(post) = self.place.posts.as_deref().and_then(|posts| posts.find(name)) {
            return (format!("@/{}.md{suffix}", encode_path(&post.key)), Some(&post.title));
        }
        let stem = without_extension(name).unwrap_or(name).trim_end_matches('/');
        let path = stem.trim_start_matches('/');
        let is_relative = path.starts_with('.') || (!path.contains('/') && path.len() == stem.len());
        let root = if is_relative { "" } else { "@/" };
        (format!("{root}{}.md{suffix}", encode_path(path)), None)
    }

    /// Whether a relative path means a file of the post's own folder.
    fn is_asset(&self, path: &str, purpose: Purpose) -> bool {
        let path = path.strip_prefix("./").unwrap_or(path);
        let last = path.rsplit('/').next().unwrap_or(path);
        let is_file = purpose == Purpose::Resource || (last.contains('.') && without_extension(last).is_none());
        is_file && !self.own_folder.is_empty() && !path.starts_with("../") && !begins_with_folder(path, self.own_folder)
    }

    /// Whether an address of a post's file becomes that of its page.
    fn leads_to_page(&self, purpose: Purpose) -> bool {
        purpose == Purpose::Link && self.place.folder == Folder::Posts
    }

    fn rooted(&self, address: &str, purpose: Purpose) -> Option<String> {
        let (path, suffix) = split_suffix(address);
        let inside = self.roots.iter().filter(|root| !root.is_empty()).find_map(|root| {
            let rest = path.strip_prefix(root)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        });
        let below = inside.unwrap_or(path);
        let below = below.strip_prefix('/').unwrap_or(below);
        let is_page = self.leads_to_page(purpose) && without_extension(below).is_some() && below.starts_with("posts/");
        // Below the domain's own root nothing needs to change.
        if self.place.base == "/" && inside.is_none() && !is_page {
            return None;
        }
        Some(self.write(&[], below, suffix, purpose))
    }

    /// Joins, removes `.` and `..` (never above the site's root), encodes.
    fn write(&self, folder: &[&str], path: &str, suffix: &str, purpose: Purpose) -> String {
        let path = decode_path(path).unwrap_or_else(|| path.to_owned());
        let mut parts: Vec<&str> = folder.to_vec();
        let mut ends_in_folder = false;
        // Windows' separator comes from editors that write the paths they see.
        for part in path.split(['/', '\\']) {
            ends_in_folder = matches!(part, "" | "." | "..");
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                _ => parts.push(part),
            }
        }
        let mut joined = parts.join("/");
        if self.leads_to_page(purpose)
            && parts.first() == Some(&"posts")
            && without_extension(&joined).is_some()
            && let Ok(post) = PostPath::new(&joined["posts/".len()..])
        {
            joined.truncate("posts/".len() + post.key().len());
        } else if ends_in_folder && !joined.is_empty() {
            joined.push('/');
        }
        let mut out = String::with_capacity(self.place.base.len() + joined.len() * 2 + suffix.len());
        out.push_str(&self.place.base);
        out.push_str(&encode_path(&joined));
        out.push_str(suffix);
        if out.is_empty() {
            out.push_str("./");
        }
        out
    }
}

/// Whether a relative path begins with the folder `name`.
fn begins_with_folder(path: &str, name: &str) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path);
    let decoded = decode_path(path);
    decoded.as_deref().unwrap_or(path).strip_prefix(name).is_some_and(|rest| rest.starts_with(['/', '\\']))
}

/// A path and what follows it: its query and its fragment.
fn split_suffix(address: &str) -> (&str, &str) {
    address.split_at(address.find(['?', '#']).unwrap_or(address.len()))
}

/// The scheme of an absolute address (RFC 3986, 3.1).
pub(crate) fn scheme(address: &str) -> Option<&str> {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))?;
    (address.as_bytes().get(end) == Some(&b':') && address.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then(|| &address[..end])
}

/// What follows `http://` or `https://`.
fn strip_scheme(address: &str) -> Option<&str> {
    let scheme = scheme(address)?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    address[scheme.len() + 1..].strip_prefix("//").filter(|_| web)
}

/// The path of an address that may begin with a host.
fn path_of(address: &str) -> &str {
    let rest = strip_scheme(address).or_else(|| address.strip_prefix("//"));
    let path = rest.map_or(address, |rest| &rest[host(rest).len()..]);
    split_suffix(path).0
}

/// How addresses on the web begin.
const WEB: &str = "https://";

/// A picture's address with the scheme that it leaves out, or in the letters that schemes are
/// compared by.
pub(crate) fn with_scheme(address: &str) -> String {
    if address.starts_with("//") {
        return format!("{WEB}{}", address.trim_start_matches('/'));
    }
    match (scheme(address), strip_scheme(address)) {
        (Some(scheme), Some(rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        _ => address.to_owned(),
    }
}

fn host(rest: &str) -> &str {
    &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())]
}
