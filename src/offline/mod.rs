//! What the app knows of reading without a network, shared by all pages: whether the host can be
//! reached, what is kept, what news there are.

mod controls;
mod found;
mod pictures;
mod saving;
mod worker;

use std::{cell::RefCell, rc::Rc};

use inkstone_content::{PostPath, address::decode_path, distinct};
use inkstone_views::offline::{Bar, HerePost, Presence};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub(crate) use controls::{collection_of, save_all, save_post};
pub(crate) use found::Which;
pub(crate) use saving::Collection;
pub(crate) use worker::{Depth, Readiness, State, Worker};

use crate::{boot::Boot, context::Session, hooks::use_effect_with};

/// The most posts that are offered in the place of one that is not here.
const OFFERED: usize = 12;

/// What pages know of the device.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Device {
    /// What the worker says.
    pub state: State,
    /// What is kept; asked for when the host cannot be reached.
    pub here: Option<Rc<Vec<HerePost>>>,
}

impl Device {
    /// What lists mark.
    pub(crate) fn presence(&self) -> Presence {
        match &self.here {
            Some(here) if !self.state.reached => {
                Presence::Only(distinct(here.iter().map(|post| post.path.as_str().to_owned()).collect()).into())
            }
            _ => Presence::Everything,
        }
    }

    /// Posts that can be opened now.
    pub(crate) fn offered(&self) -> Vec<HerePost> {
        self.here.iter().flat_map(|here| here.iter()).take(OFFERED).cloned().collect()
    }
}

/// A kept post's file below the posts folder; `path` is below the site, percent-encoded.
fn file_of(path: &str) -> Option<String> {
    path.strip_prefix("posts/")?.split('/').map(decode_path).collect::<Option<Vec<_>>>().map(|parts| parts.join("/"))
}

/// The key of the post in a kept file.
pub(crate) fn key_of(path: &str) -> Option<PostPath> {
    PostPath::new(PostPath::new(file_of(path)?).ok()?.key().to_owned()).ok()
}

/// The worker's side, loaded once the page has nothing better to do; one for the app.
#[derive(Clone, Default)]
pub(crate) struct Workers(Rc<RefCell<Option<Worker>>>);

impl PartialEq for Workers {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Workers {
    /// The worker, once it is there.
    pub(crate) fn get(&self) -> Option<Worker> {
        self.0.borrow().clone()
    }

    fn load(&self, boot: Rc<Boot>, told: Callback<State>) {
        let this = self.clone();
        spawn_local(async move {
            // A page without it reads as well.
            let Ok(worker) = Worker::load(&boot).await else {
                return told.emit(State { worker: Readiness::None, ..State::default() });
            };
            this.0.replace(Some(worker.clone()));
            worker.watch(move |state| told.emit(state));
        });
    }
}

/// What pages are given, and the news for the reader.
pub(crate) struct News {
    /// What pages know of the device.
    pub device: Device,
    /// The worker, as far as it is there.
    pub workers: Workers,
    /// What there is to say.
    pub bars: Vec<Bar>,
    /// The reader does something about it.
    pub on_act: Callback<Bar>,
}

/// The device and its news. `shown` is the shown post's key, nothing where no post is shown;
/// `on_renew` makes the shown page anew from what is kept.
#[hook]
pub(crate) fn use_offline(session: &Session, shown: Option<&PostPath>, on_renew: Callback<()>) -> News {
    let workers = use_memo((), |()| Workers::default());
    let state = use_state(State::default);
    let here = use_state(|| None::<Rc<Vec<HerePost>>>);
    use_effect_with((), {
        let (workers, state, boot) = (workers.clone(), state.setter(), session.blog.boot().clone());
        move |()| workers.load(boot, Callback::from(move |now| state.set(now)))
    });
    use_effect_with(state.reached, {
        let (workers, here) = (workers.clone(), here.setter());
        move |reached| {
            if let Some(worker) = workers.get().filter(|_| !reached) {
                spawn_local(async move {
                    here.set(worker.here().await.map(Rc::new));
                });
            }
        }
    });
    // A list that the builder wrote knows nothing of what is here.
    let is_list_away = shown.is_none() && session.standing().is_some() && !state.reached && here.is_some();
    use_effect_with(is_list_away, {
        let on_renew = on_renew.clone();
        move |is_away| {
            if *is_away {
                on_renew.emit(());
            }
        }
    });
    let base = session.blog.base();
    let is_shown =
        |address: &&String| address.strip_prefix(base.as_str()).and_then(key_of).is_some_and(|key| shown == Some(&key));
    let changed = state.changed.iter().find(is_shown).cloned();
    // What was made ready of a post's older text is of no use to whoever opens it now.
    use_effect_with(state.changed.clone(), {
        let (session, base) = (session.clone(), base.clone());
        move |changed| {
            for key in changed.iter().filter_map(|address| key_of(address.strip_prefix(base.as_str())?)) {
                session.blog.kept().forget_ahead(&key);
            }
        }
    });
    let mut bars = Vec::new();
    if !state.reached {
        bars.push(Bar::Offline);
    }
    if changed.is_some() {
        bars.push(Bar::Changed);
    }
    if state.update {
        bars.push(Bar::Update);
    }
    let on_act = {
        let (workers, on_renew, changed) = (workers.clone(), on_renew, changed);
        Callback::from(move |bar: Bar| {
            let Some(worker) = workers.get() else { return };
            match bar {
                Bar::Offline => worker.probe(),
                Bar::Update => worker.take_over(),
                Bar::Changed => {
                    if let Some(address) = &changed {
                        worker.seen(address);
                    }
                    on_renew.emit(());
                }
            }
        })
    };
    let device = Device { state: (*state).clone(), here: (*here).clone() };
    News { device, workers: (*workers).clone(), bars, on_act }
}
