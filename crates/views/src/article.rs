//! A post as a page.

mod contents;
mod furniture;
mod neighbours;
mod notices;
mod rights;
mod series;

use inkstone_catalogue::Parts;
use inkstone_content::{Direction, PostHead};
use inkstone_sanitise::SafeBody;
use jiff::Timestamp;
use yew::prelude::*;

use crate::{
    Setting,
    body::post_body,
    crumbs::crumbs,
    date::{date, date_link},
    language::direction_of_post,
};

use contents::contents;
pub use contents::has_contents;
use furniture::foot;
pub use neighbours::{Neighbour, around, can_have_related, related, related_place};
use notices::notices;
pub use notices::old_since;
use series::series_box;

/// The text of a post: its sanitised nodes, or, when it is over a limit, the text as written.
#[derive(Clone, PartialEq)]
pub enum ArticleText {
    /// What the sanitiser made.
    Body(SafeBody),
    /// Too large or too deep: the text as written.
    Plain(AttrValue),
}

/// What the page of a post shows.
#[derive(Clone, PartialEq)]
pub struct Article {
    /// The post's key.
    pub path: AttrValue,
    /// Address of the raw file.
    pub raw: AttrValue,
    /// What stands around the text.
    pub head: PostHead,
    /// The text.
    pub text: ArticleText,
}

/// A post with what its page adds to it.
pub struct ArticleView<'a> {
    /// What to show.
    pub article: &'a Article,
    /// The parts of its series around it, once they are known.
    pub parts: Option<&'a Parts>,
    /// What time it is, by which a post is old; without it none is.
    pub now: Option<Timestamp>,
    /// The post's element, for whoever adds to it once it is in the page.
    pub node: NodeRef,
    /// What leads on from here, below the post.
    pub children: Html,
}

/// A post: category path, title, meta line, series, notices, hero, contents, text, and what follows it.
pub fn article_page(setting: &Setting, view: ArticleView<'_>) -> Html {
    let ArticleView { article, parts, now, node, children } = view;
    let head = &article.head;
    let (language, direction) = language_of(setting, head);
    let contents = match article.text {
        ArticleText::Body(_) => contents(setting, &head.outline, head.toc),
        ArticleText::Plain(_) => None,
    };
    // The style sheet makes room by the class: a page is drawn while it still comes, before the contents are there.
    let class = classes!("post", contents.is_some().then_some("has-contents"));
    html! {
        <article ref={node} {class} data-path={article.path.clone()} lang={language} dir={direction}
            data-comments={(!head.comments).then_some("off")}>
            {post_head(setting, head)}
            {for head.series.iter().map(|series| series_box(setting, series, &article.path, parts))}
            {notices(setting, head, now)}
            if let Some(src) = head.hero.clone() {
                <img class="post-hero" {src} alt="" referrerpolicy="no-referrer" decoding="async" />
            }
            {contents}
            {text(setting, &article.text)}
            {foot(setting, article)}
            {children}
        </article>
    }
}

/// What stands above a post: category path, title, meta line.
pub(crate) fn post_head(setting: &Setting, head: &PostHead) -> Html {
    let messages = &setting.messages;
    let updated = head.updated.filter(|updated| Some(*updated) != head.date);
    html! {
        <header class="post-head">
            {for head.categories.iter().map(|category| crumbs(setting, &category.0))}
            <h1 tabindex="-1" data-length={length_of(&head.title)}>{&head.title}</h1>
            <p class="post-meta">
                {for authors(head, &setting.site.author).iter().map(|name| html! { <span class="author">{name}</span> })}
                {for head.date.map(|date| date_link(setting, date))}
                if let Some(updated) = updated { <span class="updated">{messages.updated}{" "}{date(setting, updated)}</span> }
                <span class="minutes" lang={messages.language} dir={messages.direction}>{messages.minutes(head.minutes)}</span>
                // Filled in by the article's script; last, so that nothing moves.
                if updated.or(head.date).is_some() {
                    <span class="ago" lang={messages.language} dir={messages.direction}></span>
                }
            </p>
        </header>
    }
}

/// The post's text, or its file as it is written.
pub(crate) fn text(setting: &Setting, text: &ArticleText) -> Html {
    match text {
        ArticleText::Body(body) => post_body(body),
        ArticleText::Plain(text) => html! {
            <div class="post-body"><p class="lead">{setting.messages.plain_text}</p><pre class="plain">{text}</pre></div>
        },
    }
}

/// The language of a post, and the direction it is written in.
pub fn language_of(setting: &Setting, head: &PostHead) -> (String, &'static str) {
    let direction = match head.direction {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => direction_of_post(head.language.as_deref(), &head.title, &setting.site.language),
    };
    (head.language.clone().unwrap_or_else(|| setting.site.language.clone()), direction)
}

/// The post's authors; where it names none, the site's.
pub(crate) fn authors(head: &PostHead, site: &str) -> Vec<String> {
    match site.trim() {
        _ if !head.authors.is_empty() => head.authors.clone(),
        "" => Vec::new(),
        site => vec![site.to_owned()],
    }
}

/// What the style sheet sizes a title by: a CJK character is as wide as two Latin letters.
fn length_of(title: &str) -> Option<&'static str> {
    let width: usize = title.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum();
    (width > 34).then_some(if width > 64 { "very-long" } else { "long" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sized_by_their_width() {
        for (title, expected) in [
            ("砚台", None),
            ("A short history of the inkstone", None),
            ("潢川县老城街道：携手战疫筑牢防线", None),
            ("潢川县老城街道：携手战疫，筑牢防控防线", Some("long")),
            ("A title that goes on and on until nobody remembers how it began, or why", Some("very-long")),
        ] {
            assert_eq!(length_of(title), expected, "{title}");
        }
    }
}
