//! The module that makes a catalogue where a blog has none, loaded with the first list.

use std::{collections::HashMap, rc::Rc};

use inkstone_views::Failure;
use wasm_bindgen::prelude::*;

use crate::{
    boot::Boot,
    renderer::{SiteText, read, trapped},
};

/// Its name in the boot script.
pub(crate) const NAME: &str = "cataloguer";

#[wasm_bindgen]
extern "C" {
    /// The functions of crates/cataloguer.
    type Module;

    #[wasm_bindgen(method, catch)]
    fn catalogue(this: &Module, summaries: &str, site: &str, zone: Option<&str>) -> Result<String, JsValue>;
}

/// The files of a catalogue by path, made of pages of summaries.
pub(crate) async fn catalogue(
    boot: &Rc<Boot>,
    pages: &[String],
    site: &SiteText,
) -> Result<HashMap<String, String>, Failure> {
    let module: Module = boot.load(NAME).await.map_err(|_| Failure::Offline)?.unchecked_into();
    let json = module.catalogue(&pages.join("\n"), &site.site, site.zone.as_deref());
    read(&json.map_err(|error| trapped(boot, NAME, &error))?)
}
