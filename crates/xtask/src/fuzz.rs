//! `cargo xtask fuzz`: the targets of `fuzz/`, one after the other, each for its time.

use std::fs;
use std::path::Path;

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;
use crate::setup;

/// How long a target runs when nobody says otherwise.
const MINUTES: u64 = 10;
/// An input that takes longer than this, in seconds, is a finding.
const PATIENCE: u64 = 10;
/// The longest input: what breaks a reader is rarely longer, and short ones are tried oftener.
const LONGEST: u64 = 4096;

/// Runs every target, or the one that was named, even after one failed.
pub(crate) fn run(project: &Project, options: &Options) -> Outcome {
    let minutes = match options.value("--minutes") {
        None => MINUTES,
        Some(text) => text
            .parse()
            .ok()
            .filter(|minutes| (1..=1_440).contains(minutes))
            .ok_or_else(|| Failure::new(format!("--minutes {text} is no number of minutes from 1 to 1440")))?,
    };
    let all = targets(&project.root)?;
    let chosen: Vec<&String> = match options.value("--target") {
        None => all.iter().collect(),
        Some(name) => all.iter().filter(|target| *target == name).collect(),
    };
    if chosen.is_empty() {
        return Err(Failure::new(format!("there is no such target; there are {}", all.join(", "))));
    }
    let tools = setup::for_fuzzing(project)?;
    let mut broken = Vec::new();
    for target in chosen {
        eprintln!("\n== {target}: {minutes} min");
        // A finding of an earlier run is tried first, by the tests as well once it is among the seeds.
        let corpus = project.target.join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|error| Failure::io("create", &corpus, &error))?;
        let seeds = Path::new("fuzz/seeds").join(target);
        let run = Run::cargo(project, "fuzz run --sanitizer none")
            .path_first(tools.clone())
            .env("CARGO_TARGET_DIR", project.target.join("fuzz"))
            .arg(target)
            .arg(&corpus)
            .arg(&seeds)
            .arg("--")
            .arg(format!("-max_total_time={}", minutes * 60))
            .arg(format!("-timeout={PATIENCE}"))
            .arg(format!("-max_len={LONGEST}"))
            .arg("-print_final_stats=1");
        match run.run() {
            Ok(()) => eprintln!("== {target}: nothing found in {minutes} min"),
            Err(failure) => {
                eprintln!("error: {failure}");
                broken.push(target.as_str());
            }
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!("broken: {}", broken.join(", "))).mended_by(
            "put the input from fuzz/artifacts into fuzz/seeds under a name that says what it is; \
             `cargo test --test fuzz_seeds` then shows it until it is mended",
        )),
    }
}

/// The names of the targets, which are those of their files.
fn targets(root: &Path) -> Outcome<Vec<String>> {
    let folder = root.join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))?;
    let name = |file: std::io::Result<fs::DirEntry>| Some(file.ok()?.path().file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = entries.filter_map(name).collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_are_the_files() {
        let names = targets(&Project::here().root).expect("the project has targets");
        assert_eq!(names, ["address", "catalogue", "dates", "front_matter", "markdown", "repair"]);
    }
}
