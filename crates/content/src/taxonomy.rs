//! Categories and tags: a category is its whole path.

use serde::{Deserialize, Serialize};

/// A category from its root to its leaf, never empty: `["新媒体", "趣头条", "分类"]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CategoryPath(pub Vec<String>);
