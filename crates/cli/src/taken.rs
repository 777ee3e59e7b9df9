//! Files that a site has of its own, whose places nothing that is generated may take.

use foldhash::HashSet;

use crate::{
    feeds::AT_ROOT,
    manifest::MANIFEST,
    service_worker::{SHELL, WORKER},
};

/// The files at a site's root that builds make and that browsers and hosts ask for by name.
pub(crate) fn generated() -> impl Iterator<Item = &'static str> {
    ["404.html", "_headers", MANIFEST, SHELL, WORKER].into_iter().chain(AT_ROOT)
}

/// The paths of such files below the site.
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// These paths.
    pub(crate) fn new(paths: impl IntoIterator<Item = String>) -> Self {
        Self(paths.into_iter().collect())
    }

    /// Whether a file can be written to `path`: neither it nor a folder of it is a file there.
    pub(crate) fn leaves(&self, path: &str) -> bool {
        let mut parents = path.match_indices('/').map(|(at, _)| &path[..at]);
        !self.0.contains(path) && !parents.any(|parent| self.0.contains(parent))
    }
}
