//! From a file's bytes to text with `\n` line ends.

use std::borrow::Cow;

use crate::problem::{Problem, Spot};

/// The text of `bytes`: UTF-8 with or without a byte order mark, or UTF-16 with one. Line ends
/// (CRLF, lone CR) become `\n`. What is neither is read as UTF-8 with U+FFFD for what is not, and reported.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    let (text, problem) = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16 LE"),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16 BE"),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    };
    if text.contains('\r') {
        (Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")), problem)
    } else {
        (text, problem)
    }
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let text = String::from_utf8_lossy(bytes);
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let problem = Problem::error(
                "not-utf-8",
                end_of(&before),
                format!("the byte {byte:#04X} is not UTF-8; it is shown as \u{FFFD}"),
                "Save the file as UTF-8.",
            );
            (text, Some(problem))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &'static str) -> (Cow<'static, str>, Option<Problem>) {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let odd = bytes.len() % 2 == 1;
    let mut text = String::with_capacity(bytes.len());
    let mut first_bad = None;
    for decoded in char::decode_utf16(units) {
        text.push(decoded.unwrap_or_else(|_| {
            first_bad.get_or_insert(text.len());
            char::REPLACEMENT_CHARACTER
        }));
    }
    if odd {
        first_bad.get_or_insert(text.len());
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let problem = first_bad.map(|at| {
        Problem::error(
            "not-utf-16",
            end_of(&text[..at]),
            format!("the file begins as {name}, but this character is broken; it is shown as \u{FFFD}"),
            "Save the file as UTF-8.",
        )
    });
    (Cow::Owned(text), problem)
}

/// Where the character after `text` stands; every line end counts once.
fn end_of(text: &str) -> Spot {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    let lone = text.bytes().filter(|byte| *byte == b'\r').count() - text.matches("\r\n").count();
    let last = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    Spot { line: count(breaks + lone) + 1, column: count(last.chars().count()) + 1 }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, bom: [u8; 2], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        bom.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    }

    #[test]
    fn every_encoding_of_the_contract_gives_the_same_text() {
        let text = "---\ntitle: 砚 🖋\n---\n";
        let crlf = text.replace('\n', "\r\n");
        for (case, bytes) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
            ("CRLF", crlf.as_bytes().to_vec()),
            ("lone CR", text.replace('\n', "\r").into_bytes()),
            ("CRLF with a mark", format!("\u{feff}{crlf}").into_bytes()),
            ("UTF-16 LE", utf16_bytes(&crlf, [0xFF, 0xFE], u16::to_le_bytes)),
            ("UTF-16 BE", utf16_bytes(text, [0xFE, 0xFF], u16::to_be_bytes)),
        ] {
            let (decoded, problem) = decode(&bytes);
            assert_eq!((decoded.as_ref(), problem), (text, None), "{case}");
        }
    }

    #[test]
    fn what_is_not_text_is_recovered_and_reported_where_it_stands() {
        for (case, bytes, text, line, column) in [
            ("GBK in a title", &b"---\ntitle: \xc4\xe3x\n"[..], "---\ntitle: \u{fffd}\u{fffd}x\n", 2, 8),
            ("after CRLF", b"a\r\nb\xff", "a\nb\u{fffd}", 2, 2),
            ("UTF-16 with a lone surrogate", b"\xff\xfea\0\0\xd8b\0", "a\u{fffd}b", 1, 2),
            ("UTF-16 cut in the middle", b"\xff\xfea\0b", "a\u{fffd}", 1, 2),
        ] {
            let (decoded, problem) = decode(bytes);
            assert_eq!(decoded, text, "{case}");
            let problem = problem.expect(case);
            assert_eq!((problem.line, problem.column), (line, column), "{case}");
        }
    }
}
