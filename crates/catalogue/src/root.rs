//! The catalogue's root: the one file that revalidates.

use inkstone_content::{
    Site, ZoneTable,
    json::{self, FromNode, JsonError, Node},
};
use serde::Serialize;

use crate::{FileError, Index, file};

/// The version of the catalogue's format that this code writes and reads.
///
/// 2: pages are cut where posts say, and the archive, terms and addresses are there.
pub const FORMAT: u32 = 2;

/// What the app must know before it can show any list. The files that it names are found only
/// through it, so that its version is theirs too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Root {
    /// [`FORMAT`] of the builder that wrote it.
    pub format: u32,
    /// The site's configuration.
    pub site: Site,
    /// The offsets of the site's time zone; UTC when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneTable>,
    /// How many posts are listed.
    pub posts: u32,
    /// The pages of summaries, newest first.
    pub pages: Index,
    /// The file of the archive; absent without posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// The file of the categories; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<String>,
    /// The file of the tags; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<String>,
    /// The file of the series; absent without any, and in catalogues from before there were series in them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The file of the addresses; absent where every post has only its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<String>,
}

/// Why a file is not a root that this app can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RootError {
    /// Not JSON, or not of this shape.
    #[error("this is not a catalogue: {0}")]
    Shape(#[from] JsonError),
    /// Written by a newer Inkstone.
    #[error("the catalogue has format {found}, this app reads format {FORMAT}")]
    Newer {
        /// The format found.
        found: u32,
    },
    /// Written by an older Inkstone.
    #[error("the catalogue has format {found}, this app reads format {FORMAT}")]
    Older {
        /// The format found.
        found: u32,
    },
    /// A part of it cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The time zone's table cannot be searched.
    #[error("the catalogue's time zone is out of order or has more than {} changes", ZoneTable::MOST_CHANGES)]
    Zone,
}

impl FromNode for Root {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            format: node.field("format")?,
            site: node.field("site")?,
            zone: node.field("zone")?,
            posts: node.field("posts")?,
            pages: node.field("pages")?,
            archive: node.field("archive")?,
            categories: node.field("categories")?,
            tags: node.field("tags")?,
            series: node.field("series")?,
            addresses: node.field("addresses")?,
        })
    }
}

impl Root {
    /// Reads the root. The version is looked at first: another version may have another shape.
    pub fn from_json(text: &str) -> Result<Self, RootError> {
        let (format, root) = json::read(text, |node| {
            let format: u32 = node.field("format")?;
            Ok((format, (format == FORMAT).then(|| Self::from_node(node)).transpose()?))
        })?;
        let root = match root {
            Some(root) => root,
            None if format > FORMAT => return Err(RootError::Newer { found: format }),
            None => return Err(RootError::Older { found: format }),
        };
        if root.zone.as_ref().is_some_and(|zone| !zone.is_valid()) {
            return Err(RootError::Zone);
        }
        root.pages.check()?;
        let files = [&root.archive, &root.categories, &root.tags, &root.series, &root.addresses];
        files.into_iter().flatten().try_for_each(|name| file::check_name(name))?;
        Ok(root)
    }

    /// How many list pages there are; a blog without posts has one empty page.
    pub fn page_count(&self) -> u32 {
        self.pages.shard_count().max(1)
    }
}
