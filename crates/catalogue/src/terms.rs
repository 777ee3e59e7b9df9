//! Categories and tags: how often each is used, and which posts have it.
//!
//! A tag is a path of one name, so that one format serves both. A category counts the posts
//! of the categories below it as well, each post once.

use inkstone_content::json::{FromNode, JsonError, Node};
use serde::Serialize;

use crate::{FileError, Index, Line, file};

/// The fewest terms of a page of names, where there are more than one page.
pub const LEAST_NAMES: usize = 200;
/// The fewest terms of a file that says which posts they have.
pub(crate) const LEAST_TERMS: usize = 16;
/// A term with this many posts or fewer has them in its entry, the others in files of their own.
pub(crate) const FEW_POSTS: usize = 20;
/// How many terms the most used ones are.
pub(crate) const MOST_USED: usize = 100;
/// How many categories below it a category's entry names; the tree has them all.
pub(crate) const MOST_CHILDREN: usize = 200;
/// The longest path.
const DEEPEST: usize = 64;

/// Which kind of term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// Paths from root to leaf.
    Categories,
    /// Single names.
    Tags,
}

/// A term and how many posts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "(Vec<String>, u32)")]
pub struct TermCount {
    /// From root to leaf; a tag is a path of one name.
    pub path: Vec<String>,
    /// How many posts.
    pub posts: u32,
}

impl FromNode for TermCount {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let (path, posts) = FromNode::from_node(node)?;
        Ok(Self { path, posts })
    }
}

impl From<TermCount> for (Vec<String>, u32) {
    fn from(TermCount { path, posts }: TermCount) -> Self {
        (path, posts)
    }
}

impl TermCount {
    /// The last name of its path.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A page of all terms in the order of their paths: for categories, a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsPage {
    /// How many terms there are.
    pub terms: u32,
    /// The most used terms, most used first, on the first page of many; otherwise the page
    /// itself has them all.
    pub most_used: Vec<TermCount>,
    /// The terms of this page.
    pub entries: Vec<TermCount>,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// A page of the posts that have a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPage {
    /// The term.
    pub path: Vec<String>,
    /// How many posts have it.
    pub posts: u32,
    /// The categories directly below it, most used first, at most 200.
    pub children: Vec<TermCount>,
    /// The posts of this page, newest first.
    pub lines: Vec<Line>,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// The file that the root names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Terms {
    pub(crate) terms: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) most_used: Vec<TermCount>,
    /// Files of names and counts in the order of their paths.
    pub(crate) names: Index,
    /// Files of terms in the order of their keys' hashes.
    pub(crate) lists: Index,
}

/// A term's entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Term {
    pub(crate) path: Vec<String>,
    pub(crate) posts: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) children: Vec<TermCount>,
    /// The posts, where they are few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) lines: Vec<Line>,
    /// Where the posts are, where they are many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pages: Option<Index>,
}

/// A file of names and counts.
#[derive(Serialize)]
pub(crate) struct TermNames {
    pub(crate) names: Vec<TermCount>,
}

/// A file of terms.
#[derive(Serialize)]
pub(crate) struct TermLists {
    pub(crate) lists: Vec<Term>,
}

impl FromNode for Terms {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            terms: node.field("terms")?,
            most_used: node.or_default("most_used")?,
            names: node.field("names")?,
            lists: node.field("lists")?,
        })
    }
}

impl FromNode for Term {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            path: node.field("path")?,
            posts: node.field("posts")?,
            children: node.or_default("children")?,
            lines: node.or_default("lines")?,
            pages: node.field("pages")?,
        })
    }
}

impl FromNode for TermNames {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { names: node.field("names")? })
    }
}

impl FromNode for TermLists {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { lists: node.field("lists")? })
    }
}

impl Terms {
    pub(crate) fn from_json(text: &str) -> Result<Self, FileError> {
        let mut terms: Self = file::read(text)?;
        file::bound("terms", terms.most_used.len(), MOST_USED)?;
        terms.most_used.retain(|term| is_term(&term.path));
        terms.names.check()?;
        terms.lists.check()?;
        Ok(terms)
    }
}

impl TermNames {
    pub(crate) fn from_json(text: &str) -> Result<Vec<TermCount>, FileError> {
        let Self { mut names } = file::read(text)?;
        file::bound("terms", names.len(), 2 * LEAST_NAMES)?;
        names.retain(|term| is_term(&term.path));
        Ok(names)
    }
}

impl TermLists {
    pub(crate) fn from_json(text: &str) -> Result<Vec<Term>, FileError> {
        let Self { mut lists } = file::read(text)?;
        file::bound("terms", lists.len(), 2 * LEAST_TERMS)?;
        for term in &mut lists {
            file::bound("lines", term.lines.len(), FEW_POSTS)?;
            file::bound("categories", term.children.len(), MOST_CHILDREN)?;
            term.lines.retain(Line::is_valid);
            term.children.retain(|child| is_term(&child.path));
            term.pages.iter().try_for_each(Index::check)?;
        }
        Ok(lists)
    }
}

/// Whether this can be a term: an address must be able to name it.
fn is_term(path: &[String]) -> bool {
    let is_name = |name: &String| !matches!(name.as_str(), "" | "." | "..");
    (1..=DEEPEST).contains(&path.len()) && path.iter().all(is_name)
}

/// A term's path as one text, which no two share: names hold no line ends.
pub(crate) fn key_of(path: &[String]) -> String {
    path.join("\n")
}

/// The number by which a text is found among others: the lower half of its hash. The upper half
/// decides on cuts, and in the order of that half they would all be counted from the first.
pub(crate) fn number_of(text: &str) -> i64 {
    i64::try_from(crate::hash::hash(text) & 0xFFFF_FFFF).unwrap_or(i64::MAX)
}
