//! What is ours in the vendored parser of Markdown (docs/adr/0017-markdown-parser.md), held against the tables that it stands for.
#![cfg(not(target_arch = "wasm32"))]

use inkstone_content::{Site, render::markdown_to_html};

/// `name=value ` after `name=value `, from the published table.
const ENTITIES: &str = include_str!("../../characters/src/names.txt");

fn html(markdown: &str) -> String {
    markdown_to_html(markdown, &Site::default()).as_str().to_owned()
}

#[test]
fn every_name_of_a_character_is_read_and_nothing_else() {
    let entities: Vec<(&str, &str)> =
        ENTITIES.split_terminator(' ').map(|entry| entry.split_once('=').expect("a name and a value")).collect();
    assert_eq!(entities.len(), 2125);
    assert!(entities.is_sorted_by_key(|(name, _)| name), "or a search in halves misses names");
    let is_name = |text: &str| entities.iter().any(|(name, _)| *name == text);
    for (name, value) in &entities {
        let shown = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        // In a span of text, so that no value is a mark of Markdown's.
        assert_eq!(html(&format!("x&{name};x")), format!("<p>x{shown}x</p>\n"), "{name}");
        for other in [format!("{name}x"), name[1..].to_owned()].into_iter().filter(|other| !is_name(other)) {
            assert_eq!(html(&format!("x&{other};x")), format!("<p>x&amp;{other};x</p>\n"), "{other}");
        }
    }
}

fn are_alike(one: &str, other: &str) -> bool {
    html(&format!("[x{one}]\n\n[x{other}]: /to")).contains("href=\"/to\"")
}

#[test]
fn labels_are_alike_as_unicode_folds_letters() {
    for (one, other) in [("Ä", "ä"), ("ß", "SS"), ("Σ", "ς"), ("ΟΔΟΣ", "οδος"), ("İ", "i\u{307}"), ("Ꭰ", "ꭰ")]
    {
        assert!(are_alike(one, other), "{one} is {other}");
        assert!(are_alike(other, one), "{other} is {one}");
        let note = html(&format!("x[^{one}]\n\n[^{other}]: Note"));
        assert_eq!(note.matches("<li id=\"fn-").count(), 1, "{one} names the note {other}: {note}");
    }
    for (one, other) in [("\u{131}", "I"), ("\u{131}", "i"), ("a", "b"), ("ß", "s"), ("Σ", "S")] {
        assert!(!are_alike(one, other), "{one} is no {other}");
    }
}
