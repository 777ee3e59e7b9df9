//! The posts of a category or a tag.

use inkstone_catalogue::{Taxonomy, TermPage};
use yew::prelude::*;

use crate::{
    Route, Setting,
    crumbs::Crumbs,
    lines::{Grouping, LineList},
    pager::{Pager, lead},
    terms, use_setting,
};

/// Props of [`TermView`].
#[derive(PartialEq, Properties)]
pub struct TermProps {
    /// Category or tag.
    pub taxonomy: Taxonomy,
    /// What to show.
    pub term: TermPage,
}

/// A term's title.
pub fn title(taxonomy: Taxonomy, path: &[String]) -> String {
    let name = path.last().map_or("", String::as_str);
    match taxonomy {
        Taxonomy::Categories => name.to_owned(),
        Taxonomy::Tags => format!("#{name}"),
    }
}

/// A term's posts as lines under their years, and the categories below it.
#[component]
pub fn TermView(props: &TermProps) -> Html {
    let setting: Setting = use_setting();
    let messages = &setting.messages;
    let TermPage { path, posts, children, lines, page, pages } = &props.term;
    let all = setting.href(&Route::Terms { taxonomy: props.taxonomy, page: 1 });
    let above = path.split_last().map(|(_, above)| above.to_vec()).filter(|above| !above.is_empty());
    html! {
        <div class="list term">
            <header class="list-head">
                <p class="above">
                    <a href={all}>{terms::title(&setting, props.taxonomy)}</a>
                    if let Some(path) = above { <Crumbs {path} /> }
                </p>
                <h1 tabindex="-1">{title(props.taxonomy, path)}</h1>
                <p class="lead">{lead(messages, messages.post_count(*posts), *page, *pages)}</p>
                if !children.is_empty() && *page == 1 {
                    <nav aria-label={messages.all_categories}>
                        <ul class="terms">
                            {for children.iter().map(|child| html! { <li>{terms::link(&setting, props.taxonomy, child)}</li> })}
                        </ul>
                    </nav>
                }
            </header>
            <LineList lines={lines.clone()} grouping={Grouping::Years} />
            <Pager route={Route::Term { taxonomy: props.taxonomy, path: path.clone(), page: 1 }} page={*page} pages={*pages} />
        </div>
    }
}
