//! The page of what is kept on this device.

use std::cell::Cell;

use inkstone_views::{
    offline::{
        Keeping, Lasting, Pictures, SavedAction, SavedCollection, SavedListing, SavedPage, SavedPost, StorageUse,
    },
    use_setting,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::{use_arrival, use_knowing, use_session},
    blog::{Known, Shared},
    hooks::{Load, use_title},
    offline::{
        self, Collection, Depth, Here, Readiness, SaveBlog, Storage, Which, collection_of, use_device, use_workers,
        whole,
    },
};

/// Props of [`SavedRoute`].
#[derive(PartialEq, Properties)]
pub(crate) struct SavedProps {
    /// The entry of the session's history.
    pub entry: String,
}

/// What the page has found out.
#[derive(Clone, Default, PartialEq)]
struct Found {
    here: Here,
    storage: Option<Storage>,
}

/// Finds out what is kept and shows it.
#[component]
pub(crate) fn SavedRoute(props: &SavedProps) -> Html {
    let setting = use_setting();
    let session = use_session();
    let workers = use_workers();
    let device = use_device();
    let knowing = use_knowing();
    let known = match knowing.load {
        Load::Ready(known) => Some(known),
        _ => None,
    };
    let found = use_state(|| None::<Found>);
    let turn = use_state(|| 0_u32);
    use_title(Some(setting.messages.saved_posts.to_owned()), setting.site.title.clone());
    use_arrival(props.entry.clone(), true);
    use_effect_with((device.state.worker, *turn), {
        let (workers, found) = (workers.clone(), found.setter());
        move |_| {
            spawn_local(async move {
                let Some(worker) = workers.get() else { return };
                let here = worker.here().await.unwrap_or_default();
                found.set(Some(Found { here, storage: worker.storage().await }));
            });
        }
    });
    let on_act = {
        let (workers, found, turn) = (workers.clone(), found.clone(), turn.clone());
        let (blog, known) = (session.blog.clone(), known.clone());
        Callback::from(move |action: SavedAction| {
            let Some(worker) = workers.get() else { return };
            let (found, turn) = (found.clone(), turn.clone());
            let (blog, known) = (blog.clone(), known.clone());
            spawn_local(async move {
                match action {
                    SavedAction::Keep(keeping) => return worker.turn(keeping == Keeping::On),
                    SavedAction::RemoveAll => drop(worker.empty().await),
                    SavedAction::Remove(name) => drop(worker.forget(&name).await),
                    SavedAction::Refresh(name) => {
                        let all = found.as_ref().map(|found| found.here.collections.as_slice()).unwrap_or_default();
                        if let Some(old) = all.iter().find(|collection| collection.name == name) {
                            let new = renewed(old, &blog, known.as_deref()).await;
                            offline::save(&worker, &new, Depth::Again, &Cell::new(false), |_| ()).await;
                        }
                    }
                }
                turn.set(*turn + 1);
            });
        })
    };
    let keeping = match device.state.worker {
        Readiness::Ready => Keeping::On,
        Readiness::Off => Keeping::Off,
        Readiness::None => Keeping::Impossible,
    };
    let found = (*found).clone().unwrap_or_default();
    let listing = listing(keeping, &found, &session.blog.base());
    html! { <SavedPage key={*turn} {listing} {on_act}><SaveBlog /></SavedPage> }
}

/// A collection with the posts that have come to it since it was saved.
async fn renewed(old: &Collection, blog: &Shared, known: Option<&Known>) -> Collection {
    let pictures = if old.illustrated { Pictures::With } else { Pictures::Without };
    let found = match (Which::named(&old.name), known) {
        (Some(which), Some(known)) => {
            let (name, title) = (old.name.clone(), old.title.clone());
            collection_of(&which, name, title, pictures, blog, known).await
        }
        _ => None,
    };
    found.unwrap_or_else(|| old.clone())
}

fn listing(keeping: Keeping, found: &Found, base: &str) -> SavedListing {
    let collections = found.here.collections.iter().map(|collection| {
        let (here, bytes) = collection.saved(base, &found.here);
        SavedCollection {
            name: collection.name.clone(),
            title: collection.title.clone(),
            here,
            posts: collection.count(),
            bytes,
            refreshed: collection.refreshed(base, &found.here),
        }
    });
    let read = found.here.posts.iter().filter(|post| !post.saved).filter_map(|post| {
        Some(SavedPost {
            path: offline::key_of(&post.path)?,
            title: post.title(),
            bytes: whole(post.size),
            refreshed: post.refreshed.clone(),
        })
    });
    SavedListing {
        keeping,
        collections: collections.collect(),
        read: read.collect::<Vec<_>>().into_iter().rev().collect(),
        pictures: whole(found.here.pictures),
        storage: found.storage.map(|storage| StorageUse {
            used: whole(storage.used),
            left: whole(storage.left),
            lasting: if storage.lasting { Lasting::Promised } else { Lasting::Loose },
        }),
    }
}
