//! What is newer, older, damaged or hostile is refused with its reason, or left out.

use std::rc::Rc;

use futures::executor::block_on;
use inkstone_catalogue::{
    Catalogue, FileError, Root, RootError, Shelf, Span, SummaryPage, Taxonomy, page::MOST_ENTRIES,
};

use crate::blog::{files, summary};

const NAME: &str = "0123456789abcdef";

#[test]
fn a_newer_or_damaged_root_is_refused_with_its_reason() {
    let all = files(&[summary(0), summary(1)]);
    let good = &all.last().expect("a root").text;
    let root = |more: &str| format!(r#"{{"format":2,"site":{{}},"posts":1,{more}}}"#);
    for (case, text, expected) in [
        ("newer", r#"{"format": 99, "another": "shape"}"#.to_owned(), "format 99"),
        ("older", r#"{"format": 1, "pages": ["a"]}"#.to_owned(), "format 1"),
        ("no JSON", "<!doctype html>".to_owned(), "not a catalogue"),
        ("no format", "{}".to_owned(), "not a catalogue"),
        ("cut off", good[..good.len() / 2].to_owned(), "not a catalogue"),
        ("a page elsewhere", root(r#""pages":{"shards":{"names":"../../evil/.json"}}"#), "../../evil"),
        ("half a name", root(r#""pages":{"shards":{"names":"0123456789abcde"}}"#), "0123456789abcde"),
        (
            "a column too short",
            root(&format!(r#""pages":{{"shards":{{"names":"{NAME}{NAME}","entries":[1]}}}}"#)),
            "fit",
        ),
        (
            "a node elsewhere",
            root(r#""pages":{"nodes":{"names":"//evil.example/x","shards":[1]}}"#),
            "//evil.example/x",
        ),
        ("tags elsewhere", root(r#""pages":{},"tags":"../../../private""#), "../../../private"),
        ("an archive without a name", root(r#""pages":{},"archive":"""#), "names ``"),
    ] {
        let error = Root::from_json(&text).expect_err(case);
        assert!(error.to_string().contains(expected), "{case}: {error}");
        assert_eq!(matches!(error, RootError::Newer { .. }), case == "newer", "{case}");
    }
}

#[test]
fn a_page_with_hostile_paths_or_too_many_entries_is_not_taken() {
    let item = |path: &str| format!(r#"{{"id":"x","url":"x","title":"t","_inkstone":{{"path":{path:?}}}}}"#);
    let page = |items: &[String]| format!(r#"{{"version":"x","title":"t","items":[{}]}}"#, items.join(","));
    for (path, is_taken) in [
        ("a/b", true),
        ("../secret", false),
        ("/etc/passwd", false),
        ("//evil.example", false),
        ("a\\b", false),
        ("", false),
    ] {
        let read = SummaryPage::from_json(&page(&[item(path)])).expect("the shape is right");
        assert_eq!(read.0.len() == 1, is_taken, "{path}");
    }
    let many = vec![item("a"); MOST_ENTRIES + 1];
    assert!(SummaryPage::from_json(&page(&many)).is_err(), "a page has a largest size");
    assert!(SummaryPage::from_json("[]").is_err(), "a list is not a feed");
}

/// Gives the same file for every name.
struct Parrot(String);

impl Shelf for Parrot {
    type Error = FileError;
    async fn text(&self, _: &str) -> Result<Rc<str>, FileError> {
        Ok(self.0.as_str().into())
    }
}

/// What each look-up says of a catalogue in which every file is `text`.
fn answers(text: &str) -> Vec<String> {
    let root = format!(
        r#"{{"format":2,"site":{{}},"posts":1,"pages":{{"nodes":{{"names":"{NAME}","shards":[4000000000]}}}},
            "archive":"{NAME}","categories":"{NAME}","tags":"{NAME}","series":"{NAME}","addresses":"{NAME}"}}"#
    );
    let root = Root::from_json(&root).expect("the shape is right");
    let parrot = Parrot(text.to_owned());
    let catalogue = Catalogue::new(&root, &parrot);
    block_on(async {
        vec![
            format!("{:?}", catalogue.home(2).await),
            format!("{:?}", catalogue.archive(Span::All, 1).await),
            format!("{:?}", catalogue.terms(Taxonomy::Tags, 1).await),
            format!("{:?}", catalogue.term(Taxonomy::Tags, &["a".into()], 1).await),
            format!("{:?}", catalogue.address("a").await),
            format!("{:?}", catalogue.parts("a", "a").await),
            format!("{:?}", catalogue.neighbours("a", None, &[], &["a".into()]).await),
        ]
    })
}

#[test]
fn a_damaged_shard_is_a_failure_and_never_a_panic_or_an_endless_walk() {
    let itself =
        format!(r#"{{"nodes":{{"names":"{NAME}","shards":[4000000000],"entries":[4000000000],"keys":[-9]}}}}"#);
    let nested = "[".repeat(100_000);
    let numbers = format!(
        r#"{{"months":[[32767,12,4294967295],[-32768,1,4294967295]],"undated":4294967295,
        "lines":{{"shards":{{"names":"{NAME}","entries":[4294967295],"keys":[-9223372036854775808]}}}},
        "terms":4294967295,"names":{{"shards":{{"names":"{NAME}"}}}},"lists":{{"shards":{{"names":"{NAME}"}}}}}}"#
    );
    let counts = format!(
        r#"{{"terms":1,"names":{{}},"lists":{{"shards":{{"names":"{NAME}","keys":[-9223372036854775808]}}}},
        "lines":[["b","",null]]}}"#
    );
    for (case, text) in [
        ("nothing", ""),
        ("no JSON", "<!doctype html>"),
        ("another shape", "[]"),
        ("empty", "{}"),
        ("an index that names itself", itself.as_str()),
        ("brackets", nested.as_str()),
        ("the largest numbers", numbers.as_str()),
        ("lists that are no lists", counts.as_str()),
        ("months out of order", r#"{"months":[[2020,1,1],[2021,1,1]],"lines":{}}"#),
        ("a month that is none", r#"{"months":[[2020,13,1]],"lines":{}}"#),
    ] {
        for answer in answers(text) {
            assert!(
                answer.starts_with("Err") || answer.starts_with("Ok(None)") || answer.contains("None"),
                "{case}: {answer}"
            );
        }
    }
}
