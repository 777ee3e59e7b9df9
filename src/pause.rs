//! A pause in long work, in which the browser does what waits: a key, a scroll, a frame.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// Goes on as a task of its own, behind those that wait. In a hidden page, at once: nobody is kept waiting there, and
/// its clock is slow.
pub(crate) async fn pause() {
    if web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden()) {
        return;
    }
    when(|window, go_on| window.set_timeout_with_callback(go_on)).await;
}

/// Goes on once the page has nothing better to do.
pub(crate) async fn idle() {
    when(|window, go_on| match window.request_idle_callback(go_on) {
        Ok(number) => Ok(number.cast_signed()),
        // Safari has none.
        Err(_) => window.set_timeout_with_callback_and_timeout_and_arguments_0(go_on, 200),
    })
    .await;
}

/// Goes on when `wait` calls what it is given.
async fn when(wait: impl Fn(&Window, &Function) -> Result<i32, JsValue>) {
    let promise = Promise::new(&mut |resolve, _| {
        let later = web_sys::window().map(|window| wait(&window, &resolve));
        if !matches!(later, Some(Ok(_))) {
            // Without a clock there is nothing to wait for.
            let _ = resolve.call0(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
}
