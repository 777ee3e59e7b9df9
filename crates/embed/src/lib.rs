//! The sanitiser as a WebAssembly module of its own: what an element in a page of another site needs of
//! a post that its blog has rendered already (docs/adr/0014-embedding.md).
//!
//! The renderer's module has the same functions for posts that come as Markdown, at seven times the size.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// Whether this browser has a sanitiser of its own, so that DOMPurify need not be loaded.
#[wasm_bindgen(js_name = hasEngine)]
pub fn has_engine() -> bool {
    inkstone_sanitise::has_engine()
}

/// A body on its way.
#[wasm_bindgen]
pub struct Sanitising(inkstone_sanitise::Sanitising);

#[wasm_bindgen]
impl Sanitising {
    /// Goes on for some milliseconds; the body once that was all, in no place of the page yet.
    ///
    /// # Errors
    /// As for [`sanitise_elsewhere`].
    pub fn step(&mut self) -> Result<Option<web_sys::Element>, JsValue> {
        let body = self.0.step().map_err(|error| error.to_string())?;
        Ok(body.map(|body| body.element().clone()))
    }
}

/// Begins a safe body for a page of somebody else's. `site`, `page`: absolute addresses of the blog's root and of
/// what the body's own addresses are relative to. `dompurify`: the module of DOMPurify, or undefined for the browser's
/// own engine.
///
/// # Errors
/// A text for people where the body is too much or no engine works.
#[wasm_bindgen(js_name = sanitiseElsewhere)]
pub fn sanitise_elsewhere(html: &str, site: &str, page: &str, dompurify: JsValue) -> Result<Sanitising, JsValue> {
    Ok(Sanitising(inkstone_sanitise::begin(html, site, Some(page), dompurify).map_err(|error| error.to_string())?))
}
