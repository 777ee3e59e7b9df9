//! The script of a post's page (web/article/article.js), from here: it adds what HTML cannot do
//! by itself to a body before that enters the page, and attends to the post while it is there.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use inkstone_content::PostPath;
use inkstone_views::{Article, Messages};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use crate::{boot::Boot, context::AppContext, hooks::use_effect_with};

#[wasm_bindgen]
extern "C" {
    /// The module web/article/article.js.
    type Script;

    #[wasm_bindgen(method, catch)]
    fn dress(this: &Script, body: &Element, boot: &Boot) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn attend(
        this: &Script,
        post: &Element,
        texts: &Object,
        boot: &Boot,
        near_end: &JsValue,
    ) -> Result<Function, JsValue>;
}

/// The post's element: the view's own, or the one that the builder wrote.
fn post_element(node: &NodeRef) -> Option<Element> {
    node.cast().or_else(|| web_sys::window()?.document()?.query_selector("main article.post").ok()?)
}

/// Adds what changes the structure of a body that is not in the page yet, so that nothing moves
/// there later. Without the script a post is shown as it is.
pub(crate) async fn dress(body: &Element, boot: &Boot) {
    let Ok(module) = boot.load("article").await else { return };
    if let Ok(dressed) = module.unchecked_into::<Script>().dress(body, boot) {
        let _ = JsFuture::from(dressed).await;
    }
}

/// Whether dressing `body` would load more than the script: its formulas are not set yet.
pub(crate) fn needs_more(body: &Element) -> bool {
    body.query_selector(".math").is_ok_and(|found| found.is_some())
}

/// Lets the script attend to `article`, which is at `path`, as long as that is in the page, and tells plug-in
/// scripts that it is; anew when another text takes its place. Gives whether the reader is near the end of the
/// post, once they are.
#[hook]
pub(crate) fn use_attendance(app: &AppContext, path: &PostPath, article: Option<&Article>, node: &NodeRef) -> bool {
    let is_near_end = use_state_eq(|| false);
    let came_near = is_near_end.setter();
    let (session, messages) = (app.session.clone(), app.setting.messages.clone());
    let node = node.clone();
    // The app's own page may take the place of the builder's with the same article in it.
    let stands = session.standing().is_some();
    use_effect_with((path.clone(), article.cloned(), messages, stands), move |(path, article, messages, _)| {
        // The page may be left before the attendance begins.
        let left = Rc::new(Cell::new(false));
        let end: Rc<RefCell<Option<Function>>> = Rc::default();
        let post = article.as_ref().and_then(|_| post_element(&node));
        if let Some(post) = post {
            announce(&post, path);
            let (left, end, messages) = (left.clone(), end.clone(), messages.clone());
            spawn_local(async move {
                let boot = session.blog.boot();
                // The post can be read without.
                let Ok(module) = boot.load("article").await else { return };
                if left.get() {
                    return;
                }
                let near_end = Closure::once_into_js(move || came_near.set(true));
                let script = module.unchecked_into::<Script>();
                if let Ok(release) = script.attend(&post, &texts(&messages), boot, &near_end) {
                    end.replace(Some(release));
                }
            });
        }
        move || {
            left.set(true);
            if let Some(release) = end.take() {
                let _ = release.call0(&JsValue::NULL);
            }
        }
    });
    *is_near_end
}

fn texts(messages: &Messages) -> Object {
    let texts = Object::new();
    for (name, text) in messages.of_scripts() {
        let _ = Reflect::set(&texts, &name.into(), &text.into());
    }
    texts
}

/// Tells plug-in scripts that a post's body is in the page.
fn announce(post: &Element, path: &PostPath) {
    let detail = Object::new();
    let _ = Reflect::set(&detail, &"path".into(), &path.as_str().into());
    let options = web_sys::CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_detail(&detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("inkstone:rendered", &options) {
        let _ = post.dispatch_event(event.unchecked_ref());
    }
}
