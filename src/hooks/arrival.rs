//! Arriving at a page.

use yew::prelude::*;

use super::use_effect_with;

use crate::context::AppContext;

/// Scrolls and focuses as the way of arriving asks for, once the page's content is there.
#[hook]
pub(crate) fn use_arrival(app: &AppContext, entry: &str, is_there: bool) {
    let session = app.session.clone();
    use_effect_with((entry.to_owned(), is_there), move |(_, is_there)| {
        if *is_there {
            session.navigation.arrived(session.page());
        }
    });
}
