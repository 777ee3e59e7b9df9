//! The tools at the end of the header: the choice of colours and of the interface's language.
//!
//! Both are the browser's own lists, laid over an icon: they work with any keyboard, screen
//! reader and thumb, and say what is chosen. A tool that comes later (search) goes before them.

use yew::prelude::*;

use crate::{
    Messages, Setting,
    choices::{LANGUAGE, SCHEME, Scheme},
};

/// The tools of the header.
pub fn tools(setting: &Setting) -> Html {
    let messages = &setting.messages;
    let choices = &setting.choices;
    let chosen = choices.language.clone().unwrap_or_default();
    html! {
        <div class="tools">
            <label class="tool" title={messages.theme}>
                <span class="visually-hidden">{messages.theme}</span>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" />
                    <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
                </svg>
                <select data-choice={SCHEME}>
                    {for Scheme::ALL.map(|scheme| html! {
                        <option value={scheme.name()} selected={scheme == choices.scheme}>{scheme.label(messages)}</option>
                    })}
                </select>
            </label>
            <label class="tool" title={messages.interface_language}>
                <span class="visually-hidden">{messages.interface_language}</span>
                <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
                    <circle cx="12" cy="12" r="9" />
                    <path d="M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
                </svg>
                <select data-choice={LANGUAGE}>
                    <option value="" selected={chosen.is_empty()}>{messages.language_of_blog}</option>
                    {for Messages::languages().map(|(tag, name)| html! {
                        <option value={tag} lang={tag} selected={*chosen == *tag}>{name}</option>
                    })}
                </select>
            </label>
        </div>
    }
}
