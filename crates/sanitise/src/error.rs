//! Why a post is shown as plain text.

use inkstone_content::{Problem, Severity};

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

/// Why a body was not made. The post can still be shown as plain text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SanitiseError {
    /// More than the policy's limit.
    #[error("more than {most} {limit}")]
    TooMany {
        /// Of what.
        limit: Limit,
        /// The greatest number allowed.
        most: usize,
    },
    /// The engine is missing, failed, or let something pass that the policy forbids.
    #[error("the sanitiser failed: {0}")]
    Engine(String),
}

impl SanitiseError {
    /// The notice that the post shows.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let (code, message, hint) = match self {
            Self::TooMany { .. } => (
                "body-too-much",
                format!("the post has {self}, so it is shown as plain text"),
                "Split the post into several, or simplify its HTML.",
            ),
            Self::Engine(_) => (
                "body-not-sanitised",
                format!("the post could not be made safe to show ({self}), so it is shown as plain text"),
                "Reload the page; if that does not help, use a newer browser.",
            ),
        };
        let (code, hint) = (code.to_owned(), hint.to_owned());
        Problem { severity: Severity::Error, code, line: 0, column: 0, message, hint }
    }
}
