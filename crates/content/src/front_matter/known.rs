//! The keys that mean something, looked for once: hostile front matter has thousands of others, and
//! each of a hundred questions would look at all of them.

use super::value::Value;

/// Every key that has a meaning, in the order of the alphabet.
const KNOWN: [&str; 66] = [
    "_build",
    "alias",
    "aliases",
    "author",
    "authors",
    "banner",
    "banner_img",
    "build",
    "categories",
    "category",
    "comment",
    "comments",
    "copyright",
    "cover",
    "date",
    "description",
    "dir",
    "draft",
    "excerpt",
    "expires",
    "expirydate",
    "extra",
    "headimg",
    "hidden",
    "hide",
    "image",
    "images",
    "index_img",
    "katex",
    "keywords",
    "lang",
    "language",
    "last_modified_at",
    "lastmod",
    "license",
    "link",
    "math",
    "mathjax",
    "mermaid",
    "modified",
    "params",
    "password",
    "path",
    "permalink",
    "pin",
    "pinned",
    "pubdate",
    "publishdate",
    "published",
    "redirect_from",
    "series",
    "slug",
    "sticky",
    "summary",
    "tag",
    "tags",
    "taxonomies",
    "thumbnail",
    "title",
    "toc",
    "top",
    "top_img",
    "unpublishdate",
    "updated",
    "url",
    "weight",
];

/// Those of them that are kept among a post's unknown keys: a theme or a plug-in may want the rest of them.
const KEPT: [&str; 4] = ["extra", "params", "password", "taxonomies"];

/// A mapping's values by the keys that have a meaning: the last of each, an exact match before one of another case.
pub(super) struct Known<'a>([Option<&'a Value>; KNOWN.len()]);

impl<'a> Known<'a> {
    /// Looks for them in a mapping; there are none in anything else.
    pub(super) fn new(keys: Option<&'a Value>) -> Self {
        let mut found = Self([None; KNOWN.len()]);
        let mut is_exact = [false; KNOWN.len()];
        let Some(Value::Map(entries)) = keys else { return found };
        for (key, value) in entries.iter().rev() {
            let Some(place) = place(key) else { continue };
            let exact = key == KNOWN[place];
            if found.0[place].is_none() || exact && !is_exact[place] {
                found.0[place] = Some(value);
                is_exact[place] = exact;
            }
        }
        found
    }

    /// The value under a key; null is absent.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        let place = place(key);
        debug_assert!(place.is_some(), "`{key}` is in the list of keys that mean something");
        self.0[place?].filter(|value| **value != Value::Null)
    }
}

/// Whether what stands under this key, of any case, has been made use of.
pub(super) fn is_used_up(key: &str) -> bool {
    place(key).is_some_and(|place| !KEPT.contains(&KNOWN[place]))
}

/// Where a key of any case stands in the list.
fn place(key: &str) -> Option<usize> {
    let written = || key.bytes().map(|byte| byte.to_ascii_lowercase());
    KNOWN.binary_search_by(|known| known.bytes().cmp(written())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(KNOWN.is_sorted(), "or a search in halves misses keys");
        assert!(KEPT.iter().all(|key| KNOWN.contains(key)));
    }

    #[test]
    fn the_last_counts_and_an_exact_match_before_one_of_another_case() {
        let text = |text: &str| Value::Text(text.into());
        let entries = [("Title", "a"), ("title", "b"), ("TITLE", "c"), ("title", "d"), ("Tags", "e"), ("TAGS", "f")];
        let map = Value::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), text(value))).collect());
        let known = Known::new(Some(&map));
        assert_eq!(known.get("title"), Some(&text("d")));
        assert_eq!(known.get("tags"), Some(&text("f")));
        assert_eq!(known.get("date"), None);
    }

    #[test]
    fn what_a_theme_may_want_is_not_used_up() {
        assert!(is_used_up("Title") && is_used_up("date"));
        assert!(!is_used_up("params") && !is_used_up("titles") && !is_used_up(""));
    }
}
