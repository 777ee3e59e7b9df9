//! The places in a post that links can lead to, and the links in it.

use std::collections::HashSet;

use inkstone_content::{Rendered, address::decode_path, policy::ID_PREFIX};

use crate::tags::Tags;

/// The places in a post that links can lead to, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(HashSet<String>);

impl Places {
    /// The places in a post, and the addresses of the links in it.
    pub(super) fn and_links(rendered: &Rendered) -> (Self, Vec<String>) {
        let (mut places, mut links) = (HashSet::new(), Vec::new());
        for tag in Tags::of(rendered.html.as_str()) {
            let is_link = tag.name == "a";
            for attribute in &tag.attributes {
                match attribute.name.as_str() {
                    "href" if is_link => links.push(attribute.meant()),
                    "name" if is_link => drop(places.insert(attribute.meant())),
                    "id" => drop(places.insert(attribute.meant())),
                    _ => {}
                }
            }
        }
        (Self(places), links)
    }

    /// Whether a link to this place leads somewhere.
    pub(super) fn has(&self, place: &str) -> bool {
        self.0.contains(place.strip_prefix(ID_PREFIX).unwrap_or(place))
    }
}

/// The place in a page that an address means; `None`: none in particular.
pub(super) fn place_of(address: &str) -> Option<String> {
    let (_, fragment) = address.split_once('#')?;
    let fragment = fragment.split(":~:").next().unwrap_or(fragment);
    let place = decode_path(fragment).unwrap_or_else(|| fragment.to_owned());
    let is_any = place.is_empty() || place.eq_ignore_ascii_case("top");
    (!is_any).then_some(place)
}
