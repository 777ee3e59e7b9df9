//! What is wrong with a post: where, why, and what to do about it.

use serde::{Deserialize, Serialize};

use crate::json::{FromNode, JsonError, Node};

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

impl FromNode for Severity {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        match node.text()? {
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(node.expected("`warning` or `error`")),
        }
    }
}

impl FromNode for Problem {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            severity: node.field("severity")?,
            code: node.field("code")?,
            line: node.field("line")?,
            column: node.field("column")?,
            message: node.field("message")?,
            hint: node.field("hint")?,
        })
    }
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// From 1; 0 when the whole file is meant.
    pub(crate) line: u32,
    /// In characters from 1; 0 when the whole line is meant.
    pub(crate) column: u32,
}

impl Problem {
    pub(crate) fn error(code: &str, spot: Spot, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: code.into(),
            line: spot.line,
            column: spot.column,
            message: message.into(),
            hint: hint.into(),
        }
    }

    pub(crate) fn warning(code: &str, spot: Spot, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, spot, message, hint) }
    }
}
