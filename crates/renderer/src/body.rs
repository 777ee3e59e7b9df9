//! The sanitiser's side of the module: raw HTML in, the nodes of a safe body out.

use wasm_bindgen::prelude::*;

/// Whether this browser has a sanitiser of its own, so that DOMPurify need not be loaded.
#[wasm_bindgen(js_name = hasEngine)]
pub fn has_engine() -> bool {
    inkstone_sanitise::has_engine()
}

/// A body on its way.
#[wasm_bindgen]
pub struct Sanitising {
    work: inkstone_sanitise::Sanitising,
    /// How its errors are told.
    told: fn(&inkstone_sanitise::SanitiseError) -> JsValue,
}

#[wasm_bindgen]
impl Sanitising {
    /// Goes on for some milliseconds; the body once that was all, in no place of the page yet.
    ///
    /// # Errors
    /// As for the function that began.
    pub fn step(&mut self) -> Result<Option<web_sys::Element>, JsValue> {
        let body = self.work.step().map_err(|error| (self.told)(&error))?;
        Ok(body.map(|body| body.element().clone()))
    }
}

/// Begins a safe body. `site`: absolute address of the site's root. `dompurify`: the module of DOMPurify, or
/// undefined for the browser's own engine.
///
/// # Errors
/// An [`inkstone_content::Problem`] in JSON where the body is too much or no engine works.
#[wasm_bindgen]
pub fn sanitise(html: &str, site: &str, dompurify: JsValue) -> Result<Sanitising, JsValue> {
    let told =
        |error: &inkstone_sanitise::SanitiseError| serde_json::to_string(&error.problem()).unwrap_or_default().into();
    let work = inkstone_sanitise::begin(html, site, None, dompurify).map_err(|error| told(&error))?;
    Ok(Sanitising { work, told })
}

/// The same for a page of somebody else's, against which none of the body's addresses may resolve. `page`: the
/// absolute address that they are relative to.
///
/// # Errors
/// A text for people where the body is too much or no engine works.
#[wasm_bindgen(js_name = sanitiseElsewhere)]
pub fn sanitise_elsewhere(html: &str, site: &str, page: &str, dompurify: JsValue) -> Result<Sanitising, JsValue> {
    let told = |error: &inkstone_sanitise::SanitiseError| error.to_string().into();
    let work = inkstone_sanitise::begin(html, site, Some(page), dompurify).map_err(|error| told(&error))?;
    Ok(Sanitising { work, told })
}
