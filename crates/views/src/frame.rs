//! The frame around every page: skip link, header, main, footer.
//!
//! A page that was written by the builder holds all of it. There the app fills header and
//! footer anew and leaves what is in `<main>` alone, so each of the three is an element with an
//! `id` whose inside is a view of its own.

use yew::prelude::*;

use crate::{Route, Setting, menu::menu, shortcuts::shortcuts_help, tools::tools};

/// `id` of the header, which [`masthead`] fills.
pub const HEAD_ID: &str = "site-head";
/// `id` of what the page itself fills.
pub const MAIN_ID: &str = "main";
/// `id` of the footer, which [`colophon`] fills.
pub const FOOT_ID: &str = "site-foot";
/// `id` of the place from which screen readers are told what nothing else says.
pub const ANNOUNCEMENT_ID: &str = "announcement";

/// The frame around every page, whole; `here` is where it is, for the navigation's mark.
pub fn frame(setting: &Setting, here: Option<&Route>, page: Html) -> Html {
    let messages = &setting.messages;
    let (lang, dir) = (messages.language, messages.direction);
    html! {
        <>
            <header id={HEAD_ID} class="site-head" {lang} {dir}>{masthead(setting, here)}</header>
            <main id={MAIN_ID}>{page}</main>
            <footer id={FOOT_ID} class="site-foot" {lang} {dir}>{colophon(setting)}</footer>
        </>
    }
}

/// What stands above every page; `here` is where it is, for the navigation's mark.
pub fn masthead(setting: &Setting, here: Option<&Route>) -> Html {
    let site = &setting.site;
    let seal: String = site.title.chars().find(|c| c.is_alphanumeric()).into_iter().collect();
    html! {
        <>
            <a class="skip" href="#main">{setting.messages.skip}</a>
            <a class="brand" href={setting.href(&Route::HOME)} lang={site.language.clone()}>
                <span class="seal" aria-hidden="true">{seal}</span>
                <span>{&site.title}</span>
            </a>
            {menu(setting, here)}
            {tools(setting)}
        </>
    }
}

/// What stands below every page.
pub fn colophon(setting: &Setting) -> Html {
    html! {
        <>
            <p lang={setting.site.language.clone()}>{&setting.site.author}</p>
            <p><a class="saved-link" href={setting.href(&Route::Saved)}>{setting.messages.saved_posts}</a></p>
            {shortcuts_help(setting)}
            <p id={ANNOUNCEMENT_ID} class="visually-hidden" role="status"></p>
        </>
    }
}
