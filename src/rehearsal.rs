//! A browser compiles a function of a module when it is first called, and a click on a post calls hundreds for the first
//! time. So while a list rests and nobody waits, a post is shown once where nobody sees it.

use inkstone_views::{Article, ArticleView, Setting, article::ArticleText, article_page};
use yew::prelude::*;

use crate::page::document;

/// `article`, without what is its own and would be loaded or moved, in no place of the page.
pub(crate) fn rehearsal(setting: &Setting, article: &Article) -> Html {
    let Ok(nowhere) = document().create_element("div") else { return Html::default() };
    let mut article = Article { text: ArticleText::Plain(AttrValue::default()), ..article.clone() };
    article.head.hero = None;
    let (node, children) = (NodeRef::default(), Html::default());
    let view = ArticleView { article: &article, parts: None, now: None, node, children };
    create_portal(article_page(setting, view), nowhere)
}
