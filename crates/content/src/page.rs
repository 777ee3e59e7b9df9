//! A post as its page needs it: what the reading of its file comes to.

use serde::Serialize;

use crate::{
    CategoryPath, Direction, Heading, Place, Post, PostDate, PostPath, Problem, RawHtml, Rendered, Rights,
    json::{FromNode, JsonError, Node},
};

/// What a post's page shows around its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostHead {
    /// Where its file lives.
    pub file: PostPath,
    /// Never empty.
    pub title: String,
    /// When it was published.
    pub date: Option<PostDate>,
    /// When it was last changed.
    pub updated: Option<PostDate>,
    /// Category paths, in the post's order.
    pub categories: Vec<CategoryPath>,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// Authors, in the post's order.
    pub authors: Vec<String>,
    /// The series that it is a part of.
    pub series: Option<String>,
    /// BCP 47 tag, when the post says.
    pub language: Option<String>,
    /// Text direction, when the post says.
    pub direction: Option<Direction>,
    /// Address of the image above the text; `None` also when the text begins with the same one.
    pub hero: Option<String>,
    /// Minutes to read it.
    pub minutes: u32,
    /// Its headings in order.
    pub outline: Vec<Heading>,
    /// Whether a table of contents is wanted, when the post says.
    pub toc: Option<bool>,
    /// Where the original lives, an address on the web.
    pub original: Option<String>,
    /// What it says of copying it.
    pub rights: Rights,
    /// Whether comments are open.
    pub comments: bool,
    /// What is wrong with its file.
    pub problems: Vec<Problem>,
}

impl PostHead {
    /// Of a file of which nothing else is known.
    pub fn of_file(file: PostPath) -> Self {
        Self {
            title: file.key().to_owned(),
            file,
            date: None,
            updated: None,
            categories: Vec::new(),
            tags: Vec::new(),
            authors: Vec::new(),
            series: None,
            language: None,
            direction: None,
            hero: None,
            minutes: 1,
            outline: Vec::new(),
            toc: None,
            original: None,
            rights: Rights::default(),
            comments: true,
            problems: Vec::new(),
        }
    }
}

impl FromNode for PostHead {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let file = node.field("file")?;
        node.fields(|fields| Self {
            file,
            title: fields.field("title"),
            date: fields.field("date"),
            updated: fields.field("updated"),
            categories: fields.field("categories"),
            tags: fields.field("tags"),
            authors: fields.field("authors"),
            series: fields.field("series"),
            language: fields.field("language"),
            direction: fields.field("direction"),
            hero: fields.field("hero"),
            minutes: fields.field("minutes"),
            outline: fields.field("outline"),
            toc: fields.field("toc"),
            original: fields.field("original"),
            rights: fields.field("rights"),
            comments: fields.field("comments"),
            problems: fields.field("problems"),
        })
    }
}

/// A post ready for the sanitiser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostPage {
    /// What its page shows around its text.
    pub head: PostHead,
    /// Its text, not sanitised yet; `None` where it has too much of something, of which its problems tell.
    pub html: Option<RawHtml>,
    /// Its text as written, for a page that cannot show it otherwise.
    pub source: String,
}

impl PostPage {
    /// The page of `post`, whose body was rendered as `rendered` for `place`.
    pub fn new(post: Post, rendered: Rendered, place: &Place) -> Self {
        let hero = post.meta.hero.as_ref().and_then(|image| place.resolve(&post.path, &image.0));
        let mut problems = post.problems;
        problems.extend(rendered.problems);
        let head = PostHead {
            file: post.path,
            title: post.meta.title,
            date: post.meta.date,
            updated: post.meta.updated,
            categories: post.meta.categories,
            tags: post.meta.tags,
            authors: post.meta.authors,
            series: post.meta.series,
            language: post.meta.language,
            direction: post.meta.direction,
            hero: hero.filter(|address| rendered.first_image.as_ref() != Some(address)),
            minutes: rendered.minutes,
            outline: rendered.outline,
            toc: post.meta.toc,
            original: post.meta.original,
            rights: Rights::new(post.meta.copyright, post.meta.license),
            comments: post.meta.comments,
            problems,
        };
        let html = rendered.excess.is_none().then_some(rendered.html);
        Self { head, html, source: post.body.text }
    }
}

impl FromNode for PostPage {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { head: node.field("head")?, html: node.field("html")?, source: node.field("source")? })
    }
}
