//! A page that its builder wrote in one language, and a reader who has chosen another: what is said around a text changes, and
//! nothing that they read moves.

use crate::{
    accessible::choose,
    adopting::{RENDERER, open_before_the_app, watch},
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
    terms,
};

#[test]
fn a_post_is_attended_to_in_whatever_order_its_readers_language_comes() {
    let blog = Blog::of("shapes");
    for late in ["/catalogue.json", "/messages-*zh-Hans.txt"] {
        browse(Screen::LAPTOP, |page| {
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready]");
            page.eval("localStorage.setItem('inkstone:language', 'zh-Hans')");
            let gate = Gate::default();
            blog.break_by(Rule::always(late, Fault::Held(gate.clone())));
            page.open(&blog.url("/posts/hexo/"));
            // The builder's own page is attended to first, in the language that is there.
            page.wait_for("article.post .ago[data-ago]");
            if late == "/catalogue.json" {
                page.wait_until("in Chinese", "document.querySelector('.ago').dataset.ago.includes('前')");
            }
            gate.open();
            page.wait_for("html[data-inkstone=ready][lang=zh-Hans]");
            page.wait_until("in Chinese", "document.querySelector('.ago').dataset.ago?.includes('前')");
            blog.mend();
        });
    }
}

/// Notes what a reader sees first in the page, and where.
const NOTE_PLACE: &str = "(() => {
    const parts = () => [...document.querySelectorAll('main :is(li, .summary, .post-body p)')];
    const at = parts().findIndex((part) => part.getBoundingClientRect().top > 100);
    const top = () => parts()[at].getBoundingClientRect().top;
    const before = top();
    window.movedBy = () => top() - before;
})()";

/// What was noted is where it was, but for what a line above it takes more in another language.
#[track_caller]
fn stays_in_place(page: &Page, case: &str) {
    let moved = page.eval("window.movedBy()").as_f64().unwrap_or(f64::MAX);
    assert!(moved.abs() < 24.0, "{case}: moved by {moved}");
}

#[test]
fn a_page_is_said_in_its_readers_language_and_its_text_stays_as_it_is() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        page.eval("localStorage.setItem('inkstone:language', 'zh-Hans')");
        watch(page);
        open_before_the_app(page, &blog, "/posts/long/", |page| {
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            page.eval("scrollTo(0, 500)");
            page.eval("document.querySelector('.post-body a').focus({ preventScroll: true })");
            page.eval("getSelection().selectAllChildren(document.querySelectorAll('.post-body p')[4])");
            page.wait_until("it is scrolled", "scrollY === 500");
            page.eval("window.body = document.querySelector('.post-body')");
            page.eval(NOTE_PLACE);
            page.eval("window.removed = 0");
        });
        let stays = |case: &str| {
            assert_eq!(
                page.eval("document.querySelector('.post-body') === window.body"),
                true,
                "{case}: the very node"
            );
            stays_in_place(page, case);
            let focused = page.eval("document.activeElement === document.querySelector('.post-body a')");
            assert_eq!(focused, true, "{case}: focus");
            assert!(page.eval_text("getSelection().toString()").starts_with("Paragraph 4"), "{case}: selection");
            assert_eq!(page.count("article.post, main h1"), 2, "{case}");
        };
        page.wait_for("html[data-inkstone=ready][lang=zh-Hans]");
        page.wait_until("in Chinese", "document.querySelector('.minutes').textContent.includes('分钟')");
        stays("chosen before");
        assert_eq!(page.eval("window.removed"), 0, "nothing is taken away");
        assert_eq!(page.attributes(".minutes", "lang"), ["zh-Hans"]);
        assert_eq!(page.attributes(".contents", "aria-label"), ["目录"]);
        assert_eq!(page.text(".around small"), "较新一篇");
        assert!(page.text(".post-actions").starts_with("分享"));
        assert_eq!(page.attributes("article.post", "lang"), ["en"], "the post speaks its own");
        page.wait_until("in Chinese", "document.querySelector('.ago').dataset.ago?.includes('前')");

        // While they read.
        choose(page, "language", "ar");
        page.wait_for("html[lang=ar][dir=rtl] .minutes[lang=ar][dir=rtl]");
        stays("chosen later");
        choose(page, "language", "");
        page.wait_for("html[lang=en][dir=ltr] .minutes[lang=en]");
        page.wait_until("in English", "document.querySelector('.minutes').textContent.includes('min read')");
        stays("the blog's own again");
        assert_eq!(page.text(".around small"), "Later");
        assert_eq!(blog.count(RENDERER), 0, "the renderer is not asked for");

        // Elsewhere the page is the app's.
        choose(page, "language", "zh-Hans");
        page.wait_for("html[lang=zh-Hans]");
        page.click(".site-head .brand");
        page.wait_for(".summary[data-path=long]");
        page.back();
        page.wait_for("article.post[data-path=long]");
        assert!(page.text(".minutes").contains("分钟"));
        assert_eq!(page.eval("document.querySelector('.post-body') === window.body"), true, "the very node");
    });
}

#[test]
fn what_the_posts_script_adds_is_said_in_the_language_chosen_last() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/markdown/"));
        page.wait_for("html[data-inkstone=ready] [data-action=copy-code][title='Copy the code']");
        page.eval("window.button = document.querySelector('[data-action=copy-code]')");
        choose(page, "language", "zh-Hans");
        page.wait_for("[data-action=copy-code][title='复制代码'][aria-label='复制代码']");
        assert_eq!(page.eval("document.querySelector('[data-action=copy-code]') === window.button"), true);
        assert_eq!(page.count("pre > .code-bar"), page.count("pre:has(> .code-bar)"), "one bar a block");
        page.click("[data-action=wrap-lines]");
        page.wait_for("pre.wrapped > .code-bar > [aria-pressed=true]");
    });
}

#[test]
fn a_list_is_shown_in_its_readers_language_at_the_place_where_they_are() {
    let posts = terms::posts();
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        for (path, file) in [("/", "/catalogue/*"), ("/archive/", "/catalogue/*")] {
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_for_rest();
            page.eval("scrollTo(0, 400)");
            page.wait_until("it is scrolled", "scrollY === 400");
            page.eval(NOTE_PLACE);
            let gate = Gate::default();
            blog.break_by(Rule::always(file, Fault::Held(gate.clone())));
            choose(page, "language", "ja");
            page.wait_for("html[lang=en] .site-head[lang=ja]");
            stays_in_place(page, path);
            gate.open();
            page.wait_for("html[lang=ja] main time[lang=ja]");
            stays_in_place(page, path);
            assert_eq!(page.count("main h1"), 1, "{path}");
            blog.mend();
            choose(page, "language", "");
            page.wait_for("html[lang=en]");
        }
    });
}

#[test]
fn a_list_that_cannot_be_had_in_its_readers_language_says_so() {
    let posts = terms::posts();
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        for path in ["/", "/archive/"] {
            // What the app has looked up already it would show.
            blog.break_by(Rule::always("/catalogue/*", Fault::Closed));
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_for_rest();
            choose(page, "language", "ja");
            page.wait_for("html[lang=ja] main .notice[data-kind=offline]");
            blog.mend();
            page.click(".notice .retry");
            page.wait_for("main time[lang=ja]");
            choose(page, "language", "");
            page.wait_for("html[lang=en]");
        }
    });
}
