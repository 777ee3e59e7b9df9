//! `cargo xtask sample`: a blog of any size to test and measure with.
//!
//! The writing itself lives in crates/measure, which is compiled in release: a million posts
//! take a minute there.

use std::env;

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;

/// How to write the command.
const USAGE: &str = "cargo xtask sample --posts 1000 --out DIR";

/// Writes the blog that the options ask for.
pub(crate) fn run(project: &Project, options: &Options) -> Outcome {
    let (Some(posts), Some(folder)) = (options.value("--posts"), options.value("--out")) else {
        return Err(Failure::new("sample wants a number of posts and a folder").mended_by(USAGE));
    };
    if posts.parse::<u64>().is_err() {
        return Err(Failure::new(format!("`{posts}` is no number of posts")).mended_by(USAGE));
    }
    // What is run below runs in the project's folder; the user named one from where they are.
    let folder = env::current_dir().unwrap_or_default().join(folder);
    let mut run = Run::cargo(project, "run --quiet --release --package measure -- sample").arg(posts).arg(folder);
    for option in ["--short", "--tidy"] {
        if options.has(option) {
            run = run.arg(option);
        }
    }
    run.run()
}
