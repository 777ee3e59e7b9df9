//! A post's entry in the catalogue: what a list shows of it.

use inkstone_content::{
    Image, Place, Post, PostDate, PostPath, Rendered, Site,
    json::{FromNode, JsonError, Node},
};
use serde::{Deserialize, Serialize};

/// What a list shows of a post, and what finds its file. A page file holds it in the form of JSON Feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The post's key, not percent-encoded: `/posts/<path>` is its page.
    pub path: String,
    /// Its file below the posts folder, when that is not `<path>.md`.
    pub file: Option<String>,
    /// Never empty.
    pub title: String,
    /// When it was published.
    pub date: Option<PostDate>,
    /// When it was last changed.
    pub updated: Option<PostDate>,
    /// Category paths from root to leaf.
    pub categories: Vec<Vec<String>>,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// The series that it is a part of.
    pub series: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// A few lines of text.
    pub excerpt: String,
    /// Address of the image beside the entry, resolved against the site's root.
    pub thumbnail: Option<String>,
    /// BCP 47 tag, when the post says.
    pub language: Option<String>,
    /// Higher first; 0 is not pinned.
    pub pinned: i64,
    /// Minutes to read it.
    pub minutes: u32,
    /// How many problems its file has.
    pub problems: u32,
}

impl Summary {
    /// The entry of `post` of `site`, whose body was rendered as `rendered` for the site's own root (`""`).
    pub fn new(post: &Post, rendered: &Rendered, site: &Site) -> Self {
        let path = post.path.key().to_owned();
        let file = post.path.as_str();
        // Front matter names a picture as the body does: from where the post's file is.
        let place = Place::new("", site);
        let resolve = |image: &Image| place.resolve(&post.path, &image.0);
        let thumbnail = post.meta.thumbnail.as_ref().and_then(resolve);
        Self {
            // The address of a page beside the posts does not tell its file.
            file: (post.path.is_page() || file.strip_suffix(".md") != Some(path.as_str())).then(|| file.to_owned()),
            path,
            title: post.meta.title.clone(),
            date: post.meta.date,
            updated: post.meta.updated,
            categories: post.meta.categories.iter().map(|category| category.0.clone()).collect(),
            tags: post.meta.tags.clone(),
            series: post.meta.series.clone(),
            authors: post.meta.authors.clone(),
            excerpt: rendered.excerpt.clone(),
            thumbnail: thumbnail.or_else(|| rendered.first_image.clone().filter(|_| !post.meta.no_thumbnail)),
            language: post.meta.language.clone(),
            pinned: post.meta.pinned,
            minutes: rendered.minutes,
            problems: u32::try_from(post.problems.len() + rendered.problems.len()).unwrap_or(u32::MAX),
        }
    }

    /// The post's file below the posts folder.
    pub fn file(&self) -> String {
        self.file.clone().unwrap_or_else(|| format!("{}.md", self.path))
    }
}

/// Newest first; posts without a date last; then by path, so that the order is total.
pub fn newest_first(a: &Summary, b: &Summary) -> std::cmp::Ordering {
    let instant = |summary: &Summary| summary.date.map(PostDate::instant);
    instant(b).cmp(&instant(a)).then_with(|| a.path.cmp(&b.path))
}

/// A JSON Feed 1.1 item, as it stands in a page file.
#[derive(Serialize)]
pub(crate) struct Item {
    id: String,
    /// Absent where the site's own address is not known: a feed's addresses are absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    /// JSON Feed wants one of `content_html` and `content_text` in every item.
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<PostDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<PostDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(rename = "_inkstone")]
    extension: Extension,
}

#[derive(Serialize)]
struct Author {
    name: String,
}

#[derive(Serialize)]
struct Extension {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The thumbnail, when it is a file of this site.
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    pinned: i64,
    minutes: u32,
    #[serde(skip_serializing_if = "is_none_found")]
    problems: u32,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

fn is_none_found(count: &u32) -> bool {
    *count == 0
}

impl Item {
    /// `home`: the site's own address ending in `/`, or empty when it is not known.
    pub(crate) fn new(summary: &Summary, home: &str) -> Self {
        let id = format!("{home}posts/{}", inkstone_content::address::encode_path(&summary.path));
        let is_absolute = |address: &&String| address.starts_with("https://") || address.starts_with("http://");
        let elsewhere = summary.thumbnail.as_ref().filter(is_absolute);
        let own = summary.thumbnail.as_ref().filter(|address| !is_absolute(address));
        let absolute = |address: &String| (!home.is_empty()).then(|| format!("{home}{address}"));
        Self {
            url: (!home.is_empty()).then(|| id.clone()),
            id,
            title: summary.title.clone(),
            summary: summary.excerpt.clone(),
            content_text: String::new(),
            image: elsewhere.cloned().or_else(|| own.and_then(absolute)),
            date_published: summary.date,
            date_modified: summary.updated,
            authors: summary.authors.iter().map(|name| Author { name: name.clone() }).collect(),
            tags: summary.tags.clone(),
            language: summary.language.clone(),
            extension: Extension {
                path: summary.path.clone(),
                file: summary.file.clone(),
                thumbnail: own.cloned(),
                categories: summary.categories.clone(),
                series: summary.series.clone(),
                pinned: summary.pinned,
                minutes: summary.minutes,
                problems: summary.problems,
            },
        }
    }
}

/// An item of a page file, read; nothing where its paths lead out of the posts folder.
pub(crate) struct Entry(pub(crate) Option<Summary>);

impl FromNode for Entry {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let extension: Extension = node.field("_inkstone")?;
        let authors: Vec<Author> = node.or_default("authors")?;
        let summary = node.fields(|fields| Summary {
            path: extension.path,
            file: extension.file,
            title: fields.field("title"),
            date: fields.field("date_published"),
            updated: fields.field("date_modified"),
            categories: extension.categories,
            tags: fields.or_default("tags"),
            series: extension.series,
            authors: authors.into_iter().map(|author| author.name).collect(),
            excerpt: fields.or_default("summary"),
            thumbnail: extension.thumbnail.or(fields.field("image")),
            language: fields.field("language"),
            pinned: extension.pinned,
            minutes: extension.minutes,
            problems: extension.problems,
        })?;
        let is_inside = |path: &str| PostPath::new(path).is_ok();
        let is_inside = is_inside(&summary.path) && summary.file.as_deref().is_none_or(is_inside);
        Ok(Self(is_inside.then_some(summary)))
    }
}

impl FromNode for Author {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { name: node.field("name")? })
    }
}

impl FromNode for Extension {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        node.fields(|fields| Self {
            path: fields.field("path"),
            file: fields.field("file"),
            thumbnail: fields.field("thumbnail"),
            categories: fields.or_default("categories"),
            series: fields.field("series"),
            pinned: fields.or_default("pinned"),
            minutes: fields.or_default("minutes"),
            problems: fields.or_default("problems"),
        })
    }
}
