//! What stands in a page's head for search engines, link previews, feed readers and the app.

use inkstone_catalogue::{PageRecord, Taxonomy};
use inkstone_content::{PostHead, Site, address::encode_path};
use inkstone_views::Route;
use serde_json::{Value, json};

use super::embed::oembed_address;
use crate::{
    feeds::{ATOM, JSON},
    shell::escape_into,
};

/// Whether search engines should keep a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Robots {
    /// As they like.
    Come,
    /// They should not.
    Stay,
}

/// What a page is, in the words of OpenGraph and schema.org.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'a> {
    /// Anything of the site that is no list and no post.
    Site,
    /// A page of a list.
    List,
    /// A post.
    Post(&'a PostHead),
}

/// The head of one page.
pub(super) struct Head<'a> {
    pub(super) site: &'a Site,
    /// What leads from the page to the site's root.
    pub(super) base: &'a str,
    /// Without the blog's name when the page is a post.
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    /// BCP 47 tag.
    pub(super) language: &'a str,
    /// The page's address; `None` when it has none of its own.
    pub(super) route: Option<&'a Route>,
    pub(super) kind: Kind<'a>,
    /// Address of a picture below the site's root, or absolute.
    pub(super) image: Option<&'a str>,
    /// Before this page in its series: the older post, the list's page with newer ones.
    pub(super) previous: Option<&'a Route>,
    /// After it.
    pub(super) next: Option<&'a Route>,
    pub(super) robots: Robots,
    /// The file of the page's post, when its address does not tell.
    pub(super) file: Option<&'a str>,
    pub(super) record: Option<&'a PageRecord>,
}

impl<'a> Head<'a> {
    /// The head of a page of `site` of which nothing else is known.
    pub(super) fn new(site: &'a Site, base: &'a str) -> Self {
        Self {
            site,
            base,
            title: &site.title,
            description: &site.description,
            language: &site.language,
            route: None,
            kind: Kind::Site,
            image: None,
            previous: None,
            next: None,
            robots: Robots::Come,
            file: None,
            record: None,
        }
    }

    /// As HTML, to stand before `</head>`.
    pub(super) fn html(&self) -> String {
        let mut html = Elements(String::new());
        if let Some(file) = self.file {
            html.meta("name", "inkstone:file", file);
        }
        if let Some(path) = &self.site.stylesheet {
            html.link("stylesheet", &format!("{}posts/{}", self.below(), encode_path(path)));
        }
        for path in &self.site.plug_ins.scripts {
            html.script(&format!("{}posts/{}", self.below(), encode_path(path.as_str())));
        }
        if self.robots == Robots::Stay {
            html.meta("name", "robots", "noindex");
        }
        if let Some(address) = self.address() {
            html.link("canonical", &address);
        }
        for (rel, route) in [("prev", self.previous), ("next", self.next)] {
            if let Some(route) = route {
                html.link(rel, &format!("{}{}", self.below(), address(route)));
            }
        }
        if self.site.url.is_some() && self.robots == Robots::Come {
            html.feed("application/atom+xml", &self.site.title, &format!("{}{ATOM}", self.below()));
            html.feed("application/feed+json", &self.site.title, &format!("{}{JSON}", self.below()));
            if let Some(Route::Term { .. }) = self.route {
                let folder = self.route.map(|route| address(&route.at_page(1))).unwrap_or_default();
                html.feed("application/atom+xml", self.title, &format!("{}{folder}{ATOM}", self.below()));
                html.feed("application/feed+json", self.title, &format!("{}{folder}{JSON}", self.below()));
            }
        }
        if let (Kind::Post(_), Robots::Come, Some(below)) =
            (self.kind, self.robots, self.route.and_then(oembed_address))
            && let Some(address) = self.absolute(&below)
        {
            html.feed("application/json+oembed", self.title, &address);
        }
        self.preview(&mut html);
        if self.robots == Robots::Come {
            html.block("application/ld+json", None, &self.linked().to_string());
        }
        if let Some(json) = self.record.and_then(|record| record.to_json().ok()) {
            html.block("application/json", Some(inkstone_catalogue::RECORD_ID), &json);
        }
        html.0
    }

    /// OpenGraph, and what Twitter does not take from it.
    fn preview(&self, html: &mut Elements) {
        let image = self.image.and_then(|image| self.absolute(image));
        html.meta("property", "og:site_name", &self.site.title);
        html.meta("property", "og:title", self.title);
        if !self.description.is_empty() {
            html.meta("property", "og:description", self.description);
        }
        html.meta("property", "og:locale", &self.language.replace('-', "_"));
        if let Some(address) = self.address() {
            html.meta("property", "og:url", &address);
        }
        html.meta("name", "twitter:card", if image.is_some() { "summary_large_image" } else { "summary" });
        if let Some(image) = &image {
            html.meta("property", "og:image", image);
        }
        let Kind::Post(post) = self.kind else {
            html.meta("property", "og:type", "website");
            return;
        };
        html.meta("property", "og:type", "article");
        if let Some(date) = post.date {
            html.meta("property", "article:published_time", &date.to_string());
        }
        if let Some(date) = post.updated {
            html.meta("property", "article:modified_time", &date.to_string());
        }
        for author in &post.authors {
            html.meta("name", "author", author);
        }
        if let Some(section) = post.categories.first().and_then(|path| path.0.first()) {
            html.meta("property", "article:section", section);
        }
        for tag in &post.tags {
            html.meta("property", "article:tag", tag);
        }
    }

    /// schema.org as JSON-LD.
    fn linked(&self) -> Value {
        let address = self.address();
        let Kind::Post(post) = self.kind else {
            if let (Kind::List, Some(Route::Term { path, .. })) = (self.kind, self.route) {
                return self.term(path, address);
            }
            let mut blog = json!({
                "@context": "https://schema.org", "@type": "Blog", "name": self.site.title,
                "inLanguage": self.site.language,
            });
            add(&mut blog, "url", address.map(Value::from));
            add(&mut blog, "description", (!self.description.is_empty()).then(|| self.description.into()));
            return blog;
        };
        if self.route.is_some_and(Route::is_page) {
            let mut page = json!({
                "@context": "https://schema.org", "@type": "WebPage", "name": self.title, "inLanguage": self.language,
                "isPartOf": { "@type": "Blog", "name": self.site.title },
            });
            add(&mut page, "url", address.map(Value::from));
            add(&mut page, "description", (!self.description.is_empty()).then(|| self.description.into()));
            return page;
        }
        let mut posting = json!({
            "@type": "BlogPosting", "headline": self.title, "inLanguage": self.language,
            "isPartOf": { "@type": "Blog", "name": self.site.title },
        });
        let people = |name: &String| json!({ "@type": "Person", "name": name });
        let authors = if post.authors.is_empty() { std::slice::from_ref(&self.site.author) } else { &post.authors };
        let authors: Vec<Value> = authors.iter().filter(|name| !name.is_empty()).map(people).collect();
        add(&mut posting, "author", (!authors.is_empty()).then(|| authors.into()));
        add(&mut posting, "description", (!self.description.is_empty()).then(|| self.description.into()));
        add(&mut posting, "datePublished", post.date.map(|date| date.to_string().into()));
        add(&mut posting, "dateModified", post.updated.or(post.date).map(|date| date.to_string().into()));
        add(&mut posting, "image", self.image.and_then(|image| self.absolute(image)).map(Value::from));
        add(&mut posting, "keywords", (!post.tags.is_empty()).then(|| post.tags.clone().into()));
        let categories = post.categories.first().map(|path| path.0.as_slice()).unwrap_or_default();
        let section = (!categories.is_empty()).then(|| categories.join(" / "));
        add(&mut posting, "articleSection", section.map(Value::from));
        add(&mut posting, "url", address.clone().map(Value::from));
        add(&mut posting, "mainEntityOfPage", address.map(Value::from));
        json!({ "@context": "https://schema.org", "@graph": [posting, self.breadcrumbs(categories, self.title)] })
    }

    /// The page of a category or tag.
    fn term(&self, path: &[String], address: Option<String>) -> Value {
        let mut page = json!({
            "@type": "CollectionPage", "name": self.title, "inLanguage": self.language,
            "isPartOf": { "@type": "Blog", "name": self.site.title },
        });
        add(&mut page, "url", address.map(Value::from));
        let above = match self.route {
            Some(Route::Term { taxonomy: Taxonomy::Categories, .. }) => path.split_last().map(|(_, above)| above),
            _ => None,
        };
        let name = path.last().map_or("", String::as_str);
        let trail = self.breadcrumbs(above.unwrap_or_default(), name);
        json!({ "@context": "https://schema.org", "@graph": [page, trail] })
    }

    /// From home by `categories`, the path of one, to the page, which is called `name`.
    fn breadcrumbs(&self, categories: &[String], name: &str) -> Value {
        let mut steps = vec![(self.site.title.as_str(), self.absolute(""))];
        for depth in 1..=categories.len() {
            let route = Route::category(&categories[..depth]);
            steps.push((&categories[depth - 1], self.absolute(&address(&route))));
        }
        // The last one is the page itself.
        steps.push((name, None));
        let items = (1..).zip(steps).map(|(position, (name, address))| {
            let mut item = json!({ "@type": "ListItem", "position": position, "name": name });
            add(&mut item, "item", address.map(Value::from));
            item
        });
        json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
    }

    /// The page's full address; `None` while nobody has said where the site will live.
    fn address(&self) -> Option<String> {
        self.absolute(&address(self.route?))
    }

    fn absolute(&self, below: &str) -> Option<String> {
        absolute(self.site, below)
    }

    fn below(&self) -> &str {
        if self.base.is_empty() { "./" } else { self.base }
    }
}

/// The full address of what is `below` the site's root, if that is known.
fn absolute(site: &Site, below: &str) -> Option<String> {
    if below.starts_with("https://") || below.starts_with("http://") {
        return Some(below.to_owned());
    }
    Some(format!("{}/{below}", site.url.as_deref()?.trim_end_matches('/')))
}

/// The address of a page's folder below the site's root: what static hosts answer at once.
pub(crate) fn address(route: &Route) -> String {
    match route.to_string() {
        home if home.is_empty() => home,
        below => below + "/",
    }
}

fn add(object: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(key.to_owned(), value);
    }
}

struct Elements(String);

impl Elements {
    fn meta(&mut self, kind: &str, name: &str, content: &str) {
        self.0.push_str(&format!("<meta {kind}=\"{name}\" content=\""));
        escape_into(content, &mut self.0);
        self.0.push_str("\">\n");
    }

    fn link(&mut self, rel: &str, href: &str) {
        self.0.push_str(&format!("<link rel=\"{rel}\" href=\""));
        escape_into(href, &mut self.0);
        self.0.push_str("\">\n");
    }

    fn script(&mut self, src: &str) {
        self.0.push_str("<script type=\"module\" src=\"");
        escape_into(src, &mut self.0);
        self.0.push_str("\"></script>\n");
    }

    fn feed(&mut self, kind: &str, title: &str, href: &str) {
        self.0.push_str(&format!("<link rel=\"alternate\" type=\"{kind}\" title=\""));
        escape_into(title, &mut self.0);
        self.0.push_str("\" href=\"");
        escape_into(href, &mut self.0);
        self.0.push_str("\">\n");
    }

    /// A block of JSON, in which no `<` begins an end tag.
    fn block(&mut self, kind: &str, id: Option<&str>, json: &str) {
        let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        self.0.push_str(&format!("<script type=\"{kind}\"{id}>{}</script>\n", json.replace('<', "\\u003c")));
    }
}
