//! The platform's Sanitizer API: `Element.setHTML` with the policy as an allow-list.

use inkstone_content::policy::{ELEMENTS, GLOBAL_ATTRIBUTES, UNWRAPPED};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{Engine, array, failed, function, object};
use crate::SanitiseError;

/// The Sanitizer API, configured from the policy.
#[derive(Clone, Debug)]
pub struct Platform {
    set_html: Function,
    /// `setHTML`'s second argument.
    options: Object,
}

/// The platform's engine; `None` where the browser has no Sanitizer API.
pub fn platform() -> Option<Engine> {
    let window = web_sys::window()?;
    let constructor = function(&window, "Sanitizer")?;
    let element: JsValue = function(&window, "Element")?.into();
    let prototype = Reflect::get(&element, &"prototype".into()).ok()?;
    let set_html = function(&prototype, "setHTML")?;
    let elements: js_sys::Array = ELEMENTS
        .iter()
        .filter_map(|element| {
            let attributes = array(element.attributes.iter().map(|(name, _)| *name));
            object(&[("name", element.name.into()), ("attributes", attributes)]).ok()
        })
        .collect();
    let config = object(&[
        ("elements", elements.into()),
        ("attributes", array(GLOBAL_ATTRIBUTES.iter().map(|(name, _)| *name))),
        ("comments", JsValue::FALSE),
        // `<?php …?>` is a node to newer parsers and a comment to older ones.
        ("processingInstructions", array(std::iter::empty())),
        ("dataAttributes", JsValue::FALSE),
        ("replaceWithChildrenElements", array(UNWRAPPED.iter().copied())),
    ])
    .ok()?;
    let sanitizer = Reflect::construct(&constructor, &js_sys::Array::of1(&config)).ok()?;
    let options = object(&[("sanitizer", sanitizer)]).ok()?;
    Some(Engine::Platform(Platform { set_html, options }))
}

impl Platform {
    pub(super) fn fill(&self, body: &Element, html: &str) -> Result<(), SanitiseError> {
        let filled = self.set_html.call2(body, &JsValue::from_str(html), &self.options);
        filled.map_err(|error| failed("setHTML", &error))?;
        Ok(())
    }
}
