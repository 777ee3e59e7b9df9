//! A category path as crumbs.

use yew::prelude::*;

use crate::use_setting;

/// Props of [`Crumbs`].
#[derive(PartialEq, Properties)]
pub struct CrumbsProps {
    /// The path from root to leaf.
    pub path: Vec<String>,
}

/// `A › B › C`, in order, readable by a screen reader as a list.
#[component]
pub fn Crumbs(props: &CrumbsProps) -> Html {
    let setting = use_setting();
    html! {
        <ol class="crumbs" aria-label={setting.messages.categories}>
            {for props.path.iter().map(|name| html! { <li>{name}</li> })}
        </ol>
    }
}
