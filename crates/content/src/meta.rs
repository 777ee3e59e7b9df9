//! What front matter says of a post, typed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    CategoryPath, PostDate, Site,
    front_matter::Value,
    json::{FromNode, JsonError, Node},
};

/// Which way the post's text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl FromNode for Direction {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        match node.text()? {
            "ltr" => Ok(Self::Ltr),
            "rtl" => Ok(Self::Rtl),
            _ => Err(node.expected("`ltr` or `rtl`")),
        }
    }
}

/// An image that front matter names: its address as written, already trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image(pub String);

/// Whether a post is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Listed and reachable.
    Listed,
    /// Reachable, not listed (`hide`, `hidden`).
    Unlisted,
    /// Never in a public file: drafts, unpublished, expired or future posts.
    Hidden,
}

/// Everything Inkstone knows of a post besides its body.
#[derive(Clone, Debug, PartialEq)]
pub struct PostMeta {
    /// Never empty: front matter, else the first heading, else the file name.
    pub title: String,
    /// When it was published.
    pub date: Option<PostDate>,
    /// Before this instant it stays hidden (Hugo's `publishDate` beside a `date`).
    pub embargo: Option<PostDate>,
    /// When it was last changed.
    pub updated: Option<PostDate>,
    /// When it stops being listed.
    pub expires: Option<PostDate>,
    /// Category paths, in the post's order.
    pub categories: Vec<CategoryPath>,
    /// Tags, in the post's order, each once.
    pub tags: Vec<String>,
    /// Authors, in the post's order.
    pub authors: Vec<String>,
    /// Image above the article.
    pub hero: Option<Image>,
    /// Image beside the list entry.
    pub thumbnail: Option<Image>,
    /// Whether a `false` forbade falling back to the first image of the body.
    pub no_thumbnail: bool,
    /// Excerpt that front matter gives (`excerpt`, `description`, `summary`).
    pub excerpt: Option<String>,
    /// Higher first; 0 is not pinned.
    pub pinned: i64,
    /// `draft: true`, `published: false`, or a hidden path part.
    pub draft: bool,
    /// `hide` or `hidden`: reachable, not listed.
    pub unlisted: bool,
    /// A page beside the posts, which no list shows and everybody may find.
    pub page: bool,
    /// BCP 47 tag, when the post says.
    pub language: Option<String>,
    /// Text direction, when the post says.
    pub direction: Option<Direction>,
    /// Whether a table of contents is wanted, when the post says.
    pub toc: Option<bool>,
    /// Whether formulas are used, when the post says.
    pub math: Option<bool>,
    /// Whether diagrams are used, when the post says.
    pub mermaid: Option<bool>,
    /// Whether comments are open; true unless the post says otherwise.
    pub comments: bool,
    /// Copyright line or switch as written.
    pub copyright: Option<String>,
    /// Licence as written.
    pub license: Option<String>,
    /// Series the post belongs to.
    pub series: Option<String>,
    /// Where the original lives, for mirrored and link posts.
    pub original: Option<String>,
    /// Address that the post asks for (`permalink`, `url`, `path`).
    pub permalink: Option<String>,
    /// Last part of its address (`slug`).
    pub slug: Option<String>,
    /// Other addresses that lead here.
    pub aliases: Vec<String>,
    /// Keys that Inkstone does not know, kept as written.
    pub unknown: BTreeMap<String, Value>,
}

impl PostMeta {
    /// Whether the post is listed at `now`. Without a clock nothing is too early or too late.
    pub fn visibility(&self, site: &Site, now: Option<Timestamp>) -> Visibility {
        let early = |date: Option<PostDate>| date.zip(now).is_some_and(|(date, now)| date.instant() > now);
        let late = self.expires.zip(now).is_some_and(|(date, now)| date.instant() <= now);
        let waits = !site.future && (early(self.date) || early(self.embargo));
        if self.draft || late || waits {
            Visibility::Hidden
        } else if self.unlisted || self.page {
            Visibility::Unlisted
        } else {
            Visibility::Listed
        }
    }
}
