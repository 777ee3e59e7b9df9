//! What stands in for a page until the app runs: the app's own skeletons, rendered here, so
//! that nothing moves when it takes over.

use std::rc::Rc;

use inkstone_content::Site;
use inkstone_views::{ArticleSkeleton, ListSkeleton, Setting};
use yew::{LocalServerRenderer, prelude::*};

/// The skeletons of a site, as HTML.
#[derive(Clone, Debug)]
pub(crate) struct Skeletons {
    /// Of a list.
    pub(crate) list: String,
    /// Of a post.
    pub(crate) post: String,
}

impl Skeletons {
    /// The skeletons in the language of `site`; they hold no address.
    pub(crate) fn new(site: &Site) -> Self {
        let setting = Setting::new("", Rc::new(site.clone()));
        Self {
            list: show(setting.clone(), html! { <ListSkeleton /> }),
            post: show(setting, html! { <ArticleSkeleton /> }),
        }
    }
}

#[derive(PartialEq, Properties)]
struct StageProps {
    setting: Setting,
    view: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    html! {
        <ContextProvider<Setting> context={props.setting.clone()}>{props.view.clone()}</ContextProvider<Setting>>
    }
}

fn show(setting: Setting, view: Html) -> String {
    let stage = LocalServerRenderer::<Stage>::with_props(StageProps { setting, view });
    futures::executor::block_on(stage.hydratable(false).render())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skeletons_speak_the_sites_language() {
        let site = Site { language: "zh-CN".into(), ..Site::default() };
        let Skeletons { list, post } = Skeletons::new(&site);
        for (skeleton, class) in [(list, "class=\"list\""), (post, "class=\"post\"")] {
            assert!(skeleton.contains(class) && skeleton.contains("aria-busy=\"true\""), "{skeleton}");
            assert!(skeleton.contains(inkstone_views::Messages::for_language("zh").loading), "{skeleton}");
        }
    }
}
