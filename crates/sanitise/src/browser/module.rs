//! The sanitiser where it is part of another WebAssembly module: whoever shows bodies but carries no
//! policy asks the module that does.

use std::cell::OnceCell;

use inkstone_content::RawHtml;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{Engine, Sanitising, dompurify, platform};
use crate::{Origin, SafeBody, SanitiseError};

#[wasm_bindgen]
extern "C" {
    /// A module of this project, which exports [`has_engine`] and [`begin`] under the names below.
    #[derive(Clone, Debug)]
    pub type Module;

    #[wasm_bindgen(method, catch, js_name = hasEngine)]
    fn has_engine_there(this: &Module) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch, js_name = sanitise)]
    fn sanitise_there(this: &Module, html: &str, site: &str, dompurify: &JsValue) -> Result<Work, JsValue>;

    /// A body on its way there: [`Sanitising`].
    pub type Work;

    #[wasm_bindgen(method, catch, js_name = step)]
    fn step_there(this: &Work) -> Result<Option<Element>, JsValue>;
}

impl Work {
    /// Goes on for some milliseconds; the body, once that was all.
    ///
    /// # Errors
    /// What the module threw.
    pub fn step(&self) -> Result<Option<SafeBody>, JsValue> {
        self.step_there().map(|element| element.map(SafeBody::new))
    }
}

impl Module {
    /// Whether it can work without DOMPurify.
    ///
    /// # Errors
    /// Where the module traps.
    pub fn has_engine(&self) -> Result<bool, JsValue> {
        self.has_engine_there()
    }

    /// A body that the module makes; `dompurify` as for [`begin`].
    ///
    /// # Errors
    /// What the module threw.
    pub fn sanitise(&self, raw: &RawHtml, origin: &Origin, dompurify: &JsValue) -> Result<Work, JsValue> {
        self.sanitise_there(raw.as_str(), &origin.site, dompurify)
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

/// For the module to export: begins a body. `purifier` is the namespace object of DOMPurify's module, or
/// undefined for the browser's own engine; `elsewhere` as for [`Sanitising::begin`].
///
/// # Errors
/// As for [`Sanitising::begin`].
pub fn begin(html: &str, site: &str, elsewhere: Option<&str>, purifier: JsValue) -> Result<Sanitising, SanitiseError> {
    Sanitising::begin(&RawHtml::new(html), &Origin { site: site.to_owned() }, elsewhere, &engine(purifier)?)
}

fn engine(purifier: JsValue) -> Result<Engine, SanitiseError> {
    if purifier.is_undefined() {
        of_platform().ok_or_else(|| SanitiseError::Engine("this browser has none".to_owned()))
    } else {
        of_dompurify(purifier)
    }
}
