//! Measurements of the built site, each against its budget, and blogs to measure; run by
//! `cargo xtask`.
//!
//! A package of its own, because `cargo xtask` compiles in seconds on a fresh
//! machine and should go on doing so, and because compressors want release mode.

mod builds;
mod embedding;
mod first_visit;
mod lists;
mod sample;
mod size;

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use builds::Extent;
use embedding::{FIRST_BUDGET, SCRIPT_BUDGET};
use lists::{Lists, ROOT_BUDGET, changes, table};
use sample::{Length, Quirks, Sample};
use size::{BUDGET, Sizes};

/// The size of blog in which changes are counted.
const CHANGED: u32 = 100_000;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["size", site] => size(Path::new(site)),
        ["sample", posts, folder, ref quirks @ ..] => sample(posts, Path::new(folder), quirks),
        ["builds", inkstone, folder, ref extent @ ..] => builds(Path::new(inkstone), Path::new(folder), extent),
        ["lists", ref sizes @ ..] => lists(sizes),
        _ => {
            eprintln!(
                "error: usage: measure size SITE | sample POSTS DIR [--short] [--tidy] | lists POSTS… | builds INKSTONE \
                 DIR [--large | --million]"
            );
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
    let (script, first) = sizes.embedding();
    if script > SCRIPT_BUDGET || first > FIRST_BUDGET {
        eprintln!(
            "error: the script for other sites is {script} bytes of brotli of {SCRIPT_BUDGET}, the first post or Markdown there \
             {first} of {FIRST_BUDGET}"
        );
        return ExitCode::FAILURE;
    }
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

/// Prints what lists cost at these sizes; a root over its budget is a failure.
fn lists(sizes: &[&str]) -> ExitCode {
    let measured = sizes
        .iter()
        .map(|size| Lists::of(size.parse().map_err(|_| format!("`{size}` is no number of posts"))?))
        .collect::<Result<Vec<_>, String>>()
        .and_then(|all| Ok((changes(CHANGED)?, all)));
    let (changes, all) = match measured {
        Ok(measured) => measured,
        Err(problem) => {
            eprintln!("error: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let _ = io::stdout().write_all(format!("{}\nof {CHANGED} posts, one changes\n{changes}", table(&all)).as_bytes());
    match all.iter().map(|lists| lists.root).max().unwrap_or(0) {
        root if root <= ROOT_BUDGET => ExitCode::SUCCESS,
        root => {
            eprintln!("error: the root is {root} bytes of brotli, over its budget of {ROOT_BUDGET}");
            ExitCode::FAILURE
        }
    }
}

/// Measures builds of sites; a goal that is missed is a failure.
fn builds(inkstone: &Path, folder: &Path, extent: &[&str]) -> ExitCode {
    let extent = match extent {
        ["--million"] => Extent::Million,
        ["--large"] => Extent::Large,
        _ => Extent::Usual,
    };
    match builds::run(inkstone, folder, extent) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
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
