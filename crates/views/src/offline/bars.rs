//! Short news at the foot of the screen: no network, a new version, a post that has changed.

use yew::prelude::*;

use crate::Setting;

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

/// The news. The region is there from the beginning, so that screen readers say what comes into it.
/// `on_act` is told what the reader does about them.
pub fn bars(setting: &Setting, bars: &[Bar], on_act: &Callback<Bar>) -> Html {
    let messages = &setting.messages;
    let bar = |bar: &Bar| {
        let (class, text, action) = match bar {
            Bar::Offline => ("offline-bar", messages.offline_now, messages.retry),
            Bar::Update => ("update-bar", messages.update_ready, messages.update_now),
            Bar::Changed => ("changed-bar", messages.post_changed, messages.post_changed_show),
        };
        let onclick = {
            let (on_act, bar) = (on_act.clone(), *bar);
            move |_| on_act.emit(bar)
        };
        html! {
            <p key={class} class={classes!("bar", class)}>
                <span>{text}</span>
                <button type="button" {onclick}>{action}</button>
            </p>
        }
    };
    html! { <div class="bars" role="status">{for bars.iter().map(bar)}</div> }
}
