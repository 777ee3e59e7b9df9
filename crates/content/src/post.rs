//! A post: its metadata, its body and what is wrong with it.

use crate::{FrontMatter, PostMeta, PostPath, Problem, Site, Zone};

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Markdown, raw HTML allowed inside.
    Markdown,
    /// HTML from the first tag to the last.
    Html,
}

/// The text under the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The text, line ends as `\n`, without a byte order mark.
    pub text: String,
    /// The line of the file it begins on, from 1.
    pub first_line: u32,
    /// How it is written.
    pub kind: BodyKind,
}

/// A post, read. Reading never fails: what could not be read is in `problems`.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Where its file lives.
    pub path: PostPath,
    /// What front matter says.
    pub meta: PostMeta,
    /// What the post says.
    pub body: Body,
    /// What is wrong with it, in file order.
    pub problems: Vec<Problem>,
}

impl Post {
    /// Reads a post from its file's bytes.
    pub fn read(path: PostPath, bytes: &[u8], site: &Site, zone: &Zone) -> Self {
        crate::front_matter::read(path, bytes, site, zone)
    }

    /// The same as [`Post::read`] without any parser of front matter, which are a quarter of a module: for a file whose front matter is
    /// plain, as it nearly always is (short `key: value` lines of YAML, and lists of such), or has been read already:
    /// `known`. `None` for any other.
    pub fn read_known(
        path: PostPath,
        bytes: &[u8],
        known: Option<FrontMatter>,
        site: &Site,
        zone: &Zone,
    ) -> Option<Self> {
        crate::front_matter::read_known(path, bytes, known, site, zone)
    }
}
