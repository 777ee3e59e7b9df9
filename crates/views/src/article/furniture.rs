//! What follows a post's text: its rights, its tags, and what a reader can do with it.

use inkstone_content::PostHead;
use yew::prelude::*;

use super::rights::RightsBox;
use crate::{tags::Tags, use_setting};

/// Props of [`Foot`].
#[derive(PartialEq, Properties)]
pub(super) struct FootProps {
    /// The post's key.
    pub path: AttrValue,
    /// Address of the raw file.
    pub raw: AttrValue,
    /// The post.
    pub head: PostHead,
}

/// The foot of a post. Its buttons do nothing until the article's script attends to them, so
/// the style sheet shows them only when the app is ready.
#[component]
pub(super) fn Foot(props: &FootProps) -> Html {
    let setting = use_setting();
    let words = &setting.messages;
    html! {
        <footer class="post-foot">
            <RightsBox path={props.path.clone()} head={props.head.clone()} />
            <div class="post-foot-line">
                <Tags names={props.head.tags.clone()} />
                <p class="post-actions" lang={words.language} dir={words.direction}>
                    <button type="button" class="plain-button" data-action="share">{words.share}</button>
                    <button type="button" class="plain-button" data-action="copy-link">{words.copy_link}</button>
                    <a class="raw" href={props.raw.clone()} type="text/markdown" data-native="">{setting.messages.raw}</a>
                </p>
            </div>
        </footer>
    }
}
