//! The list of posts.

use inkstone_catalogue::Summary;
use yew::prelude::*;

use crate::{
    Route,
    empty::Empty,
    pager::{Pager, lead},
    summary::SummaryEntry,
    use_setting,
};

/// What a list page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The entries, in order.
    pub entries: Vec<Summary>,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// How many posts there are in all.
    pub posts: u32,
    /// While the list is still being made: how many posts have been read.
    pub read: Option<u32>,
    /// How many posts could not be fetched.
    pub missing: u32,
}

/// Props of [`ListPage`].
#[derive(PartialEq, Properties)]
pub struct ListProps {
    /// What to show.
    pub listing: Listing,
}

/// The list of all posts, newest first, with links to the pages around it.
#[component]
pub fn ListPage(props: &ListProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let listing = &props.listing;
    let count = match listing.read {
        Some(read) => messages.reading_posts(read, listing.posts),
        None => lead(messages, messages.post_count(listing.posts), listing.page, listing.pages),
    };
    html! {
        <div class="list">
            <header class="list-head">
                <h1 tabindex="-1">{messages.posts}</h1>
                <p class="lead">
                    if !setting.site.description.is_empty() && listing.page == 1 {
                        <span>{&setting.site.description}</span>{" "}
                    }
                    <span role="status">{count}</span>
                </p>
                if listing.missing > 0 { <p class="missing" role="status">{messages.posts_missing(listing.missing)}</p> }
            </header>
            if listing.entries.is_empty() && listing.read.is_none() {
                <Empty text={messages.empty} hint={AttrValue::from(messages.empty_hint)} />
            } else {
                {for listing.entries.iter().map(|summary| html! {
                    <SummaryEntry key={summary.path.clone()} summary={summary.clone()} />
                })}
            }
            <Pager route={Route::HOME} page={listing.page} pages={listing.pages} />
        </div>
    }
}
