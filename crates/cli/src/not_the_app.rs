//! What tells the app from a site that was built with it.

/// What a site's folder holds besides the app, which is never taken for a part of it.
pub(crate) const NOT_THE_APP: [&str; 8] =
    ["404.html", "_headers", "catalogue", "catalogue.json", "manifest.webmanifest", "page", "posts", "shell.html"];
