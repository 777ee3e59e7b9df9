//! Making a site out of the one before: a file that would come out the same becomes a second
//! link to the old one, with its age, so that neither this build nor whatever synchronises the
//! folder has anything to do.
//!
//! The folder in which it is made may hold the site before the last one, left there for this:
//! then most links are in place already, and a build's work is that of what changed.

use std::{
    fs::{self, DirEntry, File, FileTimes},
    io,
    path::{Path, PathBuf},
};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::{cache::Record, key::Key, stamp::Stamp};

/// How many entries of a folder one thread looks at, at least.
const AT_A_TIME: usize = 64;

/// What an earlier build left that this one may use.
pub(crate) struct Renewal {
    /// The site's files as they were written.
    records: HashMap<String, Record>,
    /// The site as readers see it.
    site: PathBuf,
    /// What lies in the folder in which the new one is made.
    there: Picture,
}

/// What a folder of ours holds, every path with `/` between its parts.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    files: HashMap<String, Stamp>,
    folders: HashSet<String>,
}

impl Renewal {
    /// The site at `site`, with these files, made anew in a folder that holds what is `there`.
    pub(crate) fn new(records: HashMap<String, Record>, site: PathBuf, there: Picture) -> Self {
        Self { records, site, there }
    }

    /// How many files the site has so far.
    pub(crate) fn recorded(&self) -> usize {
        self.records.len()
    }

    /// The folders that need not be made.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.there.folders.iter().map(String::as_str)
    }

    /// Whether the folder `path` lay there when the build began.
    pub(crate) fn holds_folder(&self, path: &str) -> bool {
        self.there.folders.contains(path)
    }

    /// The files that lay in the folder when the build began.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.there.files.keys().map(String::as_str)
    }

    /// Whether the file `path` lay in the folder when the build began.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.there.files.contains_key(path)
    }

    /// The record of the file `path` if the old one has this key and is in place.
    pub(crate) fn in_place(&self, path: &str, key: &Key) -> Option<Record> {
        let record = self.records.get(path).filter(|record| record.key == *key)?;
        let stamp = self.there.files.get(path)?;
        stamp.is_same_file(&record.stamp).then_some(*record)
    }

    /// The old file `path`, if it has this key and is as it was written.
    pub(crate) fn old(&self, path: &str, key: &Key) -> Option<(PathBuf, Record)> {
        let record = self.records.get(path).filter(|record| record.key == *key)?;
        let file = self.site.join(path);
        let metadata = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?;
        Stamp::of(&metadata).is_same_file(&record.stamp).then_some((file, *record))
    }

    /// Takes away what lies in `folder` and is no part of the new site, but for what `is_gone`: its name
    /// may be that of something new by now.
    pub(crate) fn sweep(
        &self,
        folder: &Path,
        wanted: &HashMap<String, Record>,
        is_gone: impl Fn(&str) -> bool,
    ) -> io::Result<()> {
        let left = self.there.files.keys().filter(|path| !wanted.contains_key(*path) && !is_gone(path));
        let left: Vec<&String> = left.collect();
        left.into_par_iter().try_for_each(|path| gone(fs::remove_file(folder.join(path))))?;
        let mut needed = HashSet::default();
        for path in wanted.keys() {
            let mut path = path.as_str();
            while let Some((parent, _)) = path.rsplit_once('/') {
                if !needed.insert(parent) {
                    break;
                }
                path = parent;
            }
        }
        let left = self.there.folders.iter().filter(|path| !needed.contains(path.as_str()) && !is_gone(path));
        let mut left: Vec<&String> = left.collect();
        // What lies in a folder comes before it.
        left.sort_by_key(|path| std::cmp::Reverse(path.len()));
        left.into_iter().try_for_each(|path| gone(fs::remove_dir(folder.join(path))))
    }
}

/// Makes `target` the same file as `old`, or where links cannot be made, a copy of the same age.
pub(crate) fn link(old: &Path, target: &Path) -> io::Result<()> {
    fs::hard_link(old, target).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound => Err(error),
        _ => {
            fs::copy(old, target)?;
            let modified = fs::metadata(old)?.modified()?;
            File::options().write(true).open(target)?.set_times(FileTimes::new().set_modified(modified))
        }
    })
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        // A folder took the file's place, or was removed with what had taken its place.
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory) => Err(error),
        _ => Ok(()),
    }
}

impl Picture {
    /// What `folder` holds; what can be no part of a site of ours is removed.
    ///
    /// # Errors
    /// When something cannot be looked at or removed.
    pub(crate) fn take(folder: &Path) -> io::Result<Self> {
        let mut picture = Self::default();
        let mut folders = vec![(folder.to_owned(), String::new())];
        while !folders.is_empty() {
            let looked: Vec<Listing> =
                folders.par_iter().map(|(folder, prefix)| list(folder, prefix)).collect::<io::Result<_>>()?;
            folders.clear();
            for Listing { files, folders: below } in looked {
                picture.files.extend(files);
                picture.folders.extend(below.iter().map(|(_, path)| path.trim_end_matches('/').to_owned()));
                folders.extend(below);
            }
        }
        Ok(picture)
    }
}

#[derive(Default)]
struct Listing {
    files: Vec<(String, Stamp)>,
    /// Folders, and what the paths of their files begin with.
    folders: Vec<(PathBuf, String)>,
}

/// What lies in a folder.
enum Entry {
    File(String, Stamp),
    Folder(PathBuf, String),
}

fn list(folder: &Path, prefix: &str) -> io::Result<Listing> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    // All posts of a blog may lie in one folder.
    let looked = entries.into_par_iter().with_min_len(AT_A_TIME).map(|entry| look_at(&entry, prefix));
    let mut listing = Listing::default();
    for entry in looked.collect::<io::Result<Vec<_>>>()?.into_iter().flatten() {
        match entry {
            Entry::File(path, stamp) => listing.files.push((path, stamp)),
            Entry::Folder(folder, prefix) => listing.folders.push((folder, prefix)),
        }
    }
    Ok(listing)
}

/// What `entry` is; what can be no part of a site of ours is removed, and is nothing.
fn look_at(entry: &DirEntry, prefix: &str) -> io::Result<Option<Entry>> {
    let kind = entry.file_type()?;
    match entry.file_name().to_str() {
        Some(name) if kind.is_dir() => return Ok(Some(Entry::Folder(entry.path(), format!("{prefix}{name}/")))),
        Some(name) if kind.is_file() => {
            return Ok(Some(Entry::File(format!("{prefix}{name}"), Stamp::of(&entry.metadata()?))));
        }
        // A symbolic link could lead what is written below it elsewhere.
        _ if kind.is_dir() => fs::remove_dir_all(entry.path())?,
        _ => fs::remove_file(entry.path())?,
    }
    Ok(None)
}
