//! Atom (RFC 4287).

use std::{borrow::Cow, io};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{ATOM, Feed, entry::Entry};

/// What the feed of a blog without a dated post says of its last change.
const NEVER: &str = "1970-01-01T00:00:00Z";

type Xml = Writer<Vec<u8>>;

/// The feed as Atom.
pub(super) fn text(feed: &Feed<'_>) -> io::Result<String> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.site.language.as_str())])
        .write_inner_content(|xml| {
            element(xml, "title", feed.title)?;
            if !feed.site.description.is_empty() {
                element(xml, "subtitle", &feed.site.description)?;
            }
            element(xml, "id", feed.page)?;
            link(xml, "alternate", "text/html", feed.page)?;
            link(xml, "self", "application/atom+xml", &format!("{}{ATOM}", feed.page))?;
            let updated = feed.entries.iter().max_by_key(|entry| entry.updated.instant());
            element(xml, "updated", &updated.map_or_else(|| NEVER.to_owned(), |entry| entry.updated.to_string()))?;
            // Atom wants an author of every entry or of the feed.
            let author = if feed.site.author.is_empty() { &feed.site.title } else { &feed.site.author };
            person(xml, author)?;
            feed.entries.iter().try_for_each(|entry| write_entry(xml, entry))
        })?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

fn write_entry(xml: &mut Xml, entry: &Entry) -> io::Result<()> {
    let mut start = xml.create_element("entry");
    if let Some(language) = &entry.language {
        start = start.with_attribute(("xml:lang", language.as_str()));
    }
    start.write_inner_content(|xml| {
        element(xml, "title", &entry.title)?;
        element(xml, "id", &entry.address)?;
        link(xml, "alternate", "text/html", &entry.address)?;
        element(xml, "published", &entry.date.to_string())?;
        element(xml, "updated", &entry.updated.to_string())?;
        entry.authors.iter().try_for_each(|author| person(xml, author))?;
        for term in entry.categories.iter().chain(&entry.tags) {
            xml.create_element("category").with_attribute(("term", &*clean(term))).write_empty()?;
        }
        if !entry.excerpt.is_empty() {
            element(xml, "summary", &entry.excerpt)?;
        }
        if let Some(text) = &entry.text {
            xml.create_element("content")
                // What leads to a place in the post itself, as notes do, begins with a `#` wherever the post is.
                .with_attributes([("type", "html"), ("xml:base", entry.address.as_str())])
                .write_text_content(BytesText::new(&clean(text)))?;
        }
        io::Result::Ok(())
    })?;
    Ok(())
}

fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

fn person(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| element(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, kind: &str, address: &str) -> io::Result<()> {
    let attributes = [("rel", rel), ("type", kind), ("href", address)];
    xml.create_element("link").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// `text` without the characters that XML 1.0 cannot hold, not even escaped.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_held =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(is_held) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_held(*c)).collect())
}
