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

/// The page that puts together what somebody pastes into a page of another site for a list of posts, and shows
/// every kind of element as it is. Its script is web/embed/embed-page.js.
pub fn embed_page(setting: &Setting) -> Html {
    let words = &setting.messages;
    let layouts =
        [("list", words.embed_layout_list), ("titles", words.embed_layout_titles), ("cards", words.embed_layout_cards)];
    html! {
        <main id="main" class="embed-page" lang={words.language} dir={words.direction}>
            <p><a href={setting.href(&Route::HOME)} lang={setting.site.language.clone()}>{&setting.site.title}</a></p>
            <h1>{words.embed_lists}</h1>
            <form data-blog={setting.site.title.clone()}>
                <label>{words.all_categories}<input name="category" autocomplete="off" /></label>
                <label>{words.all_tags}<input name="tag" autocomplete="off" /></label>
                <label>{words.embed_layout}<select name="layout">
                    {for layouts.map(|(value, name)| html! { <option {value}>{name}</option> })}
                </select></label>
                <label>{words.embed_number}<input name="limit" type="number" min="1" max="50" value="5" /></label>
            </form>
            <textarea id="code" readonly=true rows="4" dir="ltr" spellcheck="false" aria-label={words.embed_element} />
            <p>
                <button type="button" class="plain-button" id="copy" data-said={words.copied}>{words.copy_code}</button>
                {" "}<span id="said" role="status"></span>
            </p>
            <h2>{words.posts}</h2>
            <inkstone-list id="live-list"></inkstone-list>
            <h2>{words.embed_element}</h2>
            <inkstone-post id="live-post"></inkstone-post>
            <h2>{words.embed_frame}</h2>
            <iframe id="live-frame" title={words.embed_frame} sandbox="allow-scripts"></iframe>
        </main>
    }
}

/// What leads to the post, in every language of the interface, for a frame that is asked for one: JSON, whose
/// texts are ours and hold nothing to be escaped.
fn texts() -> String {
    let text = |(tag, text)| format!("\"{tag}\":\"{text}\"");
    format!("{{{}}}", Messages::read_there_in_all().map(text).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_a_frame_are_json() {
        assert!(Messages::languages().count() > 1);
        for (tag, text) in Messages::read_there_in_all() {
            assert_eq!(text, Messages::for_language(tag).read_there, "{tag}");
            assert!(!text.is_empty() && !text.contains(['"', '\\', '\n']), "{tag}: {text}");
        }
        assert!(texts().starts_with("{\"en\":\"Read it where"), "{}", texts());
    }
}
