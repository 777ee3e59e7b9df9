//! A post as a page.

use inkstone_content::{Direction, PostHead, Problem};
use inkstone_sanitise::SafeBody;
use yew::prelude::*;

use crate::{
    PostBody,
    crumbs::Crumbs,
    date::{Date, DateLink},
    language::direction_of,
    tags::Tags,
    use_setting,
};

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

/// Props of [`ArticlePage`].
#[derive(PartialEq, Properties)]
pub struct ArticleProps {
    /// What to show.
    pub article: Article,
}

/// A post: category path, title, meta line, hero, text, and what is wrong with its file.
#[component]
pub fn ArticlePage(props: &ArticleProps) -> Html {
    let setting = use_setting();
    let messages = &setting.messages;
    let article = &props.article;
    let head = &article.head;
    let language = head.language.clone().unwrap_or_else(|| setting.site.language.clone());
    let direction = match head.direction {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => direction_of(&language),
    };
    let text = match &article.text {
        ArticleText::Body(body) => html! { <PostBody body={body.clone()} /> },
        ArticleText::Plain(text) => html! {
            <div class="post-body"><p class="lead">{messages.plain_text}</p><pre class="plain">{text}</pre></div>
        },
    };
    html! {
        <article class="post" data-path={article.path.clone()} lang={language} dir={direction}>
            <header class="post-head">
                {for head.categories.iter().map(|category| html! { <Crumbs path={category.0.clone()} /> })}
                <h1 tabindex="-1">{&head.title}</h1>
                <p class="post-meta">
                    {for head.authors.iter().map(|name| html! { <span class="author">{name}</span> })}
                    if let Some(date) = head.date { <DateLink {date} /> }
                    if let Some(date) = head.updated.filter(|updated| Some(*updated) != head.date) {
                        <span class="updated">{messages.updated}{" "}<Date {date} /></span>
                    }
                    <span class="minutes" lang={messages.language} dir={messages.direction}>{messages.minutes(head.minutes)}</span>
                </p>
            </header>
            if !head.problems.is_empty() { {problems(messages, &head.problems)} }
            if let Some(src) = head.hero.clone() {
                <img class="post-hero" {src} alt="" referrerpolicy="no-referrer" decoding="async" />
            }
            {text}
            <footer class="post-foot">
                <Tags names={head.tags.clone()} />
                <a class="raw" href={article.raw.clone()} type="text/markdown" data-native="">{messages.raw}</a>
            </footer>
        </article>
    }
}

fn problems(messages: &crate::Messages, problems: &[Problem]) -> Html {
    let count = u32::try_from(problems.len()).unwrap_or(u32::MAX);
    html! {
        <details class="post-problems">
            <summary>{messages.problems(count)}</summary>
            <ul>
                {for problems.iter().map(|problem| html! {
                    <li>
                        if problem.line > 0 { <b>{messages.line(problem.line)}{": "}</b> }
                        {&problem.message}{" "}<span class="hint">{&problem.hint}</span>
                    </li>
                })}
            </ul>
        </details>
    }
}
