//! The catalogue's root: the one file that revalidates.

use inkstone_content::{Site, ZoneTable};
use serde::{Deserialize, Serialize};

/// The version of the catalogue's format that this code writes and reads.
pub const FORMAT: u32 = 1;

/// What the app must know before it can show any list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// [`FORMAT`] of the builder that wrote it.
    pub format: u32,
    /// The site's configuration.
    pub site: Site,
    /// The offsets of the site's time zone; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneTable>,
    /// How many posts are listed.
    pub posts: u32,
    /// File names of the pages of summaries below `catalogue/`, without `.json`, oldest page first.
    pub pages: Vec<String>,
}

/// Why a file is not a root that this app can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RootError {
    /// Not JSON, or not of this shape.
    #[error("this is not a catalogue: {0}")]
    Shape(String),
    /// Written by a newer Inkstone.
    #[error("the catalogue has format {found}, this app reads up to {FORMAT}")]
    Newer {
        /// The format found.
        found: u32,
    },
    /// A page's name is not a file name of the catalogue.
    #[error("the catalogue names the page `{0}`, which is not a file name of it")]
    PageName(String),
    /// The time zone's table cannot be searched.
    #[error("the catalogue's time zone is out of order or has more than {} changes", ZoneTable::MOST_CHANGES)]
    Zone,
}

#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Root {
    /// Reads the root. The version is looked at first: a newer file may have another shape.
    pub fn from_json(text: &str) -> Result<Self, RootError> {
        let shape = |error: serde_json::Error| RootError::Shape(error.to_string());
        let Version { format } = serde_json::from_str(text).map_err(shape)?;
        if format > FORMAT {
            return Err(RootError::Newer { found: format });
        }
        let root: Self = serde_json::from_str(text).map_err(shape)?;
        if root.zone.as_ref().is_some_and(|zone| !zone.is_valid()) {
            return Err(RootError::Zone);
        }
        match root.pages.iter().find(|name| !is_page_name(name)) {
            Some(name) => Err(RootError::PageName(name.clone())),
            None => Ok(root),
        }
    }

    /// How many list pages there are; a blog without posts has one empty page.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX).max(1)
    }

    /// Name of the file of list page `number`, from 1 for the newest.
    pub fn page_name(&self, number: u32) -> Option<&str> {
        let back = usize::try_from(number.checked_sub(1)?).ok()?;
        let index = self.pages.len().checked_sub(back + 1)?;
        self.pages.get(index).map(String::as_str)
    }
}

/// Names are hashes that we wrote: anything else could lead elsewhere.
fn is_page_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}
