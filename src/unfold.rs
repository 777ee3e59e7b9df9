//! A long text is laid out as far as its reader has come: who comes to its beginning need not wait for its end.
//!
//! All of it is in the page from the beginning; what nobody is near has the room of a guess (`content-visibility`, in
//! web/style/article.css). Somebody who goes to a place in it, or comes back to one, gets all of it laid out first, so that
//! the place is where it will stay. The mark stands once somebody has come to a page's beginning; on the page that they
//! open first web/inline.js sets it.

use crate::page::{self, document};

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
    let middle = (f64::from(root.client_width()) / 2.0, page::screen_height() / 2.0);
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    let seen = document().element_from_point(middle.0 as f32, middle.1 as f32);
    let top = || seen.as_ref().map_or(0.0, |seen| seen.get_bounding_client_rect().top());
    let before = top();
    let _ = root.remove_attribute(PARTS);
    // A browser that holds it in its place itself does not when this is what changes.
    let moved = top() - before;
    if moved != 0.0 {
        page::scroll_by(moved);
    }
}
