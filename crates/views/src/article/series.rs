//! The series that a post is a part of: its name and, behind it, its other parts.

use inkstone_catalogue::Parts;
use yew::prelude::*;

use super::neighbours::Neighbour;
use crate::Setting;

/// The series of the post at `path`. Where its parts are known, and there are others, they can be unfolded; before that
/// its name takes the same room.
pub(super) fn series_box(setting: &Setting, series: &str, path: &str, parts: Option<&Parts>) -> Html {
    let words = &setting.messages;
    let name =
        html! { <><span lang={words.language} dir={words.direction}>{words.series}</span>{" "}<b>{series}</b></> };
    let Some(parts) = parts.filter(|parts| parts.lines.len() != 1) else {
        return html! { <p class="series">{name}</p> };
    };
    let part = |post: Neighbour| match post.path.as_str() == path {
        true => html! { <li aria-current="page" dir="auto">{&post.title}</li> },
        false => html! { <li><a href={setting.href(&post.route())} dir="auto">{&post.title}</a></li> },
    };
    html! {
        <details class="series">
            <summary>{name}</summary>
            <ol start={parts.first.to_string()} lang={setting.site.language.clone()}>
                {for parts.lines.iter().filter_map(Neighbour::of).map(part)}
            </ol>
        </details>
    }
}
