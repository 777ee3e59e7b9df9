//! From a title to a part of an address, the way the systems do it.

use crate::Dialect;

/// The slug of `text`: one `-` for every run of blanks and marks, none at the ends.
///
/// Hexo takes ASCII marks only and keeps capitals; the others keep letters and digits of any
/// script, in lower case, and drop apostrophes.
pub fn slug(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len());
    let hexo = matches!(dialect, Dialect::Hexo | Dialect::Auto);
    for c in text.chars() {
        let kept = if hexo {
            !c.is_ascii_punctuation() && !c.is_whitespace() && !c.is_control()
        } else {
            c.is_alphanumeric() || is_mark(c)
        };
        match kept {
            true if hexo => out.push(c),
            true => out.extend(inkstone_characters::lower(c)),
            false if !hexo && matches!(c, '\'' | '’') => {}
            false if out.is_empty() || out.ends_with('-') => {}
            false => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Marks that belong to the letter before them: accents, vowel signs and the like.
fn is_mark(c: char) -> bool {
    matches!(
        u32::from(c),
        0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x900..=0x963 | 0xE31..=0xE4E | 0x3099..=0x309A
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_each_system() {
        for (dialect, text, expected) in [
            (Dialect::Hexo, "Hello, World!  (again)", "Hello-World-again"),
            (Dialect::Hexo, "专辑（不输出 ShowNote）", "专辑（不输出-ShowNote）"),
            (Dialect::Hexo, "it's", "it-s"),
            (Dialect::Jekyll, "Hello, World!", "hello-world"),
            (Dialect::Hugo, "O’Neil's 你好，世界", "oneils-你好-世界"),
            (Dialect::Hugo, "हिन्दी", "हिन्दी"),
            (Dialect::Hugo, "!!!", ""),
        ] {
            assert_eq!(slug(text, dialect), expected, "{dialect:?} {text}");
        }
    }
}
