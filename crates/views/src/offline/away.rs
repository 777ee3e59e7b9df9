//! The page of a post that is not here, with those that are.

use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, Setting};

/// A post that can be opened now.
#[derive(Clone, Debug, PartialEq)]
pub struct HerePost {
    /// Its key.
    pub path: PostPath,
    /// Never empty.
    pub title: String,
}

/// Says that a post is not on this device and offers `posts`, which are; `retry` tries again.
pub fn away_page(setting: &Setting, posts: &[HerePost], retry: Callback<()>) -> Html {
    let messages = &setting.messages;
    let onclick = move |_| retry.emit(());
    html! {
        <section class="notice" data-kind="offline">
            <span class="seal" aria-hidden="true"></span>
            <h1 tabindex="-1">{messages.away_post}</h1>
            if !posts.is_empty() {
                <p>{messages.away_post_text}</p>
                <ul class="here">
                    {for posts.iter().map(|post| html! {
                        <li><a href={setting.href(&Route::Post { path: post.path.clone() })}>{&post.title}</a></li>
                    })}
                </ul>
            }
            <p><button type="button" class="retry" {onclick}>{messages.retry}</button></p>
            <p><a href={setting.href(&Route::Saved)}>{messages.saved_posts}</a></p>
        </section>
    }
}
