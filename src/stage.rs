//! The elements of the document that the app fills: header, main and footer, each with what the
//! page held in it before the app ran.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use inkstone_catalogue::RECORD_ID;
use inkstone_views::{FOOT_ID, HEAD_ID, MAIN_ID};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Element, HtmlElement, MutationObserver, MutationObserverInit, Node};

use crate::page;

/// What can hold the focus in a header or footer.
const FOCUSABLE: &str = "a[href], button, input, select, summary, [tabindex]";

/// The app's places in the document.
pub(crate) struct Stage {
    /// For the masthead.
    pub(crate) head: Element,
    /// For the page.
    pub(crate) main: Element,
    /// For the colophon.
    pub(crate) foot: Element,
    /// What the builder left in header and footer.
    frame: RefCell<Vec<Node>>,
    /// What the builder left in main.
    page: RefCell<Vec<Node>>,
    page_stands: Cell<bool>,
}

impl Stage {
    /// The places below `root`; those that a page of another version lacks are made.
    pub(crate) fn of(document: &Document, root: &Element) -> Option<Self> {
        let find = |id: &str| document.get_element_by_id(id).filter(|element| root.contains(Some(element)));
        let (head, main, foot) = match (find(HEAD_ID), find(MAIN_ID), find(FOOT_ID)) {
            (Some(head), Some(main), Some(foot)) => (head, main, foot),
            _ => {
                root.set_text_content(None);
                let make = |name: &str, id: &str| {
                    let element = document.create_element(name).ok()?;
                    element.set_id(id);
                    root.append_child(&element).ok()?;
                    Some(element)
                };
                let (head, main, foot) = (make("header", HEAD_ID)?, make("main", MAIN_ID)?, make("footer", FOOT_ID)?);
                head.set_class_name(HEAD_ID);
                foot.set_class_name(FOOT_ID);
                (head, main, foot)
            }
        };
        let frame = children(&head).into_iter().chain(children(&foot)).collect();
        let page = RefCell::new(children(&main));
        Some(Self { head, main, foot, frame: RefCell::new(frame), page, page_stands: Cell::new(true) })
    }

    /// Where the page was when a post's text came into main before the app (web/text-first.js), in pixels from its top;
    /// `None`: there is no such text.
    pub(crate) fn text_since(&self) -> Option<f64> {
        // A whole number: what reads fractions is 14 KB of the app.
        let since = self.main.query_selector(":scope > [data-first]").ok()??.get_attribute("data-first")?;
        since.parse::<i32>().ok().map(f64::from)
    }

    /// Whether what lists know of a post stands, whose text is still to come (crates/views/src/skeleton.rs).
    pub(crate) fn has_post_to_come(&self) -> bool {
        self.main.query_selector(":scope > [aria-busy] > .post-head").is_ok_and(|head| head.is_some())
    }

    /// Whether the page stands as it was before the app, so that there is nothing to show.
    pub(crate) fn page_stands(&self) -> bool {
        self.page_stands.get()
    }

    /// Takes away what the builder left in main, and its record: the app's own page comes.
    pub(crate) fn clear_page(&self) {
        self.page_stands.set(false);
        remove(&mut self.page.borrow_mut());
        // The boot script looks for it as well.
        if let Some(record) = self.main.owner_document().and_then(|page| page.get_element_by_id(RECORD_ID)) {
            record.remove();
        }
    }

    /// Takes away what the builder left in header and footer as soon as the app has filled them.
    ///
    /// Not in an effect: before it runs one, Yew may let the browser paint, and a header with
    /// both contents is twice as high. An observer is told before anything is painted.
    pub(crate) fn clear_frame_when_filled(self: &Rc<Self>) {
        let stage = self.clone();
        let filled = Closure::<dyn Fn(JsValue, MutationObserver)>::new(move |_, observer: MutationObserver| {
            observer.disconnect();
            stage.clear_frame();
        });
        let Ok(observer) = MutationObserver::new(filled.as_ref().unchecked_ref()) else { return };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        for part in [&self.head, &self.foot] {
            let _ = observer.observe_with_options(part, &options);
        }
        // It is called once, and the page lives as long.
        filled.forget();
    }

    /// Takes away what the builder left in header and footer, now that the app has filled them
    /// with the same; a link that had the focus hands it to the one in its place.
    fn clear_frame(&self) {
        let mut frame = self.frame.borrow_mut();
        if frame.is_empty() {
            return;
        }
        let focused = page::document().active_element();
        let held = [&self.head, &self.foot].into_iter().find_map(|part| {
            let focused = focused.as_ref()?;
            let at = focusable(part).iter().position(|element| element.is_same_node(Some(focused)))?;
            Some((part, at))
        });
        remove(&mut frame);
        if let Some(element) = held.and_then(|(part, at)| focusable(part).into_iter().nth(at)) {
            page::focus_in_place(&element);
        }
    }

    /// Tells the page that it is in the language of header and footer: what is in it is the app's own now.
    pub(crate) fn speak_for_the_page(&self) {
        let [language, direction] = ["lang", "dir"].map(|name| self.head.get_attribute(name));
        if let (Some(root), Some(language), Some(direction)) =
            (page::document().document_element(), language, direction)
        {
            page::speak(&root, &language, &direction);
        }
    }

    /// Tells header and footer what language their text is in, whatever the page's is.
    pub(crate) fn speak(&self, language: &str, direction: &str) {
        for part in [&self.head, &self.foot] {
            page::speak(part, language, direction);
        }
    }
}

fn children(element: &Element) -> Vec<Node> {
    let nodes = element.child_nodes();
    (0..nodes.length()).filter_map(|index| nodes.get(index)).collect()
}

fn remove(nodes: &mut Vec<Node>) {
    for node in nodes.drain(..) {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(&node);
        }
    }
}

/// What can have the focus in `part`, in its order.
pub(crate) fn focusable(part: &Element) -> Vec<HtmlElement> {
    let Ok(found) = part.query_selector_all(FOCUSABLE) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}
