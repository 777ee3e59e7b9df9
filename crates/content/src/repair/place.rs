//! Links to places within a post. Other tools make the ids of headings in other ways, and posts that come from
//! them link to `#What-s-New` (Hexo) or `#简介` for `1.1 简介` (Jekyll): where no place has the name
//! that a link says, the heading whose id has the same letters is meant.

use std::{borrow::Cow, collections::HashMap};

use super::decode_references;
use crate::{address::decode_path, policy::ID_PREFIX, render::Heading};

/// Something that is written once every id of the post is known.
#[derive(Debug)]
pub(super) enum Hole {
    /// The id of the next heading that has none of its own.
    Heading,
    /// What a link says behind its `#`.
    Link(String),
}

/// The place that a link means, where it stays on its page; `value` as the attribute is written.
pub(super) fn place_of(value: &str) -> Option<String> {
    let value = decode_references(value);
    let place = value.trim().strip_prefix('#')?;
    // `#` and `#top` are the page's beginning, and what stands behind `:~:` tells the browser to find a text.
    let is_any = place.is_empty() || place.eq_ignore_ascii_case("top") || place.contains(":~:");
    (!is_any).then(|| place.to_owned())
}

/// Without what GitHub puts before the ids of a text, as the sanitiser does.
pub(super) fn bare(place: &str) -> &str {
    place.strip_prefix(ID_PREFIX).unwrap_or(place)
}

/// Finds headings by the letters of their ids.
pub(super) struct ByLetters<'a> {
    outline: &'a [Heading],
    /// The place of each in `outline`.
    headings: HashMap<String, usize>,
}

impl<'a> ByLetters<'a> {
    pub(super) fn new(outline: &'a [Heading]) -> Self {
        let mut headings = HashMap::new();
        for (at, Heading { id, .. }) in outline.iter().enumerate() {
            headings.entry(letters(id)).or_insert(at);
        }
        for (at, Heading { id, .. }) in outline.iter().enumerate() {
            // Jekyll leaves out what stands before the first letter.
            headings.entry(without_number(&letters(id)).to_owned()).or_insert(at);
        }
        Self { outline, headings }
    }

    /// The id of the heading that a link to `place` means, when no place has this name.
    pub(super) fn find(&self, place: &str) -> Option<&'a str> {
        let letters = letters(&decoded(place));
        let at = self.headings.get(&letters).filter(|_| !letters.is_empty())?;
        self.outline.get(*at).map(|heading| heading.id.as_str())
    }
}

/// A place as it is meant, where the link is percent-encoded.
pub(super) fn decoded(place: &str) -> Cow<'_, str> {
    decode_path(place).map_or(Cow::Borrowed(place), Cow::Owned)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(inkstone_characters::lower).collect()
}

fn without_number(letters: &str) -> &str {
    letters.trim_start_matches(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_what_stands_behind_the_mark() {
        for (value, expected) in [
            ("#a", Some("a")),
            (" #a&amp;b ", Some("a&b")),
            ("#user-content-a", Some("user-content-a")),
            ("#", None),
            ("#Top", None),
            ("#:~:text=a", None),
            ("#a:~:text=a", None),
            ("a#b", None),
            ("", None),
        ] {
            assert_eq!(place_of(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn headings_are_found_as_other_tools_name_them() {
        let heading = |id: &str| Heading { level: 2, id: id.into(), text: String::new() };
        let outline = ["whats-new", "11-简介", "简介", "whats-new-1", "section"].map(heading);
        let found = ByLetters::new(&outline);
        for (case, place, expected) in [
            ("Hexo", "What-s-New", Some("whats-new")),
            ("Hexo, escaped", "1-1-%E7%AE%80%E4%BB%8B", Some("11-简介")),
            ("the second of a name", "What-s-New-1", Some("whats-new-1")),
            ("letters before what a number stands before", "-简介-", Some("简介")),
            ("capitals alone", "SECTION", Some("section")),
            ("other letters", "What", None),
            ("no letters", "--", None),
            ("not UTF-8", "%FF", None),
        ] {
            assert_eq!(found.find(place), expected, "{case}");
        }
        assert_eq!(ByLetters::new(&outline[1..2]).find("简介"), Some("11-简介"), "Jekyll");
    }
}
