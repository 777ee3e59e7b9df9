//! Which addresses are files rather than pages.

/// Whether a URL's path names a file rather than a page: a link to it is left to the browser,
/// which finds a post with such a name as well, through its own page.
pub fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        extension != "html"
            && (2..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_posts() {
        for (path, expected) in [
            ("/posts/a/paper.pdf", true),
            ("/posts/a.md", true),
            ("/posts/archive.tar.gz", true),
            ("/posts/hello", false),
            ("/posts/v1.2", false),
            ("/posts/a.b/c", false),
            ("/index.html", false),
            ("/posts/end.", false),
        ] {
            assert_eq!(is_file(path), expected, "{path}");
        }
    }
}
