//! The shape of what comes, while it loads.

use yew::prelude::*;

use crate::Setting;

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
