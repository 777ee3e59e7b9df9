//! What the boot script hands to the app: the site's address and the requests it has begun.

use std::{cell::RefCell, rc::Rc};

use inkstone_content::PostPath;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// The object of web/boot.js.
    pub type Boot;

    /// Absolute address of the site's root, ending in `/`.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn base(this: &Boot) -> String;

    #[wasm_bindgen(method)]
    fn take(this: &Boot, url: &str) -> Option<Promise>;

    #[wasm_bindgen(method, js_name = takeText)]
    fn take_text(this: &Boot, file: &str) -> Option<Promise>;

    #[wasm_bindgen(method, js_name = load)]
    fn load_module(this: &Boot, name: &str) -> Promise;

    #[wasm_bindgen(method, js_name = messages)]
    fn load_messages(this: &Boot, language: &str) -> Promise;

    /// Has the module loaded anew by whoever asks for it next.
    #[wasm_bindgen(method)]
    pub(crate) fn forget(this: &Boot, name: &str);

    /// Replaces the page by one that says the app has failed.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Boot, report: &str);
}

#[wasm_bindgen]
extern "C" {
    /// What web/text-first.js gives.
    pub(crate) type FirstText;

    /// The renderer's answer.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn page(this: &FirstText) -> String;

    /// The text, in the page or on its way there.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn body(this: &FirstText) -> Element;
}

impl Boot {
    /// The answer to `url`, when the boot script has begun that request and nobody took it yet.
    pub(crate) fn early(&self, url: &str) -> Option<JsFuture> {
        self.take(url).map(JsFuture::from)
    }

    /// What web/text-first.js has made of a post's file before the app was there: once, and only if it could.
    pub(crate) async fn text(&self, file: &PostPath) -> Option<FirstText> {
        let made = JsFuture::from(self.take_text(file.as_str())?).await.ok()?;
        made.is_object().then(|| made.unchecked_into())
    }

    /// A module that not every page needs, by its name in the boot script.
    pub(crate) async fn load(&self, name: &str) -> Result<JsValue, JsValue> {
        JsFuture::from(self.load_module(name)).await
    }

    /// Begins to load a module; who needs it hears of a failure.
    pub(crate) fn begin(&self, name: &str) {
        let _ = self.load_module(name);
    }

    /// The file of the interface's texts in a language, by its tag.
    pub(crate) async fn messages(&self, language: &str) -> Result<String, JsValue> {
        JsFuture::from(self.load_messages(language)).await?.as_string().ok_or(JsValue::NULL)
    }
}

thread_local! {
    /// A panic hook must be `Send`, which a JavaScript object is not; wasm has one thread.
    static BOOT: RefCell<Option<Rc<Boot>>> = const { RefCell::new(None) };
}

/// A function for the panic hook that reports to `boot`.
pub(crate) fn reporter(boot: &Rc<Boot>) -> impl Fn(&str) + Send + Sync + 'static {
    BOOT.set(Some(boot.clone()));
    |report| {
        BOOT.with_borrow(|boot| {
            if let Some(boot) = boot {
                boot.fail(report);
            }
        });
    }
}
