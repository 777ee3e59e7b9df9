//! What the whole app shares: where the site lives, its configuration, its language.

use std::sync::Arc;

use inkstone_content::Site;
use yew::prelude::*;

use crate::{Choices, Messages, Route, offline::Presence};

/// How links to pages of the app are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// As routes are: `posts/a`.
    #[default]
    Routes,
    /// As the folders that static hosts keep a site's pages in: `posts/a/`. Without the slash
    /// such a host answers with a redirection first.
    Folders,
}

/// Handed to every view.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Address of the site's root, ending in `/`, or empty for the root itself; every link
    /// begins with it.
    pub base: AttrValue,
    /// How links to pages are written.
    pub links: Links,
    /// The site's configuration.
    pub site: Arc<Site>,
    /// The interface's texts.
    pub messages: Arc<Messages>,
    /// What the reader has chosen in the frame.
    pub choices: Choices,
    /// Which posts can be opened now.
    pub presence: Presence,
}

impl Setting {
    /// The setting of `site` at `base`, in its language.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(base: impl Into<AttrValue>, site: Arc<Site>) -> Self {
        let messages = Arc::new(Messages::for_language(&site.language));
        Self::with_messages(base, site, messages)
    }

    /// The setting of `site` at `base`, in the language of `messages`.
    pub fn with_messages(base: impl Into<AttrValue>, site: Arc<Site>, messages: Arc<Messages>) -> Self {
        Self {
            base: base.into(),
            links: Links::default(),
            site,
            messages,
            choices: Choices::default(),
            presence: Presence::default(),
        }
    }

    /// The address of a page of the app, for `href`.
    pub fn href(&self, route: &Route) -> String {
        let slash = if self.links == Links::Folders && *route != Route::HOME { "/" } else { "" };
        match format!("{}{route}{slash}", self.base) {
            // An empty address is the page's own.
            here if here.is_empty() => "./".to_owned(),
            address => address,
        }
    }

    /// The address that the configuration gives, for `href`: its own pages begin with `/`.
    pub fn address(&self, address: &str) -> String {
        match address.strip_prefix('/') {
            Some(below) => below.parse().map_or_else(|_| format!("{}{below}", self.base), |route| self.href(&route)),
            None => address.to_owned(),
        }
    }

    /// An image's address from the catalogue or front matter, resolved against the site's root;
    /// `None` unless it is an image of this site or `http(s)`.
    pub fn image(&self, address: &str) -> Option<String> {
        if address.starts_with("https://") || address.starts_with("http://") {
            return Some(address.to_owned());
        }
        let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
        let leaves = address.starts_with(['/', '\\']) || has_scheme || address.chars().any(char::is_control);
        (!leaves && !address.is_empty()).then(|| format!("{}{address}", self.base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_where_the_page_is() {
        let post = Route::Post { path: inkstone_content::PostPath::new("a b").expect("a path") };
        for (base, links, route, expected) in [
            ("/blog/", Links::Routes, &Route::HOME, "/blog/"),
            ("/blog/", Links::Routes, &post, "/blog/posts/a%20b"),
            ("", Links::Folders, &Route::HOME, "./"),
            ("../../", Links::Folders, &Route::HOME, "../../"),
            ("", Links::Folders, &post, "posts/a%20b/"),
            ("../../", Links::Folders, &Route::List { page: 2 }, "../../page/2/"),
        ] {
            let setting = Setting { links, ..Setting::new(base, Arc::new(Site::default())) };
            assert_eq!(setting.href(route), expected, "{base} {route}");
        }
    }
}
