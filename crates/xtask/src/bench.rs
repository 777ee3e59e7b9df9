//! `cargo xtask bench`: speeds, each against its goal.

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;
use crate::{setup, site};

/// Measures one thing.
type Measure = fn(&Project, &Options) -> Outcome;

/// Runs what was named, all of it, in this order.
pub(crate) fn run(project: &Project, options: &Options) -> Outcome {
    let measured: [(&str, Measure); 4] = [
        ("content", |project, _| content(project)),
        ("lists", |project, _| lists(project)),
        ("build", builds),
        ("load", load),
    ];
    let wanted: Vec<_> = measured.into_iter().filter(|(name, _)| options.has(name)).collect();
    if wanted.is_empty() {
        return Err(Failure::new("cargo xtask bench needs to know what to measure: content, lists, build, load"));
    }
    wanted.into_iter().try_for_each(|(_, run)| run(project, options))
}

/// Building sites beside Hugo; `--large` adds 100,000 posts, `--million` a million.
fn builds(project: &Project, options: &Options) -> Outcome {
    let tools = setup::for_builds(project)?;
    setup::hugo(project);
    site::build(project, &tools)?;
    let run = Run::cargo(project, "run --quiet --release --package measure -- builds");
    let run = run.arg(project.inkstone()).arg(project.root.join("target/bench/builds"));
    match (options.has("--million"), options.has("--large")) {
        (true, _) => run.arg("--million").run(),
        (_, true) => run.arg("--large").run(),
        _ => run.run(),
    }
}

/// How soon a post can be read, beside docsify and a page of nothing but its text, and what Lighthouse says;
/// `--record` writes the times down.
fn load(project: &Project, options: &Options) -> Outcome {
    let (tools, browser) = setup::for_tests(project)?;
    let peers = setup::peers(project)?;
    site::build(project, &tools)?;
    // What measures is the page; the program around it need not be optimised.
    let run = Run::cargo(project, "bench --profile dev --package inkstone-app --bench load")
        .env("INKSTONE_PEERS", peers)
        .env("INKSTONE_BIN", project.inkstone())
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver);
    match options.has("--record") {
        true => run.env("INKSTONE_RECORD", project.root.join("docs/performance.md")).run(),
        false => run.run(),
    }
}

/// What lists cost a reader at four sizes of blog, and what one changed post costs the caches; then the same
/// of three sizes as a browser sees it. A miss in one does not keep the other from being measured.
fn lists(project: &Project) -> Outcome {
    let files = Run::cargo(project, "run --quiet --release --package measure -- lists 100 10000 100000 1000000").run();
    let (tools, browser) = setup::for_tests(project)?;
    site::build(project, &tools)?;
    let pages = Run::cargo(project, "test --test browser lists:: -- --ignored --nocapture")
        .env("INKSTONE_BIN", project.inkstone())
        .env("INKSTONE_SITE", project.dist())
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .run();
    files.and(pages)
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
