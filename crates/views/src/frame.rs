//! The frame around every page: skip link, header, main.

use yew::prelude::*;

use crate::{Route, use_setting};

/// Props of [`Frame`].
#[derive(PartialEq, Properties)]
pub struct FrameProps {
    /// Whether the page is a list, for the navigation's mark.
    #[prop_or_default]
    pub on_list: bool,
    /// The page.
    #[prop_or_default]
    pub children: Children,
}

/// The frame around every page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let setting = use_setting();
    let home = setting.href(&Route::HOME);
    let seal: String = setting.site.title.chars().find(|c| c.is_alphanumeric()).into_iter().collect();
    html! {
        <>
            <a class="skip" href="#main">{setting.messages.skip}</a>
            <header class="site-head">
                <a class="brand" href={home.clone()}>
                    <span class="seal" aria-hidden="true">{seal}</span>
                    <span>{&setting.site.title}</span>
                </a>
                <nav aria-label={setting.site.title.clone()}>
                    <a href={home} aria-current={props.on_list.then_some("page")}>{setting.messages.posts}</a>
                </nav>
            </header>
            <main id="main">{for props.children.iter()}</main>
            <footer class="site-foot">
                <p>{&setting.site.author}</p>
            </footer>
        </>
    }
}
