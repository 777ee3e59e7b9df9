//! An entry of a list.

use inkstone_catalogue::Summary;
use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, crumbs::Crumbs, date::DateLink, language::direction_of, offline::Presence, use_setting};

/// Props of [`SummaryEntry`].
#[derive(PartialEq, Properties)]
pub struct SummaryProps {
    /// The post's entry.
    pub summary: Summary,
}

/// A post in a list: meta line, title, excerpt and, when there is one, its thumbnail.
/// The whole entry is the title's link (stretched by the style sheet).
#[component]
pub fn SummaryEntry(props: &SummaryProps) -> Html {
    let setting = use_setting();
    let summary = &props.summary;
    let Ok(path) = PostPath::new(summary.path.as_str()) else {
        return Html::default();
    };
    let language = summary.language.as_ref().unwrap_or(&setting.site.language);
    // The post's own words run in their direction; the entry itself stands as all others do.
    let dir = direction_of(language);
    let is_away = use_context::<Presence>().unwrap_or_default().is_away(&summary.path);
    let thumbnail = summary.thumbnail.as_deref().and_then(|address| setting.image(address));
    html! {
        <article class="summary" data-path={summary.path.clone()} lang={language.clone()}
            data-away={is_away.then_some("")}>
            <div class="summary-text">
                <div class="summary-meta">
                    if is_away { <span class="away" lang={setting.messages.language}>{setting.messages.away}</span> }
                    if summary.pinned > 0 { <span class="pinned" lang={setting.messages.language}>{setting.messages.pinned}</span> }
                    if let Some(date) = summary.date { <DateLink {date} /> }
                    {for summary.categories.iter().map(|path| html! { <Crumbs path={path.clone()} /> })}
                </div>
                <h2 {dir}><a href={setting.href(&Route::Post { path })}>{&summary.title}</a></h2>
                if !summary.excerpt.is_empty() { <p class="summary-excerpt" {dir}>{&summary.excerpt}</p> }
            </div>
            if let Some(src) = thumbnail {
                <img class="summary-thumbnail" {src} alt="" width="180" height="120" loading="lazy" decoding="async"
                    referrerpolicy="no-referrer" />
            }
        </article>
    }
}
