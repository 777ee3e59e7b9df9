//! Why a post is shown as plain text.

use inkstone_content::{Problem, Severity};

pub use inkstone_content::policy::Limit;

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
        match self {
            Self::TooMany { limit, .. } => limit.problem(),
            Self::Engine(_) => Problem {
                severity: Severity::Error,
                code: "body-not-sanitised".to_owned(),
                line: 0,
                column: 0,
                message: format!("the post could not be made safe to show ({self}), so it is shown as plain text"),
                hint: "Reload the page; if that does not help, use a newer browser.".to_owned(),
            },
        }
    }
}
