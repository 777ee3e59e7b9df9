//! When the line or the host fails: each failure has its own words, and trying again works.

use std::collections::HashSet;

use crate::{
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// The faults of an answer that a reader can tell apart, and what the page then calls them.
fn faults() -> Vec<(Fault, &'static str)> {
    vec![
        (Fault::Status(500), "server"),
        (Fault::Status(503), "server"),
        (Fault::Closed, "offline"),
        (Fault::Truncated, "offline"),
        (Fault::Redirect("http://elsewhere.example/".to_owned()), "offline"),
        (Fault::Portal, "not-markdown"),
    ]
}

/// The page says `kind` in words of its own, and a press on its button brings what was meant.
#[track_caller]
fn fails_then_works(page: &Page, blog: &Blog, kind: &str, meant: &str) -> String {
    page.wait_for(".notice");
    page.wait_without("[aria-busy=true]");
    assert_eq!(page.attributes(".notice", "data-kind"), [kind]);
    assert_eq!(page.count("main#main h1"), 1);
    let said = page.texts(".notice h1, .notice h1 + p").join(": ");
    blog.mend();
    page.click(".notice button.retry");
    page.wait_for(meant);
    page.wait_without(".notice");
    said
}

/// The browser says in the console what did not load; that is what these tests are about.
fn expect_failed_loads(page: &Page) {
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("blocked by CORS policy");
    // An answer from elsewhere: the policy of content stops it before CORS would.
    page.expect_in_console("Content Security Policy directive: \"connect-src 'self'\"");
}

#[test]
fn a_post_that_does_not_come_says_why_and_comes_on_a_second_try() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        let mut sayings = HashSet::new();
        let faults = faults();
        for (fault, kind) in &faults {
            blog.break_by(Rule::always("/posts/newest.md", fault.clone()));
            page.open(&blog.url("/posts/newest"));
            let said = fails_then_works(page, &blog, kind, "article.post[data-path=newest]");
            assert!(page.text(".post-body").contains("Text of the newest post."), "{fault:?}");
            sayings.insert(said);
        }
        let kinds: HashSet<_> = faults.iter().map(|(_, kind)| kind).collect();
        assert!(sayings.len() >= kinds.len(), "each kind has words of its own: {sayings:?}");

        // What is text but for some bytes is shown, and says so.
        blog.break_by(Rule::always("/posts/newest.md", Fault::NotUtf8));
        page.open(&blog.url("/posts/newest"));
        page.wait_for("article.post[data-path=newest]");
        page.wait_for(".post-problems");
        assert!(page.text(".post-problems").contains("not UTF-8"));
        assert!(page.text(".post-body").contains("Text of the newest post."));
        blog.mend();

        // Within the app, without a new page.
        blog.break_by(Rule::always("/posts/older.md", Fault::Status(500)));
        page.open(&blog.url("/page/3"));
        page.click(".summary[data-path=older] h2 a");
        fails_then_works(page, &blog, "server", "article.post[data-path=older]");
    });
}

#[test]
fn a_catalogue_that_does_not_come_says_why_and_comes_on_a_second_try() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        for (fault, kind) in faults().into_iter().chain([(Fault::NotUtf8, "not-utf8")]) {
            // A host that answers every address with a page has no catalogue; see below.
            if kind == "not-markdown" {
                continue;
            }
            blog.break_by(Rule::always("/catalogue.json", fault));
            page.open(&blog.url("/"));
            fails_then_works(page, &blog, kind, ".summary[data-path=newest]");
        }
        for (text, kind) in [("{\"format\": 99}", "newer"), ("{\"format\": 1}", "invalid"), ("<", "invalid")] {
            blog.break_by(Rule::always("/catalogue.json", Fault::Body(text.to_owned())));
            page.open(&blog.url("/"));
            fails_then_works(page, &blog, kind, ".summary[data-path=newest]");
        }
        // A post can be read without it.
        blog.break_by(Rule::always("/catalogue.json", Fault::Status(500)));
        page.open(&blog.url("/posts/newest"));
        page.wait_for("article.post[data-path=newest]");
        assert!(page.text(".post-body").contains("Text of the newest post."));
    });
}

#[test]
fn a_list_page_that_does_not_come_says_why_and_comes_on_a_second_try() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        let mut faults = faults();
        faults.push((Fault::Status(404), "not-found"));
        faults.push((Fault::NotUtf8, "not-utf8"));
        faults.push((Fault::Body("{}".to_owned()), "invalid"));
        for (fault, kind) in faults {
            page.open(&blog.url("/"));
            page.wait_for(".summary[data-path=newest]");
            blog.break_by(Rule::always("/catalogue/*.json", fault));
            page.click("nav.pager a[rel=next]");
            fails_then_works(page, &blog, kind, ".summary[data-path=newer]");
        }
    });
}

#[test]
fn a_captive_portal_is_not_taken_for_an_empty_blog() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        blog.break_by(Rule::always("/catalogue.json", Fault::Portal));
        blog.break_by(Rule::always("/posts/*", Fault::Portal));
        page.open(&blog.url("/"));
        fails_then_works(page, &blog, "not-markdown", ".summary[data-path=newest]");
    });
}

#[test]
fn a_post_that_is_not_there_says_so() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        blog.break_by(Rule::always("/posts/newest*", Fault::Status(404)));
        page.open(&blog.url("/"));
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for(".notice[data-kind=not-found]");
        page.click(".notice a");
        page.wait_for(".summary[data-path=newest]");
    });
}

#[test]
fn a_host_that_never_answers_for_a_post_is_given_up() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        blog.break_by(Rule::always("/posts/newest.md", Fault::Silent));
        page.open(&blog.url("/posts/newest"));
        page.wait_for("[aria-busy=true] .skeleton");
        fails_then_works(page, &blog, "timeout", "article.post[data-path=newest]");
    });
}

#[test]
fn a_host_that_never_answers_for_the_catalogue_is_given_up() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        blog.break_by(Rule::always("/catalogue.json", Fault::Silent));
        page.open(&blog.url("/"));
        page.wait_for("[aria-busy=true] .skeleton");
        fails_then_works(page, &blog, "timeout", ".summary[data-path=newest]");
    });
}

#[test]
fn without_a_network_the_app_says_so_and_goes_on_when_it_is_back() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        expect_failed_loads(page);
        page.open(&blog.url("/"));
        page.wait_for(".summary[data-path=newest]");
        page.set_offline(true);
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for(".notice[data-kind=offline]");
        page.set_offline(false);
        page.click(".notice button.retry");
        page.wait_for("article.post[data-path=newest]");
    });
}

#[test]
fn while_something_loads_its_shape_is_shown() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        let gate = Gate::default();
        blog.break_by(Rule::always("/catalogue.json", Fault::Held(gate.clone())));
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for("[aria-busy=true] .skeleton, [aria-busy=true].skeleton");
        assert_eq!(page.count(".summary[data-path]"), 0);
        gate.open();
        page.wait_for(".summary[data-path=newest]");
        page.wait_without("[aria-busy=true]");
        page.wait_without(".skeleton");

        let gate = Gate::default();
        blog.break_by(Rule::always("/posts/newest.md", Fault::Held(gate.clone())));
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("[aria-busy=true] .skeleton");
        assert_eq!(page.count("article.post"), 0);
        // Whoever turns back while it loads stays where they went.
        page.back();
        page.wait_for(".summary[data-path=newest]");
        gate.open();
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest]");
        page.wait_without("[aria-busy=true]");
    });
}
