//! The entries of the session's history: their names, and what of them outlives the page.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PerformanceNavigation;

use crate::page::window;

/// Where scroll positions outlive a reload.
const STORE: &str = "inkstone:scroll";
/// Where the last page's path and entry do.
const LAST: &str = "inkstone:last";

/// A name for a new entry of the history that no other has; written by JavaScript, since
/// Rust's way of writing fractions would be a large part of this module.
pub(crate) fn new_entry() -> String {
    let random = js_sys::Number::from(js_sys::Date::now() + js_sys::Math::random());
    random.to_string_with_radix(36).map(String::from).unwrap_or_default()
}

/// What the history keeps of an entry.
pub(crate) fn state_of(entry: &str) -> JsValue {
    let state = Object::new();
    let _ = Reflect::set(&state, &"inkstone".into(), &entry.into());
    state.into()
}

/// The entry that the history kept there, if it is one of ours.
pub(crate) fn entry_of(state: &JsValue) -> Option<String> {
    if !state.is_object() {
        return None;
    }
    Reflect::get(state, &"inkstone".into()).ok()?.as_string()
}

/// Where the reader was on each entry, in pixels from its top.
pub(crate) fn stored_positions() -> Vec<(String, f64)> {
    let text = window().session_storage().ok().flatten().and_then(|storage| storage.get_item(STORE).ok().flatten());
    let Some(stored) = text.and_then(|text| JSON::parse(&text).ok()).filter(JsValue::is_object) else {
        return Vec::new();
    };
    let entries = Object::entries(stored.unchecked_ref());
    entries
        .iter()
        .filter_map(|pair| {
            let pair: js_sys::Array = pair.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_f64()?))
        })
        .collect()
}

/// The entry of the page at `path`, if it is loaded anew, by a reload or by coming back, at an address that its host redirects
/// (`/posts/a` to `/posts/a/`): what the history knew of it is gone.
pub(crate) fn entry_before_redirect(path: &str) -> Option<String> {
    let navigation = window().performance()?.navigation();
    let is_again =
        matches!(navigation.type_(), PerformanceNavigation::TYPE_RELOAD | PerformanceNavigation::TYPE_BACK_FORWARD);
    let last = window().session_storage().ok()??.get_item(LAST).ok()??;
    let (entry, left) = last.split_once('\n')?;
    (is_again && left == without_slash(path)).then(|| entry.to_owned())
}

/// Keeps the entry that is left, at `path`, and where the reader was on each.
pub(crate) fn keep(current: &str, path: &str, positions: &[(String, f64)]) {
    let Ok(Some(storage)) = window().session_storage() else { return };
    let _ = storage.set_item(LAST, &format!("{current}\n{}", without_slash(path)));
    let kept = Object::new();
    for (entry, top) in positions {
        let _ = Reflect::set(&kept, &entry.into(), &JsValue::from_f64(*top));
    }
    if let Ok(text) = JSON::stringify(&kept) {
        let _ = storage.set_item(STORE, &String::from(text));
    }
}

/// A path as the builder's links and the app's are alike.
pub(crate) fn without_slash(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}
