//! Talking with web/offline.js, which talks with the service worker and does the work of saving.
//! It is loaded once the page can be used, so what it does costs no first visit anything.

use std::rc::Rc;

use inkstone_views::offline::{
    HerePost, Lasting, Pictures, SaveProblem, SaveState, SavedCollection, SavedListing, SavedPost, StorageUse,
};
use js_sys::{Array, Promise};
use wasm_bindgen::{closure::Closure, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::{Collection, key_of};
use crate::boot::Boot;

#[wasm_bindgen]
extern "C" {
    /// The functions of web/offline.js.
    #[derive(Clone)]
    type Module;

    #[wasm_bindgen(method)]
    fn watch(this: &Module, watcher: &JsValue);
    #[wasm_bindgen(method)]
    fn seen(this: &Module, address: &str);
    #[wasm_bindgen(method)]
    fn probe(this: &Module) -> Promise;
    #[wasm_bindgen(method, js_name = takeOver)]
    fn take_over(this: &Module);
    #[wasm_bindgen(method)]
    fn turn(this: &Module, on: bool) -> Promise;
    #[wasm_bindgen(method)]
    fn begin(this: &Module, name: &str);
    #[wasm_bindgen(method)]
    fn stop(this: &Module, name: &str);
    #[wasm_bindgen(method)]
    fn here(this: &Module) -> Promise;
    #[wasm_bindgen(method)]
    fn listing(this: &Module) -> Promise;
    #[wasm_bindgen(method)]
    fn standing(this: &Module, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn forget(this: &Module, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn empty(this: &Module) -> Promise;
    #[wasm_bindgen(method)]
    fn renew(this: &Module, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn illustrated(this: &Module, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn save(this: &Module, collection: &JsValue, again: bool, report: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn collection(
        this: &Module,
        name: &str,
        title: &str,
        addresses: Vec<String>,
        titles: Vec<String>,
        others: Vec<String>,
        pictures: Vec<String>,
        illustrated: bool,
    ) -> JsValue;

    /// What the page's side of the worker knows.
    type Told;

    #[wasm_bindgen(method, getter)]
    fn worker(this: &Told) -> String;
    #[wasm_bindgen(method, getter)]
    fn reached(this: &Told) -> bool;
    #[wasm_bindgen(method, getter)]
    fn update(this: &Told) -> bool;
    #[wasm_bindgen(method, getter)]
    fn changed(this: &Told) -> Vec<String>;

    /// A post, or what was saved at once, as far as it is here.
    type Kept;

    /// A post's file below the site's root, percent-encoded.
    #[wasm_bindgen(method, getter)]
    fn path(this: &Kept) -> String;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Kept) -> String;
    /// Empty when its page was never shown.
    #[wasm_bindgen(method, getter)]
    fn title(this: &Kept) -> String;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &Kept) -> f64;
    #[wasm_bindgen(method, getter)]
    fn refreshed(this: &Kept) -> String;
    #[wasm_bindgen(method, getter)]
    fn done(this: &Kept) -> u32;
    #[wasm_bindgen(method, getter)]
    fn all(this: &Kept) -> u32;
    #[wasm_bindgen(method, getter)]
    fn wanted(this: &Kept) -> bool;
    #[wasm_bindgen(method, getter)]
    fn full(this: &Kept) -> bool;
    #[wasm_bindgen(method, getter)]
    fn missing(this: &Kept) -> u32;

    /// All that is kept.
    type All;

    #[wasm_bindgen(method, getter)]
    fn collections(this: &All) -> Array;
    #[wasm_bindgen(method, getter)]
    fn read(this: &All) -> Array;
    #[wasm_bindgen(method, getter)]
    fn pictures(this: &All) -> f64;
    #[wasm_bindgen(method, getter)]
    fn used(this: &All) -> f64;
    #[wasm_bindgen(method, getter)]
    fn left(this: &All) -> f64;
    #[wasm_bindgen(method, getter)]
    fn lasting(this: &All) -> bool;
}

/// Whether there is a worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// Nobody knows yet.
    #[default]
    Unknown,
    /// Never in this browser or on this host.
    None,
    /// The reader wants none.
    Off,
    /// It is there.
    Ready,
}

/// What the page's side of the worker knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Whether there is a worker.
    pub worker: Readiness,
    /// Whether the host can be reached.
    pub reached: bool,
    /// Whether a new version of the app waits.
    pub update: bool,
    /// Addresses of posts that have changed since they were shown.
    pub changed: Vec<String>,
}

impl Default for State {
    fn default() -> Self {
        Self { worker: Readiness::Unknown, reached: true, update: false, changed: Vec::new() }
    }
}

/// The page's side of the service worker.
#[derive(Clone)]
pub(crate) struct Worker(Module);

impl Worker {
    /// Loads the script, which registers the worker.
    pub(crate) async fn load(boot: &Rc<Boot>) -> Result<Self, JsValue> {
        Ok(Self(boot.load("offline").await?.unchecked_into()))
    }

    /// Calls `told` with the state, now and whenever it changes, as long as the page lives.
    pub(crate) fn watch(&self, told: impl Fn(State) + 'static) {
        let watcher = Closure::<dyn Fn(Told)>::new(move |now: Told| {
            told(State {
                worker: match now.worker().as_str() {
                    "ready" => Readiness::Ready,
                    "off" => Readiness::Off,
                    "unknown" => Readiness::Unknown,
                    _ => Readiness::None,
                },
                reached: now.reached(),
                update: now.update(),
                changed: now.changed(),
            });
        });
        self.0.watch(watcher.as_ref());
        watcher.forget();
    }

    /// The newest version of a post is shown.
    pub(crate) fn seen(&self, address: &str) {
        self.0.seen(address);
    }

    /// Tries whether the host can be reached again.
    pub(crate) fn probe(&self) {
        let _ = self.0.probe();
    }

    /// Takes the new version and reloads.
    pub(crate) fn take_over(&self) {
        self.0.take_over();
    }

    /// Begins to keep posts, or removes everything and ends it; the page reloads.
    pub(crate) fn turn(&self, on: bool) {
        let _ = self.0.turn(on);
    }

    /// The reader saves `name`: the browser is asked to keep what is saved.
    pub(crate) fn begin(&self, name: &str) {
        self.0.begin(name);
    }

    /// Ends the saving of `name` soon.
    pub(crate) fn stop(&self, name: &str) {
        self.0.stop(name);
    }

    /// The posts that are kept.
    pub(crate) async fn here(&self) -> Option<Vec<HerePost>> {
        let posts: Array = answer(self.0.here()).await?;
        let post = |post: JsValue| {
            let post: Kept = post.unchecked_into();
            let path = key_of(&post.path())?;
            Some(HerePost { title: titled(&post, path.as_str()), path })
        };
        Some(posts.iter().filter_map(post).collect())
    }

    /// All that is kept; `keeping` and the like are the page's to say.
    pub(crate) async fn listing(&self) -> Option<SavedListing> {
        let all: All = answer(self.0.listing()).await?;
        let collection = |kept: JsValue| {
            let kept: Kept = kept.unchecked_into();
            SavedCollection {
                name: kept.name(),
                title: kept.title(),
                here: kept.done(),
                posts: kept.all(),
                bytes: whole(kept.bytes()),
                refreshed: kept.refreshed(),
            }
        };
        let post = |kept: JsValue| {
            let kept: Kept = kept.unchecked_into();
            let path = key_of(&kept.path())?;
            let title = titled(&kept, path.as_str());
            Some(SavedPost { path, title, bytes: whole(kept.bytes()), refreshed: kept.refreshed() })
        };
        let (used, left) = (whole(all.used()), whole(all.left()));
        Some(SavedListing {
            collections: all.collections().iter().map(collection).collect(),
            read: all.read().iter().filter_map(post).collect(),
            pictures: whole(all.pictures()),
            storage: (used + left > 0).then(|| StorageUse {
                used,
                left,
                lasting: if all.lasting() { Lasting::Promised } else { Lasting::Loose },
            }),
            ..SavedListing::default()
        })
    }

    /// How far the saving of `name` is by what is here.
    pub(crate) async fn standing(&self, name: &str) -> Option<SaveState> {
        answer(self.0.standing(name)).await.map(|kept| state_of(&kept))
    }

    /// Saves `collection` until it is here, it is stopped or nothing more can be saved. Calls
    /// `report` with how many posts are done, and how many there are.
    pub(crate) async fn save(
        &self,
        collection: &Collection,
        depth: Depth,
        report: impl Fn(u32, u32) + 'static,
    ) -> Option<SaveState> {
        let Collection { name, title, posts, others, pictures, illustrated } = collection.clone();
        let (addresses, titles) = posts.into_iter().map(|post| (post.address, post.title)).unzip();
        let collection = self.0.collection(&name, &title, addresses, titles, others, pictures, illustrated);
        let report = Closure::<dyn Fn(u32, u32)>::new(report);
        let saved = self.0.save(&collection, depth == Depth::Again, report.as_ref());
        answer(saved).await.map(|kept| state_of(&kept))
    }

    /// Whether what is saved under `name` has its pictures.
    pub(crate) async fn pictures_of(&self, name: &str) -> Pictures {
        let found: Option<JsValue> = answer(self.0.illustrated(name)).await;
        if found.is_some_and(|found| found.is_truthy()) { Pictures::With } else { Pictures::Without }
    }

    /// Compares what is saved under `name` with the host, and completes it.
    pub(crate) async fn renew(&self, name: &str) {
        let _: Option<JsValue> = answer(self.0.renew(name)).await;
    }

    /// Removes what is saved under `name`.
    pub(crate) async fn forget(&self, name: &str) {
        let _: Option<JsValue> = answer(self.0.forget(name)).await;
    }

    /// Removes all posts and pictures.
    pub(crate) async fn empty(&self) {
        let _: Option<JsValue> = answer(self.0.empty()).await;
    }
}

/// Whether what is here already is asked for as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Only what is missing.
    Missing,
    /// All of it.
    Again,
}

/// What the promise comes to; `None` where the worker did not do what it was asked.
async fn answer<T: JsCast>(promise: Promise) -> Option<T> {
    JsFuture::from(promise).await.ok().map(JsValue::unchecked_into)
}

/// Its title, or its path where that is not known.
fn titled(kept: &Kept, path: &str) -> String {
    let title = kept.title();
    if title.is_empty() { path.to_owned() } else { title }
}

fn state_of(kept: &Kept) -> SaveState {
    let (done, all) = (kept.done(), kept.all());
    let problem = match (kept.full(), kept.missing()) {
        (true, _) => Some(SaveProblem::Full),
        (false, 0) => None,
        (false, missing) => Some(SaveProblem::Unreached(missing)),
    };
    if problem.is_none() && !kept.wanted() {
        SaveState::Idle
    } else if problem.is_none() && done >= all {
        SaveState::Saved { bytes: whole(kept.bytes()) }
    } else {
        SaveState::Stopped { done, all, problem }
    }
}

/// A number of JavaScript as the number of bytes that it is.
fn whole(bytes: f64) -> u64 {
    // Whole, not negative and far below 2^53: the worker counts bytes of its own files.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
    let bytes = bytes as u64;
    bytes
}
