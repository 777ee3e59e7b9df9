//! Any text as a body, Markdown and HTML, in any dialect: no panic, and what pages rely on.

#![no_main]

use std::collections::HashSet;

use inkstone_content::{BodyKind, Dialect, Place, Post, PostPath, Site, Zone, render};
use libfuzzer_sys::fuzz_target;

const DIALECTS: [Dialect; 5] = [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola];
const BASES: [&str; 4] = ["/", "", "../../", "https://blog.example/b/"];

fuzz_target!(|input: (u8, &str)| {
    let (choice, body) = input;
    let choice = usize::from(choice);
    let site = Site {
        dialect: DIALECTS[choice % DIALECTS.len()],
        smart_punctuation: choice & 0x20 != 0,
        post_asset_folder: choice & 0x40 != 0,
        ..Site::default()
    };
    let place = Place::new(BASES[choice % BASES.len()], &site);
    let Ok(path) = PostPath::new("news/2022/a.md") else { return };
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
});
