//! New versions: they wait for the reader's word, and no page ever runs two at once.

use super::{
    deployments::{Deployments, build_of, kept_builds, look_for_update, wait_for_one_build, wait_for_update},
    expect_failures, read_post, stop, wait_for_post,
};
use crate::{
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// Opens home with its worker in charge.
fn settle(page: &Page, deployments: &Deployments) {
    page.open(&deployments.blog.url("/"));
    page.wait_for("html[data-offline=kept]");
    page.reload();
    page.wait_for("html[data-offline=kept]");
}

#[test]
fn a_new_version_waits_for_the_readers_word_and_reloads_once() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        settle(page, &deployments);
        read_post(page, blog, "letter-10");
        deployments.deploy(2);
        wait_for_update(page, 2);
        page.wait_for(".update-bar");
        // Reading on, and opening other pages, stays with what is there.
        page.eval("window.isTheSamePage = true");
        page.click(".brand");
        page.wait_for(".summary[data-path=letter-10]");
        page.click(".summary[data-path=letter-09] h2 a");
        wait_for_post(page, "letter-09");
        assert_eq!(page.eval("window.isTheSamePage"), true, "no reload in the middle of reading");
        page.reload();
        assert_eq!(build_of(page), 1);
        page.eval("sessionStorage.setItem('loads', 0)");
        page.wait_for(".update-bar button");
        let loads = blog.count("/sw.js");
        page.click(".update-bar button");
        page.wait_until("the new version runs", "globalThis.inkstoneBoot === 2");
        page.wait_for("html[data-offline=kept]");
        assert_eq!(build_of(page), 2);
        wait_for_post(page, "letter-09");
        assert!(blog.count("/sw.js") >= loads);
        assert_eq!(page.count(".update-bar"), 0);
        wait_for_one_build(page);
    });
}

#[test]
fn a_build_that_waits_is_left_whole() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        settle(page, &deployments);
        deployments.deploy(2);
        wait_for_update(page, 2);
        // The worker tidies up after each page that it is told of.
        read_post(page, blog, "letter-10");
        assert_eq!(kept_builds(page), 2, "one runs, one waits");
        // All pages are closed: the one that waits takes over, and is all there is without a network.
        page.open("about:blank");
        stop(blog);
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
    });
}

#[test]
fn a_word_that_the_worker_has_not_heard_is_said_again() {
    let deployments = Deployments::new();
    browse(Screen::LAPTOP, |page| {
        settle(page, &deployments);
        deployments.deploy(2);
        wait_for_update(page, 2);
        page.wait_for(".update-bar button");
        // As when the browser ends the worker while the word is on its way.
        page.eval(
            "(() => {
                const { postMessage } = ServiceWorker.prototype;
                ServiceWorker.prototype.postMessage = function () {
                    ServiceWorker.prototype.postMessage = postMessage;
                };
            })()",
        );
        page.click(".update-bar button");
        page.wait_until("the new version runs", "globalThis.inkstoneBoot === 2");
        assert_eq!(build_of(page), 2);
    });
}

#[test]
fn a_newer_version_that_is_arriving_is_the_one_that_takes_over() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        settle(page, &deployments);
        deployments.deploy(2);
        wait_for_update(page, 2);
        page.wait_for(".update-bar button");
        deployments.deploy(3);
        let gate = Gate::default();
        let asked = blog.count("/inkstone-app-*.js");
        blog.break_by(Rule::always("/inkstone-app-*.js", Fault::Held(gate.clone())));
        look_for_update(page, blog, "/inkstone-app-*.js", asked);
        page.click(".update-bar button");
        gate.open();
        page.wait_until("the newest version runs", "globalThis.inkstoneBoot === 3");
        assert_eq!(build_of(page), 3);
        page.wait_for("html[data-offline=kept]");
        wait_for_one_build(page);
    });
}

#[test]
fn two_tabs_change_together_and_a_third_window_keeps_what_it_runs() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        settle(page, &deployments);
        page.new_tab();
        page.open(&blog.url("/posts/letter-10"));
        page.wait_for("html[data-offline=kept]");
        deployments.deploy(2);
        wait_for_update(page, 2);
        page.wait_for(".update-bar button");
        page.click(".update-bar button");
        page.wait_until("the new version runs", "globalThis.inkstoneBoot === 2");
        wait_for_post(page, "letter-10");
        page.switch_to_tab(0);
        // Nobody was looking at it, or its reader is asked there.
        page.wait_until(
            "the other tab has changed as well, where it asks by its reader's word",
            "globalThis.inkstoneBoot === 2 || (document.querySelector('.update-bar button')?.click(), false)",
        );
        page.wait_for("html[data-offline=kept]");
        assert_eq!(build_of(page), 2);
    });
}

#[test]
fn an_older_build_can_be_put_back() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        settle(page, &deployments);
        for number in [2, 1] {
            deployments.deploy(number);
            wait_for_update(page, number);
            page.wait_for(".update-bar button");
            page.click(".update-bar button");
            page.wait_until("it runs", &format!("globalThis.inkstoneBoot === {number}"));
            assert_eq!(build_of(page), u64::from(number));
            page.wait_for("html[data-offline=kept]");
        }
        stop(blog);
        page.reload();
        assert_eq!(build_of(page), 1);
    });
}

/// Deploys `count` builds one after the other, opens pages in between, agrees now and then.
fn deploy_many(count: u32) {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        settle(page, &deployments);
        let mut pages = 0;
        for number in 2..=count {
            deployments.deploy(number);
            let path = ["/", "/posts/letter-10", "/page/2", "/posts/letter-09"][number as usize % 4];
            page.open(&blog.url(path));
            build_of(page);
            pages += 1;
            if number % 3 == 0 {
                wait_for_update(page, number);
                page.wait_for(".update-bar button");
                page.click(".update-bar button");
                page.wait_until("it runs", &format!("globalThis.inkstoneBoot === {number}"));
                build_of(page);
                page.wait_for("html[data-offline=kept]");
                pages += 1;
            }
        }
        eprintln!("{count} deployments: {pages} pages, 0 mixtures of builds");
    });
}

#[test]
fn over_many_deployments_no_page_runs_new_javascript_with_old_wasm() {
    deploy_many(10);
}

#[test]
#[ignore = "minutes: run by cargo xtask test --long"]
fn over_a_hundred_deployments_no_page_runs_new_javascript_with_old_wasm() {
    deploy_many(100);
}
