//! Headings: ids that are readable in any script and unique in the post.

use std::collections::HashMap;

use super::place::decoded;

/// Longest id made from a text, in characters.
const LONGEST: usize = 120;

/// The ids of a post.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// Those that are taken, and the number that the next heading of the same text gets.
    taken: HashMap<String, usize>,
    /// Names that links lead to besides, by the one kind of map that a post has: each other is 1 KB of a module.
    names: HashMap<String, usize>,
}

impl Ids {
    /// Notes an id that the post gives itself; false: it is there already.
    pub(crate) fn claim(&mut self, id: &str) -> bool {
        !self.taken.contains_key(id) && self.taken.insert(id.to_owned(), 1).is_none()
    }

    /// Notes a name that links lead to as they do to an id.
    pub(crate) fn note(&mut self, name: &str) {
        self.names.insert(name.to_owned(), 0);
    }

    /// Whether a link to `place`, percent-encoded or not, leads somewhere.
    pub(crate) fn is_place(&self, place: &str) -> bool {
        let is_there = |place: &str| self.taken.contains_key(place) || self.names.contains_key(place);
        is_there(place) || is_there(&decoded(place))
    }

    /// An id for a heading of this text, as GitHub makes it: `-1`, `-2` … tell apart
    /// headings of the same text.
    pub(crate) fn for_text(&mut self, text: &str) -> String {
        self.unique(slug(text))
    }

    /// `id`, or `id` with the first number that makes it unique.
    pub(crate) fn unique(&mut self, id: String) -> String {
        if self.claim(&id) {
            return id;
        }
        let mut number = self.taken.get(&id).copied().unwrap_or(1);
        loop {
            let numbered = format!("{id}-{number}");
            number = number.saturating_add(1);
            if self.claim(&numbered) {
                self.taken.insert(id, number);
                return numbered;
            }
        }
    }
}

/// `text` as an id: letters and digits of any script in lower case, blanks as hyphens,
/// everything else gone. `section` where nothing is left.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().take(LONGEST) {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
            slug.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            slug.push('-');
        } else if c.is_alphanumeric() {
            slug.extend(inkstone_characters::lower(c));
        } else if is_mark(c) {
            slug.push(c);
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Marks that scripts write on their letters and that words need to stay words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{EB1}'..='\u{ECE}'
        | '\u{102B}'..='\u{103E}' | '\u{17B4}'..='\u{17D3}' | '\u{200C}' | '\u{200D}' | '\u{3099}' | '\u{309A}')
        && c != '\u{964}'
        && c != '\u{965}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_in_any_script() {
        for (text, expected) in [
            ("Hello, World!", "hello-world"),
            ("  What's new in v1.2?  ", "whats-new-in-v12"),
            ("一是健全体系，筑牢群防群控防线", "一是健全体系筑牢群防群控防线"),
            ("1.1 简介 & Setup", "11-简介--setup"),
            ("Über ÄÖ", "über-äö"),
            ("नमस्ते", "नमस्ते"),
            ("a_b-c", "a_b-c"),
            ("😀", "section"),
            ("", "section"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert_eq!(slug(&"长".repeat(1000)).chars().count(), LONGEST);
    }

    #[test]
    fn ids_are_unique() {
        let mut ids = Ids::default();
        assert!(ids.claim("a-1"));
        assert!(!ids.claim("a-1"));
        let given: Vec<_> = ["A", "a", "a", "A-1", "b"].iter().map(|text| ids.for_text(text)).collect();
        assert_eq!(given, ["a", "a-2", "a-3", "a-1-1", "b"]);
    }

    #[test]
    fn many_headings_of_one_text_cost_one_step_each() {
        let mut ids = Ids::default();
        for number in 1..=50_000 {
            ids.for_text("same");
            assert_eq!(ids.taken.get("same"), Some(&number));
        }
    }
}
