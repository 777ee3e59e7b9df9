//! The document's title.

use yew::prelude::*;

/// Sets the title of the page: `Post · Blog`, or the blog's name alone.
#[hook]
pub(crate) fn use_title(page: Option<String>, site: String) {
    let title = match page {
        Some(page) => format!("{page} · {site}"),
        None => site,
    };
    use_effect_with(title, |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(title);
        }
    });
}
