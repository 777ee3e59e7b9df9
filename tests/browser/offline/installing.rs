//! A build is there whole or not at all, wherever its installation breaks off.

use super::{
    deployments::{Deployments, build_of, kill_workers, look_for_update, wait_for_one_build, wait_for_update},
    expect_failures, stop,
};
use crate::{
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// The files that an installation asks the host for, in that order, without their hashes.
fn steps(page: &Page, deployments: &Deployments, number: u32) -> Vec<[String; 2]> {
    let before = deployments.blog.requests().len();
    deployments.deploy(number);
    wait_for_update(page, number);
    let asked = deployments.blog.requests().split_off(before).into_iter().map(|request| request.path);
    let files: Vec<_> = asked.filter(|path| path == "/shell.html" || path.contains(&hash(number))).collect();
    eprintln!("an installation asks for {files:?}");
    agree(page, number);
    let parts = |path: &String| {
        let (start, end) = path.split_once(&hash(number)).unwrap_or((path, ""));
        [start.to_owned(), end.to_owned()]
    };
    files.iter().map(parts).collect()
}

/// What build `number` has in its files' names.
fn hash(number: u32) -> String {
    format!("{number:016x}")
}

/// The reader agrees to build `number`, which then runs alone.
fn agree(page: &Page, number: u32) {
    page.wait_for(".update-bar button");
    page.click(".update-bar button");
    page.wait_until("the new build runs", &format!("globalThis.inkstoneBoot === {number}"));
    assert_eq!(build_of(page), u64::from(number));
    page.wait_for("html[data-offline=kept]");
    wait_for_one_build(page);
}

/// Deploys `number` and ends the worker while it waits for the `step`th file of it and for all that
/// follow; after the last, while it waits for the reader.
fn kill_at(page: &Page, deployments: &Deployments, number: u32, step: usize, steps: &[[String; 2]]) {
    let blog = &deployments.blog;
    let before = build_of(page);
    let path = |[start, end]: &[String; 2]| {
        if start == "/shell.html" { start.clone() } else { format!("{start}{}{end}", hash(number)) }
    };
    let gate = Gate::default();
    match steps.get(step..) {
        Some([first, ..]) => {
            let first = path(first);
            let asked = blog.count(&first);
            deployments.deploy(number);
            for part in &steps[step..] {
                blog.break_by(Rule::always(&path(part), Fault::Held(gate.clone())));
            }
            look_for_update(page, blog, &first, asked);
        }
        _ => {
            deployments.deploy(number);
            wait_for_update(page, number);
        }
    }
    kill_workers(page);
    gate.open();
    blog.mend();
    // Whatever became of it, a page runs one build.
    page.reload();
    let after = build_of(page);
    assert!((before..=u64::from(number)).contains(&after), "build {after} after {before} and {number}");
    // The browser tries again by itself; what it is in the middle of would be taken for the next build.
    if after != u64::from(number) {
        wait_for_update(page, number);
    }
}

fn kill_everywhere(rounds: u32) {
    let deployments = Deployments::new();
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.open(&deployments.blog.url("/"));
        page.wait_for("html[data-offline=kept]");
        page.reload();
        page.wait_for("html[data-offline=kept]");
        let mut number = 2;
        let steps = steps(page, &deployments, number);
        assert_eq!(steps.len(), 4, "boot script, app script, wasm and shell: {steps:?}");
        let mut killed = 0;
        for _ in 0..rounds {
            for step in 0..=steps.len() {
                number += 1;
                kill_at(page, &deployments, number, step, &steps);
                killed += 1;
            }
            agree(page, number);
        }
        eprintln!(
            "workers killed at each of {} steps of installing, {rounds} times: {killed}; mixtures: 0",
            steps.len() + 1
        );
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
