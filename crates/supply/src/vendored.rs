//! What others have written and is kept here: JavaScript below `web/vendor`, Rust below `vendor`, which a `vendor.toml` names each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A package.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Vendored {
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) source: String,
    /// Each file as it was published, and its SHA-256.
    pub(crate) files: BTreeMap<String, String>,
    /// The same of files that are not as they were published.
    #[serde(default)]
    pub(crate) changed: BTreeMap<String, String>,
    /// What the published package hashes to, of a package of Rust.
    pub(crate) checksum: Option<String>,
}

/// The packages that sites and the command have in them, in the order of their names.
pub(crate) fn read(root: &Path) -> Result<Vec<Vendored>, String> {
    let mut all = Vec::new();
    for folder in ["web/vendor", "vendor"] {
        all.extend(read_folder(root, folder)?);
    }
    Ok(all)
}

fn read_folder(root: &Path, folder: &str) -> Result<Vec<Vendored>, String> {
    let file = root.join(folder).join("vendor.toml");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let packages: BTreeMap<String, Vendored> =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(packages.into_values().collect())
}
