//! Taking over a page that the builder wrote.
//!
//! Its `<main>` stays as it is: no node is made anew or moved, so nothing flashes or jumps, and
//! scroll position, selection, focus and what plays are kept, because nothing happens to them.
//! The app fills header and footer with their living selves and watches. When the reader goes
//! elsewhere, or when the post's file turns out to be newer than its page, the builder's nodes go
//! and the app's own page comes (docs/adr/0007-html-first.md).

use std::cell::Cell;

use inkstone_catalogue::{PageRecord, RECORD_ID};
use inkstone_content::{PostPath, policy::candidates};
use inkstone_sanitise::SafeBody;
use inkstone_views::{Article, Route, article::ArticleText};
use web_sys::{Document, Element, Url};

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "cite"];

/// A page that the builder wrote.
pub(crate) struct Written {
    /// Its address.
    pub(crate) route: Route,
    /// Fingerprint of what it is made of.
    pub(crate) source: String,
    /// The post on it.
    pub(crate) article: Option<Article>,
    /// Whether the app says it in a language that its reader has chosen.
    pub(crate) is_retold: Cell<bool>,
    /// Where the document was then, from which its addresses lead: by the time the reader goes
    /// elsewhere, the document's address is the new one.
    base: String,
}

impl Written {
    /// The page in the document, if the builder wrote it for this address.
    pub(crate) fn find(document: &Document, main: &Element, here: Option<&Route>) -> Option<Self> {
        let block = document.get_element_by_id(RECORD_ID)?;
        let record = PageRecord::from_json(&block.text_content()?)?;
        let route: Route = record.route.parse().ok()?;
        if here != Some(&route) {
            return None;
        }
        let article = match (&route, &record.post) {
            (Route::Post { path }, Some(_)) => Some(article(document, main, path, record.post?)?),
            (Route::Post { .. }, None) => return None,
            _ => None,
        };
        let base = document.base_uri().ok().flatten()?;
        Some(Self { route, source: record.source, article, is_retold: Cell::default(), base })
    }

    /// Makes the addresses in the post's nodes absolute, so that they mean the same below any
    /// address of the page. For nodes that nobody sees any more: pictures would load again.
    pub(crate) fn settle(&self) {
        let Some(Article { text: ArticleText::Body(body), .. }) = &self.article else { return };
        let absolute = |address: &str| Url::new_with_base(address, &self.base).ok().map(|url| url.href());
        let Ok(elements) = body.element().query_selector_all("[href], [src], [poster], [cite], [srcset]") else {
            return;
        };
        for element in (0..elements.length()).filter_map(|index| elements.get(index)) {
            let Ok(element) = wasm_bindgen::JsCast::dyn_into::<Element>(element) else { continue };
            for name in ADDRESSES {
                let address = element.get_attribute(name).filter(|address| !address.starts_with('#'));
                if let Some(address) = address.and_then(|address| absolute(&address)) {
                    let _ = element.set_attribute(name, &address);
                }
            }
            if let Some(srcset) = element.get_attribute("srcset") {
                let candidates = candidates(&srcset)
                    .into_iter()
                    .filter_map(|candidate| Some(format!("{} {}", absolute(candidate.url)?, candidate.descriptor)));
                let _ = element.set_attribute("srcset", &candidates.collect::<Vec<_>>().join(", "));
            }
        }
    }
}

/// The post in the page, so that the reader can come back to it without loading anything.
fn article(
    document: &Document,
    main: &Element,
    path: &PostPath,
    mut head: inkstone_content::PostHead,
) -> Option<Article> {
    let body = main.query_selector("article.post .post-body").ok()??;
    let page = document.base_uri().ok().flatten()?;
    let absolute = |address: &str| Url::new_with_base(address, &page).ok().map(|url| url.href());
    head.hero = head.hero.as_deref().and_then(absolute);
    let raw = main.query_selector("article.post a.raw").ok().flatten().and_then(|link| link.get_attribute("href"));
    Some(Article {
        path: path.as_str().to_owned().into(),
        raw: raw.as_deref().and_then(absolute).unwrap_or_default().into(),
        head,
        text: ArticleText::Body(SafeBody::of_page(body)),
    })
}
