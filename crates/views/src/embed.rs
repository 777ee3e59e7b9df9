//! A post in a frame of somebody else's page: its title, its text, and the way to where it lives.

use inkstone_content::Direction;
use yew::prelude::*;

use crate::{
    Article, Messages, PostBody, Route,
    article::{ArticleText, authors},
    date::Date,
    language::direction_of,
    use_setting,
};

/// Props of [`EmbeddedPost`].
#[derive(PartialEq, Properties)]
pub struct EmbeddedPostProps {
    /// What to show.
    pub article: Article,
    /// The address of the post's own page.
    pub route: Route,
}

/// A post without what only its own page has: contents, notices, rights, tags, buttons.
#[component]
pub fn EmbeddedPost(props: &EmbeddedPostProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let head = &props.article.head;
    let href = setting.href(&props.route);
    let language = head.language.clone().unwrap_or_else(|| setting.site.language.clone());
    let direction = match head.direction {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => direction_of(&language),
    };
    let text = match &props.article.text {
        ArticleText::Body(body) => html! { <PostBody body={body.clone()} /> },
        ArticleText::Plain(text) => html! {
            <div class="post-body"><p class="lead">{messages.plain_text}</p><pre class="plain">{text}</pre></div>
        },
    };
    html! {
        <main id="main">
            <article class="post" data-path={props.article.path.clone()} lang={language} dir={direction}>
                <header class="post-head">
                    <h1><a href={href.clone()}>{&head.title}</a></h1>
                    <p class="post-meta">
                        {for authors(head, &setting.site.author).iter().map(|name| html! { <span class="author">{name}</span> })}
                        if let Some(date) = head.date { <Date {date} /> }
                    </p>
                </header>
                if let Some(src) = head.hero.clone() {
                    <img class="post-hero" {src} alt="" referrerpolicy="no-referrer" decoding="async" />
                }
                {text}
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
    format!("{{{}}}", Messages::languages().into_iter().map(text).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_a_frame_are_json() {
        assert!(Messages::languages().len() > 1);
        for (tag, _) in Messages::languages() {
            let text = Messages::for_language(tag).read_there;
            assert!(!text.is_empty() && !text.contains(['"', '\\', '\n']), "{tag}: {text}");
        }
        assert!(texts().starts_with("{\"en\":\"Read it where"), "{}", texts());
    }
}
