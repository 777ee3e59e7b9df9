//! Posts and bytes a second of every stage, from the times that a page took.

use std::{
    cell::Cell,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use tempfile::TempDir;

use crate::{
    host::Host,
    page::{Page, Screen, browse},
    sets,
};

/// What repair must reach, in bytes a second.
const REPAIR_GOAL: f64 = 40e6;
/// The stage that it is asked of.
const REPAIR: &str = "repair of HTML";

pub(crate) fn main() -> ExitCode {
    // `cargo test --benches` runs it to see that it works; there is no module then.
    let Some(stages) = env::var_os("INKSTONE_STAGES").map(PathBuf::from) else {
        println!("INKSTONE_STAGES names no module: nothing is measured; run `cargo xtask bench content`");
        return ExitCode::SUCCESS;
    };
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = TempDir::new().expect("a temporary folder");
    let page = project.join("benches/wasm/page");
    for (from, name) in [
        (page.join("index.html"), "index.html"),
        (page.join("measure.js"), "measure.js"),
        (stages.join("stages.js"), "stages.js"),
        (stages.join("stages_bg.wasm"), "stages_bg.wasm"),
    ] {
        fs::copy(&from, folder.path().join(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
    let sets = sets::all(project);
    for (number, (_, files)) in sets.iter().enumerate() {
        for (at, bytes) in files.iter().enumerate() {
            fs::write(folder.path().join(format!("{number}-{at}.md")), bytes).expect("the folder is ours");
        }
    }
    let host = Host::serve(folder.path(), "/");
    let met = Cell::new(true);
    browse(Screen::LAPTOP, |page| {
        page.open(&host.url("/index.html"));
        page.wait_until("the stages are there", "document.documentElement.dataset.ready");
        for (number, (name, files)) in sets.iter().enumerate() {
            let size: usize = files.iter().map(Vec::len).sum();
            println!("wasm, {name}: {} posts, {:.1} KB", files.len(), size as f64 / 1e3);
            met.set(measured(page, number, files.len()) && met.get());
        }
    });
    if met.get() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the stages of one set, and says whether repair reached its goal.
fn measured(page: &Page, number: usize, count: usize) -> bool {
    let stages = page.eval(&format!("measured({number}, {count})"));
    let stages = stages.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(!stages.is_empty(), "nothing was measured");
    let mut met = true;
    for stage in stages {
        let value = |name: &str| stage[name].as_f64().expect("a number");
        let name = stage["name"].as_str().expect("a name");
        let (seconds, bytes) = (value("seconds"), value("bytes"));
        let a_second = count as f64 / seconds;
        println!("  {name:<32} {a_second:>9.0} posts/s {:>8.1} MB/s", bytes / seconds / 1e6);
        if name == REPAIR && bytes / seconds < REPAIR_GOAL {
            met = false;
            println!("  MISS: repair below {:.0} MB/s", REPAIR_GOAL / 1e6);
        }
    }
    met
}
