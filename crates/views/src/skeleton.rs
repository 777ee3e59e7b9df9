//! The shape of what comes, while it loads.

use inkstone_content::PostHead;
use yew::prelude::*;

use crate::{
    Setting,
    article::{language_of, post_head},
};

/// How many characters of a text show what faces it needs.
const SAMPLE: usize = 40;

/// Says that the page is loading: its heading until its own has come, so that no page is ever without one.
fn loading(setting: &Setting) -> Html {
    html! {
        <div class="visually-hidden" role="status">
            <h1>{setting.messages.loading}</h1>
        </div>
    }
}

/// How many entries a list's skeleton shows: about a screen.
const ENTRIES: usize = 4;

/// A list that loads.
pub fn list_skeleton(setting: &Setting) -> Html {
    let entry = html! {
        <div class="summary skeleton" aria-hidden="true">
            <span class="bone short"></span><span class="bone title"></span>
            <span class="bone"></span><span class="bone"></span>
        </div>
    };
    html! {
        <div class="list" aria-busy="true">
            {loading(setting)}
            {for std::iter::repeat_n(entry, ENTRIES)}
        </div>
    }
}

/// How many lines a list of lines' skeleton shows.
const LINES: usize = 12;

/// A list of lines that loads; `status` says how far it is, when that is known.
pub fn lines_skeleton(setting: &Setting, status: Option<String>) -> Html {
    let status = match status {
        Some(status) => html! {
            <>
                <h1 class="visually-hidden">{setting.messages.loading}</h1>
                <p class="lead" role="status">{status}</p>
            </>
        },
        None => loading(setting),
    };
    let line = html! { <span class="bone line"></span> };
    html! {
        <div class="list" aria-busy="true">
            {status}
            <div class="skeleton" aria-hidden="true">
                <span class="bone headline"></span><span class="bone short"></span>
                {for std::iter::repeat_n(line, LINES)}
            </div>
        </div>
    }
}

/// What is known of a post whose text is still to come.
pub struct PostToCome<'a> {
    /// What will stand above its text.
    pub head: &'a PostHead,
    /// An excerpt of it, without marks: its letters need the faces that its text does.
    pub beginning: &'a str,
    /// Whether it will have a table of contents, which moves it aside on wide screens.
    pub has_contents: bool,
}

/// A post that loads, and of which a list knows already.
pub fn post_skeleton(setting: &Setting, post: &PostToCome<'_>) -> Html {
    let (language, direction) = language_of(setting, post.head);
    let words = &setting.messages;
    let line = html! { <span class="bone"></span> };
    // Nobody sees it, but the browser has found the faces of these letters when the text comes: a tenth of a second on a phone.
    let beginning: String = post.beginning.chars().take(SAMPLE).collect();
    html! {
        <div class={classes!("post", post.has_contents.then_some("has-contents"))} lang={language} dir={direction}
            aria-busy="true">
            {post_head(setting, post.head)}
            <p class="visually-hidden" role="status" lang={words.language} dir={words.direction}>{words.loading}</p>
            <div class="skeleton" aria-hidden="true">
                <span class="bone"><span class="unseen">{beginning}</span></span>
                {for std::iter::repeat_n(line, 7)}
            </div>
        </div>
    }
}

/// A post that loads.
pub fn article_skeleton(setting: &Setting) -> Html {
    let line = html! { <span class="bone"></span> };
    html! {
        <div class="post" aria-busy="true">
            {loading(setting)}
            <div class="skeleton" aria-hidden="true">
                <span class="bone short"></span><span class="bone headline"></span><span class="bone short"></span>
                {for std::iter::repeat_n(line, 8)}
            </div>
        </div>
    }
}
