//! A path below the site's root: what permalinks and aliases may say.

use std::fmt;

use super::{decode_path, encode_path};
use crate::Site;

/// Longest path, in bytes.
const LONGEST: usize = 1024;

/// A path below the site's root in its one normal form, so that two ways to write it compare equal:
/// not percent-encoded, no slash at either end, no empty part, no `.` or `..`, no control
/// character or backslash, never empty, without `index.html` and `.html` at its end.
/// As an address (`/` and [`SitePath::encoded`]) it cannot leave the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SitePath(String);

impl SitePath {
    /// Reads a path as people write it: with or without slashes around, percent-encoded or not, or
    /// as an absolute address of this very site. Query and fragment are dropped. `None`: it is empty
    /// (the home page), leads somewhere else, or holds what no path may hold.
    ///
    /// ```
    /// use inkstone_content::{Site, address::SitePath};
    /// let path = SitePath::new("/2022/04/hello%20world/index.html", &Site::default());
    /// assert_eq!(path.map(|path| path.to_string()).as_deref(), Some("2022/04/hello world"));
    /// assert_eq!(SitePath::new("//elsewhere.example/x", &Site::default()), None);
    /// ```
    pub fn new(text: &str, site: &Site) -> Option<Self> {
        let text = text.trim();
        let path = match site.url.as_deref().map(|url| url.trim_end_matches('/')) {
            Some(url) if !url.is_empty() => match text.strip_prefix(url) {
                Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => rest,
                _ => text,
            },
            _ => text,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if path.starts_with("//") || has_scheme(path) {
            return None;
        }
        let decoded = decode_path(path)?;
        if decoded.starts_with("//") { None } else { Self::normal(&decoded) }
    }

    /// The normal form of a decoded path.
    pub(super) fn normal(path: &str) -> Option<Self> {
        if path.len() > LONGEST || path.contains(|c: char| c.is_control() || c == '\\') {
            return None;
        }
        let mut parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        if parts.contains(&"..") {
            return None;
        }
        // Until nothing changes, so that the normal form of a normal form is the same.
        while let Some(last) = parts.pop() {
            let page = last.strip_suffix(".html").or_else(|| last.strip_suffix(".htm"));
            match page.filter(|page| !matches!(*page, "" | "." | "..")) {
                Some("index") => {}
                Some(page) => parts.push(page),
                None => {
                    parts.push(last);
                    break;
                }
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join("/")))
    }

    /// The path, decoded, for instance `2022/04/你好`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path for a URL, each part percent-encoded, without a leading slash.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The scheme of an address, if it begins with one (RFC 3986, section 3.1), in lower case.
/// Browsers ignore tabs and line ends in it.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    fits.then(|| scheme.to_ascii_lowercase())
}

fn has_scheme(address: &str) -> bool {
    scheme(address).is_some()
}

/// Whether this is a full address on the web.
pub(crate) fn is_web_address(address: &str) -> bool {
    matches!(scheme(address).as_deref(), Some("http" | "https")) && address.contains("://")
}

/// The address of a whole site as it stands in links, whatever script its path is written in; `None` where it is
/// none of the web, or has what only the address of one page can have.
pub fn site_address(written: &str) -> Option<String> {
    use std::fmt::Write as _;

    let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '?' | '#');
    let rest = written.split_once("://").map_or("", |(_, rest)| rest);
    if !is_web_address(written) || rest.is_empty() || written.contains(is_odd) {
        return None;
    }
    let mut address = String::with_capacity(written.len());
    for byte in written.bytes() {
        if byte.is_ascii() {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Some(address)
}

/// Whether an image may be fetched from this: the web, the site itself, or `data:image/`.
pub(crate) fn is_image_address(address: &str) -> bool {
    match scheme(address).as_deref() {
        None | Some("http" | "https") => true,
        Some("data") => address.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/")),
        Some(_) => false,
    }
}

/// Whether a page may link to this: the web, mail, or a path of this site.
pub(crate) fn is_link(address: &str) -> bool {
    match scheme(address).as_deref() {
        Some("http" | "https") => is_web_address(address),
        Some("mailto") => true,
        Some(_) => false,
        None => !address.is_empty() && !address.starts_with("//") && !address.contains('\\'),
    }
}
