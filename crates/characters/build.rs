//! Writes the letters that have a lower case as runs: the standard library's table, in a fifth of its room.

use std::{env, fmt::Write as _, fs, io, path::Path};

/// Letters at one distance from each other whose lower cases are at one distance from them.
struct Run {
    first: u32,
    count: u32,
    step: u32,
    distance: i64,
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let letters: Vec<(u32, i64)> = ('\u{80}'..=char::MAX).filter_map(distance).collect();
    let mut text = String::from("&[\n");
    let mut rest = letters.as_slice();
    while let Some((first, more)) = rest.split_first() {
        let run =
            [1, 2].map(|step| run(*first, more, step)).into_iter().max_by_key(|run| (run.count, -i64::from(run.step)));
        let Some(Run { first, count, step, distance }) = run else { break };
        writeln!(text, "    ({first}, {count}, {step}, {distance}),").map_err(io::Error::other)?;
        rest = &more[usize::try_from(count - 1).map_err(io::Error::other)?..];
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("lower.rs"), text + "]\n")
}

/// A letter, and how far from it the first letter of its lower case is; `None`: it is its own.
fn distance(letter: char) -> Option<(u32, i64)> {
    let lower = letter.to_lowercase().next().filter(|lower| *lower != letter)?;
    Some((letter.into(), i64::from(u32::from(lower)) - i64::from(u32::from(letter))))
}

/// The run that begins with a letter and goes on in `more` by this step.
fn run((first, distance): (u32, i64), more: &[(u32, i64)], step: u32) -> Run {
    let fits = |(at, letter): &(u32, &(u32, i64))| **letter == (first + step * at, distance);
    let count = 1 + (1..).zip(more).take_while(fits).count();
    Run { first, count: count.try_into().unwrap_or(1), step, distance }
}
