//! The posts of a category or a tag.

use inkstone_catalogue::{Taxonomy, TermPage};
use yew::prelude::*;

use crate::{
    Route, Setting,
    crumbs::crumbs,
    lines::{Grouping, line_list},
    pager::{lead, pager},
    terms,
};

/// A term's title.
pub fn title(taxonomy: Taxonomy, path: &[String]) -> String {
    let name = path.last().map_or("", String::as_str);
    match taxonomy {
        Taxonomy::Categories => name.to_owned(),
        Taxonomy::Tags => format!("#{name}"),
    }
}

/// A term's posts as lines under their years, and the categories below it.
pub fn term_view(setting: &Setting, taxonomy: Taxonomy, term: &TermPage) -> Html {
    let messages = &setting.messages;
    let TermPage { path, posts, children, lines, page, pages } = term;
    let all = setting.href(&Route::Terms { taxonomy, page: 1 });
    let above = path.split_last().map(|(_, above)| above).filter(|above| !above.is_empty());
    html! {
        <div class="list term">
            <header class="list-head">
                <p class="above">
                    <a href={all}>{terms::title(setting, taxonomy)}</a>
                    if let Some(path) = above { {crumbs(setting, path)} }
                </p>
                <h1 tabindex="-1">{title(taxonomy, path)}</h1>
                <p class="lead">{lead(messages, messages.post_count(*posts), *page, *pages)}</p>
                if !children.is_empty() && *page == 1 {
                    <nav aria-label={messages.all_categories}>
                        <ul class="terms">
                            {for children.iter().map(|child| html! { <li>{terms::link(setting, taxonomy, child)}</li> })}
                        </ul>
                    </nav>
                }
            </header>
            {line_list(setting, lines, Grouping::Years)}
            {pager(setting, &Route::Term { taxonomy, path: path.clone(), page: 1 }, *page, *pages)}
        </div>
    }
}
