//! The sanitiser as a function of a page, for the security tests: `inkstone(engine, html,
//! site)` gives the element that a post's page would show, or throws why there is none.
//! The page puts DOMPurify's module into `dompurify` before.

#[cfg(target_arch = "wasm32")]
fn main() {
    use inkstone_content::RawHtml;
    use inkstone_sanitise::{Engine, Origin, dompurify, platform, sanitise};
    use js_sys::Reflect;
    use wasm_bindgen::{JsCast, JsError, JsValue, closure::Closure};

    let global = js_sys::global();
    let platform = platform();
    let purify = Reflect::get(&global, &"dompurify".into()).map(|module| dompurify(module).ok());
    let purify: Option<Engine> = purify.ok().flatten();
    let function = move |engine: String, html: String, site: String| -> Result<JsValue, JsValue> {
        let engine = if engine == "platform" { &platform } else { &purify };
        let engine = engine.as_ref().ok_or_else(|| JsError::new("no such engine"))?;
        let body = sanitise(&RawHtml::new(html), &Origin { site }, engine);
        let body = body.map_err(|error| JsError::new(&error.to_string()))?;
        Ok(body.element().clone().into())
    };
    let function = Closure::<dyn Fn(String, String, String) -> Result<JsValue, JsValue>>::new(function);
    let function = function.into_js_value();
    // A page without it waits for it, and the test says so.
    let _is_set = Reflect::set(&global, &"inkstone".into(), function.unchecked_ref());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
