//! What the whole app shares: where the site lives, its configuration, its language.

use std::rc::Rc;

use inkstone_content::Site;
use yew::prelude::*;

use crate::{Messages, Route};

/// Shared by every view through a context.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Address of the site's root, ending in `/`; every link begins with it.
    pub base: AttrValue,
    /// The site's configuration.
    pub site: Rc<Site>,
    /// The interface's texts.
    pub messages: Rc<Messages>,
}

impl Setting {
    /// The setting of `site` at `base`.
    pub fn new(base: impl Into<AttrValue>, site: Rc<Site>) -> Self {
        let messages = Rc::new(Messages::for_language(&site.language));
        Self { base: base.into(), site, messages }
    }

    /// The address of a page of the app, for `href`.
    pub fn href(&self, route: &Route) -> String {
        format!("{}{route}", self.base)
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

/// The setting that the nearest [`Frame`](crate::Frame) or context provider gives.
///
/// Without one the views still render, for a site without configuration at the server's root.
#[hook]
pub fn use_setting() -> Setting {
    use_context::<Setting>().unwrap_or_else(|| Setting::new("/", Rc::new(Site::default())))
}
