//! The browser's engines on every vector, in a real browser: the same nodes as a parser
//! makes of what ammonia's test expects, or the difference that the vector explains.
#![cfg(target_arch = "wasm32")]

mod browser;
#[path = "fixtures/mod.rs"]
mod fixtures;

use inkstone_content::RawHtml;
use inkstone_content::policy::limits;
use inkstone_sanitise::{Engine, Limit, Origin, SanitiseError, sanitise};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn origin() -> Origin {
    Origin { site: fixtures::SITE.to_owned() }
}

/// Holds an engine against every vector and gives the differences.
fn differences(name: &str, engine: &Engine) -> String {
    let mut report = String::new();
    for vector in fixtures::vectors() {
        let made = match sanitise(&RawHtml::new(vector.input.as_str()), &origin(), engine) {
            Ok(body) => browser::dump(body.element()),
            Err(error) => error.to_string(),
        };
        let expected = match &vector.differing {
            Some((engine, output)) if engine == name || engine == "browser" => output,
            _ => &vector.output,
        };
        let expected = browser::dump(&browser::parsed(expected));
        if made != expected {
            report.push_str(&format!("\n{}\n  made     {made:?}\n  expected {expected:?}", vector.name));
        }
    }
    report
}

#[wasm_bindgen_test]
fn the_platform_makes_what_ammonia_makes() {
    let report = differences("platform", &browser::platform());
    assert!(report.is_empty(), "{report}");
}

#[wasm_bindgen_test]
async fn dompurify_makes_what_ammonia_makes() {
    let report = differences("dompurify", &browser::dompurify().await);
    assert!(report.is_empty(), "{report}");
}

#[wasm_bindgen_test]
async fn limits_refuse_a_post_in_both() {
    for engine in [browser::platform(), browser::dompurify().await] {
        for (html, expected) in [
            ("<p>a</p>".repeat(25_000), None),
            ("<p>a</p>".repeat(25_001), Some((Limit::Nodes, limits::NODES))),
            ("<div>".repeat(256), None),
            ("<div>".repeat(257), Some((Limit::Depth, limits::DEPTH))),
            ("<img src=\"/a\">".repeat(2_001), Some((Limit::Images, limits::IMAGES))),
            ("a".repeat(limits::BYTES + 1), Some((Limit::Bytes, limits::BYTES))),
        ] {
            let made = sanitise(&RawHtml::new(html.as_str()), &origin(), &engine);
            let expected = expected.map(|(limit, most)| SanitiseError::TooMany { limit, most });
            assert_eq!(made.err(), expected, "{}…", &html[..20]);
        }
    }
}

#[wasm_bindgen_test]
fn what_is_made_shows_no_engine_and_is_in_no_page_yet() {
    let body = sanitise(&RawHtml::new("<p>a"), &origin(), &browser::platform()).expect("a body");
    let document = body.element().owner_document().expect("a document");
    assert!(document.default_view().is_none(), "a picture in it loads only once it is put into a page");
    assert_eq!(body.element().outer_html(), "<div class=\"post-body\"><p>a</p></div>");
}

#[wasm_bindgen_test]
fn something_else_is_not_dompurify() {
    for module in [wasm_bindgen::JsValue::UNDEFINED, js_sys::Object::new().into()] {
        assert!(matches!(inkstone_sanitise::dompurify(module), Err(SanitiseError::Engine(_))));
    }
}
