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
        let mut folded = String::new();
        for c in text.as_ref().chars().flat_map(char::to_lowercase) {
            let same = FOLDS.split(' ').find_map(|fold| fold.strip_prefix(c).filter(|_| !c.is_ascii()));
            match same {
                Some(same) => folded.push_str(same),
                None => folded.push(c),
            }
        }
        Self { text, folded }
    }
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

#[cfg(test)]
mod tests {
    use super::UniCase;

    #[test]
    fn letters_are_the_same_as_unicode_folds_them() {
        for (one, other, same) in [
            ("Foo", "fOO", true),
            ("ẞ", "SS", true),
            ("ß", "ss", true),
            ("ΑΓΩΣ", "αγως", true),
            ("ſ", "S", true),
            ("ﬁ", "FI", true),
            ("İ", "i\u{307}", true),
            ("ı", "I", false),
            ("a", "b", false),
            ("a", "ab", false),
        ] {
            assert_eq!(UniCase::new(one) == UniCase::new(other), same, "{one} {other}");
        }
    }
}
