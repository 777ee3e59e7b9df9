//! The app: where the reader is, what is known of the blog, and the page that belongs there.

use std::rc::Rc;

use inkstone_content::Site;
use inkstone_views::{Choices, Frame, Messages, Route, Setting};
use yew::prelude::*;

use crate::{
    blog::{Known, Shared},
    choices::{use_choices, use_spoken_scheme},
    hooks::{Load, use_load},
    keys::use_keys,
    navigation::Navigation,
    pages::{CatalogueRoute, ListRoute, NotFound, PostRoute},
};

/// Props of [`App`].
#[derive(PartialEq, Properties)]
pub(crate) struct AppProps {
    /// The blog.
    pub blog: Shared,
}

/// What pages share: the blog and the session's navigation.
#[derive(Clone)]
pub(crate) struct Session {
    /// The blog.
    pub blog: Shared,
    /// The session's navigation.
    pub navigation: Rc<Navigation>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.navigation, &other.navigation)
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

/// The root component.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let session =
        use_memo((), |()| Session { blog: props.blog.clone(), navigation: Navigation::start(&props.blog.base()) });
    let place = use_state(|| session.navigation.place());
    use_effect_with((), {
        let (session, place) = (session.clone(), place.clone());
        move |()| {
            session.navigation.on_move(Callback::from(move |to| place.set(to)));
            mark_ready();
        }
    });
    let (load, retry) = use_load((), |()| None, {
        let blog = props.blog.clone();
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
    use_effect_with((messages.language, messages.direction), |(language, direction)| {
        if let Some(root) = document_element() {
            let _ = root.set_attribute("lang", language);
            let _ = root.set_attribute("dir", direction);
        }
    });
    let setting = Setting { messages, ..Setting::new(props.blog.base_path(), site) };
    let knowing = Knowing { load, retry };
    let entry = place.entry.clone();
    let page = match &place.route {
        Ok(Route::List { page }) => html! { <ListRoute page={*page} {entry} /> },
        Ok(Route::Post { path }) => html! { <PostRoute key={path.as_str()} path={path.clone()} {entry} /> },
        Ok(route) => html! { <CatalogueRoute route={route.clone()} {entry} /> },
        Err(_) => html! { <NotFound {entry} /> },
    };
    html! {
        <ContextProvider<Session> context={(*session).clone()}>
            <ContextProvider<Knowing> context={knowing}>
                <ContextProvider<Setting> context={setting}>
                    <ContextProvider<Choices> context={choices}>
                        <Frame on_list={matches!(place.route, Ok(Route::List { .. }))}>{page}</Frame>
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
            session.navigation.arrived();
        }
    });
}

fn document_element() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

/// Tells themes, tests and host pages that the app can be used.
fn mark_ready() {
    if let Some(root) = document_element() {
        let _ = root.set_attribute("data-inkstone", "ready");
    }
}
