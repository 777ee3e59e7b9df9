//! What is wrong with a post: where, why, and what to do about it.

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The post is shown as its author meant it; something deserves a look.
    Warning,
    /// Something of the post could not be read; the rest is shown with a notice.
    Error,
}

/// One problem of one post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for the kind of problem, for instance `front-matter-syntax`.
    pub code: String,
    /// Line in the file, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// What is wrong, with the numbers that tell.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}
