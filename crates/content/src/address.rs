//! Addresses of posts: from a file's path to the key in its URL and back.

use serde::{Deserialize, Serialize};

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
        let stem = match self.0.rsplit_once('/').map_or(self.0.as_str(), |(_, name)| name) {
            name if name.rfind('.').is_some_and(|dot| dot > 0) => {
                &self.0[..self.0.rfind('.').unwrap_or(self.0.len())]
            }
            _ => self.0.as_str(),
        };
        stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index")).unwrap_or(stem)
    }
}

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
