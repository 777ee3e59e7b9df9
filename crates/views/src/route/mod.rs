//! Addresses of the app's pages, both ways: a link needs the text, the app the meaning.

mod file;
mod term;

use std::{fmt, str::FromStr};

use inkstone_catalogue::{Span, Taxonomy};
use inkstone_content::{
    PostPath,
    address::{self, decode_path, encode_path, is_taken},
};

pub use file::is_file;

/// A page of the app. Its text is its address below the site's root, percent-encoded,
/// without a leading slash; home is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// List page `page`, from 1 for the newest; page 1 is home.
    List {
        /// The page's number, at least 1.
        page: u32,
    },
    /// The post with this key.
    Post {
        /// The key, not percent-encoded; it cannot leave the posts folder.
        path: PostPath,
    },
    /// A part of the archive.
    Archive {
        /// Which part.
        span: Span,
        /// The page's number, at least 1.
        page: u32,
    },
    /// All categories, or all tags.
    Terms {
        /// Which of the two.
        taxonomy: Taxonomy,
        /// The page's number, at least 1.
        page: u32,
    },
    /// The posts of a category or a tag.
    Term {
        /// Which of the two.
        taxonomy: Taxonomy,
        /// From root to leaf, not percent-encoded, never empty; a tag is a path of one name.
        path: Vec<String>,
        /// The page's number, at least 1.
        page: u32,
    },
    /// What is kept on this device.
    Saved,
}

/// The address is none of the app's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteError;

impl Route {
    /// Home.
    pub const HOME: Self = Self::List { page: 1 };
    /// The archive.
    pub const ARCHIVE: Self = Self::Archive { span: Span::All, page: 1 };
    /// All categories.
    pub const CATEGORIES: Self = Self::Terms { taxonomy: Taxonomy::Categories, page: 1 };
    /// All tags.
    pub const TAGS: Self = Self::Terms { taxonomy: Taxonomy::Tags, page: 1 };

    /// The posts of a category.
    pub fn category(path: &[String]) -> Self {
        Self::Term { taxonomy: Taxonomy::Categories, path: path.to_vec(), page: 1 }
    }

    /// The posts of a tag.
    pub fn tag(name: &str) -> Self {
        Self::Term { taxonomy: Taxonomy::Tags, path: vec![name.to_owned()], page: 1 }
    }

    /// The folder below the site in which hosts find the page of the post with this key: its
    /// address, not percent-encoded.
    pub fn folder_of(path: &PostPath) -> String {
        address::folder_of(path.as_str())
    }

    /// Whether it is a page beside the posts, such as `/about`.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Post { path } if path.is_page())
    }

    /// The page's number in its list, from 1; a post has only one.
    pub fn page(&self) -> u32 {
        match self {
            Self::List { page } | Self::Archive { page, .. } | Self::Terms { page, .. } | Self::Term { page, .. } => {
                *page
            }
            Self::Post { .. } | Self::Saved => 1,
        }
    }

    /// The same list's page `number`; a post, and what is kept, have only one.
    pub fn at_page(&self, number: u32) -> Self {
        let mut route = self.clone();
        match &mut route {
            Self::List { page } | Self::Archive { page, .. } | Self::Terms { page, .. } | Self::Term { page, .. } => {
                *page = number;
            }
            Self::Post { .. } | Self::Saved => {}
        }
        route
    }
}

fn root_of(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Categories => "categories",
        Taxonomy::Tags => "tags",
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = match self {
            Self::List { page: 1 } => return Ok(()),
            Self::List { page } => return write!(f, "page/{page}"),
            Self::Post { path } => return f.write_str(&encode_path(&Self::folder_of(path))),
            Self::Saved => return f.write_str("saved"),
            Self::Archive { span, page } => {
                match span {
                    Span::All => f.write_str("archive")?,
                    Span::Year(year) => write!(f, "archive/{year:04}")?,
                    Span::Month(year, month) => write!(f, "archive/{year:04}/{month:02}")?,
                }
                page
            }
            Self::Terms { taxonomy, page } => {
                f.write_str(root_of(*taxonomy))?;
                page
            }
            Self::Term { taxonomy, path, page } => {
                f.write_str(root_of(*taxonomy))?;
                path.iter().try_for_each(|name| write!(f, "/{}", term::encode(name)))?;
                page
            }
        };
        if *page == 1 { Ok(()) } else { write!(f, "/page/{page}") }
    }
}

impl FromStr for Route {
    type Err = RouteError;

    /// Reads the part of a URL's path below the site's root, still percent-encoded.
    ///
    /// Each part is decoded once and checked after decoding, so `..%2f` cannot become a
    /// step out of the posts folder and `//evil` cannot become an origin.
    fn from_str(address: &str) -> Result<Self, RouteError> {
        let address = address.strip_suffix("index.html").unwrap_or(address);
        let address = address.strip_suffix('/').unwrap_or(address);
        if address.is_empty() {
            return Ok(Self::HOME);
        }
        if address == "saved" {
            return Ok(Self::Saved);
        }
        let parts: Vec<&str> = address.split('/').collect();
        if let ["posts", parts @ ..] = parts.as_slice() {
            return post(parts);
        }
        let (parts, page) = match parts.as_slice() {
            [parts @ .., "page", number] => (parts, page_number(number)?),
            parts => (parts, 1),
        };
        match parts {
            [] => Ok(Self::List { page }),
            ["archive"] => Ok(Self::Archive { span: Span::All, page }),
            ["archive", year] => Ok(Self::Archive { span: Span::Year(number(year, 4)?), page }),
            ["archive", year, month] => {
                let month = i8::try_from(number(month, 2)?).ok().filter(|month| (1..=12).contains(month));
                Ok(Self::Archive { span: Span::Month(number(year, 4)?, month.ok_or(RouteError)?), page })
            }
            ["categories"] => Ok(Self::Terms { taxonomy: Taxonomy::Categories, page }),
            ["categories", path @ ..] => {
                Ok(Self::Term { taxonomy: Taxonomy::Categories, path: term::path(path)?, page })
            }
            ["tags"] => Ok(Self::Terms { taxonomy: Taxonomy::Tags, page }),
            ["tags", name] => Ok(Self::Term { taxonomy: Taxonomy::Tags, path: term::path(&[name])?, page }),
            _ if is_taken(address) => Err(RouteError),
            // Whatever is left may be a page beside the posts; only its file can tell.
            _ => post(&[&["pages"], address.split('/').collect::<Vec<_>>().as_slice()].concat()),
        }
    }
}

fn post(parts: &[&str]) -> Result<Route, RouteError> {
    let parts: Vec<String> = parts.iter().copied().map(decode_path).collect::<Option<_>>().ok_or(RouteError)?;
    if parts.iter().any(|part| part.contains('/')) {
        return Err(RouteError);
    }
    let path = PostPath::new(parts.join("/")).map_err(|_| RouteError)?;
    Ok(Route::Post { path })
}

/// A page's number as it is written: digits, not 0.
fn page_number(text: &str) -> Result<u32, RouteError> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain).ok_or(RouteError)
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Result<i16, RouteError> {
    let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain).ok_or(RouteError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_round_trip() {
        for key in ["hello", "news/2022/a b", "100%", "a&b", "引号'\"", "😀/é", "a?b#c", "index.html/x"] {
            let route = Route::Post { path: PostPath::new(key).expect("a valid key") };
            assert_eq!(route.to_string().parse(), Ok(route), "{key}");
        }
        for page in [1, 2, 4_000_000_000] {
            for route in [Route::HOME, Route::ARCHIVE, Route::CATEGORIES, Route::TAGS] {
                let route = route.at_page(page);
                assert_eq!(route.to_string().parse(), Ok(route.clone()), "{route}");
            }
            for span in [Span::Year(2022), Span::Year(987), Span::Month(2022, 4), Span::Month(2022, 12)] {
                let route = Route::Archive { span, page };
                assert_eq!(route.to_string().parse(), Ok(route.clone()), "{route}");
            }
            for names in [
                &["新媒体", "趣头条", "分类"][..],
                &["C/C++", "..."],
                &["page"],
                &["page", "2"],
                &["a", "page", "3"],
                &["100%", "a?b#c", " "],
                &["index.html"],
                &["a", "index.html"],
                &["%2F"],
                &["\\"],
            ] {
                let path: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                let category = Route::category(&path).at_page(page);
                assert_eq!(category.to_string().parse(), Ok(category.clone()), "{category}");
                let tag = Route::tag(&path[0]).at_page(page);
                assert_eq!(tag.to_string().parse(), Ok(tag.clone()), "{tag}");
            }
        }
    }

    #[test]
    fn addresses_are_those_of_the_contract() {
        let path = ["A".to_owned(), "B c".to_owned()];
        for (route, expected) in [
            (Route::HOME, ""),
            (Route::List { page: 2 }, "page/2"),
            (Route::ARCHIVE, "archive"),
            (Route::ARCHIVE.at_page(3), "archive/page/3"),
            (Route::Archive { span: Span::Year(2022), page: 1 }, "archive/2022"),
            (Route::Archive { span: Span::Month(2022, 4), page: 2 }, "archive/2022/04/page/2"),
            (Route::CATEGORIES, "categories"),
            (Route::category(&path), "categories/A/B%20c"),
            (Route::category(&path).at_page(2), "categories/A/B%20c/page/2"),
            (Route::TAGS.at_page(2), "tags/page/2"),
            (Route::tag("C/C++"), "tags/C%2FC%2B%2B"),
            (Route::tag("page"), "tags/%70age"),
        ] {
            assert_eq!(route.to_string(), expected);
        }
    }

    #[test]
    fn a_page_beside_the_posts_has_a_short_address() {
        for (key, address) in [
            ("pages/about", "about"),
            ("pages/关于/我", "%E5%85%B3%E4%BA%8E/%E6%88%91"),
            ("pages/about/page/2", "about/page/2"),
            ("pages/tags", "posts/pages/tags"),
            ("pages/embed", "posts/pages/embed"),
            ("pages/posts/a", "posts/pages/posts/a"),
        ] {
            let route = Route::Post { path: PostPath::new(key).expect("a valid key") };
            assert!(route.is_page(), "{key}");
            assert_eq!(route.to_string(), address);
            assert_eq!(address.parse(), Ok(route), "{key}");
        }
    }

    #[test]
    fn a_trailing_slash_or_index_file_is_the_same_page() {
        for (case, address, expected) in [
            ("home", "index.html", Route::HOME),
            ("page", "page/2/", Route::List { page: 2 }),
            ("post", "posts/a/", Route::Post { path: PostPath::new("a").expect("valid") }),
            ("tag", "tags/a/index.html", Route::tag("a")),
            ("first page", "archive/page/1", Route::ARCHIVE),
        ] {
            assert_eq!(address.parse(), Ok(expected), "{case}");
        }
    }

    #[test]
    fn addresses_that_lead_elsewhere_are_no_route() {
        for address in [
            "posts/..%2fsecret",
            "posts/../secret",
            "posts/%2e%2e/secret",
            "posts//evil.example",
            "posts/a%2fb",
            "posts/a%5cb",
            "posts/a%00",
            "posts/%ff",
            "posts/",
            "/evil.example",
            "page/0",
            "page/+2",
            "page/-1",
            "page/02",
            "page/99999999999",
            "pages/about",
            "embed",
            "embed/posts/a",
            "search/x",
            "about//me",
            "about/%2e%2e/me",
            "about/a%2fb",
            "archive/22",
            "archive/+022",
            "archive/2022/13",
            "archive/2022/00",
            "archive/2022/4",
            "archive/2022/04/07",
            "archive/page/0",
            "categories//a",
            "categories/a//b",
            "categories/%2e%2e",
            "categories/..",
            "tags/a/b",
            "tags/%00",
            "tags/a%0ab",
            "tags/%ff",
            "tags/a/page/x",
        ] {
            assert_eq!(address.parse::<Route>(), Err(RouteError), "{address}");
        }
    }
}
