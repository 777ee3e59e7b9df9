//! Length of a text: words, and the minutes it takes to read them.

use crate::cjk::is_unspaced_letter;

/// CJK characters a minute: the usual rate for Chinese readers.
const CJK_A_MINUTE: u64 = 400;
/// Words a minute (Brysbaert 2019, English).
const WORDS_A_MINUTE: u64 = 230;

/// What a text holds to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Characters of scripts written without blanks: Han, kana, bopomofo, Yi.
    pub cjk: u32,
    /// Words of other scripts: runs of letters and digits, with the apostrophes, hyphens
    /// and points inside them.
    pub words: u32,
}

impl Count {
    /// Counts `text`.
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        let mut in_word = false;
        for c in text.chars() {
            if is_unspaced_letter(c) {
                count.cjk = count.cjk.saturating_add(1);
                in_word = false;
            } else if c.is_alphanumeric() {
                if !in_word {
                    count.words = count.words.saturating_add(1);
                }
                in_word = true;
            } else {
                in_word = in_word && joins_word(c);
            }
        }
        count
    }

    /// CJK characters plus other words.
    pub fn total(self) -> u32 {
        self.cjk.saturating_add(self.words)
    }

    /// Minutes to read it, rounded up, at least 1.
    pub fn minutes(self) -> u32 {
        let sum = u64::from(self.cjk) * WORDS_A_MINUTE + u64::from(self.words) * CJK_A_MINUTE;
        u32::try_from(sum.div_ceil(CJK_A_MINUTE * WORDS_A_MINUTE)).unwrap_or(u32::MAX).max(1)
    }
}

/// Whether `c` may stand inside a word: `don't`, `state-of-the-art`, `3.14`, and the marks
/// that scripts write above or below their letters.
fn joins_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '.' | '_' | '\u{200C}' | '\u{200D}' | '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}')
}

/// Minutes to read `text`, rounded up, at least 1.
///
/// CJK characters count one by one at 400 a minute, other words at 230 a minute.
///
/// ```
/// assert_eq!(inkstone_content::reading_minutes("hello world"), 1);
/// ```
pub fn reading_minutes(text: &str) -> u32 {
    Count::of(text).minutes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_cjk_characters_count_each_at_their_own_speed() {
        for (case, text, cjk, words) in [
            ("nothing", "", 0, 0),
            ("English", "It's a state-of-the-art test, 3.14.", 0, 5),
            ("Chinese", "老城街道，筑牢防线。", 8, 0),
            ("mixed", "用Rust写 WebAssembly", 2, 2),
            ("kana", "これはテスト", 6, 0),
            ("Korean words have blanks", "안녕하세요 세계", 0, 2),
            ("Hindi vowel signs stay in their word", "नमस्ते दुनिया", 0, 2),
            ("punctuation alone", "—— …… !!!", 0, 0),
        ] {
            assert_eq!(Count::of(text), Count { cjk, words }, "{case}");
        }
    }

    #[test]
    fn reading_time_is_rounded_up_and_never_nothing() {
        for (case, text, minutes) in [
            ("empty", String::new(), 1),
            ("400 characters", "字".repeat(400), 1),
            ("401 characters", "字".repeat(401), 2),
            ("230 words", "word ".repeat(230), 1),
            ("231 words", "word ".repeat(231), 2),
            ("half a minute of each", "字".repeat(200) + &" word".repeat(115), 1),
        ] {
            assert_eq!(reading_minutes(&text), minutes, "{case}");
        }
    }
}
