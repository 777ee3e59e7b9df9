//! What a post says of copying it: front matter's `copyright` and `license`.

use serde::Serialize;

use crate::json::{FromNode, JsonError, Node};

/// What a post says of copying it. Where it says nothing, its site speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rights {
    /// Whether nothing is to be said (`copyright: false`).
    pub silent: bool,
    /// A line of the post's own (`copyright: …`).
    pub line: Option<String>,
    /// The licence by its name or its address (`license: …`).
    pub licence: Option<String>,
}

impl Rights {
    /// Reads both keys, as written. `copyright` is a switch in some themes and a line in others.
    pub(crate) fn new(copyright: Option<String>, licence: Option<String>) -> Self {
        let (silent, line) = match copyright {
            Some(written) => match written.trim().to_ascii_lowercase().as_str() {
                "false" | "no" | "off" => (true, None),
                "" | "true" | "yes" | "on" => (false, None),
                _ => (false, Some(written)),
            },
            None => (false, None),
        };
        Self { silent, line, licence: licence.filter(|licence| !licence.trim().is_empty()) }
    }
}

impl FromNode for Rights {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { silent: node.field("silent")?, line: node.field("line")?, licence: node.field("licence")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_is_a_switch_or_a_line() {
        for (written, silent, line) in [
            (None, false, None),
            (Some("false"), true, None),
            (Some("No"), true, None),
            (Some("true"), false, None),
            (Some("© 2022 趣头条"), false, Some("© 2022 趣头条")),
        ] {
            let rights = Rights::new(written.map(str::to_owned), Some(" ".to_owned()));
            assert_eq!((rights.silent, rights.line.as_deref(), rights.licence), (silent, line, None), "{written:?}");
        }
    }
}
