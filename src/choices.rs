//! The reader's choices: what was chosen is kept by the browser and applied to the document.
//!
//! The views only show lists and switches with a `data-choice`; one listener here hears them all,
//! so that the same HTML works wherever it was made.

use std::rc::Rc;

use inkstone_views::{
    Choices, Scheme,
    choices::{LANGUAGE, SCHEME, SHORTCUTS, Shortcuts},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, Storage};
use yew::prelude::*;

use crate::{
    hooks::use_effect_with,
    page::{self, document, window},
};

/// What each choice is kept under; web/inline.js reads the first.
const KEPT: [(&str, &str); 3] =
    [(SCHEME, "inkstone:scheme"), (LANGUAGE, "inkstone:language"), (SHORTCUTS, "inkstone:shortcuts")];

/// A choice that the reader makes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    /// Light or dark.
    Scheme(Scheme),
    /// The next of light and dark, by a key.
    NextScheme,
    /// The interface's language; `None` is the site's.
    Language(Option<AttrValue>),
    /// Whether single keys do something.
    Shortcuts(Shortcuts),
}

/// The choices, and whether the last one was made where nothing shows it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chosen {
    choices: Choices,
    unseen: bool,
}

impl Reducible for Chosen {
    type Action = Choice;

    fn reduce(self: Rc<Self>, choice: Choice) -> Rc<Self> {
        let mut choices = self.choices.clone();
        let unseen = choice == Choice::NextScheme;
        match choice {
            Choice::Scheme(scheme) => choices.scheme = scheme,
            Choice::NextScheme => choices.scheme = choices.scheme.next(),
            Choice::Language(language) => choices.language = language,
            Choice::Shortcuts(shortcuts) => choices.shortcuts = shortcuts,
        }
        Rc::new(Self { choices, unseen })
    }
}

/// The reader's choices, and how another part of the app makes one.
#[hook]
pub(crate) fn use_choices() -> (Choices, Callback<Choice>) {
    let chosen = use_reducer(|| Chosen { choices: kept(), unseen: false });
    let choose = {
        let dispatcher = chosen.dispatcher();
        use_callback((), move |choice, ()| dispatcher.dispatch(choice))
    };
    use_effect_with((), {
        let choose = choose.clone();
        move |()| {
            page::on("change", move |event| {
                if let Some(choice) = made(&event) {
                    choose.emit(choice);
                }
            });
        }
    });
    // Only what is chosen here is written: another window may have chosen since this one began.
    let is_chosen = use_mut_ref(|| false);
    use_effect_with(chosen.choices.clone(), move |choices| {
        if is_chosen.replace(true) {
            keep(choices);
        }
        apply(choices);
    });
    (chosen.choices.clone(), choose)
}

/// Says what the colours are now, when they were changed by a key.
#[hook]
pub(crate) fn use_spoken_scheme(choices: &Choices, messages: &inkstone_views::Messages) {
    let before = use_mut_ref(|| choices.scheme);
    let now = choices.scheme;
    let text = messages.theme_now(now.label(messages));
    use_effect_with(now, move |now| {
        let changed = before.replace(*now) != *now;
        // The list itself says what it shows.
        let on_list = document().active_element().is_some_and(|element| element.has_attribute("data-choice"));
        if changed && !on_list {
            page::announce(&text);
        }
    });
}

/// The choice that a change of a list or a switch makes.
fn made(event: &Event) -> Option<Choice> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let name = target.get_attribute("data-choice")?;
    match (name.as_str(), target.dyn_ref::<HtmlSelectElement>(), target.dyn_ref::<HtmlInputElement>()) {
        (SCHEME, Some(list), _) => list.value().parse().ok().map(Choice::Scheme),
        (LANGUAGE, Some(list), _) => {
            Some(Choice::Language(Some(list.value()).filter(|tag| !tag.is_empty()).map(Into::into)))
        }
        (SHORTCUTS, _, Some(switch)) => {
            Some(Choice::Shortcuts(if switch.checked() { Shortcuts::On } else { Shortcuts::Off }))
        }
        _ => None,
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn kept() -> Choices {
    let storage = storage();
    let [scheme, language, shortcuts] =
        KEPT.map(|(_, key)| storage.as_ref().and_then(|storage| storage.get_item(key).ok().flatten()));
    Choices {
        scheme: scheme.and_then(|name| name.parse().ok()).unwrap_or_default(),
        language: language.map(Into::into),
        shortcuts: if shortcuts.as_deref() == Some("off") { Shortcuts::Off } else { Shortcuts::On },
    }
}

/// What is as without a choice is not kept, so that a later default holds.
fn keep(choices: &Choices) {
    let Some(storage) = storage() else { return };
    let values = [
        (choices.scheme != Scheme::Auto).then(|| choices.scheme.name().to_owned()),
        choices.language.as_ref().map(ToString::to_string),
        (choices.shortcuts == Shortcuts::Off).then(|| "off".to_owned()),
    ];
    for ((_, key), value) in KEPT.iter().zip(values) {
        // A browser that keeps nothing forgets with the page.
        let _ = match value {
            Some(value) => storage.set_item(key, &value),
            None => storage.remove_item(key),
        };
    }
}

/// The style sheet reads the scheme from the root; the lists show what was chosen elsewhere.
fn apply(choices: &Choices) {
    if let Some(root) = document().document_element() {
        let _ = match choices.scheme {
            Scheme::Auto => root.remove_attribute("data-scheme"),
            scheme => root.set_attribute("data-scheme", scheme.name()),
        };
    }
    let language = choices.language.as_deref().unwrap_or_default();
    for (name, value) in [(SCHEME, choices.scheme.name()), (LANGUAGE, language)] {
        let list = document().query_selector(&format!("select[data-choice={name}]")).ok().flatten();
        if let Some(list) = list.and_then(|list| list.dyn_into::<HtmlSelectElement>().ok()) {
            list.set_value(value);
        }
    }
}
