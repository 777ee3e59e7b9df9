//! The one door through which a post's HTML enters a page.

use inkstone_sanitise::SafeBody;
use yew::prelude::*;

/// Props of [`PostBody`].
#[derive(PartialEq, Properties)]
pub struct PostBodyProps {
    /// What the sanitiser made.
    pub body: SafeBody,
}

/// A post's text. In the browser the sanitiser's own nodes enter the page, as nodes.
#[component]
pub fn PostBody(props: &PostBodyProps) -> Html {
    #[cfg(target_arch = "wasm32")]
    return Html::VRef(props.body.element().clone().into());
    #[cfg(not(target_arch = "wasm32"))]
    return html! {
        <div class="post-body">{Html::from_html_unchecked(AttrValue::from(props.body.html().to_owned()))}</div>
    };
}
