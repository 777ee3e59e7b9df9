//! Front matter as nearly everybody writes it, into a [`Value`] without a parser of all of YAML, which browsers load
//! only for the rest (docs/adr/0004-two-modules.md).
//!
//! What this file does not take for certain it leaves to [`super::yaml`], and what it takes it reads as that does:
//! a test holds the two against each other on texts made of everything that has a meaning in YAML.

use super::value::Value;
use crate::limits;

/// Longest key: longer ones have limits of their own in YAML.
const LONGEST_KEY: usize = 100;

/// Reads `key: value` lines of scalars and of lists of scalars, in brackets or below their key; `None` where
/// there is anything else.
pub(super) fn read(text: &str) -> Option<Value> {
    // Brackets within a text may be too deep for YAML, which then says so.
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if brackets > limits::FLOW_DEPTH || !text.chars().all(is_plain) {
        return None;
    }
    let mut lines = text
        .lines()
        .map(|line| line.trim_end_matches(' '))
        .filter(|line| !line.is_empty() && !is_comment(line))
        .peekable();
    let mut entries = Vec::new();
    while let Some(line) = lines.next() {
        let (key, rest) = line.split_once(':')?;
        if !is_key(key) || !(rest.is_empty() || rest.starts_with(' ')) {
            return None;
        }
        let rest = rest.trim_start_matches(' ');
        let mut items = Vec::new();
        let mut indent = None;
        while let Some((before, item)) = lines.peek().and_then(|line| item(line)) {
            // An item belongs to a key without a value of its own; deeper ones are lists in a list.
            if !rest.is_empty() || *indent.get_or_insert(before) != before {
                return None;
            }
            items.push(scalar(item, &[])?);
            lines.next();
        }
        let value = match rest {
            "" if items.is_empty() => Value::Null,
            "" => Value::List(items),
            _ => match rest.strip_prefix('[') {
                Some(list) => Value::List(list_in_brackets(list)?),
                None => scalar(rest, &[])?,
            },
        };
        // The next line begins with a key, or it is what this file does not read: a text or a mapping that goes on.
        entries.push((key.to_owned(), value));
    }
    Some(Value::Map(entries))
}

/// Whether YAML takes a character for nothing but itself, wherever it stands: no tab, no other line end, nothing
/// that it forbids.
fn is_plain(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}')
        || matches!(c, '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('#')
}

/// A word of letters, digits, `_` and `-` that begins with a letter.
fn is_key(key: &str) -> bool {
    key.len() <= LONGEST_KEY
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The indentation and the text of a line `- text`.
fn item(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches(' ');
    Some((line.len() - text.len(), text.strip_prefix("- ")?.trim_start_matches(' ')))
}

/// The items of `a, 'b', "c"]`.
fn list_in_brackets(list: &str) -> Option<Vec<Value>> {
    let mut rest = list.strip_suffix(']')?.trim_matches(' ');
    let mut items = Vec::new();
    while !rest.is_empty() {
        // A comma in quotes is none between items.
        let quote = rest.chars().next().filter(|mark| matches!(mark, '\'' | '"'));
        let quoted = quote.and_then(|mark| rest[1..].find(mark)).map_or(0, |end| end + 2);
        let end = rest[quoted..].find(',').map_or(rest.len(), |at| quoted + at);
        items.push(scalar(rest[..end].trim_matches(' '), &['[', ']', '{', '}', ',', ':', '#', '?'])?);
        rest = rest[end..].strip_prefix(',').unwrap_or_default().trim_start_matches(' ');
    }
    Some(items)
}

/// A text, a truth or a number on one line. `marks`: what has a meaning outside quotes here, besides what always does.
fn scalar(text: &str, marks: &[char]) -> Option<Value> {
    let first = text.chars().next()?;
    if matches!(first, '\'' | '"') {
        let inner = text[1..].strip_suffix(first)?;
        return match first {
            '"' => (!inner.contains(['"', '\\'])).then(|| inner.to_owned()),
            _ => unquoted(inner),
        }
        .map(Value::Text);
    }
    let begins_otherwise = "-?:,[]{}#&*!|>%@`~".contains(first);
    if begins_otherwise || text.contains(marks) || text.contains(": ") || text.ends_with(':') || text.contains(" #") {
        return None;
    }
    if first.is_ascii_digit() || matches!(first, '+' | '.') {
        return number_or_text(text);
    }
    match text {
        "true" | "false" => Some(Value::Bool(text == "true", text.to_owned())),
        _ if ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)) => None,
        _ => Some(Value::Text(text.to_owned())),
    }
}

/// What stands between single quotes, where two of them are one; `None` where one is left over.
fn unquoted(inner: &str) -> Option<String> {
    let parts: Vec<&str> = inner.split("''").collect();
    parts.iter().all(|part| !part.contains('\'')).then(|| parts.join("'"))
}

/// A text that begins as numbers do.
fn number_or_text(text: &str) -> Option<Value> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && text.len() < 16 && (text.len() == 1 || !text.starts_with('0')) {
        return Some(Value::Number(text.to_owned()));
    }
    let is_date = text.contains('-') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let may_count = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
    (is_date || !text.chars().all(may_count)).then(|| Value::Text(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Value, read};
    use crate::front_matter::yaml;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn what_nearly_everybody_writes_is_read() {
        let matter = "# a comment\ntitle: Rust 与 WebAssembly：砚台\ndate: 2022-04-07 06:38:50\nupdated: 2022-04-08\n\
            tags:\n  - Rust\n\n  - 'it''s, [a]: b'\ncategories: [编程, \"a, b\"]\n\ndraft: false\ntop: 12\nempty:\n\
            cover: https://i.example/a.png?b=c&d#e\n";
        let list = |items: &[&str]| Value::List(items.iter().map(|item| text(item)).collect());
        let expected = [
            ("title", text("Rust 与 WebAssembly：砚台")),
            ("date", text("2022-04-07 06:38:50")),
            ("updated", text("2022-04-08")),
            ("tags", list(&["Rust", "it's, [a]: b"])),
            ("categories", list(&["编程", "a, b"])),
            ("draft", Value::Bool(false, "false".to_owned())),
            ("top", Value::Number("12".to_owned())),
            ("empty", Value::Null),
            ("cover", text("https://i.example/a.png?b=c&d#e")),
        ];
        let expected = Value::Map(expected.map(|(key, value)| (key.to_owned(), value)).to_vec());
        assert_eq!(read(matter), Some(expected.clone()));
        assert_eq!(yaml::read(matter), Ok(expected));
    }

    #[test]
    fn what_is_not_certain_is_left_to_yaml() {
        for matter in [
            "a: b: c",
            "a: >-\n  b",
            "a: b\n  c",
            "a:\n  b: c",
            "a:\n- b\n  c",
            "a:\n- b\n  - c",
            "a: b\n- c",
            "a: &x b",
            "a: 'b",
            "a: 'b' c",
            "a: 'b'c'",
            "a: \"b\\n\"",
            "a: [b, [c]]",
            "a: [b,, c]",
            "a: [b]c",
            "a: [b\n, c]",
            "a: {b: c}",
            "a: b #c",
            "a: 1.50",
            "a: 007",
            "a: 0x10",
            "a: 1e3",
            "a: .inf",
            "a: ~",
            "a: Null",
            "a: TRUE",
            "a:\tb",
            "a: b\u{2028}c",
            "a:b",
            "a : b",
            "a",
            "? a",
            "- a",
            "<<: a",
            "1: a",
            "键: a",
            &format!("a: x - {}", "[".repeat(33)),
        ] {
            assert_eq!(read(matter), None, "{matter:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn whatever_is_read_is_what_yaml_reads(lines in prop::collection::vec(line(), 1..4)) {
            let matter = lines.concat();
            if let Some(value) = read(&matter) {
                let read = match yaml::read(&matter) {
                    Ok(Value::Null) => Ok(Value::Map(Vec::new())),
                    read => read,
                };
                prop_assert_eq!(Ok(value), read, "{:?}", matter);
            }
        }
    }

    /// A line, more or less: about one in nineteen of such texts is read.
    fn line() -> impl Strategy<Value = String> {
        const HEADS: [&str; 14] = [
            "a: ", "a: ", "k-e_y:  ", "tags:", "a: [", "a: [b, ", "a: '", "a: \"", "- ", "  - ", " - ", "- '", "#", "",
        ];
        const PARTS: [&str; 62] = [
            "\"",
            "'",
            "''",
            "[",
            "]",
            "{",
            "}",
            ",",
            ", ",
            ":",
            ": ",
            "#",
            " #",
            "-",
            "- ",
            "&",
            "*",
            "!",
            "!!str ",
            "|",
            ">",
            "?",
            "? ",
            "%",
            "@",
            "`",
            "~",
            "\\",
            "<<",
            "=",
            "\t",
            "\r",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{7f}",
            "true",
            "True",
            "false",
            "null",
            "No",
            "1",
            "07",
            "12",
            "2022-04-07",
            "06:38:50",
            ".5",
            "1e3",
            "0x1",
            "0o7",
            "+",
            "_",
            ".inf",
            "nan",
            "砚",
            "text",
            "http://x",
            "---",
            "...",
            " ",
            "  ",
            "\u{a0}",
        ];
        const ENDS: [&str; 7] = ["\n", "\n", "\n", "]\n", "'\n", "\"\n", "\n\n"];
        let parts = prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..4);
        (prop::sample::select(HEADS.to_vec()), parts, prop::sample::select(ENDS.to_vec()))
            .prop_map(|(head, parts, end)| format!("{head}{}{end}", parts.concat()))
    }
}
