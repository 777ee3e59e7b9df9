//! Elements: what their names and classes mean to the repair pass.

use super::scanner::Attribute;

/// Names longer than this belong to no element that matters here.
pub(super) const LONGEST_NAME: usize = 16;

/// A start tag and where it stands.
pub(super) struct Tag<'a> {
    /// Where it begins in the HTML.
    pub(super) start: usize,
    /// The tag as written.
    pub(super) raw: &'a str,
    /// Its name as written.
    pub(super) name: &'a str,
    /// Its attributes as written.
    pub(super) attributes: &'a [Attribute<'a>],
}

impl<'a> Tag<'a> {
    /// The value of its first attribute of this name, as written.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        super::image::value(self.attributes, name)
    }

    /// Whether `name` is one of its classes.
    pub(super) fn has_class(&self, name: &str) -> bool {
        self.value("class").is_some_and(|class| class.split_ascii_whitespace().any(|it| it == name))
    }

    /// Writes its attributes but those that `left_out` names, and those whose names begin with an
    /// equals sign: behind another name such a one would be its value.
    pub(super) fn write_attributes(&self, out: &mut String, left_out: impl Fn(&str) -> bool) {
        for attribute in self.attributes {
            if left_out(attribute.name) || attribute.name.starts_with('=') {
                continue;
            }
            out.push(' ');
            out.push_str(attribute.name);
            if let Some(value) = attribute.value {
                out.push_str("=\"");
                let mut parts = value.split('"');
                out.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    out.push_str("&quot;");
                    out.push_str(part);
                }
                out.push('"');
            }
        }
    }
}

/// `name` in lower case; longer names are no names that matter and come out empty.
pub(super) fn lower<'b>(name: &str, buffer: &'b mut [u8; LONGEST_NAME]) -> &'b [u8] {
    let Some(lower) = buffer.get_mut(..name.len()) else {
        return &[];
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    lower
}

/// 1 to 6 for `h1` to `h6`.
pub(super) fn heading_level(name: &[u8]) -> Option<u8> {
    match name {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Whether the text of an element is not what an excerpt begins with.
pub(super) fn is_aside(name: &[u8]) -> bool {
    matches!(name, b"table" | b"figcaption" | b"nav" | b"summary" | b"dt")
}

/// Whether the text of an element is not read as text: code blocks, drawings, choices of
/// forms, and the marks that a renderer adds (footnote numbers, anchors of headings).
pub(super) fn is_unread(tag: &Tag<'_>, name: &[u8]) -> bool {
    match name {
        b"pre" | b"template" | b"select" | b"datalist" | b"object" => true,
        b"svg" | b"math" => !tag.raw.ends_with("/>"),
        b"sup" => tag.has_class("footnote-reference") || tag.has_class("footnote-ref"),
        b"p" => tag.has_class("alert-title"),
        b"a" => ["footnote-backref", "headerlink", "header-anchor", "anchor"].iter().any(|name| tag.has_class(name)),
        _ => false,
    }
}
