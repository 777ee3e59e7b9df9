//! Single keys: `j` and `k` go through entries and posts, `t` changes the colours, `?` helps.
//!
//! They are off in fields and dialogs, with modifiers, while a word is being composed, and when
//! the reader has switched them off. Everything they do can be done without them.

use inkstone_views::{Choices, choices::Shortcuts, shortcuts::DIALOG_ID};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::{
    choices::Choice,
    hooks::use_effect_with,
    page::{self, document, find, find_all},
};

/// Where keys are text.
const FIELDS: &str = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";

/// The links of a list's entries.
const ENTRIES: &str = "main :is(.summary h2 a, .line > a)";

/// The place of a post's neighbours, before somebody has wanted to know them.
const UNKNOWN_NEIGHBOURS: &str = "main article.post > div.around";

/// Which way `j` and `k` go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Next,
    Previous,
}

impl Step {
    /// Both ways.
    pub(crate) const BOTH: [Self; 2] = [Self::Next, Self::Previous];

    /// The event of the window that says that a reader wants to go this way and nobody knows where it leads.
    pub(crate) const fn wish(self) -> &'static str {
        match self {
            Self::Next => "inkstone:next-wanted",
            Self::Previous => "inkstone:previous-wanted",
        }
    }

    /// Follows the page's link that leads this way; whether there is one.
    pub(crate) fn follow(self) -> bool {
        let link = match self {
            Self::Next => "main a[rel~=next]",
            Self::Previous => "main a[rel~=prev]",
        };
        find(link).inspect(HtmlElement::click).is_some()
    }
}

/// Listens to single keys, and to the buttons that open and close dialogs.
#[hook]
pub(crate) fn use_keys(choices: &Choices, choose: Callback<Choice>) {
    let shortcuts = use_mut_ref(|| choices.shortcuts);
    shortcuts.replace(choices.shortcuts);
    use_effect_with((), move |()| {
        page::on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|_| *shortcuts.borrow() == Shortcuts::On) else {
                return;
            };
            if !is_free(key) {
                return;
            }
            let known = match key.key().as_str() {
                "j" => step(Step::Next),
                "k" => step(Step::Previous),
                "t" => {
                    choose.emit(Choice::NextScheme);
                    true
                }
                "?" => open(DIALOG_ID),
                _ => false,
            };
            if known {
                event.prevent_default();
            }
        });
        page::on("click", |event| press(&event));
    });
}

/// Whether a key pressed now is for the page.
fn is_free(key: &KeyboardEvent) -> bool {
    let in_field = key
        .composed_path()
        .iter()
        .any(|node| node.dyn_ref::<Element>().is_some_and(|element| element.matches(FIELDS).unwrap_or(false)));
    let in_dialog = find("dialog[open]").is_some();
    let with_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
    !(key.default_prevented() || key.is_composing() || with_modifier || in_field || in_dialog)
}

/// To the next entry of a list, else to the next post; whether there was one.
fn step(step: Step) -> bool {
    let entries = find_all(ENTRIES);
    let focused = document().active_element();
    let at = focused.and_then(|focused| {
        entries.iter().position(|entry| entry.is_same_node(Some(&focused)) || in_same_entry(entry, &focused))
    });
    let next = match (step, at) {
        (Step::Next, None) => entries.iter().find(|entry| entry.get_bounding_client_rect().top() >= 0.0),
        (Step::Next, Some(at)) => entries.get(at + 1),
        (Step::Previous, None) => entries.iter().rfind(|entry| entry.get_bounding_client_rect().top() < 0.0),
        (Step::Previous, Some(at)) => at.checked_sub(1).and_then(|at| entries.get(at)),
    };
    if let Some(entry) = next {
        let _ = entry.focus();
        return true;
    }
    step.follow() || (find(UNKNOWN_NEIGHBOURS).is_some() && page::tell(step.wish()))
}

fn in_same_entry(entry: &HtmlElement, focused: &Element) -> bool {
    entry.closest(".summary").ok().flatten().is_some_and(|summary| summary.contains(Some(focused)))
}

/// A press on a button with `data-opens` or `data-closes`.
fn press(event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Ok(Some(button)) = target.closest("[data-opens], [data-closes]") else { return };
    if let Some(id) = button.get_attribute("data-opens") {
        open(&id);
    } else if let Some(dialog) = button.get_attribute("data-closes").and_then(|id| dialog(&id)) {
        dialog.close();
    }
}

/// Opens a dialog, from which the focus comes back by itself; whether there is one.
fn open(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open() || dialog.show_modal().is_ok())
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
