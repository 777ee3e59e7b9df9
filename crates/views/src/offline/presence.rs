//! Which posts can be opened now.

use std::rc::Rc;

/// Whether the network is there, and, where it is not, what is here.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Presence {
    /// The host can be reached.
    #[default]
    Everything,
    /// It cannot: only these posts can be opened, by their keys, which are sorted.
    Only(Rc<[String]>),
}

impl Presence {
    /// Whether the post with this key cannot be opened now.
    pub fn is_away(&self, key: &str) -> bool {
        match self {
            Self::Everything => false,
            Self::Only(keys) => keys.binary_search_by(|known| known.as_str().cmp(key)).is_err(),
        }
    }
}
