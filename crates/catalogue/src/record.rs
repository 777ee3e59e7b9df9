//! What a page that the builder wrote says of itself to the app: which page it is, and of what
//! it was made. It stands in the page as a block of JSON, which no browser executes.

use inkstone_content::{
    PostHead,
    json::{self, FromNode, JsonError, Node},
};
use serde::Serialize;

/// The version of the record that this code writes and reads.
pub const RECORD_FORMAT: u32 = 1;

/// The `id` of the block.
pub const RECORD_ID: &str = "inkstone-page";

/// A page's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageRecord {
    /// [`RECORD_FORMAT`] of the builder that wrote it.
    pub format: u32,
    /// The page's address below the site's root, as links write it; empty for home.
    pub route: String,
    /// Fingerprint of what the page was made of. A page whose source has another one is old.
    pub source: String,
    /// What stands around the text, when the page is a post's. Its addresses are relative to
    /// the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostHead>,
}

impl FromNode for PageRecord {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self {
            format: node.field("format")?,
            route: node.field("route")?,
            source: node.field("source")?,
            post: node.field("post")?,
        })
    }
}

impl PageRecord {
    /// The record of the page at `route`, made of what has the fingerprint `source`.
    pub fn new(route: impl Into<String>, source: String, post: Option<PostHead>) -> Self {
        Self { format: RECORD_FORMAT, route: route.into(), source, post }
    }

    /// Reads a block. `None` for one that is damaged, or of another version: such a page is
    /// made anew in the browser, so there is nothing to tell the reader.
    pub fn from_json(text: &str) -> Option<Self> {
        json::read(text, Self::from_node).ok().filter(|record| record.format == RECORD_FORMAT)
    }

    /// Writes a block that can stand inside of an element: no `<` begins an end tag in it.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string(self)?.replace('<', "\\u003c"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint;

    #[test]
    fn a_record_stays_inside_of_its_element() {
        let record = PageRecord::new("posts/</script><b>", fingerprint(b""), None);
        let json = record.to_json().expect("a record is JSON");
        assert!(!json.contains('<'), "{json}");
        assert_eq!(PageRecord::from_json(&json), Some(record));
    }

    #[test]
    fn a_record_of_another_version_is_none() {
        for (case, text) in [
            ("newer", r#"{"format":2,"route":"","source":""}"#),
            ("older", r#"{"format":0,"route":"","source":""}"#),
            ("damaged", r#"{"format":1,"route":"#),
            ("no source", r#"{"format":1,"route":""}"#),
        ] {
            assert_eq!(PageRecord::from_json(text), None, "{case}");
        }
    }
}
