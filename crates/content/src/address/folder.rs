//! Where hosts find the page of a post: among the posts, or beside them.

use super::PostPath;

/// First parts of addresses that are the app's own, or files of the site.
const TAKEN: [&str; 11] =
    ["404.html", "archive", "catalogue", "categories", "embed", "page", "pages", "posts", "saved", "search", "tags"];

/// The folder below the site of the page of the post with this key: its address, not
/// percent-encoded. A page beside the posts has a short one, where that is no other's.
///
/// ```
/// use inkstone_content::address::folder_of;
/// assert_eq!(folder_of("news/a"), "posts/news/a");
/// assert_eq!(folder_of("pages/about"), "about");
/// assert_eq!(folder_of("pages/tags"), "posts/pages/tags");
/// ```
pub fn folder_of(key: &str) -> String {
    match key.strip_prefix(PostPath::PAGES).filter(|page| !is_taken(page)) {
        Some(page) => page.to_owned(),
        None => format!("posts/{key}"),
    }
}

/// Whether no page beside the posts can have this address.
pub fn is_taken(address: &str) -> bool {
    TAKEN.contains(&address.split('/').next().unwrap_or_default())
}
