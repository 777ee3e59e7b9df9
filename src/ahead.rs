//! Fetching what the reader will probably open next, so that it is there when they do.
//!
//! A post whose link is pointed at or has the focus for a moment is fetched and prepared. So are the posts of a
//! list that the reader has stopped at, a few, one after the other and while the page has nothing else to do, as
//! long as they are not very long and need nothing more. Whoever saves data, or has a slow network, gets nothing they did not
//! ask for.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use inkstone_content::PostPath;
use inkstone_views::{ArticleView, Route, Setting, article_page};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    blog::Known,
    context::Session,
    hooks::use_effect_with,
    page::{self, find, find_all, window},
    pages::file_of,
    pause::idle,
};

/// Milliseconds that a link is pointed at before it is taken for the next.
const DWELL: u32 = 80;
/// Milliseconds that the reader stays at a part of a list before its posts are fetched.
const PAUSE: u32 = 1_000;
/// How many posts one part of a list is worth.
const AT_A_STOP: usize = 3;
/// The longest post of a list, in bytes, that is prepared before anybody points at it: parsing and sanitising its HTML is the
/// page's own work, and nobody has asked for it.
const LONGEST: usize = 128 * 1024;
/// How many posts of lists are fetched ahead until the page is loaded anew.
const MOST: u32 = 24;

/// What the renderer needs, and what pages are shown with.
type Ready = (Rc<Known>, Setting);

/// Fetches ahead as long as the app lives, once it knows the blog.
#[hook]
pub(crate) fn use_ahead(session: &Session, known: Option<Ready>) {
    let latest = use_mut_ref(|| None);
    latest.replace(known);
    let session = session.clone();
    use_effect_with((), move |()| {
        let ahead = Rc::new(Ahead {
            session,
            known: latest,
            asked: RefCell::default(),
            dwell: Cell::default(),
            pause: Cell::default(),
            left: Cell::new(MOST),
            is_rehearsed: Cell::default(),
        });
        for name in ["pointerover", "focusin"] {
            let ahead = ahead.clone();
            page::on(name, move |event| ahead.clone().point(&event));
        }
        for name in ["pointerdown", "keydown"] {
            let ahead = ahead.clone();
            // What is opened now is fetched by its page.
            page::on(name, move |_| drop(ahead.dwell.take()));
        }
        for name in ["inkstone:navigated", "scrollend"] {
            let ahead = ahead.clone();
            page::on(name, move |_| ahead.clone().stop());
        }
        let stale = ahead.clone();
        page::on("inkstone:changed", move |event| stale.forget(&event));
        ahead.stop();
    });
}

struct Ahead {
    session: Session,
    known: Rc<RefCell<Option<Ready>>>,
    asked: RefCell<Vec<PostPath>>,
    dwell: Cell<Option<Timeout>>,
    pause: Cell<Option<Timeout>>,
    left: Cell<u32>,
    is_rehearsed: Cell<bool>,
}

impl Ahead {
    /// A link is pointed at, or nothing is.
    fn point(self: Rc<Self>, event: &web_sys::Event) {
        drop(self.dwell.take());
        let Some(path) = self.session.navigation.post_of(event).filter(|_| may_spend()) else { return };
        let this = self.clone();
        self.dwell.set(Some(Timeout::new(DWELL, move || this.prepare(path))));
    }

    /// A post's author has saved it. The page of the post itself does what is needed there.
    fn forget(&self, event: &web_sys::Event) {
        let Some(path) = file_of(event).and_then(|file| PostPath::new(file.key()).ok()) else { return };
        if self.session.navigation.place().route != Ok(Route::Post { path: path.clone() }) {
            self.asked.borrow_mut().retain(|asked| *asked != path);
            self.session.blog.kept().forget(&path);
        }
    }

    fn prepare(self: Rc<Self>, path: PostPath) {
        let Some((known, _)) = self.known.borrow().clone() else { return };
        let blog = self.session.blog.clone();
        if blog.kept().find(&path).is_some() {
            return;
        }
        spawn_local(async move {
            blog.summon();
            // A failure is shown when the post is opened, and tried anew then.
            if let Ok(post) = blog.fetch(&path).await {
                let _ = blog.prepare(&post, &known).await;
            }
        });
    }

    /// The reader has arrived or stopped somewhere.
    fn stop(self: Rc<Self>) {
        let this = self.clone();
        self.pause.set(Some(Timeout::new(PAUSE, move || this.fetch_in_view())));
    }

    fn fetch_in_view(self: Rc<Self>) {
        if !may_spend() {
            return;
        }
        let height = page::screen_height();
        let in_view = |entry: &web_sys::HtmlElement| {
            let place = entry.get_bounding_client_rect();
            place.bottom() > 0.0 && place.top() < height
        };
        let entries = find_all("main .summary[data-path]").into_iter().filter(in_view);
        let paths = entries.filter_map(|entry| PostPath::new(entry.get_attribute("data-path")?).ok());
        let paths: Vec<PostPath> = paths.filter(|path| !self.asked.borrow().contains(path)).take(AT_A_STOP).collect();
        self.asked.borrow_mut().extend_from_slice(&paths);
        spawn_local(async move {
            if !paths.is_empty() {
                self.session.blog.summon();
            }
            for path in paths {
                let Some(left) = self.left.get().checked_sub(1) else { return };
                self.left.set(left);
                if self.session.blog.kept().find(&path).is_some() {
                    continue;
                }
                if let Ok(post) = self.session.blog.fetch(&path).await
                    && post.length() <= LONGEST
                {
                    idle().await;
                    let known = self.known.borrow().clone();
                    if let Some((known, setting)) = known {
                        self.session.blog.prepare_ahead(&post, &known).await;
                        page::mark("inkstone:prepared");
                        self.rehearse(&path, &setting).await;
                    }
                }
            }
        });
    }

    /// Goes once through what a click on the way to a post calls, and throws away what comes of it: a browser compiles a function
    /// when it is first called, which is a third of what such a click takes on a phone.
    async fn rehearse(&self, path: &PostPath, setting: &Setting) {
        if self.is_rehearsed.get() {
            return;
        }
        let Some(article) = self.session.blog.kept().find(path) else { return };
        self.is_rehearsed.set(true);
        idle().await;
        if let Some(link) = find("main .summary h2 a") {
            self.session.navigation.rehearse(&link);
        }
        let (node, children) = Default::default();
        drop(article_page(setting, ArticleView { article: &article, parts: None, now: page::now(), node, children }));
        page::mark("inkstone:rehearsed");
    }
}

/// Whether the network is such that something may be fetched that nobody asked for yet: not when
/// the reader saves data (<https://wicg.github.io/savedata/>), and not when it is slow.
pub(crate) fn may_spend() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into()).unwrap_or(JsValue::UNDEFINED);
    if !connection.is_object() {
        return true;
    }
    let get = |name: &str| Reflect::get(&connection, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let slow = get("effectiveType").as_string().is_some_and(|kind| kind.ends_with("2g"));
    !slow && !get("saveData").is_truthy()
}
