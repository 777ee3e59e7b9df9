//! `cargo xtask size`: what a first visit to the demo site downloads.
//!
//! The measuring itself lives in crates/measure: its compressors take longer to
//! compile than all of this program, and run fifteen times faster in release.

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;

/// Measures dist/ as it is.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    if !project.dist().join("index.html").is_file() {
        return Err(Failure::new("there is no dist/index.html to measure").mended_by("cargo xtask build"));
    }
    Run::cargo(project, "run --quiet --release --package measure -- size dist").run()
}
