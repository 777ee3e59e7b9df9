//! Keys: what tells whether a file would come out as it did before.

use std::{fmt, fs, io, sync::LazyLock, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The BLAKE3 hash of a file's content, or of everything that its content is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// The key of a file with this content.
    pub(crate) fn of(content: &[u8]) -> Self {
        Self(blake3::hash(content).into())
    }

    /// The key of a file with all that is read from `content`.
    pub(crate) fn of_reader(content: &mut impl io::Read) -> io::Result<Self> {
        Ok(Self(blake3::Hasher::new().update_reader(content)?.finalize().into()))
    }
}

impl From<blake3::Hasher> for Key {
    /// The key of a file with the content that `hasher` has seen.
    fn from(hasher: blake3::Hasher) -> Self {
        Self(hasher.finalize().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex()[..16])
    }
}

/// What a file is made of, listed part by part. Two recipes have one key when they were begun
/// under the same name and have the same parts in the same order.
#[derive(Clone, Debug)]
pub(crate) struct Recipe(blake3::Hasher);

impl Recipe {
    /// The recipe called `name`. This very program is its first part: another version of
    /// Inkstone may make something else of the same parts.
    pub(crate) fn new(name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&PROGRAM.0);
        Self(hasher).with(name.as_bytes())
    }

    /// Adds a part.
    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Adds all that the file with this key holds.
    pub(crate) fn with_key(self, key: &Key) -> Self {
        self.with(&key.0)
    }

    /// Adds a part that has a form of its own.
    pub(crate) fn with_form(self, part: &impl Serialize) -> Self {
        match serde_json::to_vec(part) {
            Ok(form) => self.with(&form),
            // Nothing of ours fails; if it did, an error's text is no reason to take two parts for one.
            Err(error) => self.with(error.to_string().as_bytes()),
        }
    }

    /// The key of a file made by this recipe.
    pub(crate) fn key(&self) -> Key {
        Key(self.0.finalize().into())
    }
}

/// What tells this program from every other: its version, and its file's size and age, for
/// versions that somebody compiles in between.
static PROGRAM: LazyLock<Key> = LazyLock::new(|| {
    let file = std::env::current_exe().and_then(fs::metadata);
    let age = file.as_ref().ok().and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let size = file.map_or(0, |file| file.len());
    Key::of(format!("{} {size} {age:?}", env!("CARGO_PKG_VERSION")).as_bytes())
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_file_is_its_blake3_hash() {
        // The test vector of the BLAKE3 team for no input.
        let key = format!("{:?}", Key::of(b""));
        assert_eq!(key, "af1349b9f5f9a1a6");
        assert_eq!(Key::of_reader(&mut &b"abc"[..]).expect("memory can be read"), Key::of(b"abc"));
    }

    #[test]
    fn recipes_tell_their_parts_apart() {
        let recipe = || Recipe::new("page");
        let keys = [
            recipe().key(),
            recipe().with(b"").key(),
            recipe().with(b"ab").with(b"c").key(),
            recipe().with(b"a").with(b"bc").key(),
            recipe().with_form(&("a", "bc")).key(),
            Recipe::new("pag").with(b"e").key(),
        ];
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[index + 1..].contains(key), "{index}");
        }
        assert_eq!(recipe().with(b"a").key(), recipe().with(b"a").key());
    }
}
