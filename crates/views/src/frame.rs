//! The frame around every page: skip link, header, main, footer.
//!
//! A page that was written by the builder holds all of it. There the app fills header and
//! footer anew and leaves what is in `<main>` alone, so each of the three is an element with an
//! `id` whose inside is a component of its own.

use yew::prelude::*;

use crate::{Route, menu::Menu, shortcuts::ShortcutsHelp, tools::Tools, use_setting};

/// `id` of the header, which [`Masthead`] fills.
pub const HEAD_ID: &str = "site-head";
/// `id` of what the page itself fills.
pub const MAIN_ID: &str = "main";
/// `id` of the footer, which [`Colophon`] fills.
pub const FOOT_ID: &str = "site-foot";
/// `id` of the place from which screen readers are told what nothing else says.
pub const ANNOUNCEMENT_ID: &str = "announcement";

/// Props of [`Frame`].
#[derive(PartialEq, Properties)]
pub struct FrameProps {
    /// Where the page is, for the navigation's mark.
    #[prop_or_default]
    pub here: Option<Route>,
    /// The page.
    #[prop_or_default]
    pub children: Children,
}

/// The frame around every page, whole.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let messages = use_setting().messages;
    let (lang, dir) = (messages.language, messages.direction);
    html! {
        <>
            <header id={HEAD_ID} class="site-head" {lang} {dir}><Masthead here={props.here.clone()} /></header>
            <main id={MAIN_ID}>{for props.children.iter()}</main>
            <footer id={FOOT_ID} class="site-foot" {lang} {dir}><Colophon /></footer>
        </>
    }
}

/// Props of [`Masthead`].
#[derive(PartialEq, Properties)]
pub struct MastheadProps {
    /// Where the page is, for the navigation's mark.
    #[prop_or_default]
    pub here: Option<Route>,
}

/// What stands above every page.
#[component]
pub fn Masthead(props: &MastheadProps) -> Html {
    let setting = use_setting();
    let site = &setting.site;
    let seal: String = site.title.chars().find(|c| c.is_alphanumeric()).into_iter().collect();
    html! {
        <>
            <a class="skip" href="#main">{setting.messages.skip}</a>
            <a class="brand" href={setting.href(&Route::HOME)} lang={site.language.clone()}>
                <span class="seal" aria-hidden="true">{seal}</span>
                <span>{&site.title}</span>
            </a>
            <Menu here={props.here.clone()} />
            <Tools />
        </>
    }
}

/// What stands below every page.
#[component]
pub fn Colophon() -> Html {
    let setting = use_setting();
    html! {
        <>
            <p lang={setting.site.language.clone()}>{&setting.site.author}</p>
            <p><a class="saved-link" href={setting.href(&Route::Saved)}>{setting.messages.saved_posts}</a></p>
            <ShortcutsHelp />
            <p id={ANNOUNCEMENT_ID} class="visually-hidden" role="status"></p>
        </>
    }
}
