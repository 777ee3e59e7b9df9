//! The examples of the CommonMark specification and our own in its form, against our settings.

use inkstone_content::{Site, render::markdown_to_html};

struct Example {
    number: usize,
    name: String,
    markdown: String,
    html: String,
}

/// The examples of a specification's text.
fn examples(text: &str) -> Vec<Example> {
    const FENCE: &str = "````````````````````````````````";
    let mut list = Vec::new();
    let mut name = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            line.trim_start_matches(['#', ' ']).clone_into(&mut name);
        }
        if line.strip_prefix(FENCE).map(str::trim) != Some("example") {
            continue;
        }
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
        list.push(Example { number: list.len() + 1, name: name.clone(), markdown, html });
    }
    list
}

/// Checks every example but those of `changed` and reports all that differ.
fn check(text: &str, site: &Site, changed: &[Change]) -> usize {
    let list = examples(text);
    let mut report = String::new();
    for example in &list {
        let found = markdown_to_html(&example.markdown, site);
        let change = changed.iter().find(|change| change.number == example.number);
        let expected = change.map_or(&*example.html, |change| change.html);
        if found.as_str() != expected {
            report.push_str(&format!(
                "\n=== {} ({})\n{}--- expected\n{expected}--- found\n{}",
                example.number,
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
    list.len()
}

/// An example that our settings change on purpose.
struct Change {
    number: usize,
    html: &'static str,
    reason: &'static str,
}

/// Every example that our settings change.
const CHANGED: &[Change] = &[
    Change {
        number: 143,
        html: "<pre data-start=\"3\"><code class=\"language-ruby\">def foo(x)\n  return 3\nend\n</code></pre>\n",
        reason: "what stands behind the language is read: the number of the first line",
    },
    Change {
        number: 602,
        html: "<p>&lt;<a href=\"https://foo.bar/baz\">https://foo.bar/baz</a> bim&gt;</p>\n",
        reason: "GFM: bare addresses are links",
    },
    Change {
        number: 606,
        html: "<p>&lt;<a href=\"mailto:foo+@bar.example.com\">foo+@bar.example.com</a>&gt;</p>\n",
        reason: "GFM: bare mail addresses are links",
    },
    Change {
        number: 608,
        html: "<p>&lt; <a href=\"https://foo.bar\">https://foo.bar</a> &gt;</p>\n",
        reason: "GFM: bare addresses are links",
    },
    Change {
        number: 611,
        html: "<p><a href=\"https://example.com\">https://example.com</a></p>\n",
        reason: "GFM: bare addresses are links",
    },
    Change {
        number: 612,
        html: "<p><a href=\"mailto:foo@bar.example.com\">foo@bar.example.com</a></p>\n",
        reason: "GFM: bare mail addresses are links",
    },
];

#[test]
fn commonmark_0_31_2() {
    let count = check(include_str!("spec/commonmark-0.31.2.txt"), &Site::default(), CHANGED);
    assert_eq!(count, 652);
}

#[test]
fn gfm_and_other_extensions() {
    let count = check(include_str!("spec/extensions.txt"), &Site::default(), &[]);
    assert_eq!(count, 40, "the file is read to its end");
}
