//! Collecting the shards of a list, and naming them in an index.

use super::Files;
use crate::{
    index::{Index, Named, Names},
    shares::shares,
};

/// How many shards an index names itself before it leaves them to nodes: at least this many,
/// fewer than twice as many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread(usize);

impl Spread {
    /// In the root and in files of their own.
    pub(super) const HEAD: Self = Self(128);
    /// In the entry of a term, beside those of others.
    pub(super) const ENTRY: Self = Self(16);
}

/// The key of a shard's first entry.
pub(super) struct Key;

impl Key {
    /// The key of the entry at `start`, with its text only where the entry before has the same number.
    pub(super) fn of<'a>(start: usize, entry: impl Fn(usize) -> Option<(i64, &'a str)>) -> Option<(i64, String)> {
        let (number, text) = entry(start)?;
        let before = start.checked_sub(1).and_then(entry);
        let is_tied = before.is_some_and(|(before, _)| before == number);
        Some((number, if is_tied { text.to_owned() } else { String::new() }))
    }
}

/// The shards of a list, in order, before they have an index.
#[derive(Default)]
pub(super) struct Shelving {
    files: Vec<Named>,
    hashes: Vec<u64>,
}

impl Shelving {
    /// Adds the next shard. `hash` is that of its first entry, which names the shard whatever becomes of the rest.
    pub(super) fn push(&mut self, hash: u64, name: String, entries: Option<usize>, key: Option<(i64, String)>) {
        let entries = entries.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        self.files.push(Named { name, shards: None, entries, key });
        self.hashes.push(hash);
    }

    /// The index of all shards; nodes become files.
    pub(super) fn index<E: From<serde_json::Error>>(self, spread: Spread, files: &Files<'_, E>) -> Result<Index, E> {
        let mut groups = shares(&self.hashes, spread.0).into_iter().map(|group| &self.files[group]);
        let first = groups.next().unwrap_or_default();
        let mut nodes = Vec::new();
        for group in groups {
            let name = files.json(&Index { shards: Names::new(group), nodes: Names::default() })?;
            let entries = group.iter().map(|file| file.entries).sum();
            let key = group.first().and_then(|file| file.key.clone());
            nodes.push(Named { name, shards: u32::try_from(group.len()).ok(), entries, key });
        }
        Ok(Index { shards: Names::new(first), nodes: Names::new(&nodes) })
    }
}
