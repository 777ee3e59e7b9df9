//! Fingerprints: telling versions of one thing apart, where a hash of a library would cost every
//! reader more than it tells.

use crate::{ArchivePage, Line, Span, TermCount, TermPage, TermsPage};

/// The 64-bit FNV-1a hash of `bytes`, in hexadecimal digits: it tells versions of one file
/// apart, and costs the browser no library. Nobody is kept out by it: who can change a post can
/// change its page.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut print = Fingerprint::new();
    print.bytes(bytes);
    print.digits()
}

/// A fingerprint of several things in order. Texts are told apart by their lengths, and
/// everything is of one width on all machines.
struct Fingerprint(u64);

impl Fingerprint {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn number(&mut self, number: impl Into<i64>) {
        self.bytes(&number.into().to_le_bytes());
    }

    fn length(&mut self, length: usize) {
        self.number(i64::try_from(length).unwrap_or(i64::MAX));
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes(text.as_bytes());
    }

    fn path(&mut self, path: &[String]) {
        self.length(path.len());
        path.iter().for_each(|name| self.text(name));
    }

    fn lines(&mut self, lines: &[Line]) {
        self.length(lines.len());
        for line in lines {
            self.text(&line.path);
            self.text(&line.title);
            self.text(&line.date.map(|date| date.to_string()).unwrap_or_default());
        }
    }

    fn terms(&mut self, terms: &[TermCount]) {
        self.length(terms.len());
        for term in terms {
            self.path(&term.path);
            self.number(term.posts);
        }
    }

    fn digits(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The fingerprint of page `page` of `pages` of the home list, whose posts are in the file `shard`; the blog has
/// `posts` posts, which the first page says.
pub(crate) fn of_home(shard: &str, page: u32, pages: u32, posts: u32) -> String {
    let mut print = Fingerprint::new();
    print.text(shard);
    print.number(page);
    print.number(pages);
    print.number(if page == 1 { posts } else { 0 });
    print.digits()
}

impl ArchivePage {
    /// The fingerprint of what the page shows: counts stand on the first page only, so that a
    /// post that comes changes no page but those that it is on.
    pub fn fingerprint(&self) -> String {
        let mut print = Fingerprint::new();
        let (year, month) = match self.span {
            Span::All => (0, 0),
            Span::Year(year) => (year, 0),
            Span::Month(year, month) => (year, month),
        };
        print.number(year);
        print.number(month);
        print.number(self.page);
        print.number(self.pages);
        print.lines(&self.lines);
        if self.page == 1 {
            print.number(self.posts);
            for (span, posts) in self.spans() {
                if let Span::Year(year) | Span::Month(year, _) = span {
                    print.number(year);
                }
                if let Span::Month(_, month) = span {
                    print.number(month);
                }
                print.number(posts.unwrap_or(0));
            }
        }
        print.digits()
    }
}

impl TermsPage {
    /// The fingerprint of what the page shows.
    pub fn fingerprint(&self) -> String {
        let mut print = Fingerprint::new();
        print.number(self.page);
        print.number(self.pages);
        print.terms(&self.entries);
        if self.page == 1 {
            print.number(self.terms);
            print.terms(&self.most_used);
        }
        print.digits()
    }
}

impl TermPage {
    /// The fingerprint of what the page shows.
    pub fn fingerprint(&self) -> String {
        let mut print = Fingerprint::new();
        print.path(&self.path);
        print.number(self.page);
        print.number(self.pages);
        print.lines(&self.lines);
        if self.page == 1 {
            print.number(self.posts);
            print.terms(&self.children);
        }
        print.digits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_fnv_1a() {
        for (bytes, expected) in
            [(&b""[..], "cbf29ce484222325"), (b"a", "af63dc4c8601ec8c"), (b"foobar", "85944171f73967e8")]
        {
            assert_eq!(fingerprint(bytes), expected);
        }
    }

    #[test]
    fn what_a_page_shows_and_nothing_else_changes_its_fingerprint() {
        let line = |path: &str, title: &str| Line { path: path.into(), title: title.into(), date: None };
        let page = TermPage {
            path: vec!["A".into()],
            posts: 90,
            children: Vec::new(),
            lines: vec![line("a", "bc")],
            page: 2,
            pages: 3,
        };
        let all = page.fingerprint();
        assert_eq!(TermPage { posts: 91, ..page.clone() }.fingerprint(), all, "only the first page counts");
        for (case, other) in [
            ("title", TermPage { lines: vec![line("a", "bd")], ..page.clone() }),
            ("where a text ends", TermPage { lines: vec![line("ab", "c")], ..page.clone() }),
            ("pages", TermPage { pages: 4, ..page.clone() }),
            ("first page", TermPage { page: 1, ..page.clone() }),
        ] {
            assert_ne!(other.fingerprint(), all, "{case}");
        }
        let first = TermPage { page: 1, ..page };
        assert_ne!(TermPage { posts: 91, ..first.clone() }.fingerprint(), first.fingerprint());
    }
}
