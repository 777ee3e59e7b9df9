//! Moving between pages: real addresses, back and forward, scroll position, focus.
//!
//! Links are plain `<a href>`; one click listener on the document turns those that lead to a
//! page of the app into navigation. Everything else is left to the browser.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use inkstone_content::PostPath;
use inkstone_views::{Route, RouteError, route::is_file};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, HtmlElement, MouseEvent, ScrollRestoration, Url};
use yew::Callback;

use crate::{
    entries::{self, entry_before_redirect, entry_of, new_entry, state_of, stored_positions, without_slash},
    page::{document, find, find_all, focus_in_place, on, screen_height, scroll_to, window},
    unfold,
};

/// Where the reader is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    /// The page.
    pub route: Result<Route, RouteError>,
    /// Which entry of the session's history, so that the same page visited twice is two places.
    pub entry: String,
}

/// How the reader came to a place, which decides where the page is scrolled to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Arrival {
    /// The page was loaded: focus stays where the browser put it.
    Load,
    /// A link was followed.
    Link,
    /// Back or forward.
    History,
}

/// Whose page the reader has before them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Page {
    /// One that stood before the app: the browser has scrolled it, or the reader has meanwhile.
    Written,
    /// The app's, which has just come.
    Made,
}

/// The session's navigation; one for the app.
pub(crate) struct Navigation {
    base: Url,
    current: RefCell<String>,
    /// The path of the page that is shown, and of the one before it.
    path: RefCell<String>,
    left: RefCell<String>,
    positions: RefCell<Vec<(String, f64)>>,
    arrival: RefCell<Option<Arrival>>,
    /// Whether the page has been scrolled as the arrival asked for, and nobody has been told yet.
    is_settled: Cell<bool>,
    moved: RefCell<Callback<Place>>,
    /// Whether nothing scrolls.
    is_at_rest: Cell<bool>,
    /// Whether they have scrolled by more than a screen at once, in the middle of a scroll.
    has_jumped: Cell<bool>,
}

impl Navigation {
    /// Begins where the reader is. `base`: the site's root.
    pub(crate) fn start(base: &str) -> Rc<Self> {
        let window = window();
        let history = window.history().ok();
        let here = history.as_ref().and_then(|history| history.state().ok()).and_then(|state| entry_of(&state));
        let is_new = here.is_none();
        let here = here.or_else(|| entry_before_redirect(&path()));
        let base = Url::new(base).unwrap_or_else(|_| unreachable_base());
        let navigation = Rc::new(Self {
            base,
            current: RefCell::new(here.unwrap_or_else(new_entry)),
            path: RefCell::new(path()),
            left: RefCell::default(),
            positions: RefCell::new(stored_positions()),
            arrival: RefCell::new(Some(Arrival::Load)),
            is_settled: Cell::default(),
            moved: RefCell::new(Callback::noop()),
            is_at_rest: Cell::new(true),
            has_jumped: Cell::default(),
        });
        if let Some(history) = history.filter(|_| is_new) {
            let _ = history.replace_state(&state_of(&navigation.current.borrow()), "");
        }
        navigation
    }

    /// Calls `moved` at every move from now on. Until somebody is told of moves, links are the browser's.
    pub(crate) fn on_move(self: &Rc<Self>, moved: Callback<Place>) {
        self.moved.replace(moved);
        self.listen();
    }

    /// Where the reader is now.
    pub(crate) fn place(&self) -> Place {
        Place { route: self.route(&path()), entry: self.current.borrow().clone() }
    }

    /// The page of `entry` is in the document, and has not been painted yet: scroll and focus as its reader's way asks for. One
    /// that they have loaded is left to the browser, and to [`Self::arrived`].
    pub(crate) fn settle_early(&self, entry: &str) {
        if *self.current.borrow() != entry {
            return;
        }
        let arrival = self.arrival.borrow_mut().take_if(|arrival| *arrival != Arrival::Load);
        if let Some(arrival) = arrival {
            self.settle(arrival, Page::Made);
            self.is_settled.set(true);
        }
    }

    /// The content of the page of `entry` is there: scroll and focus as the way of arriving asks for, if that is still to do,
    /// and tell those who wait for it. A page that its reader has left meanwhile has nothing to say.
    pub(crate) fn arrived(&self, entry: &str, page: Page) {
        if *self.current.borrow() != entry {
            return;
        }
        let is_settled = self.is_settled.take();
        match self.arrival.take() {
            Some(arrival) => self.settle(arrival, page),
            None if is_settled => {}
            None => return,
        }
        announce_arrival();
    }

    /// Whether the page at the reader's place is there and scrolled.
    pub(crate) fn has_arrived(&self) -> bool {
        self.arrival.borrow().is_none()
    }

    fn settle(&self, arrival: Arrival, page: Page) {
        // The page's own script has seen it; where the reader is now, it may have been scrolled back.
        let was_scrolled = document().document_element().is_some_and(|root| root.has_attribute("data-scrolled"));
        let is_scrolled = was_scrolled || window().scroll_y().unwrap_or_default() > 0.0;
        if arrival == Arrival::Load && page == Page::Written && is_scrolled {
            return;
        }
        let position = self.position();
        let hash = window().location().hash().unwrap_or_default();
        if !hash.is_empty() || position.is_some_and(|top| top > 0.0) {
            unfold::at_once();
        }
        match (arrival, position) {
            (Arrival::Link, _) | (_, None) => {
                let target = target_of(&hash);
                match arrival {
                    Arrival::Load => {}
                    Arrival::Link => focus(target.clone().or_else(heading)),
                    Arrival::History => focus(target.clone().or_else(|| self.way_back())),
                }
                match target {
                    Some(target) => target.scroll_into_view(),
                    None if arrival == Arrival::Load => {}
                    None => scroll_to(0.0),
                }
            }
            (Arrival::Load, Some(top)) => scroll_to(top),
            (Arrival::History, Some(top)) => {
                focus(self.way_back());
                scroll_to(top);
            }
        }
    }

    /// What has the focus after going back: the link to the page that was left, or the heading.
    fn way_back(&self) -> Option<HtmlElement> {
        link_to(&self.left.borrow()).or_else(heading)
    }

    /// The post that a link under this event leads to, when a click would open it in place.
    pub(crate) fn post_of(&self, event: &Event) -> Option<PostPath> {
        let url = self.internal(&link_of(event)?)?;
        self.post_at(&url.pathname())
    }

    /// The post whose page has this path.
    pub(crate) fn post_at(&self, path: &str) -> Option<PostPath> {
        match self.route(path) {
            Ok(Route::Post { path }) => Some(path),
            _ => None,
        }
    }

    fn route(&self, path: &str) -> Result<Route, RouteError> {
        path.strip_prefix(self.base.pathname().as_str()).ok_or(RouteError)?.parse()
    }

    fn listen(self: &Rc<Self>) {
        // Between pages content arrives after the browser would restore the position, so we do it.
        restore_scroll(ScrollRestoration::Manual);
        let this = self.clone();
        on("click", move |event| this.click(&event));
        let this = self.clone();
        on("popstate", move |event| this.pop(&event));
        let this = self.clone();
        on("scroll", move |_| {
            if this.has_arrived() {
                let top = window().scroll_y().unwrap_or_default();
                this.keep_position(top);
            }
        });
        let this = self.clone();
        on("scrollend", move |_| {
            this.is_at_rest.set(true);
            if this.has_jumped.take() {
                unfold::at_once();
            }
        });
        unfold::watch();
        let this = self.clone();
        on("pagehide", move |_| this.leave());
        // A page that the browser has kept whole comes back with our way of scrolling.
        on("pageshow", |_| restore_scroll(ScrollRestoration::Manual));
    }

    fn click(&self, event: &Event) {
        let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
        if click.default_prevented()
            || click.button() != 0
            || click.meta_key()
            || click.ctrl_key()
            || click.shift_key()
            || click.alt_key()
        {
            return;
        }
        let Some(link) = link_of(event) else { return };
        let location = window().location();
        let is_within = Ok(link.pathname()) == location.pathname() && Ok(link.host()) == location.host();
        if is_within && !link.hash().is_empty() {
            unfold::at_once();
        }
        let Some(url) = self.internal(&link) else { return };
        event.prevent_default();
        self.go(&url);
    }

    /// The link's address, if it is a page of the app that this click should open in place.
    fn internal(&self, link: &HtmlAnchorElement) -> Option<Url> {
        if link.has_attribute("download") || link.has_attribute("data-native") {
            return None;
        }
        if !matches!(link.target().as_str(), "" | "_self") {
            return None;
        }
        let url = Url::new(&link.href()).ok()?;
        let location = window().location();
        // Any address may be a page beside the posts, or something else on this host: its file decides.
        let route = self.route(&url.pathname()).ok().filter(|route| !route.is_page())?;
        // A post's picture is below the posts as well, a tag such as `Node.js` is no file.
        let is_file = !matches!(route, Route::Term { .. }) && is_file(&url.pathname());
        if url.origin() != self.base.origin() || is_file {
            return None;
        }
        // A link within the page is the browser's: it scrolls and moves the focus.
        let same_page = location.pathname().ok()? == url.pathname() && location.search().ok()? == url.search();
        (!same_page || url.hash().is_empty()).then_some(url)
    }

    /// What a click on a link asks before it goes anywhere.
    pub(crate) fn rehearse(&self, link: &HtmlElement) {
        let url = link.dyn_ref().and_then(|link| self.internal(link));
        drop(url.map(|url| (self.named(&url), state_of(&new_entry()), self.place())));
    }

    fn go(&self, link: &Url) {
        let entry = new_entry();
        let url = self.named(link);
        let Ok(history) = window().history() else { return };
        let same = url.href() == window().location().href().unwrap_or_default();
        let changed = if same {
            history.replace_state_with_url(&state_of(&entry), "", Some(&url.href()))
        } else {
            history.push_state_with_url(&state_of(&entry), "", Some(&url.href()))
        };
        if changed.is_err() {
            let _ = window().location().set_href(&url.href());
            return;
        }
        self.current.replace(entry);
        self.arrival.replace(Some(Arrival::Link));
        if link.hash().is_empty() {
            unfold::begin();
        }
        self.announce();
    }

    /// Puts the page at `route` in the place of this one, as a host's redirect does.
    pub(crate) fn redirect(&self, route: &Route) {
        let Ok(history) = window().history() else { return };
        let url = format!("{}{route}", self.base.pathname());
        if history.replace_state_with_url(&state_of(&self.current.borrow()), "", Some(&url)).is_ok() {
            self.arrival.replace(Some(Arrival::Link));
            self.announce();
        }
    }

    fn pop(&self, event: &Event) {
        let state = event.dyn_ref::<web_sys::PopStateEvent>().map(web_sys::PopStateEvent::state);
        match state.as_ref().and_then(entry_of) {
            Some(entry) => {
                self.current.replace(entry);
                self.arrival.replace(Some(Arrival::History));
            }
            // A link within the page made this entry, and the browser has scrolled already.
            None => {
                let entry = new_entry();
                if let Ok(history) = window().history() {
                    let _ = history.replace_state(&state_of(&entry), "");
                }
                self.current.replace(entry);
            }
        }
        self.announce();
    }

    /// The address as routes are written: the builder's links end in the slash of a folder.
    fn named(&self, link: &Url) -> Url {
        let route = self.route(&link.pathname()).map(|route| route.to_string()).unwrap_or_default();
        let address = format!("{route}{}{}", link.search(), link.hash());
        Url::new_with_base(&address, &self.base.href()).unwrap_or_else(|_| link.clone())
    }

    fn announce(&self) {
        self.left.replace(self.path.replace(path()));
        let (moved, place) = (self.moved.borrow().clone(), self.place());
        moved.emit(place);
    }

    /// Where the reader was last on the current page.
    fn position(&self) -> Option<f64> {
        let current = self.current.borrow();
        self.positions.borrow().iter().find(|(entry, _)| *entry == *current).map(|(_, top)| *top)
    }

    /// Where the reader is on the current page, in pixels from its top.
    fn keep_position(&self, top: f64) {
        let was_at_rest = self.is_at_rest.replace(false);
        if (top - self.position().unwrap_or(0.0)).abs() > screen_height() {
            // What they have passed over has the room of a guess, so the number would not lead back to the place. In the
            // middle of a scroll it has to wait, or that would end there.
            match was_at_rest {
                true => unfold::at_once(),
                false => self.has_jumped.set(true),
            }
        }
        let (mut positions, current) = (self.positions.borrow_mut(), self.current.borrow());
        match positions.iter_mut().find(|(entry, _)| *entry == *current) {
            Some((_, kept)) => *kept = top,
            None => positions.push((current.clone(), top)),
        }
    }

    /// The document goes. When it comes again with its text in it, the browser can scroll it
    /// long before the app runs.
    fn leave(&self) {
        restore_scroll(ScrollRestoration::Auto);
        entries::keep(&self.current.borrow(), &path(), &self.positions.borrow());
    }
}

/// Tells plug-in scripts that another page is there.
fn announce_arrival() {
    if let Ok(event) = Event::new_with_event_init_dict("inkstone:navigated", &bubbling()) {
        let _ = document().dispatch_event(&event);
    }
}

fn bubbling() -> web_sys::EventInit {
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    options
}

fn unreachable_base() -> Url {
    #[expect(clippy::expect_used, reason = "the page's own address is an address")]
    Url::new(&window().location().href().unwrap_or_default()).expect("the page has an address")
}

fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let path = event.composed_path();
    (0..path.length()).find_map(|index| {
        let link = path.get(index).dyn_into::<HtmlAnchorElement>().ok()?;
        link.has_attribute("href").then_some(link)
    })
}

/// The path of the page's address.
fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The first link in the page's own part to the page with this path.
fn link_to(path: &str) -> Option<HtmlElement> {
    let wanted = without_slash(path);
    let leads_there = |link: &HtmlElement| {
        let link = link.dyn_ref::<HtmlAnchorElement>();
        link.is_some_and(|link| without_slash(&link.pathname()) == wanted)
    };
    find_all("main a[href]").into_iter().find(leads_there)
}

/// The element that `#hash` means: in a post, ids carry the sanitiser's prefix.
fn target_of(hash: &str) -> Option<HtmlElement> {
    let id = inkstone_content::address::decode_path(hash.strip_prefix('#')?)?;
    let document = window().document()?;
    let element =
        document.get_element_by_id(&id).or_else(|| document.get_element_by_id(&format!("user-content-{id}")))?;
    element.dyn_into().ok()
}

fn heading() -> Option<HtmlElement> {
    find("main h1")
}

fn focus(element: Option<HtmlElement>) {
    let Some(element) = element else { return };
    if !element.has_attribute("tabindex") && element.tab_index() < 0 {
        let _ = element.set_attribute("tabindex", "-1");
    }
    focus_in_place(&element);
}

fn restore_scroll(whom: ScrollRestoration) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(whom);
    }
}
