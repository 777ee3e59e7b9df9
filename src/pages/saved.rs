//! The page of what is kept on this device.

use inkstone_views::offline::{Keeping, SavedAction, SavedListing, saved_page};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    blog::{Known, Shared},
    context::{AppContext, use_app},
    hooks::{use_arrival, use_effect_with, use_title},
    offline::{Depth, Readiness, Which, Worker, collection_of, save_all},
};

/// Props of [`SavedRoute`].
#[derive(PartialEq, Properties)]
pub(crate) struct SavedProps {
    /// The entry of the session's history.
    pub entry: String,
}

/// Finds out what is kept and shows it.
#[component]
pub(crate) fn SavedRoute(props: &SavedProps) -> Html {
    let app = use_app();
    let AppContext { session, knowing, setting, workers, device } = &app;
    let found = use_state(|| None::<SavedListing>);
    let turn = use_state(|| 0_u32);
    use_title(&app, Some(setting.messages.saved_posts.to_owned()));
    use_arrival(&app, &props.entry, true);
    use_effect_with((device.state.worker, *turn), {
        let (workers, found) = (workers.clone(), found.setter());
        move |_| {
            spawn_local(async move {
                let Some(worker) = workers.get() else { return };
                let first = worker.listing().await;
                // A worker that the browser ended on the way has answered nothing: the next one does.
                found.set(if first.is_some() { first } else { worker.listing().await });
            });
        }
    });
    let on_act = {
        let (blog, turn) = (session.blog.clone(), turn.clone());
        let (workers, known) = (workers.clone(), knowing.known().cloned());
        Callback::from(move |action: SavedAction| {
            let Some(worker) = workers.get() else { return };
            let (blog, known, turn) = (blog.clone(), known.clone(), turn.clone());
            spawn_local(async move {
                match action {
                    SavedAction::Keep(keeping) => return worker.turn(keeping == Keeping::On),
                    SavedAction::RemoveAll => worker.empty().await,
                    SavedAction::Remove(name) => worker.forget(&name).await,
                    SavedAction::Refresh(name, title) => renew(&worker, name, title, &blog, known.as_deref()).await,
                }
                turn.set(*turn + 1);
            });
        })
    };
    let keeping = match device.state.worker {
        // Nothing is said of what is here before it is known.
        Readiness::Ready if found.is_none() => Keeping::Unknown,
        Readiness::Ready => Keeping::On,
        Readiness::Off => Keeping::Off,
        Readiness::None => Keeping::Impossible,
        Readiness::Unknown => Keeping::Unknown,
    };
    let listing = SavedListing { keeping, ..(*found).clone().unwrap_or_default() };
    let title = setting.messages.whole_blog.to_owned();
    let whole_blog = save_all(&app, String::new(), title, Which::Blog, *turn);
    saved_page(setting, &listing, &on_act, whole_blog)
}

/// Compares a collection with the host, and adds the posts that have come to it since it was saved.
async fn renew(worker: &Worker, name: String, title: String, blog: &Shared, known: Option<&Known>) {
    if let (Some(which), Some(known)) = (Which::named(&name), known) {
        let pictures = worker.pictures_of(&name).await;
        if let Some(collection) = collection_of(&which, name.clone(), title, pictures, blog, known).await {
            worker.save(&collection, Depth::Again, |_, _| ()).await;
            return;
        }
    }
    worker.renew(&name).await;
}
