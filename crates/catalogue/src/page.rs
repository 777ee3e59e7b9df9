//! A page of summaries: a JSON Feed 1.1 document with one extension object.

use inkstone_content::json::{FromNode, JsonError, Node};
use serde::Serialize;

use crate::{
    FileError, Summary, file,
    summary::{Entry, Item},
};

/// The most entries a page may hold: fewer than twice `per_page`, which is at most 100, and on
/// the first page as many as `per_page` pinned ones.
pub const MOST_ENTRIES: usize = 300;

/// The summaries of one list page: pinned ones first, then newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryPage(pub Vec<Summary>);

#[derive(Serialize)]
struct Feed {
    version: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    home_page_url: String,
    items: Vec<Item>,
}

/// What of a page file is read: its entries.
struct Listed(Vec<Entry>);

impl FromNode for Listed {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        node.field("items").map(Self)
    }
}

impl SummaryPage {
    /// Reads a page file. Entries whose paths leave the posts folder are dropped.
    pub fn from_json(text: &str) -> Result<Self, FileError> {
        let Listed(entries) = file::read(text)?;
        file::bound("entries", entries.len(), MOST_ENTRIES)?;
        Ok(Self(entries.into_iter().flat_map(|entry| entry.0).collect()))
    }

    /// Writes a page file. `title` is the blog's; `home` its address ending in `/`, or empty.
    pub fn to_json(&self, title: &str, home: &str) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Feed {
            version: "https://jsonfeed.org/version/1.1".into(),
            title: title.into(),
            home_page_url: home.into(),
            items: self.0.iter().map(|summary| Item::new(summary, home)).collect(),
        })
    }
}
