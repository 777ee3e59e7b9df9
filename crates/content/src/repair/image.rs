//! Pictures: the real address behind a lazy-loading script's remains, and the size that
//! keeps the page from jumping as they arrive.

use super::scanner::Attribute;
use crate::render::is_trimmed;

/// Where lazy-loading scripts keep the real address, the surest first.
const LAZY_SRC: &[&str] = &[
    "data-src",
    "data-original",
    "data-actualsrc",
    "data-lazy-src",
    "data-original-src",
    "data-lazyload",
    "data-echo",
];
const LAZY_SRCSET: &[&str] = &["data-srcset", "data-lazy-srcset"];
/// The most pixels a side may have.
const LONGEST_SIDE: u32 = 100_000;

/// The value of the first attribute of this name (lower case), as written.
pub(super) fn value<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<&'a str> {
    let attribute = attributes.iter().find(|it| it.name.eq_ignore_ascii_case(name))?;
    Some(attribute.value.unwrap_or_default())
}

/// The address that an element means to load: `src`, or what a lazy-loading script would
/// put there when `src` is missing or a placeholder.
pub(super) fn source<'a>(attributes: &[Attribute<'a>]) -> Option<&'a str> {
    lazy(attributes, "src", LAZY_SRC)
}

/// The same for `srcset`.
pub(super) fn srcset<'a>(attributes: &[Attribute<'a>]) -> Option<&'a str> {
    lazy(attributes, "srcset", LAZY_SRCSET)
}

fn lazy<'a>(attributes: &[Attribute<'a>], name: &str, lazy_names: &[&str]) -> Option<&'a str> {
    let written = value(attributes, name);
    if written.is_none_or(is_placeholder) {
        let mut lazy = lazy_names.iter().filter_map(|lazy| value(attributes, lazy));
        if let Some(real) = lazy.find(|real| !is_placeholder(real)) {
            return Some(real);
        }
    }
    written
}

/// Whether an address stands for a picture that a script loads later.
fn is_placeholder(address: &str) -> bool {
    let address = address.trim_matches(is_trimmed);
    if address.is_empty() || address == "#" || address.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("data:")) {
        return true;
    }
    if address.eq_ignore_ascii_case("about:blank") {
        return true;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.len() > 40 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let parts = stem.split(['-', '_', '.']);
    parts.into_iter().any(|part| {
        matches!(
            part,
            "placeholder" | "loading" | "lazy" | "lazyload" | "blank" | "spacer" | "transparent" | "1x1" | "pixel"
        )
    }) || matches!(&*stem, "grey" | "gray" | "white" | "load" | "empty")
}

/// A picture's size in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

/// What an element says of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sizing {
    /// Nothing that helps.
    Unknown,
    /// `width` and `height` are there.
    Given(Size),
    /// They can be worked out from what a lazy-loading script left.
    Found(Size),
}

/// The size that attributes tell. One of `width` and `height` keeps its value and the other
/// follows the proportions found.
pub(super) fn sizing(attributes: &[Attribute<'_>]) -> Sizing {
    let width = value(attributes, "width").and_then(pixels);
    let height = value(attributes, "height").and_then(pixels);
    if let (Some(width), Some(height)) = (width, height) {
        return Sizing::Given(Size { width, height });
    }
    let Some(natural) = natural_size(attributes) else {
        return Sizing::Unknown;
    };
    let found = match (width, height) {
        (Some(width), _) => scaled(width, natural.height, natural.width).map(|height| Size { width, height }),
        (_, Some(height)) => scaled(height, natural.width, natural.height).map(|width| Size { width, height }),
        _ => Some(natural),
    };
    found.map_or(Sizing::Unknown, Sizing::Found)
}

/// The picture's own size: `data-size="670,457"`, `data-width`/`data-height`,
/// `data-rawwidth`/`data-rawheight`, or `data-w` with `data-ratio` (height to width).
fn natural_size(attributes: &[Attribute<'_>]) -> Option<Size> {
    let pair = |width: &str, height: &str| {
        Some(Size {
            width: value(attributes, width).and_then(pixels)?,
            height: value(attributes, height).and_then(pixels)?,
        })
    };
    let size = || {
        let (width, height) = value(attributes, "data-size")?.split_once([',', 'x', 'X', '*', '×'])?;
        Some(Size { width: pixels(width)?, height: pixels(height)? })
    };
    let ratio = || {
        let width = value(attributes, "data-w").and_then(pixels)?;
        let millionths = value(attributes, "data-ratio").and_then(millionths)?;
        let height = u32::try_from((u64::from(width) * millionths + 500_000) / 1_000_000).ok()?;
        (1..=LONGEST_SIDE).contains(&height).then_some(Size { width, height })
    };
    size()
        .or_else(|| pair("data-width", "data-height"))
        .or_else(|| pair("data-rawwidth", "data-rawheight"))
        .or_else(ratio)
}

/// Whole pixels: `670`, `670px`, `670.4`. Percentages and other units are not pixels.
fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let text = text.strip_suffix("px").unwrap_or(text).trim_end();
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => text,
    };
    let number = if whole.bytes().all(|byte| byte.is_ascii_digit()) { whole.parse().ok()? } else { return None };
    (1..=LONGEST_SIDE).contains(&number).then_some(number)
}

/// A ratio such as `0.5625` in millionths, which is as exact as sides are. Reading any number would be 14 KB of a module.
fn millionths(text: &str) -> Option<u64> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = whole.bytes().chain(fraction.bytes());
    if whole.len() > 6 || whole.len() + fraction.len() == 0 || !digits.all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(6));
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// `side × by ÷ of`, rounded, at least 1.
fn scaled(side: u32, by: u32, of: u32) -> Option<u32> {
    let of = u64::from(of);
    let product = u64::from(side) * u64::from(by);
    let length = u32::try_from((product + of / 2).checked_div(of)?).ok()?;
    (length <= LONGEST_SIDE).then_some(length.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::scanner::Scanner;

    fn attributes(tag: &str) -> Vec<Attribute<'_>> {
        let mut scanner = Scanner::new(tag);
        scanner.next_piece();
        scanner.attributes().to_vec()
    }

    #[test]
    fn lazy_load_remains_give_the_real_address() {
        for (case, tag, expected) in [
            ("plain", "<img src=a.png>", Some("a.png")),
            ("no address", "<img alt=x>", None),
            ("data-src", "<img data-src=a.png>", Some("a.png")),
            ("data-original", "<img data-original=a.png src='/img/loading.gif'>", Some("a.png")),
            ("data-actualsrc", "<img src='data:image/svg+xml;utf8,<svg>' data-actualsrc=a.png>", Some("a.png")),
            ("data-lazy-src", "<img src='' data-lazy-src=a.png>", Some("a.png")),
            ("upper case", "<IMG SRC='' DATA-SRC=a.png>", Some("a.png")),
            ("a real src stays", "<img src=a.png data-original=b.png>", Some("a.png")),
            ("a placeholder behind a placeholder", "<img src='' data-src='' data-original=b.png>", Some("b.png")),
            ("a placeholder alone stays", "<img src=blank.gif>", Some("blank.gif")),
            ("a transparent pixel", "<img src=//x.org/i/1x1.gif?v=2 data-src=a.png>", Some("a.png")),
            (
                "a name that only holds the word",
                "<img src=unloading-ships.jpg data-src=a>",
                Some("unloading-ships.jpg"),
            ),
        ] {
            assert_eq!(source(&attributes(tag)), expected, "{case}");
        }
    }

    #[test]
    fn sizes_come_from_data_attributes() {
        let found = |width, height| Sizing::Found(Size { width, height });
        for (case, tag, expected) in [
            ("data-size", "<img data-size='670,457'>", found(670, 457)),
            ("data-size with x", "<img data-size=670x457>", found(670, 457)),
            ("data-width and data-height", "<img data-width=1077 data-height=821>", found(1077, 821)),
            ("data-rawwidth", "<img data-rawwidth=720 data-rawheight=405>", found(720, 405)),
            ("data-w and data-ratio", "<img data-w=1080 data-ratio=0.5625>", found(1080, 608)),
            ("a long ratio", "<img data-w=640 data-ratio='1.3333333333333333'>", found(640, 853)),
            ("a ratio without a fraction", "<img data-w=640 data-ratio=2>", found(640, 1280)),
            ("a ratio without a whole", "<img data-w=640 data-ratio=.5>", found(640, 320)),
            ("width given", "<img width=335 data-size='670,457'>", found(335, 229)),
            ("height given", "<img height=914px data-size='670,457'>", found(1340, 914)),
            ("both given", "<img width=3 height=4 data-size='670,457'>", Sizing::Given(Size { width: 3, height: 4 })),
            ("a percentage is no size", "<img width='100%' data-size='670,457'>", found(670, 457)),
            ("nothing", "<img src=a>", Sizing::Unknown),
            ("only one side", "<img data-width=3>", Sizing::Unknown),
            ("nonsense", "<img data-size='a,b' data-w=9 data-ratio=NaN>", Sizing::Unknown),
            ("no size at all", "<img data-size='0,0'>", Sizing::Unknown),
            ("endless", "<img width=100000 data-size='1,100000'>", Sizing::Unknown),
            ("negative ratio", "<img data-w=9 data-ratio=-1>", Sizing::Unknown),
            ("a ratio of nothing", "<img data-w=9 data-ratio=.>", Sizing::Unknown),
            ("too low", "<img data-w=9 data-ratio=0.05>", Sizing::Unknown),
            ("too high", "<img data-w=9 data-ratio=99999999999999999999>", Sizing::Unknown),
        ] {
            assert_eq!(sizing(&attributes(tag)), expected, "{case}");
        }
    }
}
