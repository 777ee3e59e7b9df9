//! The archive: all posts, or those of a year or a month, by time.

use inkstone_catalogue::{ArchivePage, Month, Span};
use yew::prelude::*;

use crate::{
    Route, Setting,
    empty::Empty,
    lines::{Grouping, LineList},
    pager::Pager,
    use_setting,
};

/// Props of [`ArchiveView`].
#[derive(PartialEq, Properties)]
pub struct ArchiveProps {
    /// What to show.
    pub archive: ArchivePage,
}

/// The title of a part of the archive.
pub fn title(setting: &Setting, span: Span) -> String {
    match span {
        Span::All => setting.messages.archive.to_owned(),
        Span::Year(year) => setting.messages.year(year),
        Span::Month(year, month) => setting.messages.month_of_year(year, month),
    }
}

/// Lines of posts under their months, with the years, or the months of the year, to go to.
#[component]
pub fn ArchiveView(props: &ArchiveProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let archive = &props.archive;
    let above = match archive.span {
        Span::All => None,
        Span::Year(_) => Some((Route::ARCHIVE, title(&setting, Span::All))),
        Span::Month(year, _) => {
            Some((Route::Archive { span: Span::Year(year), page: 1 }, title(&setting, Span::Year(year))))
        }
    };
    let grouping = if matches!(archive.span, Span::Month(..)) { Grouping::None } else { Grouping::Months };
    html! {
        <div class="list archive">
            <header class="list-head">
                if let Some((route, text)) = above {
                    <p class="above"><a href={setting.href(&route)}>{text}</a></p>
                }
                <h1 tabindex="-1">{title(&setting, archive.span)}</h1>
                <p class="lead">{messages.post_count(archive.posts)}</p>
                {spans(&setting, archive)}
            </header>
            if archive.lines.is_empty() { <Empty text={messages.empty} /> }
            <LineList lines={archive.lines.clone()} {grouping} />
            <Pager route={Route::Archive { span: archive.span, page: 1 }} page={archive.page} pages={archive.pages} />
        </div>
    }
}

/// The years with their posts, or the months of the year at hand.
fn spans(setting: &Setting, archive: &ArchivePage) -> Html {
    let messages = &setting.messages;
    let mut spans: Vec<(Span, String, u32)> = Vec::new();
    for &Month { year, month, posts } in &archive.months {
        match archive.span {
            Span::All => match spans.last_mut() {
                Some((Span::Year(last), _, sum)) if *last == year => *sum = sum.saturating_add(posts),
                _ => spans.push((Span::Year(year), messages.year(year), posts)),
            },
            Span::Year(here) | Span::Month(here, _) if here == year => {
                spans.push((Span::Month(year, month), messages.month(month).to_owned(), posts));
            }
            _ => {}
        }
    }
    if spans.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="spans" aria-label={messages.archive}>
            <ul class="terms">
                {for spans.into_iter().map(|(span, text, posts)| html! {
                    <li>
                        <a href={setting.href(&Route::Archive { span, page: 1 })}
                            aria-current={(span == archive.span).then_some("page")}>
                            {text}<span class="count" aria-hidden="true">{messages.number(posts)}</span>
                            <span class="visually-hidden">{": "}{messages.post_count(posts)}</span>
                        </a>
                    </li>
                })}
            </ul>
        </nav>
    }
}
