//! The cross-fade from one page to the next, where the browser can do it and the reader wants it.
//!
//! The browser keeps the old picture until the new page is there, so a page that has to be
//! fetched gets a moment only; then its skeleton is shown.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::page::{document, window};

/// Milliseconds that the old page stays at most.
const PATIENCE: i32 = 120;

/// The transition that is under way, if one is.
#[derive(Default)]
pub(crate) struct Transition {
    finish: Rc<RefCell<Option<Function>>>,
}

impl Transition {
    /// Calls `change`, which begins to show another page.
    pub(crate) fn begin(&self, change: impl FnOnce() + 'static) {
        let start = Reflect::get(&document(), &"startViewTransition".into()).ok().filter(|_| is_wanted());
        let Some(start) = start.and_then(|start| start.dyn_into::<Function>().ok()) else { return change() };
        let waiting = self.finish.clone();
        let update = Closure::once_into_js(move || {
            change();
            Promise::new(&mut |resolve, _| {
                let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
                waiting.replace(Some(resolve));
            })
        });
        if let Ok(transition) = start.call1(&document(), &update) {
            ignore_rejections(&transition);
        }
    }

    /// The new page is there.
    pub(crate) fn finish(&self) {
        if let Some(finish) = self.finish.take() {
            let _ = finish.call0(&JsValue::UNDEFINED);
        }
    }
}

/// A transition that the next one overtakes rejects its promises, which is nothing to report.
fn ignore_rejections(transition: &JsValue) {
    let nothing = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    for name in ["ready", "finished"] {
        if let Some(promise) = Reflect::get(transition, &name.into()).ok().and_then(|it| it.dyn_into::<Promise>().ok())
        {
            let _ = promise.catch(&nothing);
        }
    }
    nothing.forget();
}

/// Not for who wants less motion, and not where nobody looks.
fn is_wanted() -> bool {
    let still =
        window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches());
    !still && !document().hidden()
}
