//! The one door through which a post's HTML enters a page.

use inkstone_sanitise::SafeBody;
use yew::prelude::*;

/// A post's text. In the browser the sanitiser's own nodes enter the page, as nodes.
pub fn post_body(body: &SafeBody) -> Html {
    #[cfg(target_arch = "wasm32")]
    return Html::VRef(body.element().clone().into());
    #[cfg(not(target_arch = "wasm32"))]
    return html! {
        <div class="post-body">{Html::from_html_unchecked(AttrValue::from(body.html().to_owned()))}</div>
    };
}
