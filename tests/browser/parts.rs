//! What each page loads of the app: all of it is listed here, so a part that a page does not need
//! cannot slip into its visit unseen.

use std::collections::BTreeSet;

use thirtyfour::Key;

use crate::{
    blog::Blog,
    host::{Fault, Rule},
    page::{Page, Screen, browse},
};

/// What of the app has been asked for so far, without the hashes in its names.
fn parts(blog: &Blog) -> BTreeSet<String> {
    let is_app = |path: &String| {
        !path.starts_with("/posts/") && [".js", ".mjs", ".wasm", ".css"].iter().any(|end| path.ends_with(end))
    };
    blog.requests().into_iter().map(|request| request.path).filter(is_app).map(|path| unhashed(&path)).collect()
}

fn unhashed(path: &str) -> String {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let of_segment = |segment: &str| {
        let (name, end) =
            segment.split_once('.').map_or((segment, String::new()), |(name, end)| (name, format!(".{end}")));
        let name = name.split('-').map(|part| part.strip_suffix("_bg").unwrap_or(part)).filter(|part| !is_hash(part));
        format!("{}{end}", name.collect::<Vec<_>>().join("-"))
    };
    path.split('/').skip(1).map(of_segment).collect::<Vec<_>>().join("/")
}

/// The addresses that a part may have, hash and all.
fn hashed(part: &str) -> String {
    match part.strip_prefix("highlight/") {
        Some(language) => format!("/highlight-*/{language}"),
        None => format!("/{}", part.replacen('.', "*.", 1)),
    }
}

/// Waits until a post's script attends to it, and does what a reader does.
#[track_caller]
fn attend(page: &Page) {
    page.wait_until("the script attends to the post", "document.querySelector('.ago')?.dataset.ago");
    page.press(Key::Shift);
}

/// Goes from page to page and holds, after each, all that has been asked for against what is listed:
/// what came late for one page would be found at the next.
#[track_caller]
fn visit(blog: &Blog, steps: &[(&str, &str, &[&str])]) {
    browse(Screen::LAPTOP, |page| {
        for console in ["/posts/gone.webp", "status of 404"] {
            page.expect_in_console(console);
        }
        let mut expected = BTreeSet::new();
        for (path, shows, parts_of_it) in steps {
            expected.extend(parts_of_it.iter().map(|&part| part.to_owned()));
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready]");
            if path.starts_with("/posts/") {
                attend(page);
            }
            page.wait_for(shows);
            page.wait_without("[aria-busy=true]");
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            blog.wait_for(&parts_of_it.iter().map(|part| hashed(part)).collect::<Vec<_>>());
            page.wait_for_rest();
            assert_eq!(parts(blog), expected, "up to {path}");
        }
    });
}

/// The last two come once the page can be used, also where a site has no worker: its end is one.
const ALWAYS: &[&str] = &["boot.js", "inkstone-app.js", "inkstone-app.wasm", "style.css", "offline.js", "sw.js"];

#[test]
fn a_page_with_its_text_loads_what_it_needs_and_nothing_else() {
    visit(
        &Blog::of("article"),
        &[
            ("/", "article.summary", &[ALWAYS, &["post.css"]].concat()),
            ("/archive/", ".line", &[]),
            ("/categories/", ".tree a", &[]),
            ("/tags/", ".cloud a", &[]),
            ("/tags/ink/", ".line", &[]),
            ("/posts/plain/", ".post-body p", &["article.js", "list.css"]),
            ("/posts/sections/", ".contents a[aria-current], .contents a", &[]),
            ("/posts/pictures/", ".failed-picture", &["failed-pictures.js"]),
            ("/posts/players/", "a[data-ink-player]", &[]),
            // The builder has set them.
            ("/posts/formulas/", "math", &[]),
            ("/posts/furniture/", ".footnote-reference", &["footnotes.js"]),
            (
                "/posts/code/",
                ".code-bar",
                &[
                    "code-bar.js",
                    "code.js",
                    "highlight/bash.min.js",
                    "highlight/core.min.js",
                    "highlight/css.min.js",
                    "highlight/javascript.min.js",
                    "highlight/rust.min.js",
                    "highlight/xml.min.js",
                ],
            ),
            ("/posts/plain/", ".post-body p", &[]),
        ],
    );
}

#[test]
fn a_page_that_the_browser_makes_loads_the_renderer_and_what_its_post_needs() {
    visit(
        &Blog::raw("article"),
        &[
            // Without a text there is nothing that a page could hold the styles of.
            ("/", "article.summary", &[ALWAYS, &["first.css", "list.css", "post.css"]].concat()),
            ("/archive", ".line", &[]),
            ("/tags", ".cloud a", &[]),
            // Chromium has a sanitiser of its own: DOMPurify does not come.
            (
                "/posts/plain",
                ".post-body p",
                &["article.js", "inkstone-renderer.js", "inkstone-renderer.wasm", "text-first.js"],
            ),
            ("/posts/formulas", "math", &["formulas.js", "inkstone-formula.js", "inkstone-formula.wasm"]),
            ("/posts/plain", ".post-body p", &[]),
        ],
    );
}

#[test]
fn a_part_that_did_not_come_is_asked_for_again_by_the_next_picture_that_fails() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        for word in ["/posts/gone", "failed-pictures", "integrity"] {
            page.expect_in_console(word);
        }
        blog.break_by(Rule::first(1, "/failed-pictures-*.js", Fault::Status(500)));
        page.open(&blog.url("/posts/pictures/"));
        page.wait_for_console("failedPictures did not load");
        assert_eq!(page.count(".failed-picture"), 0);
        page.eval("document.querySelector('.post-body img:not([data-failed])').src = '/posts/gone-too.webp'");
        page.wait_for(".failed-picture");
    });
}

#[test]
fn a_picture_is_enlarged_by_a_part_of_its_own() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("/posts/gone.webp");
        page.open(&blog.url("/posts/pictures/"));
        page.wait_for("html[data-inkstone=ready]");
        attend(page);
        page.wait_for(".failed-picture");
        blog.wait_for(&["/offline-*.js", "/sw.js"]);
        let before = parts(&blog);
        page.click("img.enlargeable");
        page.wait_for("dialog.lightbox[open]");
        let after = parts(&blog);
        assert_eq!(after.difference(&before).collect::<Vec<_>>(), ["lightbox.js"]);
    });
}
