//! A date in the site's language, with the full instant for machines.

use inkstone_catalogue::{Month, Span};
use inkstone_content::PostDate;
use yew::prelude::*;

use crate::{Route, Setting};

/// `<time>` with the full instant, shown as a calendar date in the site's zone.
pub fn date(setting: &Setting, date: PostDate) -> Html {
    let messages = &setting.messages;
    // The interface's words in the middle of a post's: in its own direction, said in its own voice.
    html! {
        <time datetime={date.to_string()} lang={messages.language} dir={messages.direction}>
            {messages.date(date)}
        </time>
    }
}

/// The same as a link to the month's posts.
pub fn date_link(setting: &Setting, at: PostDate) -> Html {
    let (year, month) = Month::of(at);
    let href = setting.href(&Route::Archive { span: Span::Month(year, month), page: 1 });
    html! { <a class="date" {href}>{date(setting, at)}</a> }
}
