//! The app: where the reader is, what is known of the blog, and the page that belongs there.

use std::rc::Rc;

use inkstone_content::Site;
use inkstone_views::{Choices, Colophon, Masthead, Messages, Route, Setting};
use web_sys::Document;
use yew::prelude::*;

use crate::{
    adoption::Written,
    ahead::use_ahead,
    blog::{Known, Shared},
    choices::{use_choices, use_spoken_scheme},
    hooks::{Load, use_load},
    keys::use_keys,
    looks::use_looks,
    navigation::{Navigation, Page},
    offline::Offline,
    page::document,
    pages::{CatalogueRoute, ListRoute, NotFound, PostRoute, SavedRoute},
    resume::Resume,
    stage::Stage,
};

/// Props of [`App`].
#[derive(PartialEq, Properties)]
pub(crate) struct AppProps {
    /// What pages share.
    pub session: Session,
}

/// What pages share: the blog, the session's navigation, and the page that was there before.
#[derive(Clone)]
pub(crate) struct Session {
    /// The blog.
    pub blog: Shared,
    /// The session's navigation.
    pub navigation: Rc<Navigation>,
    /// The app's places in the document.
    stage: Rc<Stage>,
    /// The page that the builder wrote, if the session began on one.
    written: Rc<Option<Written>>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.navigation, &other.navigation)
    }
}

impl Session {
    /// Begins where the reader is, with the page that the document holds.
    pub(crate) fn start(document: &Document, stage: Stage, blog: Shared) -> Self {
        let navigation = Navigation::start(&blog.base());
        let here = navigation.place().route.ok();
        let written = Written::find(document, &stage.main, here.as_ref());
        match &written {
            Some(Written { article: Some(article), route: Route::Post { path }, .. }) => {
                blog.keep(path.clone(), article.clone());
            }
            Some(_) => {}
            // A skeleton, or a page for another address.
            None => stage.clear_page(),
        }
        let stage = Rc::new(stage);
        stage.clear_frame_when_filled();
        Self { blog, navigation, stage, written: Rc::new(written) }
    }

    /// The builder's page while it stands: then its route has nothing to show.
    pub(crate) fn standing(&self) -> Option<&Written> {
        self.written.as_ref().as_ref().filter(|_| self.stage.page_stands())
    }

    /// Takes the builder's page away: the app's own comes in its place.
    pub(crate) fn give_way(&self) {
        if self.standing().is_some() {
            self.stage.clear_page();
            self.written.as_ref().as_ref().inspect(|written| written.settle());
        }
    }

    /// What the reader has before them, for scrolling and focus on arrival.
    fn page(&self) -> Page {
        if self.standing().is_some() { Page::Written } else { Page::Made }
    }
}

/// What the app knows of the blog, as every page gets it.
#[derive(Clone, PartialEq)]
pub(crate) struct Knowing {
    /// How far finding out is.
    pub load: Load<Rc<Known>>,
    /// Tries again.
    pub retry: Callback<()>,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.site == other.site && self.posts == other.posts
    }
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
                if moved.standing().is_some_and(|written| to.route.as_ref() != Ok(&written.route)) {
                    moved.give_way();
                }
                place.set(to);
            }));
        }
    });
    let (load, retry) = use_load((), |()| None, {
        let blog = session.blog.clone();
        move |()| async move { blog.known().await }
    });
    let site = match &load {
        Load::Ready(known) => known.site.clone(),
        _ => Rc::new(Site::default()),
    };
    let (choices, choose) = use_choices();
    let language = choices.language.as_deref().unwrap_or(&site.language).to_owned();
    let messages = use_memo(language, |language| Messages::for_language(language));
    use_keys(&choices, choose);
    use_spoken_scheme(&choices, &messages);
    let known = match &load {
        Load::Ready(known) => Some(known.clone()),
        _ => None,
    };
    use_looks(known.clone(), &session.blog.base_path());
    use_ahead(session, known);
    let is_known = matches!(load, Load::Ready(_));
    if is_known && Messages::for_language(&site.language).language != messages.language {
        // The builder wrote in the site's language; this reader has chosen another.
        session.give_way();
    }
    use_effect_with((is_known, session.standing().is_some(), messages.language, messages.direction), {
        let session = session.clone();
        move |(is_known, stands, language, direction)| {
            if *is_known {
                session.stage.speak(language, direction);
            }
            if let Some(root) = document().document_element().filter(|_| *is_known && !stands) {
                let _ = root.set_attribute("lang", language);
                let _ = root.set_attribute("dir", direction);
            }
        }
    });
    // A page that stands can be used once its header lives; any other from the beginning.
    use_effect_with(load != Load::Loading || session.standing().is_none(), |is_ready| {
        if *is_ready {
            mark_ready();
        }
    });
    let setting = Setting { messages, ..Setting::new(session.blog.base_path(), site) };
    let knowing = Knowing { load, retry };
    let entry = place.entry.clone();
    let shown = match &place.route {
        Ok(Route::Post { path }) => Some(path.clone()),
        _ => None,
    };
    // A post whose file has changed, and a list of which a part is away, are made anew.
    let version = use_state(|| 0_u32);
    let on_renew = {
        let (session, shown, version) = (session.clone(), shown.clone(), version.clone());
        Callback::from(move |()| {
            if let Some(path) = &shown {
                session.blog.forget(path);
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
    let here = place.route.clone().ok();
    let post = match &here {
        Some(Route::Post { path }) => Some(path.clone()),
        _ => None,
    };
    let stage = &session.stage;
    html! {
        <ContextProvider<Session> context={session.clone()}>
            <ContextProvider<Knowing> context={knowing}>
                <ContextProvider<Setting> context={setting}>
                    <ContextProvider<Choices> context={choices}>
                        <Offline {shown} {on_renew}>
                            // Until the site is known, the builder's header and footer know more of it.
                            if is_known {
                                {create_portal(html! { <Masthead {here} /> }, stage.head.clone())}
                                {create_portal(html! {
                                    <>
                                        <Colophon />
                                        if let Some(path) = post { <Resume key={path.as_str()} path={path.clone()} /> }
                                    </>
                                }, stage.foot.clone())}
                            }
                            {create_portal(page, stage.main.clone())}
                        </Offline>
                    </ContextProvider<Choices>>
                </ContextProvider<Setting>>
            </ContextProvider<Knowing>>
        </ContextProvider<Session>>
    }
}

/// The session, which the app always provides.
#[hook]
pub(crate) fn use_session() -> Session {
    #[expect(clippy::expect_used, reason = "pages are only ever shown inside the app")]
    use_context::<Session>().expect("the app provides the session")
}

/// What is known of the blog, which the app always provides.
#[hook]
pub(crate) fn use_knowing() -> Knowing {
    #[expect(clippy::expect_used, reason = "pages are only ever shown inside the app")]
    use_context::<Knowing>().expect("the app provides what it knows")
}

/// Scrolls and focuses as the way of arriving asks for, once the page's content is there.
#[hook]
pub(crate) fn use_arrival(entry: String, is_there: bool) {
    let session = use_session();
    use_effect_with((entry, is_there), move |(_, is_there)| {
        if *is_there {
            session.navigation.arrived(session.page());
        }
    });
}

/// Tells themes, tests and host pages that the app can be used.
fn mark_ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-inkstone", "ready");
    }
}
