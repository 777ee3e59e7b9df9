//! How much work a text would be for a parser, estimated before one sees it.
//!
//! Three things make a few hundred kilobytes of HTML into minutes: formatting elements that
//! are never closed and that the parser opens again in every block (HTML, "reconstruct the
//! active formatting elements"), elements so deep that each search of the open ones is long,
//! and tags with so many attributes that each new one is compared with all before it.
//! The estimate reads no structure and errs only towards more work; its limits leave an
//! ordinary post, also a sloppy one, far below them.

use inkstone_content::policy::limits;

use crate::error::{Limit, SanitiseError};
use crate::tag::{self, StartTag};

/// Elements that are opened again in the blocks after the one they were left open in.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that have no end, or that the next one of their kind ends.
const ENDS_ITSELF: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "frame", "hr",
    "image", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rb", "rp", "rt", "rtc",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Nodes that a parser may make on the way, most of which the policy unwraps or drops.
const MOST_NODES: usize = 10 * limits::NODES;
/// Elements that are open at once, by a count that knows no block which closes them all.
const MOST_OPEN: usize = 20 * limits::DEPTH;
/// Open elements, added up over all tags: each may be looked at for each tag.
const MOST_LOOKS: usize = 16_000_000;
/// A parser keeps three alike formatting elements (HTML, the "Noah's Ark clause").
const MOST_ALIKE: usize = 3;

/// Adds up tag by tag.
pub(crate) struct Effort {
    nodes: usize,
    open: usize,
    looks: usize,
    /// For each formatting element, how many are open without and with attributes.
    formatting: [(usize, usize); FORMATTING.len()],
    /// Bytes of attributes that may still be read. Every tag is read to its end, also what
    /// only looks like one, so that nothing can hide in quotes or comments.
    budget: usize,
}

impl Effort {
    /// For a text of so many bytes.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { nodes: 0, open: 0, looks: 0, formatting: [(0, 0); FORMATTING.len()], budget: 4 * bytes + 64 * 1024 }
    }

    /// Counts an end tag.
    pub(crate) fn end(&mut self, name: &str) -> Result<(), SanitiseError> {
        if let Some((plain, attributed)) = self.formatting_of(name) {
            let one = if *attributed > 0 { attributed } else { plain };
            *one = one.saturating_sub(1);
        }
        if !ENDS_ITSELF.contains(&name) {
            self.open = self.open.saturating_sub(1);
        }
        // An end of `</p>` or `</br>` alone makes an element.
        self.add(1)
    }

    /// Reads the tag whose name stands before `after`, while there is effort left for it.
    pub(crate) fn read<'a>(&mut self, after: &'a str) -> Result<StartTag<'a>, SanitiseError> {
        let tag = tag::read(after, limits::ATTRIBUTES, self.budget);
        let tag = tag.ok_or(SanitiseError::TooMany { limit: Limit::Attributes, most: limits::ATTRIBUTES })?;
        self.budget -= tag.bytes;
        Ok(tag)
    }

    /// Counts a start tag.
    pub(crate) fn start(&mut self, name: &str, tag: &StartTag<'_>) -> Result<(), SanitiseError> {
        if !ENDS_ITSELF.contains(&name) {
            self.open += 1;
            within(self.open, Limit::Depth, MOST_OPEN, limits::DEPTH)?;
        }
        if let Some((plain, attributed)) = self.formatting_of(name) {
            if tag.attributes.is_empty() {
                *plain = (*plain + 1).min(MOST_ALIKE);
            } else {
                *attributed += 1;
            }
            return self.add(2);
        }
        let again: usize = self.formatting.iter().map(|(plain, attributed)| plain + attributed).sum();
        self.add(2 + again)
    }

    fn add(&mut self, nodes: usize) -> Result<(), SanitiseError> {
        self.looks += self.open;
        within(self.looks, Limit::Depth, MOST_LOOKS, limits::DEPTH)?;
        self.nodes += nodes;
        within(self.nodes, Limit::Nodes, MOST_NODES, limits::NODES)
    }

    fn formatting_of(&mut self, name: &str) -> Option<&mut (usize, usize)> {
        let at = FORMATTING.binary_search(&name).ok()?;
        self.formatting.get_mut(at)
    }
}

/// An estimate above its own limit is told as the limit that the post would break.
fn within(number: usize, limit: Limit, most: usize, told: usize) -> Result<(), SanitiseError> {
    if number > most { Err(SanitiseError::TooMany { limit, most: told }) } else { Ok(()) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use inkstone_content::RawHtml;

    use super::*;
    use crate::prepare::prepare;

    fn refused(html: &str) -> Option<Limit> {
        match prepare(&RawHtml::new(html)) {
            Ok(_) => None,
            Err(SanitiseError::TooMany { limit, .. }) => Some(limit),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn what_would_take_a_parser_long_is_refused_before() {
        let fonts: String = (0..2_000).map(|n| format!("<font a={n}>")).collect();
        let attributes = |n: usize| (0..n).map(|n| format!(" a{n}")).collect::<String>();
        for (case, html, expected) in [
            ("formats in every block", format!("<p>{fonts}</p>{}", "<p>a</p>".repeat(2_000)), Some(Limit::Nodes)),
            ("plain formats are kept three times", "<b>".repeat(100) + &"<p>a</p>".repeat(20_000), None),
            ("formats that are closed", "<p><font a=b>a</font></p>".repeat(20_000), None),
            ("formats that are not", "<p><font a=b>a</p>".repeat(2_000), Some(Limit::Nodes)),
            ("a few that are not", "<p><font a=b>a</p>".repeat(400), None),
            ("deep", "<div>".repeat(MOST_OPEN + 1), Some(Limit::Depth)),
            ("deep, and long", "<span>".repeat(5_000) + &"</p>".repeat(4_000), Some(Limit::Depth)),
            ("lists without ends", "<li>a<p>b".repeat(20_000), None),
            ("spans without ends", "<p><span>a</p>".repeat(2_000), None),
            ("many attributes", format!("<p{}>", attributes(limits::ATTRIBUTES)), None),
            ("too many attributes", format!("<p{}>", attributes(limits::ATTRIBUTES + 1)), Some(Limit::Attributes)),
            ("hidden in a value", format!("<p title='<p{}>'>", attributes(300)), Some(Limit::Attributes)),
            ("behind a quote", format!("<!--<p a=\"--><p{}>", attributes(300)), Some(Limit::Attributes)),
            ("tags within tags", "<p a=\"".repeat(100_000), Some(Limit::Attributes)),
            ("tags that do not end", "<p a ".repeat(100_000), Some(Limit::Attributes)),
            ("a long address", format!("<img src='data:image/png;base64,{}'>", "A".repeat(1_000_000)), None),
        ] {
            assert_eq!(refused(&html), expected, "{case}");
        }
    }
}
