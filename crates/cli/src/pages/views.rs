//! The pages that are made of the catalogue: one row each.

use inkstone_catalogue::Summary;
use inkstone_content::Site;
use inkstone_views::{ListPage, Listing, Messages, Route};
use yew::prelude::*;

use crate::{key::Recipe, publish::Published};

/// A page, ready to be shown.
pub(crate) struct View {
    /// Its address.
    pub(crate) route: Route,
    /// Another folder that holds it as well.
    pub(crate) also: Option<&'static str>,
    /// Its title before the blog's name; `None`: the blog's name alone.
    pub(crate) title: Option<String>,
    /// For search engines and previews.
    pub(crate) description: String,
    /// Fingerprint of what it is made of, for [`inkstone_catalogue::PageRecord`].
    pub(crate) source: String,
    /// The page before it in its series.
    pub(crate) previous: Option<Route>,
    /// The page after it.
    pub(crate) next: Option<Route>,
    /// The posts on it, for readers without JavaScript where pages hold no text.
    pub(crate) posts: Vec<Summary>,
    /// What it shows; made on the thread that writes it.
    pub(crate) view: Box<dyn Fn() -> Html + Send + Sync>,
}

impl View {
    /// What the page is made of: `recipe`, and all that its view shows.
    pub(super) fn recipe(&self, recipe: Recipe) -> Recipe {
        let address = |route: &Option<Route>| route.as_ref().map(ToString::to_string);
        recipe
            .with(self.route.to_string().as_bytes())
            .with_form(&self.title)
            .with_form(&self.description)
            .with_form(&self.source)
            .with_form(&(address(&self.previous), address(&self.next)))
            .with_form(&self.posts)
    }
}

/// All of them, home first.
pub(crate) fn all(site: &Site, published: &Published) -> Vec<View> {
    lists(site, published)
}

/// Home and the list's other pages; a blog without posts has one, which is empty.
fn lists(site: &Site, published: &Published) -> Vec<View> {
    let messages = Messages::for_language(&site.language);
    let posts = u32::try_from(published.pages.iter().map(|page| page.0.len()).sum::<usize>()).unwrap_or(u32::MAX);
    let pages = u32::try_from(published.pages.len()).unwrap_or(u32::MAX).max(1);
    let source = published.source.clone();
    let entries = published.pages.iter().map(|page| page.0.clone()).chain([Vec::new()]);
    (1..=pages)
        .zip(entries)
        .map(|(page, entries)| {
            let listing = Listing { entries: entries.clone(), page, pages, posts, read: None, missing: 0 };
            View {
                route: Route::List { page },
                also: (page == 1).then_some("page/1"),
                title: (page > 1).then(|| messages.page_of(page, pages)),
                description: site.description.clone(),
                source: source.clone(),
                previous: (page > 1).then(|| Route::List { page: page - 1 }),
                next: (page < pages).then_some(Route::List { page: page + 1 }),
                posts: entries,
                view: Box::new(move || html! { <ListPage listing={listing.clone()} /> }),
            }
        })
        .collect()
}
