//! A date in the site's language, with the full instant for machines.

use inkstone_catalogue::{Month, Span};
use inkstone_content::PostDate;
use yew::prelude::*;

use crate::{Route, use_setting};

/// Props of [`Date`].
#[derive(PartialEq, Properties)]
pub struct DateProps {
    /// The date.
    pub date: PostDate,
}

/// `<time>` with the full instant, shown as a calendar date in the site's zone.
#[component]
pub fn Date(props: &DateProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    // The interface's words in the middle of a post's: in its own direction, said in its own voice.
    html! {
        <time datetime={props.date.to_string()} lang={messages.language} dir={messages.direction}>
            {messages.date(props.date)}
        </time>
    }
}

/// The same as a link to the month's posts.
#[component]
pub fn DateLink(props: &DateProps) -> Html {
    let setting = use_setting();
    let (year, month) = Month::of(props.date);
    let href = setting.href(&Route::Archive { span: Span::Month(year, month), page: 1 });
    html! { <a class="date" {href}><Date date={props.date} /></a> }
}
