//! Where the keys of front matter stand, for telling problems.

use std::{borrow::Cow, cell::OnceCell};

use super::split::{Format, Lines, Matter, key_of};
use crate::{problem::Spot, sort_by};

/// Where the top-level keys of front matter stand in the file, looked up when first asked for:
/// most posts have no problem to tell.
pub(crate) struct KeyLines<'a> {
    matter: Option<Matter<'a>>,
    /// By name, of one name in their order.
    places: OnceCell<Vec<(Cow<'a, str>, Place<'a>)>>,
}

/// A line with a key, and what of it begins with the key and with its value.
struct Place<'a> {
    line: &'a str,
    number: u32,
    key: &'a str,
    value: &'a str,
}

impl Place<'_> {
    /// The spot in the line where `rest`, its end, begins.
    fn spot(&self, rest: &str) -> Spot {
        let before = self.line.get(..self.line.len() - rest.len()).unwrap_or_default();
        let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1) + 1;
        Spot { line: self.number, column }
    }
}

impl<'a> KeyLines<'a> {
    /// For this front matter; without any, no key stands anywhere.
    pub(crate) fn new(matter: Option<Matter<'a>>) -> Self {
        Self { matter, places: OnceCell::new() }
    }

    /// Where the key stands, the last time it does.
    pub(crate) fn key(&self, key: &str) -> Spot {
        self.place(key).map(|place| place.spot(place.key)).unwrap_or_default()
    }

    /// Where the key's value stands.
    pub(crate) fn value(&self, key: &str) -> Spot {
        self.place(key).map(|place| place.spot(place.value)).unwrap_or_default()
    }

    fn place(&self, key: &str) -> Option<&Place<'a>> {
        let places = self.places.get_or_init(|| self.matter.as_ref().map(places).unwrap_or_default());
        let key = key.to_ascii_lowercase();
        let (name, place) = places[..places.partition_point(|(name, _)| **name <= *key)].last()?;
        (**name == *key).then_some(place)
    }
}

/// The places of all keys.
fn places<'a>(matter: &Matter<'a>) -> Vec<(Cow<'a, str>, Place<'a>)> {
    let mut places = Vec::new();
    for line in Lines::new(matter.text) {
        let separator = if matter.format == Format::Toml { '=' } else { ':' };
        let text = line.text.trim_start_matches(['{', ' ', '\t']);
        let key = match separator {
            '=' => text.split_once('=').map(|(key, _)| key.trim_end()),
            _ => key_of(text),
        };
        let Some(key) = key else { continue };
        // Keys of inner mappings are indented in YAML.
        if matter.format == Format::Yaml && text.len() != line.text.len() {
            continue;
        }
        let value = text[key.len()..].trim_start().trim_start_matches(separator).trim_start();
        let number = matter.first_line.saturating_add(line.number - 1);
        let name = key.trim_matches(['"', '\'']);
        let name = match name.contains(|c: char| c.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
        places.push((name, Place { line: line.text, number, key: text, value }));
    }
    sort_by(&mut places, |(one, _), (other, _)| one.cmp(other));
    places
}
