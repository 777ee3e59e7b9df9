//! Saving posts: what is wanted is written down first, then it is fetched a few at a time, so that
//! it can be stopped at any moment and goes on where it was, also after a reload.

use std::{cell::Cell, collections::HashSet, future::Future, pin::Pin, rc::Rc};

use inkstone_catalogue::Summary;
use inkstone_content::address::encode_path;
use inkstone_views::offline::{Pictures, SaveAction, SaveProblem, SaveState};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    Here, Workers, use_device, use_workers,
    worker::{KeptPost, Worker},
};
use crate::blog::Shared;

/// Posts in one message to the worker: a second or two on a slow line.
const AT_A_TIME: usize = 8;
/// Bytes of a minute's text: 400 Han characters, or 230 words, with their markup.
const BYTES_A_MINUTE: u64 = 1_500;
/// Bytes of what stands around it.
const BYTES_AROUND: u64 = 600;

/// A post that is to be saved.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Wanted {
    /// Its file, absolute.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Minutes to read it, by which its size is guessed.
    #[serde(default)]
    minutes: u32,
}

/// What the reader saves at once: a post, or the posts of a category, of a tag, of the blog.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Collection {
    /// Its name: its page's address below the site's root.
    pub name: String,
    /// What the reader calls it.
    pub title: String,
    /// Its posts.
    pub posts: Vec<Wanted>,
    /// What its lists need besides, absolute.
    #[serde(default)]
    pub others: Vec<String>,
    /// The pictures of its posts, absolute; empty without.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// Whether pictures are wanted.
    #[serde(default)]
    pub illustrated: bool,
}

impl Wanted {
    /// A post whose file is at `address`, absolute.
    pub(crate) fn new(address: String, title: String, minutes: u32) -> Self {
        Self { address, title, minutes }
    }

    /// The post of a list's entry; `base` is the site's root.
    pub(crate) fn of(base: &str, summary: &Summary) -> Self {
        let address = format!("{base}posts/{}", encode_path(&summary.file()));
        Self::new(address, summary.title.clone(), summary.minutes)
    }
}

impl Collection {
    /// About how many bytes its texts take.
    pub(crate) fn bytes(&self) -> u64 {
        self.posts.iter().map(|post| u64::from(post.minutes) * BYTES_A_MINUTE + BYTES_AROUND).sum()
    }

    /// How many of its posts are saved, and what they take.
    pub(crate) fn saved(&self, base: &str, here: &Here) -> (u32, u64) {
        self.ours(base, here).fold((0, 0), |(count, bytes), post| (count + 1, bytes + whole(post.size)))
    }

    fn ours<'a>(&self, base: &str, here: &'a Here) -> impl Iterator<Item = &'a KeptPost> {
        let wanted: HashSet<&str> = self.posts.iter().filter_map(|post| post.address.strip_prefix(base)).collect();
        let ours: Vec<_> = here.posts.iter().filter(|post| post.saved && wanted.contains(post.path.as_str())).collect();
        ours.into_iter()
    }

    /// When the oldest of its saved posts was last compared with the host, as the reader's language
    /// writes it.
    pub(crate) fn refreshed(&self, base: &str, here: &Here) -> String {
        let oldest = self.ours(base, here).min_by(|one, other| one.stored.total_cmp(&other.stored));
        oldest.map(|post| post.refreshed.clone()).unwrap_or_default()
    }

    /// How many posts it has.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.posts.len()).unwrap_or(u32::MAX)
    }
}

/// A number of JavaScript as the number of bytes that it is.
pub(crate) fn whole(bytes: f64) -> u64 {
    // Whole, not negative and far below 2^53: the worker counts bytes of its own files.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
    let bytes = bytes as u64;
    bytes
}

/// Saves what `collect` gives: the state to show, and what the reader wants.
///
/// `name` is the collection's; `collect` makes it when the reader asks, and finds its pictures.
#[hook]
pub(crate) fn use_saving(name: String, blog: Shared, collect: Collect) -> Option<(SaveState, Callback<SaveAction>)> {
    let workers = use_workers();
    let state = use_state(|| None::<SaveState>);
    let cancelled = use_mut_ref(|| Rc::new(Cell::new(false)));
    let device = use_device();
    use_effect_with((name.clone(), device.state.worker), {
        let (state, workers, base) = (state.setter(), workers.clone(), blog.base());
        move |(name, _)| {
            let name = name.clone();
            spawn_local(async move {
                let Some(worker) = workers.get() else { return };
                state.set(worker.here().await.ok().map(|here| found(&name, &base, &here)));
            });
        }
    });
    let on_act = {
        let (state, workers, cancelled) = (state.setter(), workers.clone(), cancelled.clone());
        Callback::from(move |action: SaveAction| {
            let (state, workers, name) = (state.clone(), workers.clone(), name.clone());
            let (blog, collect) = (blog.clone(), collect.clone());
            match action {
                SaveAction::Cancel => {
                    cancelled.borrow().set(true);
                    spawn_local(async move { settle(&workers, &name, &blog.base(), &state).await });
                }
                SaveAction::Remove => spawn_local(async move {
                    if let Some(worker) = workers.get() {
                        let _ = worker.forget(&name).await;
                    }
                    settle(&workers, &name, &blog.base(), &state).await;
                }),
                SaveAction::Ask => spawn_local(async move {
                    if let Some(collection) = (collect.0)(Pictures::Without).await {
                        state.set(Some(SaveState::Asking { posts: collection.count(), bytes: collection.bytes() }));
                    }
                }),
                SaveAction::Save(pictures) => {
                    let stop = Rc::new(Cell::new(false));
                    cancelled.replace(stop.clone());
                    spawn_local(async move {
                        let Some(worker) = workers.get() else { return };
                        worker.persist();
                        state.set(Some(SaveState::Saving { done: 0, all: 1 }));
                        let Some(collection) = (collect.0)(pictures).await else { return };
                        let shown = state.clone();
                        let end =
                            save(&worker, &collection, Depth::Missing, &stop, move |now| shown.set(Some(now))).await;
                        match end {
                            Some(problem) => {
                                let here = worker.here().await.unwrap_or_default();
                                let (done, _) = collection.saved(&blog.base(), &here);
                                let (all, problem) = (collection.count(), Some(problem));
                                state.set(Some(SaveState::Stopped { done, all, problem }));
                            }
                            None => settle(&workers, &name, &blog.base(), &state).await,
                        }
                    });
                }
            }
        })
    };
    (*state).clone().map(|state| (state, on_act))
}

/// Makes a collection; equal to itself only.
#[derive(Clone)]
pub(crate) struct Collect(pub(crate) Rc<dyn Fn(Pictures) -> Collecting>);

/// Nothing where the posts cannot be found now.
pub(crate) type Collecting = Pin<Box<dyn Future<Output = Option<Collection>>>>;

/// Shows what is saved under `name` now.
async fn settle(workers: &Workers, name: &str, base: &str, state: &UseStateSetter<Option<SaveState>>) {
    let here = match workers.get() {
        Some(worker) => worker.here().await.unwrap_or_default(),
        None => Here::default(),
    };
    state.set(Some(found(name, base, &here)));
}

/// How far the saving of `name` is by what is here.
fn found(name: &str, base: &str, here: &Here) -> SaveState {
    let Some(collection) = here.collections.iter().find(|collection| collection.name == name) else {
        return SaveState::Idle;
    };
    let (done, bytes) = collection.saved(base, here);
    let all = collection.count();
    if done >= all { SaveState::Saved { bytes } } else { SaveState::Stopped { done, all, problem: None } }
}

/// One message to the worker.
#[derive(Serialize)]
struct Part<'a> {
    r#type: &'static str,
    posts: &'a [Wanted],
    others: &'a [String],
    pictures: &'a [String],
    again: bool,
}

/// Whether what is here already is asked for as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Only what is missing.
    Missing,
    /// All of it.
    Again,
}

/// Saves `collection` until it is here, `stop` is set or nothing more can be saved. Why it ended
/// before its time, if that was not the reader's wish.
pub(crate) async fn save(
    worker: &Worker,
    collection: &Collection,
    depth: Depth,
    stop: &Cell<bool>,
    progress: impl Fn(SaveState),
) -> Option<SaveProblem> {
    let all = collection.count();
    let mut missing = 0;
    if worker.remember(collection).await.is_err() {
        return Some(SaveProblem::Full);
    }
    // Texts first, then what lists need, then pictures: what matters most is here soonest.
    let texts = collection.posts.chunks(AT_A_TIME).map(|posts| (posts, &[][..], &[][..]));
    let others = collection.others.chunks(AT_A_TIME).map(|others| (&[][..], others, &[][..]));
    let pictures = collection.pictures.chunks(AT_A_TIME).map(|pictures| (&[][..], &[][..], pictures));
    let mut done = 0;
    for (posts, others, pictures) in texts.chain(others).chain(pictures) {
        if stop.get() {
            return None;
        }
        progress(SaveState::Saving { done, all });
        let part = Part { r#type: "save", posts, others, pictures, again: depth == Depth::Again };
        let report = worker.save(&part).await.unwrap_or_default();
        if report.full {
            return Some(SaveProblem::Full);
        }
        if pictures.is_empty() {
            missing += report.failed;
        }
        done += u32::try_from(posts.len()).unwrap_or_default();
    }
    // Posts with formulas or code read the same offline.
    let _ = worker.complete().await;
    (missing > 0).then_some(SaveProblem::Unreached(missing))
}
