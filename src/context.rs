//! What every page gets: where the reader is, what is known of the blog, what the device keeps.

use std::rc::Rc;

use inkstone_views::{Route, Setting};
use web_sys::Document;
use yew::prelude::*;

use crate::{
    adoption::Written,
    blog::{Known, Shared},
    hooks::Load,
    navigation::{Navigation, Page},
    offline::{Device, Workers},
    page,
    stage::Stage,
};

/// What every page gets, by one context.
#[derive(Clone, PartialEq)]
pub(crate) struct AppContext {
    /// The session.
    pub session: Session,
    /// What is known of the blog.
    pub knowing: Knowing,
    /// What views are shown with.
    pub setting: Setting,
    /// The worker, as far as it is there.
    pub workers: Workers,
    /// The device, as far as it is known.
    pub device: Device,
}

/// What the app provides to every page.
#[hook]
pub(crate) fn use_app() -> AppContext {
    #[expect(clippy::expect_used, reason = "pages are only ever shown inside the app")]
    use_context().expect("the app provides it")
}

/// What pages share: the blog, the session's navigation, and the page that was there before.
#[derive(Clone)]
pub(crate) struct Session {
    /// The blog.
    pub blog: Shared,
    /// The session's navigation.
    pub navigation: Rc<Navigation>,
    /// The app's places in the document.
    pub stage: Rc<Stage>,
    /// The page that the builder wrote, if the session began on one.
    written: Rc<Option<Written>>,
    /// Where the session began.
    begun: Rc<Option<Route>>,
    /// Where the page was when a text came before the app, if one did.
    text_since: Option<f64>,
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
                blog.kept().keep(path, article.clone());
            }
            Some(_) => {}
            None if stage.text_since().is_some() => {}
            None if matches!(here, Some(Route::Post { .. })) && stage.has_post_to_come() => {}
            // The shape of a page of which nothing is known, or a page for another address.
            None => stage.clear_page(),
        }
        let stage = Rc::new(stage);
        stage.clear_frame_when_filled();
        let text_since = stage.text_since().filter(|_| written.is_none());
        Self { blog, navigation, stage, written: Rc::new(written), begun: Rc::new(here), text_since }
    }

    /// The builder's page while it stands: then its route has nothing to show.
    pub(crate) fn standing(&self) -> Option<&Written> {
        self.written.as_ref().as_ref().filter(|_| self.stage.page_stands())
    }

    /// Whether a post stands whose text came before the app (web/text-first.js), or will come.
    pub(crate) fn text_stands(&self) -> bool {
        self.written.is_none() && self.stage.page_stands()
    }

    /// The reader has chosen another language than the one that the builder wrote in: what stands is said anew, from
    /// now on in whichever language they choose.
    pub(crate) fn retell(&self) {
        self.standing().inspect(|written| written.is_retold.set(true));
    }

    /// Whether the page that stands is said anew.
    pub(crate) fn is_retold(&self) -> bool {
        self.standing().is_some_and(|written| written.is_retold.get())
    }

    /// Takes away what was in the page before the app: the app's own page comes in its place.
    pub(crate) fn give_way(&self) {
        if self.stage.page_stands() {
            self.stage.clear_page();
            self.stage.speak_for_the_page();
            self.written.as_ref().as_ref().inspect(|written| written.settle());
        }
    }

    /// The same if `route` is another page than that was.
    pub(crate) fn give_way_to(&self, route: Option<&Route>) {
        if self.begun.as_ref().as_ref() != route {
            self.give_way();
        }
    }

    /// What the reader has before them, for scrolling and focus on arrival.
    pub(crate) fn page(&self) -> Page {
        // Who has not moved since their text came may belong elsewhere: the browser knew no more than a skeleton then.
        let has_moved = |since: f64| (page::scroll_top() - since).abs() > 1.0;
        if self.standing().is_some() || self.text_since.is_some_and(has_moved) { Page::Written } else { Page::Made }
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

impl Knowing {
    /// What is known of the blog, once it is.
    pub(crate) fn known(&self) -> Option<&Rc<Known>> {
        match &self.load {
            Load::Ready(known) => Some(known),
            _ => None,
        }
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.site == other.site && self.posts == other.posts
    }
}
