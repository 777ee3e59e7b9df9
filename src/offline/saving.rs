//! Saving posts: what is wanted is written down first, then it is fetched a few at a time, so that
//! it can be stopped at any moment and goes on where it was, also after a reload.

use std::{future::Future, pin::Pin, rc::Rc};

use inkstone_catalogue::Summary;
use inkstone_content::address::encode_path;
use inkstone_views::offline::{Pictures, SaveAction, SaveState};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::worker::Depth;
use crate::{context::AppContext, hooks::use_effect_with};

/// Bytes of a minute's text: 400 Han characters, or 230 words, with their markup.
const BYTES_A_MINUTE: u64 = 1_500;
/// Bytes of what stands around it.
const BYTES_AROUND: u64 = 600;

/// A post that is to be saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    /// Its file, absolute.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Minutes to read it, by which its size is guessed.
    pub minutes: u32,
}

/// What the reader saves at once: a post, or the posts of a category, of a tag, of the blog.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Collection {
    /// Its name: its page's address below the site's root.
    pub name: String,
    /// What the reader calls it.
    pub title: String,
    /// Its posts.
    pub posts: Vec<Wanted>,
    /// What its lists need besides, absolute.
    pub others: Vec<String>,
    /// The pictures of its posts, absolute; empty without.
    pub pictures: Vec<String>,
    /// Whether pictures are wanted.
    pub illustrated: bool,
}

impl Wanted {
    /// The post of a list's entry; `base` is the site's root.
    pub(crate) fn of(base: &str, summary: &Summary) -> Self {
        let address = format!("{base}posts/{}", encode_path(&summary.file()));
        Self { address, title: summary.title.clone(), minutes: summary.minutes }
    }
}

impl Collection {
    /// What the reader decides about: how many posts, and about how many bytes their texts take.
    fn asking(&self) -> SaveState {
        let bytes = self.posts.iter().map(|post| u64::from(post.minutes) * BYTES_A_MINUTE + BYTES_AROUND).sum();
        SaveState::Asking { posts: u32::try_from(self.posts.len()).unwrap_or(u32::MAX), bytes }
    }
}

/// Makes a collection; equal to itself only.
#[derive(Clone)]
pub(crate) struct Collect(pub(crate) Rc<dyn Fn(Pictures) -> Collecting>);

impl PartialEq for Collect {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Nothing where the posts cannot be found now.
pub(crate) type Collecting = Pin<Box<dyn Future<Output = Option<Collection>>>>;

/// How far a saving is, and what the reader can do about it.
pub(crate) struct Saving {
    /// How far it is.
    pub state: SaveState,
    /// Whether the reader wants pictures.
    pub pictures: Pictures,
    /// The reader wants something.
    pub on_act: Callback<SaveAction>,
}

/// Saves what `collect` gives; nothing until it is known whether posts can be kept.
///
/// `name` is the collection's; `collect` makes it when the reader asks, and finds its pictures. With every
/// `turn` it is asked anew how far it is.
#[hook]
pub(crate) fn use_saving(app: &AppContext, name: String, collect: Collect, turn: u32) -> Option<Saving> {
    let workers = app.workers.clone();
    let state = use_state(|| None::<SaveState>);
    let pictures = use_state(|| Pictures::Without);
    use_effect_with((name.clone(), app.device.state.worker, turn), {
        let (state, workers) = (state.setter(), workers.clone());
        move |(name, ..)| {
            let name = name.clone();
            spawn_local(async move {
                if let Some(worker) = workers.get() {
                    state.set(worker.standing(&name).await);
                }
            });
        }
    });
    let on_act = {
        let (state, pictures) = (state.setter(), pictures.clone());
        Callback::from(move |action: SaveAction| {
            if let SaveAction::Choose(chosen) = action {
                return pictures.set(chosen);
            }
            let Some(worker) = workers.get() else { return };
            let (state, name, collect) = (state.clone(), name.clone(), collect.clone());
            let pictures = *pictures;
            spawn_local(async move {
                let now = match action {
                    SaveAction::Ask => {
                        (collect.0)(Pictures::Without).await.as_ref().map(Collection::asking).or(Some(SaveState::Idle))
                    }
                    SaveAction::Choose(_) => return,
                    SaveAction::Cancel => {
                        worker.stop(&name);
                        worker.standing(&name).await
                    }
                    SaveAction::Remove => {
                        worker.forget(&name).await;
                        worker.standing(&name).await
                    }
                    SaveAction::Save => {
                        worker.begin(&name);
                        state.set(Some(SaveState::Saving { done: 0, all: 1 }));
                        match (collect.0)(pictures).await {
                            Some(collection) => {
                                let shown = state.clone();
                                let report = move |done, all| shown.set(Some(SaveState::Saving { done, all }));
                                worker.save(&collection, Depth::Missing, report).await
                            }
                            None => worker.standing(&name).await,
                        }
                    }
                };
                state.set(now);
            });
        })
    };
    (*state).clone().map(|state| Saving { state, pictures: *pictures, on_act })
}
