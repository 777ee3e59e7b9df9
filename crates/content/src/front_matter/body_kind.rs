//! Whether a body is HTML from its first tag to its last, or Markdown.

use crate::BodyKind;

/// Elements that never have an end tag (HTML, section 13.1.2).
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements whose text is never Markdown.
const VERBATIM: [&str; 5] = ["pre", "script", "style", "textarea", "code"];

/// What `body` is.
///
/// HTML: nothing but white space (also U+00A0) stands outside of its elements, and no paragraph
/// inside of them (text after an empty line, where Markdown would begin again) looks like
/// Markdown. Everything else is Markdown, which may hold HTML.
pub(super) fn of(body: &str) -> BodyKind {
    let text = body.trim_matches(blank);
    if text.starts_with('<') && text.ends_with('>') && is_html(text) { BodyKind::Html } else { BodyKind::Markdown }
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn is_html(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut verbatim = 0_usize;
    let mut elements = 0_usize;
    let mut rest = text;
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else { return false };
        let (between, tail) = rest.split_at(at);
        if verbatim == 0 {
            if open.is_empty() && !between.trim_matches(blank).is_empty() {
                return false;
            }
            if looks_like_markdown(between) {
                return false;
            }
        }
        let Some((tag, after)) = Tag::read(tail) else { return false };
        rest = after;
        match tag {
            Tag::Aside => {}
            Tag::Text => {
                if open.is_empty() {
                    return false;
                }
            }
            Tag::Start(name) => {
                elements += 1;
                if !VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) {
                    verbatim += usize::from(is_verbatim(name));
                    open.push(name);
                }
            }
            Tag::End(name) => {
                // What was left open inside (`<li>`, `<p>`) ends with it; a stray end tag ends nothing.
                // Only the innermost elements are looked at: real HTML leaves few open.
                let nearest = open.iter().rev().take(64).position(|other| other.eq_ignore_ascii_case(name));
                if let Some(depth) = nearest {
                    for closed in open.drain(open.len() - 1 - depth..) {
                        verbatim -= usize::from(is_verbatim(closed));
                    }
                }
            }
        }
    }
    elements > 0
}

fn is_verbatim(name: &str) -> bool {
    VERBATIM.iter().any(|other| name.eq_ignore_ascii_case(other))
}

enum Tag<'a> {
    Start(&'a str),
    End(&'a str),
    /// A comment, a declaration, a processing instruction.
    Aside,
    /// A `<` that begins no tag.
    Text,
}

impl<'a> Tag<'a> {
    /// The tag that `text` begins with, and what follows it; `None` when it never ends.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let inner = &text[1..];
        if let Some(comment) = inner.strip_prefix("!--") {
            return Some((Self::Aside, comment.split_once("-->")?.1));
        }
        if inner.starts_with(['!', '?']) {
            return Some((Self::Aside, inner.split_once('>')?.1));
        }
        let (end, name_from) = match inner.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, inner),
        };
        let length = name_from.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let (name, attributes) = name_from.split_at(length);
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        // `<https://…>` is an autolink.
        if !begins || !attributes.starts_with([' ', '\t', '\n', '/', '>']) {
            return Some((Self::Text, inner));
        }
        let after = after_attributes(attributes)?;
        Some((if end { Self::End(name) } else { Self::Start(name) }, after))
    }
}

/// What follows the `>` that ends a tag, quotes respected.
fn after_attributes(text: &str) -> Option<&str> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return text.get(at + 1..),
            (None, b'"' | b'\'') if text[..at].trim_end().ends_with('=') => quote = Some(byte),
            (Some(mark), byte) if mark == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a text between two tags holds Markdown that its author meant: behind an empty line,
/// where Markdown begins again inside HTML.
fn looks_like_markdown(between: &str) -> bool {
    let mut resumed = false;
    let mut lines = between.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        let text = line.trim_matches(blank);
        if text.is_empty() {
            // The last piece is the begin of a line that goes on with a tag.
            resumed |= lines.peek().is_some();
            continue;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if resumed && indent < 4 && (begins_block(text) || has_inline_markup(text)) {
            return true;
        }
    }
    false
}

fn begins_block(line: &str) -> bool {
    let heading = line.trim_start_matches('#');
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_heading = (1..=6).contains(&(line.len() - heading.len())) && heading.starts_with(' ');
    let is_numbered = number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    is_heading
        || is_numbered
        || ["- ", "* ", "+ ", "> ", "```", "~~~", "![", "{%"].iter().any(|mark| line.starts_with(mark))
}

fn has_inline_markup(line: &str) -> bool {
    line.contains("](") || line.matches("**").count() > 1 || line.matches('`').count() > 1
}
