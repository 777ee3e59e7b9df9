//! Addresses in a post, read by a URL parser: the browser's own, or natively the `url` crate.

/// Where the site is that shows the post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Address of the site's root, ending in `/`. Links to anything not below it leave the
    /// site. A path alone, or nothing, is for builds that do not know their host: then
    /// every absolute address leaves the site.
    pub site: String,
}

/// A host that nobody has (RFC 2606), for sites that do not know their own.
const NOWHERE: &str = "https://inkstone.invalid";

/// Resolves addresses against the site.
pub(crate) struct Addresses {
    /// The site's root, absolute, ending in `/`.
    root: String,
    /// How much of `root` is scheme, host and port.
    origin_end: usize,
    /// What relative addresses are relative to.
    page: String,
    shown: Shown,
}

/// Whose page a body is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A page of the site: addresses stay as they are written.
    #[default]
    AtHome,
    /// A page of somebody else's, against which nothing may resolve: every address is written
    /// out, and links lead to the web and take the whole window.
    Elsewhere,
}

impl Addresses {
    pub(crate) fn new(origin: &Origin) -> Self {
        let mut root = parse(&origin.site, NOWHERE)
            .filter(|href| href.starts_with("https://") || href.starts_with("http://"))
            .unwrap_or_else(|| format!("{NOWHERE}/"));
        root.truncate(root.find(['?', '#']).unwrap_or(root.len()));
        if !root.ends_with('/') {
            root.push('/');
        }
        let host = root.find("//").map_or(0, |at| at + 2);
        let origin_end = root[host..].find('/').map_or(root.len(), |at| host + at);
        Self { page: root.clone(), root, origin_end, shown: Shown::AtHome }
    }

    /// The same for a page of somebody else's. `page`: the absolute address that relative ones are relative to.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(crate) fn elsewhere(origin: &Origin, page: &str) -> Self {
        let home = Self::new(origin);
        let page = home.resolve(page).unwrap_or_else(|| home.root.clone());
        Self { page, shown: Shown::Elsewhere, ..home }
    }

    pub(crate) fn shown(&self) -> Shown {
        self.shown
    }

    /// The absolute address, as the parser writes it; `None` where it is no address.
    pub(crate) fn resolve(&self, text: &str) -> Option<String> {
        parse(text, &self.page)
    }

    /// Whether a resolved address is below the site's root.
    pub(crate) fn in_site(&self, href: &str) -> bool {
        href.starts_with(&self.root)
    }

    /// Whether a resolved address has the site's scheme, host and port.
    pub(crate) fn same_origin(&self, href: &str) -> bool {
        let origin = &self.root[..self.origin_end];
        href.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether a resolved address is on the host that stands for an unknown one: without it, it would
    /// be an address of whoever shows the page.
    pub(crate) fn is_nowhere(&self, href: &str) -> bool {
        href.strip_prefix(NOWHERE).is_some_and(|rest| rest.starts_with('/'))
    }

    /// A resolved address as it may be written into a page: without the host where that is
    /// the stand-in for an unknown one.
    pub(crate) fn written(&self, href: &str) -> String {
        href.strip_prefix(NOWHERE)
            .filter(|rest| self.is_nowhere(&self.root) && rest.starts_with('/') && !rest.starts_with("//"))
            .unwrap_or(href)
            .to_owned()
    }
}

#[cfg(target_arch = "wasm32")]
fn parse(text: &str, base: &str) -> Option<String> {
    web_sys::Url::new_with_base(text, base).ok().map(|url| url.href())
}

#[cfg(not(target_arch = "wasm32"))]
fn parse(text: &str, base: &str) -> Option<String> {
    let base = url::Url::parse(base).ok()?;
    base.join(text).ok().map(String::from)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_site() {
        for (site, text, in_site, same_origin) in [
            ("https://a.example/", "/posts/x", true, true),
            ("https://a.example/", "https://A.example:443/x", true, true),
            ("https://a.example/blog/", "https://a.example/blog/x", true, true),
            ("https://a.example/blog", "https://a.example/blog/x", true, true),
            ("https://a.example/blog/", "https://a.example/other/", false, true),
            ("https://a.example/", "https://a.example.evil.test/", false, false),
            ("https://a.example/", "https://user@a.example/", false, false),
            ("https://a.example/", "//evil.test/", false, false),
            ("https://a.example/", "\\\\evil.test/", false, false),
            ("https://a.example/", "https:evil.test", true, true),
            ("http://a.example/", "https:evil.test", false, false),
            ("/blog/", "/blog/x", true, true),
            ("/blog/", "https://a.example/", false, false),
            ("", "x", true, true),
            ("javascript:alert(1)", "x", true, true),
        ] {
            let addresses = Addresses::new(&Origin { site: site.to_owned() });
            let href = addresses.resolve(text).expect("an address");
            assert_eq!(addresses.in_site(&href), in_site, "{text} on {site}");
            assert_eq!(addresses.same_origin(&href), same_origin, "{text} on {site}");
        }
    }
}
