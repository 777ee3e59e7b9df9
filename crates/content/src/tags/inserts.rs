//! What stands in the text in the place of tags while Markdown is read.
//!
//! A tag becomes a placeholder that Markdown takes for a word. Where it comes out again
//! decides what is written: in text the tag's HTML, in code the tag as its author wrote it,
//! in an address the address it stands for.

use std::borrow::Cow;

use pulldown_cmark::Event;

use crate::{escape, front_matter::Value};

/// Before and after a placeholder's number: Unicode noncharacters, which no text holds.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// What stands in the place of tags.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Inserts {
    list: Vec<Insert>,
}

/// What stands in the place of one tag.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Insert {
    /// The tag as its author wrote it.
    pub(super) written: String,
    pub(super) meaning: Meaning,
}

/// What a tag stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// HTML within a line.
    Inline(String),
    /// HTML on lines of its own.
    Block(String),
    /// An address as a post would write it, and as it is shown to a reader.
    Address { written: String, shown: String },
    /// Itself: it is shown as it was written.
    Literal,
}

impl Inserts {
    /// Adds an insert and writes its placeholder.
    pub(super) fn add(&mut self, insert: Insert, out: &mut String) {
        out.push(OPEN);
        out.push_str(&self.list.len().to_string());
        out.push(CLOSE);
        self.list.push(insert);
    }

    /// As a tree, for [`Inserts::from_value`].
    pub(super) fn to_value(&self) -> Value {
        Value::List(self.list.iter().map(Insert::to_value).collect())
    }

    /// Of such a tree; `None` where it is none.
    pub(super) fn from_value(value: Value) -> Option<Self> {
        let Value::List(list) = value else { return None };
        let mut inserts = Self::default();
        for insert in list {
            inserts.list.push(Insert::from_value(insert)?);
        }
        Some(inserts)
    }

    /// Whether an event is text that begins with a block.
    pub(crate) fn is_block(&self, event: Option<&Event<'_>>) -> bool {
        match event {
            Some(Event::Text(text)) if !self.list.is_empty() && text.starts_with(OPEN) => {
                let first = self.split(text).next();
                matches!(first, Some((_, Some(Insert { meaning: Meaning::Block(_), .. }))))
            }
            _ => false,
        }
    }

    /// `text` with every tag as it was written.
    pub(crate) fn written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text, |insert, out| out.push_str(&insert.written))
    }

    /// An address with every tag as the address it stands for.
    pub(crate) fn address<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text, Insert::write_in_address)
    }

    /// Raw HTML with every tag as what it stands for.
    pub(crate) fn html<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text, Insert::write_in_html)
    }

    fn replaced<'t>(&self, text: &'t str, write: impl Fn(&Insert, &mut String)) -> Cow<'t, str> {
        if self.list.is_empty() || !text.contains(OPEN) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() * 2);
        for (text, insert) in self.split(text) {
            out.push_str(text);
            if let Some(insert) = insert {
                write(insert, &mut out);
            }
        }
        Cow::Owned(out)
    }

    /// The parts of `text`, each with the insert that follows it.
    pub(crate) fn split<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s str, Option<&'s Insert>)> + 's {
        let mut rest = Some(text);
        std::iter::from_fn(move || {
            let text = rest.take()?;
            let found = if self.list.is_empty() { None } else { self.first(text) };
            let Some((start, end, insert)) = found else {
                return Some((text, None));
            };
            if end < text.len() {
                rest = Some(&text[end..]);
            }
            Some((&text[..start], Some(insert)))
        })
    }

    fn first(&self, text: &str) -> Option<(usize, usize, &Insert)> {
        let start = text.find(OPEN)?;
        let number = &text[start + OPEN.len_utf8()..];
        let digits = number.find(CLOSE)?;
        let insert = self.list.get(number[..digits].parse::<usize>().ok()?)?;
        Some((start, start + OPEN.len_utf8() + digits + CLOSE.len_utf8(), insert))
    }
}

impl Insert {
    fn to_value(&self) -> Value {
        let (kind, texts) = match &self.meaning {
            Meaning::Inline(html) => ("inline", vec![html]),
            Meaning::Block(html) => ("block", vec![html]),
            Meaning::Address { written, shown } => ("address", vec![written, shown]),
            Meaning::Literal => ("literal", Vec::new()),
        };
        let texts = [kind, &self.written].into_iter().chain(texts.into_iter().map(String::as_str));
        Value::List(texts.map(|text| Value::Text(text.to_owned())).collect())
    }

    fn from_value(value: Value) -> Option<Self> {
        let Value::List(texts) = value else { return None };
        let mut texts = texts.into_iter().map(|text| match text {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let mut text = || texts.next()?;
        let (kind, written) = (text()?, text()?);
        let meaning = match kind.as_str() {
            "inline" => Meaning::Inline(text()?),
            "block" => Meaning::Block(text()?),
            "address" => Meaning::Address { written: text()?, shown: text()? },
            "literal" => Meaning::Literal,
            _ => return None,
        };
        Some(Self { written, meaning })
    }

    /// Writes what stands for the tag in text.
    pub(crate) fn write_in_text(&self, out: &mut String) {
        match &self.meaning {
            Meaning::Inline(html) | Meaning::Block(html) => out.push_str(html),
            Meaning::Address { shown, .. } => escape::text(out, shown),
            Meaning::Literal => escape::text(out, &self.written),
        }
    }

    /// How many elements it is at least where it stands in text.
    pub(crate) fn elements(&self) -> usize {
        match &self.meaning {
            Meaning::Inline(html) | Meaning::Block(html) => {
                usize::from(html.starts_with('<') && html.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic))
            }
            Meaning::Address { .. } | Meaning::Literal => 0,
        }
    }

    /// Writes what stands for the tag in raw HTML, where it may be within an attribute.
    pub(crate) fn write_in_html(&self, out: &mut String) {
        let begins_attribute = out.ends_with(['"', '\'']) && out[..out.len() - 1].ends_with('=');
        match &self.meaning {
            Meaning::Inline(html) | Meaning::Block(html) => out.push_str(html),
            Meaning::Address { written, .. } => escape::text(out, written),
            Meaning::Literal if begins_attribute => self.write_in_address(out),
            Meaning::Literal => out.push_str(&self.written),
        }
    }

    fn write_in_address(&self, out: &mut String) {
        match &self.meaning {
            Meaning::Address { written, .. } => out.push_str(written),
            _ => match super::jekyll::address(&self.written) {
                Some(address) => out.push_str(address),
                None => out.push_str(&self.written),
            },
        }
    }
}

/// `source` without the characters that placeholders are made of.
pub(crate) fn without_placeholders(source: &str) -> Cow<'_, str> {
    // The first byte of all of them is rare outside CJK text; the search for it is fast.
    let reserved = ['\u{FDD0}', '\u{FDD1}', '\u{FDD2}'];
    let found = source.as_bytes().windows(2).any(|pair| pair == [0xEF, 0xB7]) && source.contains(reserved);
    if found { Cow::Owned(source.replace(reserved, "\u{FFFD}")) } else { Cow::Borrowed(source) }
}

#[cfg(test)]
mod tests {
    use super::{Insert, Inserts, Meaning};
    use crate::front_matter::Value;

    #[test]
    fn every_meaning_is_told_as_it_is() {
        let address = Meaning::Address { written: "a.png".to_owned(), shown: "/posts/a/a.png".to_owned() };
        let meanings = [Meaning::Inline("<b>".to_owned()), Meaning::Block("<p>".to_owned()), address, Meaning::Literal];
        let list = meanings.map(|meaning| Insert { written: "{% x %}".to_owned(), meaning }).to_vec();
        let inserts = Inserts { list };
        assert_eq!(Inserts::from_value(inserts.to_value()), Some(inserts));
        for nonsense in [Value::Null, Value::List(vec![Value::Null]), Value::List(vec![Value::List(Vec::new())])] {
            assert_eq!(Inserts::from_value(nonsense), None);
        }
    }
}
