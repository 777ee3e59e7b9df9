//! From a post's body to raw HTML, outline and plain text.

mod place;

use serde::Serialize;

use crate::{
    BodyKind, Post, Problem, Site,
    count::Count,
    excerpt,
    json::{FromNode, JsonError, Node},
    markdown::{self, Settings},
    policy::Limit,
    repair,
    tags::{self, Inserts, Replaced},
};

pub use place::{Assets, Folder, KnownPost, KnownPosts, Place};
pub(crate) use place::{Purpose, Resolver, is_trimmed, with_scheme};

/// HTML that nobody has sanitised yet. It has no way into a page but through the sanitiser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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

impl FromNode for RawHtml {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        node.text().map(Self::new)
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Unique in the post, without `user-content-`.
    pub id: String,
    /// Its text on one line; never empty.
    pub text: String,
}

impl FromNode for Heading {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { level: node.field("level")?, id: node.field("id")?, text: node.field("text")? })
    }
}

/// A picture of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyImage {
    /// Its address, resolved, not escaped.
    pub address: String,
    /// The text that stands for it.
    pub alt: String,
    /// Its width in CSS pixels, where the post tells.
    pub width: Option<u32>,
    /// Its height in CSS pixels, where the post tells.
    pub height: Option<u32>,
}

/// A rendered body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML, repaired but not sanitised. Ids have no `user-content-` before them yet. Where there is
    /// too much of something it ends there, and no page shows it.
    pub html: RawHtml,
    /// What there is too much of: the post is shown as its text.
    pub excess: Option<Limit>,
    /// Its headings in order; none where there is too much of something.
    pub outline: Vec<Heading>,
    /// Its visible text, blocks separated by newlines, without code blocks. Where there is too much of
    /// something it is the body as written, which is what the page shows.
    pub text: String,
    /// Excerpt: front matter's, else up to `<!-- more -->`, else the first paragraph. Plain
    /// text on one line.
    pub excerpt: String,
    /// Address of the first picture that is more than an icon, resolved.
    pub first_image: Option<String>,
    /// Its pictures in order.
    pub images: Vec<BodyImage>,
    /// CJK characters plus other words.
    pub words: u32,
    /// Minutes to read it, at least 1.
    pub minutes: u32,
    /// Languages of its code blocks, each once, in order; `mermaid` for diagrams. At most 50.
    pub code_languages: Vec<String>,
    /// Whether it holds formulas: elements of the class `math` with TeX in them.
    pub has_math: bool,
    /// How many footnotes stand at its end.
    pub footnotes: u32,
    /// What is wrong with the body.
    pub problems: Vec<Problem>,
}

/// Renders the body of `post` for `place`. It takes time in proportion to the body's length
/// and panics on none.
pub fn render(post: &Post, site: &Site, place: &Place) -> Rendered {
    let resolver = Resolver::new(place, &post.path);
    let source = tags::without_placeholders(&post.body.text);
    let replaced = tags::replace(&source, &tags::Context::new(&post.body, site, &resolver));
    finished(post, site, &resolver, replaced)
}

/// The same as [`render`] without what replaces tags, which is a part of a module that few posts need: for a body that
/// holds nothing like one, or whose tags have been replaced already: `known`. `None` for any other.
pub fn render_known(post: &Post, site: &Site, place: &Place, known: Option<Replaced<'_>>) -> Option<Rendered> {
    let resolver = Resolver::new(place, &post.path);
    let source = tags::without_placeholders(&post.body.text);
    let replaced = match known {
        Some(replaced) => replaced,
        None if tags::may_hold(&source) => return None,
        None => Replaced::unchanged(&source),
    };
    Some(finished(post, site, &resolver, replaced))
}

/// What a body comes to once its tags are replaced.
fn finished(post: &Post, site: &Site, resolver: &Resolver<'_>, replaced: Replaced<'_>) -> Rendered {
    let written = match post.body.kind {
        BodyKind::Html => {
            markdown::Written { html: replaced.inserts.html(&replaced.text).into_owned(), ..Default::default() }
        }
        BodyKind::Markdown => {
            markdown::to_html(&replaced.text, &Settings::new(Some(&post.meta), site), &replaced.inserts)
        }
    };
    let mut repaired = repair::repair(&written.html, resolver);
    let mut problems = replaced.problems;
    let excerpt =
        excerpt::of(post.meta.excerpt.as_deref(), &repaired.text, repaired.more, repaired.paragraph.as_deref());
    if let Some(limit) = written.excess {
        problems.push(limit.problem());
        repaired.outline.clear();
        repaired.text.clone_from(&post.body.text);
    }
    let count = Count::of(&repaired.text);
    Rendered {
        html: RawHtml(repaired.html),
        outline: repaired.outline,
        excerpt,
        excess: written.excess,
        first_image: repaired
            .first_image
            .and_then(|at| repaired.images.get(at))
            .map(|image| with_scheme(&image.address)),
        images: repaired.images,
        words: count.total(),
        minutes: count.minutes(),
        code_languages: repaired.code_languages,
        has_math: repaired.has_math,
        footnotes: written.footnotes,
        text: repaired.text,
        problems,
    }
}

/// The Markdown stage of [`render`] alone: CommonMark, GFM and the extensions as `site`
/// configures them, before addresses, pictures and headings are repaired.
///
/// ```
/// use inkstone_content::{Site, render::markdown_to_html};
/// assert_eq!(markdown_to_html("**真，**她", &Site::default()).as_str(), "<p><strong>真，</strong>她</p>\n");
/// ```
pub fn markdown_to_html(source: &str, site: &Site) -> RawHtml {
    let source = tags::without_placeholders(source);
    RawHtml(markdown::to_html(&source, &Settings::new(None, site), &Inserts::default()).html)
}

/// The repair stage of [`render`] alone: addresses, pictures and heading ids of any HTML, as
/// they are in the post at `path` shown in `place`.
pub fn repair_html(html: &RawHtml, path: &crate::PostPath, place: &Place) -> RawHtml {
    RawHtml(repair::repair(&html.0, &Resolver::new(place, path)).html)
}
