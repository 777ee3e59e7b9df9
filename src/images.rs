//! Images that fail: a list entry goes without, a post shows the caption in its place.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, HtmlImageElement, Window};

/// Marks every image of the page that fails with `data-failed`, for the style sheet.
///
/// An image's `error` does not bubble, so the window listens on the way down; one listener
/// serves the list, the post and what scripts add later.
pub(crate) fn mark_failures(window: &Window) {
    let handle = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let image = event.target().and_then(|target| target.dyn_into::<HtmlImageElement>().ok());
        if let Some(image) = image {
            let _ = image.set_attribute("data-failed", "");
        }
    });
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
        "error",
        handle.as_ref().unchecked_ref(),
        &options,
    );
    // Listens as long as the page lives.
    handle.forget();
}
