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

use crate::{
    cache::Record,
    key::Key,
    records::{Recorded, RecordedFolder, Records, folder_around, path_in},
    stamp::{FolderStamp, Stamp},
};

/// How many entries of a folder one thread looks at, at least.
const AT_A_TIME: usize = 64;

/// How many threads look at folders at least: a system forgets what a folder holds when nobody asks for a while,
/// and then each of them waits for the disk most of the time.
const THREADS: usize = 16;

/// What an earlier build left that this one may use.
pub(crate) struct Renewal<'a> {
    records: Records<'a>,
    /// The site as readers see it.
    site: PathBuf,
    /// What lies where the new one is made and is not of the site before.
    strange: Strange,
}

/// Folders and files, by their paths, of which no record tells.
#[derive(Default)]
struct Strange {
    folders: HashSet<String>,
    files: HashSet<String>,
}

impl<'a> Renewal<'a> {
    /// The site at `site`, which `records` tell of, made anew in `folder`: that is looked at whole, and what can be
    /// no part of a site of ours is removed from it.
    ///
    /// # Errors
    /// When something cannot be looked at or removed; the records, for another try.
    pub(crate) fn begin(
        mut records: Records<'a>,
        site: &Path,
        folder: &Path,
    ) -> Result<Self, (io::Error, Records<'a>)> {
        let threads = THREADS.max(rayon::current_num_threads());
        let looked = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(|| look(folder, &records)),
            Err(_) => look(folder, &records),
        };
        match looked {
            Ok(strange) => Ok(Self { records, site: site.to_owned(), strange }),
            Err(error) => {
                records.forget_marks();
                Err((error, records))
            }
        }
    }

    /// What is known of the site before.
    pub(crate) fn records(&self) -> &Records<'a> {
        &self.records
    }

    /// The folders and files that lay there when the build began.
    pub(crate) fn paths(&self) -> impl Iterator<Item = String> {
        let files = self.records.files().filter(|(_, file)| file.lies());
        let files = files.map(|(folder, file)| path_in(folder, file.name));
        let folders = self.records.folders().iter().filter(|folder| folder.lies() && !folder.path.is_empty());
        let folders = folders.map(|folder| folder.path.to_owned());
        files.chain(folders).chain(self.strange.folders.iter().chain(&self.strange.files).cloned())
    }

    /// Whether the folder `path` lay there when the build began.
    pub(crate) fn holds_folder(&self, path: &str) -> bool {
        self.records.folder(path).is_some_and(RecordedFolder::lies) || self.strange.folders.contains(path)
    }

    /// Whether the file `path` lay there when the build began.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.records.find(path).map_or_else(|| self.strange.files.contains(path), Recorded::lies)
    }

    /// The old file `path`, if it has this key and is as it was written.
    pub(crate) fn old(&self, path: &str, key: &Key) -> Option<(PathBuf, Record)> {
        let record = self.records.find(path).map(|file| file.record).filter(|record| record.key == *key)?;
        let file = self.site.join(path);
        let metadata = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?;
        Stamp::of(&metadata).is_same_file(&record.stamp).then_some((file, record))
    }

    /// The files of the new site that are as they were and in place: folder, name and what was written.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (&'a str, &'a str, &Record)> {
        self.records.files().filter_map(|(folder, file)| Some((folder, file.name, file.kept()?)))
    }

    /// Takes away what lies in `folder` and is no part of the new site, neither kept nor `written` nor one of the
    /// `needed` folders, but for what `is_gone`: its name may be that of something new by now.
    pub(crate) fn sweep(
        &self,
        folder: &Path,
        written: &HashMap<String, Record>,
        needed: &HashSet<&str>,
        is_gone: impl Fn(&str) -> bool,
    ) -> io::Result<()> {
        let recorded = self.records.files().filter(|(_, file)| file.lies() && file.kept().is_none());
        let recorded = recorded.map(|(folder, file)| path_in(folder, file.name));
        let left = recorded.chain(self.strange.files.iter().cloned());
        let left: Vec<String> = left.filter(|path| !written.contains_key(path) && !is_gone(path)).collect();
        left.par_iter().try_for_each(|path| gone(fs::remove_file(folder.join(path))))?;
        let recorded = self.records.folders().iter().filter(|folder| folder.lies()).map(|folder| folder.path);
        let left = recorded.chain(self.strange.folders.iter().map(String::as_str));
        let mut left: Vec<&str> = left.filter(|path| !needed.contains(path) && !is_gone(path)).collect();
        // What lies in a folder comes before it.
        left.sort_by_key(|path| std::cmp::Reverse(path.len()));
        left.into_iter().try_for_each(|path| gone(fs::remove_dir(folder.join(path))))
    }
}

/// The folders of files, from their folders: those themselves and all around them.
pub(crate) fn with_all_around<'p>(folders: impl Iterator<Item = &'p str>) -> HashSet<&'p str> {
    let mut all = HashSet::from_iter([""]);
    let mut last = None;
    for folder in folders {
        // The files of one folder mostly come one after the other.
        if last.replace(folder) == Some(folder) {
            continue;
        }
        let mut around = Some(folder);
        while let Some(folder) = around.filter(|folder| all.insert(folder)) {
            around = folder_around(folder);
        }
    }
    all
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
        // A folder took the file's place or a file its folder's, or it was removed with what had taken its place.
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory
            ) =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

/// A folder that is looked at.
enum At {
    /// One of the site before, by its number.
    Recorded(usize),
    Strange(String),
}

/// Marks what of `records` lies in `folder`; returns what else lies there.
fn look(folder: &Path, records: &Records<'_>) -> io::Result<Strange> {
    let mut strange = Strange::default();
    let mut there = vec![records.number("").map_or_else(|| At::Strange(String::new()), At::Recorded)];
    // Folder by folder from above: a symbolic link is found and removed before anybody looks through it.
    while !there.is_empty() {
        let looked = there.par_iter().map(|at| look_into(folder, records, at)).collect::<io::Result<Vec<_>>>()?;
        let named = there.into_iter().filter_map(|at| if let At::Strange(path) = at { Some(path) } else { None });
        strange.folders.extend(named.filter(|path| !path.is_empty()));
        there = Vec::new();
        for (files, below) in looked {
            strange.files.extend(files);
            there.extend(below);
        }
    }
    Ok(strange)
}

/// Marks what of `records` lies in a folder below `root`; returns the other files and the folders.
fn look_into(root: &Path, records: &Records<'_>, at: &At) -> io::Result<(Vec<String>, Vec<At>)> {
    let (path, recorded) = match at {
        At::Recorded(number) => {
            let folder = records.folders().get(*number);
            (folder.map(|folder| folder.path).unwrap_or_default(), folder)
        }
        At::Strange(path) => (path.as_str(), None),
    };
    let folder = root.join(path);
    if let Some(recorded) = recorded {
        let stamp = FolderStamp::of(&folder);
        if stamp.is_some() && recorded.stamps.contains(&stamp) {
            // No name has come or gone since: what it holds need not be listed to be known.
            recorded.found_untouched();
            look_at_all(&folder, &recorded.files)?;
            return Ok((Vec::new(), recorded.below.iter().copied().map(At::Recorded).collect()));
        }
        recorded.found(stamp);
    }
    let entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
    // All posts of a blog may lie in one folder, and most folders hold two files.
    let looked = match entries.len() {
        ..=AT_A_TIME => entries.iter().map(look_at).collect::<io::Result<Vec<_>>>()?,
        _ => entries.par_iter().with_min_len(AT_A_TIME).map(look_at).collect::<io::Result<Vec<_>>>()?,
    };
    let (mut files, mut below) = (Vec::new(), Vec::new());
    for entry in looked.into_iter().flatten() {
        match entry {
            Entry::File(name, stamp) => match recorded.and_then(|folder| folder.find(&name)) {
                Some(file) => mark(file, &stamp),
                None => files.push(path_in(path, &name)),
            },
            Entry::Folder(name) => {
                let path = path_in(path, &name);
                below.push(records.number(&path).map_or_else(|| At::Strange(path), At::Recorded));
            }
        }
    }
    Ok((files, below))
}

/// Marks those of `files` that lie in `folder`.
fn look_at_all(folder: &Path, files: &[Recorded<'_>]) -> io::Result<()> {
    let look_at = |path: &mut PathBuf, file: &Recorded<'_>| {
        path.push(file.name);
        let looked = fs::symlink_metadata(&*path);
        path.pop();
        match looked {
            Ok(metadata) => mark(file, &Stamp::of(&metadata)),
            // It went this very moment.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(())
    };
    match files.len() {
        ..=AT_A_TIME => {
            let mut path = folder.to_owned();
            files.iter().try_for_each(|file| look_at(&mut path, file))
        }
        _ => files.par_iter().with_min_len(AT_A_TIME).try_for_each_init(|| folder.to_owned(), look_at),
    }
}

fn mark(file: &Recorded<'_>, stamp: &Stamp) {
    if stamp.is_same_file(&file.record.stamp) { file.found_as_written() } else { file.found() }
}

/// What lies in a folder.
enum Entry {
    File(String, Stamp),
    Folder(String),
}

/// What `entry` is; what can be no part of a site of ours is removed, and is nothing.
fn look_at(entry: &DirEntry) -> io::Result<Option<Entry>> {
    let kind = entry.file_type()?;
    match entry.file_name().into_string() {
        Ok(name) if kind.is_dir() => return Ok(Some(Entry::Folder(name))),
        Ok(name) if kind.is_file() => return Ok(Some(Entry::File(name, Stamp::of(&entry.metadata()?)))),
        // A symbolic link could lead what is written below it elsewhere.
        _ if kind.is_dir() => fs::remove_dir_all(entry.path())?,
        _ => fs::remove_file(entry.path())?,
    }
    Ok(None)
}
