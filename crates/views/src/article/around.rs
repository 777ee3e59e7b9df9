//! What leads on from a post: its neighbours in time, and posts about the same.

use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, use_setting};

/// A post that another leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its key.
    pub path: PostPath,
    /// Its title.
    pub title: AttrValue,
}

/// Props of [`Around`].
#[derive(PartialEq, Properties)]
pub struct AroundProps {
    /// The next older post.
    #[prop_or_default]
    pub earlier: Option<Neighbour>,
    /// The next newer post.
    #[prop_or_default]
    pub later: Option<Neighbour>,
    /// Posts about the same, the nearest first.
    #[prop_or_default]
    pub related: Vec<Neighbour>,
}

/// Links to the posts around this one.
#[component]
pub fn Around(props: &AroundProps) -> Html {
    let setting = use_setting();
    let words = &setting.messages;
    let link = |post: &Neighbour| setting.href(&Route::Post { path: post.path.clone() });
    let step = |class: &'static str, rel: &'static str, word: &'static str, post: &Option<Neighbour>| {
        post.as_ref().map(|post| {
            html! { <a {class} {rel} href={link(post)}><small>{word}</small><span>{&post.title}</span></a> }
        })
    };
    let is_alone = props.earlier.is_none() && props.later.is_none() && props.related.is_empty();
    if is_alone {
        return Html::default();
    }
    html! {
        <nav class="around" aria-label={words.around}>
            {step("later", "prev", words.later, &props.later)}
            {step("earlier", "next", words.earlier, &props.earlier)}
            if !props.related.is_empty() {
                <section class="related">
                    <h2>{words.related}</h2>
                    <ul>{for props.related.iter().map(|post| html! { <li><a href={link(post)}>{&post.title}</a></li> })}</ul>
                </section>
            }
        </nav>
    }
}
