//! Engines for tests, and a writing-down of nodes that two trees are compared by.

use inkstone_sanitise::Engine;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Node};

/// The Sanitizer API, which the browser of the tests has.
pub(crate) fn platform() -> Engine {
    inkstone_sanitise::platform().expect("this browser has the Sanitizer API")
}

/// DOMPurify, from the file that the app ships.
pub(crate) async fn dompurify() -> Engine {
    let source = include_str!("../../../../web/vendor/dompurify/purify.es.mjs");
    let import = Function::new_with_args(
        "source",
        "return import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))",
    );
    let promise: Promise =
        import.call1(&JsValue::NULL, &source.into()).and_then(JsValue::dyn_into).expect("an import gives a promise");
    let module = JsFuture::from(promise).await.expect("DOMPurify loads");
    inkstone_sanitise::dompurify(module).expect("DOMPurify works")
}

/// `html` as a parser reads it, where nothing runs and nothing loads.
pub(crate) fn parsed(html: &str) -> Element {
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let inert = document.implementation().and_then(|i| i.create_html_document()).expect("a second document");
    let body = inert.create_element("div").expect("an element");
    body.set_inner_html(html);
    body
}

/// What is below `body`, written down: texts that touch are one, attributes are sorted.
pub(crate) fn dump(body: &Element) -> String {
    body.normalize();
    let mut out = String::new();
    let mut next = body.first_child();
    while let Some(node) = next {
        open(&mut out, &node);
        next = node.first_child().or_else(|| {
            let mut at = Some(node);
            while let Some(node) = at.take() {
                close(&mut out, &node);
                if let Some(sibling) = node.next_sibling() {
                    return Some(sibling);
                }
                at = node.parent_node().filter(|parent| parent != body.unchecked_ref::<Node>());
            }
            None
        });
    }
    out
}

fn open(out: &mut String, node: &Node) {
    let Some(element) = node.dyn_ref::<Element>() else {
        out.push_str(&format!("[{}]", node.node_value().unwrap_or_default()));
        return;
    };
    let names: Array = element.get_attribute_names();
    let mut names: Vec<String> = names.iter().filter_map(|name| name.as_string()).collect();
    names.sort();
    out.push_str(&format!("<{}", element.local_name()));
    for name in names {
        out.push_str(&format!(" {name}={:?}", element.get_attribute(&name).unwrap_or_default()));
    }
    out.push('>');
}

fn close(out: &mut String, node: &Node) {
    if let Some(element) = node.dyn_ref::<Element>() {
        out.push_str(&format!("</{}>", element.local_name()));
    }
}
