//! The sanitiser's side of the module: raw HTML in, the nodes of a safe body out.

use wasm_bindgen::prelude::*;

/// Whether this browser has a sanitiser of its own, so that DOMPurify need not be loaded.
#[wasm_bindgen(js_name = hasEngine)]
pub fn has_engine() -> bool {
    inkstone_sanitise::has_engine()
}

/// A safe body, in no place of the page yet. `site`: absolute address of the site's root.
/// `dompurify`: the module of DOMPurify, or undefined for the browser's own engine.
///
/// # Errors
/// An [`inkstone_content::Problem`] in JSON where the body is too much or no engine works.
#[wasm_bindgen]
pub fn sanitise(html: &str, site: &str, dompurify: JsValue) -> Result<web_sys::Element, JsValue> {
    inkstone_sanitise::element(html, site, dompurify)
        .map_err(|error| serde_json::to_string(&error.problem()).unwrap_or_default().into())
}

/// The same for a page of somebody else's, against which none of the body's addresses may resolve. `page`: the
/// absolute address that they are relative to.
///
/// # Errors
/// A text for people where the body is too much or no engine works.
#[wasm_bindgen(js_name = sanitiseElsewhere)]
pub fn sanitise_elsewhere(html: &str, site: &str, page: &str, dompurify: JsValue) -> Result<web_sys::Element, JsValue> {
    inkstone_sanitise::element_elsewhere(html, site, page, dompurify).map_err(|error| error.to_string().into())
}
