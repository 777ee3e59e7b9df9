//! Any text as a body, Markdown and HTML, in any dialect: no panic, and what pages rely on.

use std::collections::HashSet;

use inkstone_content::{BodyKind, Place, Post, PostPath, Replaced, Site, Zone, render, render_known};

/// The first byte chooses the site's settings, the others are the body.
pub fn check(input: &[u8]) {
    let Some((choice, body)) = super::choice_and_text(input) else { return };
    let site = Site {
        dialect: super::dialect(choice),
        smart_punctuation: choice & 0x20 != 0,
        post_asset_folder: choice & 0x40 != 0,
        ..Site::default()
    };
    let place = Place::new(super::base(choice), &site);
    let Ok(path) = PostPath::new("news/2022/a.md") else { return };
    told_by_another_module(&path, body, &site, &place);
    let mut post = Post::read(path, b"---\ntitle: x\n---\n", &site, &Zone::default());
    body.clone_into(&mut post.body.text);
    for kind in [BodyKind::Markdown, BodyKind::Html] {
        post.body.kind = kind;
        let shown = render(&post, &site, &place);
        let ids: HashSet<_> = shown.outline.iter().map(|heading| &heading.id).collect();
        assert_eq!(ids.len(), shown.outline.len());
        assert!(shown.outline.iter().all(|heading| !heading.text.is_empty() && (1..=6).contains(&heading.level)));
        assert!(!shown.excerpt.contains('\n') && shown.minutes >= 1 && shown.code_languages.len() <= 50);
        if kind == BodyKind::Markdown {
            assert!(!shown.html.as_str().contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD2}']));
        }
    }
}

/// What another module has made of a post's tags comes to what is made at once.
fn told_by_another_module(path: &PostPath, body: &str, site: &Site, place: &Place) {
    let file = format!("---\ntitle: x\n---\n{body}");
    let post = Post::read(path.clone(), file.as_bytes(), site, &Zone::default());
    let replaced = Replaced::read(path, file.as_bytes(), site, place);
    let told = replaced.to_text().ok().and_then(|text| Replaced::from_text(&text));
    assert!(told.as_ref() == Some(&replaced), "it is told whole");
    assert!(render_known(&post, site, place, told) == Some(render(&post, site, place)));
}
