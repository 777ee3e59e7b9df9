//! Files that Hexo, Jekyll, Hugo and Zola put at the root of a site: posts name them as
//! `/images/a.png`.

use std::collections::HashSet;

use inkstone_content::Severity;

use crate::{FileProblem, walk::SourceFile};

/// First parts of paths that are the site's own.
const OURS: [&str; 5] = ["catalogue", "embed", "page", "posts", "search"];

/// Those of `files` that have a place at the site's root, where the app's files (`app`) and the
/// generated ones stay as they are; and what is wrong with the others.
pub(crate) fn settle(files: Vec<SourceFile>, app: &HashSet<&str>) -> (Vec<SourceFile>, Vec<FileProblem>) {
    let is_free = |file: &SourceFile| {
        let path = file.path.as_str();
        let first = path.split('/').next().unwrap_or(path);
        !OURS.contains(&first) && !app.iter().any(|name| *name == path || *name == first)
    };
    let (free, taken): (Vec<_>, Vec<_>) = files.into_iter().partition(is_free);
    let problem = |file: SourceFile| {
        let message = format!("the site's own files are at /{}, so this file is not copied", file.path.as_str());
        FileProblem::whole(file.shown, Severity::Warning, "static-clash", message, "move it to another folder")
    };
    (free, taken.into_iter().map(problem).collect())
}
