//! The browser's engines: they parse into a document without a window, where nothing runs
//! and nothing loads. The verdicts are passed there, and there the nodes stay until somebody puts them into a page.

mod dompurify;
mod module;
mod nodes;
mod platform;

use inkstone_content::RawHtml;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

use self::nodes::Judging;
use crate::addresses::{Addresses, Origin};
use crate::{SafeBody, SanitiseError};

pub use dompurify::{DomPurify, dompurify};
pub use module::{Module, Work, begin, has_engine};
pub use platform::{Platform, platform};

/// An engine that is ready. Which one does not show in what it makes.
#[derive(Clone, Debug)]
pub enum Engine {
    /// The browser's Sanitizer API.
    Platform(Platform),
    /// DOMPurify.
    DomPurify(DomPurify),
}

/// A body on its way: filled by an engine, then judged in steps between which a page can answer its reader.
pub struct Sanitising {
    body: Element,
    addresses: Addresses,
    judging: Judging,
}

impl Sanitising {
    /// Begins. `elsewhere`: for a page of somebody else's, the absolute address that the body's own are relative to:
    /// all are absolute before that page can resolve one, and links take the whole window.
    ///
    /// # Errors
    /// [`SanitiseError::TooMany`] above a limit of the policy, [`SanitiseError::Engine`] where the engine fails.
    pub fn begin(
        raw: &RawHtml,
        origin: &Origin,
        elsewhere: Option<&str>,
        engine: &Engine,
    ) -> Result<Self, SanitiseError> {
        let addresses = match elsewhere {
            None => Addresses::new(origin),
            Some(page) => Addresses::elsewhere(origin, page),
        };
        let page = document()?;
        let inert = page
            .implementation()
            .and_then(|implementation| implementation.create_html_document())
            .map_err(|error| failed("no second document", &error))?;
        let body = inert.create_element("div").map_err(|error| failed("no element", &error))?;
        body.set_class_name("post-body");
        let html = crate::prepare::prepare(raw)?;
        match engine {
            Engine::Platform(platform) => platform.fill(&body, &html)?,
            Engine::DomPurify(dompurify) => dompurify.fill(&body, &html)?,
        }
        let judging = Judging::begin(&body, &html)?;
        Ok(Self { body, addresses, judging })
    }

    /// Goes on for some milliseconds; the body, once that was all.
    ///
    /// # Errors
    /// [`SanitiseError::TooMany`] above a limit of the policy, [`SanitiseError::Engine`] where the engine let something
    /// pass that the policy forbids.
    pub fn step(&mut self) -> Result<Option<SafeBody>, SanitiseError> {
        if !self.judging.step(&self.addresses)? {
            return Ok(None);
        }
        Ok(Some(SafeBody::new(self.body.clone())))
    }
}

/// Makes a body without a pause.
///
/// # Errors
/// Those of [`Sanitising`].
pub fn sanitise(raw: &RawHtml, origin: &Origin, engine: &Engine) -> Result<SafeBody, SanitiseError> {
    let mut sanitising = Sanitising::begin(raw, origin, None, engine)?;
    loop {
        if let Some(body) = sanitising.step()? {
            return Ok(body);
        }
    }
}

fn document() -> Result<Document, SanitiseError> {
    let document = web_sys::window().and_then(|window| window.document());
    document.ok_or_else(|| SanitiseError::Engine("no document".to_owned()))
}

/// The function `name` of `object`, if it has one.
fn function(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn failed(what: &str, error: &JsValue) -> SanitiseError {
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    SanitiseError::Engine(format!("{what}: {}", reason.unwrap_or_default()))
}

/// `{}` with these properties.
fn object(properties: &[(&str, JsValue)]) -> Result<js_sys::Object, SanitiseError> {
    let object = js_sys::Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).map_err(|error| failed("no object", &error))?;
    }
    Ok(object)
}

/// `names` as a JavaScript array.
fn array<'a>(names: impl Iterator<Item = &'a str>) -> JsValue {
    names.map(JsValue::from_str).collect::<js_sys::Array>().into()
}

/// Puts the children of `from` into `body`.
fn append(body: &Element, from: &JsValue) -> Result<(), SanitiseError> {
    let node = from.dyn_ref::<web_sys::Node>();
    let node = node.ok_or_else(|| SanitiseError::Engine("no fragment".to_owned()))?;
    body.append_child(node).map_err(|error| failed("no nodes", &error))?;
    Ok(())
}
