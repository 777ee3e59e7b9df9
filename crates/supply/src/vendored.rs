//! JavaScript of others below `web/vendor`, which its `vendor.toml` names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A package of JavaScript.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Vendored {
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) source: String,
    /// Each file and its SHA-256.
    pub(crate) files: BTreeMap<String, String>,
}

/// The packages, in the order of their names.
pub(crate) fn read(root: &Path) -> Result<Vec<Vendored>, String> {
    let file = root.join("web/vendor/vendor.toml");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let packages: BTreeMap<String, Vendored> =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(packages.into_values().collect())
}
