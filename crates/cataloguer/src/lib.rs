//! The writer of catalogues as a WebAssembly module of its own: for lists of a blog that no builder has made one for.
//!
//! Whoever reads a post needs none of this (docs/adr/0004-two-modules.md).

use std::collections::BTreeMap;

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{
    Site,
    json::{self, FromNode},
};
use wasm_bindgen::prelude::*;

/// The files of a catalogue by path, in JSON. `summaries`: pages of summaries, one a line; `site`, `zone`: the site's
/// configuration and its zone's table as they stand in a catalogue.
///
/// # Errors
/// A text for people when one of the texts is not what it should be.
#[wasm_bindgen]
pub fn catalogue(summaries: &str, site: &str, zone: Option<String>) -> Result<String, JsError> {
    let site = json::read(site, Site::from_node)?;
    let zone = zone.map(|zone| json::read(&zone, FromNode::from_node)).transpose()?;
    let mut listed: Vec<Summary> = Vec::new();
    for page in summaries.lines() {
        listed.extend(SummaryPage::from_json(page)?.0);
    }
    let files = inkstone_catalogue::write(&site, zone, &listed)?;
    let files: BTreeMap<String, String> = files.into_iter().map(|file| (file.path, file.text)).collect();
    Ok(serde_json::to_string(&files)?)
}
