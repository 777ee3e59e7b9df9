//! Short news at the foot of the screen: no network, a new version, a post that has changed.

use yew::prelude::*;

use crate::use_setting;

/// A piece of news, each with one thing to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The host cannot be reached; the reader can have it tried again.
    Offline,
    /// A new version of the app waits; the reader can take it.
    Update,
    /// The shown post has a newer version; the reader can have it shown.
    Changed,
}

/// Props of [`Bars`].
#[derive(PartialEq, Properties)]
pub struct BarsProps {
    /// What there is to say.
    pub bars: Vec<Bar>,
    /// The reader does something about it.
    pub on_act: Callback<Bar>,
}

/// The news. The region is there from the beginning, so that screen readers say what comes into it.
#[component]
pub fn Bars(props: &BarsProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let bar = |bar: &Bar| {
        let (class, text, action) = match bar {
            Bar::Offline => ("offline-bar", messages.offline_now, messages.retry),
            Bar::Update => ("update-bar", messages.update_ready, messages.update_now),
            Bar::Changed => ("changed-bar", messages.post_changed, messages.post_changed_show),
        };
        let onclick = {
            let (on_act, bar) = (props.on_act.clone(), *bar);
            move |_| on_act.emit(bar)
        };
        html! {
            <p key={class} class={classes!("bar", class)}>
                <span>{text}</span>
                <button type="button" {onclick}>{action}</button>
            </p>
        }
    };
    html! { <div class="bars" role="status">{for props.bars.iter().map(bar)}</div> }
}
