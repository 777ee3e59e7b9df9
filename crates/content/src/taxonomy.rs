//! Categories and tags: a category is its whole path.

use serde::{Deserialize, Serialize};

use crate::{
    Dialect,
    front_matter::value::Value,
    json::{FromNode, JsonError, Node},
    order::once,
};

/// A category from its root to its leaf, never empty: `["新媒体", "趣头条", "分类"]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CategoryPath(pub Vec<String>);

/// Deepest category path; deeper names are left off.
pub const CATEGORY_DEPTH: usize = 32;

impl CategoryPath {
    /// The path of these names, cleaned; `None` when no name is left.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let names: Vec<String> = names.into_iter().filter_map(term).take(CATEGORY_DEPTH).collect();
        (!names.is_empty()).then_some(Self(names))
    }
}

impl FromNode for CategoryPath {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Vec::from_node(node).map(Self)
    }
}

/// Whether a taxonomy was written under its plural name, which Jekyll splits on white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// `category`, `tag`
    Singular,
    /// `categories`, `tags`
    Plural,
}

/// The category paths that a value says, each once.
///
/// A list of strings is one chain in Hexo (and while the dialect is not known), parallel
/// categories elsewhere. If any item is a list, each item is a chain of its own.
pub(crate) fn categories(value: &Value, number: Number, dialect: Dialect) -> Vec<CategoryPath> {
    let paths: Vec<CategoryPath> = match value {
        Value::List(items) => {
            let nested = items.iter().any(|item| matches!(item, Value::List(_)));
            let chain = matches!(dialect, Dialect::Hexo | Dialect::Auto);
            if chain && !nested {
                CategoryPath::new(items.iter().filter_map(name)).into_iter().collect()
            } else {
                items
                    .iter()
                    .filter_map(|item| match item {
                        Value::List(names) => CategoryPath::new(names.iter().filter_map(name)),
                        other => CategoryPath::new(name(other)),
                    })
                    .collect()
            }
        }
        other => texts(other, number, dialect).filter_map(|text| CategoryPath::new([text])).collect(),
    };
    once(paths)
}

/// The tags that a value says, each once. Lists in lists are flattened.
pub(crate) fn tags(value: &Value, number: Number, dialect: Dialect) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Value::List(items) => {
            for item in items {
                match item {
                    Value::List(inner) => found.extend(inner.iter().filter_map(name).filter_map(term)),
                    other => found.extend(name(other).and_then(term)),
                }
            }
        }
        other => found.extend(texts(other, number, dialect).filter_map(term)),
    }
    once(found)
}

/// The tags in a `keywords` text, which commas separate (as in HTML's `<meta name="keywords">`).
pub(crate) fn keywords(value: &Value) -> Vec<String> {
    match value.text() {
        Some(text) => once(text.split([',', '，', '、']).filter_map(term).collect()),
        None => tags(value, Number::Singular, Dialect::Auto),
    }
}

/// One text, or the words that Jekyll makes of a plural one.
fn texts(value: &Value, number: Number, dialect: Dialect) -> impl Iterator<Item = &str> {
    let split = number == Number::Plural && dialect == Dialect::Jekyll;
    let text = name(value).unwrap_or_default();
    let (words, whole) = if split { (Some(text.split_whitespace()), None) } else { (None, Some(text)) };
    words.into_iter().flatten().chain(whole)
}

/// The name in a scalar or in a map with `name` or `title`.
fn name(value: &Value) -> Option<&str> {
    match value {
        Value::Map(_) => value.get("name").or_else(|| value.get("title"))?.text(),
        other => other.text(),
    }
}

/// A term's name, cleaned. `.` and `..` are no names: no address could hold them.
fn term(text: &str) -> Option<String> {
    let text = crate::front_matter::clean(text);
    (!text.is_empty() && text != "." && text != "..").then_some(text)
}
