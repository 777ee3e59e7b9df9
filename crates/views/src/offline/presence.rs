//! Which posts can be opened now.

use std::{collections::HashSet, rc::Rc};

/// Whether the network is there, and, where it is not, what is here.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Presence {
    /// The host can be reached.
    #[default]
    Everything,
    /// It cannot: only these posts can be opened, by their keys.
    Only(Rc<HashSet<String>>),
}

impl Presence {
    /// Whether the post with this key cannot be opened now.
    pub fn is_away(&self, key: &str) -> bool {
        match self {
            Self::Everything => false,
            Self::Only(keys) => !keys.contains(key),
        }
    }
}
