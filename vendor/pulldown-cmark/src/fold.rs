//! Inkstone: texts that are the same but for the case of their letters, in the place of the crate `unicase`, whose table of
//! Unicode's case folding is 25 KB in WebAssembly. The standard library's lower case, which is there anyway, tells
//! the same letters alike but for those in `folds.txt`.

use std::hash::{Hash, Hasher};

/// Letters of lower case, and what each is the same as: `ß` as `ss`, `ς` as `σ`. With these no two letters of Unicode 17 are
/// alike that its case folding holds apart, nor the other way round.
const FOLDS: &str = include_str!("folds.txt");

/// A text that equals another whatever the case of their letters.
#[derive(Clone, Debug)]
pub struct UniCase<S> {
    text: S,
    folded: String,
}

impl<S: AsRef<str>> UniCase<S> {
    pub(crate) fn new(text: S) -> Self {
        let mut folded = String::with_capacity(text.as_ref().len());
        for c in text.as_ref().chars() {
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase());
                continue;
            }
            for c in c.to_lowercase() {
                match fold(c) {
                    Some(same) => folded.push_str(same),
                    None => folded.push(c),
                }
            }
        }
        Self { text, folded }
    }
}

/// What a letter of lower case is the same as; the text of all folds is in the order of the letters.
fn fold(letter: char) -> Option<&'static str> {
    let (mut start, mut end) = (0, FOLDS.len());
    while start < end {
        let middle = start + (end - start) / 2;
        let before = FOLDS.as_bytes()[start..middle].iter().rposition(|&byte| byte == b' ');
        let at = before.map_or(start, |blank| start + blank + 1);
        let (entry, _) = FOLDS[at..].split_once(' ')?;
        let first = entry.chars().next()?;
        match first.cmp(&letter) {
            std::cmp::Ordering::Less => start = at + entry.len() + 1,
            std::cmp::Ordering::Greater => end = at,
            std::cmp::Ordering::Equal => return entry.get(first.len_utf8()..),
        }
    }
    None
}

impl<S: AsRef<str>> AsRef<str> for UniCase<S> {
    fn as_ref(&self) -> &str {
        self.text.as_ref()
    }
}

impl<S> PartialEq for UniCase<S> {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl<S> Eq for UniCase<S> {}

impl<S> Hash for UniCase<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded.hash(state);
    }
}
