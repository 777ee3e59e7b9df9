//! Lower case, and texts that are the same but for the case of their letters.
//!
//! The standard library's table of lower case is 11 KB of WebAssembly, the crate `unicase`'s of case folding 25 KB.

use std::iter;

use crate::search::entry;

/// The first letter of a run, how many there are, by which step, and how far from each its lower case is.
type Run = (u32, u8, u8, i32);

const RUNS: &[Run] = include!(concat!(env!("OUT_DIR"), "/lower.rs"));

/// The one letter whose lower case is two: `İ`, an `i` with a dot of its own.
const DOTTED: char = '\u{130}';
const DOT: char = '\u{307}';

/// Letters of lower case, and what each is the same as, in the order of the letters: `ß` as `ss`, `ς` as `σ`. With these
/// no two letters of Unicode 17 are alike that its case folding holds apart, nor the other way round.
const FOLDS: &str = include_str!("folds.txt");

/// The lower case of a letter, as [`char::to_lowercase`] has it; of anything else, that.
///
/// ```
/// let text: String = "Ärger, ЁЛКА 1".chars().flat_map(inkstone_characters::lower).collect();
/// assert_eq!(text, "ärger, ёлка 1");
/// ```
pub fn lower(letter: char) -> impl Iterator<Item = char> {
    let first = if letter.is_ascii() { letter.to_ascii_lowercase() } else { beyond_ascii(letter) };
    iter::once(first).chain((letter == DOTTED).then_some(DOT))
}

#[inline(never)]
fn beyond_ascii(letter: char) -> char {
    let number = u32::from(letter);
    let after = RUNS.partition_point(|(first, ..)| *first <= number);
    let Some((first, count, step, distance)) = after.checked_sub(1).and_then(|at| RUNS.get(at)) else { return letter };
    let (since, step) = (number - first, u32::from(*step));
    let is_in = since % step == 0 && since / step < u32::from(*count);
    let lower = is_in.then(|| char::from_u32(number.checked_add_signed(*distance)?));
    lower.flatten().unwrap_or(letter)
}

/// `text` in a form that it shares with all that differ from it in the case of letters alone (Unicode, "full case
/// folding"), to be held against them and not to be shown.
///
/// ```
/// use inkstone_characters::folded;
/// assert_eq!(folded("Straße"), folded("STRASSE"));
/// ```
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for c in lower(c) {
            match fold(c) {
                Some(same) => out.push_str(same),
                None => out.push(c),
            }
        }
    }
    out
}

/// What a letter of lower case is the same as.
fn fold(letter: char) -> Option<&'static str> {
    entry(FOLDS, |entry| entry.chars().next().cmp(&Some(letter)))?.get(letter.len_utf8()..)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use unicase::UniCase;

    use super::*;

    #[test]
    fn every_letter_has_the_lower_case_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert!(lower(c).eq(c.to_lowercase()), "{c}");
        }
    }

    /// The published parser of Markdown asks the crate `unicase`, which has Unicode's own table.
    #[test]
    fn texts_are_alike_as_unicode_folds_letters() {
        let mut held = 0;
        for c in '\u{80}'..=char::MAX {
            let (text, fold) = (c.to_string(), UniCase::unicode(c.to_string()).to_folded_case());
            let lower = c.to_lowercase().to_string();
            if fold == text && lower == text {
                continue;
            }
            held += 1;
            assert_eq!(folded(&text), folded(&fold), "{c} is {fold}");
            for other in [lower, c.to_uppercase().to_string()] {
                let expected = UniCase::unicode(text.as_str()) == UniCase::unicode(other.as_str());
                assert_eq!(folded(&text) == folded(&other), expected, "{c} and {other}");
            }
        }
        assert!(held > 1_400, "{held} letters have two cases");
        for (one, other) in [("\u{131}", "I"), ("\u{131}", "i"), ("a", "b"), ("ß", "s"), ("Σ", "S")] {
            assert_ne!(folded(one), folded(other), "{one} is no {other}");
        }
        assert_eq!(folded("ΟΔΟΣ"), folded("οδος"), "wherever the letter stands");
    }
}
