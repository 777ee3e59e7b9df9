//! Where the keys of front matter stand, for telling problems.

use std::{cell::OnceCell, collections::BTreeMap};

use super::split::{Format, Lines, Matter, key_of};
use crate::problem::Spot;

/// Where the top-level keys of front matter stand in the file, looked up when first asked for:
/// most posts have no problem to tell.
pub(crate) struct KeyLines<'a> {
    matter: Option<Matter<'a>>,
    places: OnceCell<BTreeMap<String, (Spot, Spot)>>,
}

impl<'a> KeyLines<'a> {
    /// For this front matter; without any, no key stands anywhere.
    pub(crate) fn new(matter: Option<Matter<'a>>) -> Self {
        Self { matter, places: OnceCell::new() }
    }

    /// Where the key stands, the last time it does.
    pub(crate) fn key(&self, key: &str) -> Spot {
        self.places().get(&key.to_ascii_lowercase()).map(|(key, _)| *key).unwrap_or_default()
    }

    /// Where the key's value stands.
    pub(crate) fn value(&self, key: &str) -> Spot {
        self.places().get(&key.to_ascii_lowercase()).map(|(_, value)| *value).unwrap_or_default()
    }

    fn places(&self) -> &BTreeMap<String, (Spot, Spot)> {
        self.places.get_or_init(|| self.matter.as_ref().map(places).unwrap_or_default())
    }
}

/// The last place of each key and of its value.
fn places(matter: &Matter<'_>) -> BTreeMap<String, (Spot, Spot)> {
    let mut places = BTreeMap::new();
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
        let column = |rest: &str| {
            let before = line.text.get(..line.text.len() - rest.len()).unwrap_or_default();
            u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1) + 1
        };
        let row = matter.first_line.saturating_add(line.number - 1);
        let spots = (Spot { line: row, column: column(text) }, Spot { line: row, column: column(value) });
        places.insert(key.trim_matches(['"', '\'']).to_ascii_lowercase(), spots);
    }
    places
}
