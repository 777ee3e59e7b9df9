//! A change of one post changes the files that hold it or its terms, and no others; the order in
//! which posts come changes nothing.

use std::collections::BTreeMap;

use inkstone_catalogue::Summary;
use proptest::prelude::*;

use crate::blog::{files, summary};

type Files = BTreeMap<String, String>;

fn catalogue(summaries: &[Summary]) -> Files {
    files(summaries).into_iter().map(|file| (file.path, file.text)).collect()
}

/// The files of `after` that `before` has not.
fn new<'a>(before: &Files, after: &'a Files) -> Vec<(&'a str, &'a str)> {
    let is_new = |(path, text): &(&String, &String)| before.get(*path) != Some(text);
    after.iter().filter(is_new).map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn blog(count: u32) -> Vec<Summary> {
    (0..count).map(summary).collect()
}

#[test]
fn the_order_of_the_posts_does_not_matter() {
    let mut summaries = blog(500);
    let expected = catalogue(&summaries);
    summaries.reverse();
    assert!(catalogue(&summaries) == expected, "from the newest to the oldest");
    summaries.sort_by_key(|summary| summary.minutes.wrapping_mul(summary.path.len() as u32) ^ summary.problems);
    assert!(catalogue(&summaries) == expected, "in no order");
}

#[test]
fn a_new_post_leaves_the_older_pages_as_they_are() {
    let before = catalogue(&blog(5_000));
    let after = catalogue(&blog(5_001));
    let feeds = new(&before, &after).into_iter().filter(|(_, text)| text.contains("jsonfeed")).count();
    assert!((1..=2).contains(&feeds), "{feeds} pages of summaries are new");
}

#[derive(Clone, Debug)]
enum Change {
    Add(u32),
    Remove(u32),
    Rewrite(u32),
}

fn change() -> impl Strategy<Value = Change> {
    (0_u32..2_500, 0..3).prop_map(|(number, kind)| match kind {
        0 => Change::Add(number),
        1 => Change::Remove(number),
        _ => Change::Rewrite(number),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_of_one_post_rewrites_the_files_about_it(change in change()) {
        let mut summaries = blog(2_500);
        let (before, changed) = match change {
            Change::Add(number) => {
                let mut added = summaries.remove(number as usize);
                // A term that no other post has is in the middle of all lists of terms.
                added.tags.push(format!("only {number}"));
                let before = catalogue(&summaries);
                summaries.push(added.clone());
                (before, added)
            }
            Change::Remove(number) => {
                let before = catalogue(&summaries);
                (before, summaries.remove(number as usize))
            }
            Change::Rewrite(number) => {
                let before = catalogue(&summaries);
                let summary = &mut summaries[number as usize];
                summary.title = "另一个标题".into();
                (before, summary.clone())
            }
        };
        let after = catalogue(&summaries);
        let new = new(&before, &after);
        // The root, the heads of archive, terms and series, a few pages, the archive's and each term's file.
        let terms = 3 + changed.tags.len() + usize::from(changed.series.is_some());
        prop_assert!(new.len() <= 12 + 4 * terms, "{change:?}: {} files are new", new.len());
        let of_terms = new.iter().filter(|(_, text)| text.starts_with(r#"{"lists":["#)).count();
        prop_assert!(of_terms <= terms + 4, "{change:?}: {of_terms} files of terms are new");
        if let Change::Rewrite(_) = change {
            // A file is about the post when it holds it, or names a file that is.
            let names: Vec<&str> = new.iter().filter_map(|(path, _)| path.get(10..26)).collect();
            for (path, text) in &new {
                let is_about = text.contains(&changed.path) || names.iter().any(|name| text.contains(name));
                prop_assert!(is_about, "{change:?}: {path} is new without the post: {text}");
            }
        }
    }
}
