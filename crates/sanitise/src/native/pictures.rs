//! Pictures with their sizes, so that a page keeps their room free: what stands below a picture
//! must not move when it comes.

use inkstone_content::policy::{Rule, rule};

use super::written::start_tag;
use crate::SafeBody;

/// A picture's size in CSS pixels: two numbers that the policy lets an `<img>` say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    width: u32,
    height: u32,
}

impl PictureSize {
    /// `None`: no picture has such a size.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        (allows("width", width) && allows("height", height)).then_some(Self { width, height })
    }

    /// Width and height.
    pub fn sides(self) -> (u32, u32) {
        (self.width, self.height)
    }
}

fn allows(attribute: &str, number: u32) -> bool {
    matches!(rule("img", attribute), Some(Rule::Count { max }) if (1..=max).contains(&number))
}

/// The body with the sizes of its pictures. `size`: that of the picture with this address, where it
/// is known. A picture of which its author says anything about the size stays as it is, and so does
/// one for which the browser chooses among several.
pub fn sized(body: &SafeBody, size: impl Fn(&str) -> Option<PictureSize>) -> SafeBody {
    let html = body.html();
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    let (mut written, mut from) = (0, 0);
    // The body is as a serialiser writes it: `<` begins a tag.
    while let Some(at) = html[from..].find('<').map(|at| from + at) {
        let rest = &html[at + 1..];
        from = at + 1;
        if rest.starts_with("picture>") || rest.starts_with("picture ") {
            from += rest.find("</picture>").unwrap_or(rest.len());
        } else if rest.starts_with("img ")
            && let Ok((_, attributes, after)) = start_tag(rest)
        {
            let end = html.len() - after.len() - 1;
            let value = |name: &str| attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
            let is_open = ["width", "height", "srcset"].into_iter().all(|name| value(name).is_none());
            if let Some(PictureSize { width, height }) = value("src").filter(|_| is_open).and_then(&size) {
                out.push_str(&html[written..end]);
                out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                written = end;
            }
            from = end;
        }
    }
    out.push_str(&html[written..]);
    SafeBody::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(html: &str) -> String {
        let size = |address: &str| match address {
            "a.png" | "a&b.png" => PictureSize::new(3, 2),
            _ => None,
        };
        super::sized(&SafeBody::new(html.to_owned()), size).html().to_owned()
    }

    #[test]
    fn pictures_say_how_large_they_are() {
        for (case, html, expected) in [
            (
                "one",
                "<p><img src=\"a.png\" alt=\"A\"></p>",
                "<p><img src=\"a.png\" alt=\"A\" width=\"3\" height=\"2\"></p>",
            ),
            (
                "an address with an entity",
                "<img src=\"a&amp;b.png\">",
                "<img src=\"a&amp;b.png\" width=\"3\" height=\"2\">",
            ),
            (
                "one known, one not, and one more",
                "<img src=\"a.png\">x<img src=\"b.png\">y<img src=\"a.png\">",
                "<img src=\"a.png\" width=\"3\" height=\"2\">x<img src=\"b.png\">y<img src=\"a.png\" width=\"3\" height=\"2\">",
            ),
            (
                "behind a choice",
                "<picture><img src=\"b.png\"></picture><img src=\"a.png\">",
                "<picture><img src=\"b.png\"></picture><img src=\"a.png\" width=\"3\" height=\"2\">",
            ),
        ] {
            assert_eq!(sized(html), expected, "{case}");
        }
    }

    #[test]
    fn what_an_author_says_of_a_size_stays() {
        for html in [
            "<img src=\"a.png\" width=\"9\" height=\"9\">",
            "<img src=\"a.png\" width=\"9\">",
            "<img height=\"9\" src=\"a.png\">",
            "<img src=\"a.png\" srcset=\"b.png 2x\">",
            "<picture><source srcset=\"b.png\"><img src=\"a.png\"></picture>",
            "<picture><img src=\"a.png\">",
            "<img alt=\"src=&quot;a.png&quot;\">",
            "<p title=\"&lt;img src=&quot;a.png&quot;&gt;\">&lt;img src=\"a.png\"&gt;</p>",
            "<img src=\"a.png",
            "",
        ] {
            assert_eq!(sized(html), html);
        }
    }

    #[test]
    fn no_picture_has_no_side_or_an_endless_one() {
        for (width, height, expected) in
            [(1, 1, true), (100_000, 1, true), (0, 1, false), (1, 0, false), (1, 100_001, false), (u32::MAX, 1, false)]
        {
            assert_eq!(PictureSize::new(width, height).is_some(), expected, "{width} × {height}");
        }
    }
}
