//! What a reader holds on to in a text: what is selected, and what has the focus. A browser lets go of both where nodes are
//! moved, so it is put back.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Selection};

use crate::page::{document, focus_in_place, window};

/// What was held in an element.
#[derive(Debug)]
pub(crate) struct Held {
    /// The node and the offset where what is selected begins, and those where it ends, as the reader drew it.
    selected: Option<[(Node, u32); 2]>,
    focused: Option<HtmlElement>,
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
        Self { selected, focused: focused.and_then(|element| element.dyn_into().ok()) }
    }

    /// Puts it back, wherever its nodes are now.
    pub(crate) fn put_back(self) {
        if let Some(focused) = self.focused {
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
