//! The platform's Sanitizer API: `Element.setHTML` with the policy as an allow-list.

use inkstone_content::policy::{ELEMENTS, GLOBAL_ATTRIBUTES, UNWRAPPED};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::{Engine, array, failed, function, object};
use crate::SanitiseError;
use crate::prepare::Prepared;

/// The Sanitizer API and the policy's configuration for it.
#[derive(Clone, Debug)]
pub struct Platform {
    constructor: Function,
    set_html: Function,
    /// Everything but the names that must be unwrapped.
    config: Object,
    /// `setHTML`'s options for posts without unknown names, which are nearly all.
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
    ])
    .ok()?;
    let options = options(&constructor, &config, UNWRAPPED.iter().copied()).ok()?;
    Some(Engine::Platform(Platform { constructor, set_html, config, options }))
}

impl Platform {
    pub(super) fn fill(&self, body: &Element, prepared: &Prepared<'_>) -> Result<(), SanitiseError> {
        let own;
        let options = if prepared.unknown.is_empty() {
            &self.options
        } else {
            let unknown = prepared.unknown.iter().map(String::as_str);
            own = options(&self.constructor, &self.config, UNWRAPPED.iter().copied().chain(unknown))?;
            &own
        };
        let html = JsValue::from_str(&prepared.html);
        self.set_html.call2(body, &html, options).map_err(|error| failed("setHTML", &error))?;
        Ok(())
    }
}

/// `{ sanitizer }` for `config` with these names unwrapped.
fn options<'a>(
    constructor: &Function,
    config: &Object,
    unwrapped: impl Iterator<Item = &'a str>,
) -> Result<Object, SanitiseError> {
    let config = Object::assign(&Object::new(), config);
    Reflect::set(&config, &"replaceWithChildrenElements".into(), &array(unwrapped))
        .map_err(|error| failed("no configuration", &error))?;
    let sanitizer = Reflect::construct(constructor, &js_sys::Array::of1(config.unchecked_ref()))
        .map_err(|error| failed("Sanitizer", &error))?;
    object(&[("sanitizer", sanitizer)])
}
