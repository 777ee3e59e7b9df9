//! What leads on from a post: its neighbours in time, and posts about the same.

use inkstone_catalogue::Line;
use inkstone_content::{PostHead, PostPath};
use yew::prelude::*;

use crate::{Route, Setting};

/// How many related posts are shown; the style sheet keeps room for as many.
const MOST_RELATED: usize = 4;

/// A post that another leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its key.
    pub path: PostPath,
    /// Its title.
    pub title: AttrValue,
}

impl Neighbour {
    /// The post of a line; `None` where its path leads out of the posts.
    pub fn of(line: &Line) -> Option<Self> {
        Some(Self { path: PostPath::new(line.path.as_str()).ok()?, title: line.title.clone().into() })
    }

    /// The address of its page.
    pub fn route(&self) -> Route {
        Route::Post { path: self.path.clone() }
    }
}

/// Whether posts about the same can be looked for: by a post's terms.
pub fn can_have_related(head: &PostHead) -> bool {
    !head.tags.is_empty() || !head.categories.is_empty()
}

/// Links to the next older post and the next newer one.
pub fn around(setting: &Setting, earlier: Option<&Neighbour>, later: Option<&Neighbour>) -> Html {
    let words = &setting.messages;
    let step = |class: &'static str, rel: &'static str, word: &'static str, post: Option<&Neighbour>| {
        post.map(|post| {
            html! {
                <a {class} {rel} href={setting.href(&post.route())}>
                    <small lang={words.language} dir={words.direction}>{word}</small>
                    <span lang={setting.site.language.clone()} dir="auto">{&post.title}</span>
                </a>
            }
        })
    };
    if earlier.is_none() && later.is_none() {
        return Html::default();
    }
    html! {
        <nav class="around" aria-label={words.around}>
            {step("later", "prev", words.later, later)}
            {step("earlier", "next", words.earlier, earlier)}
        </nav>
    }
}

/// Links to posts about the same, the nearest first, for the place that [`related_place`] keeps; of many only
/// the first are shown.
pub fn related(setting: &Setting, posts: &[Neighbour]) -> Html {
    let words = &setting.messages;
    if posts.is_empty() {
        return Html::default();
    }
    let item = |post: &Neighbour| {
        html! {
            <li><a href={setting.href(&post.route())} title={post.title.clone()} dir="auto">{&post.title}</a></li>
        }
    };
    html! {
        <>
            <h2 lang={words.language} dir={words.direction}>{words.related}</h2>
            <ul lang={setting.site.language.clone()}>{for posts.iter().take(MOST_RELATED).map(item)}</ul>
        </>
    }
}

/// The place of related posts, which has its size before they are known. A builder leaves it
/// empty: whenever somebody writes a post, what is related to a thousand others may change.
pub fn related_place(content: Html) -> Html {
    html! { <section class="related">{content}</section> }
}
