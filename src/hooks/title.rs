//! The document's title.

use yew::prelude::*;

use super::use_effect_with;

use crate::context::AppContext;

/// Sets the title of the page: `Post · Blog`, or the blog's name alone. A page that stood before the
/// app has its title already.
#[hook]
pub(crate) fn use_title(app: &AppContext, page: Option<String>) {
    let stands = app.session.stage.page_stands();
    let site = app.setting.site.title.clone();
    let title = match page {
        Some(page) => format!("{page} · {site}"),
        None => site,
    };
    use_effect_with((title, stands), |(title, stands)| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()).filter(|_| !stands) {
            document.set_title(title);
        }
    });
}
