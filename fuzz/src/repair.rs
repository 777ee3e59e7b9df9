//! Any HTML, repaired: no panic, what is whole stays as it is, and a page does not swell.

use inkstone_content::{
    PostPath, Site,
    render::{Place, RawHtml, repair_html},
};

/// The first byte chooses the site's root, the others are the HTML.
pub fn check(input: &[u8]) {
    let Some((choice, html)) = super::choice_and_text(input) else { return };
    let site = Site { post_asset_folder: choice & 0x40 != 0, ..Site::default() };
    let place = Place::new(super::base(choice), &site);
    let Ok(path) = PostPath::new("news/2022/a.md") else { return };
    let once = repair_html(&RawHtml::new(html), &path, &place);
    assert!(once.as_str().len() <= 1_000 + 100 * html.len(), "{} bytes from {}", once.as_str().len(), html.len());
    // Addresses from the site's root stay what they are, and so does all else once it is mended;
    // but for a post whose name itself ends in `.md`: its page looks like another post's file.
    let names_a_file = once.as_str().to_ascii_lowercase().contains(".md");
    if place.base == "/" && !names_a_file {
        assert_eq!(repair_html(&once, &path, &place), once);
    }
}
