//! Class names: those that our own rendering gives a meaning to, and the few that stand
//! for a post's alignment and widths.

/// Whole names.
const NAMES: &[&str] = &[
    "alert",
    "alert-caution",
    "alert-important",
    "alert-note",
    "alert-tip",
    "alert-title",
    "alert-warning",
    "contains-task-list",
    "footnote-backref",
    "footnote-definition",
    "footnote-definition-label",
    "footnote-reference",
    "footnotes",
    "ink-center",
    "ink-float-left",
    "ink-float-right",
    "ink-full",
    "ink-half",
    "ink-indent",
    "ink-justify",
    "ink-left",
    "ink-quarter",
    "ink-right",
    "ink-third",
    "ink-three-quarters",
    "ink-two-thirds",
    "markdown-alert-caution",
    "markdown-alert-important",
    "markdown-alert-note",
    "markdown-alert-tip",
    "markdown-alert-warning",
    "math",
    "math-display",
    "math-inline",
    "sr-only",
    "task-list-item",
];

/// Longest name of a code block's language.
const LANGUAGE_CHARS: usize = 40;

/// Whether a class of a post's element stays. Any other would let a stranger's post wear
/// the page's own look: a button, an overlay, a notice.
///
/// ```
/// use inkstone_content::policy::class_allowed;
/// assert!(class_allowed("language-c++"));
/// assert!(!class_allowed("ink-header"));
/// ```
pub fn class_allowed(name: &str) -> bool {
    if let Some(language) = name.strip_prefix("language-") {
        return !language.is_empty()
            && language.chars().count() <= LANGUAGE_CHARS
            && language.chars().all(|c| c.is_alphanumeric() || "+#._-".contains(c));
    }
    NAMES.binary_search(&name).is_ok()
}

/// The classes that stand for a `style`: alignment, floats, indents and relative widths.
/// Everything else that a style says is dropped; nothing of its text is passed on.
///
/// ```
/// use inkstone_content::policy::style_classes;
/// assert_eq!(style_classes("color: red; TEXT-ALIGN : center"), ["ink-center"]);
/// assert_eq!(style_classes("width:50%"), ["ink-half"]);
/// ```
pub fn style_classes(style: &str) -> Vec<&'static str> {
    let mut classes = Vec::new();
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_end_matches("!important").trim_end();
        let property = property.trim();
        let class = if property.eq_ignore_ascii_case("text-align") {
            align_class(value)
        } else if property.eq_ignore_ascii_case("float") {
            float_class(value)
        } else if property.eq_ignore_ascii_case("text-indent") {
            (!value.starts_with(['0', '-'])).then_some("ink-indent")
        } else if property.eq_ignore_ascii_case("width") || property.eq_ignore_ascii_case("max-width") {
            width_class(value)
        } else {
            None
        };
        if let Some(class) = class
            && !classes.contains(&class)
        {
            classes.push(class);
        }
    }
    classes
}

/// The class that stands for a value of `align` or `text-align`.
pub fn align_class(value: &str) -> Option<&'static str> {
    let is = |word: &str| value.trim().eq_ignore_ascii_case(word);
    if is("left") || is("start") {
        Some("ink-left")
    } else if is("center") || is("middle") {
        Some("ink-center")
    } else if is("right") || is("end") {
        Some("ink-right")
    } else if is("justify") {
        Some("ink-justify")
    } else {
        None
    }
}

fn float_class(value: &str) -> Option<&'static str> {
    if value.eq_ignore_ascii_case("left") {
        Some("ink-float-left")
    } else if value.eq_ignore_ascii_case("right") {
        Some("ink-float-right")
    } else {
        None
    }
}

/// The nearest named width below a percentage, so that columns side by side still fit.
///
/// The whole part decides, read as an integer: the table by which the standard library reads
/// decimal fractions is 10 KB that no compressor makes smaller.
fn width_class(value: &str) -> Option<&'static str> {
    let number = value.strip_suffix('%')?.trim();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    match whole.parse::<u32>().ok()? {
        20..33 => Some("ink-quarter"),
        33..50 => Some("ink-third"),
        50..66 => Some("ink-half"),
        66..75 => Some("ink-two-thirds"),
        75..100 => Some("ink-three-quarters"),
        100 if fraction.bytes().all(|digit| digit == b'0') => Some("ink-full"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_meaning_of_ours_stay() {
        assert!(NAMES.is_sorted());
        for name in ["math-inline", "task-list-item", "ink-center", "language-rust", "language-c++", "language-中文"]
        {
            assert!(class_allowed(name), "{name}");
        }
        for name in [
            "",
            "post",
            "summary",
            "ink-button",
            "language-",
            "language-a b",
            "language-<",
            "MATH",
            "hljs",
            "language-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(!class_allowed(name), "{name}");
        }
    }

    #[test]
    fn a_style_gives_only_known_classes() {
        for (style, expected) in [
            ("text-align:center", &["ink-center"] as &[&str]),
            ("text-align: RIGHT !important", &["ink-right"]),
            ("float:left;width:33.3%", &["ink-float-left", "ink-third"]),
            ("text-indent: 2em", &["ink-indent"]),
            ("text-indent: 0", &[]),
            ("width: 19.9%", &[]),
            ("width: 20%", &["ink-quarter"]),
            ("width: +49.99 %", &["ink-third"]),
            ("width: 66.667%", &["ink-two-thirds"]),
            ("width: 99.9%", &["ink-three-quarters"]),
            ("width: 100%; max-width: 100%", &["ink-full"]),
            ("width: 100.00%", &["ink-full"]),
            ("width: 100.1%", &[]),
            ("width: 50.x%", &[]),
            ("width: -50%", &[]),
            ("width: 100px", &[]),
            ("width: 1e9%", &[]),
            ("background:url(//evil)", &[]),
            ("position:fixed;inset:0", &[]),
            ("text-align:center\\;x", &[]),
            ("", &[]),
        ] {
            assert_eq!(style_classes(style), expected, "{style}");
            assert!(style_classes(style).iter().all(|class| class_allowed(class)), "{style}");
        }
    }
}
