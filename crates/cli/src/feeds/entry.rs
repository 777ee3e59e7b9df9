//! A post in a feed.

use inkstone_catalogue::Summary;
use inkstone_content::{PostDate, PostPath, Zone};
use inkstone_views::article::ArticleText;

use crate::{Blog, Failure, output::Output, pages::post_address, prepared::prepare};

/// The longest text that stands whole in a feed, in bytes: readers poll feeds all day.
const MOST_TEXT: usize = 200_000;

/// A post in a feed.
pub(super) struct Entry {
    /// Full address of its page.
    pub(super) address: String,
    pub(super) title: String,
    pub(super) date: PostDate,
    pub(super) updated: PostDate,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    /// Leaves of its category paths.
    pub(super) categories: Vec<String>,
    pub(super) excerpt: String,
    pub(super) language: Option<String>,
    /// Full address of its picture.
    pub(super) image: Option<String>,
    /// Its text as HTML, with full addresses.
    pub(super) text: Option<String>,
}

impl Entry {
    /// The entry of a post without its text; `None` for a post without a date, which no feed
    /// reader could put anywhere. `root`: full address of the site.
    pub(super) fn of(post: &Summary, root: &str) -> Option<Self> {
        let date = post.date?;
        let absolute = |address: &String| match address.contains("://") {
            true => address.clone(),
            false => format!("{root}{address}"),
        };
        Some(Self {
            address: format!("{root}{}", post_address(post)),
            title: post.title.clone(),
            date,
            updated: post.updated.unwrap_or(date),
            authors: post.authors.clone(),
            tags: post.tags.clone(),
            categories: post.categories.iter().filter_map(|path| path.last().cloned()).collect(),
            excerpt: post.excerpt.clone(),
            language: post.language.clone(),
            image: post.thumbnail.as_ref().map(absolute),
            text: None,
        })
    }

    /// The same with the text of `post`, unless that is too long for a feed.
    pub(super) fn with_text(
        self,
        blog: &Blog,
        output: &Output<'_>,
        zone: &Zone,
        post: &Summary,
        root: &str,
    ) -> Result<Self, Failure> {
        let file = post.file();
        let (Some(raw), Ok(path)) = (output.read(&format!("posts/{file}"))?, PostPath::new(file)) else {
            return Ok(self);
        };
        let text = match prepare(blog, &raw, path, root, zone).text {
            ArticleText::Body(body) if body.html().len() <= MOST_TEXT => Some(body.html().to_owned()),
            _ => None,
        };
        Ok(Self { text, ..self })
    }
}
