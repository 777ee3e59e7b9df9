//! The app: where the reader is, what is known of the blog, and the page that belongs there.

use std::sync::Arc;

use inkstone_content::Site;
use inkstone_views::{Messages, Route, Setting, colophon, masthead};
use yew::prelude::*;

use crate::{
    ahead::use_ahead,
    choices::{use_choices, use_spoken_scheme},
    context::{AppContext, Knowing, Session},
    hooks::{Load, use_effect_with, use_load},
    keys::use_keys,
    looks::use_looks,
    offline::{News, use_offline},
    page::{self, document},
    pages::{CatalogueRoute, ListRoute, NotFound, PostRoute, SavedRoute},
    pause::pause,
    resume::Resume,
    texts::use_messages,
};

/// Props of [`App`].
#[derive(PartialEq, Properties)]
pub(crate) struct AppProps {
    /// What pages share.
    pub session: Session,
}

/// The root component: each part of the frame, and the page, in its place of the document.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let session = &props.session;
    let place = use_state(|| session.navigation.place());
    use_effect_with((), {
        let (session, place) = (session.clone(), place.clone());
        move |()| {
            let moved = session.clone();
            session.navigation.on_move(Callback::from(move |to: crate::navigation::Place| {
                moved.give_way_to(to.route.as_ref().ok());
                place.set(to);
            }));
        }
    });
    let (load, retry) = use_load((), |()| None, {
        let blog = session.blog.clone();
        move |()| async move {
            let known = blog.known().await;
            // What is shown then, the header above all, is a task of its own.
            pause().await;
            known
        }
    });
    let site = match &load {
        Load::Ready(known) => known.site.clone(),
        _ => Arc::new(Site::default()),
    };
    let (choices, choose) = use_choices();
    let messages = use_messages(session.blog.boot(), choices.language.as_deref().unwrap_or(&site.language));
    // What is known of the blog is of no use before it can be said.
    let load = if messages.is_some() { load } else { Load::Loading };
    let messages = messages.unwrap_or_else(|| Arc::new(Messages::english()));
    let knowing = Knowing { load, retry };
    let known = knowing.known().cloned();
    use_keys(&choices, choose);
    use_spoken_scheme(&choices, &messages);
    let is_known = known.is_some();
    use_looks(known.clone(), &session.blog.base_path());
    if is_known && session.standing().is_some() && Messages::tag_for(&site.language) != messages.language {
        // The builder wrote in the site's language; this reader has chosen another.
        session.retell();
    }
    // What a list says, it says in the builder's language until it can be shown in the reader's.
    let is_said = matches!(place.route, Ok(Route::Post { .. })) && session.is_retold();
    let is_ours = is_known && (session.standing().is_none() || is_said);
    use_effect_with((is_known, is_ours, messages.language, messages.direction), {
        let session = session.clone();
        move |(is_known, is_ours, language, direction)| {
            if *is_known {
                session.stage.speak(language, direction);
            }
            if let Some(root) = document().document_element().filter(|_| *is_ours) {
                page::speak(&root, language, direction);
            }
        }
    });
    // A page that stands can be used once its header lives; any other from the beginning.
    use_effect_with(knowing.load != Load::Loading || session.standing().is_none(), |is_ready| {
        if *is_ready {
            mark_ready();
        }
    });
    let entry = place.entry.clone();
    let here = place.route.as_ref().ok();
    let shown = match here {
        Some(Route::Post { path }) => Some(path.clone()),
        _ => None,
    };
    // A post whose file has changed, and a list of which a part is away, are made anew.
    let version = use_state(|| 0_u32);
    let on_renew = {
        let (session, shown, version) = (session.clone(), shown.clone(), version.clone());
        Callback::from(move |()| {
            if let Some(path) = &shown {
                session.blog.kept().forget(path);
            }
            session.give_way();
            version.set(*version + 1);
        })
    };
    let turn = *version;
    let page = match &place.route {
        Ok(Route::List { page }) => html! { <ListRoute key={turn} page={*page} {entry} /> },
        Ok(Route::Post { path }) => {
            html! { <PostRoute key={format!("{turn} {}", path.as_str())} path={path.clone()} {entry} /> }
        }
        Ok(Route::Saved) => html! { <SavedRoute key={turn} {entry} /> },
        Ok(route) => html! { <CatalogueRoute key={turn} route={route.clone()} {entry} /> },
        Err(_) => html! { <NotFound key={turn} {entry} /> },
    };
    let News { device, workers, bars, on_act } = use_offline(session, shown.as_ref(), on_renew);
    let setting = Setting {
        choices,
        presence: device.presence(),
        ..Setting::with_messages(session.blog.base_path(), site, messages)
    };
    use_ahead(session, known.map(|known| (known, setting.clone())));
    let stage = &session.stage;
    // Something always: the children of a list are compared from its end, and one more would have all of the footer made anew.
    let resume = match shown {
        Some(path) => html! { <Resume key={path.as_str()} path={path.clone()} /> },
        None => Html::default(),
    };
    let frame = is_known.then(|| {
        let foot = html! {
            <>
                {colophon(&setting)}
                {resume}
            </>
        };
        html! {
            <>
                {create_portal(masthead(&setting, here), stage.head.clone())}
                {create_portal(foot, stage.foot.clone())}
            </>
        }
    });
    let bars = inkstone_views::offline::bars(&setting, &bars, &on_act);
    let context = AppContext { session: session.clone(), knowing, setting, workers, device };
    html! {
        <ContextProvider<AppContext> {context}>
            // Until the site is known, the builder's header and footer know more of it.
            {for frame}
            {create_portal(page, stage.main.clone())}
            {for document().get_element_by_id("inkstone").map(|place| create_portal(bars, place))}
        </ContextProvider<AppContext>>
    }
}

/// Tells themes, tests and host pages that the app can be used.
fn mark_ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-inkstone", "ready");
    }
}
