//! Measurements of the built site, each against its budget, and blogs to measure; run by
//! `cargo xtask`.
//!
//! A package of its own, because `cargo xtask` compiles in seconds on a fresh
//! machine and should go on doing so, and because compressors want release mode.

mod first_visit;
mod sample;
mod size;

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use sample::{Length, Quirks, Sample};
use size::{BUDGET, Sizes};

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["size", site] => size(Path::new(site)),
        ["sample", posts, folder, ref quirks @ ..] => sample(posts, Path::new(folder), quirks),
        _ => {
            eprintln!("error: usage: measure size SITE | sample POSTS DIR [--short] [--tidy]");
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

/// Writes a blog of `posts` posts; says how large it is.
fn sample(posts: &str, folder: &Path, options: &[&str]) -> ExitCode {
    let has = |option| options.contains(&option);
    let Ok(posts) = posts.parse() else {
        eprintln!("error: `{posts}` is no number of posts");
        return ExitCode::from(2);
    };
    let sample = Sample {
        posts,
        length: if has("--short") { Length::Short } else { Length::Full },
        quirks: if has("--tidy") { Quirks::None } else { Quirks::Real },
    };
    match sample.write(folder) {
        Ok(bytes) => {
            eprintln!("{posts} posts, {}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
