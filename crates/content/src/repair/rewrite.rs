//! Tags written anew: addresses of the post's place, real pictures with their sizes.

use super::{
    LONGEST_HEADING, Pass, decode_references, element, image,
    place::{Hole, place_of},
};
use crate::{
    policy,
    render::{BodyImage, Purpose, is_trimmed},
};

/// The most languages of code blocks that are listed.
const MOST_LANGUAGES: usize = 50;
/// Sides of pictures up to this many pixels are icons, emoji and counters.
const ICON_SIDE: u32 = 32;

impl Pass<'_> {
    /// Writes a tag anew when something about it changes.
    pub(super) fn rewrite(&mut self, tag: &element::Tag<'_>, name: &[u8]) {
        match name {
            b"img" => self.image(tag),
            b"a" | b"area" => self.link(tag),
            b"video" => self.media(tag, Some("poster")),
            b"source" => self.picture_source(tag),
            b"audio" | b"iframe" | b"embed" | b"track" => self.media(tag, None),
            b"code" => self.code(tag),
            b"span" | b"div" => self.done.has_math = self.done.has_math || tag.has_class("math"),
            _ => {}
        }
    }

    fn code(&mut self, tag: &element::Tag<'_>) {
        let Some(class) = tag.value("class") else { return };
        let class = decode_references(class);
        let language = class.split_ascii_whitespace().find_map(|name| name.strip_prefix("language-"));
        if let Some(language) = language
            && !language.is_empty()
            && self.done.code_languages.len() < MOST_LANGUAGES
            && !self.done.code_languages.iter().any(|known| known == language)
        {
            self.done.code_languages.push(language.to_owned());
        }
    }

    fn link(&mut self, tag: &element::Tag<'_>) {
        let Some(written) = tag.value("href") else { return };
        if let Some(address) = self.resolver.resolve(&decode_references(written), Purpose::Link) {
            self.write(tag, &[("href", &address)]);
        } else if let Some(place) = place_of(written) {
            self.copy(tag.start + 1 + tag.name.len());
            self.out.push_str(" href=\"#");
            self.holes.push((self.out.len(), Hole::Link(place)));
            self.out.push('"');
            self.rest_of(tag, |name| name.eq_ignore_ascii_case("href"));
        }
    }

    fn media(&mut self, tag: &element::Tag<'_>, picture: Option<&str>) {
        let resolved = |written: Option<&str>| {
            let written = decode_references(written?);
            Some(self.resolver.resolve(&written, Purpose::Resource).unwrap_or_else(|| written.into_owned()))
        };
        let mut changes = Vec::new();
        if let Some(address) = resolved(image::source(tag.attributes)) {
            changes.push(("src", address));
        }
        if let Some(name) = picture
            && let Some(address) = resolved(tag.value(name))
        {
            changes.push((name, address));
        }
        let changes: Vec<_> = changes.iter().map(|(name, address)| (*name, address.as_str())).collect();
        self.write(tag, &changes);
    }

    fn picture_source(&mut self, tag: &element::Tag<'_>) {
        match image::srcset(tag.attributes) {
            Some(srcset) => {
                let srcset = self.srcset(srcset);
                self.write(tag, &[("srcset", &srcset)]);
            }
            None => self.media(tag, None),
        }
    }

    fn srcset(&self, written: &str) -> String {
        let decoded = decode_references(written);
        let mut out = String::with_capacity(decoded.len());
        for candidate in policy::candidates(&decoded) {
            if !out.is_empty() {
                out.push_str(", ");
            }
            match self.resolver.resolve(candidate.url, Purpose::Resource) {
                Some(address) => out.push_str(&address),
                None => out.push_str(candidate.url),
            }
            if !candidate.descriptor.is_empty() {
                out.push(' ');
                out.push_str(candidate.descriptor);
            }
        }
        out
    }

    fn image(&mut self, tag: &element::Tag<'_>) {
        let source = image::source(tag.attributes).map(decode_references);
        let address = match &source {
            Some(source) => match self.resolver.resolve(source, Purpose::Resource) {
                Some(address) => address,
                None => source.trim_matches(is_trimmed).to_owned(),
            },
            None => String::new(),
        };
        let srcset = image::srcset(tag.attributes).map(|written| self.srcset(written));
        if address.is_empty() && srcset.as_deref().is_none_or(str::is_empty) {
            return;
        }
        let sizing = image::sizing(tag.attributes);
        let size = match sizing {
            image::Sizing::Unknown => None,
            image::Sizing::Given(size) | image::Sizing::Found(size) => Some(size),
        };
        let is_icon = size.is_some_and(|size| size.width <= ICON_SIDE && size.height <= ICON_SIDE);
        // The picture that a reader sees first must not wait for a scroll.
        let is_first = self.done.first_image.is_none();
        let mut changes = Vec::with_capacity(6);
        if !address.is_empty() {
            changes.push(("src", address.clone()));
        }
        if let Some(srcset) = &srcset {
            changes.push(("srcset", srcset.clone()));
        }
        if let image::Sizing::Found(size) = sizing {
            changes.push(("width", size.width.to_string()));
            changes.push(("height", size.height.to_string()));
        }
        let place = self.resolver.place();
        let foreign = place.is_foreign(&address) || srcset.as_deref().is_some_and(|set| set.contains("//"));
        if foreign && tag.value("referrerpolicy").is_none_or(|policy| policy.trim().is_empty()) {
            changes.push(("referrerpolicy", "no-referrer".to_owned()));
        }
        if !is_first && tag.value("loading").is_none() {
            changes.push(("loading", "lazy".to_owned()));
        }
        if tag.value("decoding").is_none() {
            changes.push(("decoding", "async".to_owned()));
        }
        let changes: Vec<_> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.write(tag, &changes);
        let alt = tag.value("alt").map(|alt| decode_references(alt).into_owned()).unwrap_or_default();
        if let Some(heading) = &mut self.heading
            && heading.alt.len() < LONGEST_HEADING
        {
            heading.alt.push_str(&alt);
        }
        if address.is_empty() {
            return;
        }
        if is_first && !is_icon && !address.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("data:")) {
            self.done.first_image = Some(self.done.images.len());
        }
        let (width, height) = (size.map(|size| size.width), size.map(|size| size.height));
        self.done.images.push(BodyImage { address, alt, width, height });
    }

    /// Writes `tag` with these attributes in place of its own of the same names.
    fn write(&mut self, tag: &element::Tag<'_>, changes: &[(&str, &str)]) {
        if changes.iter().all(|(name, value)| tag.value(name) == Some(value)) {
            return;
        }
        self.copy(tag.start + 1 + tag.name.len());
        for (name, value) in changes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            crate::escape::text(&mut self.out, value);
            self.out.push('"');
        }
        self.rest_of(tag, |name| changes.iter().any(|(changed, _)| changed.eq_ignore_ascii_case(name)));
    }

    /// Writes the attributes of `tag` that are not written yet, and its end.
    fn rest_of(&mut self, tag: &element::Tag<'_>, is_written: impl Fn(&str) -> bool) {
        tag.write_attributes(&mut self.out, is_written);
        self.out.push_str(if tag.raw.ends_with("/>") { " />" } else { ">" });
        self.copied = tag.start + tag.raw.len();
    }
}
