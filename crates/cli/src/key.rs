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
///
/// The parts stand in a row until the key is asked for: a hasher is two kilobytes to copy, which most recipes are not.
#[derive(Clone, Debug)]
pub(crate) struct Recipe(Vec<u8>);

impl Recipe {
    /// The recipe called `name`. This very program is its first part: another version of
    /// Inkstone may make something else of the same parts.
    pub(crate) fn new(name: &str) -> Self {
        Self(PROGRAM.0.to_vec()).with(name.as_bytes())
    }

    /// Adds a part.
    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.extend(length(part));
        self.0.extend(part);
        self
    }

    /// Adds all that the file with this key holds.
    pub(crate) fn with_key(self, key: &Key) -> Self {
        self.with(&key.0)
    }

    /// Adds a part that has a form of its own.
    pub(crate) fn with_form(mut self, part: &impl Serialize) -> Self {
        let before = self.0.len();
        self.0.extend([0; 8]);
        let begin = self.0.len();
        if let Err(error) = serde_json::to_writer(&mut self.0, part) {
            // Nothing of ours fails; if it did, an error's text is no reason to take two parts for one.
            self.0.truncate(before);
            return self.with(error.to_string().as_bytes());
        }
        let length = length(&self.0[begin..]);
        self.0[before..begin].copy_from_slice(&length);
        self
    }

    /// A recipe that begins with all of this one and is as short as a key, for whoever goes on from it many times.
    pub(crate) fn settled(&self) -> Self {
        Self(self.key().0.to_vec())
    }

    /// The key of a file made by this recipe.
    pub(crate) fn key(&self) -> Key {
        Key::of(&self.0)
    }
}

fn length(part: &[u8]) -> [u8; 8] {
    u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes()
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
            recipe().settled().key(),
            recipe().with(b"ab").settled().with(b"c").key(),
            recipe().with(b"a").settled().with(b"bc").key(),
            Recipe::new("pag").with(b"e").key(),
        ];
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[index + 1..].contains(key), "{index}");
        }
        assert_eq!(recipe().with(b"a").key(), recipe().with(b"a").key());
        assert_eq!(recipe().with_form(&1).key(), recipe().with(b"1").key());
    }
}
