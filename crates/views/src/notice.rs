//! What a page shows when it has nothing better: a failure, or an empty list.

use inkstone_catalogue::FileError;
use yew::prelude::*;

use crate::{Route, Setting};

/// Why something could not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No such page, or status 404 or 410.
    NotFound,
    /// Another status that is no success.
    Server(u16),
    /// No answer in time.
    Timeout,
    /// The server could not be reached.
    Offline,
    /// A web page came instead of the post.
    NotMarkdown,
    /// The text is not UTF-8.
    NotUtf8,
    /// A generated file was written by a newer version.
    Newer,
    /// A generated file cannot be read; the text says why.
    Invalid(String),
}

impl Failure {
    /// Its stable name, for `data-kind`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Server(_) => "server",
            Self::Timeout => "timeout",
            Self::Offline => "offline",
            Self::NotMarkdown => "not-markdown",
            Self::NotUtf8 => "not-utf8",
            Self::Newer => "newer",
            Self::Invalid(_) => "invalid",
        }
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::Invalid(error.to_string())
    }
}

/// A whole page that says what went wrong, with one thing to do: trying again by `retry`, where that may help.
pub fn failure_notice(setting: &Setting, failure: &Failure, retry: Option<Callback<()>>) -> Html {
    let (title, text) = setting.messages.failure(failure);
    let action = match retry {
        Some(retry) => html! {
            <button type="button" class="retry" onclick={move |_| retry.emit(())}>{setting.messages.retry}</button>
        },
        None => html! { <a class="button" href={setting.href(&Route::HOME)}>{setting.messages.home}</a> },
    };
    html! {
        <section class="notice" data-kind={failure.kind()}>
            <span class="seal" aria-hidden="true"></span>
            <h1 tabindex="-1">{title}</h1>
            <p>{text}</p>
            <p>{action}</p>
        </section>
    }
}
