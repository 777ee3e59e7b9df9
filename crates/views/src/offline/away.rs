//! The page of a post that is not here, with those that are.

use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, use_setting};

/// A post that can be opened now.
#[derive(Clone, Debug, PartialEq)]
pub struct HerePost {
    /// Its key.
    pub path: PostPath,
    /// Never empty.
    pub title: String,
}

/// Props of [`AwayPage`].
#[derive(PartialEq, Properties)]
pub struct AwayProps {
    /// What can be opened instead.
    pub posts: Vec<HerePost>,
    /// Tries again.
    pub on_retry: Callback<()>,
}

/// Says that a post is not on this device and offers what is.
#[component]
pub fn AwayPage(props: &AwayProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let onclick = {
        let on_retry = props.on_retry.clone();
        move |_| on_retry.emit(())
    };
    html! {
        <section class="notice" data-kind="offline">
            <span class="seal" aria-hidden="true"></span>
            <h1 tabindex="-1">{messages.away_post}</h1>
            if !props.posts.is_empty() {
                <p>{messages.away_post_text}</p>
                <ul class="here">
                    {for props.posts.iter().map(|post| html! {
                        <li><a href={setting.href(&Route::Post { path: post.path.clone() })}>{&post.title}</a></li>
                    })}
                </ul>
            }
            <p><button type="button" class="retry" {onclick}>{messages.retry}</button></p>
            <p><a href={setting.href(&Route::Saved)}>{messages.saved_posts}</a></p>
        </section>
    }
}
