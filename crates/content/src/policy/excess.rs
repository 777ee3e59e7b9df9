//! What a post has too much of, and the notice that it then shows.

use super::limits;
use crate::{Problem, Severity};

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of HTML.
    Bytes,
    /// Elements and texts.
    Nodes,
    /// Elements within elements.
    Depth,
    /// Pictures.
    Images,
    /// Attributes of one element.
    Attributes,
}

impl Limit {
    /// The greatest number allowed.
    #[must_use]
    pub fn most(self) -> usize {
        match self {
            Self::Bytes => limits::BYTES,
            Self::Nodes => limits::NODES,
            Self::Depth => limits::DEPTH,
            Self::Images => limits::IMAGES,
            Self::Attributes => limits::ATTRIBUTES,
        }
    }

    /// The notice of a post that is shown as its text for having more.
    #[must_use]
    pub fn problem(self) -> Problem {
        Problem {
            severity: Severity::Error,
            code: "body-too-much".to_owned(),
            line: 0,
            column: 0,
            message: format!("the post has more than {} {self}, so it is shown as plain text", self.most()),
            hint: "Split the post into several, or simplify its HTML.".to_owned(),
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes of HTML",
            Self::Nodes => "elements and texts",
            Self::Depth => "levels of nesting",
            Self::Images => "pictures",
            Self::Attributes => "attributes of one element",
        })
    }
}
