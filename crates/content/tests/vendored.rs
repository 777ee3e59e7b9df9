//! What is ours in the vendored parser of Markdown (docs/adr/0017-markdown-parser.md), held against the tables that it stands for.
#![cfg(not(target_arch = "wasm32"))]

use inkstone_content::{Site, render::markdown_to_html};
use unicase::UniCase;

/// `name=value ` after `name=value `, from the published table.
const ENTITIES: &str = include_str!("../../../vendor/pulldown-cmark/src/entities.txt");

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

/// The published parser asks the crate `unicase`, which has Unicode's own table.
#[test]
fn labels_are_alike_as_unicode_folds_letters() {
    let folded = |c: char| UniCase::unicode(c.to_string()).to_folded_case();
    let mut held = 0;
    for c in '\u{80}'..=char::MAX {
        let (text, fold, lower) = (c.to_string(), folded(c), c.to_lowercase().to_string());
        if fold == text && lower == text {
            continue;
        }
        held += 1;
        assert!(are_alike(&text, &fold), "{c} is {fold}");
        for other in [lower, c.to_uppercase().to_string()] {
            let expected = UniCase::unicode(text.as_str()) == UniCase::unicode(other.as_str());
            assert_eq!(are_alike(&text, &other), expected, "{c} and {other}");
        }
    }
    assert!(held > 1_400, "{held} letters have two cases");
    for (one, other) in [("\u{131}", "I"), ("\u{131}", "i"), ("a", "b"), ("ß", "s"), ("Σ", "S")] {
        assert!(!are_alike(one, other), "{one} is no {other}");
    }
}
