//! What MathML a formula may come out as: elements, attributes and styles by name.

/// Elements of MathML Core, without those that lead to other markup or other places.
pub(crate) const ELEMENTS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
];

/// Attributes whose values are lengths, numbers and words.
pub(crate) const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnalign",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspacing",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Properties of `style`.
pub(crate) const STYLES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-color",
    "border-left",
    "border-right",
    "border-top",
    "color",
    "height",
    "margin-left",
    "margin-right",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "width",
];

/// The name in `list` that is `name`.
pub(crate) fn known(list: &[&'static str], name: &str) -> Option<&'static str> {
    list.iter().copied().find(|known| *known == name)
}

/// Whether a value holds words, numbers and lengths only. The one function that is let pass is
/// `rgb`, of numbers.
pub(crate) fn is_plain(value: &str) -> bool {
    let inside = match value.split_once("rgb(") {
        Some((before, after)) => match after.split_once(')') {
            Some((numbers, after)) => return [before, numbers, after].into_iter().all(is_plain),
            None => return false,
        },
        None => value,
    };
    inside.chars().all(|c| c.is_ascii_alphanumeric() || " .,-+%#_".contains(c))
}

/// Whether a class is one of the writer's own, which the style sheet knows.
pub(crate) fn is_class(name: &str) -> bool {
    name.starts_with("menv-") || name.starts_with("cell-") || name == "small" || name == "accent"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_plain() {
        for (value, expected) in [
            ("0.1667em", true),
            ("rgb(255 0 0)", true),
            ("0.06em solid rgb(1 2 3)", true),
            ("#b22222", true),
            ("-1em", true),
            ("url(x)", false),
            ("rgb(url(x))", false),
            ("rgb(1", false),
            ("a;b", false),
            ("a:b", false),
            ("\\75rl", false),
            ("/**/", false),
        ] {
            assert_eq!(is_plain(value), expected, "{value}");
        }
    }
}
