//! The places in a post that links can lead to, and what its tags name.

use std::collections::HashSet;

use inkstone_content::{
    Rendered,
    address::decode_path,
    policy::{ID_PREFIX, candidates},
};

use crate::tags::Tags;

/// The places in a post that links can lead to, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(HashSet<String>);

/// What the tags of a post name, as addresses.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) places: Places,
    pub(super) links: Vec<String>,
    /// The pictures besides those of `src`: for other screens, and before films.
    pub(super) more_pictures: Vec<String>,
    /// Sound, films and their subtitles.
    pub(super) recordings: Vec<String>,
}

impl Named {
    /// What the tags of `rendered` name.
    pub(super) fn by(rendered: &Rendered) -> Self {
        let mut named = Self::default();
        for tag in Tags::of(rendered.html.as_str()) {
            for attribute in &tag.attributes {
                let value = attribute.meant();
                match (tag.name.as_str(), attribute.name.as_str()) {
                    ("a", "href") => named.links.push(value),
                    ("a", "name") | (_, "id") => drop(named.places.0.insert(value)),
                    ("img" | "source", "srcset") => {
                        // That of `src` is among the pictures anyway.
                        let source = tag.value("src");
                        let others = candidates(&value).into_iter().map(|one| one.url.to_owned());
                        named.more_pictures.extend(others.filter(|url| Some(url) != source.as_ref()));
                    }
                    ("video", "poster") => named.more_pictures.push(value),
                    ("video" | "audio" | "source" | "track", "src") => named.recordings.push(value),
                    _ => {}
                }
            }
        }
        named
    }
}

impl Places {
    /// Whether a link to this place leads somewhere.
    pub(super) fn has(&self, place: &str) -> bool {
        self.0.contains(place) || place.strip_prefix(ID_PREFIX).is_some_and(|bare| self.0.contains(bare))
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
