//! From a post's body to raw HTML, outline and plain text.

use crate::{Post, Problem, Site};

/// HTML that nobody has sanitised yet. It has no way into a page but through the sanitiser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawHtml(String);

impl RawHtml {
    /// Marks a text as unsanitised HTML.
    pub fn new(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// The text, for a sanitiser.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a post is shown: what its relative addresses resolve against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Address of the site's root, ending in `/`: `/`, `/blog/`, `../../` or absolute.
    pub base: String,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Unique in the post, without `user-content-`.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A rendered body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML, repaired but not sanitised.
    pub html: RawHtml,
    /// Its headings in order.
    pub outline: Vec<Heading>,
    /// Its visible text, blocks separated by newlines, without code.
    pub text: String,
    /// Excerpt: front matter's, else up to `<!-- more -->`, else the first paragraph.
    pub excerpt: String,
    /// Address of the first image, resolved.
    pub first_image: Option<String>,
    /// CJK characters plus other words.
    pub words: u32,
    /// Minutes to read it, at least 1.
    pub minutes: u32,
    /// What is wrong with the body.
    pub problems: Vec<Problem>,
}

/// Renders the body of `post` for `place`.
pub fn render(post: &Post, _site: &Site, _place: &Place) -> Rendered {
    let mut html = String::new();
    match post.body.kind {
        crate::BodyKind::Html => html.push_str(&post.body.text),
        crate::BodyKind::Markdown => {
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&post.body.text));
        }
    }
    Rendered {
        html: RawHtml::new(html),
        outline: Vec::new(),
        text: String::new(),
        excerpt: post.meta.excerpt.clone().unwrap_or_default(),
        first_image: None,
        words: 0,
        minutes: 1,
        problems: Vec::new(),
    }
}
