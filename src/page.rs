//! The document around the app: what the parts of the app that deal with it share.

use jiff::Timestamp;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, FocusOptions, HtmlElement, ScrollBehavior, ScrollToOptions, Window};

/// The window.
pub(crate) fn window() -> Window {
    #[expect(clippy::expect_used, reason = "the app runs in a page, never in a worker")]
    web_sys::window().expect("a page has a window")
}

/// The document.
pub(crate) fn document() -> Document {
    #[expect(clippy::expect_used, reason = "the app runs in a page, never in a worker")]
    window().document().expect("a window of a page has a document")
}

/// The height of what the reader sees, in pixels.
pub(crate) fn screen_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// How many pixels the page is scrolled down.
pub(crate) fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Scrolls to so many pixels below the page's top, at once.
pub(crate) fn scroll_to(top: f64) {
    window().scroll_to_with_scroll_to_options(&at_once(top));
}

/// Scrolls down by so many pixels, at once.
pub(crate) fn scroll_by(pixels: f64) {
    window().scroll_by_with_scroll_to_options(&at_once(pixels));
}

fn at_once(top: f64) -> ScrollToOptions {
    let options = ScrollToOptions::new();
    options.set_top(top);
    options.set_behavior(ScrollBehavior::Instant);
    options
}

/// Listens on the window as long as the page lives, which is as long as the app.
pub(crate) fn on(name: &str, handle: impl Fn(Event) + 'static) {
    let handle = Closure::<dyn Fn(Event)>::new(handle);
    let _ = window().add_event_listener_with_callback(name, handle.as_ref().unchecked_ref());
    handle.forget();
}

/// Tells whoever listens on the window; whether it could be told.
pub(crate) fn tell(name: &str) -> bool {
    Event::new(name).is_ok_and(|event| window().dispatch_event(&event).is_ok())
}

/// Listens on the window as long as the returned value is held.
pub(crate) fn while_held(name: &'static str, handle: impl Fn(Event) + 'static) -> Listening {
    let handle = Closure::<dyn Fn(Event)>::new(handle);
    let _ = window().add_event_listener_with_callback(name, handle.as_ref().unchecked_ref());
    Listening { name, handle }
}

/// A listener that ends when this is dropped.
pub(crate) struct Listening {
    name: &'static str,
    handle: Closure<dyn Fn(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = window().remove_event_listener_with_callback(self.name, self.handle.as_ref().unchecked_ref());
    }
}

/// What time it is.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
pub(crate) fn now() -> Option<Timestamp> {
    Timestamp::from_millisecond(js_sys::Date::now() as i64).ok()
}

/// Gives the focus to `element`, and leaves the page where it is.
pub(crate) fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The first element that `css` finds.
pub(crate) fn find(css: &str) -> Option<HtmlElement> {
    document().query_selector(css).ok()??.dyn_into().ok()
}

/// All elements that `css` finds, in the page's order.
pub(crate) fn find_all(css: &str) -> Vec<HtmlElement> {
    let Ok(list) = document().query_selector_all(css) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

/// Has `element` say what language it is in, and which way that goes. Saying it again would have a browser work out the style of
/// everything in it.
pub(crate) fn speak(element: &Element, language: &str, direction: &str) {
    // Where nothing is said, text goes from left to right.
    for (name, value, unsaid) in [("lang", language, ""), ("dir", direction, "ltr")] {
        if element.get_attribute(name).as_deref().unwrap_or(unsaid) != value {
            let _ = element.set_attribute(name, value);
        }
    }
}

/// Has a screen reader say `text` when it has said what it is saying.
pub(crate) fn announce(text: &str) {
    if let Some(place) = document().get_element_by_id(inkstone_views::frame::ANNOUNCEMENT_ID) {
        place.set_text_content(Some(text));
    }
}

/// Leaves a mark in the timeline that a browser's tools show, and tests wait for.
pub(crate) fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}
