//! What went wrong, and the one thing to do about it.

use std::fmt;

/// Why a command of `cargo xtask` stopped.
///
/// It is shown to a person as two lines: the problem, and what mends it. There
/// is no chain of causes, because the program that failed has printed its own
/// words just above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    problem: String,
    mend: Option<String>,
}

/// The result of everything here.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A problem with nothing better to say about its cure than the problem itself.
    pub(crate) fn new(problem: impl Into<String>) -> Failure {
        Failure { problem: problem.into(), mend: None }
    }

    /// Adds what mends it: a command to copy, or one sentence.
    pub(crate) fn mended_by(self, mend: impl Into<String>) -> Failure {
        Failure { mend: Some(mend.into()), ..self }
    }

    /// A file or folder that could not be read, written or removed.
    pub(crate) fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::new(format!("cannot {doing} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.mend {
            Some(mend) => write!(f, "\n  to mend it: {mend}"),
            None => Ok(()),
        }
    }
}
