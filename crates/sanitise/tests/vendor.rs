//! What is vendored is what its author published, but for what is named as changed: every file against its checksum.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

#[derive(serde::Deserialize)]
struct Package {
    package: String,
    version: String,
    licence: String,
    source: String,
    files: BTreeMap<String, String>,
    /// Files that are not as they were published.
    #[serde(default)]
    changed: BTreeMap<String, String>,
}

impl Package {
    fn all(&self) -> impl Iterator<Item = (&String, &String)> {
        self.files.iter().chain(&self.changed)
    }
}

/// JavaScript that sites get, and what only tests use; Rust.
fn folders() -> [PathBuf; 3] {
    ["web/vendor", "tests/vendor", "vendor"]
        .map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder))
}

fn packages(folder: &Path) -> BTreeMap<String, Package> {
    let text = fs::read_to_string(folder.join("vendor.toml")).expect("a vendor.toml");
    toml::from_str(&text).expect("vendor.toml is TOML")
}

#[test]
fn every_file_is_as_it_was_published() {
    for folder in folders() {
        for (name, package) in packages(&folder) {
            for field in [&package.package, &package.version, &package.licence, &package.source] {
                assert!(!field.is_empty(), "{name} says where it is from");
            }
            for (file, expected) in package.all() {
                let bytes = fs::read(folder.join(&name).join(file)).expect("a vendored file");
                let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(sum, *expected, "{name}/{file} was changed");
            }
        }
    }
}

#[test]
fn every_file_is_named() {
    for folder in folders() {
        let packages = packages(&folder);
        for path in entries(&folder) {
            if path.is_file() {
                assert_eq!(path.file_name(), Some("vendor.toml".as_ref()));
                continue;
            }
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let package = packages.get(&name).unwrap_or_else(|| panic!("{} is not in vendor.toml", path.display()));
            for file in files(&path) {
                let below = file.strip_prefix(&path).expect("below it").to_string_lossy().into_owned();
                assert!(package.all().any(|(named, _)| *named == below), "{} is not in vendor.toml", file.display());
            }
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(below).collect()
}
