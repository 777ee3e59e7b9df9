//! Series: posts that are parts of one thing, in the order in which they appeared.
//!
//! A post names the parts around itself and not all of them, so that its page costs the same in a series of a
//! thousand posts, and a new part changes the pages of the last few only.

use std::ops::Range;

use crate::Line;

/// How many parts a post names at most. All parts of a shorter series are in its entry.
pub(crate) const MOST_PARTS: usize = crate::terms::FEW_POSTS;
/// In how many files of its lines a post is looked for, from the newest; each has 50 lines or more.
pub(crate) const MOST_PAGES: u32 = 16;

/// The parts of a series around one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The parts, the first one first.
    pub lines: Vec<Line>,
    /// Which of all parts the first of these is, from 1.
    pub first: usize,
}

impl Parts {
    /// The parts around the one in place `at` of the `posts` of a series, newest first. `line` gives the post in a place.
    pub fn around(at: usize, posts: usize, line: impl Fn(usize) -> Option<Line>) -> Self {
        let places = places(at, posts);
        Self { first: posts - places.end + 1, lines: places.rev().filter_map(line).collect() }
    }
}

/// Which places of so many are named beside the one in place `at`.
fn places(at: usize, posts: usize) -> Range<usize> {
    let begin = at.saturating_sub(MOST_PARTS / 2).min(posts.saturating_sub(MOST_PARTS));
    begin..posts.min(begin + MOST_PARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_parts_are_named() {
        for (case, at, posts, expected) in [
            ("alone", 0, 1, 0..1),
            ("a short series, whole", 19, 20, 0..20),
            ("the newest", 0, 21, 0..20),
            ("the oldest", 20, 21, 1..21),
            ("in the middle", 500, 1_000, 490..510),
            ("one that is not there", 9, 0, 0..0),
        ] {
            assert_eq!(places(at, posts), expected, "{case}");
        }
    }

    #[test]
    fn parts_are_numbered_from_the_oldest() {
        let line = |at: usize| Some(Line { path: at.to_string(), title: String::new(), date: None });
        let parts = Parts::around(2, 30, line);
        assert_eq!((parts.first, parts.lines.len()), (11, 20));
        assert_eq!(parts.lines.last().map(|line| line.path.as_str()), Some("0"));
    }
}
