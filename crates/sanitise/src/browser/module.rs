//! The sanitiser where it is part of another WebAssembly module: whoever shows bodies but carries no
//! policy asks the module that does.

use inkstone_content::RawHtml;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{Engine, dompurify, platform, sanitise};
use crate::{Origin, SafeBody, SanitiseError};

#[wasm_bindgen]
extern "C" {
    /// A module of this project, which exports [`has_engine`] and [`element`] under the names below.
    #[derive(Clone, Debug)]
    pub type Module;

    #[wasm_bindgen(method, catch, js_name = hasEngine)]
    fn has_engine_there(this: &Module) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch, js_name = sanitise)]
    fn sanitise_there(this: &Module, html: &str, site: &str, dompurify: &JsValue) -> Result<Element, JsValue>;
}

impl Module {
    /// Whether it can work without DOMPurify.
    ///
    /// # Errors
    /// Where the module traps.
    pub fn has_engine(&self) -> Result<bool, JsValue> {
        self.has_engine_there()
    }

    /// A body that the module made; `dompurify` as for [`element`].
    ///
    /// # Errors
    /// What the module threw.
    pub fn sanitise(&self, raw: &RawHtml, origin: &Origin, dompurify: &JsValue) -> Result<SafeBody, JsValue> {
        self.sanitise_there(raw.as_str(), &origin.site, dompurify).map(SafeBody::new)
    }
}

/// For the module to export: whether this browser has an engine of its own.
pub fn has_engine() -> bool {
    platform().is_some()
}

/// For the module to export: the element of a body. `purifier` is the namespace object of DOMPurify's
/// module, or undefined for the browser's own engine.
///
/// # Errors
/// As for [`sanitise`].
pub fn element(html: &str, site: &str, purifier: JsValue) -> Result<Element, SanitiseError> {
    let engine: Engine = if purifier.is_undefined() {
        platform().ok_or_else(|| SanitiseError::Engine("this browser has none".to_owned()))?
    } else {
        dompurify(purifier)?
    };
    let body = sanitise(&RawHtml::new(html), &Origin { site: site.to_owned() }, &engine)?;
    Ok(body.element().clone())
}
