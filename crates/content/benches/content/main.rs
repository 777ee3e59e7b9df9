//! How fast posts are read and rendered natively, and that no text makes it slow:
//! `cargo xtask bench content`, which measures the same stages in a browser as well.
//!
//! More than 2.5 times as long for twice the text is a miss, as is repair below its goal; the
//! program then exits with 1.

mod clock;
mod families;
mod growth;
mod sets;
mod stages;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use stages::{Posts, Stage};

/// What repair must reach, in bytes a second.
const REPAIR_GOAL: f64 = 40e6;

fn main() -> io::Result<ExitCode> {
    // `cargo test` runs benches to see that they work; measuring is for `cargo bench`.
    let measures = std::env::args().any(|argument| argument == "--bench");
    let mut out = io::stdout().lock();
    let met = throughput(&mut out, measures)? & growth::all(&mut out, measures)?;
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Posts and bytes a second of every stage.
fn throughput(out: &mut impl Write, measures: bool) -> io::Result<bool> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut met = true;
    for (name, files) in sets::all(&project) {
        let size: usize = files.iter().map(Vec::len).sum();
        let posts = Posts::new(files).ok_or_else(|| io::Error::other("the posts have no path"))?;
        writeln!(out, "native, {name}: {} posts, {:.1} KB", posts.count(), size as f64 / 1e3)?;
        for stage in Stage::ALL {
            let seconds = clock::best(&mut || posts.run(stage), measures).as_secs_f64();
            let speed = posts.bytes(stage) as f64 / seconds;
            let a_second = posts.count() as f64 / seconds;
            writeln!(out, "  {:<32} {a_second:>9.0} posts/s {:>8.1} MB/s", stage.name(), speed / 1e6)?;
            if measures && stage == Stage::Repair && speed < REPAIR_GOAL {
                met = false;
                writeln!(out, "  MISS: repair below {:.0} MB/s", REPAIR_GOAL / 1e6)?;
            }
        }
    }
    Ok(met)
}
