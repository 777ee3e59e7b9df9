//! A post's page: its file and the blog's configuration load side by side.

use std::rc::Rc;

use inkstone_content::{PostPath, Site};
use inkstone_views::{
    Article, ArticleView, Failure, Route, article_page, article_skeleton, failure_notice,
    offline::{away_page, save_place},
};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, Event};
use yew::prelude::*;

use crate::{
    attendance::use_attendance,
    blog::{Known, Posts},
    context::{AppContext, use_app},
    held::Held,
    hooks::{Load, use_arrival, use_effect_with, use_load, use_title},
    offline::{Readiness, save_post},
    page::{self, find, now},
    pages::{Nothing, beside::Beside, series::use_parts},
    renderer::SiteText,
    translation::use_translation,
};

/// Props of [`PostRoute`].
#[derive(PartialEq, Properties)]
pub(crate) struct PostRouteProps {
    /// The post's key.
    pub path: PostPath,
    /// The entry of the session's history.
    pub entry: String,
}

/// Loads a post and shows it.
#[component]
pub(crate) fn PostRoute(props: &PostRouteProps) -> Html {
    let app = use_app();
    let AppContext { session, knowing, setting, device, .. } = &app;
    let at_hand = session.blog.kept().open(&props.path);
    let is_at_hand = at_hand.is_some();
    let (file, retry_file) = use_load(
        props.path.clone(),
        // A post that is ready needs no file.
        |_| is_at_hand.then_some(None),
        {
            let blog = session.blog.clone();
            move |path| async move {
                blog.summon();
                blog.fetch(&path).await.map(|post| Some(Rc::new(post)))
            }
        },
    );
    let known = match &knowing.load {
        Load::Loading => None,
        Load::Ready(known) => Some(known.clone()),
        // A post can be read without the rest of the blog.
        Load::Failed(_) => Some(Rc::new(unknown())),
    };
    let (article, retry_article) = use_load((file.clone(), known), |_| at_hand.map(Some), {
        let blog = session.blog.clone();
        move |(file, known)| async move {
            match (file, known) {
                (Load::Ready(Some(post)), Some(known)) => blog.prepare(&post, &known).await.map(Some),
                _ => Ok(None),
            }
        }
    });
    let (state, retry): (Load<Article>, _) = match (file, article) {
        (Load::Failed(failure), _) => (Load::Failed(failure), retry_file),
        (_, Load::Failed(failure)) => (Load::Failed(failure), retry_article),
        (_, Load::Ready(Some(article))) => (Load::Ready(article), retry_article),
        _ => (Load::Loading, retry_file),
    };
    use_succession(&app, state != Load::Loading);
    let title = match &state {
        Load::Ready(article) => article.head.title.clone(),
        Load::Failed(failure) => setting.messages.failure(failure).0.to_owned(),
        Load::Loading => setting.messages.loading.to_owned(),
    };
    use_title(&app, Some(title));
    use_arrival(&app, &props.entry, state != Load::Loading);
    use_renewal(&app, &props.path);
    use_changes(&app, &props.path);
    let node = use_node_ref();
    let shown = match &state {
        Load::Ready(article) => Some(article),
        _ => None,
    };
    // Where posts cannot be kept, nothing will come. As long as the post is shown the place stays or is not there.
    let keeps_place =
        use_memo(props.path.clone(), |_| matches!(device.state.worker, Readiness::Unknown | Readiness::Ready));
    let translation = use_translation(&app, shown);
    let parts = use_parts(&app, &props.path, shown);
    let is_near_end = use_attendance(&app, &props.path, shown, &node);
    let beside = |article: &Article| {
        html! {
            <>
                <Beside path={props.path.clone()} head={article.head.clone()} is_due={is_near_end} />
                {in_place(&app, *keeps_place, save_post(&app, &props.path, &article.head))}
            </>
        }
    };
    match &state {
        Load::Loading if session.text_stands() => Html::default(),
        Load::Loading => article_skeleton(setting),
        Load::Failed(Failure::NotFound) => html! { <Nothing /> },
        Load::Failed(Failure::Offline) if device.state.worker == Readiness::Ready => {
            away_page(setting, &device.offered(), retry)
        }
        Load::Failed(failure) => failure_notice(setting, failure, Some(retry)),
        Load::Ready(article) if session.standing().is_some() => html! { <>{beside(article)}{translation}</> },
        Load::Ready(article) => article_page(
            setting,
            ArticleView { article, parts: parts.as_ref(), now: now(), node, children: beside(article) },
        ),
    }
}

/// The control that saves the post, in the place that is kept for it, if one is: where the builder's page stands, in that
/// page.
fn in_place(app: &AppContext, keeps_place: bool, save: Html) -> Html {
    if app.session.standing().is_none() {
        return if keeps_place { save_place(save) } else { save };
    }
    match find("main article.post > .save-place") {
        Some(place) => create_portal(save, place.into()),
        None => save,
    }
}

/// Has the app's page, once it `is_there`, take the place of a text that came before it (web/text-first.js): the same with
/// all that belongs to it, in the same task, so that nothing moves, and the reader keeps what they hold.
#[hook]
fn use_succession(app: &AppContext, is_there: bool) {
    let session = &app.session;
    let held = use_mut_ref(|| None);
    let is_due = is_there && session.text_stands();
    if is_due {
        held.replace(Some(Held::of(&session.stage.main)));
        session.give_way();
    }
    let main = session.stage.main.clone();
    use_effect_with(is_due, move |_| {
        if let Some(held) = held.take() {
            held.put_back(&main);
        }
    });
}

/// Looks, once the page stands and the blog is known, whether the post has changed since the
/// builder wrote its page; if so, the newer text takes its place.
#[hook]
fn use_renewal(app: &AppContext, path: &PostPath) {
    let session = app.session.clone();
    let update = use_force_update();
    let known = app.knowing.known().cloned();
    use_effect_with(known, {
        let path = path.clone();
        move |known| {
            let source = session.standing().map(|written| written.source.clone());
            if let (Some(source), Some(known)) = (source, known.clone()) {
                spawn_local(async move {
                    let newer = session.blog.renew(&path, &source, &known).await;
                    // The reader may have gone on meanwhile.
                    let is_here = session.navigation.place().route == Ok(Route::Post { path });
                    if is_here && matches!(newer, Ok(Some(_))) {
                        session.give_way();
                        update.force_update();
                    }
                });
            }
        }
    });
}

/// Shows what the post's author has just saved, in its place and without loading the page anew.
/// `inkstone serve` tells of it (crates/cli/src/serve/live.js); on a published site nobody does.
#[hook]
fn use_changes(app: &AppContext, path: &PostPath) {
    let session = app.session.clone();
    let update = use_force_update();
    let known = app.knowing.known().cloned();
    use_effect_with((path.clone(), known), move |(path, known)| {
        let listening = known.clone().map(|known| {
            let path = path.clone();
            page::while_held("inkstone:changed", move |event| {
                if file_of(&event).is_none_or(|file| file.key() != path.as_str()) {
                    return;
                }
                let (session, update, known, path) = (session.clone(), update.clone(), known.clone(), path.clone());
                spawn_local(async move {
                    let read = session.blog.read_again(&path, &known).await;
                    let is_here = session.navigation.place().route == Ok(Route::Post { path });
                    if is_here && read.is_ok() {
                        session.give_way();
                        update.force_update();
                    }
                });
            })
        });
        move || drop(listening)
    });
}

/// The file that the event says has changed.
pub(crate) fn file_of(event: &Event) -> Option<PostPath> {
    let detail = event.dyn_ref::<CustomEvent>()?.detail();
    PostPath::new(Reflect::get(&detail, &"file".into()).ok()?.as_string()?).ok()
}

/// What is known of a blog of which nothing is known.
fn unknown() -> Known {
    Known::new(Site::default(), SiteText::default(), Posts::Files(Vec::new()))
}
