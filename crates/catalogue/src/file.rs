//! What the catalogue's files have in common: their names, and reading them with bounds.

use inkstone_content::json::{self, FromNode, JsonError};

/// Characters in the name of a file: 64 bits, which tell apart the few versions of a file that
/// caches ever hold.
pub(crate) const NAME: usize = 16;
/// The largest file that is read, in bytes; the largest that is written is far smaller.
const MOST_BYTES: usize = 4 << 20;

/// Why a file of the catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Not JSON, or not of the shape that its place asks for.
    #[error("a file of the catalogue has not the shape it should have: {0}")]
    Shape(JsonError),
    /// More of something than a file may hold.
    #[error("a file of the catalogue holds {found} {what}, at most {most} are allowed")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A name in it is not a file name of the catalogue.
    #[error("the catalogue names `{0}`, which is not a file name of it")]
    Name(String),
    /// Parts of it do not fit together.
    #[error("a part of the catalogue does not fit the rest: {0}")]
    Order(&'static str),
}

/// Reads a file of this shape.
pub(crate) fn read<T: FromNode>(text: &str) -> Result<T, FileError> {
    bound("bytes", text.len(), MOST_BYTES)?;
    json::read(text, T::from_node).map_err(FileError::Shape)
}

/// Refuses more than `most`.
pub(crate) fn bound(what: &'static str, found: usize, most: usize) -> Result<(), FileError> {
    if found > most { Err(FileError::TooMany { what, found, most }) } else { Ok(()) }
}

/// Names are hashes that we wrote: anything else could lead elsewhere.
pub(crate) fn check_name(name: &str) -> Result<(), FileError> {
    let is_ours = name.len() == NAME && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_ours { Ok(()) } else { Err(FileError::Name(name.to_owned())) }
}
