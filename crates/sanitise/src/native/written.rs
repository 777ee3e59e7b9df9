//! The verdicts on ammonia's output, which is text: tags as html5ever's serialiser writes
//! them, names in lower case, values in double quotes, `<` nowhere else. Anything that is
//! not in this form is refused, so that no second reading of HTML decides what is safe.

use inkstone_content::policy::{Treatment, limits, treatment};

use crate::addresses::Addresses;
use crate::error::{Limit, SanitiseError};
use crate::verdict::{Attribute, Verdict, judge};

const VOID: &[&str] = &["br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// Judges every tag of `html`.
pub(super) fn judge_all(html: &str, addresses: &Addresses) -> Result<String, SanitiseError> {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut count = Count::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        count.text(at)?;
        push_text(&mut out, &rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let (name, after) = after.split_once('>').ok_or_else(|| unexpected(rest))?;
            known(name)?;
            count.close();
            out.push_str("</");
            out.push_str(name);
            out.push('>');
            rest = after;
            continue;
        }
        let (name, attributes, after) = start_tag(rest)?;
        known(name)?;
        count.open(name)?;
        if let Verdict::Keep(attributes) = judge(name, attributes, addresses) {
            write_tag(&mut out, name, &attributes);
        }
        // A parser drops the first line break in a `<pre>`: one that is text is written twice.
        if name == "pre" && after.starts_with('\n') {
            out.push('\n');
        }
        rest = after;
    }
    count.text(rest.len())?;
    push_text(&mut out, rest);
    Ok(out)
}

/// The serialiser leaves a carriage return as it is, which a parser reads as a line break.
fn push_text(out: &mut String, text: &str) {
    if text.contains('\r') {
        out.push_str(&text.replace('\r', "&#13;"));
    } else {
        out.push_str(text);
    }
}

/// `text` as the content of an element.
pub(super) fn escaped_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[derive(Default)]
struct Count {
    nodes: usize,
    depth: usize,
    images: usize,
}

impl Count {
    fn text(&mut self, bytes: usize) -> Result<(), SanitiseError> {
        self.nodes += usize::from(bytes > 0);
        within(self.nodes, Limit::Nodes, limits::NODES)
    }

    fn open(&mut self, name: &str) -> Result<(), SanitiseError> {
        self.nodes += 1;
        self.images += usize::from(name == "img");
        within(self.images, Limit::Images, limits::IMAGES)?;
        within(self.nodes, Limit::Nodes, limits::NODES)?;
        within(self.depth + 1, Limit::Depth, limits::DEPTH)?;
        self.depth += usize::from(!VOID.contains(&name));
        Ok(())
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

fn within(number: usize, limit: Limit, most: usize) -> Result<(), SanitiseError> {
    if number > most { Err(SanitiseError::TooMany { limit, most }) } else { Ok(()) }
}

fn known(name: &str) -> Result<(), SanitiseError> {
    if treatment(name) == Treatment::Keep { Ok(()) } else { Err(unexpected(name)) }
}

/// Reads `name a="b" …>` and gives the name, the attributes and the text after it.
pub(super) fn start_tag(text: &str) -> Result<(&str, Vec<Attribute>, &str), SanitiseError> {
    let end = text.find([' ', '>']).ok_or_else(|| unexpected(text))?;
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((name, attributes, after));
        }
        let attribute = rest.strip_prefix(' ').ok_or_else(|| unexpected(rest))?;
        let (name, value) = attribute.split_once("=\"").ok_or_else(|| unexpected(attribute))?;
        let (value, after) = value.split_once('"').ok_or_else(|| unexpected(attribute))?;
        attributes.push((name.to_owned(), unescaped(value)));
        rest = after;
    }
}

fn write_tag(out: &mut String, name: &str, attributes: &[Attribute]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push_text(out, &escaped_text(value).replace('"', "&quot;").replace('\u{a0}', "&nbsp;"));
        out.push('"');
    }
    out.push('>');
}

/// Undoes the serialiser's escapes in a value (HTML, "escaping a string"); `&amp;` last.
pub(super) fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let value = value.replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn unexpected(text: &str) -> SanitiseError {
    let start: String = text.chars().take(40).collect();
    SanitiseError::Engine(format!("unexpected output near {start:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Origin;

    #[test]
    fn what_a_serialiser_never_writes_is_refused() {
        let addresses = Addresses::new(&Origin { site: String::new() });
        for html in ["<p", "<p a>", "<p a=b>", "<p a='b'>", "<p a=\"b>", "<script>", "</script>", "<P>", "<!-- -->"] {
            assert!(judge_all(html, &addresses).is_err(), "{html}");
        }
    }

    #[test]
    fn limits_are_counted() {
        let addresses = Addresses::new(&Origin { site: String::new() });
        for (html, expected) in [
            ("<p>a</p>".repeat(25_000), None),
            ("<p>a</p>".repeat(25_001), Some((Limit::Nodes, limits::NODES))),
            (format!("{}{}", "<div>".repeat(256), "</div>".repeat(256)), None),
            ("<div>".repeat(257), Some((Limit::Depth, limits::DEPTH))),
            ("<img src=\"/a\">".repeat(2_000), None),
            ("<img src=\"/a\">".repeat(2_001), Some((Limit::Images, limits::IMAGES))),
        ] {
            let error = judge_all(&html, &addresses).err();
            let expected = expected.map(|(limit, most)| SanitiseError::TooMany { limit, most });
            assert_eq!(error, expected, "{}…", &html[..20]);
        }
    }
}
