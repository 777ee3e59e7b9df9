//! Attributes: what the value of each may be.

use super::elements::element;
use super::urls::UrlRole;

/// What the value of an attribute may be; anything else loses the attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any text: it is shown or read out, never interpreted.
    Text,
    /// Present or not; its value is nothing.
    Flag,
    /// A whole number, with a sign at most.
    Integer,
    /// A length or a number of cells: digits, a fraction (cut) and `px` (cut), at most `max`.
    Count {
        /// The greatest number written out.
        max: u32,
    },
    /// One of these words in any case, written in lower case.
    OneOf(&'static [&'static str]),
    /// One of these words as it is here.
    Exactly(&'static [&'static str]),
    /// Becomes `user-content-…`.
    Id,
    /// An anchor's old `name`: becomes its `id` where it has none.
    AnchorName,
    /// Ids of the same post, separated by white space.
    IdRefs,
    /// Class names, those of [`class_allowed`](super::class_allowed).
    Classes,
    /// `align`: becomes one of the alignment classes.
    Align,
    /// A `style`: becomes the classes of [`style_classes`](super::style_classes), and goes.
    Style,
    /// An address that [`url_allowed`](super::url_allowed) lets pass.
    Url(UrlRole),
    /// A player's frame, put together anew by [`embed`](super::embed); on a link to that player's
    /// page only.
    Player,
    /// Image addresses with descriptors, each judged alone.
    Srcset,
}

use Rule::*;

/// Attributes of every element, sorted by name. No `data-` attribute of a post stays: the few
/// that our own renderer writes belong to one element each.
pub const GLOBAL_ATTRIBUTES: &[(&str, Rule)] = &[
    ("aria-describedby", IdRefs),
    ("aria-hidden", OneOf(&["true", "false"])),
    ("aria-label", Text),
    ("aria-labelledby", IdRefs),
    ("class", Classes),
    // A post's `style`, by the name that it is given before a browser reads it.
    ("data-ink-style", Style),
    ("dir", OneOf(&["ltr", "rtl", "auto"])),
    ("id", Id),
    ("lang", Text),
    (
        "role",
        OneOf(&[
            "doc-backlink",
            "doc-endnotes",
            "doc-footnote",
            "doc-noteref",
            "img",
            "list",
            "listitem",
            "none",
            "note",
            "presentation",
        ]),
    ),
    ("title", Text),
    ("translate", OneOf(&["yes", "no"])),
];

/// The rule for an attribute of an element that stays, both in lower case; `None`: it goes.
///
/// ```
/// use inkstone_content::policy::{Rule, rule};
/// assert_eq!(rule("img", "alt"), Some(Rule::Text));
/// assert_eq!(rule("img", "onerror"), None);
/// ```
pub fn rule(element_name: &str, attribute: &str) -> Option<Rule> {
    let element = element(element_name)?;
    let own = element.attributes.iter();
    own.chain(GLOBAL_ATTRIBUTES).find(|(name, _)| *name == attribute).map(|(_, rule)| *rule)
}

#[cfg(test)]
mod tests {
    use super::super::ELEMENTS;
    use super::*;

    #[test]
    fn what_can_run_or_clobber_is_nowhere_allowed() {
        for element in ELEMENTS {
            for (attribute, _) in element.attributes.iter().chain(GLOBAL_ATTRIBUTES) {
                assert!(!attribute.starts_with("on"), "{} {attribute}", element.name);
            }
            for attribute in [
                "style",
                "srcdoc",
                "formaction",
                "action",
                "ping",
                "target",
                "is",
                "slot",
                "part",
                "nonce",
                "xlink:href",
                "xmlns",
                "background",
                "http-equiv",
                "autofocus",
                "contenteditable",
                "popover",
                "popovertarget",
                "command",
                "commandfor",
                "usemap",
                "form",
                "tabindex",
                "accesskey",
                "autoplay",
                "shadowrootmode",
                "itemid",
                "attributionsrc",
                "download",
                "rel",
            ] {
                assert_eq!(rule(element.name, attribute), None, "{} {attribute}", element.name);
            }
        }
        assert_eq!(rule("img", "name"), None);
        assert_eq!(rule("script", "title"), None);
    }
}
