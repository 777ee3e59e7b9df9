//! Emphasis next to CJK characters: `**强调。**后` must emphasise although CommonMark's
//! flanking rules, made for scripts with blanks, see a closing run before a letter.
//!
//! The CommonMark-CJK-friendly amendment (tats-u/markdown-cjk-friendly) lets a run of `*`
//! or `~~` open *and* close where one neighbour is punctuation, the other is neither
//! punctuation nor white space, and one of the two is CJK. The parser is told so with a
//! marker: beside the run goes a character that makes both neighbours of one kind, and
//! writing HTML drops it. The next pulldown-cmark knows the rules itself: then this file goes.

use std::borrow::Cow;

use crate::cjk::is_cjk;

/// Neither punctuation nor white space, and in no text (a Unicode noncharacter).
pub(super) const LETTER: char = '\u{FDD2}';
/// Punctuation that no post holds (Cornish verse divider).
pub(super) const PUNCTUATION: char = '\u{2E4F}';

/// `source` with markers where a run of `*` or `~~` touches CJK; borrowed when there is none.
pub(super) fn mark(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'*' | b'~')) {
        let mut start = at + found;
        let delimiter = bytes[start];
        let length = bytes[start..].iter().take_while(|&&byte| byte == delimiter).count();
        let end = start + length;
        at = end;
        if is_escaped(&bytes[copied.min(start)..start]) {
            // The first of the run is a character of the text: punctuation before the rest.
            start += 1;
        }
        if start == end || (delimiter == b'~' && end - start != 2) {
            continue;
        }
        let (Some(left), Some(right)) = (left_of(source, start), source[end..].chars().next()) else {
            continue;
        };
        let (is_left_letter, is_right_letter) = (is_letter(left), is_letter(right));
        let one_is_punctuation = (is_left_letter && is_punctuation(right)) || (is_right_letter && is_punctuation(left));
        if !one_is_punctuation || !(is_cjk(left) || is_cjk(right)) {
            continue;
        }
        let punctuation = if is_left_letter { right } else { left };
        // Beside another delimiter a letter would change what *that* one may do.
        let marker = if matches!(punctuation, '_' | '~' | '*') { PUNCTUATION } else { LETTER };
        let before = (marker == LETTER) != is_left_letter;
        let place = if before { start } else { end };
        out.push_str(&source[copied..place]);
        out.push(marker);
        copied = place;
    }
    if out.is_empty() {
        return Cow::Borrowed(source);
    }
    out.push_str(&source[copied..]);
    Cow::Owned(out)
}

/// `text` without markers. Byte by byte: looking for one of two characters decodes every one.
pub(super) fn unmark(text: &str) -> Cow<'_, str> {
    let [mut letter, mut punctuation] = [[0; 3]; 2];
    LETTER.encode_utf8(&mut letter);
    PUNCTUATION.encode_utf8(&mut punctuation);
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut copied = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let may_begin = *byte == letter[0] || *byte == punctuation[0];
        if may_begin && (bytes[at..].starts_with(&letter) || bytes[at..].starts_with(&punctuation)) {
            out.push_str(&text[copied..at]);
            copied = at + letter.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Whether what follows `before` is escaped: an odd number of backslashes ends it.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The character before a run; a variation selector counts for the character it changes.
fn left_of(source: &str, at: usize) -> Option<char> {
    let mut before = source[..at].chars().rev();
    match before.next()? {
        '\u{FE00}'..='\u{FE0E}' => before.next(),
        c => Some(c),
    }
}

/// Certainly neither punctuation nor white space. (Circled and squared letters are symbols.)
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{249C}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

/// Punctuation or a symbol, or something rare that a marker does no harm to.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_need_no_help_are_left_alone() {
        for text in [
            "",
            "plain",
            "**bold** text",
            "* item",
            "真**强调**的",
            "a**b，c**d",
            "**强调** 。",
            r"真，\*她",
            "~~~",
            "(**a**)",
        ] {
            assert!(matches!(mark(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn markers_go_wherever_they_stand() {
        let others = "⹎⹐ﷰ，“”…";
        assert!(matches!(unmark(others), Cow::Borrowed(_)), "{others}");
        let marked = format!("{LETTER}真{PUNCTUATION}{LETTER}{others}{PUNCTUATION}");
        assert_eq!(unmark(&marked), format!("真{others}"));
    }

    #[test]
    fn markers_stand_beside_runs_that_touch_cjk() {
        for (text, expected) in [
            ("**真，**她", "**真，<L>**她"),
            ("她**“真”**她", "她**<L>“真”<L>**她"),
            ("a**「b」**c", "a**<L>「b」<L>**c"),
            ("~~真，~~她", "~~真，<L>~~她"),
            ("**_强调_**她", "**_强调_**<P>她"),
            (r"真，\***强。**她", r"真，\***<P>强。<L>**她"),
            ("**葛\u{E0100}。**她", "**葛\u{E0100}。<L>**她"),
        ] {
            let marked = mark(text).replace(LETTER, "<L>").replace(PUNCTUATION, "<P>");
            assert_eq!(marked, expected, "{text}");
        }
    }
}
