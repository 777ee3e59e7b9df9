//! An entry of a list.

use inkstone_catalogue::Summary;
use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, Setting, crumbs::crumbs, date::date_link, language::direction_of_post};

/// A post in a list: meta line, title, excerpt and, when there is one, its thumbnail.
/// The whole entry is the title's link (stretched by the style sheet).
pub fn summary_entry(setting: &Setting, summary: &Summary) -> Html {
    let Ok(path) = PostPath::new(summary.path.as_str()) else {
        return Html::default();
    };
    let language = summary.language.as_ref().unwrap_or(&setting.site.language);
    // The post's own words run in their direction; the entry itself stands as all others do.
    let dir = direction_of_post(summary.language.as_deref(), &summary.title, &setting.site.language);
    let is_away = setting.presence.is_away(&summary.path);
    let thumbnail = summary.thumbnail.as_deref().and_then(|address| setting.image(address));
    // The style sheet makes room by the class: a page is drawn while it still comes, before the picture is there.
    let class = classes!("summary", thumbnail.is_some().then_some("has-thumbnail"));
    html! {
        <article key={summary.path.clone()} {class} data-path={summary.path.clone()} lang={language.clone()}
            data-away={is_away.then_some("")}>
            <div class="summary-text">
                <div class="summary-meta">
                    if is_away { <span class="away" lang={setting.messages.language}>{setting.messages.away}</span> }
                    if summary.pinned > 0 { <span class="pinned" lang={setting.messages.language}>{setting.messages.pinned}</span> }
                    {for summary.date.map(|date| date_link(setting, date))}
                    {for summary.categories.iter().map(|path| crumbs(setting, path))}
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
