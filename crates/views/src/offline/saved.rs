//! The page of what is kept on this device: what, how large, how old, and what room is left.

use inkstone_content::PostPath;
use yew::prelude::*;

use crate::{Route, Setting};

/// Whether posts are kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// They are.
    On,
    /// The reader wants none kept.
    Off,
    /// This browser, or this host, cannot.
    Impossible,
    /// That is not known yet.
    #[default]
    Unknown,
}

/// Something that the reader saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCollection {
    /// Its name among the saved.
    pub name: String,
    /// What the reader calls it; never empty.
    pub title: String,
    /// How many of its posts are here.
    pub here: u32,
    /// How many posts it has.
    pub posts: u32,
    /// What its posts take.
    pub bytes: u64,
    /// When the oldest of them was last compared with the host, as the reader's language writes it.
    pub refreshed: String,
}

/// A post that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPost {
    /// Its key.
    pub path: PostPath,
    /// Never empty.
    pub title: String,
    /// What it takes.
    pub bytes: u64,
    /// When it was last compared with the host, as the reader's language writes it.
    pub refreshed: String,
}

/// Whether the browser keeps what is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// Until the reader removes it.
    Promised,
    /// As long as there is room.
    Loose,
}

/// The storage that this site's origin uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageUse {
    /// Bytes.
    pub used: u64,
    /// Bytes that the browser would still give.
    pub left: u64,
    /// Whether it stays.
    pub lasting: Lasting,
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedListing {
    /// Whether posts are kept at all.
    pub keeping: Keeping,
    /// What the reader saved.
    pub collections: Vec<SavedCollection>,
    /// What is here because it was read, latest first.
    pub read: Vec<SavedPost>,
    /// What all pictures take.
    pub pictures: u64,
    /// The storage, where the browser says.
    pub storage: Option<StorageUse>,
}

/// What the reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedAction {
    /// To have this collection, by its name and title, completed and compared with the host.
    Refresh(String, String),
    /// To have this collection removed.
    Remove(String),
    /// To have all posts and pictures removed.
    RemoveAll,
    /// To have posts kept, or nothing at all.
    Keep(Keeping),
}

/// Lists what is kept; `whole_blog` is what saves all of it, and `on_act` is told what the reader wants.
pub fn saved_page(setting: &Setting, listing: &SavedListing, on_act: &Callback<SavedAction>, whole_blog: Html) -> Html {
    let messages = &setting.messages;
    let button = |class: &'static str, text: &'static str, action: SavedAction| {
        let on_act = on_act.clone();
        html! { <button type="button" {class} onclick={move |_| on_act.emit(action.clone())}>{text}</button> }
    };
    let collection = |saved: &SavedCollection| {
        html! {
            <li key={saved.name.clone()} class="saved-collection" data-name={saved.name.clone()}>
                <h3>{&saved.title}</h3>
                <p class="summary-meta">
                    <span>{if saved.here == saved.posts { messages.post_count(saved.posts) } else { messages.saving(saved.here, saved.posts) }}</span>
                    <span>{messages.size(saved.bytes)}</span>
                    if !saved.refreshed.is_empty() { <span>{messages.refreshed(&saved.refreshed)}</span> }
                </p>
                <p class="saved-actions">
                    {button("saved-refresh", if saved.here == saved.posts { messages.refresh } else { messages.saving_continue }, SavedAction::Refresh(saved.name.clone(), saved.title.clone()))}
                    {button("saved-remove", messages.remove, SavedAction::Remove(saved.name.clone()))}
                </p>
            </li>
        }
    };
    let post = |post: &SavedPost| {
        html! {
            <li key={post.path.as_str().to_owned()} class="saved-post" data-path={post.path.as_str().to_owned()}>
                <a href={setting.href(&Route::Post { path: post.path.clone() })}>{&post.title}</a>
                <span class="summary-meta"><span>{messages.size(post.bytes)}</span>
                    if !post.refreshed.is_empty() { <span>{messages.refreshed(&post.refreshed)}</span> }</span>
            </li>
        }
    };
    let is_empty = listing.collections.is_empty() && listing.read.is_empty();
    let keep = |text: &'static str, keeping: Keeping| button("saved-keep", text, SavedAction::Keep(keeping));
    html! {
        <div class="saved">
            <header class="list-head">
                <h1 tabindex="-1">{messages.saved_posts}</h1>
                if listing.keeping == Keeping::Unknown { <p class="visually-hidden" role="status">{messages.loading}</p> }
                if listing.keeping == Keeping::Impossible { <p class="lead">{messages.keep_posts_none}</p> }
                if let Some(storage) = listing.storage.filter(|_| listing.keeping == Keeping::On) {
                    <p class="lead saved-storage">
                        <span>{messages.storage(storage.used, storage.left)}</span>{" · "}
                        <span>{if storage.lasting == Lasting::Promised { messages.storage_lasting } else { messages.storage_loose }}</span>
                        if listing.pictures > 0 { {" · "}<span>{messages.pictures_here(listing.pictures)}</span> }
                    </p>
                }
            </header>
            if listing.keeping == Keeping::On {
                <section><h2>{messages.whole_blog}</h2>{whole_blog}</section>
                if is_empty {
                    <section class="empty">
                        <span class="seal" aria-hidden="true"></span>
                        <p>{messages.nothing_saved}</p>
                        <p>{messages.nothing_saved_text}</p>
                    </section>
                }
                if !listing.collections.is_empty() {
                    <ul class="saved-collections">{for listing.collections.iter().map(collection)}</ul>
                }
                if !listing.read.is_empty() {
                    <section>
                        <h2>{messages.posts_here}</h2>
                        <ul class="saved-posts">{for listing.read.iter().map(post)}</ul>
                    </section>
                }
                <p class="saved-actions">
                    if !is_empty { {button("saved-remove-all", messages.remove_all, SavedAction::RemoveAll)} }
                    {keep(messages.keep_posts_off, Keeping::Off)}
                </p>
            }
            if listing.keeping == Keeping::Off { <p class="saved-actions">{keep(messages.keep_posts, Keeping::On)}</p> }
        </div>
    }
}
