//! A list without entries.

use yew::prelude::*;

/// Says that there is nothing, below the page's title: what is missing, in a sentence, and what the owner can do.
pub fn empty(text: &str, hint: Option<&str>) -> Html {
    html! {
        <section class="empty">
            <span class="seal" aria-hidden="true"></span>
            <p>{text}</p>
            {for hint.iter().map(|hint| html! { <p>{hint}</p> })}
        </section>
    }
}
