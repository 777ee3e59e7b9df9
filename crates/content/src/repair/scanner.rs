//! A scanner for HTML: where tags, comments and texts begin and end, by the rules of
//! HTML's tokenizer. It builds nothing and allocates nothing but a list of attributes
//! that it reuses; every byte is looked at once.

/// A piece of HTML. Together the pieces are the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text between tags, with its character references.
    Text(&'a str),
    /// A start tag; its attributes are in the scanner until the next piece.
    Start {
        /// The tag as written.
        raw: &'a str,
        /// Its name as written.
        name: &'a str,
    },
    /// An end tag's name as written.
    End(&'a str),
    /// What a comment holds.
    Comment(&'a str),
    /// A declaration, a processing instruction, or the text of an element that holds
    /// nothing else (`script`, `style` …): not for readers.
    Hidden,
}

/// An attribute as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    /// Name with its case.
    pub(crate) name: &'a str,
    /// Value without its quotes, with its character references.
    pub(crate) value: Option<&'a str>,
}

/// Reads HTML piece by piece.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    html: &'a str,
    at: usize,
    /// Set after the start tag of an element whose text is no HTML.
    raw_text: Option<&'a str>,
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { html, at: 0, raw_text: None, attributes: Vec::new() }
    }

    /// The attributes of the start tag read last, in the order written.
    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// Where the next piece begins.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next_piece(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw_text.take() {
            let length = raw_text_length(&self.html[self.at..], name);
            if length > 0 {
                self.at += length;
                return Some(Piece::Hidden);
            }
        }
        let rest = &self.html[self.at..];
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        if bytes[0] != b'<' {
            return Some(self.text(rest.find('<').unwrap_or(rest.len())));
        }
        match bytes.get(1) {
            Some(byte) if byte.is_ascii_alphabetic() => Some(self.start_tag(rest)),
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => Some(self.end_tag(rest)),
            Some(b'!') if rest.starts_with("<!--") => Some(self.comment(rest)),
            Some(b'!' | b'?' | b'/') => {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                Some(Piece::Hidden)
            }
            _ => Some(self.text(rest[1..].find('<').map_or(rest.len(), |next| next + 1))),
        }
    }

    fn text(&mut self, length: usize) -> Piece<'a> {
        let text = &self.html[self.at..self.at + length];
        self.at += length;
        Piece::Text(text)
    }

    fn comment(&mut self, rest: &'a str) -> Piece<'a> {
        let body = &rest[4..];
        if let Some(short) = [">", "->"].into_iter().find(|short| body.starts_with(short)) {
            self.at += 4 + short.len();
            return Piece::Comment("");
        }
        let mut from = 0;
        while let Some(dashes) = body[from..].find("--") {
            let end = from + dashes;
            let close = body[end..].trim_start_matches('-');
            let close_at = body.len() - close.len();
            if close.starts_with('>') {
                self.at += 4 + close_at + 1;
                return Piece::Comment(&body[..close_at - 2]);
            }
            if close.starts_with("!>") {
                self.at += 4 + close_at + 2;
                return Piece::Comment(&body[..end]);
            }
            from = close_at;
        }
        self.at = self.html.len();
        Piece::Comment(body)
    }

    fn end_tag(&mut self, rest: &'a str) -> Piece<'a> {
        let name = name_of(&rest[2..]);
        // An end tag may carry attributes, and they may hold a `>` in quotes.
        self.at += attributes(rest, 2 + name.len(), None);
        Piece::End(name)
    }

    fn start_tag(&mut self, rest: &'a str) -> Piece<'a> {
        let name = name_of(&rest[1..]);
        self.attributes.clear();
        let after_name = 1 + name.len();
        let length = if rest.as_bytes().get(after_name) == Some(&b'>') {
            after_name + 1
        } else {
            attributes(rest, after_name, Some(&mut self.attributes))
        };
        self.at += length;
        if holds_raw_text(name) {
            self.raw_text = Some(name);
        }
        Piece::Start { raw: &rest[..length], name }
    }
}

fn name_of(text: &str) -> &str {
    let end = text.bytes().position(|byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
    &text[..end.unwrap_or(text.len())]
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// Reads attributes from `at` to the end of the tag and returns where that is.
fn attributes<'a>(tag: &'a str, mut at: usize, mut list: Option<&mut Vec<Attribute<'a>>>) -> usize {
    let bytes = tag.as_bytes();
    loop {
        while bytes.get(at).is_some_and(|&byte| is_blank(byte) || byte == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return at,
            Some(b'>') => return at + 1,
            Some(_) => {}
        }
        let start = at;
        // A `=` that begins a name belongs to it.
        at += 1;
        while bytes.get(at).is_some_and(|&byte| !is_blank(byte) && !matches!(byte, b'/' | b'>' | b'=')) {
            at += 1;
        }
        let name = &tag[start..at];
        let mut value = None;
        let mut after = at;
        while bytes.get(after).is_some_and(|&byte| is_blank(byte)) {
            after += 1;
        }
        if bytes.get(after) == Some(&b'=') {
            at = after + 1;
            while bytes.get(at).is_some_and(|&byte| is_blank(byte)) {
                at += 1;
            }
            match bytes.get(at) {
                Some(&quote @ (b'"' | b'\'')) => {
                    at += 1;
                    let length = tag[at..].find(char::from(quote)).unwrap_or(tag.len() - at);
                    value = Some(&tag[at..at + length]);
                    at = (at + length + 1).min(tag.len());
                }
                _ => {
                    let start = at;
                    while bytes.get(at).is_some_and(|&byte| !is_blank(byte) && byte != b'>') {
                        at += 1;
                    }
                    value = Some(&tag[start..at]);
                }
            }
        }
        if let Some(list) = list.as_deref_mut() {
            list.push(Attribute { name, value });
        }
    }
}

/// Whether the text of the element `name` is no HTML (HTML, "parsing HTML fragments").
fn holds_raw_text(name: &str) -> bool {
    matches!(name.len(), 3..=9)
        && ["script", "style", "textarea", "title", "iframe", "noscript", "noembed", "noframes", "xmp", "plaintext"]
            .iter()
            .any(|raw| raw.eq_ignore_ascii_case(name))
}

/// Length of the text up to the end tag of `name`, which is not part of it.
fn raw_text_length(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let tag = from + at;
        let end = tag + 2 + name.len();
        let named = text.as_bytes().get(tag + 2..end).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        let closed = text.as_bytes().get(end).is_none_or(|&byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
        if named && closed {
            return tag;
        }
        from = tag + 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<String> {
        let mut scanner = Scanner::new(html);
        let mut list = Vec::new();
        while let Some(piece) = scanner.next_piece() {
            list.push(match piece {
                Piece::Text(text) => format!("text {text}"),
                Piece::Start { name, .. } => {
                    let attributes = scanner.attributes().iter();
                    let written: String =
                        attributes.map(|a| format!(" {}={}", a.name, a.value.unwrap_or("∅"))).collect();
                    format!("start {name}{written}")
                }
                Piece::End(name) => format!("end {name}"),
                Piece::Comment(text) => format!("comment {text}"),
                Piece::Hidden => "hidden".to_owned(),
            });
        }
        assert_eq!(scanner.position(), html.len());
        list
    }

    #[test]
    fn pieces_as_html_tokenizes_them() {
        for (html, expected) in [
            ("a<b>c</b>d", &["text a", "start b", "text c", "end b", "text d"] as &[&str]),
            ("1 < 2 <3 <", &["text 1 ", "text < 2 ", "text <3 ", "text <"]),
            ("<IMG src=a alt>", &["start IMG src=a alt=∅"]),
            ("<img src='a>b' alt=\"'\"/>", &["start img src=a>b alt='"]),
            ("<a href = x y= z>", &["start a href=x y=z"]),
            ("<a =b =c=d>", &["start a =b=c=d"]),
            ("<a/b/c=d/>", &["start a b=∅ c=d/"]),
            ("<a href=\"x", &["start a href=x"]),
            ("<a href=", &["start a href="]),
            ("<p", &["start p"]),
            ("</p class='>'>x", &["end p", "text x"]),
            ("</>x</1>", &["hidden", "text x", "hidden"]),
            ("<!-- a -- b -->c", &["comment  a -- b ", "text c"]),
            ("<!-->a<!--->b", &["comment ", "text a", "comment ", "text b"]),
            ("<!--a--!>b", &["comment a", "text b"]),
            ("<!--a----->b", &["comment a---", "text b"]),
            ("<!--a", &["comment a"]),
            ("<!DOCTYPE html><?php x ?>", &["hidden", "hidden"]),
            ("<script>if (a</b>) '<p>'</script>x", &["start script", "hidden", "end script", "text x"]),
            ("<STYLE>a{}</style >x", &["start STYLE", "hidden", "end style", "text x"]),
            ("<title></title><title>a", &["start title", "end title", "start title", "hidden"]),
            ("<x-中 a中=中>中", &["start x-中 a中=中", "text 中"]),
        ] {
            assert_eq!(pieces(html), expected, "{html}");
        }
    }
}
