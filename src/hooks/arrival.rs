//! Arriving at a page.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_effect_with;

use crate::context::AppContext;

/// Scrolls and focuses as the way of arriving asks for, once the page's content is there.
#[hook]
pub(crate) fn use_arrival(app: &AppContext, entry: &str, is_there: bool) {
    let session = app.session.clone();
    if is_there && !session.navigation.has_arrived() {
        let (navigation, entry) = (session.navigation.clone(), entry.to_owned());
        // On a slow processor Yew lets the browser paint before it runs an effect, and the reader would see the new page where
        // they have left the old one. This runs in the same task, once all that is rendered now is in the page.
        spawn_local(async move { navigation.settle_early(&entry) });
    }
    use_effect_with((entry.to_owned(), is_there), move |(entry, is_there)| {
        if *is_there {
            session.navigation.arrived(entry, session.page());
        }
    });
}
