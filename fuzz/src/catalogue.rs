//! Any text as a file of the catalogue: no panic, and what is read writes and reads back the same.

use inkstone_catalogue::{Root, SummaryPage};

/// The input is the file.
pub fn check(input: &[u8]) {
    let text = super::text(input);
    if let Ok(root) = Root::from_json(text) {
        for page in 0..=root.page_count().min(3) {
            let name = root.page_name(page).unwrap_or_default();
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{name} leads elsewhere");
        }
        let Ok(written) = serde_json::to_string(&root) else { panic!("a root that was read is not written") };
        assert_eq!(Root::from_json(&written), Ok(root));
    }
    if let Ok(page) = SummaryPage::from_json(text) {
        for summary in &page.0 {
            for path in [&summary.path, &summary.file()] {
                assert!(!path.split('/').any(|part| part.is_empty() || part == "." || part == ".."), "{path}");
            }
        }
        let Ok(written) = page.to_json("a", "") else { panic!("a page that was read is not written") };
        assert_eq!(SummaryPage::from_json(&written), Ok(page));
    }
}
