//! Arguments of tags: words and quoted texts, with or without names.

/// The words of `text`; quotes hold a word together and are not part of it.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut list = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = matches!(first, '"' | '\'').then(|| rest[1..].find(first)).flatten();
        let (word, after) = match quoted {
            Some(end) => (&rest[1..=end], &rest[end + 2..]),
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        list.push(word);
        rest = after.trim_start();
    }
    list
}

/// The parts of `text` between commas, without blanks and quotes around them.
pub(super) fn parts(text: &str) -> Vec<&str> {
    text.split(',').map(|part| unquoted(part.trim())).collect()
}

/// `text` without the quotes around it.
pub(super) fn unquoted(text: &str) -> &str {
    let quoted = ['"', '\'', '`'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(text)
}

/// Arguments of a shortcode: by name or by place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named<'a> {
    named: Vec<(&'a str, &'a str)>,
    placed: Vec<&'a str>,
}

impl<'a> Named<'a> {
    /// Reads `src="a.png" title="x"` or `abc "d e"`.
    pub(super) fn parse(text: &'a str) -> Self {
        let mut arguments = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let name_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
            let name = &rest[..name_end];
            let value = rest[name_end..].trim_start().strip_prefix('=').filter(|_| !name.is_empty());
            let (value, after) = value_of(value.map_or(rest, str::trim_start));
            if rest[name_end..].trim_start().starts_with('=') && !name.is_empty() {
                arguments.named.push((name, value));
            } else {
                arguments.placed.push(value);
            }
            rest = after.trim_start();
        }
        arguments
    }

    /// The argument of this name.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.named.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value).filter(|value| !value.is_empty())
    }

    /// The argument in this place, from 0.
    pub(super) fn at(&self, place: usize) -> Option<&'a str> {
        self.placed.get(place).copied().filter(|value| !value.is_empty())
    }
}

/// A value, quoted or not, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
        return text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
    };
    match text[1..].find(quote) {
        Some(end) => (&text[1..=end], &text[end + 2..]),
        None => (&text[1..], ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quoted_texts() {
        for (text, expected) in [
            ("", &[] as &[&str]),
            ("a  b\nc", &["a", "b", "c"]),
            ("'a b' \"c 'd'\" e", &["a b", "c 'd'", "e"]),
            ("it's fine", &["it's", "fine"]),
            ("'open quote", &["'open", "quote"]),
            ("中文 '标 题'", &["中文", "标 题"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(parts("a, 'b c' ,,d"), ["a", "b c", "", "d"]);
    }

    #[test]
    fn named_and_placed_arguments() {
        let arguments = Named::parse("src=\"a b.png\" title='x' width = 30 empty=\"\"");
        assert_eq!(arguments.get("src"), Some("a b.png"));
        assert_eq!(arguments.get("TITLE"), Some("x"));
        assert_eq!(arguments.get("width"), Some("30"));
        assert_eq!(arguments.get("empty"), None);
        assert_eq!(arguments.at(0), None);
        let arguments = Named::parse("go \"linenos=table, hl_lines=8\" `raw`");
        assert_eq!(
            (arguments.at(0), arguments.at(1), arguments.at(2)),
            (Some("go"), Some("linenos=table, hl_lines=8"), Some("raw"))
        );
        assert_eq!(Named::parse("= =a \"open").at(2), Some("open"));
    }
}
