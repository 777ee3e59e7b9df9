//! What a page of ours says in its head: which files it needs, which page it is, what it may do.

use inkstone_catalogue::{PageRecord, record::RECORD_ID};

use crate::tags::{Tag, Tags};

/// How much of a page is read, in bytes: its head is at its beginning.
const MOST_READ: usize = 2 << 20;

/// A file that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// As it stands in the page.
    pub(super) address: String,
    /// The digest that it must have, where the page says.
    pub(super) integrity: Option<String>,
    /// What it is to the page.
    pub(super) role: Role,
}

/// What a file is to the page that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Script,
    StyleSheet,
    Icon,
    Manifest,
    Feed,
}

/// The head of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup {
    /// Whether it is a page that the app takes over.
    pub(super) is_ours: bool,
    /// The policy of content.
    pub(super) policy: Option<String>,
    /// `<base href>`.
    pub(super) base: Option<String>,
    /// Its files.
    pub(super) files: Vec<Named>,
    /// Which page it is and what it was made of.
    pub(super) record: Option<PageRecord>,
}

impl Markup {
    /// Reads the head of `html`. In text that nobody of us wrote it finds what it can.
    pub(super) fn read(html: &str) -> Self {
        let mut end = html.len().min(MOST_READ);
        while !html.is_char_boundary(end) {
            end -= 1;
        }
        let mut markup = Self::default();
        let mut tags = Tags::of(&html[..end]);
        while let Some(tag) = tags.next() {
            if tag.name == "/head" {
                break;
            }
            markup.take(&tag);
            if matches!(tag.name.as_str(), "script" | "style" | "title") {
                let text = tags.skip_text(&tag.name);
                if tag.name == "script" && tag.value("id").as_deref() == Some(RECORD_ID) {
                    markup.record = PageRecord::from_json(text);
                }
            }
        }
        markup
    }

    /// The script that starts the app, which is another with every build.
    pub(super) fn boot(&self) -> Option<&Named> {
        let is_boot = |file: &&Named| file.role == Role::Script && file_name(&file.address).starts_with("boot");
        self.files.iter().find(is_boot)
    }

    /// Takes from a tag of the head what it says.
    fn take(&mut self, tag: &Tag) {
        let named = |attribute: &str, role| {
            tag.value(attribute).map(|address| Named { address, integrity: tag.value("integrity"), role })
        };
        match tag.name.as_str() {
            "html" => self.is_ours = tag.value("data-inkstone").is_some(),
            "base" => self.base = self.base.take().or_else(|| tag.value("href")),
            "meta" if tag.value("http-equiv").as_deref() == Some("Content-Security-Policy") => {
                self.policy = self.policy.take().or_else(|| tag.value("content"));
            }
            "link" => {
                let rel = tag.value("rel").unwrap_or_default();
                let kind = tag.value("type").unwrap_or_default();
                let role = match rel.as_str() {
                    "stylesheet" => Some(Role::StyleSheet),
                    "icon" | "apple-touch-icon" => Some(Role::Icon),
                    "manifest" => Some(Role::Manifest),
                    "alternate" if kind.starts_with("application/") => Some(Role::Feed),
                    _ => None,
                };
                self.files.extend(role.and_then(|role| named("href", role)));
            }
            "script" => self.files.extend(named("src", Role::Script)),
            _ => {}
        }
    }
}

/// The last part of an address.
fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// The files that a script of ours names with the digests that they must have:
/// `["NAME", "sha256-…"]`, in quotes of any kind, with or without a blank, as the minifier of the day writes it.
pub(super) fn named_in_script(text: &str) -> Vec<(String, String)> {
    let pair = |(at, _): (usize, &str)| {
        let quote = text[..at].chars().next_back().filter(|quote| "\"'`".contains(*quote))?;
        let (digest, _) = text[at..].split_once(quote)?;
        let before = text[..at - 1].trim_end().strip_suffix(',')?.trim_end().strip_suffix(quote)?;
        let (before, name) = before.rsplit_once(quote)?;
        before.ends_with('[').then(|| (name.to_owned(), digest.to_owned()))
    };
    // Builds of before named another kind.
    let digests = ["sha256-", "sha384-"].into_iter().flat_map(|kind| text.match_indices(kind));
    digests.filter_map(pair).collect()
}

/// The files that a service worker of ours knows, with their digests; `None` when it has no list.
pub(super) fn named_in_worker(text: &str) -> Option<Vec<(String, String)>> {
    let (_, list) = text.split_once("const FILES = ")?;
    let mut values = serde_json::Deserializer::from_str(list).into_iter::<serde_json::Value>();
    let list = values.next()?.ok()?;
    let files = list.as_object()?.iter();
    files.map(|(name, file)| Some((name.clone(), file["integrity"].as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_what_its_page_needs() {
        let html = "<!doctype html><html lang=en data-inkstone=shell><head><!-- <base href=no> -->\n\
            <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><title><base href=no></title>\n\
            <script src=\"./boot-1.js\" integrity=\"sha384-a\"></script><link rel=stylesheet href='a&amp;b.css'>\n\
            <link rel=alternate hreflang=en href=no><link rel=alternate type=application/atom+xml href=feed.xml>\n\
            <script id=\"inkstone-page\" type=\"application/json\">{\"format\":1,\"route\":\"r\",\"source\":\"s\"}</script>\n\
            </head><body><script src=late.js></script>";
        let markup = Markup::read(html);
        assert!(markup.is_ours);
        assert_eq!((markup.policy.as_deref(), markup.base.as_deref()), (Some("script-src 'self'"), None));
        let files: Vec<_> = markup.files.iter().map(|file| (file.address.as_str(), file.role)).collect();
        let expected = [("./boot-1.js", Role::Script), ("a&b.css", Role::StyleSheet), ("feed.xml", Role::Feed)];
        assert_eq!(files, expected);
        assert_eq!(markup.boot().and_then(|boot| boot.integrity.as_deref()), Some("sha384-a"));
        assert_eq!(markup.record.map(|record| (record.route, record.source)), Some(("r".into(), "s".into())));
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for html in ["", "<", "<é", "<script>", "<script", "<!--", "<link rel=", "<a href=\"", "</", "<<<<", "x</title"]
        {
            assert!(!Markup::read(html).is_ours, "{html}");
        }
    }

    #[test]
    fn scripts_name_files_and_their_digests() {
        let boot = "const files = {\na: [\"a.js\", \"sha384-A\"],b:[\"b.wasm\", \"sha384-B\"], m: [\"m/\", \"en.txt sha256-C\"] };";
        let pair = |name: &str, digest: &str| (name.to_owned(), digest.to_owned());
        assert_eq!(named_in_script(boot), [pair("a.js", "sha384-A"), pair("b.wasm", "sha384-B")]);
        let boot = boot.replace("sha384", "sha256");
        assert_eq!(named_in_script(&boot), [pair("a.js", "sha256-A"), pair("b.wasm", "sha256-B")]);
        let small = "const e={a:[`a.js`,`sha384-A`],b:['b.wasm','sha384-B'],m:[`m/`,`en.txt sha256-C`]}";
        assert_eq!(named_in_script(small), [pair("a.js", "sha384-A"), pair("b.wasm", "sha384-B")]);
        assert_eq!(named_in_script("\", \"sha384-"), []);
        let worker = "x; const FILES = {\"a.js\": {\"integrity\": \"sha384-A\", \"first\": true}};\nconst FORMAT = 2;";
        assert_eq!(named_in_worker(worker), Some(vec![pair("a.js", "sha384-A")]));
        assert_eq!(named_in_worker("const FILES = {\"a\": 1}"), None);
        assert_eq!(named_in_worker("self.registration.unregister()"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_script_stops_the_reader_of_names(pieces in proptest::collection::vec(
            proptest::sample::select(vec!["sha384-", "`", "\"", "'", "[", "]", ",", " ", "é", "a.js"]), 0..40,
        )) {
            named_in_script(&pieces.concat());
        }

        #[test]
        fn no_text_stops_a_reader(text in "[<>/!a-z=\"' \\-é&\\[,]{0,200}") {
            Markup::read(&text);
            named_in_worker(&text);
        }
    }
}
