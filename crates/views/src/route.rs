//! Addresses of the app's pages, both ways: a link needs the text, the app the meaning.

use std::{fmt, str::FromStr};

use inkstone_content::{
    PostPath,
    address::{decode_path, encode_path},
};

/// A page of the app. Its text is its address below the site's root, percent-encoded,
/// without a leading slash; home is the empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// The address is none of the app's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteError;

impl Route {
    /// Home.
    pub const HOME: Self = Self::List { page: 1 };
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List { page: 1 } => Ok(()),
            Self::List { page } => write!(f, "page/{page}"),
            Self::Post { path } => write!(f, "posts/{}", encode_path(path.as_str())),
        }
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
        if let Some(number) = address.strip_prefix("page/") {
            let page = number.parse().map_err(|_| RouteError)?;
            return if page == 0 || number.starts_with('+') { Err(RouteError) } else { Ok(Self::List { page }) };
        }
        let encoded = address.strip_prefix("posts/").ok_or(RouteError)?;
        let parts: Vec<String> = encoded.split('/').map(decode_path).collect::<Option<_>>().ok_or(RouteError)?;
        if parts.iter().any(|part| part.contains('/')) {
            return Err(RouteError);
        }
        let path = PostPath::new(parts.join("/")).map_err(|_| RouteError)?;
        Ok(Self::Post { path })
    }
}

/// Whether a URL's path names a file rather than a page: a link to it is left to the browser,
/// which finds a post with such a name as well, through its own page.
pub fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        extension != "html"
            && (2..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_posts() {
        for (path, expected) in [
            ("/posts/a/paper.pdf", true),
            ("/posts/a.md", true),
            ("/posts/archive.tar.gz", true),
            ("/posts/hello", false),
            ("/posts/v1.2", false),
            ("/posts/a.b/c", false),
            ("/index.html", false),
            ("/posts/end.", false),
        ] {
            assert_eq!(is_file(path), expected, "{path}");
        }
    }

    #[test]
    fn addresses_round_trip() {
        for key in ["hello", "news/2022/a b", "100%", "a&b", "引号'\"", "😀/é", "a?b#c", "index.html/x"] {
            let route = Route::Post { path: PostPath::new(key).expect("a valid key") };
            assert_eq!(route.to_string().parse(), Ok(route), "{key}");
        }
        for page in [1, 2, 4_000_000_000] {
            let route = Route::List { page };
            assert_eq!(route.to_string().parse(), Ok(route), "{page}");
        }
    }

    #[test]
    fn a_trailing_slash_or_index_file_is_the_same_page() {
        for (case, address, expected) in [
            ("home", "index.html", Route::HOME),
            ("page", "page/2/", Route::List { page: 2 }),
            ("post", "posts/a/", Route::Post { path: PostPath::new("a").expect("valid") }),
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
            "page/99999999999",
            "elsewhere",
        ] {
            assert_eq!(address.parse::<Route>(), Err(RouteError), "{address}");
        }
    }
}
