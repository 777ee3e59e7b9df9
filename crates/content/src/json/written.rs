//! A value of the tree as JSON again.

use std::fmt::Write as _;

use super::Value;

impl Value {
    /// Writes it behind `text`; a number that is none of ours as `null`.
    pub(super) fn write(&self, text: &mut String) {
        match self {
            Self::Null | Self::OtherNumber => text.push_str("null"),
            Self::Flag(true) => text.push_str("true"),
            Self::Flag(false) => text.push_str("false"),
            Self::Integer(number) => {
                // Writing to a text cannot fail.
                let _ = write!(text, "{number}");
            }
            Self::Text(string) => write_string(text, string),
            Self::List(items) => {
                text.push('[');
                for (at, item) in items.iter().enumerate() {
                    separate(text, at);
                    item.write(text);
                }
                text.push(']');
            }
            Self::Object(fields) => {
                text.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    separate(text, at);
                    write_string(text, name);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}

fn separate(text: &mut String, at: usize) {
    if at > 0 {
        text.push(',');
    }
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\0'..='\u{1f}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            _ => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use crate::json::{JsonError, Node, read};

    #[test]
    fn a_part_is_written_as_it_was_read() {
        let part = |text: &str| read(text, |node: Node<'_>| -> Result<String, JsonError> { node.written("a") });
        for (text, expected) in [
            ("{}", "null"),
            (r#"{"a": 1.5}"#, "null"),
            (r#"{"a": [true, false, null, -7, {}, []]}"#, "[true,false,null,-7,{},[]]"),
            (
                r#"{"b": 1, "a": {"x": "\u0000\n\"\\ 砚", "y\t": {"z": 1}}}"#,
                r#"{"x":"\u0000\u000a\"\\ 砚","y\u0009":{"z":1}}"#,
            ),
        ] {
            assert_eq!(part(text).as_deref(), Ok(expected), "{text}");
        }
    }
}
