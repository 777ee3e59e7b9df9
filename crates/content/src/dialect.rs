//! Whose rules a site follows, and how that is worked out: once a site, from what is seen of it.

use serde::Serialize;

use crate::{
    ConfigurationFile, PostPath,
    front_matter::{self, Format},
    json::{FromNode, JsonError, Node},
};

/// Whose rules decide where the systems disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Worked out once a site, from its configuration files and its posts ([`Evidence`]). A post
    /// read while it is not worked out is read as Hexo's.
    #[default]
    Auto,
    /// Hexo: a list of categories is one path; a newline is a line break.
    Hexo,
    /// Jekyll: a plural string is split on white space; lists are parallel.
    Jekyll,
    /// Hugo: lists are parallel; `[taxonomies]`; page bundles.
    Hugo,
    /// Zola: `[taxonomies]` and `[extra]`.
    Zola,
}

impl Dialect {
    /// The dialect of this name, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "auto" => Some(Self::Auto),
            "hexo" => Some(Self::Hexo),
            "jekyll" => Some(Self::Jekyll),
            "hugo" => Some(Self::Hugo),
            "zola" => Some(Self::Zola),
            _ => None,
        }
    }
}

impl FromNode for Dialect {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Self::named(node.text()?).ok_or_else(|| node.expected("the name of a dialect"))
    }
}

/// What has been seen of a site. The order in which it was seen does not matter.
///
/// ```
/// use inkstone_content::dialect::{Dialect, Evidence};
/// let mut evidence = Evidence::default();
/// evidence.file("hugo.toml", "baseURL = 'https://a.example/'");
/// assert_eq!(evidence.dialect(), Dialect::Hugo);
/// assert_eq!(Evidence::default().dialect(), Dialect::Hexo);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    hexo: u64,
    jekyll: u64,
    hugo: u64,
    zola: u64,
}

/// A configuration file outweighs every post.
const CONFIGURATION: u64 = 1 << 40;

impl Evidence {
    /// Notes a file beside or above the posts: a configuration file of one of the systems
    /// with its text, or another one that tells (`Gemfile`, `package.json`).
    pub fn file(&mut self, name: &str, text: &str) {
        let dialect = match ConfigurationFile::recognise(name, text) {
            Some(file) => file.dialect(),
            None => match name {
                "Gemfile" if text.contains("jekyll") => Dialect::Jekyll,
                "package.json" if text.contains("\"hexo\"") => Dialect::Hexo,
                _ => Dialect::Auto,
            },
        };
        self.weigh(dialect, CONFIGURATION);
    }

    /// Notes a post: its path and the bytes of its file.
    pub fn post(&mut self, path: &PostPath, bytes: &[u8]) {
        self.path(path);
        let Some(post) = front_matter::outline(bytes) else { return };
        match post.format {
            Format::Yaml if !post.opened => self.weigh(Dialect::Hexo, 5),
            Format::Yaml => {}
            Format::Toml => {
                self.weigh(Dialect::Hugo, 4);
                self.weigh(Dialect::Zola, 3);
            }
            Format::Json if post.opened => self.weigh(Dialect::Hugo, 4),
            Format::Json => self.weigh(Dialect::Hexo, 4),
        }
        for (key, dialect, weight) in TELLING_KEYS {
            if post.keys.get(key).is_some() {
                self.weigh(dialect, weight);
            }
        }
        if path.date_prefix().is_some() && post.keys.get("layout").is_some() {
            self.weigh(Dialect::Jekyll, 3);
        }
        for (mark, dialect) in TELLING_MARKS {
            if post.body.contains(mark) {
                self.weigh(dialect, 2);
            }
        }
    }

    fn path(&mut self, path: &PostPath) {
        let text = path.as_str();
        if text.contains("source/_posts/") {
            self.weigh(Dialect::Hexo, 5);
        }
        if text.ends_with(".markdown") {
            self.weigh(Dialect::Jekyll, 2);
        }
        if text.ends_with("_index.md") {
            self.weigh(Dialect::Hugo, 2);
            self.weigh(Dialect::Zola, 2);
        }
    }

    /// Whose rules the site follows; Hexo's where nothing speaks, and where two weigh the same
    /// the first of Hexo, Jekyll, Hugo, Zola.
    pub fn dialect(&self) -> Dialect {
        let mut best = (Dialect::Hexo, self.hexo);
        for other in [(Dialect::Jekyll, self.jekyll), (Dialect::Hugo, self.hugo), (Dialect::Zola, self.zola)] {
            if other.1 > best.1 {
                best = other;
            }
        }
        best.0
    }

    fn weigh(&mut self, dialect: Dialect, weight: u64) {
        let score = match dialect {
            Dialect::Auto => return,
            Dialect::Hexo => &mut self.hexo,
            Dialect::Jekyll => &mut self.jekyll,
            Dialect::Hugo => &mut self.hugo,
            Dialect::Zola => &mut self.zola,
        };
        *score = score.saturating_add(weight);
    }
}

/// Keys that one system's posts have and the others' have not.
const TELLING_KEYS: [(&str, Dialect, u64); 27] = [
    ("abbrlink", Dialect::Hexo, 3),
    ("top_img", Dialect::Hexo, 3),
    ("index_img", Dialect::Hexo, 3),
    ("headimg", Dialect::Hexo, 3),
    ("sticky", Dialect::Hexo, 2),
    ("updated", Dialect::Hexo, 1),
    ("thumbnail", Dialect::Hexo, 1),
    ("comments", Dialect::Hexo, 1),
    ("mathjax", Dialect::Hexo, 1),
    ("redirect_from", Dialect::Jekyll, 3),
    ("last_modified_at", Dialect::Jekyll, 2),
    ("excerpt_separator", Dialect::Jekyll, 3),
    ("header-img", Dialect::Jekyll, 2),
    ("draft", Dialect::Hugo, 2),
    ("lastmod", Dialect::Hugo, 2),
    ("publishDate", Dialect::Hugo, 3),
    ("expiryDate", Dialect::Hugo, 3),
    ("linkTitle", Dialect::Hugo, 3),
    ("featuredImage", Dialect::Hugo, 2),
    ("aliases", Dialect::Hugo, 1),
    ("weight", Dialect::Hugo, 1),
    ("params", Dialect::Hugo, 3),
    ("taxonomies", Dialect::Zola, 4),
    ("extra", Dialect::Zola, 4),
    ("in_search_index", Dialect::Zola, 3),
    ("sort_by", Dialect::Zola, 2),
    ("transparent", Dialect::Zola, 2),
];

/// What bodies hold that only one system understands.
const TELLING_MARKS: [(&str, Dialect); 14] = [
    ("{% asset_img", Dialect::Hexo),
    ("{% post_link", Dialect::Hexo),
    ("{% note", Dialect::Hexo),
    ("{% tabs", Dialect::Hexo),
    ("{% youtube", Dialect::Hexo),
    ("{% post_url", Dialect::Jekyll),
    ("{% highlight", Dialect::Jekyll),
    ("{% include", Dialect::Jekyll),
    ("{{ site.", Dialect::Jekyll),
    ("{{ page.", Dialect::Jekyll),
    ("{{< ", Dialect::Hugo),
    ("{{% ", Dialect::Hugo),
    ("](@/", Dialect::Zola),
    ("]({{< ref", Dialect::Hugo),
];
