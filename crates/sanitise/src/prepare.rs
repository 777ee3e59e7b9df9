//! One look over the text before any engine parses it: is it too much, and which of its tags
//! would parsers or engines disagree about.
//!
//! It builds no tree, so it cannot know what is a comment or a text in SVG and what is not. It
//! reads the tags in both ways and takes for one what is one in either: it errs only towards
//! more. What it changes makes nothing safer; the engines do that.

use std::borrow::Cow;
use std::ops::Range;

use inkstone_content::RawHtml;
use inkstone_content::policy::{Treatment, UNWRAPPED, limits, treatment};

use crate::effort::Effort;
use crate::error::{Limit, SanitiseError};
use crate::frames;
use crate::tag;

/// What names are read as that nobody knows: an ordinary element, unwrapped by all engines.
/// Left to themselves the Sanitizer API drops an unknown element with its content, and
/// ammonia those that have the name of one of SVG's or MathML's.
const UNKNOWN: &str = "slot";

/// Elements that parsers treat differently with scripts on and off, in a fragment and in a
/// document, or put into another tree (a declarative shadow root), and what is read in
/// their place. An `<object>` the policy drops as well: every parser ends it at its own end
/// tag and lets nothing of what is open in it reach what follows.
const RENAMED: &[(&str, &str)] = &[("frameset", UNKNOWN), ("noscript", "object"), ("template", "object")];

/// Names that are in no list of the policy and yet mean something to a parser: it drops the
/// first two, and reads the third as `<img>`.
const NEVER_ELEMENTS: &[&str] = &["html", "body", "image"];

/// `style` by a name that means nothing: a browser that parses the real one refuses it aloud
/// under the page's policy of content. The verdicts make classes of it.
const STYLE: &str = "data-ink-style";

/// What stands before the name of a handler, for the same reason. Every engine drops it.
const NOT_A_HANDLER: &str = "data-";

/// Elements whose content is text to a parser, outside of SVG and MathML.
const RAW_TEXT: &[&str] =
    &["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// The HTML that an engine is given, found in time linear in the length of `raw`.
pub(crate) fn prepare(raw: &RawHtml) -> Result<Cow<'_, str>, SanitiseError> {
    // A byte order mark is no text; not every parser drops it.
    let text = raw.as_str().trim_start_matches('\u{feff}');
    if text.len() > limits::BYTES {
        return Err(SanitiseError::TooMany { limit: Limit::Bytes, most: limits::BYTES });
    }
    let mut changes = Vec::new();
    // Where the attributes of the last tag end, if all that looks like a tag is one: a `<` in
    // one of them begins no other.
    let mut attributes_end = 0;
    let mut outside = Outside::default();
    let mut effort = Effort::new(text.len());
    for (at, _) in text.match_indices('<') {
        let end_tag = text[at + 1..].starts_with('/');
        let start = at + 1 + usize::from(end_tag);
        let written = tag::name(&text[start..]);
        if written.is_empty() {
            outside.comment(text, at);
            continue;
        }
        let after = start + written.len();
        let name = written.to_ascii_lowercase();
        // An end tag's attributes mean nothing, but what is in their quotes is no tag.
        let tag = effort.read(&text[after..])?;
        if end_tag {
            effort.end(&name)?;
        } else {
            effort.start(&name, &tag)?;
        }
        let end = after + tag.bytes;
        let is_value = at < attributes_end;
        if !is_value {
            attributes_end = end;
        }
        // Is it a tag by one of the two readings, it is treated as one.
        if outside.is_value(at, end, &name, end_tag) && is_value {
            continue;
        }
        if name == "iframe"
            && !end_tag
            && let Some(link) = frames::link(&tag)
        {
            changes.push((at..at, Cow::Owned(link)));
        }
        if let Some(other) = read_as(&name) {
            changes.push((start..after, Cow::Borrowed(other)));
        }
        for attribute in &tag.attributes {
            let from = after + attribute.at;
            if attribute.name.eq_ignore_ascii_case("style") {
                changes.push((from..from + attribute.name.len(), Cow::Borrowed(STYLE)));
            } else if attribute.name.as_bytes().get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"on")) {
                changes.push((from..from, Cow::Borrowed(NOT_A_HANDLER)));
            }
        }
    }
    Ok(changed(text, changes))
}

/// The other reading: what is in a comment or in an element of text is no tag, so that a quote
/// in there holds nothing of what follows.
#[derive(Default)]
struct Outside {
    /// Where the last tag's attributes, or the last comment, end.
    end: usize,
    in_comment: bool,
    /// The element of text that is open.
    text_of: Option<String>,
}

impl Outside {
    /// `<` begins no tag at `at`: it may begin a comment.
    fn comment(&mut self, text: &str, at: usize) {
        let rest = &text[at + 1..];
        if at < self.end || self.text_of.is_some() || !rest.starts_with(['!', '?', '/']) {
            return;
        }
        let is_long = rest.strip_prefix("!--").is_some_and(|inner| !inner.starts_with('>') && !inner.starts_with("->"));
        let mut ends = rest.match_indices('>').map(|(before, _)| before);
        let length =
            ends.find(|before| !is_long || rest[..*before].ends_with("--") || rest[..*before].ends_with("--!"));
        (self.end, self.in_comment) = (length.map_or(text.len(), |before| at + 1 + before), true);
    }

    /// Whether the tag from `at` to `end` stands in the value of an attribute.
    fn is_value(&mut self, at: usize, end: usize, name: &str, end_tag: bool) -> bool {
        if at < self.end {
            return !self.in_comment;
        }
        match &self.text_of {
            Some(open) if !end_tag || open != name => return false,
            Some(_) => self.text_of = None,
            None if !end_tag && RAW_TEXT.contains(&name) => self.text_of = Some(name.to_owned()),
            None => {}
        }
        (self.end, self.in_comment) = (end, false);
        false
    }
}

/// `text` with parts replaced, copied only where there are any; of two changes of one part the
/// first counts.
fn changed<'a>(text: &'a str, mut changes: Vec<(Range<usize>, Cow<'_, str>)>) -> Cow<'a, str> {
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    inkstone_content::sort_by(&mut changes, |(one, _), (other, _)| one.start.cmp(&other.start));
    changes.dedup_by(|(part, _), (before, _)| part == before);
    let mut written = String::with_capacity(text.len());
    let mut copied = 0;
    for (part, by) in changes {
        if part.start >= copied {
            written.push_str(&text[copied..part.start]);
            written.push_str(&by);
            copied = part.end;
        }
    }
    written.push_str(&text[copied..]);
    Cow::Owned(written)
}

/// What a tag's name is read as, if not as itself.
fn read_as(name: &str) -> Option<&'static str> {
    if let Some((_, other)) = RENAMED.iter().find(|(from, _)| *from == name) {
        return Some(other);
    }
    let is_known = treatment(name) != Treatment::Unwrap || UNWRAPPED.binary_search(&name).is_ok();
    (!is_known && !NEVER_ELEMENTS.contains(&name)).then_some(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_engines_would_disagree_about_are_read_as_others() {
        for (html, expected) in [
            ("<p>a</p>", "<p>a</p>"),
            ("<Foo-Bar x><foo-bar/></p", "<slot x><slot/></p"),
            ("a < b <3 <!-- --> </ x>", "a < b <3 <!-- --> </ x>"),
            ("<TEMPLATE a>x</template\n>", "<object a>x</object\n>"),
            ("<noscript><b>", "<object><b>"),
            ("a<frameset>b", "a<slot>b"),
            ("\u{feff}a\u{feff}", "a\u{feff}"),
            ("<x\0y>", "<slot>"),
            ("<text>", "<slot>"),
            ("<font><script><html><body><image><svg><mi>", "<font><script><html><body><image><svg><mi>"),
            ("<", "<"),
            ("</", "</"),
            ("<中>", "<中>"),
            ("<x中>", "<slot>"),
            ("<x<img src=a>", "<slot src=a>"),
            ("<p STYLE=a style='b' title=style>", "<p data-ink-style=a data-ink-style='b' title=style>"),
            ("<p ONclick=a on=b x=on>", "<p data-ONclick=a data-on=b x=on>"),
            ("<img/onerror=a src=x>", "<img/data-onerror=a src=x>"),
            ("<iframe src=/a>x</iframe>", "<a href=\"/a\">/a</a> <iframe src=/a>x</iframe>"),
            ("</p a='><li b='><foo c>", "</p a='><li b='><slot c>"),
            ("<xmp><link a='</xmp><foo>", "<xmp><link a='</xmp><slot>"),
            ("<!-- <p a=' --><foo>' style=a>", "<!-- <p a=' --><slot>' data-ink-style=a>"),
            ("<!--> <p a='--><foo>'", "<!--> <p a='--><foo>'"),
            ("<!--x--!><foo>", "<!--x--!><slot>"),
            ("<?a <p a='><foo on=a>'>", "<?a <p a='><slot data-on=a>'>"),
            ("<title><p a='<foo>", "<title><p a='<slot>"),
            ("<p title='a<b\"c<foo>'><foo>", "<p title='a<b\"c<foo>'><slot>"),
        ] {
            assert_eq!(prepare(&RawHtml::new(html)).as_deref(), Ok(expected), "{html}");
        }
    }
}
