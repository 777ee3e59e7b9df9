//! Elements: which stay, which give way to their children, which go with all they hold.

use super::attributes::Rule::{self, *};
use super::embeds::PLAYER;
use super::urls::UrlRole;

/// An element that stays, with its own attributes beside [`GLOBAL_ATTRIBUTES`](super::GLOBAL_ATTRIBUTES).
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Lower-case name, in the HTML namespace.
    pub name: &'static str,
    /// Its own attributes, each with what its value may be.
    pub attributes: &'static [(&'static str, Rule)],
}

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It stays, with the attributes of the table.
    Keep,
    /// Its children take its place: no text is lost.
    Unwrap,
    /// It goes, with everything in it.
    Drop,
}

/// What becomes of the HTML element `name` (lower case). A name that nobody knows is unwrapped.
///
/// ```
/// use inkstone_content::policy::{Treatment, treatment};
/// assert_eq!(treatment("p"), Treatment::Keep);
/// assert_eq!(treatment("x-anything"), Treatment::Unwrap);
/// assert_eq!(treatment("script"), Treatment::Drop);
/// ```
pub fn treatment(name: &str) -> Treatment {
    if element(name).is_some() {
        Treatment::Keep
    } else if DROPPED.binary_search(&name).is_ok() {
        Treatment::Drop
    } else {
        Treatment::Unwrap
    }
}

/// The table's line for `name`.
pub(super) fn element(name: &str) -> Option<&'static Element> {
    let at = ELEMENTS.binary_search_by(|element| element.name.cmp(name)).ok()?;
    ELEMENTS.get(at)
}

const fn plain(name: &'static str) -> Element {
    Element { name, attributes: &[] }
}

const fn with(name: &'static str, attributes: &'static [(&'static str, Rule)]) -> Element {
    Element { name, attributes }
}

const ALIGNED: &[(&str, Rule)] = &[("align", Align)];
const EDIT: &[(&str, Rule)] = &[("cite", Url(UrlRole::Cite)), ("datetime", Text)];
const QUOTE: &[(&str, Rule)] = &[("cite", Url(UrlRole::Cite))];
const CELL: &[(&str, Rule)] = &[
    ("abbr", Text),
    ("align", Align),
    ("colspan", Count { max: 1000 }),
    ("headers", IdRefs),
    ("rowspan", Count { max: 1000 }),
    ("scope", OneOf(&["row", "col", "rowgroup", "colgroup"])),
];
const COLUMN: &[(&str, Rule)] = &[("align", Align), ("span", Count { max: 1000 })];
const PRELOAD: Rule = OneOf(&["none", "metadata"]);

/// Every element that stays, sorted by name.
pub const ELEMENTS: &[Element] = &[
    with("a", &[(PLAYER, Player), ("href", Url(UrlRole::Link)), ("hreflang", Text), ("name", AnchorName)]),
    plain("abbr"),
    plain("address"),
    plain("article"),
    plain("aside"),
    with(
        "audio",
        &[("controls", Flag), ("loop", Flag), ("muted", Flag), ("preload", PRELOAD), ("src", Url(UrlRole::Media))],
    ),
    plain("b"),
    plain("bdi"),
    plain("bdo"),
    plain("big"),
    with("blockquote", QUOTE),
    plain("br"),
    with("caption", ALIGNED),
    plain("cite"),
    plain("code"),
    with("col", COLUMN),
    with("colgroup", COLUMN),
    plain("dd"),
    with("del", EDIT),
    with("details", &[("open", Flag)]),
    plain("dfn"),
    with("div", ALIGNED),
    plain("dl"),
    plain("dt"),
    plain("em"),
    plain("figcaption"),
    plain("figure"),
    plain("footer"),
    with("h1", ALIGNED),
    with("h2", ALIGNED),
    with("h3", ALIGNED),
    with("h4", ALIGNED),
    with("h5", ALIGNED),
    with("h6", ALIGNED),
    plain("header"),
    plain("hgroup"),
    plain("hr"),
    plain("i"),
    with(
        "img",
        &[
            ("align", Align),
            ("alt", Text),
            ("decoding", OneOf(&["async", "sync", "auto"])),
            ("height", Count { max: 100_000 }),
            ("loading", OneOf(&["lazy", "eager"])),
            (
                "referrerpolicy",
                OneOf(&[
                    "no-referrer",
                    "origin",
                    "origin-when-cross-origin",
                    "same-origin",
                    "strict-origin",
                    "strict-origin-when-cross-origin",
                ]),
            ),
            ("sizes", Text),
            ("src", Url(UrlRole::Image)),
            ("srcset", Srcset),
            ("width", Count { max: 100_000 }),
        ],
    ),
    // Only a task list's box: a checkbox that nobody can tick.
    with("input", &[("checked", Flag), ("disabled", Flag), ("type", OneOf(&["checkbox"]))]),
    with("ins", EDIT),
    plain("kbd"),
    with("li", &[("value", Integer)]),
    plain("mark"),
    with("ol", &[("reversed", Flag), ("start", Integer), ("type", Exactly(&["1", "a", "A", "i", "I"]))]),
    with("p", ALIGNED),
    plain("picture"),
    // What a code block's fence says of it, as our own renderer writes it.
    with("pre", &[("data-lines", Text), ("data-start", Integer), ("data-title", Text)]),
    with("q", QUOTE),
    plain("rb"),
    plain("rp"),
    plain("rt"),
    plain("rtc"),
    plain("ruby"),
    plain("s"),
    plain("samp"),
    plain("section"),
    plain("small"),
    with(
        "source",
        &[
            ("height", Count { max: 100_000 }),
            ("media", Text),
            ("sizes", Text),
            ("src", Url(UrlRole::Media)),
            ("srcset", Srcset),
            ("type", Text),
            ("width", Count { max: 100_000 }),
        ],
    ),
    plain("span"),
    plain("strike"),
    plain("strong"),
    plain("sub"),
    plain("summary"),
    plain("sup"),
    with("table", ALIGNED),
    with("tbody", ALIGNED),
    with("td", CELL),
    with("tfoot", ALIGNED),
    with("th", CELL),
    with("thead", ALIGNED),
    with("time", &[("datetime", Text)]),
    with("tr", ALIGNED),
    with(
        "track",
        &[
            ("default", Flag),
            ("kind", OneOf(&["subtitles", "captions", "descriptions", "chapters", "metadata"])),
            ("label", Text),
            ("src", Url(UrlRole::Media)),
            ("srclang", Text),
        ],
    ),
    plain("tt"),
    plain("u"),
    plain("ul"),
    plain("var"),
    with(
        "video",
        &[
            ("controls", Flag),
            ("height", Count { max: 100_000 }),
            ("loop", Flag),
            ("muted", Flag),
            ("playsinline", Flag),
            ("poster", Url(UrlRole::Image)),
            ("preload", PRELOAD),
            ("src", Url(UrlRole::Media)),
            ("width", Count { max: 100_000 }),
        ],
    ),
    plain("wbr"),
];

/// Elements that go with all they hold, sorted by name: code, other documents, foreign
/// namespaces, form choices, and everything whose content a parser reads as raw text.
///
/// Among them are the elements of SVG and MathML in which HTML begins again: whether such a
/// name stands for one of these or for nothing depends on what is around it.
pub const DROPPED: &[&str] = &[
    "annotation-xml",
    "applet",
    "area",
    "base",
    "basefont",
    "bgsound",
    "datalist",
    "desc",
    "embed",
    "fencedframe",
    "foreignobject",
    "frame",
    "frameset",
    "head",
    "iframe",
    "link",
    "malignmark",
    "math",
    "meta",
    "mglyph",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "param",
    "plaintext",
    "portal",
    "script",
    "select",
    "selectedcontent",
    "style",
    "svg",
    "template",
    "title",
    "xmp",
];

/// Known elements that give way to their children, sorted by name. A name that neither this
/// list nor another one knows is read as a `<slot>`, since the Sanitizer API must be told
/// every name that it shall unwrap.
pub const UNWRAPPED: &[&str] = &[
    "acronym", "blink", "button", "canvas", "center", "data", "dialog", "dir", "fieldset", "font", "form", "label",
    "legend", "listing", "main", "map", "marquee", "menu", "meter", "nav", "nobr", "output", "progress", "search",
    "slot", "textarea",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_sorted(list: &str, names: &[&str]) {
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{list}: {} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn lists_are_sorted_and_share_no_name() {
        let kept: Vec<_> = ELEMENTS.iter().map(|element| element.name).collect();
        assert_sorted("kept", &kept);
        assert_sorted("dropped", DROPPED);
        assert_sorted("unwrapped", UNWRAPPED);
        for name in DROPPED.iter().chain(UNWRAPPED) {
            assert!(!kept.contains(name), "{name} both stays and goes");
        }
        assert!(DROPPED.iter().all(|name| !UNWRAPPED.contains(name)));
        for element in ELEMENTS {
            let names: Vec<_> = element.attributes.iter().map(|(name, _)| *name).collect();
            assert_sorted(element.name, &names);
        }
    }

    #[test]
    fn what_runs_or_escapes_is_never_kept() {
        for name in [
            "script",
            "style",
            "template",
            "noscript",
            "svg",
            "math",
            "select",
            "selectedcontent",
            "object",
            "embed",
            "iframe",
            "frame",
            "base",
            "meta",
            "link",
            "xmp",
            "plaintext",
            "title",
            "portal",
            "fencedframe",
        ] {
            assert_eq!(treatment(name), Treatment::Drop, "{name}");
        }
        for name in ["form", "button", "textarea", "font", "center", "x-y", "dialog", "text", "image"] {
            assert_eq!(treatment(name), Treatment::Unwrap, "{name}");
        }
    }
}
