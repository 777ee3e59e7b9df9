//! What an earlier build of the same site found out, in one file beside the site.
//!
//! It saves work and decides nothing: every entry is good only for the very bytes, or the very
//! untouched file, that it was made of. A file that is damaged, of another format or of somebody
//! else's is put aside with a word, and everything is worked out anew.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, Write},
    path::{Component, Path},
    sync::{Mutex, PoisonError},
};

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use crate::{
    Failure,
    key::Key,
    records::Records,
    stamp::{FolderStamp, Stamp},
};

/// What every cache begins with.
const MAGIC: &[u8; 16] = b"inkstone cache\n\0";

/// The version of the format that this code writes and reads.
const FORMAT: u32 = 4;

/// What stands before the contents: the mark, the format, the hash of the contents.
const HEAD: usize = MAGIC.len() + 4 + 32;

/// The bytes of a cache's file; without one, none.
#[derive(Debug, Default)]
pub(crate) struct CacheFile(Vec<u8>);

/// What became of the cache that an earlier build left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It is used, or there was none.
    Good,
    /// It cannot be used.
    Bad(&'static str),
}

/// A file of the posts folder, as it was.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Source<'a> {
    /// What it held.
    pub(crate) content: Key,
    /// What the file system said of it, where that tells.
    pub(crate) stamp: Option<Stamp>,
    /// Under which settings `reading` was made; what is neither a post nor a picture has none.
    pub(crate) settings: Option<Key>,
    /// What was made of it.
    #[serde(with = "serde_bytes", borrow)]
    pub(crate) reading: &'a [u8],
}

/// A file of the site, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Its content, or what it was made of.
    pub(crate) key: Key,
    /// What the file system said of it.
    pub(crate) stamp: Stamp,
}

/// A folder of the site, as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Folder<'a> {
    /// Its path; that of the site itself is empty.
    pub(crate) path: &'a str,
    /// What the file system said of it when it held these files, the folders of the list that lie in it, and nothing
    /// else: in this site and in the one before.
    pub(crate) stamps: [Option<FolderStamp>; 2],
    /// The files in it, in the order of their names.
    #[serde(borrow)]
    pub(crate) files: Vec<(&'a str, Record)>,
}

#[derive(Default, Serialize, Deserialize)]
struct Contents<'a> {
    #[serde(borrow)]
    sources: Vec<(&'a str, Source<'a>)>,
    #[serde(borrow)]
    folders: Vec<Folder<'a>>,
}

impl CacheFile {
    /// Reads the file at `path`, if there is one.
    pub(crate) fn read(path: &Path) -> Self {
        Self(fs::read(path).unwrap_or_default())
    }

    fn contents(&self) -> Result<Contents<'_>, &'static str> {
        if self.0.is_empty() {
            return Ok(Contents::default());
        }
        let Some((head, body)) = self.0.split_at_checked(HEAD) else { return Err("it is cut off") };
        let Some(rest) = head.strip_prefix(MAGIC) else { return Err("it is not Inkstone's") };
        let (format, hash) = rest.split_at(4);
        if format != FORMAT.to_le_bytes() {
            return Err("another version of Inkstone wrote it");
        }
        // Whether it is whole is found out while it is read: nothing is done with it before that is known.
        let (is_whole, contents) = rayon::join(|| hash == blake3::hash(body).as_bytes(), || postcard::from_bytes(body));
        if !is_whole {
            return Err("it is damaged");
        }
        let contents: Contents<'_> = contents.map_err(|_| "it cannot be understood")?;
        match contents.folders.iter().all(is_of_the_site) {
            true => Ok(contents),
            false => Err("it tells of files outside of the site"),
        }
    }
}

/// Whether a folder and its files are below the site: what a cache tells of is linked, written to and removed.
fn is_of_the_site(folder: &Folder<'_>) -> bool {
    let is_name = |name: &str| {
        let mut parts = Path::new(name).components();
        matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
    };
    (folder.path.is_empty() || folder.path.split('/').all(is_name))
        && folder.files.iter().all(|(name, _)| is_name(name))
}

/// What an earlier build found out, and what this one does.
pub(crate) struct Cache<'a> {
    sources: HashMap<&'a str, Source<'a>>,
    found: Found,
    kept: Mutex<Vec<(String, Kept)>>,
}

/// A source that the next build is told of.
struct Kept {
    content: Key,
    stamp: Option<Stamp>,
    settings: Option<Key>,
    /// `None`: as it was.
    reading: Option<Vec<u8>>,
}

impl<'a> Cache<'a> {
    /// What `file` holds: what was found out of sources, and what the site was.
    pub(crate) fn open(file: &'a CacheFile) -> (Self, Records<'a>) {
        let (Contents { sources, folders }, found) = match file.contents() {
            Ok(contents) => (contents, Found::Good),
            Err(reason) => (Contents::default(), Found::Bad(reason)),
        };
        let (sources, records) = rayon::join(|| sources.into_iter().collect(), || Records::of(folders));
        (Self { sources, found, kept: Mutex::default() }, records)
    }

    /// What became of the earlier build's cache.
    pub(crate) fn found(&self) -> Found {
        self.found
    }

    /// What is known of the file called `name`.
    pub(crate) fn source(&self, name: &str) -> Option<&Source<'a>> {
        self.sources.get(name)
    }

    /// Tells the next build of a file that is as it was. `stamp`: what the file system says of it now.
    pub(crate) fn keep(&self, name: &str, source: &Source<'a>, stamp: Option<Stamp>) {
        let Source { content, settings, .. } = *source;
        self.push(name, Kept { content, stamp, settings, reading: None });
    }

    /// Tells the next build of a file and what was made of it.
    pub(crate) fn learn(&self, name: &str, content: Key, stamp: Option<Stamp>, reading: Option<(Key, Vec<u8>)>) {
        let (settings, reading) = reading.map_or((None, Vec::new()), |(settings, bytes)| (Some(settings), bytes));
        self.push(name, Kept { content, stamp, settings, reading: Some(reading) });
    }

    fn push(&self, name: &str, kept: Kept) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), kept));
    }

    /// Writes what the next build is told, of the site's `folders` too. The old file is there until
    /// the new one is whole.
    pub(crate) fn write(&self, path: &Path, folders: Vec<Folder<'_>>) -> Result<(), Failure> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let contents = Contents {
            sources: kept
                .iter()
                .map(|(name, kept)| {
                    let old = || self.sources.get(name.as_str()).map(|source| source.reading);
                    let reading = kept.reading.as_deref().or_else(old).unwrap_or_default();
                    let Kept { content, stamp, settings, .. } = *kept;
                    (name.as_str(), Source { content, stamp, settings, reading })
                })
                .collect(),
            folders,
        };
        let temporary = path.with_extension("new");
        // Not through a link that somebody may have left in its place.
        let _ = fs::remove_file(&temporary);
        let written = store(&contents, &temporary).and_then(|()| fs::rename(&temporary, path));
        written.map_err(|error| {
            // A half is worth nothing, and an old one would tell of files that are no more.
            let _ = fs::remove_file(&temporary);
            let _ = fs::remove_file(path);
            Failure::file("write", path)(error)
        })
    }
}

/// Writes `contents` as they come: for all of them at once the system would have to give, and clear, as many pages of
/// memory, which takes longer.
fn store(contents: &Contents<'_>, path: &Path) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(&[0; HEAD])?;
    let hashed = Hashed { file, hasher: blake3::Hasher::new() };
    let body = BufWriter::with_capacity(1 << 16, hashed);
    let body = postcard::to_io(contents, body).map_err(io::Error::other)?;
    let Hashed { mut file, hasher } = body.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    file.write_all(&[&MAGIC[..], &FORMAT.to_le_bytes(), hasher.finalize().as_bytes()].concat())
}

/// A file whose hash is worked out as it is written.
struct Hashed {
    file: File,
    hasher: blake3::Hasher,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let path = scratch.path().join("cache");
        let none = CacheFile::default();
        let (cache, _) = Cache::open(&none);
        cache.learn("a.md", Key::of(b"a"), None, Some((Key::of(b"settings"), b"reading".to_vec())));
        cache.write(&path, Vec::new()).expect("the folder can be written");
        fs::read(path).expect("it is there")
    }

    #[test]
    fn what_one_build_learns_the_next_one_knows() {
        let file = CacheFile(written());
        let (cache, _) = Cache::open(&file);
        assert_eq!(cache.found(), Found::Good);
        let source = cache.source("a.md").expect("it was told");
        assert_eq!((source.content, source.reading), (Key::of(b"a"), &b"reading"[..]));
        assert!(cache.source("b.md").is_none());
    }

    #[test]
    fn a_cache_that_tells_of_files_outside_of_the_site_is_not_used() {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let path = scratch.path().join("cache");
        for (folder, expected) in
            [("", true), ("a/b", true), ("..", false), ("/home", false), ("a/../b", false), ("a//b", false)]
        {
            let none = CacheFile::default();
            let (cache, _) = Cache::open(&none);
            cache.write(&path, vec![Folder { path: folder, stamps: [None; 2], files: Vec::new() }]).expect("a folder");
            let file = CacheFile::read(&path);
            let (cache, _) = Cache::open(&file);
            assert_eq!(cache.found() == Found::Good, expected, "{folder}");
        }
    }

    #[test]
    fn a_cache_that_is_not_whole_and_ours_is_not_used() {
        let good = written();
        let changed = |at: usize| {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            bytes
        };
        let mut forged = good.clone();
        forged.truncate(HEAD);
        forged.extend_from_slice(&[0xff; 40]);
        let hash = blake3::hash(&forged[HEAD..]);
        forged[HEAD - 32..HEAD].copy_from_slice(hash.as_bytes());
        for (case, bytes, expected) in [
            ("none", Vec::new(), Found::Good),
            (
                "somebody else's",
                b"SQLite format 3\0 and sixteen more, and sixty more".to_vec(),
                Found::Bad("it is cut off"),
            ),
            ("somebody else's, longer", vec![b'x'; 1_000], Found::Bad("it is not Inkstone's")),
            ("cut off", good[..good.len() - 1].to_vec(), Found::Bad("it is damaged")),
            ("a flipped bit", changed(good.len() - 1), Found::Bad("it is damaged")),
            ("a flipped bit of the hash", changed(HEAD - 1), Found::Bad("it is damaged")),
            ("another format", changed(MAGIC.len()), Found::Bad("another version of Inkstone wrote it")),
            ("nonsense with its right hash", forged, Found::Bad("it cannot be understood")),
        ] {
            let file = CacheFile(bytes);
            let (cache, _) = Cache::open(&file);
            assert_eq!(cache.found(), expected, "{case}");
            assert!(cache.source("a.md").is_none(), "{case}");
        }
    }
}
