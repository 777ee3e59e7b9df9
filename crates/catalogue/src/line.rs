//! A post in a long list: its title, its date and where it is, and no more.

use inkstone_content::{
    PostDate, PostPath,
    json::{FromNode, JsonError, Node},
};
use serde::Serialize;

use crate::{FileError, Summary, file};

/// The fewest lines of a page of lines, where there are more than one page.
pub const LEAST_LINES: usize = 50;
/// The most lines of one file.
const MOST_LINES: usize = 2 * LEAST_LINES;

/// A post in the archive, in the list of a term or beside another post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Written")]
pub struct Line {
    /// The post's key, not percent-encoded.
    pub path: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Option<PostDate>,
}

/// A line as it stands in a file: without names, since there are many.
#[derive(Serialize)]
struct Written(String, String, Option<PostDate>);

impl FromNode for Line {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let (path, title, date) = FromNode::from_node(node)?;
        Ok(Self { path, title, date })
    }
}

impl From<Line> for Written {
    fn from(line: Line) -> Self {
        Self(line.path, line.title, line.date)
    }
}

impl Line {
    /// The line of a post's entry.
    pub fn new(summary: &Summary) -> Self {
        Self { path: summary.path.clone(), title: summary.title.clone(), date: summary.date }
    }

    /// Where it stands among others: newest first, without a date last, then by path.
    pub(crate) fn key(&self) -> (i64, &str) {
        (self.date.map_or(i64::MAX, |date| -date.instant().as_microsecond()), &self.path)
    }

    /// Whether its path stays in the posts folder.
    pub(crate) fn is_valid(&self) -> bool {
        PostPath::new(self.path.as_str()).is_ok()
    }
}

/// A file of lines.
#[derive(Serialize)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
}

impl FromNode for Lines {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { lines: node.field("lines")? })
    }
}

impl Lines {
    /// Reads a file of lines. Lines whose paths leave the posts folder are dropped.
    pub(crate) fn from_json(text: &str) -> Result<Vec<Line>, FileError> {
        let Self { mut lines } = file::read(text)?;
        file::bound("lines", lines.len(), MOST_LINES)?;
        lines.retain(Line::is_valid);
        Ok(lines)
    }
}
