//! A tag as a parser's tokeniser reads it, without regard to what is around it.

/// An attribute as it is written, its entities not decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written<'a> {
    /// Where its name begins, in bytes behind the tag's name.
    pub(crate) at: usize,
    /// In any letter case.
    pub(crate) name: &'a str,
    /// Without its quotes; empty where there is none.
    pub(crate) value: &'a str,
}

/// What stands in a start tag behind its name.
#[derive(Debug, Default)]
pub(crate) struct StartTag<'a> {
    pub(crate) attributes: Vec<Written<'a>>,
    /// How long it is, without the closing `>`.
    pub(crate) bytes: usize,
}

/// The tag name at the start of `text` (HTML, "tag name state"); empty where none starts.
pub(crate) fn name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(|c| is_blank(c) || matches!(c, '/' | '>'));
    &text[..end.unwrap_or(text.len())]
}

/// The rest of a start tag (HTML, "before attribute name state" and the following); `None`
/// where it has more attributes than `most`, or is longer than `budget` bytes.
pub(crate) fn read(after: &str, most: usize, budget: usize) -> Option<StartTag<'_>> {
    let mut tag = StartTag::default();
    let mut rest = after;
    loop {
        rest = rest.trim_start_matches(|c| is_blank(c) || c == '/');
        tag.bytes = after.len() - rest.len();
        if tag.bytes > budget {
            return None;
        }
        if rest.is_empty() || rest.starts_with('>') {
            return Some(tag);
        }
        if tag.attributes.len() == most {
            return None;
        }
        // An equals sign in the first place is a part of the name.
        let first = usize::from(rest.starts_with('='));
        let end = rest[first..].find(|c| is_blank(c) || matches!(c, '/' | '>' | '='));
        let (name, mut behind) = rest.split_at(end.map_or(rest.len(), |end| first + end));
        let mut value = "";
        if let Some(text) = behind.trim_start_matches(is_blank).strip_prefix('=') {
            (value, behind) = read_value(text.trim_start_matches(is_blank));
        }
        tag.attributes.push(Written { at: tag.bytes, name, value });
        rest = behind;
    }
}

/// A value, and the text behind it and its closing quote.
fn read_value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(|c| is_blank(c) || c == '>').unwrap_or(text.len())),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn attributes_as_a_parser_reads_them() {
        for (after, expected, rest) in [
            (">", &[] as &[(&str, &str)], ">"),
            ("", &[], ""),
            (" a>", &[("a", "")], ">"),
            (" a=b c='d e' f=\"g>h\"i>", &[("a", "b"), ("c", "d e"), ("f", "g>h"), ("i", "")], ">"),
            ("/a/b/>", &[("a", ""), ("b", "")], ">"),
            (" = =x>", &[("=", "x")], ">"),
            (" a = b>c", &[("a", "b")], ">c"),
            (" a=>b", &[("a", "")], ">b"),
            (" a='b", &[("a", "b")], ""),
            (" a=/b/>", &[("a", "/b/")], ">"),
            (" 中=文 é>", &[("中", "文"), ("é", "")], ">"),
        ] {
            let tag = read(after, 10, 100).expect("few");
            let found: Vec<_> = tag.attributes.iter().map(|one| (one.name, one.value)).collect();
            assert_eq!(found, expected, "{after}");
            assert_eq!(&after[tag.bytes..], rest, "{after}");
            assert!(tag.attributes.iter().all(|one| after[one.at..].starts_with(one.name)), "{after}");
        }
    }

    #[test]
    fn what_is_too_much_is_not_read() {
        assert!(read(" a b c>", 3, 100).is_some());
        assert!(read(" a b c>", 2, 100).is_none());
        assert!(read(" a='01234567890'>", 2, 10).is_none());
    }
}
