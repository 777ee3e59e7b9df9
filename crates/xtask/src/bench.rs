//! `cargo xtask bench`: speeds, each against its goal.

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;
use crate::setup;

/// Runs what was named.
pub(crate) fn run(project: &Project, options: &Options) -> Outcome {
    match (options.has("content"), options.has("lists")) {
        (false, false) => Err(Failure::new("cargo xtask bench needs to know what to measure: content, lists")),
        (true, false) => content(project),
        (false, true) => lists(project),
        (true, true) => content(project).and(lists(project)),
    }
}

/// What lists cost a reader at four sizes of blog, and what one changed post costs the caches.
fn lists(project: &Project) -> Outcome {
    Run::cargo(project, "run --quiet --release --package measure -- lists 100 10000 100000 1000000").run()
}

/// Reading and rendering posts: natively, then as WebAssembly in a browser. A miss in one does
/// not keep the other from being measured.
fn content(project: &Project) -> Outcome {
    let native = Run::cargo(project, "bench --package inkstone-content --bench content").run();
    let wasm = in_browser(project);
    native.and(wasm)
}

fn in_browser(project: &Project) -> Outcome {
    let (tools, browser) = setup::for_tests(project)?;
    Run::cargo(project, "build --package inkstone-renderer --example stages --target wasm32-unknown-unknown")
        .words("--profile wasm")
        .run()?;
    let module = project.target.join("wasm32-unknown-unknown/wasm/examples/stages.wasm");
    let bound = project.target.join("renderer/stages");
    Run::new(project, tools.bindgen()).words("--target web --no-typescript --out-dir").arg(&bound).arg(module).run()?;
    // What measures is the page; the program around it need not be optimised.
    Run::cargo(project, "bench --profile dev --package inkstone-app --bench wasm")
        .env("INKSTONE_STAGES", &bound)
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .run()
}
