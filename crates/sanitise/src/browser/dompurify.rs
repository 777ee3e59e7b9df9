//! DOMPurify, for browsers without the Sanitizer API.

use inkstone_content::policy::{DROPPED, ELEMENTS, GLOBAL_ATTRIBUTES, LINK_SCHEMES, Rule};
use js_sys::{Function, Object, Reflect, RegExp};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{Engine, append, array, failed, function, object};
use crate::SanitiseError;

/// DOMPurify's function and the policy's configuration for it.
#[derive(Clone, Debug)]
pub struct DomPurify {
    purify: JsValue,
    sanitize: Function,
    config: Object,
}

/// The engine in DOMPurify's ES module: `module` is its namespace object.
///
/// # Errors
/// [`SanitiseError::Engine`] where the module is not DOMPurify or the browser is too old for it.
pub fn dompurify(module: JsValue) -> Result<Engine, SanitiseError> {
    let purify = Reflect::get(&module, &"default".into()).map_err(|error| failed("no module", &error))?;
    let supported = Reflect::get(&purify, &"isSupported".into()).is_ok_and(|value| value.is_truthy());
    let sanitize = function(&purify, "sanitize").filter(|_| supported);
    let sanitize = sanitize.ok_or_else(|| SanitiseError::Engine("DOMPurify cannot work here".to_owned()))?;
    Ok(Engine::DomPurify(DomPurify { purify, sanitize, config: config()? }))
}

impl DomPurify {
    pub(super) fn fill(&self, body: &Element, html: &str) -> Result<(), SanitiseError> {
        // A document without these would be read in quirks mode, with tables in paragraphs,
        // and what stands before the first element would be taken for its head.
        let html = JsValue::from_str(&format!("<!DOCTYPE html><body>{html}"));
        let fragment = self.sanitize.call2(&self.purify, &html, &self.config);
        append(body, &fragment.map_err(|error| failed("DOMPurify", &error))?)
    }
}

fn config() -> Result<Object, SanitiseError> {
    let attributes = || {
        let own = ELEMENTS.iter().flat_map(|element| element.attributes);
        own.chain(GLOBAL_ATTRIBUTES)
    };
    let is_url = |rule: &Rule| matches!(rule, Rule::Url(_));
    // DOMPurify looks at the start of an address only; the verdicts parse it.
    let schemes = LINK_SCHEMES.join("|");
    let addresses = format!("^(?:(?:{schemes}):|[^a-z]|[a-z+.\\-]+(?:[^a-z+.\\-:]|$))");
    object(&[
        ("ALLOWED_TAGS", array(ELEMENTS.iter().map(|element| element.name))),
        ("ALLOWED_ATTR", array(attributes().map(|(name, _)| *name))),
        ("ADD_URI_SAFE_ATTR", array(attributes().filter(|(_, rule)| !is_url(rule)).map(|(name, _)| *name))),
        ("ALLOWED_URI_REGEXP", RegExp::new(&addresses, "i").into()),
        ("ALLOW_ARIA_ATTR", JsValue::FALSE),
        ("ALLOW_DATA_ATTR", JsValue::FALSE),
        ("FORBID_CONTENTS", array(DROPPED.iter().copied())),
        ("RETURN_DOM_FRAGMENT", JsValue::TRUE),
        // This is for results that are written and read again, and removes whole paragraphs of
        // text about HTML that hold a comment. Ours are nodes and stay nodes.
        ("SAFE_FOR_XML", JsValue::FALSE),
        // Ids get a prefix in the verdicts, which is what keeps them from clobbering.
        ("SANITIZE_DOM", JsValue::FALSE),
    ])
}
