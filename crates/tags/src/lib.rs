//! What replaces the tags of source systems (`{% … %}`, `{{< … >}}`) as a module of its own, for the posts that hold any.
//!
//! The renderer's module asks for it where a body has something like a tag in it (docs/adr/0004-two-modules.md). It keeps no
//! state, so a module that has trapped can be loaded anew.

use inkstone_content::{
    Place, PostPath, Replaced, Site,
    json::{self, FromNode},
};
use wasm_bindgen::prelude::*;

/// The body of a file without its tags, as the renderer's module takes it.
///
/// `file`: its path below the posts folder. `site`, `base`: the site's configuration as it stands in the catalogue, or the root of
/// the catalogue with it in it, and the path or the address of the site's root; without a site, a file of no blog, of whose
/// folder `base` is the root.
///
/// # Errors
/// A text for people when one of the texts is not what it should be.
#[wasm_bindgen]
pub fn read(file: &str, bytes: &[u8], site: Option<String>, base: &str) -> Result<String, JsError> {
    let path = PostPath::new(file)?;
    let replaced = match site {
        Some(site) => {
            let site = json::read(&site, |node| match node.field("site")? {
                Some(site) => Ok(site),
                None => Site::from_node(node),
            })?;
            Replaced::read(&path, bytes, &site, &Place::new(base, &site))
        }
        None => Replaced::read(&path, bytes, &Site::default(), &Place::of_file(base)),
    };
    Ok(replaced.to_text()?)
}
