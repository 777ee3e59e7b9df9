//! What a reader holds on to in a text: what is selected, and what has the focus. A browser lets go of both where nodes are
//! moved, so it is put back.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Selection};

use crate::{
    page::{document, focus_in_place, window},
    stage::focusable,
};

/// What was held in an element.
#[derive(Debug)]
pub(crate) struct Held {
    /// The node and the offset where what is selected begins, and those where it ends, as the reader drew it.
    selected: Option<[(Node, u32); 2]>,
    focused: Option<HtmlElement>,
    /// Which of those that can have it that is.
    place: Option<usize>,
}

impl Held {
    /// What is held in `text` now.
    pub(crate) fn of(text: &Element) -> Self {
        let selected = selection().and_then(|selection| {
            let from = (selection.anchor_node()?, selection.anchor_offset());
            let to = (selection.focus_node()?, selection.focus_offset());
            let is_in = |(node, _): &(Node, u32)| text.contains(Some(node));
            (is_in(&from) && is_in(&to)).then_some([from, to])
        });
        let focused = document().active_element().filter(|element| text.contains(Some(element)));
        let focused: Option<HtmlElement> = focused.and_then(|element| element.dyn_into().ok());
        let is_it = |one: &HtmlElement| focused.as_ref().is_some_and(|element| one.is_same_node(Some(element)));
        let place = focusable(text).iter().position(is_it);
        Self { selected, focused, place }
    }

    /// Puts it back, wherever its nodes are now. What had the focus and has been made anew in `text` has it again.
    pub(crate) fn put_back(self, text: &Element) {
        let anew = || focusable(text).into_iter().nth(self.place?);
        if let Some(focused) = self.focused.filter(|element| element.is_connected()).or_else(anew) {
            focus_in_place(&focused);
        }
        if let (Some([from, to]), Some(selection)) = (self.selected, selection()) {
            let _ = selection.set_base_and_extent(&from.0, from.1, &to.0, to.1);
        }
    }
}

fn selection() -> Option<Selection> {
    window().get_selection().ok()?
}
