//! Where the shards of a list are: their names in order, in a second level once there are many.
//!
//! A list is cut into shards; the first of them are named here, the rest in *nodes*, which are
//! files of the same shape. Whoever looks for something is told one step at a time which file
//! comes next, so that nothing here fetches.

use inkstone_content::json::{FromNode, JsonError, Node};
use serde::Serialize;

use crate::{FileError, file};

/// The most shards or nodes that one file names.
const MOST_NAMES: usize = 1 << 14;

/// Names of a list's shards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The first shards.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub(crate) shards: Names,
    /// Files that name the others.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub(crate) nodes: Names,
}

/// Columns about files, which compress better than rows. All but the first may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Names {
    /// The names, one after the other.
    names: String,
    /// For nodes: how many shards each names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shards: Vec<u32>,
    /// How many entries of the list each holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<u32>,
    /// The key of the first entry of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keys: Vec<i64>,
    /// The text behind the key, where the last entry before has the same key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<String>,
}

/// A file of a list, as an index names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) shards: Option<u32>,
    pub(crate) entries: Option<u32>,
    pub(crate) key: Option<(i64, String)>,
}

/// What is looked for in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want<'a> {
    /// Shard number N, from 0.
    Shard(u32),
    /// The shard that holds entry number N, from 0.
    Entry(u32),
    /// The shard that holds this key, if any does.
    Key(i64, &'a str),
}

/// The next file on the way to what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step<'a> {
    /// Its name.
    pub(crate) name: String,
    /// What to look for in it, when it is a node.
    pub(crate) node: Option<Want<'a>>,
    /// How many shards come before it.
    pub(crate) shards_before: u32,
    /// How many entries come before it, where the index counts them.
    pub(crate) entries_before: u32,
}

impl FromNode for Index {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { shards: node.or_default("shards")?, nodes: node.or_default("nodes")? })
    }
}

impl FromNode for Names {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            names: node.or_default("names")?,
            shards: node.or_default("shards")?,
            entries: node.or_default("entries")?,
            keys: node.or_default("keys")?,
            texts: node.or_default("texts")?,
        })
    }
}

impl Names {
    pub(crate) fn new(files: &[Named]) -> Self {
        let texts: Vec<String> = files.iter().filter_map(|file| Some(file.key.as_ref()?.1.clone())).collect();
        Self {
            names: files.iter().map(|file| file.name.as_str()).collect(),
            shards: files.iter().filter_map(|file| file.shards).collect(),
            entries: files.iter().filter_map(|file| file.entries).collect(),
            keys: files.iter().filter_map(|file| Some(file.key.as_ref()?.0)).collect(),
            texts: if texts.iter().all(String::is_empty) { Vec::new() } else { texts },
        }
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn len(&self) -> usize {
        self.names.len() / file::NAME
    }

    fn name(&self, at: usize) -> Option<&str> {
        self.names.get(at * file::NAME..(at + 1) * file::NAME)
    }

    /// How many shards file `at` stands for.
    fn shards_of(&self, at: usize) -> u32 {
        self.shards.get(at).copied().unwrap_or(1)
    }

    /// How many files begin at or before this key.
    fn begun_by(&self, key: i64, text: &str) -> usize {
        let begins = |at: usize| {
            let first = self.keys.get(at).copied().unwrap_or(i64::MAX);
            (first, self.texts.get(at).map_or("", String::as_str)) <= (key, text)
        };
        // Files are in the order of their keys.
        let (mut low, mut high) = (0, self.keys.len());
        while low < high {
            let middle = low.midpoint(high);
            if begins(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn check(&self) -> Result<(), FileError> {
        let count = self.len();
        file::bound("names", count, MOST_NAMES)?;
        if !self.names.len().is_multiple_of(file::NAME) || !self.names.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let strange = self.names.chars().take(2 * file::NAME).collect();
            return Err(FileError::Name(strange));
        }
        let fits = |length: usize| length == 0 || length == count;
        let columns = [self.shards.len(), self.entries.len(), self.keys.len(), self.texts.len()];
        if columns.into_iter().all(fits) { Ok(()) } else { Err(FileError::Order("columns of unequal length")) }
    }
}

impl Index {
    /// Reads an index that is a file of its own.
    pub(crate) fn from_json(text: &str) -> Result<Self, FileError> {
        let index: Self = file::read(text)?;
        index.check()?;
        Ok(index)
    }

    /// Refuses names that lead elsewhere and columns that do not fit.
    pub(crate) fn check(&self) -> Result<(), FileError> {
        self.shards.check()?;
        self.nodes.check()
    }

    /// How many shards there are, those that the nodes name included.
    pub fn shard_count(&self) -> u32 {
        let named = u32::try_from(self.shards.len()).unwrap_or(u32::MAX);
        let behind = (0..self.nodes.len()).map(|at| self.nodes.shards_of(at));
        behind.fold(named, u32::saturating_add)
    }

    /// The first step towards what is wanted; `None` when the list does not reach that far.
    pub(crate) fn find<'a>(&self, want: Want<'a>) -> Option<Step<'a>> {
        let (mut shards_before, mut entries_before) = (0_u32, 0_u32);
        let is_behind = match want {
            Want::Key(key, text) => self.nodes.begun_by(key, text) > 0,
            Want::Shard(_) | Want::Entry(_) => true,
        };
        for (files, are_nodes) in [(&self.shards, false), (&self.nodes, true)] {
            let last = match want {
                Want::Key(..) if are_nodes != is_behind => None,
                Want::Key(key, text) => files.begun_by(key, text).checked_sub(1),
                _ => None,
            };
            for at in 0..files.len() {
                let shards = files.shards_of(at);
                let entries = files.entries.get(at).copied().unwrap_or(0);
                let (is_here, rest) = match want {
                    Want::Shard(number) => {
                        let rest = number.saturating_sub(shards_before);
                        (rest < shards, Want::Shard(rest))
                    }
                    Want::Entry(number) => {
                        let rest = number.saturating_sub(entries_before);
                        (rest < entries, Want::Entry(rest))
                    }
                    Want::Key(..) => (last == Some(at), want),
                };
                if is_here {
                    let node = are_nodes.then_some(rest);
                    return Some(Step { name: files.name(at)?.to_owned(), node, shards_before, entries_before });
                }
                shards_before = shards_before.saturating_add(shards);
                entries_before = entries_before.saturating_add(entries);
            }
        }
        None
    }
}
