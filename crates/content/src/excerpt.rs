//! Excerpts: the few lines of a post that a list shows.

use crate::{cjk::is_cjk, repair::plain_text};

/// Width of an excerpt taken from the body, in columns: a CJK character takes two.
const BODY_COLUMNS: usize = 240;
/// Width of an excerpt that the author marked off or wrote, which is as long as they meant it.
const AUTHOR_COLUMNS: usize = 600;

/// The excerpt of a post: front matter's, else the text before `<!-- more -->` (whose place
/// in `text` is `more`), else the first paragraph.
pub(crate) fn of(front_matter: Option<&str>, text: &str, more: Option<usize>, paragraph: Option<&str>) -> String {
    let written = front_matter.map(from_front_matter).filter(|excerpt| !excerpt.is_empty());
    let marked = || more.and_then(|end| text.get(..end)).map(|text| cut(text, AUTHOR_COLUMNS));
    written
        .or_else(|| marked().filter(|excerpt| !excerpt.is_empty()))
        .unwrap_or_else(|| cut(paragraph.unwrap_or_default(), BODY_COLUMNS))
}

/// Authors write plain text, HTML or both.
fn from_front_matter(text: &str) -> String {
    if text.contains(['<', '&']) { cut(&plain_text(text), AUTHOR_COLUMNS) } else { cut(text, AUTHOR_COLUMNS) }
}

/// `text` on one line and not wider than `columns`, cut after a word or a CJK character.
fn cut(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len().min(columns * 3));
    let mut width = 0;
    // Where the text may end: its length there, without the blank that follows.
    let mut word_end = 0;
    for c in one_line(text) {
        let wide = is_cjk(c);
        if c == ' ' || wide {
            word_end = out.len();
        }
        width += if wide { 2 } else { 1 };
        if width > columns {
            // A single word longer than the excerpt is cut anywhere.
            out.truncate(if word_end == 0 { out.len() } else { word_end });
            out.truncate(out.trim_end_matches([' ', '，', '、', ',', ';', '；']).len());
            out.push('…');
            return out;
        }
        out.push(c);
        if wide {
            word_end = out.len();
        }
    }
    out
}

/// The characters of `text` with every run of white space as one blank, and none between
/// two characters that are written without.
fn one_line(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut words = text.split_whitespace();
    let mut last = None;
    std::iter::from_fn(move || words.next()).flat_map(move |word| {
        let first = word.chars().next();
        let blank = match (last, first) {
            (Some(left), Some(right)) => !(crate::cjk::joins_lines(left) && crate::cjk::joins_lines(right)),
            _ => false,
        };
        last = word.chars().next_back();
        blank.then_some(' ').into_iter().chain(word.chars())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_cut_at_a_word_or_at_a_cjk_character() {
        for (case, text, columns, expected) in [
            ("fits", "hello world", 11, "hello world"),
            ("at a word", "hello world", 8, "hello…"),
            ("at the end of a word", "hello world", 5, "hello…"),
            ("a word longer than all", "abcdefgh", 3, "abc…"),
            ("at a CJK character", "老城街道各级", 7, "老城街…"),
            ("mixed", "用Rust写博客", 7, "用Rust…"),
            ("a Latin word in CJK text stays whole", "用Rust写博客", 5, "用…"),
            ("no comma before the ellipsis", "老城，街道", 6, "老城…"),
            ("white space is one blank", " a\n\n b\u{3000}c ", 99, "a b c"),
            ("no blank between CJK lines", "老城\n街道", 99, "老城街道"),
            ("empty", "", 5, ""),
        ] {
            assert_eq!(cut(text, columns), expected, "{case}");
        }
    }

    #[test]
    fn front_matter_excerpts_lose_their_markup() {
        assert_eq!(from_front_matter("<p>One &amp; <b>two</b></p><p>three</p>"), "One & two three");
        assert_eq!(from_front_matter("a < b"), "a < b");
    }
}
