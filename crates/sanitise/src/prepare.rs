//! One look over the text before any engine parses it: is it too much, which tag names does
//! nobody know, and which parsers would disagree about.
//!
//! It reads no structure: every `<name` counts, also in comments and attribute values, so
//! it errs only towards more. What it finds makes nothing safer; the engines do that.

use std::borrow::Cow;
use std::collections::BTreeSet;

use inkstone_content::RawHtml;
use inkstone_content::policy::{Treatment, UNWRAPPED, limits, treatment};

use crate::effort::Effort;
use crate::error::{Limit, SanitiseError};

/// Elements that parsers treat differently with scripts on and off, in a fragment and in a
/// document, or put into another tree (a declarative shadow root), and what is read in
/// their place. An `<object>` the policy drops as well: every parser ends it at its own end
/// tag and lets nothing of what is open in it reach what follows. A `<slot>` is unwrapped.
const RENAMED: &[(&str, &str)] = &[("frameset", "slot"), ("noscript", "object"), ("template", "object")];

/// What an engine is given.
pub(crate) struct Prepared<'a> {
    /// The HTML to parse.
    pub(crate) html: Cow<'a, str>,
    /// Names of elements that no list of the policy has: to be unwrapped.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(crate) unknown: BTreeSet<String>,
}

/// Looks over raw HTML, in time linear in its length.
pub(crate) fn prepare(raw: &RawHtml) -> Result<Prepared<'_>, SanitiseError> {
    // A byte order mark is no text; not every parser drops it.
    let text = raw.as_str().trim_start_matches('\u{feff}');
    if text.len() > limits::BYTES {
        return Err(SanitiseError::TooMany { limit: Limit::Bytes, most: limits::BYTES });
    }
    let mut unknown = BTreeSet::new();
    let mut renamed = String::new();
    let mut copied = 0;
    let mut effort = Effort::new(text.len());
    for (at, _) in text.match_indices('<') {
        let end_tag = text[at + 1..].starts_with('/');
        let start = at + 1 + usize::from(end_tag);
        let written = tag_name(&text[start..]);
        if written.is_empty() {
            continue;
        }
        let name = written.to_ascii_lowercase().replace('\0', "\u{fffd}");
        if end_tag {
            effort.end(&name)?;
        } else {
            effort.start(&name, &text[start + written.len()..])?;
        }
        if let Some((_, other)) = RENAMED.iter().find(|(from, _)| *from == name) {
            renamed.push_str(&text[copied..start]);
            renamed.push_str(other);
            copied = start + written.len();
        } else if treatment(&name) == Treatment::Unwrap
            && UNWRAPPED.binary_search(&name.as_str()).is_err()
            && !matches!(name.as_str(), "html" | "body")
        {
            unknown.insert(name);
            if unknown.len() > limits::UNKNOWN_NAMES {
                return Err(SanitiseError::TooMany { limit: Limit::UnknownNames, most: limits::UNKNOWN_NAMES });
            }
        }
    }
    let html = if copied == 0 {
        Cow::Borrowed(text)
    } else {
        renamed.push_str(&text[copied..]);
        Cow::Owned(renamed)
    };
    Ok(Prepared {
        html,
        #[cfg(any(target_arch = "wasm32", test))]
        unknown,
    })
}

/// The tag name at the start of `text` (HTML, "tag name state"); empty where none starts.
fn tag_name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(['\t', '\n', '\u{c}', '\r', ' ', '/', '>']);
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_and_renamed_ones() {
        for (html, expected, names) in [
            ("<p>a</p>", "<p>a</p>", &[] as &[&str]),
            ("<Foo-Bar x><foo-bar/></p", "<Foo-Bar x><foo-bar/></p", &["foo-bar"]),
            ("a < b <3 <!-- --> </ x>", "a < b <3 <!-- --> </ x>", &[]),
            ("<TEMPLATE a>x</template\n>", "<object a>x</object\n>", &[]),
            ("<noscript><b>", "<object><b>", &[]),
            ("a<frameset>b", "a<slot>b", &[]),
            ("\u{feff}a\u{feff}", "a\u{feff}", &[]),
            ("<x\0y>", "<x\0y>", &["x\u{fffd}y"]),
            ("<font><script><html><body>", "<font><script><html><body>", &[]),
            ("<", "<", &[]),
            ("</", "</", &[]),
            ("<中>", "<中>", &[]),
            ("<x中>", "<x中>", &["x中"]),
        ] {
            let raw = RawHtml::new(html);
            let prepared = prepare(&raw).expect("within the limits");
            assert_eq!(prepared.html, expected, "{html}");
            assert!(prepared.unknown.iter().eq(names), "{html}: {:?}", prepared.unknown);
        }
    }

    #[test]
    fn too_many_unknown_names_are_refused() {
        let html: String = (0..=limits::UNKNOWN_NAMES).map(|n| format!("<x{n}>")).collect();
        let most = limits::UNKNOWN_NAMES;
        let error = prepare(&RawHtml::new(html)).err();
        assert_eq!(error, Some(SanitiseError::TooMany { limit: Limit::UnknownNames, most }));
    }
}
