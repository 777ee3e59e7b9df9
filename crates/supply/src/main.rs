//! What Inkstone is made of: `supply check` holds it against `deny.toml`, `supply sbom FILE`
//! writes it down (CycloneDX). Run by `cargo xtask`, and as a test.
//!
//! cargo-deny reads the same `deny.toml` and knows more: the advisories of RustSec. It takes
//! minutes to compile and a network to be worth it, so this checks what needs neither
//! (docs/adr/0006-walls.md).

mod metadata;
mod rules;
mod sbom;
mod vendored;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use metadata::Metadata;
use rules::Rules;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["check"] => check(&root()),
        ["sbom", file] => write_sbom(&root(), Path::new(file)),
        _ => {
            eprintln!("error: usage: supply check | sbom FILE");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_owned()
}

/// Holds every package against the rules.
fn check(root: &Path) -> Result<(), String> {
    let metadata = Metadata::of(root)?;
    let problems = Rules::read(&root.join("deny.toml"))?.problems(&metadata);
    if problems.is_empty() {
        eprintln!("  {} packages keep to deny.toml", metadata.packages.len());
        return Ok(());
    }
    Err(format!("deny.toml does not allow what is in Cargo.lock:\n  {}", problems.join("\n  ")))
}

/// Writes the list of what the app and the command are made of.
fn write_sbom(root: &Path, file: &Path) -> Result<(), String> {
    let bom = sbom::of(&Metadata::of(root)?, &vendored::read(root)?);
    let text = serde_json::to_string_pretty(&bom).map_err(|error| error.to_string())?;
    fs::write(file, text + "\n").map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_lock_file_keeps_to_the_rules() {
        assert_eq!(check(&root()), Ok(()));
    }
}
