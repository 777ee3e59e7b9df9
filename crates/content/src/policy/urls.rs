//! Addresses: judged as the browser's own URL parser read them, never by a prefix of the
//! text, which hides tabs, entities, letter case and percent signs.

/// What an address is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlRole {
    /// A link that a reader follows.
    Link,
    /// A picture that the page loads.
    Image,
    /// Sound or film that the page loads.
    Media,
    /// The source of a quotation: not loaded and not shown.
    Cite,
}

/// Schemes of links. The last ones open another program, after the reader agreed.
pub const LINK_SCHEMES: &[&str] = &["https", "http", "mailto", "tel", "xmpp", "irc", "ircs", "magnet"];

/// Schemes of pictures; `data` only with [`RASTER_TYPES`].
pub const IMAGE_SCHEMES: &[&str] = &["https", "http", "data"];

/// Types of pictures that a `data:` address may hold: none that can carry a script.
pub const RASTER_TYPES: &[&str] = &[
    "image/apng",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/webp",
    "image/x-icon",
    "image/vnd.microsoft.icon",
];

/// Whether an address may be used so. `href` is what a URL parser (WHATWG) wrote out, made
/// absolute against the site: its scheme is in lower case and ends at the first colon.
///
/// ```
/// use inkstone_content::policy::{UrlRole, url_allowed};
/// assert!(url_allowed(UrlRole::Link, "https://example.org/"));
/// assert!(!url_allowed(UrlRole::Link, "javascript:alert(1)"));
/// ```
pub fn url_allowed(role: UrlRole, href: &str) -> bool {
    let Some((scheme, rest)) = href.split_once(':') else {
        return false;
    };
    match role {
        UrlRole::Link => LINK_SCHEMES.contains(&scheme),
        UrlRole::Image if scheme == "data" => is_raster(rest),
        UrlRole::Image | UrlRole::Media | UrlRole::Cite => matches!(scheme, "https" | "http"),
    }
}

/// Whether the text after `data:` names a raster picture.
fn is_raster(rest: &str) -> bool {
    let Some((head, _)) = rest.split_once(',') else {
        return false;
    };
    let kind = head.split(';').next().unwrap_or_default().trim();
    RASTER_TYPES.iter().any(|raster| raster.eq_ignore_ascii_case(kind))
}

/// Whether an address must be written as the parser read it, since another reader of the
/// text (a proxy, an editor, an older browser) could take it for something else: white
/// space, control characters, backslashes.
pub fn needs_rewriting(text: &str) -> bool {
    text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parsed_addresses_by_role() {
        use UrlRole::*;
        for (href, roles) in [
            ("https://example.org/a", &[Link, Image, Media, Cite] as &[UrlRole]),
            ("http://example.org/a", &[Link, Image, Media, Cite]),
            ("mailto:a@example.org", &[Link]),
            ("tel:+86123", &[Link]),
            ("magnet:?xt=urn", &[Link]),
            ("javascript:alert(1)", &[]),
            ("vbscript:x", &[]),
            ("data:image/png;base64,AAAA", &[Image]),
            ("data:IMAGE/PNG;charset=x;base64,AAAA", &[Image]),
            ("data:image/svg+xml,<svg>", &[]),
            ("data:image/png+xml,<svg>", &[]),
            ("data:text/html,<script>", &[]),
            ("data:,x", &[]),
            ("data:image/png", &[]),
            ("blob:https://example.org/1", &[]),
            ("filesystem:https://example.org/t/x", &[]),
            ("file:///etc/passwd", &[]),
            ("about:blank", &[]),
            ("view-source:https://example.org", &[]),
            ("intent://x#Intent;end", &[]),
            ("no scheme", &[]),
            ("", &[]),
        ] {
            for role in [Link, Image, Media, Cite] {
                assert_eq!(url_allowed(role, href), roles.contains(&role), "{href} as {role:?}");
            }
        }
    }

    #[test]
    fn doubtful_texts_are_rewritten() {
        for text in ["java\tscript:x", " /a", "\\\\evil.example/", "https://a/\u{0}", "a\nb", "a\u{a0}b"] {
            assert!(needs_rewriting(text), "{text:?}");
        }
        for text in ["/posts/a", "https://example.org/%20?a=b#c", "/中文"] {
            assert!(!needs_rewriting(text), "{text:?}");
        }
    }
}
