//! Measurements of the built site, each against its budget; run by `cargo xtask`.
//!
//! A package of its own, because `cargo xtask` compiles in seconds on a fresh
//! machine and should go on doing so, and because compressors want release mode.

mod first_visit;
mod size;

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use size::{BUDGET, Sizes};

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["size", site] => size(Path::new(site)),
        _ => {
            eprintln!("error: usage: measure size SITE");
            ExitCode::from(2)
        }
    }
}

/// Prints the sizes; over the budget is a failure.
fn size(site: &Path) -> ExitCode {
    let sizes = match Sizes::of(site) {
        Ok(sizes) => sizes,
        Err(problem) => {
            eprintln!("error: {}: {problem}", site.display());
            return ExitCode::FAILURE;
        }
    };
    // A reader that has gone away (`| head`) has seen enough.
    let _ = io::stdout().write_all(sizes.table().as_bytes());
    let counted = sizes.counted();
    match counted <= BUDGET {
        true => {
            eprintln!("{} KB of brotli is within the budget of {} KB", counted / 1000, BUDGET / 1000);
            ExitCode::SUCCESS
        }
        false => {
            eprintln!(
                "error: JavaScript, wasm and CSS are {counted} bytes of brotli, {} over the budget \
                 of {BUDGET}",
                counted - BUDGET
            );
            ExitCode::FAILURE
        }
    }
}
