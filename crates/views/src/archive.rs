//! The archive: all posts, or those of a year or a month, by time.

use inkstone_catalogue::{ArchivePage, Span};
use yew::prelude::*;

use crate::{
    Route, Setting,
    empty::empty,
    lines::{Grouping, line_list},
    pager::{lead, pager},
};

/// The title of a part of the archive.
pub fn title(setting: &Setting, span: Span) -> String {
    match span {
        Span::All => setting.messages.archive.to_owned(),
        Span::Year(year) => setting.messages.year(year),
        Span::Month(year, month) => setting.messages.month_of_year(year, month),
    }
}

/// Lines of posts under their months, with the years, or the months of the year, to go to.
pub fn archive_view(setting: &Setting, archive: &ArchivePage) -> Html {
    let messages = &setting.messages;
    let above = match archive.span {
        Span::All => None,
        Span::Year(_) => Some((Route::ARCHIVE, title(setting, Span::All))),
        Span::Month(year, _) => {
            Some((Route::Archive { span: Span::Year(year), page: 1 }, title(setting, Span::Year(year))))
        }
    };
    let grouping = if matches!(archive.span, Span::Month(..)) { Grouping::None } else { Grouping::Months };
    html! {
        <div class="list archive">
            <header class="list-head">
                if let Some((route, text)) = above {
                    <p class="above"><a href={setting.href(&route)}>{text}</a></p>
                }
                <h1 tabindex="-1">{title(setting, archive.span)}</h1>
                <p class="lead">{lead(messages, messages.post_count(archive.posts), archive.page, archive.pages)}</p>
                {spans(setting, archive)}
            </header>
            if archive.lines.is_empty() { {empty(messages.empty, None)} }
            {line_list(setting, &archive.lines, grouping)}
            {pager(setting, &Route::Archive { span: archive.span, page: 1 }, archive.page, archive.pages)}
        </div>
    }
}

/// The years with their posts, or the months of the year at hand.
fn spans(setting: &Setting, archive: &ArchivePage) -> Html {
    let messages = &setting.messages;
    let spans = archive.spans();
    if spans.is_empty() {
        return Html::default();
    }
    let text = |span: Span| match span {
        Span::Month(_, month) => messages.month(month).to_owned(),
        span => title(setting, span),
    };
    html! {
        <nav class="spans" aria-label={messages.archive}>
            <ul class="terms">
                {for spans.into_iter().map(|(span, posts)| html! {
                    <li>
                        <a href={setting.href(&Route::Archive { span, page: 1 })}
                            aria-current={(span == archive.span).then_some("page")}>
                            {text(span)}
                            if let Some(posts) = posts {
                                <span class="count" aria-hidden="true">{messages.number(posts)}</span>
                                <span class="visually-hidden">{": "}{messages.post_count(posts)}</span>
                            }
                        </a>
                    </li>
                })}
            </ul>
        </nav>
    }
}
