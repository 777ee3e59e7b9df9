//! A post's page that the builder wrote, said in another language that its reader has chosen.
//!
//! No node of it is made anew, moved or taken away, so the reader keeps their place, what they have selected and
//! what has the focus. The app makes the page once more in their language, without the post's text and where nobody
//! sees it, and what is said otherwise there is carried over, text by text.

use inkstone_catalogue::Parts;
use inkstone_sanitise::SafeBody;
use inkstone_views::{
    Article, ArticleView,
    article::{ArticleText, Neighbour, around},
    article_page,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, Node};
use yew::prelude::*;

use crate::{
    context::AppContext,
    hooks::use_effect_with,
    page::{document, find, now},
};

/// What says something, or what language it says it in.
const SAYING: [&str; 3] = ["aria-label", "lang", "dir"];

/// Says the standing page of `article` in the reader's language, once that is another than the builder's.
/// What this gives has to be shown; nobody sees it.
#[hook]
pub(crate) fn use_translation(app: &AppContext, article: Option<&Article>) -> Html {
    let AppContext { session, setting, knowing, .. } = app;
    let place = use_memo((), |()| document().create_element("div").ok());
    // While a language is on its way, what is said last stays.
    let is_due = session.is_retold() && knowing.known().is_some();
    let language = setting.messages.language;
    use_effect_with((is_due, language), {
        let place = place.clone();
        move |(is_due, _)| {
            let said =
                place.as_ref().as_ref().filter(|_| *is_due).and_then(|place| place.clone_node_with_deep(true).ok());
            if let (Some(said), Some(main)) = (said, find("main")) {
                // A page that is read from its file has one text where views make several.
                said.normalize();
                carry(&said, &main);
            }
        }
    });
    match (place.as_ref(), article.filter(|_| is_due).and_then(without_text)) {
        (Some(place), Some(article)) => {
            let [earlier, later] = ["earlier", "later"].map(|class| neighbour(app, class));
            let children = around(setting, earlier.as_ref(), later.as_ref());
            // The names of its parts are the same in every language.
            let parts = find("main details.series").map(|_| Parts::default());
            let (node, parts) = (NodeRef::default(), parts.as_ref());
            let view = ArticleView { article: &article, parts, now: now(), node, children };
            create_portal(article_page(setting, view), place.clone())
        }
        _ => Html::default(),
    }
}

/// The article around an empty text.
fn without_text(article: &Article) -> Option<Article> {
    let ArticleText::Body(body) = &article.text else { return None };
    let empty: Element = body.element().clone_node().ok()?.dyn_into().ok()?;
    Some(Article { text: ArticleText::Body(SafeBody::of_page(empty)), ..article.clone() })
}

/// The post that the standing page leads on to.
fn neighbour(app: &AppContext, class: &str) -> Option<Neighbour> {
    let link: HtmlAnchorElement = find(&format!("main nav.around > .{class}"))?.dyn_into().ok()?;
    let title = link.query_selector("span").ok()??.text_content()?;
    Some(Neighbour { path: app.session.navigation.post_at(&link.pathname())?, title: title.into() })
}

/// Carries what is said in `from` over to the nodes of `to` that are like those; what has nothing like it stays.
fn carry(from: &Node, to: &Node) {
    let mut rest = to.first_child();
    let mut saying = from.first_child();
    while let Some(said) = saying {
        saying = said.next_sibling();
        let mut candidate = rest.clone();
        while let Some(node) = candidate.take_if(|node| !is_alike(node, &said)) {
            candidate = node.next_sibling();
        }
        let Some(node) = candidate else { continue };
        rest = node.next_sibling();
        match (said.dyn_ref::<Element>(), node.dyn_ref::<Element>()) {
            (Some(said), Some(element)) => {
                for name in SAYING {
                    if let Some(value) = said.get_attribute(name) {
                        let _ = element.set_attribute(name, &value);
                    }
                }
                if !element.matches(".post-body").unwrap_or(true) {
                    carry(said, element);
                }
            }
            // A text that is the same stays, and so does what is selected in it.
            _ if node.node_value() != said.node_value() => node.set_node_value(said.node_value().as_deref()),
            _ => {}
        }
    }
}

/// Whether two nodes are the same part of a page.
fn is_alike(one: &Node, other: &Node) -> bool {
    // Others may have added classes of their own.
    let class = |node: &Node| {
        let all = node.dyn_ref::<Element>()?.get_attribute("class")?;
        all.split(' ').next().map(str::to_owned)
    };
    one.node_name() == other.node_name() && class(one) == class(other)
}
