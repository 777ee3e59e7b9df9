//! A date in the site's language, with the full instant for machines.

use inkstone_content::PostDate;
use yew::prelude::*;

use crate::use_setting;

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
