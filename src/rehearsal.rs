//! A browser compiles a function of a module when it is first called, and a click on a post calls hundreds for the first
//! time. So while a list rests and nobody waits, a post is shown once where nobody sees it.

use inkstone_views::{Article, ArticleView, Setting, article::ArticleText, article_page};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
struct RehearsalProps {
    setting: Setting,
    article: Article,
}

#[component]
fn Rehearsal(props: &RehearsalProps) -> Html {
    let view = ArticleView { article: &props.article, now: None, node: NodeRef::default(), children: Html::default() };
    article_page(&props.setting, view)
}

/// Shows `article`, without what is its own and would be loaded or moved, in no place of the page, and takes it away.
pub(crate) fn rehearse(setting: Setting, article: &Article) {
    let Ok(nowhere) = crate::page::document().create_element("div") else { return };
    let mut article = Article { text: ArticleText::Plain(AttrValue::default()), ..article.clone() };
    article.head.hero = None;
    let shown = yew::Renderer::<Rehearsal>::with_root_and_props(nowhere, RehearsalProps { setting, article }).render();
    wasm_bindgen_futures::spawn_local(async move {
        crate::pause::pause().await;
        shown.destroy();
    });
}
