//! Any text as an address: nothing leads out of the posts folder or of the site, and what is
//! written reads back the same.

use inkstone_content::{
    Place, PostPath, Site, SitePath,
    address::{decode_path, encode_path},
};
use inkstone_views::route::{Route, is_file};

/// The first byte chooses the site's root, the others are the address.
pub fn check(input: &[u8]) {
    let Some((choice, text)) = super::choice_and_text(input) else { return };
    is_file(text);
    if let Ok(route) = text.parse::<Route>() {
        let written = route.to_string();
        stays(&format!("/{written}"));
        assert_eq!(written.parse(), Ok(route), "{text}");
    }
    assert_eq!(decode_path(&encode_path(text)).as_deref(), Some(text));
    if let Ok(path) = PostPath::new(text) {
        assert!(!path.key().is_empty() && !path.name().is_empty());
        stays(&format!("/{}", encode_path(path.key())));
        assert_eq!(PostPath::new(path.as_str()), Ok(path.clone()));
        assert!(Place::default().resolve(&path, "a.png").is_some_and(|address| address.starts_with("posts/")));
    }
    let site = Site { url: Some("https://blog.example/b".into()), ..Site::default() };
    if let Some(path) = SitePath::new(text, &site) {
        stays(&format!("/{}", path.encoded()));
        assert_eq!(SitePath::new(&path.encoded(), &site), Some(path));
    }
    let Ok(post) = PostPath::new("news/2022/a.md") else { return };
    if let Some(address) = Place::new(super::base(choice), &site).resolve(&post, text) {
        let scheme = address.trim_start().split([':', '/', '?', '#']).next().unwrap_or_default();
        assert!(!scheme.eq_ignore_ascii_case("javascript") || !address.contains(':'), "{address}");
    }
}

/// Asserts that a path from a site's root leads to no other host and to no folder above it.
fn stays(path: &str) {
    assert!(!path.contains("//") && !path.contains('\\'), "{path}");
    assert!(!path.split('/').any(|part| part == "." || part == ".."), "{path}");
}
