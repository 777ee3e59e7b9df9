//! Tokens as nodes of the page's document.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

use crate::{Form, Token};

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// The `<math>` element of a formula, in no place of the page yet.
///
/// # Errors
/// A text for people when `tex` cannot be shown as a formula.
#[wasm_bindgen]
pub fn formula(tex: &str, display: bool) -> Result<Element, JsError> {
    let tokens = crate::formula(tex, if display { Form::Display } else { Form::Inline })?;
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| element(&document, tokens).ok().flatten());
    let element = element.ok_or_else(|| JsError::new("the page takes no formula"))?;
    // For programs that read aloud without knowing MathML, and for copying.
    let _ = element.set_attribute("alttext", tex);
    Ok(element)
}

fn element(document: &Document, tokens: Vec<Token>) -> Result<Option<Element>, JsValue> {
    let mut open: Vec<Element> = Vec::new();
    let mut whole = None;
    for token in tokens {
        match token {
            Token::Open { name, attributes, styles } => {
                let element = document.create_element_ns(Some(MATHML), name)?;
                for (name, value) in attributes {
                    element.set_attribute(name, &value)?;
                }
                if !styles.is_empty() {
                    // By its object: the page's policy of content lets no style be set as text.
                    let style: web_sys::CssStyleDeclaration =
                        js_sys::Reflect::get(&element, &"style".into())?.unchecked_into();
                    for (name, value) in styles {
                        style.set_property(name, &value)?;
                    }
                }
                match open.last() {
                    Some(parent) => {
                        parent.append_child(&element)?;
                    }
                    None => whole = Some(element.clone()),
                }
                open.push(element);
            }
            Token::Text(text) => {
                if let Some(parent) = open.last() {
                    parent.append_child(&document.create_text_node(&text))?;
                }
            }
            Token::Close => {
                open.pop();
            }
        }
    }
    Ok(whole)
}
