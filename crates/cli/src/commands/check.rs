//! `inkstone check`: everything that is wrong with a folder of posts.

use jiff::Timestamp;
use serde::Serialize;

use crate::{Blog, Counts, Failure, FileProblem, Progress, read::Reader};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Posts, files beside them and problems, counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// What is wrong, by file and place.
    pub problems: Vec<FileProblem>,
}

/// Reads every post of `blog` as a build would, and writes nothing.
///
/// # Errors
/// None at present besides those of reading on.
pub fn check(blog: &Blog, now: Timestamp, progress: Progress) -> Result<Checked, Failure> {
    let posts = blog.read(&Reader { now, progress, memory: None, keep: &|_, _| Ok(true) })?;
    Ok(Checked { counts: posts.counts, problems: posts.problems })
}
