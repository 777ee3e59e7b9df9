//! What follows a post's text: its rights, its tags, and what a reader can do with it.

use yew::prelude::*;

use super::{Article, rights::rights_box};
use crate::{Setting, tags::tags};

/// The foot of a post. Its buttons do nothing until the article's script attends to them, so
/// the style sheet shows them only when the app is ready.
pub(super) fn foot(setting: &Setting, article: &Article) -> Html {
    let words = &setting.messages;
    html! {
        <footer class="post-foot">
            {rights_box(setting, &article.path, &article.head)}
            <div class="post-foot-line">
                {tags(setting, &article.head.tags)}
                <p class="post-actions" lang={words.language} dir={words.direction}>
                    <button type="button" class="plain-button" data-action="share">{words.share}</button>
                    <button type="button" class="plain-button" data-action="copy-link">{words.copy_link}</button>
                    <button type="button" class="plain-button" data-action="embed">{words.embed}</button>
                    <a class="raw" href={article.raw.clone()} type="text/markdown" data-native="">{words.raw}</a>
                </p>
            </div>
        </footer>
    }
}
