//! The sanitiser where it is part of another WebAssembly module: whoever shows bodies but carries no
//! policy asks the module that does.

use std::cell::OnceCell;

use inkstone_content::RawHtml;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{Engine, dompurify, platform, sanitise, sanitise_elsewhere};
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

thread_local! {
    /// The browser's own engine, if it has one. Configuring an engine takes some hundred calls, so each
    /// is made once and not for each post.
    static PLATFORM: OnceCell<Option<Engine>> = const { OnceCell::new() };
    /// DOMPurify, once somebody has brought it.
    static DOMPURIFY: OnceCell<Engine> = const { OnceCell::new() };
}

fn of_platform() -> Option<Engine> {
    PLATFORM.with(|engine| engine.get_or_init(platform).clone())
}

fn of_dompurify(purifier: JsValue) -> Result<Engine, SanitiseError> {
    DOMPURIFY.with(|engine| match engine.get() {
        Some(engine) => Ok(engine.clone()),
        None => dompurify(purifier).map(|made| engine.get_or_init(|| made).clone()),
    })
}

/// For the module to export: whether this browser has an engine of its own.
pub fn has_engine() -> bool {
    of_platform().is_some()
}

/// For the module to export: the element of a body. `purifier` is the namespace object of DOMPurify's
/// module, or undefined for the browser's own engine.
///
/// # Errors
/// As for [`sanitise`].
pub fn element(html: &str, site: &str, purifier: JsValue) -> Result<Element, SanitiseError> {
    let body = sanitise(&RawHtml::new(html), &Origin { site: site.to_owned() }, &engine(purifier)?)?;
    Ok(body.element().clone())
}

/// The same for a page of somebody else's; `page` as for [`sanitise_elsewhere`].
///
/// # Errors
/// As for [`sanitise_elsewhere`].
pub fn element_elsewhere(html: &str, site: &str, page: &str, purifier: JsValue) -> Result<Element, SanitiseError> {
    let origin = Origin { site: site.to_owned() };
    let body = sanitise_elsewhere(&RawHtml::new(html), &origin, page, &engine(purifier)?)?;
    Ok(body.element().clone())
}

fn engine(purifier: JsValue) -> Result<Engine, SanitiseError> {
    if purifier.is_undefined() {
        of_platform().ok_or_else(|| SanitiseError::Engine("this browser has none".to_owned()))
    } else {
        of_dompurify(purifier)
    }
}
