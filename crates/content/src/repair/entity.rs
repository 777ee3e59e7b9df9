//! Character references of HTML, decoded.

use std::borrow::Cow;

use inkstone_characters::named;

/// The longest name there is, `CounterClockwiseContourIntegral`.
const LONGEST_NAME: usize = 31;

/// `text` with its character references decoded. One that nobody knows stays as it is, as
/// does one without its semicolon: in addresses `&copy=1` is a parameter.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest, &mut out);
        if length == 0 {
            out.push('&');
            rest = &rest[1..];
        } else {
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes the reference that `text` begins with and returns its length; 0: it is none.
pub(crate) fn reference(text: &str, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let (digits, radix) = match bytes.get(2) {
            Some(b'x' | b'X') => (3, 16),
            _ => (2, 10),
        };
        let Some(end) = bytes.iter().skip(digits).take(9).position(|&byte| !char::from(byte).is_digit(radix)) else {
            return 0;
        };
        let end = digits + end;
        if end == digits || bytes.get(end) != Some(&b';') {
            return 0;
        }
        out.push(u32::from_str_radix(&text[digits..end], radix).map_or('\u{FFFD}', numbered));
        return end + 1;
    }
    let Some(end) = bytes.iter().skip(1).take(LONGEST_NAME + 1).position(|byte| !byte.is_ascii_alphanumeric()) else {
        return 0;
    };
    let end = end + 1;
    if end == 1 || bytes.get(end) != Some(&b';') {
        return 0;
    }
    match named(&text[1..end]) {
        Some(value) => {
            out.push_str(&value);
            end + 1
        }
        None => 0,
    }
}

/// The character of a number (HTML, "numeric character reference end state").
fn numbered(number: u32) -> char {
    /// What Windows-1252 has at 0x80 to 0x9F, where Unicode has control characters.
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match number {
        0 => '\u{FFFD}',
        0x80..=0x9F => WINDOWS[(number - 0x80) as usize],
        _ => char::from_u32(number).unwrap_or('\u{FFFD}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_do() {
        for (text, expected) in [
            ("no reference", "no reference"),
            ("a &amp; b &lt;c&gt; &quot;d&quot;", "a & b <c> \"d\""),
            ("&#123;&#x7D;&#X4e2d;", "{}中"),
            ("&#150;", "–"),
            ("&#0;&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&eacute;&hearts;&NotEqualTilde;", "é♥≂\u{338}"),
            ("&notaname; &; &# &#; &#x; &amp", "&notaname; &; &# &#; &#x; &amp"),
            ("?a=1&copy=2&b", "?a=1&copy=2&b"),
            ("&&amp;&", "&&&"),
            ("&#99999999999;", "&#99999999999;"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
