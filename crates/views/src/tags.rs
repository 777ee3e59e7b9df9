//! The tags of a post, each a link to its posts.

use yew::prelude::*;

use crate::{Route, use_setting};

/// Props of [`Tags`].
#[derive(PartialEq, Properties)]
pub struct TagsProps {
    /// Their names.
    pub names: Vec<String>,
}

/// `#a #b`; nothing without tags.
#[component]
pub fn Tags(props: &TagsProps) -> Html {
    let setting = use_setting();
    if props.names.is_empty() {
        return Html::default();
    }
    let tag = |name: &String| html! { <li><a href={setting.href(&Route::tag(name))}>{name}</a></li> };
    html! {
        <ul class="tags" aria-label={setting.messages.all_tags}>{for props.names.iter().map(tag)}</ul>
    }
}
