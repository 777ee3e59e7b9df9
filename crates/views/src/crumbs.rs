//! A category path as crumbs.

use yew::prelude::*;

use crate::{Route, use_setting};

/// Props of [`Crumbs`].
#[derive(PartialEq, Properties)]
pub struct CrumbsProps {
    /// The path from root to leaf.
    pub path: Vec<String>,
}

/// `A › B › C`, in order, readable by a screen reader as a list; each leads to its category.
#[component]
pub fn Crumbs(props: &CrumbsProps) -> Html {
    let setting = use_setting();
    let crumb = |(at, name): (usize, &String)| {
        let route = Route::category(props.path.get(..=at).unwrap_or_default());
        html! { <li><a href={setting.href(&route)}>{name}</a></li> }
    };
    html! {
        <ol class="crumbs" aria-label={setting.messages.categories}>
            {for props.path.iter().enumerate().map(crumb)}
        </ol>
    }
}
