//! Which characters are Chinese, Japanese or Korean: ranges picked by hand from Unicode
//! 16's East Asian Width and Script properties, small enough for the browser.

/// Whether `c` is a CJK character in the sense of the CommonMark-CJK-friendly amendment:
/// East Asian Width wide, full or half width and no emoji, or of the script Hangul.
pub(crate) fn is_cjk(c: char) -> bool {
    // Most texts are decided by the first comparison.
    c >= '\u{1100}'
        && matches!(c,
            '\u{1100}'..='\u{11FF}' // Hangul Jamo
            | '\u{20A9}' // won sign
            | '\u{2329}' | '\u{232A}'
            | '\u{2E80}'..='\u{303E}' // radicals, CJK punctuation
            | '\u{3041}'..='\u{A4CF}' // kana, bopomofo, enclosed, ideographs, Yi
            | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}' // Hangul
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE10}'..='\u{FE19}'
            | '\u{FE30}'..='\u{FE6F}' // vertical and small forms
            | '\u{FF01}'..='\u{FFDC}' // full and half width forms
            | '\u{FFE0}'..='\u{FFEE}'
            | '\u{16FE0}'..='\u{18DFF}' // Tangut, Khitan
            | '\u{1AFF0}'..='\u{1B2FF}' // kana supplement, Nushu
            | '\u{20000}'..='\u{3FFFD}'
            | '\u{E0100}'..='\u{E01EF}' // ideographic variation selectors
        )
}

/// Whether `c` is a character of a script written without blanks: Han, kana, bopomofo, Yi.
/// Each counts as a word of its own. Hangul is written with blanks and is not among them.
pub(crate) fn is_unspaced_letter(c: char) -> bool {
    c >= '\u{2E80}'
        && matches!(c,
            '\u{2E80}'..='\u{2FD5}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}'
            | '\u{3038}'..='\u{303C}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{30FC}'..='\u{312F}'
            | '\u{31A0}'..='\u{31BF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{A48C}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FF9D}'
            | '\u{16FE0}'..='\u{18DFF}'
            | '\u{1AFF0}'..='\u{1B2FF}'
            | '\u{20000}'..='\u{3FFFD}'
        )
}

/// Whether `c` is punctuation that ends an address in CJK text: no address holds it unencoded.
pub(crate) fn is_cjk_punctuation(c: char) -> bool {
    matches!(c,
        '\u{2018}'..='\u{201F}' // curly quotes
        | '\u{2026}' // ellipsis
        | '\u{3000}'..='\u{3003}'
        | '\u{3008}'..='\u{301F}'
        | '\u{3030}'
        | '\u{30FB}'
        | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}'
        | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}'
    )
}

/// Whether a line may break before or after `c` and be joined again without a blank:
/// wide characters that are not Hangul (CSS Text 3, segment break transformation).
pub(crate) fn joins_lines(c: char) -> bool {
    is_unspaced_letter(c) || (is_cjk_punctuation(c) && c >= '\u{3000}' && c != '\u{FF5E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_characters() {
        for (c, cjk, letter, joins) in [
            ('a', false, false, false),
            ('é', false, false, false),
            ('中', true, true, true),
            ('𠮷', true, true, true),
            ('あ', true, true, true),
            ('ー', true, true, true),
            ('ｱ', true, true, true),
            ('한', true, false, false),
            ('，', true, false, true),
            ('。', true, false, true),
            ('「', true, false, true),
            ('“', false, false, false),
            ('😀', false, false, false),
            ('Ａ', true, false, false),
            ('\u{3000}', true, false, true),
        ] {
            assert_eq!((is_cjk(c), is_unspaced_letter(c), joins_lines(c)), (cjk, letter, joins), "{c}");
        }
    }
}
