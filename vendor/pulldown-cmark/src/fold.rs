//! Inkstone: texts that are the same but for the case of their letters, in the place of the crate `unicase`, whose table of
//! Unicode's case folding is 25 KB in WebAssembly.

use std::hash::{Hash, Hasher};

/// A text that equals another whatever the case of their letters.
#[derive(Clone, Debug)]
pub struct UniCase<S> {
    text: S,
    folded: String,
}

impl<S: AsRef<str>> UniCase<S> {
    pub(crate) fn new(text: S) -> Self {
        let folded = inkstone_characters::folded(text.as_ref());
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
