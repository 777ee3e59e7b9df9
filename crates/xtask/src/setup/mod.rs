//! Set-up: what a fresh machine with Rust and git lacks, each piece only if it is missing.
//!
//! Every check is a look at the machine (a `--version`, a folder), never a note
//! left behind by an earlier run: a note can be wrong. Nothing here touches the
//! network when the piece is in place.

mod browser;
mod rust;
mod tools;

pub(crate) use browser::Browser;
pub(crate) use tools::Tools;

use crate::Options;
use crate::failure::Outcome;
use crate::project::Project;

/// `cargo xtask setup`: everything that `serve`, `build` and `test` would set up.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    for_tests(project).map(drop)
}

/// What building the app takes: the wasm target, trunk and wasm-bindgen.
pub(crate) fn for_builds(project: &Project) -> Outcome<Tools> {
    rust::wasm_target(project)?;
    tools::set_up(project)
}

/// What the tests take: builds, the formatter, the linter and a browser.
pub(crate) fn for_tests(project: &Project) -> Outcome<(Tools, Browser)> {
    rust::components(project)?;
    let tools = for_builds(project)?;
    Ok((tools, browser::set_up(project)?))
}

/// Says that a piece is there, in the same shape for every piece.
fn in_place(piece: &str, place: &str) {
    eprintln!("  {piece}: {place}");
}
