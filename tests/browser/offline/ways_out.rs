//! Ways out: for a reader, for an owner, and for browsers that never had a way in.

use std::fs;

use serde_json::json;

use super::{
    deployments::{Deployments, build_of},
    expect_failures, read, read_post, wait_for_post,
};
use crate::{
    blog::fixture,
    host::{Fault, Gate, Rule},
    page::{Screen, browse},
};

#[test]
fn an_address_turns_it_off_and_on_again() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        read_post(page, &blog, "letter-10");
        page.open(&blog.url("/?sw=off"));
        page.wait_for("html[data-offline=off]");
        assert_eq!(page.eval("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
        assert_eq!(page.eval("caches.keys().then((all) => all.length)"), 0);
        // Nor does the worker that was let go keep what this page reads now.
        page.click(".summary[data-path=letter-09] h2 a");
        wait_for_post(page, "letter-09");
        assert_eq!(page.eval("navigator.serviceWorker.controller"), json!(null));
        assert_eq!(page.eval("caches.keys().then((all) => all.length)"), 0);
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
        page.wait_for("html[data-offline=off]");
        page.open(&blog.url("/?sw=on"));
        page.wait_for("html[data-offline=kept]");
    });
}

#[test]
fn a_switch_turns_it_off_and_on_again() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        read_post(page, &blog, "letter-10");
        page.open(&blog.url("/saved"));
        page.wait_for("html[data-offline=kept]");
        page.click(".saved-keep");
        page.wait_for("html[data-offline=off] .saved-keep");
        assert_eq!(page.eval("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
        assert_eq!(page.eval("caches.keys().then((all) => all.length)"), 0);
        page.click(".saved-keep");
        page.wait_for("html[data-offline=kept] .save-begin");
    });
}

#[test]
fn an_owner_ends_it_within_two_visits() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, blog, "/");
        // A build that shows nothing: the worst that a deployment can be.
        page.reload();
        assert_eq!(build_of(page), 1);
        blog.rebuild(&fixture("paging"), &["--no-offline"]);
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_until(
            "the ending worker has removed itself behind the first visit",
            "(navigator.serviceWorker.getRegistrations().then((all) => window.left = all.length), window.left === 0)",
        );
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        assert_eq!(page.eval("!navigator.serviceWorker.controller && !globalThis.inkstoneBoot"), true);
        eprintln!("the ending worker: the site comes from the host at visit 2");
        page.wait_until(
            "nothing is kept",
            "(caches.keys().then((all) => window.kept = all.length), window.kept === 0)",
        );
    });
}

#[test]
fn without_workers_the_blog_is_read_as_before() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        // A host that has no worker, as one of an earlier version has none.
        fs::remove_file(blog.folder().join("sw.js")).expect("the site is ours");
        page.open(&blog.url("/"));
        page.wait_for("html[data-offline=none] .summary[data-path=letter-10]");
        page.click(".summary[data-path=letter-10] h2 a");
        wait_for_post(page, "letter-10");
        page.open(&blog.url("/saved"));
        page.wait_until(
            "it says why",
            "document.querySelector('.saved .lead')?.textContent.includes('keeps no posts')",
        );
    });
}

#[test]
fn whether_posts_are_kept_is_said_once_it_is_known() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        let gate = Gate::default();
        blog.break_by(Rule::always("/offline-*.js", Fault::Held(gate.clone())));
        page.open(&blog.url("/saved"));
        page.wait_for("html[data-inkstone=ready] .saved [role=status]");
        blog.wait_for(&["/offline-*.js"]);
        assert_eq!(page.count(".saved .lead, .saved-keep"), 0, "{}", page.text(".saved"));
        gate.open();
        page.wait_for(".saved .saved-keep");
        page.wait_without(".saved .list-head [role=status]");
    });
}

#[test]
fn in_somebody_elses_frame_nothing_is_kept() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("/favicon.ico");
        let frame = format!("<!doctype html><title>host</title><iframe src=\"{}\"></iframe>", blog.url("/"));
        fs::write(blog.folder().join("frame.html"), frame).expect("the site is ours");
        page.open(&blog.url("/frame.html"));
        page.wait_until("the framed page runs", "frames[0].document.documentElement.dataset.offline === 'none'");
        assert_eq!(page.eval("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
    });
}

#[test]
fn a_worker_that_does_not_come_is_not_missed() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        for fault in [Fault::Status(500), Fault::Portal, Fault::Truncated] {
            let asked = blog.count("/sw.js");
            blog.break_by(Rule::always("/sw.js", fault));
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
            blog.wait_for_more("/sw.js", asked);
            page.wait_for("html[data-offline=none]");
            blog.mend();
        }
    });
}
