//! A category path as crumbs.

use yew::prelude::*;

use crate::{Route, Setting};

/// `A › B › C`, in order, readable by a screen reader as a list; each leads to its category.
pub fn crumbs(setting: &Setting, path: &[String]) -> Html {
    let crumb = |(at, name): (usize, &String)| {
        let route = Route::category(path.get(..=at).unwrap_or_default());
        html! { <li><a href={setting.href(&route)}>{name}</a></li> }
    };
    html! {
        <ol class="crumbs" aria-label={setting.messages.categories}>
            {for path.iter().enumerate().map(crumb)}
        </ol>
    }
}
