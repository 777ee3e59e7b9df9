//! Why a command could not do its work.

use std::{fmt::Display, path::Path};

/// Why a command could not do its work; what is wrong with single posts is a
/// [`FileProblem`](crate::FileProblem) instead and stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The command line asks for something that cannot be meant (exit code 2).
    #[error("{message}")]
    Usage {
        /// What is wrong with it.
        message: String,
        /// What to write instead.
        hint: String,
    },
    /// The work cannot be done as things are (exit code 1).
    #[error("{message}")]
    NotBuilt {
        /// Why.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// A file or folder could not be read or written (exit code 1).
    #[error("cannot {action} {path}: {reason}")]
    File {
        /// What was tried, for instance `write`.
        action: &'static str,
        /// The file.
        path: String,
        /// The system's reason.
        reason: String,
    },
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    pub(crate) fn not_built(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::NotBuilt { message: message.into(), hint: hint.into() }
    }

    /// For `map_err`: the failure to do `action` with `path`.
    pub(crate) fn file<E: Display>(action: &'static str, path: &Path) -> impl FnOnce(E) -> Self {
        move |reason| Self::File { action, path: path.display().to_string(), reason: reason.to_string() }
    }

    /// What to do about it, when that is not plain from the message.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Usage { hint, .. } | Self::NotBuilt { hint, .. } => Some(hint),
            Self::File { .. } => None,
        }
    }

    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::NotBuilt { .. } | Self::File { .. } => 1,
        }
    }
}
