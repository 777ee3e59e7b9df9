//! Specifications as tests: their texts hold examples, each Markdown and the HTML it makes.

use inkstone_content::{Site, render::markdown_to_html};

const FENCE: &str = "````````````````````````````````";

/// One example of a specification.
pub(crate) struct Example {
    /// From 1, in the order of the text.
    pub(crate) number: usize,
    /// What stands behind `example`: the extension it needs, or nothing.
    pub(crate) extension: String,
    /// The heading it stands under.
    pub(crate) name: String,
    pub(crate) markdown: String,
    pub(crate) html: String,
}

/// An example that our settings change on purpose.
pub(crate) struct Change {
    pub(crate) number: usize,
    pub(crate) html: String,
    pub(crate) reason: String,
}

/// The examples of a specification's text.
pub(crate) fn examples(text: &str) -> Vec<Example> {
    let mut list = Vec::new();
    let mut name = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            line.trim_start_matches(['#', ' ']).clone_into(&mut name);
        }
        let opened = line.strip_prefix(FENCE).and_then(|rest| rest.trim_start().strip_prefix("example"));
        let Some(extension) = opened else { continue };
        let mut parts = [String::new(), String::new()];
        let mut part = 0;
        for line in lines.by_ref().take_while(|line| *line != FENCE) {
            if line == "." && part == 0 {
                part = 1;
            } else {
                parts[part].push_str(&line.replace('→', "\t"));
                parts[part].push('\n');
            }
        }
        let [markdown, html] = parts;
        let extension = extension.trim().to_owned();
        list.push(Example { number: list.len() + 1, extension, name: name.clone(), markdown, html });
    }
    list
}

/// Reads changes written as examples: each is named `NUMBER: reason` and repeats the Markdown of
/// the example it changes, so that a change cannot outlive its example.
#[allow(dead_code, reason = "one specification's changes are few enough for a table")]
pub(crate) fn changes(text: &str, specification: &[Example]) -> Vec<Change> {
    let change = |written: Example| {
        let (number, reason) = written.name.split_once(": ").expect("a change is named `NUMBER: reason`");
        let number: usize = number.parse().expect("a number");
        let example = specification.get(number - 1).expect("the specification has this example");
        assert_eq!(written.markdown, example.markdown, "change {number} is of another example");
        Change { number, html: written.html, reason: reason.to_owned() }
    };
    examples(text).into_iter().map(change).collect()
}

/// Checks every example, the changed ones against their change, and reports all that differ.
pub(crate) fn check(list: &[Example], site: &Site, changed: &[Change]) {
    let mut report = String::new();
    for example in list {
        let found = markdown_to_html(&example.markdown, site);
        let change = changed.iter().find(|change| change.number == example.number);
        let expected = change.map_or(&example.html, |change| &change.html);
        if found.as_str() != expected {
            report.push_str(&format!(
                "\n=== {} {} ({})\n{}--- expected\n{expected}--- found\n{}",
                example.number,
                example.extension,
                example.name,
                example.markdown,
                found.as_str()
            ));
        }
        if let Some(change) = change {
            assert_ne!(example.html, change.html, "{} is not changed: {}", change.number, change.reason);
        }
    }
    assert!(report.is_empty(), "{report}");
}
