//! The examples of the CommonMark specification and our own in its form, against our settings.

#[path = "spec/mod.rs"]
mod spec;

use inkstone_content::Site;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Every example that our settings change.
const CHANGED: &[(usize, &str, &str)] = &[
    (
        142,
        "<pre data-start=\"1\"><code class=\"language-ruby\">def foo(x)\n  return 3\nend\n</code></pre>\n",
        "the lines of a program are numbered",
    ),
    (
        143,
        "<pre data-start=\"3\"><code class=\"language-ruby\">def foo(x)\n  return 3\nend\n</code></pre>\n",
        "what stands behind the language is read: the number of the first line",
    ),
    (
        602,
        "<p>&lt;<a href=\"https://foo.bar/baz\">https://foo.bar/baz</a> bim&gt;</p>\n",
        "GFM: bare addresses are links",
    ),
    (
        606,
        "<p>&lt;<a href=\"mailto:foo+@bar.example.com\">foo+@bar.example.com</a>&gt;</p>\n",
        "GFM: bare mail addresses are links",
    ),
    (608, "<p>&lt; <a href=\"https://foo.bar\">https://foo.bar</a> &gt;</p>\n", "GFM: bare addresses are links"),
    (611, "<p><a href=\"https://example.com\">https://example.com</a></p>\n", "GFM: bare addresses are links"),
    (
        612,
        "<p><a href=\"mailto:foo@bar.example.com\">foo@bar.example.com</a></p>\n",
        "GFM: bare mail addresses are links",
    ),
];

#[test]
fn commonmark_0_31_2() {
    let list = spec::examples(include_str!("spec/commonmark-0.31.2.txt"));
    assert_eq!(list.len(), 652);
    let change = |(number, html, reason): &(usize, &str, &str)| spec::Change {
        number: *number,
        html: (*html).to_owned(),
        reason: (*reason).to_owned(),
    };
    spec::check(&list, &Site::default(), &CHANGED.iter().map(change).collect::<Vec<_>>());
}

#[test]
fn our_own_examples_of_extensions() {
    let list = spec::examples(include_str!("spec/extensions.txt"));
    assert_eq!(list.len(), 40, "the file is read to its end");
    spec::check(&list, &Site::default(), &[]);
}
