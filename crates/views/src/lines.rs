//! Posts as lines: date and title, under a heading for each month or year.

use inkstone_catalogue::{Line, Month, Span};
use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, Setting, date::date};

/// Under which headings lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// A heading for each month.
    Months,
    /// A heading for each year.
    Years,
    /// No heading.
    None,
}

/// Lists of lines, each under the heading of its time.
pub fn line_list(setting: &Setting, lines: &[Line], grouping: Grouping) -> Html {
    let span = |line: &Line| match (grouping, line.date.map(Month::of)) {
        (Grouping::Months, Some((year, month))) => Some(Span::Month(year, month)),
        (Grouping::Years, Some((year, _))) => Some(Span::Year(year)),
        _ => None,
    };
    let heading = |lines: &[Line]| {
        let text = match lines.first().map(span)? {
            Some(Span::Month(year, month)) => setting.messages.month_of_year(year, month),
            Some(Span::Year(year)) => setting.messages.year(year),
            _ if grouping == Grouping::None => return None,
            _ => return Some(html! { <h2>{setting.messages.undated}</h2> }),
        };
        let href = setting.href(&Route::Archive { span: lines.first().and_then(span)?, page: 1 });
        Some(html! { <h2><a {href}>{text}</a></h2> })
    };
    let line = |line: &Line| {
        let path = PostPath::new(line.path.as_str()).ok()?;
        let is_away = setting.presence.is_away(&line.path);
        Some(html! {
            <li class="line" key={line.path.clone()} data-path={line.path.clone()} data-away={is_away.then_some("")}>
                {for line.date.map(|at| date(setting, at))}
                <a href={setting.href(&Route::Post { path })}>{&line.title}</a>
                if is_away { <span class="away">{setting.messages.away}</span> }
            </li>
        })
    };
    let groups = lines.chunk_by(|one, next| span(one) == span(next));
    html! {
        <>
            {for groups.map(|lines| html! {
                <section class="lines">
                    {for heading(lines)}
                    <ol>{for lines.iter().filter_map(line)}</ol>
                </section>
            })}
        </>
    }
}
