//! The parsers of YAML, TOML and JSON as a module of its own, for front matter that is not plain and for a blog's configuration.
//!
//! They are a third of what reading a post takes, and few posts need them: the renderer's module
//! reads what nearly everybody writes by itself, and asks for the rest (docs/adr/0004-two-modules.md).
//! It keeps no state, so a module that has trapped can be loaded anew.

use inkstone_content::{FrontMatter, Site};
use wasm_bindgen::prelude::*;

/// The front matter of a file, as the renderer's module takes it. Asked like crates/tags is.
///
/// # Errors
/// None that a file could cause.
#[wasm_bindgen]
pub fn read(_file: &str, bytes: &[u8]) -> Result<String, JsError> {
    Ok(FrontMatter::read(bytes).to_text()?)
}

/// The configuration that a text of `inkstone.yaml` describes, in JSON; what it gets wrong has
/// its default.
///
/// # Errors
/// None that a text could cause.
#[wasm_bindgen]
pub fn configuration(yaml: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&Site::from_yaml(yaml).0)?)
}
