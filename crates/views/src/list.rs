//! The list of posts.

use inkstone_catalogue::Summary;
use yew::prelude::*;

use crate::{
    Route, Setting,
    empty::empty,
    pager::{lead, pager},
    summary::summary_entry,
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

/// The list of all posts, newest first, with links to the pages around it.
pub fn list_page(setting: &Setting, listing: &Listing) -> Html {
    let messages = &setting.messages;
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
                {empty(messages.empty, Some(messages.empty_hint))}
            } else {
                {for listing.entries.iter().map(|summary| summary_entry(setting, summary))}
            }
            {pager(setting, &Route::HOME, listing.page, listing.pages)}
        </div>
    }
}
