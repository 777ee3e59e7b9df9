//! Writing text into HTML: body text, attribute values and addresses.

/// Writes `text` as body text or as the value of a double-quoted attribute.
///
/// The characters are those of the CommonMark reference implementation: `&`, `<`, `>` and `"`.
pub(crate) fn text(out: &mut String, text: &str) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(entity);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

/// [`text`] as a new string.
pub(crate) fn escaped(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 8);
    text(&mut out, source);
    out
}

/// Writes an address as the value of a double-quoted attribute, percent-encoding what may
/// not stand in one. What is encoded already stays: `%20` does not become `%2520`.
pub(crate) fn address(out: &mut String, address: &str) {
    for &byte in address.as_bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            _ if stays(byte) => out.push(char::from(byte)),
            _ => percent(out, byte),
        }
    }
}

/// Unreserved and reserved characters of RFC 3986 and `%`, without the square brackets,
/// which the CommonMark reference implementation encodes.
fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte)
}

fn percent(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_addresses_cannot_leave_their_place() {
        assert_eq!(escaped("a<b> & \"c\" 中'"), "a&lt;b&gt; &amp; &quot;c&quot; 中'");
        let mut out = String::new();
        address(&mut out, "/a b?c=1&d='\"<>中%20%");
        assert_eq!(out, "/a%20b?c=1&amp;d=&#39;%22%3C%3E%E4%B8%AD%20%");
    }
}
