//! The site's configuration, as far as posts and their readers need it.

use serde::{Deserialize, Serialize};

/// Whose rules decide where the systems disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Worked out once a site, from its configuration files and its posts.
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

/// What the posts need to know of their site. Every field has a default that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    /// The blog's name.
    pub title: String,
    /// A short line under the name.
    pub subtitle: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// Who writes, where a post does not say.
    pub author: String,
    /// BCP 47 tag of the site's language.
    pub language: String,
    /// IANA name of the time zone that dates without an offset are in; UTC when absent.
    pub time_zone: Option<String>,
    /// Where the site will live, with scheme and path, for absolute addresses.
    pub url: Option<String>,
    /// A pattern of addresses that old links use, for instance `:year/:month/:title/`.
    pub permalink: Option<String>,
    /// Posts a list page, 1 to 100.
    pub per_page: u32,
    /// Whose rules decide where the systems disagree.
    pub dialect: Dialect,
    /// Whether a newline in a paragraph is a line break; the dialect decides when absent.
    pub breaks: Option<bool>,
    /// Whether a post dated in the future is listed.
    pub future: bool,
    /// Whether a post's relative files live in a folder of its own name (Hexo).
    pub post_asset_folder: bool,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: "Inkstone".into(),
            subtitle: String::new(),
            description: String::new(),
            author: String::new(),
            language: "en".into(),
            time_zone: None,
            url: None,
            permalink: None,
            per_page: 10,
            dialect: Dialect::Auto,
            breaks: None,
            future: false,
            post_asset_folder: false,
        }
    }
}
