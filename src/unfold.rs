//! A long text is laid out as far as its reader has come: who comes to its beginning need not wait for its end.
//!
//! All of it is in the page from the beginning; what nobody is near has the room of a guess (`content-visibility`, in
//! web/style/article.css). Somebody who goes to a place in it, or comes back to one, gets all of it laid out first, so that
//! the place is where it will stay. The mark stands once somebody has come to a page's beginning; on the page that they
//! open first web/inline.js sets it.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::{
    blocks::Blocks,
    page::{self, document, window},
};

/// The document's mark.
const PARTS: &str = "data-parts";

/// The reader comes to the beginning of a page.
pub(crate) fn begin() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(PARTS, "");
    }
}

/// Lays all of the page's text out: its reader goes to a place in it. What they see stays where it is.
pub(crate) fn at_once() {
    let Some(root) = document().document_element().filter(|root| root.has_attribute(PARTS)) else { return };
    // To say what is there, the browser takes note of a scroll that it has not drawn yet; else it would count what follows
    // as one with that, and as a shift of the layout.
    let _ = document().element_from_point(0.0, 0.0);
    let seen = Blocks::shown().map(|blocks| blocks.in_the_middle());
    let top = || seen.as_ref().map_or(0.0, |seen| seen.get_bounding_client_rect().top());
    let height = f64::from(root.scroll_height());
    let is_at_end = window().scroll_y().unwrap_or_default() + page::screen_height() >= height - 1.0;
    let before = top();
    let _ = root.remove_attribute(PARTS);
    // A browser that holds it in its place itself does not when this is what changes.
    let moved = if is_at_end { f64::from(root.scroll_height()) - height } else { top() - before };
    if moved != 0.0 {
        page::scroll_by(moved);
    }
}

/// Lays all of it out when its width changes, since what was passed keeps the height that it had, and before a key leads
/// to its end, which a browser looks for once and then scrolls to, however much comes in between.
pub(crate) fn watch() {
    let width = || document().document_element().map_or(0, |root| root.client_width());
    let last = Cell::new(width());
    page::on("resize", move |_| {
        // A phone's toolbars come and go.
        if last.replace(width()) != width() {
            at_once();
        }
    });
    page::on("keydown", |event| {
        let key = event.dyn_ref::<KeyboardEvent>().map(|press| (press.key(), press.meta_key()));
        if key.is_some_and(|(key, meta)| key == "End" || (meta && key == "ArrowDown")) {
            at_once();
        }
    });
}
