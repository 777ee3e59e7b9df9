//! Addresses of posts: from a file's path to the key in its URL and back.

mod folder;
mod permalink;
mod sha1;
mod site_path;
mod slug;

pub use folder::{folder_of, is_taken};
pub use site_path::SitePath;
pub use site_path::site_address;
pub(crate) use site_path::{is_image_address, is_link, is_web_address};
pub use slug::slug;

use serde::{Deserialize, Serialize};

use crate::json::{FromNode, JsonError, Node};

/// The path of a post's file below the posts folder: `/` between parts, no part empty,
/// `.` or `..`, no backslash, no control character. It cannot leave the folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostPath(String);

/// Why a text is not a path below the posts folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The text is empty, or a part of it is.
    #[error("the path `{0}` has an empty part")]
    Empty(String),
    /// A part is `.` or `..`.
    #[error("the path `{0}` leaves the posts folder")]
    Leaves(String),
    /// A character that no path of a post may hold.
    #[error("the path `{0}` holds the character {1:?}, which no post's path may hold")]
    Character(String, char),
}

impl FromNode for PostPath {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Self::new(node.text()?).map_err(|_| node.expected("a path below the posts folder"))
    }
}

impl PostPath {
    /// Checks `path` (not percent-encoded).
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        if let Some(bad) = path.chars().find(|c| c.is_control() || *c == '\\') {
            return Err(PathError::Character(path, bad));
        }
        for part in path.split('/') {
            match part {
                "" => return Err(PathError::Empty(path)),
                "." | ".." => return Err(PathError::Leaves(path)),
                _ => {}
            }
        }
        Ok(Self(path))
    }

    /// The path as it stands in the posts folder, for instance `news/2022/a.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands for the post in its address: the path without its extension, and
    /// without `/index` or `/_index` (a page bundle takes its folder's name).
    pub fn key(&self) -> &str {
        let stem = self.stem();
        stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index")).unwrap_or(stem)
    }

    /// The path without its extension. Points alone are no name: the stem of `a/...md` would be
    /// the step `a/..`.
    fn stem(&self) -> &str {
        let name_at = self.0.rfind('/').map_or(0, |slash| slash + 1);
        match self.0[name_at..].rsplit_once('.') {
            Some((name, _)) if name.contains(|c| c != '.') => &self.0[..name_at + name.len()],
            _ => &self.0,
        }
    }

    /// The last part of the key: the file's name without its extension, or the bundle's folder.
    pub fn name(&self) -> &str {
        let key = self.key();
        key.rsplit_once('/').map_or(key, |(_, name)| name)
    }

    /// The folder whose files are pages beside the posts: `pages/about.md` is `/about`.
    pub const PAGES: &str = "pages/";

    /// Whether this is a page beside the posts: it has an address and stands in no list.
    pub fn is_page(&self) -> bool {
        self.0.starts_with(Self::PAGES)
    }

    /// The `YYYY-MM-DD` that the name begins with (followed by `-` or `_`, or by nothing).
    pub(crate) fn date_prefix(&self) -> Option<&str> {
        let name = self.name();
        let (date, rest) = name.split_at_checked(10)?;
        let fits = date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        (fits && (rest.is_empty() || rest.starts_with(['-', '_']))).then_some(date)
    }

    /// The name without its date, as long as something is left.
    pub(crate) fn name_without_date(&self) -> &str {
        let name = self.name();
        let rest = self.date_prefix().and_then(|date| name[date.len()..].get(1..));
        rest.filter(|rest| !rest.trim().is_empty()).unwrap_or(name)
    }

    /// The title that Jekyll makes of a file's name: `2016-08-16-hello-world` is `Hello World`.
    pub(crate) fn titleised_name(&self) -> String {
        let capitalised = |word: &str| {
            let mut chars = word.chars();
            let first = chars.next().map(capital);
            first.into_iter().chain(chars.flat_map(inkstone_characters::lower)).collect::<String>()
        };
        self.name_without_date().split('-').map(capitalised).collect::<Vec<_>>().join(" ")
    }

    /// Whether a part of the path keeps the post out of public files: `_drafts`, and every other
    /// that begins with `_` or `.`. Hexo's and Jekyll's `_posts` is where posts live.
    pub(crate) fn is_hidden(&self) -> bool {
        self.0.split('/').any(|part| part.starts_with(['_', '.']) && part != "_posts")
    }

    /// The folders above `_posts`, which Jekyll takes for categories.
    pub(crate) fn folders_above_posts(&self) -> impl Iterator<Item = &str> {
        let above = self.0.split_once("/_posts/").map(|(above, _)| above);
        above.into_iter().flat_map(|above| above.split('/'))
    }

    /// The language in a name such as `index.fa.md` (Hugo, Zola).
    pub(crate) fn language_suffix(&self) -> Option<&str> {
        let (_, suffix) = self.stem().rsplit_once('.')?;
        let language = suffix.split('-').next()?;
        LANGUAGES.contains(&language.to_ascii_lowercase().as_str()).then_some(suffix)
    }
}

/// Languages that blogs are translated into; `js` in `node.js.md` must not be one.
const LANGUAGES: [&str; 48] = [
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ka", "kk", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh",
];

impl TryFrom<String> for PostPath {
    type Error = PathError;
    fn try_from(path: String) -> Result<Self, PathError> {
        Self::new(path)
    }
}

impl From<PostPath> for String {
    fn from(path: PostPath) -> Self {
        path.0
    }
}

/// Percent-encodes a path for a URL: each part on its own, the slashes stay.
/// Letters and digits of any script stay readable only in the address bar; here every
/// byte outside RFC 3986's unreserved set is encoded, which is the one form all hosts agree on.
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

/// Undoes [`encode_path`] once. A `%` that does not begin two hexadecimal digits stays as it is.
/// `None`: the decoded bytes are not UTF-8.
pub fn decode_path(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let byte = pair.and_then(|pair| {
            let high = (pair[0] as char).to_digit(16)?;
            let low = (pair[1] as char).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()
        });
        match byte {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// The capital that a word with this first letter begins with. It stands at one of a few distances from the letter, and
/// that is its lower case: the standard library's table of capitals would be 4 KB of a module, for this alone.
fn capital(letter: char) -> char {
    // In Latin and Cyrillic, in their additions, in Armenian and in Greek; the other way in Greek and for ÿ.
    const DISTANCES: [i32; 10] = [32, 1, 80, 48, 38, 37, 64, 63, -8, -121];
    let is_capital = |other: &char| inkstone_characters::lower(*other).eq([letter]) && *other != letter;
    let at = |distance: i32| char::from_u32(u32::from(letter).checked_add_signed(-distance)?);
    DISTANCES.into_iter().filter_map(at).find(is_capital).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn the_letters_of_every_alphabet_in_use_have_their_capitals() {
        for letters in [
            'a'..='z',
            'à'..='ö',
            'ø'..='ÿ',
            'ā'..='ķ',
            'ĺ'..='ň',
            'ŋ'..='ž',
            'ά'..='ί',
            'α'..='ρ',
            'σ'..='ώ',
            'а'..='ҁ',
            'ҋ'..='ӎ',
            'ӏ'..='ԯ',
            'ա'..='ֆ',
            'ḁ'..='ẕ',
            'ạ'..='ỹ',
            'ἀ'..='ἅ',
        ] {
            for letter in letters.filter(|c| !matches!(c, 'ı' | 'ӏ')) {
                let expected: Vec<char> = letter.to_uppercase().collect();
                assert_eq!(vec![capital(letter)], expected, "{letter}");
            }
        }
        for none in ['1', '_', '墨', 'あ', 'א', 'ß', 'ა', 'A', 'Я'] {
            assert_eq!(capital(none), none);
        }
    }
}
