//! A build is there whole or not at all, wherever its installation breaks off.

use super::{
    deployments::{Deployments, build_of, kept_builds, kill_workers, wait_for_update},
    expect_failures, stop,
};
use crate::{
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// Deploys `number` and ends the worker in the middle of installing it: at the `step`th file that
/// it asks for. Whether there was such a step.
fn kill_at(page: &Page, deployments: &Deployments, number: u32, step: u32) -> bool {
    let blog = &deployments.blog;
    let before = build_of(page);
    deployments.deploy(number);
    let gate = Gate::default();
    // The parts of the app; the worker itself must come for there to be an installation.
    for part in ["/boot*", "/inkstone-*", "/shell.html", "/style-*", "/offline-*"] {
        blog.break_by(Rule::from(step, part, Fault::Held(gate.clone())));
    }
    let asked = blog.requests().len();
    page.eval("navigator.serviceWorker.getRegistration().then((one) => { one.update(); return 1; })");
    page.wait_until(
        "the worker installs or waits",
        "(navigator.serviceWorker.getRegistration().then((one) => window.busy = !!(one.installing || one.waiting)), window.busy)",
    );
    let is_held = page.eval("navigator.serviceWorker.getRegistration().then((one) => !!one.installing)") == true;
    kill_workers(page);
    gate.open();
    blog.mend();
    assert!(blog.requests().len() >= asked);
    // Whatever became of it, a page runs one build.
    page.reload();
    let after = build_of(page);
    assert!(after == before || after == u64::from(number), "build {after} after {before} and {number}");
    is_held
}

fn kill_everywhere(rounds: u32) {
    let deployments = Deployments::new();
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.open(&deployments.blog.url("/"));
        page.wait_for("html[data-offline=kept]");
        page.reload();
        let (mut number, mut killed, mut pages) = (1, 0, 0);
        for _ in 0..rounds {
            for step in 1..=4 {
                number += 1;
                killed += u32::from(kill_at(page, &deployments, number, step));
                pages += 1;
            }
            // In the end it comes through.
            wait_for_update(page);
            page.wait_for(".update-bar button");
            page.click(".update-bar button");
            page.wait_until("the new build runs", &format!("globalThis.inkstoneBoot === {number}"));
            assert_eq!(build_of(page), u64::from(number));
            page.wait_for("html[data-offline=kept]");
            assert_eq!(kept_builds(page), 1, "the others have gone");
        }
        eprintln!("workers killed while installing: {killed}; pages that ran a mixture: 0 of {pages}");
        assert!(killed > 0, "no installation was met");
        stop(&deployments.blog);
        page.reload();
        assert_eq!(build_of(page), u64::from(number));
    });
}

#[test]
fn a_worker_that_is_killed_while_installing_leaves_no_mixture() {
    kill_everywhere(1);
}

#[test]
#[ignore = "minutes: run by cargo xtask test --long"]
fn a_worker_that_is_killed_while_installing_twenty_times_leaves_no_mixture() {
    kill_everywhere(20);
}

#[test]
fn a_build_of_which_a_part_is_wrong_never_comes_into_use() {
    let deployments = Deployments::new();
    let blog = &deployments.blog;
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.open(&blog.url("/"));
        page.wait_for("html[data-offline=kept]");
        let mut number = 1;
        for part in ["/inkstone-app-*.js", "/inkstone-app-*_bg.wasm", "/shell.html", "/boot*"] {
            for fault in [Fault::Portal, Fault::Truncated, Fault::Status(404), Fault::Body("other".to_owned())] {
                number += 1;
                deployments.deploy(number);
                let case = format!("{part}: {fault:?}");
                blog.break_by(Rule::always(part, fault));
                page.eval(
                    "navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => 1, () => 0)",
                );
                page.wait_until(
                    &format!("{case}: the installation is over"),
                    "(navigator.serviceWorker.getRegistration().then((one) => window.over = !one.installing), window.over)",
                );
                page.reload();
                assert_eq!(build_of(page), 1, "{case}");
                blog.mend();
            }
        }
        eprintln!("builds with a wrong part that were refused: {} of {}", number - 1, number - 1);
    });
}
