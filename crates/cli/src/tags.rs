//! The tags of markup, read one by one. For pages and texts of ours, where a small reader is enough: it knows
//! comments, attributes with and without quotes, and in any other text it finds what it can.

/// A tag.
pub(crate) struct Tag {
    /// In lower case; that of a tag which closes an element begins with `/`.
    pub(crate) name: String,
    pub(crate) attributes: Vec<Attribute>,
}

impl Tag {
    /// The value of the attribute `name`, as it is meant.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(Attribute::meant)
    }
}

/// The tags of a text, one after the other, without those in comments.
pub(crate) struct Tags<'a>(&'a str);

impl<'a> Tags<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// Goes on behind the text of the element `name`, in which there are no tags; returns that text.
    pub(crate) fn skip_text(&mut self, name: &str) -> &'a str {
        let (text, after) = self.0.split_once(&format!("</{name}")).unwrap_or((self.0, ""));
        self.0 = after.split_once('>').map_or("", |(_, after)| after);
        text
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = &self.0[self.0.find('<')?..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.0 = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let from = 1 + usize::from(rest[1..].starts_with('/'));
            let name_end = rest[from..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest.len(), |end| from + end);
            let name = rest[1..name_end].to_ascii_lowercase();
            let (attributes, end) = attributes(rest, name_end);
            self.0 = &rest[end..];
            return Some(Tag { name, attributes });
        }
    }
}

/// An attribute of a tag.
pub(crate) struct Attribute {
    /// In lower case.
    pub(crate) name: String,
    /// As it is written: what is escaped in it, stays so.
    pub(crate) value: String,
    /// Where the value begins and ends in the tag, its quotes included.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Attribute {
    /// Its value as it is meant.
    pub(crate) fn meant(&self) -> String {
        unescaped(&self.value)
    }
}

/// Undoes what is escaped in the value of an attribute, as far as it is escaped here.
fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// The attributes of the tag that `text` begins with, from byte `at` on, and where it ends.
pub(crate) fn attributes(text: &str, mut at: usize) -> (Vec<Attribute>, usize) {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let skip = |mut at: usize, skipped: fn(u8) -> bool| {
        while at < bytes.len() && skipped(bytes[at]) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return (found, text.len()),
            Some(b'>') => return (found, at + 1),
            Some(_) => {}
        }
        let name_end =
            skip(at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/')).max(at + 1);
        let name = text.get(at..name_end).unwrap_or_default().to_ascii_lowercase();
        let equals = skip(name_end, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = name_end;
            continue;
        }
        let start = skip(equals + 1, |byte| byte.is_ascii_whitespace());
        let (value, end) = match bytes.get(start) {
            Some(quote @ (b'"' | b'\'')) => {
                let close = text[start + 1..].find(char::from(*quote)).map_or(text.len(), |length| start + 1 + length);
                (&text[start + 1..close], (close + 1).min(text.len()))
            }
            _ => {
                let end = skip(start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                (&text[start..end], end)
            }
        };
        found.push(Attribute { name, value: value.to_owned(), start, end });
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_one_by_one() {
        let html = "a <P/Class='x&amp;y' hidden>b<!-- <i> --></p><br/><é><script>";
        let mut tags = Tags::of(html);
        let first = tags.next().expect("a tag");
        assert_eq!((first.name.as_str(), first.value("class").as_deref()), ("p", Some("x&y")));
        let names: Vec<String> = tags.map(|tag| tag.name).collect();
        assert_eq!(names, ["/p", "br", "", "script"]);
    }

    #[test]
    fn the_text_of_an_element_can_be_skipped() {
        let mut tags = Tags::of("<title>a <b></title><i>");
        tags.next().expect("a tag");
        assert_eq!(tags.skip_text("title"), "a <b>");
        let names: Vec<String> = tags.map(|tag| tag.name).collect();
        assert_eq!(names, ["i"]);
        let mut open = Tags::of("<title>a");
        open.next().expect("a tag");
        assert_eq!((open.skip_text("title"), open.next().is_none()), ("a", true));
    }
}
