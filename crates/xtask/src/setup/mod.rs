//! Set-up: what a fresh machine with Rust and git lacks, each piece only if it is missing.
//!
//! Every check is a look at the machine (a `--version`, a folder), never a note
//! left behind by an earlier run: a note can be wrong. Nothing here touches the
//! network when the piece is in place.

mod browser;
mod hosts;
mod hugo;
mod packages;
mod peers;
mod rust;
mod tools;

pub(crate) use browser::Browser;
pub(crate) use hosts::set_up as hosts;
pub(crate) use hugo::set_up as hugo;
pub(crate) use peers::set_up as peers;
pub(crate) use tools::Tools;

use std::env;
use std::path::PathBuf;

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::found_on;
use crate::project::{Project, program};

/// `cargo xtask setup`: everything that `serve`, `build` and `test` would set up.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    for_tests(project)?;
    hosts(project)
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

/// What fuzzing takes: cargo-fuzz, and a compiler for libFuzzer, which is C++. The folder given
/// goes first on PATH.
pub(crate) fn for_fuzzing(project: &Project) -> Outcome<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    if !["c++", "g++", "clang++"].iter().any(|name| found_on(&path, &program(name)).is_some()) {
        return Err(Failure::new("libFuzzer is C++, and there is no C++ compiler")
            .mended_by("sudo apt-get install g++ (or your system's compiler of C++)"));
    }
    tools::fuzzing(project)
}

/// Says that a piece is there, in the same shape for every piece.
fn in_place(piece: &str, place: &str) {
    eprintln!("  {piece}: {place}");
}
