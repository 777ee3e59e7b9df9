//! A long text enters its page in parts: its beginning is read while the rest is laid out, frame by frame.
//!
//! Every block is in the page from the beginning, so whatever looks for one finds it; what has not had its turn
//! takes no room (web/style/article.css), nor on paper, where all of it is.

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Node, NodeList};

use crate::{
    page::{document, find},
    pause::frame,
};

/// The mark of a block that has not had its turn.
const LATER: &str = "data-later";
/// How many blocks are laid out at a time: more than a screen holds, and some ten milliseconds of work.
const AT_A_TIME: u32 = 40;

/// Marks all blocks of `body` but the first, where there are many.
pub(crate) fn fold(body: &Element) {
    let mut around = body.clone();
    // Mirrored posts have everything in one element.
    while around.child_element_count() == 1
        && let Some(only) = around.first_element_child()
    {
        around = only;
    }
    let blocks = around.children();
    if blocks.length() < 2 * AT_A_TIME || has_text(&around) {
        return;
    }
    for at in AT_A_TIME..blocks.length() {
        if let Some(block) = blocks.item(at) {
            let _ = block.set_attribute(LATER, "");
        }
    }
}

/// Whether there is text between the elements in `around`, which are no blocks then: it would run together where they
/// take no room.
fn has_text(around: &Element) -> bool {
    let nodes = around.child_nodes();
    let texts = (0..nodes.length()).filter_map(|at| nodes.item(at)).filter(|node| node.node_type() == Node::TEXT_NODE);
    texts.filter_map(|text| text.node_value()).any(|text| !text.trim().is_empty())
}

/// Gives the blocks of `body` their turns, now that it is in the page.
pub(crate) fn begin(body: &Element) {
    let Ok(later) = body.query_selector_all(&format!("[{LATER}]")) else { return };
    spawn_local(async move {
        for from in (0..later.length()).step_by(AT_A_TIME as usize) {
            frame().await;
            show(&later, from, from + AT_A_TIME);
        }
    });
}

/// Shows all of the text in `root`.
pub(crate) fn at_once(root: &Element) {
    if let Ok(later) = root.query_selector_all(&format!("[{LATER}]")) {
        show(&later, 0, later.length());
    }
}

/// Shows all of the page's text: the reader goes to a place in it.
pub(crate) fn page_at_once() {
    if let Some(root) = document().document_element() {
        at_once(&root);
    }
}

/// Whether a part of the page's text has not had its turn.
pub(crate) fn is_under_way() -> bool {
    find(&format!("[{LATER}]")).is_some()
}

fn show(blocks: &NodeList, from: u32, to: u32) {
    for at in from..to.min(blocks.length()) {
        let block = blocks.item(at).map(wasm_bindgen::JsCast::unchecked_into::<Element>);
        let _ = block.map(|block| block.remove_attribute(LATER));
    }
}
