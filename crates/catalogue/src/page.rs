//! A page of summaries: a JSON Feed 1.1 document with one extension object.

use serde::{Deserialize, Serialize};

use crate::{Summary, summary::Item};

/// The most entries a page may hold: the newest page runs over by up to one page,
/// and `per_page` is at most 100.
pub const MOST_ENTRIES: usize = 200;

/// The summaries of one list page, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryPage(pub Vec<Summary>);

#[derive(Serialize, Deserialize)]
struct Feed {
    version: String,
    title: String,
    items: Vec<Item>,
}

/// Why a file is not a page of summaries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// Not JSON, or not of this shape.
    #[error("this is not a page of summaries: {0}")]
    Shape(String),
    /// More entries than a page may hold.
    #[error("a page of summaries holds {0} entries, at most {MOST_ENTRIES} are allowed")]
    TooMany(usize),
}

impl SummaryPage {
    /// Reads a page file. Entries whose paths leave the posts folder are dropped.
    pub fn from_json(text: &str) -> Result<Self, PageError> {
        let feed: Feed = serde_json::from_str(text).map_err(|error| PageError::Shape(error.to_string()))?;
        if feed.items.len() > MOST_ENTRIES {
            return Err(PageError::TooMany(feed.items.len()));
        }
        Ok(Self(feed.items.into_iter().filter_map(Item::into_summary).collect()))
    }

    /// Writes a page file. `title` is the blog's; `home` its address ending in `/`, or empty.
    pub fn to_json(&self, title: &str, home: &str) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Feed {
            version: "https://jsonfeed.org/version/1.1".into(),
            title: title.into(),
            items: self.0.iter().map(|summary| Item::new(summary, home)).collect(),
        })
    }
}
