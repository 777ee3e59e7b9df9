//! The shape of what comes, while it loads.

use yew::prelude::*;

use crate::use_setting;

/// How many entries a list's skeleton shows: about a screen.
const ENTRIES: usize = 4;

/// A list that loads.
#[component]
pub fn ListSkeleton() -> Html {
    let setting = use_setting();
    let entry = html! {
        <div class="summary skeleton" aria-hidden="true">
            <span class="bone short"></span><span class="bone title"></span>
            <span class="bone"></span><span class="bone"></span>
        </div>
    };
    html! {
        <div class="list" aria-busy="true">
            <p class="visually-hidden" role="status">{setting.messages.loading}</p>
            {for std::iter::repeat_n(entry, ENTRIES)}
        </div>
    }
}

/// How many lines a list of lines' skeleton shows.
const LINES: usize = 12;

/// Props of [`LinesSkeleton`].
#[derive(PartialEq, Properties)]
pub struct LinesSkeletonProps {
    /// How far it is, when that is known.
    #[prop_or_default]
    pub status: Option<AttrValue>,
}

/// A list of lines that loads.
#[component]
pub fn LinesSkeleton(props: &LinesSkeletonProps) -> Html {
    let setting = use_setting();
    let status = match &props.status {
        Some(status) => html! { <p class="lead" role="status">{status}</p> },
        None => html! { <p class="visually-hidden" role="status">{setting.messages.loading}</p> },
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
#[component]
pub fn ArticleSkeleton() -> Html {
    let setting = use_setting();
    let line = html! { <span class="bone"></span> };
    html! {
        <div class="post" aria-busy="true">
            <p class="visually-hidden" role="status">{setting.messages.loading}</p>
            <div class="skeleton" aria-hidden="true">
                <span class="bone short"></span><span class="bone headline"></span><span class="bone short"></span>
                {for std::iter::repeat_n(line, 8)}
            </div>
        </div>
    }
}
