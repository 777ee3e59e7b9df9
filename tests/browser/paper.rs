//! A post on paper: what can only be pressed stays away, and the text is black on white whatever
//! the reader has chosen for the screen.

use serde_json::json;

use crate::{
    blog::Blog,
    page::{Page, Screen, browse},
};

/// Opens a post and waits until its script attends to it and all that it adds is there.
fn open(page: &Page, blog: &Blog, key: &str, adds: &str) {
    page.open(&blog.url(&format!("/posts/{key}/")));
    page.wait_for("html[data-inkstone=ready] article.post");
    page.wait_until("the script attends to the post", "document.querySelector('.ago')?.dataset.ago");
    page.press(thirtyfour::Key::Shift);
    page.wait_for(adds);
}

fn print_media(page: &Page, media: &str) {
    page.cdp("Emulation.setEmulatedMedia", json!({ "media": media }));
}

/// What of these selectors can be seen.
fn seen(css: &str) -> String {
    format!(
        "[...document.querySelectorAll({css:?})].filter((element) => element.checkVisibility())
            .map((element) => element.outerHTML.slice(0, 80))"
    )
}

#[test]
fn what_can_only_be_pressed_is_not_printed() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        for console in ["/posts/gone.webp", "/posts/film.mp4", "/posts/song.mp3"] {
            page.expect_in_console(console);
        }
        for (key, adds, keeps) in [
            ("furniture", ".anchor", ".post-body table, .post-rights, .footnotes li"),
            ("sections", ".contents a", ".post-body h2"),
            ("code", ".code-bar", "pre > code"),
            ("pictures", ".failed-picture", ".post-body figure figcaption"),
            ("players", "a[data-ink-player][data-hint]", "a[data-ink-player]"),
        ] {
            open(page, &blog, key, adds);
            print_media(page, "print");
            let press = "button, select, input, video, audio, nav:not(.crumbs), .contents, .anchor, .ago, .site-head, \
                         .site-foot, .footnote-backref, .around, .related, .code-numbers, .save, a.raw, .skip";
            assert_eq!(page.eval(&seen(press)), json!([]), "{key}");
            let kept = page.eval(&seen(&format!("{keeps}, article.post h1, .post-body")));
            let kept = kept.as_array().map_or(0, Vec::len);
            assert_eq!(kept as u64, page.count(&format!("{keeps}, article.post h1, .post-body")), "{key}");
            print_media(page, "screen");
            assert!(page.eval(&seen(press)) != json!([]), "{key}: on a screen it is there");
        }
    });
}

#[test]
fn paper_is_white_and_links_say_where_they_lead() {
    let blog = Blog::of("article");
    browse(Screen { dark: true, ..Screen::PHONE }, |page| {
        for console in ["/posts/film.mp4", "/posts/song.mp3"] {
            page.expect_in_console(console);
        }
        open(page, &blog, "players", "a[data-ink-player]");
        page.eval("Object.assign(document.documentElement.dataset, { theme: 'terminal', scheme: 'dark' })");
        let colour =
            |css: &str, of: &str| page.eval_text(&format!("getComputedStyle(document.querySelector({css:?})).{of}"));
        assert_ne!(colour(".post-body", "color"), "rgb(0, 0, 0)", "a dark screen");
        print_media(page, "print");
        assert_eq!(colour(".post-body", "color"), "rgb(0, 0, 0)");
        assert_eq!(colour("html", "backgroundColor"), "rgb(255, 255, 255)");
        assert_eq!(colour("html", "colorScheme"), "light");
        let link = "a[href='https://maps.example/embed']";
        let after = page.eval_text(&format!("getComputedStyle(document.querySelector({link:?}), '::after').content"));
        assert!(after.contains("https://maps.example/embed"), "{after}");
    });
}

#[test]
fn a_short_post_takes_one_sheet() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        for (key, adds) in [("plain", ".post-foot"), ("code", ".code-bar")] {
            open(page, &blog, key, adds);
            let file = page.printed();
            let text = String::from_utf8_lossy(&file);
            assert_eq!(text.matches("/Type /Page\n").count(), 1, "{key}");
        }
    });
}
