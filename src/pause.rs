//! A pause in long work, in which the browser does what waits: a key, a scroll, a frame.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Goes on as a task of its own, behind those that wait.
pub(crate) async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        let later = web_sys::window().map(|window| window.set_timeout_with_callback(&resolve));
        if !matches!(later, Some(Ok(_))) {
            // Without a clock there is nothing to wait for.
            let _ = resolve.call0(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
}
