//! A tree of values as one text and back: what one WebAssembly module tells another.
//!
//! A mark says what comes, a text has its length in bytes before it (`'5:title`), a list and a mapping end with `]` and
//! `}`. JSON would not do: it has no place for a number as it was written, nor for a key that is there twice.

use crate::front_matter::Value;

/// Deepest nesting that is read; no reader of front matter gives more.
const DEPTH: usize = 256;

/// Writes a value behind `out`.
pub(crate) fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push('~'),
        Value::Bool(truth, text) => marked(if *truth { '+' } else { '-' }, text, out),
        Value::Number(text) => marked('#', text, out),
        Value::Text(text) => marked('\'', text, out),
        Value::List(items) => {
            out.push('[');
            items.iter().for_each(|item| write(item, out));
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (key, value) in entries {
                marked('\'', key, out);
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn marked(mark: char, text: &str, out: &mut String) {
    out.push(mark);
    out.push_str(&text.len().to_string());
    out.push(':');
    out.push_str(text);
}

/// The value that `rest` begins with; `rest` is what follows. `None` where it begins with none.
pub(crate) fn read(rest: &mut &str) -> Option<Value> {
    value(rest, DEPTH)
}

fn value(rest: &mut &str, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match next(rest)? {
        '~' => Value::Null,
        '+' => Value::Bool(true, text(rest)?),
        '-' => Value::Bool(false, text(rest)?),
        '#' => Value::Number(text(rest)?),
        '\'' => Value::Text(text(rest)?),
        '[' => {
            let mut items = Vec::new();
            while !ends(rest, ']') {
                items.push(value(rest, depth)?);
            }
            Value::List(items)
        }
        '{' => {
            let mut entries = Vec::new();
            while !ends(rest, '}') {
                let Value::Text(key) = value(rest, depth)? else { return None };
                entries.push((key, value(rest, depth)?));
            }
            Value::Map(entries)
        }
        _ => return None,
    })
}

fn next(rest: &mut &str) -> Option<char> {
    let mark = rest.chars().next()?;
    *rest = &rest[mark.len_utf8()..];
    Some(mark)
}

fn ends(rest: &mut &str, mark: char) -> bool {
    let after = rest.strip_prefix(mark);
    *rest = after.unwrap_or(rest);
    after.is_some()
}

fn text(rest: &mut &str) -> Option<String> {
    let (length, text) = rest.split_once(':')?;
    let (text, after) = text.split_at_checked(length.parse().ok()?)?;
    *rest = after;
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Value, read, write};

    fn values() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            Just(Value::Null),
            (any::<bool>(), ".{0,4}").prop_map(|(truth, text)| Value::Bool(truth, text)),
            ".{0,4}".prop_map(Value::Number),
            ".{0,9}".prop_map(Value::Text),
        ];
        scalar.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
                prop::collection::vec((".{0,4}", inner), 0..5).prop_map(Value::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in values(), behind in ".{0,4}") {
            let mut text = String::new();
            write(&value, &mut text);
            text.push_str(&behind);
            let mut rest = text.as_str();
            prop_assert_eq!(read(&mut rest), Some(value));
            prop_assert_eq!(rest, behind);
        }
    }

    #[test]
    fn what_nobody_wrote_is_none() {
        for text in ["", "x", "'", "'5:abc", "'1:砚", "'x:a", "[~", "{~~}", "{'1:a}", "]", &"[".repeat(100_000)] {
            assert_eq!(read(&mut &*text), None, "{:.20}", text);
        }
    }
}
