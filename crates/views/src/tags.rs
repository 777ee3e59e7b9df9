//! The tags of a post, each a link to its posts.

use yew::prelude::*;

use crate::{Route, Setting};

/// `#a #b`; nothing without tags.
pub fn tags(setting: &Setting, names: &[String]) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let tag = |name: &String| html! { <li><a href={setting.href(&Route::tag(name))}>{name}</a></li> };
    html! {
        <ul class="tags" aria-label={setting.messages.all_tags}>{for names.iter().map(tag)}</ul>
    }
}
