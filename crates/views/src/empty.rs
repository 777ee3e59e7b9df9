//! A list without entries.

use yew::prelude::*;

/// Props of [`Empty`].
#[derive(PartialEq, Properties)]
pub struct EmptyProps {
    /// What is missing, in a sentence.
    pub text: AttrValue,
    /// What the owner can do.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// Says that there is nothing, below the page's title.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <section class="empty">
            <span class="seal" aria-hidden="true"></span>
            <p>{&props.text}</p>
            {for props.hint.iter().map(|hint| html! { <p>{hint}</p> })}
        </section>
    }
}
