//! Getting what the reader will probably want next, once this page is there.

use std::future::Future;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Milliseconds after which a page counts as settled: its own pictures go first.
const SETTLED: u32 = 300;

/// Gets what `next` names after this page has settled; nothing on a connection that saves data.
#[hook]
pub(crate) fn use_prefetch<K, F>(next: Option<K>, get: impl FnOnce(K) -> F + 'static)
where
    K: Clone + PartialEq + 'static,
    F: Future<Output = ()> + 'static,
{
    use_effect_with(next, move |next| {
        let wanted = next.clone().filter(|_| !saves_data());
        let waiting = wanted.map(|next| Timeout::new(SETTLED, move || spawn_local(get(next))));
        // A page that is left before that wants nothing.
        move || drop(waiting)
    });
}

/// Whether the reader has asked for little data (<https://wicg.github.io/savedata/>).
fn saves_data() -> bool {
    let connection = web_sys::window()
        .and_then(|window| js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("connection")).ok());
    let saves = connection.and_then(|connection| {
        let connection = Some(connection).filter(JsValue::is_object)?;
        js_sys::Reflect::get(&connection, &JsValue::from_str("saveData")).ok()
    });
    saves.is_some_and(|saves| saves.is_truthy())
}
