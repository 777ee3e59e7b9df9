//! Vendored JavaScript is what its author published: every file against its checksum.
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
}

/// What sites get, and what only tests use.
fn folders() -> [PathBuf; 2] {
    ["web/vendor", "tests/vendor"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder))
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
            for (file, expected) in &package.files {
                let bytes = fs::read(folder.join(&name).join(file)).expect("a vendored file");
                let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(sum, *expected, "{name}/{file} was changed");
            }
        }
    }
}

#[test]
fn every_file_is_named() {
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    for folder in folders() {
        let packages = packages(&folder);
        for path in entries(&folder) {
            if path.is_file() {
                assert_eq!(name(&path), "vendor.toml");
                continue;
            }
            let package = packages.get(&name(&path));
            let package = package.unwrap_or_else(|| panic!("{} is not in vendor.toml", path.display()));
            for file in entries(&path) {
                assert!(package.files.contains_key(&name(&file)), "{} is not in vendor.toml", file.display());
            }
        }
    }
}
