//! The module that reads and renders posts, loaded with the first post.

use std::rc::Rc;

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{
    PostPage, PostPath, Problem, RawHtml, Site,
    json::{self, FromNode, JsonError},
};
use inkstone_sanitise::{Origin, SafeBody};
use inkstone_views::Failure;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{boot::Boot, pause::pause};

/// Bytes of HTML above which the browser has it parsed in a task, and judged in others.
const LONG: usize = 64 * 1024;

#[wasm_bindgen]
extern "C" {
    /// The functions of crates/renderer and crates/front-matter, as web/boot.js hands them over: with a promise of each answer.
    #[derive(Clone)]
    type Module;

    #[wasm_bindgen(method, catch)]
    fn page(
        this: &Module,
        file: &str,
        bytes: &[u8],
        site: &str,
        zone: Option<&str>,
        base: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn summary(
        this: &Module,
        file: &str,
        bytes: &[u8],
        site: &str,
        zone: Option<&str>,
        now: f64,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn configuration(this: &Module, yaml: &str) -> Result<Promise, JsValue>;
}

/// Reads and renders posts.
#[derive(Clone)]
pub(crate) struct Renderer {
    module: Module,
    boot: Rc<Boot>,
}

/// The site as the renderer wants it: parts of the catalogue's root as they stand there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SiteText {
    pub(crate) site: String,
    pub(crate) zone: Option<String>,
}

impl SiteText {
    /// Of the root of a catalogue. Without a table it means UTC, whatever the browser knows of the
    /// zone's name.
    pub(crate) fn of_catalogue(root: &str) -> Result<Self, JsonError> {
        json::read(root, |node| {
            let zone = node.written("zone")?;
            let zone = if zone == "null" { r#"{"before":0}"#.to_owned() } else { zone };
            Ok(Self { site: node.written("site")?, zone: Some(zone) })
        })
    }
}

impl Default for SiteText {
    /// Of a site that says nothing, in the zone that the browser knows by its name.
    fn default() -> Self {
        Self { site: "{}".to_owned(), zone: None }
    }
}

impl Renderer {
    /// Loads the module; the boot script loads it once for all.
    pub(crate) async fn load(boot: &Rc<Boot>) -> Result<Self, Failure> {
        let module = boot.load("renderer").await.map_err(|_| Failure::Offline)?;
        Ok(Self { module: module.unchecked_into(), boot: boot.clone() })
    }

    /// A post's file as its page needs it; `base_path` is the path of the site's root.
    pub(crate) async fn page(
        &self,
        file: &PostPath,
        bytes: &[u8],
        site: &SiteText,
        base_path: &str,
    ) -> Result<PostPage, Failure> {
        read(&self.answer(self.module.page(file.as_str(), bytes, &site.site, site.zone.as_deref(), base_path)).await?)
    }

    /// The text of an answer; there is none where a part of the app that it needs cannot be had.
    async fn answer(&self, answer: Result<Promise, JsValue>) -> Result<String, Failure> {
        let answer = match answer {
            Ok(answer) => JsFuture::from(answer).await,
            Err(error) => Err(error),
        };
        answer.map_err(|error| self.trapped(&error))?.as_string().ok_or(Failure::Offline)
    }

    /// Whether DOMPurify is not needed to sanitise.
    pub(crate) fn has_engine(&self) -> Result<bool, Failure> {
        self.sanitiser().has_engine().map_err(|error| self.trapped(&error))
    }

    /// A body that is safe to show, or why there is none. `base`: the site's root, absolute;
    /// `dompurify`: its module, where it is needed. A long one is made in steps, between which the page answers.
    pub(crate) async fn sanitise(
        &self,
        html: &RawHtml,
        base: &str,
        dompurify: &JsValue,
    ) -> Result<Result<SafeBody, Problem>, Failure> {
        let steps = async {
            let work = self.sanitiser().sanitise(html, &Origin { site: base.to_owned() }, dompurify)?;
            if html.as_str().len() > LONG {
                pause().await;
            }
            loop {
                if let Some(body) = work.step()? {
                    return Ok::<_, JsValue>(body);
                }
                pause().await;
            }
        };
        match steps.await {
            Ok(body) => Ok(Ok(body)),
            Err(error) => match error.as_string() {
                Some(problem) => read(&problem).map(Err),
                None => Err(self.trapped(&error)),
            },
        }
    }

    fn sanitiser(&self) -> &inkstone_sanitise::Module {
        self.module.unchecked_ref()
    }

    /// A post's list entry and its text, a page of one summary; `None` when it is not to be listed.
    pub(crate) async fn summary(
        &self,
        file: &PostPath,
        bytes: &[u8],
        site: &SiteText,
    ) -> Result<Option<(Summary, String)>, Failure> {
        let now = js_sys::Date::now();
        let text =
            self.answer(self.module.summary(file.as_str(), bytes, &site.site, site.zone.as_deref(), now)).await?;
        let page = SummaryPage::from_json(&text).map_err(damaged)?;
        Ok(page.0.into_iter().next().map(|summary| (summary, text)))
    }

    /// The configuration that a text of `inkstone.yaml` describes.
    pub(crate) async fn configuration(&self, yaml: &str) -> Result<(Site, SiteText), Failure> {
        let json = self.answer(self.module.configuration(yaml)).await?;
        Ok((read(&json)?, SiteText { site: json, zone: None }))
    }

    fn trapped(&self, error: &JsValue) -> Failure {
        trapped(&self.boot, "renderer", error)
    }
}

/// An error of the module with this name, or a trap in it, after which its memory and its stack are as they
/// were in the middle of something: whoever is next gets a new one.
pub(crate) fn trapped(boot: &Boot, name: &str, error: &JsValue) -> Failure {
    boot.forget(name);
    let text = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Failure::Invalid(text.unwrap_or_else(|| "no reason given".into()))
}

/// What a module answers.
pub(crate) fn read<T: FromNode>(json: &str) -> Result<T, Failure> {
    json::read(json, T::from_node).map_err(damaged)
}

fn damaged(error: impl ToString) -> Failure {
    Failure::Invalid(error.to_string())
}
