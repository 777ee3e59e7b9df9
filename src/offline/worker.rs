//! Talking with web/offline.js, which talks with the service worker. What goes to and fro is JSON.

use std::rc::Rc;

use js_sys::Promise;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use wasm_bindgen::{closure::Closure, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::Collection;
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
    fn request(this: &Module, message: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn probe(this: &Module) -> Promise;
    #[wasm_bindgen(method, js_name = takeOver)]
    fn take_over(this: &Module);
    #[wasm_bindgen(method)]
    fn storage(this: &Module) -> Promise;
    #[wasm_bindgen(method)]
    fn persist(this: &Module) -> Promise;
    #[wasm_bindgen(method)]
    fn turn(this: &Module, on: bool) -> Promise;
}

/// Whether there is a worker.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Readiness {
    /// Not yet, or never in this browser or on this host.
    #[default]
    None,
    /// The reader wants none.
    Off,
    /// It is there.
    Ready,
}

/// What the page's side of the worker knows.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
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
        Self { worker: Readiness::None, reached: true, update: false, changed: Vec::new() }
    }
}

/// A post that is kept.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct KeptPost {
    /// Its file below the site's root, percent-encoded.
    pub path: String,
    /// Empty when its page was never shown.
    #[serde(default)]
    title: String,
    /// Bytes.
    pub size: f64,
    /// The same in milliseconds.
    pub stored: f64,
    /// When it was last compared with the host, as the reader's language writes it.
    pub refreshed: String,
    /// Whether the reader saved it.
    pub saved: bool,
}

impl KeptPost {
    /// Its title, or its path where that is not known.
    pub(crate) fn title(&self) -> String {
        if self.title.is_empty() {
            super::key_of(&self.path).map(String::from).unwrap_or_else(|| self.path.clone())
        } else {
            self.title.clone()
        }
    }
}

/// All that is kept.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub(crate) struct Here {
    /// The posts.
    pub posts: Vec<KeptPost>,
    /// What the reader saved.
    pub collections: Vec<Collection>,
    /// What all pictures take, bytes.
    pub pictures: f64,
}

/// The storage of this origin.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub(crate) struct Storage {
    /// Bytes.
    pub used: f64,
    /// Bytes.
    pub left: f64,
    /// Whether the browser keeps it until the reader removes it.
    pub lasting: bool,
}

/// What became of a part of a saving.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub(crate) struct Report {
    /// Addresses that did not come.
    pub failed: u32,
    /// Whether the browser gives no more storage.
    pub full: bool,
}

/// The worker did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

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
        let watcher = Closure::<dyn Fn(String)>::new(move |text: String| {
            if let Ok(state) = serde_json::from_str(&text) {
                told(state);
            }
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

    /// Asks the browser to keep what is saved; only when the reader saves something.
    pub(crate) fn persist(&self) {
        let _ = self.0.persist();
    }

    /// What is kept.
    pub(crate) async fn here(&self) -> Result<Here, Refused> {
        self.ask(&json!({ "type": "here" })).await
    }

    /// The storage, where the browser says.
    pub(crate) async fn storage(&self) -> Option<Storage> {
        let text = JsFuture::from(self.0.storage()).await.ok()?.as_string()?;
        serde_json::from_str(&text).ok().filter(|storage: &Storage| storage.used + storage.left > 0.0)
    }

    /// Writes down what is to be saved.
    pub(crate) async fn remember(&self, collection: &Collection) -> Result<(), Refused> {
        self.ask(&json!({ "type": "remember", "collection": collection })).await
    }

    /// Removes what is saved under `name`.
    pub(crate) async fn forget(&self, name: &str) -> Result<(), Refused> {
        self.ask(&json!({ "type": "forget", "name": name })).await
    }

    /// Removes all posts and pictures.
    pub(crate) async fn empty(&self) -> Result<(), Refused> {
        self.ask(&json!({ "type": "empty" })).await
    }

    /// Fetches the files of the app that not every page needs.
    pub(crate) async fn complete(&self) -> Result<(), Refused> {
        self.ask(&json!({ "type": "complete" })).await
    }

    /// Saves a part of a collection.
    pub(crate) async fn save(&self, part: &impl Serialize) -> Result<Report, Refused> {
        self.ask(part).await
    }

    async fn ask<T: DeserializeOwned>(&self, message: &impl Serialize) -> Result<T, Refused> {
        let message = serde_json::to_string(message).map_err(|_| Refused)?;
        let text = JsFuture::from(self.0.request(&message)).await.map_err(|_| Refused)?;
        serde_json::from_str(&text.as_string().ok_or(Refused)?).map_err(|_| Refused)
    }
}
