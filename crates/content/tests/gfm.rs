//! The examples of GitHub Flavored Markdown, and of its reference implementation's extensions,
//! against our settings.
//!
//! What of GFM's specification is CommonMark's is CommonMark 0.29, which newer versions mend here
//! and there; `commonmark.rs` holds us to 0.31.2, so that those examples are listed as changed too.

#[path = "spec/mod.rs"]
mod spec;

use inkstone_content::Site;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn gfm_0_29() {
    let list = spec::examples(include_str!("spec/gfm-0.29.txt"));
    assert_eq!(list.len(), 673);
    let changes = spec::changes(include_str!("spec/gfm-changes.txt"), &list);
    spec::check(&list, &Site::default(), &changes);
}

#[test]
fn extensions_of_cmark_gfm_0_29() {
    let list = spec::examples(include_str!("spec/cmark-gfm-extensions.txt"));
    assert_eq!(list.len(), 30);
    let changes = spec::changes(include_str!("spec/cmark-gfm-extensions-changes.txt"), &list);
    spec::check(&list, &Site::default(), &changes);
}
