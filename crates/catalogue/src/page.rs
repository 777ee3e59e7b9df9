//! A page of summaries: a JSON Feed 1.1 document with one extension object.

use serde::{Deserialize, Serialize};

use crate::{FileError, Summary, file, summary::Item};

/// The most entries a page may hold: fewer than twice `per_page`, which is at most 100, and on
/// the first page as many as `per_page` pinned ones.
pub const MOST_ENTRIES: usize = 300;

/// The summaries of one list page: pinned ones first, then newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryPage(pub Vec<Summary>);

#[derive(Serialize, Deserialize)]
struct Feed {
    version: String,
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    home_page_url: String,
    items: Vec<Item>,
}

impl SummaryPage {
    /// Reads a page file. Entries whose paths leave the posts folder are dropped.
    pub fn from_json(text: &str) -> Result<Self, FileError> {
        let feed: Feed = file::read(text)?;
        file::bound("entries", feed.items.len(), MOST_ENTRIES)?;
        Ok(Self(feed.items.into_iter().filter_map(Item::into_summary).collect()))
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
