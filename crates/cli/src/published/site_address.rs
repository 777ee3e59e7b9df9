//! Where a published site is, and where its host leads.

use crate::Failure;

/// The address of a site's first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SiteAddress {
    /// Scheme, host and port.
    origin: String,
    /// Begins and ends with `/`; percent-encoded.
    path: String,
}

impl SiteAddress {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When it is no address of a folder on the web.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let refused =
            |reason: &str| Failure::usage(format!("`{text}` {reason}"), "for instance https://example.org/blog/");
        let origin = origin_of(text).ok_or_else(|| refused("is not the address of a site"))?;
        if text.contains(|c: char| c.is_control() || c.is_whitespace() || "\"<>\\?#".contains(c)) {
            return Err(refused("has blanks, quotation marks, `\\`, `?` or `#` in it"));
        }
        if origin.contains('@') {
            return Err(refused("has a name or a password in it, which would be shown to others"));
        }
        let path = text.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        let path = path.strip_suffix("index.html").unwrap_or(path).trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{}/", encoded(path)) };
        Ok(Self { origin, path })
    }

    /// The address of what is `below` the site's root, percent-encoded.
    pub(super) fn at(&self, below: &str) -> String {
        format!("{}{}{below}", self.origin, self.path)
    }

    /// What of `url` is below the site's root.
    pub(super) fn below<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.origin)?.strip_prefix(&self.path)
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers let a service worker run there: over TLS, or on the reader's own machine.
    pub(super) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://") || self.is_loopback()
    }

    /// Whether it is on this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let authority = self.origin.split_once("://").map_or("", |(_, authority)| authority);
        let host = match authority.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => authority.split(':').next().unwrap_or_default(),
        };
        let is_number = |address: std::net::IpAddr| address.is_loopback();
        host == "localhost" || host.ends_with(".localhost") || host.parse().is_ok_and(is_number)
    }
}

/// Scheme, host and port of an address, as browsers compare them.
pub(super) fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let (scheme, authority) = (scheme.to_ascii_lowercase(), rest.split(['/', '?', '#', '\\']).next()?.to_lowercase());
    let default_port = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
    (!authority.is_empty()).then(|| format!("{scheme}://{authority}"))
}

/// Where `reference` leads from the page at `url`. Queries and fragments of `url` are not looked at.
pub(super) fn resolve(url: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    let reference = reference.split('#').next().unwrap_or_default();
    let page = url.split(['?', '#']).next().unwrap_or_default();
    let origin = origin_of(page)?;
    let path = page.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/");
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = origin.split("://").next().unwrap_or_default();
        return resolve(&format!("{scheme}://{rest}"), "");
    }
    if has_scheme(reference) {
        let origin = origin_of(reference)?;
        let rest = reference.split_once("://")?.1;
        let path = rest.find(['/', '?']).map_or("/", |at| &rest[at..]);
        return Some(format!("{origin}{}", without_dots(path)));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match reference {
        "" => path.to_owned(),
        absolute if absolute.starts_with('/') => absolute.to_owned(),
        query if query.starts_with('?') => format!("{path}{query}"),
        relative => format!("{folder}/{relative}"),
    };
    Some(format!("{origin}{}", without_dots(&path)))
}

fn has_scheme(reference: &str) -> bool {
    let scheme = reference.split(':').next().filter(|scheme| scheme.len() < reference.len()).unwrap_or_default();
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// A path with its `.` and `..` followed, as RFC 3986, section 5.2.4, has it; a query stays.
fn without_dots(path: &str) -> String {
    let (path, query) = path.find('?').map_or((path, ""), |at| path.split_at(at));
    let mut kept: Vec<&str> = Vec::new();
    let parts = path.strip_prefix('/').unwrap_or(path).split('/');
    let last = parts.clone().next_back().unwrap_or_default();
    for part in parts {
        match part {
            "." => {}
            ".." => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    let end = if matches!(last, "." | "..") && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}{query}", kept.join("/"))
}

/// Percent-encodes what addresses may not hold; what is encoded already stays so.
fn encoded(path: &str) -> String {
    path.split('%').map(inkstone_content::address::encode_path).collect::<Vec<_>>().join("%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_folder_on_the_web() {
        for (text, expected) in [
            ("https://example.org", Some("https://example.org/")),
            ("HTTPS://Example.org:443/blog", Some("https://example.org/blog/")),
            ("http://127.0.0.1:80/blog/index.html", Some("http://127.0.0.1/blog/")),
            ("https://example.org/博/", Some("https://example.org/%E5%8D%9A/")),
            ("https://example.org/%E5%8D%9A/", Some("https://example.org/%E5%8D%9A/")),
            ("https://me:secret@example.org/", None),
            ("https://example.org/?a", None),
            ("https://", None),
            ("ftp://example.org", None),
            ("site", None),
        ] {
            assert_eq!(SiteAddress::parse(text).ok().map(|site| site.at("")).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_some_addresses_may_have_a_service_worker() {
        for (text, expected) in [
            ("https://example.org", true),
            ("http://example.org", false),
            ("http://localhost:4000", true),
            ("http://blog.localhost", true),
            ("http://127.0.0.2:1/a", true),
            ("http://[::1]:80/", true),
            ("http://localhost.example.org", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(SiteAddress::parse(text).map(|site| site.is_secure()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn references_lead_as_in_a_browser() {
        let page = "https://example.org/blog/posts/a/?x";
        for (reference, expected) in [
            ("", "https://example.org/blog/posts/a/"),
            ("b", "https://example.org/blog/posts/a/b"),
            ("./b", "https://example.org/blog/posts/a/b"),
            ("../../b/", "https://example.org/blog/b/"),
            ("..", "https://example.org/blog/posts/"),
            ("../../../../../b", "https://example.org/b"),
            ("/b?c", "https://example.org/b?c"),
            ("//other.example/b", "https://other.example/b"),
            ("http://other.example", "http://other.example/"),
            ("https://example.org:443/b", "https://example.org/b"),
            ("HTTPS://EXAMPLE.org/B#c", "https://example.org/B"),
        ] {
            assert_eq!(resolve(page, reference).as_deref(), Some(expected), "{reference}");
        }
        for reference in ["javascript:alert(1)", "data:,", "file:///etc/passwd", "https://"] {
            assert_eq!(resolve(page, reference), None, "{reference}");
        }
    }
}
