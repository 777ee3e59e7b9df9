//! Posts that are too much: each is shown as its text with a notice that names the limit, in a
//! page that the builder wrote and where the browser makes the page; other posts are as ever.

use std::fs;

use tempfile::TempDir;

use crate::{
    blog::Blog,
    page::{Screen, browse},
};

/// The key of a post, its text, what the notice says, and whether its text is all that is shown.
fn too_much() -> Vec<(&'static str, String, &'static str, bool)> {
    let post = |name: &str, body: &str| format!("---\ntitle: {name}\n---\n{body}\n");
    vec![
        ("nodes", post("nodes", &"<b>a</b>".repeat(25_001)), "more than 50000 elements and texts", true),
        ("marks", post("marks", &"> # a\n\n".repeat(30_000)), "more than 50000 elements and texts", true),
        ("levels", post("levels", &format!("{}deep", "<div>".repeat(300))), "more than 256 levels of nesting", true),
        ("pictures", post("pictures", &"<img src=\"a.png\">".repeat(2_001)), "more than 2000 pictures", true),
        (
            "attributes",
            post("attributes", &format!("<p {}>a</p>", (0..300).map(|n| format!("a{n}=b ")).collect::<String>())),
            "more than 256 attributes of one element",
            true,
        ),
        (
            "front-matter",
            format!("---\ntitle: front-matter\nlong: {}\n---\ntext\n", "a".repeat(64 * 1024)),
            "the limit is 65536 (64 KiB)",
            false,
        ),
        (
            "brackets",
            format!("---\ntitle: brackets\nlist: {}\n---\ntext\n", "[".repeat(100_000)),
            "the limit is 65536 (64 KiB)",
            false,
        ),
        (
            "nested",
            format!("---\ntitle: nested\nlist: {}\n---\ntext\n", "[".repeat(1_000)),
            "brackets are nested deeper than 32 levels",
            false,
        ),
        ("bytes", post("bytes", &"one line of a long text\n\n".repeat(400_000)), "the limit is 8388608 (8 MiB)", true),
    ]
}

fn each_is_shown_with_its_notice(pages: &[&str]) {
    let folder = TempDir::new().expect("a temporary folder");
    for (key, text, ..) in too_much() {
        fs::write(folder.path().join(format!("{key}.md")), text).expect("the folder is ours");
    }
    fs::write(folder.path().join("whole.md"), "# whole\n\nIt has *little*.\n").expect("the folder is ours");
    let blog = Blog::of_posts_with(folder.path(), pages);
    browse(Screen::LAPTOP, |page| {
        // The pictures that are not there.
        page.expect_in_console("Failed to load resource");
        for (key, _, notice, plain) in too_much() {
            page.open(&blog.url(&format!("/posts/{key}")));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_for(&format!("article.post[data-path='{key}'] .post-body"));
            let told = page.text(".post-problems");
            assert!(told.contains(notice), "{key}: {told}");
            assert_eq!(page.count("pre.plain"), u64::from(plain), "{key} is shown as its text");
            assert_eq!(page.eval_text("document.querySelector('a.raw').pathname"), format!("/posts/{key}.md"));
            page.click("header.site-head a.brand");
            page.click(".summary[data-path=whole] h2 a");
            page.wait_for("article.post[data-path=whole] .post-body em");
            assert_eq!(page.count(".post-problems"), 0);
        }
    });
}

#[test]
fn a_post_over_a_limit_says_which_on_the_page_that_the_builder_wrote() {
    each_is_shown_with_its_notice(&[]);
}

#[test]
fn a_post_over_a_limit_says_which_where_the_browser_makes_the_page() {
    each_is_shown_with_its_notice(&["--no-html"]);
}
