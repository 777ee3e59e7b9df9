//! The inputs of `fuzz/seeds`, each held against what its fuzz target asserts: seeds, and every
//! input that once broke a target. It also keeps the targets compiling.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, path::Path};

#[allow(unreachable_pub, reason = "the targets are a crate of their own, whose functions these are")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

/// What a target asserts of an input.
type Check = fn(&[u8]);

const TARGETS: [(&str, Check); 6] = [
    ("front_matter", targets::front_matter::check),
    ("markdown", targets::markdown::check),
    ("repair", targets::repair::check),
    ("dates", targets::dates::check),
    ("catalogue", targets::catalogue::check),
    ("address", targets::address::check),
];

#[test]
fn every_seed_holds() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (name, check) in TARGETS {
        let folder = fuzz.join("seeds").join(name);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut count = 0;
        for entry in entries {
            let file = entry.expect("a readable folder").path();
            eprintln!("{}", file.display());
            check(&fs::read(&file).expect("a readable file"));
            count += 1;
        }
        assert!(count > 0, "{name} has no seeds");
    }
}

/// A target that is not here would run in `cargo xtask fuzz` alone.
#[test]
fn every_target_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).expect("a readable folder");
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    let mut listed = TARGETS.map(|(name, _)| name);
    listed.sort_unstable();
    assert_eq!(names, listed);
}
