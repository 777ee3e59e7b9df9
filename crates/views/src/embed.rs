//! A post in a frame of somebody else's page: its title, its text, and the way to where it lives.

use yew::prelude::*;

use crate::{
    Article, Messages, Route, Setting,
    article::{authors, language_of, text},
    date::date,
};

/// A post without what only its own page has: contents, notices, rights, tags, buttons. `route` is that page.
pub fn embedded_post(setting: &Setting, article: &Article, route: &Route) -> Html {
    let messages = &setting.messages;
    let head = &article.head;
    let href = setting.href(route);
    let (language, direction) = language_of(setting, head);
    html! {
        <main id="main">
            <article class="post" data-path={article.path.clone()} lang={language} dir={direction}>
                <header class="post-head">
                    <h1><a href={href.clone()}>{&head.title}</a></h1>
                    <p class="post-meta">
                        {for authors(head, &setting.site.author).iter().map(|name| html! { <span class="author">{name}</span> })}
                        {for head.date.map(|at| date(setting, at))}
                    </p>
                </header>
                if let Some(src) = head.hero.clone() {
                    <img class="post-hero" {src} alt="" referrerpolicy="no-referrer" decoding="async" />
                }
                {text(setting, &article.text)}
            </article>
            <footer class="embed-source" lang={messages.language} dir={messages.direction}>
                <a {href} data-texts={texts()} lang={messages.language}>{messages.read_there}</a>
                {" · "}
                <a href={setting.href(&Route::HOME)} lang={setting.site.language.clone()}>{&setting.site.title}</a>
            </footer>
        </main>
    }
}

/// What leads to the post, in every language of the interface, for a frame that is asked for one: JSON, whose
/// texts are ours and hold nothing to be escaped.
fn texts() -> String {
    let text = |(tag, _)| format!("\"{tag}\":\"{}\"", Messages::for_language(tag).read_there);
    format!("{{{}}}", Messages::languages().map(text).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_a_frame_are_json() {
        assert!(Messages::languages().count() > 1);
        for (tag, _) in Messages::languages() {
            let text = Messages::for_language(tag).read_there;
            assert!(!text.is_empty() && !text.contains(['"', '\\', '\n']), "{tag}: {text}");
        }
        assert!(texts().starts_with("{\"en\":\"Read it where"), "{}", texts());
    }
}
