//! What to paste: the dialog below a post, and the page `/embed`.

use std::fs;

use serde_json::json;
use thirtyfour::Key;

use super::{Around, blog, texts_inside, wait_inside};
use crate::{
    accessible::{SCREENS, complaints},
    blog::Blog,
    page::{Page, Screen, browse},
};

#[track_caller]
fn open_dialog(page: &Page) {
    // The script attends to the post a little after the app is ready.
    page.wait_until(
        "the dialog is open",
        "document.querySelector('dialog.embedding[open]') \
         || (document.querySelector('[data-action=embed]').focus(), document.activeElement.click())",
    );
    assert_eq!(page.count("dialog.embedding"), 1, "one, however often it was asked for");
}

#[test]
fn a_post_says_what_to_paste_and_it_works_as_it_stands() {
    let blog = blog("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/hexo/"));
        page.wait_for("html[data-inkstone=ready] .post-foot");
        open_dialog(page);
        page.wait_for(".embedding iframe.preview");
        assert_eq!(page.attributes(".embedding iframe", "src"), [blog.url("/embed/posts/hexo/")]);
        assert_eq!(page.attributes(".embedding a[data-native]", "href"), [blog.url("/embed/")]);
        let codes = page.eval("[...document.querySelectorAll('.embedding textarea')].map((one) => one.value)");
        let codes: Vec<String> = serde_json::from_value(codes).expect("texts");
        assert_eq!(codes.len(), 2, "{codes:?}");
        page.press(Key::Escape);
        page.wait_without("dialog.embedding");
        assert_eq!(page.eval("document.activeElement.dataset.action"), json!("embed"), "the focus is back");

        let around = Around::written(&format!(
            "<!doctype html><meta charset=utf-8><title>Host</title><link rel=icon href=data:,>{}",
            codes.concat()
        ));
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body p");
        page.wait_for("iframe[style*=height]");
        assert_eq!(texts_inside(page, "inkstone-post", "h2[part=title]"), ["A post as Hexo writes it"]);
    });
}

#[test]
fn titles_in_what_to_paste_stay_titles() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    let post = "---\ntitle: 'a\"><script>alert(1)</script>&amp;'\ndate: 2024-01-01\n---\nText.\n";
    fs::write(posts.path().join("a.md"), post).expect("the folder is ours");
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/a/"));
        page.wait_for("html[data-inkstone=ready] .post-foot");
        open_dialog(page);
        let codes =
            page.eval_text("[...document.querySelectorAll('.embedding textarea')].map((one) => one.value).join('')");
        assert!(!codes.contains("<script>") && codes.contains("a&#34;&#62;&#60;script"), "{codes}");
    });
}

#[test]
fn the_page_for_lists_shows_every_kind_and_what_to_paste() {
    let blog = blog("shapes");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        page.open(&blog.url("/embed/"));
        wait_inside(page, "inkstone-list", ".summary");
        page.eval("document.querySelector('inkstone-post').scrollIntoView()");
        wait_inside(page, "inkstone-post", ".post-body p");
        page.wait_for("#live-frame[src]");
        page.eval("document.querySelector('[name=category]').focus()");
        page.type_keys("Writing/Tools");
        page.wait_until("the list follows", "document.querySelector('inkstone-list').category === 'Writing/Tools'");
        page.wait_until(
            "only one is left",
            "document.querySelector('inkstone-list').shadowRoot.querySelectorAll('.summary').length === 1",
        );
        let code = page.eval_text("document.querySelector('#code').value");
        assert!(
            code.contains(&format!("<inkstone-list src=\"{}\" category=\"Writing/Tools\"", blog.url("/"))),
            "{code}"
        );

        let around = Around::written(&format!(
            "<!doctype html><meta charset=utf-8><title>Host</title><link rel=icon href=data:,>{code}"
        ));
        around.open(page);
        wait_inside(page, "inkstone-list", ".summary");
        assert_eq!(texts_inside(page, "inkstone-list", "h3"), ["A post as Hexo writes it"]);
    });
}

#[test]
fn axe_finds_nothing_in_what_tells_how_to_embed() {
    let blog = blog("shapes");
    browse(Screen::PHONE, |page| {
        for screen in SCREENS {
            page.show_on(screen);
            page.open(&blog.url("/embed/"));
            wait_inside(page, "inkstone-list", ".summary");
            assert_eq!(complaints(page), Vec::<String>::new(), "/embed on {screen:?}");
            page.open(&blog.url("/posts/hexo/"));
            page.wait_for("html[data-inkstone=ready] .post-foot");
            open_dialog(page);
            assert_eq!(complaints(page), Vec::<String>::new(), "the dialog on {screen:?}");
        }
    });
}
