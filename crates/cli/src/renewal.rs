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
    sync::atomic::{AtomicU8, Ordering},
};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::{cache::Record, key::Key, stamp::Stamp};

/// How many entries of a folder one thread looks at, at least.
const AT_A_TIME: usize = 64;

/// How many threads look at folders at least: a system forgets what a folder holds when nobody asks for a while,
/// and then each of them waits for the disk most of the time.
const THREADS: usize = 16;

/// The site's files as they were written, by their paths: every file of it is looked up here, once or more, so
/// that this is the only map of them all.
#[derive(Default)]
pub(crate) struct Records<'a> {
    files: Vec<Recorded<'a>>,
    numbers: HashMap<&'a str, usize>,
}

/// A file of the site, and what is known of it by now.
pub(crate) struct Recorded<'a> {
    path: &'a str,
    record: Record,
    /// Of `LIES`, `AS_WRITTEN` and `KEPT`.
    marks: AtomicU8,
}

/// A file of this path lies in the folder in which the new site is made.
const LIES: u8 = 1;
/// It is the very file that was written.
const AS_WRITTEN: u8 = 2;
/// It is part of the new site.
const KEPT: u8 = 4;

/// What an earlier build left that this one may use.
pub(crate) struct Renewal<'a> {
    records: Records<'a>,
    /// The site as readers see it.
    site: PathBuf,
    /// The folders in which the new one is made.
    folders: HashSet<String>,
    /// The files that lie there and are none of the site before.
    others: HashSet<String>,
}

/// What a folder of ours holds, folder by folder.
#[derive(Debug, Default)]
pub(crate) struct Picture(Vec<Listing>);

/// What a folder holds besides folders.
#[derive(Debug)]
struct Listing {
    /// What the paths of its files begin with: nothing, or its own path and `/`.
    prefix: String,
    files: Vec<(String, Stamp)>,
}

impl<'a> Records<'a> {
    /// Those of these files.
    pub(crate) fn of(files: Vec<(&'a str, Record)>) -> Self {
        let numbers = files.iter().zip(0..).map(|((path, _), number)| (*path, number)).collect();
        let file = |(path, record)| Recorded { path, record, marks: AtomicU8::new(0) };
        Self { files: files.into_iter().map(file).collect(), numbers }
    }

    fn find(&self, path: &str) -> Option<&Recorded<'a>> {
        self.numbers.get(path).and_then(|number| self.files.get(*number))
    }
}

impl Recorded<'_> {
    fn has(&self, mark: u8) -> bool {
        self.marks.load(Ordering::Relaxed) & mark != 0
    }

    fn mark(&self, mark: u8) {
        self.marks.fetch_or(mark, Ordering::Relaxed);
    }

    /// What was written, if the new site has it as it was.
    pub(crate) fn kept(&self) -> Option<&Record> {
        self.has(KEPT).then_some(&self.record)
    }

    /// Makes the file part of the new site if it has this key and is in place; whether it is.
    pub(crate) fn keep(&self, key: &Key) -> bool {
        let stays = self.record.key == *key && self.has(AS_WRITTEN);
        if stays {
            self.mark(KEPT);
        }
        stays
    }
}

impl<'a> Renewal<'a> {
    /// The site at `site`, with the files of `records`, made anew in a folder that holds what is `there`.
    pub(crate) fn new(records: Records<'a>, site: PathBuf, there: Picture) -> Self {
        let mark = |Listing { prefix, files }: &Listing| {
            let mut others = Vec::new();
            let mut path = prefix.clone();
            for (name, stamp) in files {
                path.truncate(prefix.len());
                path.push_str(name);
                match records.find(&path) {
                    Some(file) if stamp.is_same_file(&file.record.stamp) => file.mark(LIES | AS_WRITTEN),
                    Some(file) => file.mark(LIES),
                    None => others.push(path.clone()),
                }
            }
            others
        };
        let own = |listing: &Listing| listing.prefix.strip_suffix('/').map(str::to_owned);
        let (others, folders) = rayon::join(
            || there.0.par_iter().flat_map_iter(mark).collect::<Vec<String>>(),
            || there.0.iter().filter_map(own).collect(),
        );
        Self { records, site, folders, others: others.into_iter().collect() }
    }

    /// How many files the site has so far.
    pub(crate) fn recorded(&self) -> usize {
        self.records.files.len()
    }

    /// The file `path` of the site before, if it had one.
    pub(crate) fn find(&self, path: &str) -> Option<&Recorded<'a>> {
        self.records.find(path)
    }

    /// The folders and files that lay there when the build began.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        let files = self.records.files.iter().filter(|file| file.has(LIES)).map(|file| file.path);
        files.chain(self.folders.iter().chain(&self.others).map(String::as_str))
    }

    /// Whether any folder lay there when the build began.
    pub(crate) fn holds_folders(&self) -> bool {
        !self.folders.is_empty()
    }

    /// Whether the folder `path` lay there when the build began.
    pub(crate) fn holds_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// Whether the file `path` lay there when the build began.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.find(path).map_or_else(|| self.others.contains(path), |file| file.has(LIES))
    }

    /// The old file `path`, if it has this key and is as it was written.
    pub(crate) fn old(&self, path: &str, key: &Key) -> Option<(PathBuf, Record)> {
        let record = self.find(path).map(|file| file.record).filter(|record| record.key == *key)?;
        let file = self.site.join(path);
        let metadata = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?;
        Stamp::of(&metadata).is_same_file(&record.stamp).then_some((file, record))
    }

    /// The files of the new site that are as they were and in place.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (&str, &Record)> {
        self.records.files.iter().filter_map(|file| Some((file.path, file.kept()?)))
    }

    /// Takes away what lies in `folder` and is no part of the new site, neither kept nor `written`, but for what
    /// `is_gone`: its name may be that of something new by now.
    pub(crate) fn sweep(
        &self,
        folder: &Path,
        written: &HashMap<String, Record>,
        is_gone: impl Fn(&str) -> bool,
    ) -> io::Result<()> {
        let recorded = self.records.files.iter().filter(|file| file.has(LIES) && !file.has(KEPT));
        let there = recorded.map(|file| file.path).chain(self.others.iter().map(String::as_str));
        let left: Vec<&str> = there.filter(|path| !written.contains_key(*path) && !is_gone(path)).collect();
        left.into_par_iter().try_for_each(|path| gone(fs::remove_file(folder.join(path))))?;
        let mut needed = HashSet::default();
        let mut last = None;
        for path in self.kept().map(|(path, _)| path).chain(written.keys().map(String::as_str)) {
            let mut around = folder_of(path);
            // The files of one folder mostly come one after the other.
            if around == last {
                continue;
            }
            last = around;
            while let Some(folder) = around.filter(|folder| needed.insert(*folder)) {
                around = folder_of(folder);
            }
        }
        let left = self.folders.iter().filter(|path| !needed.contains(path.as_str()) && !is_gone(path));
        let mut left: Vec<&String> = left.collect();
        // What lies in a folder comes before it.
        left.sort_by_key(|path| std::cmp::Reverse(path.len()));
        left.into_iter().try_for_each(|path| gone(fs::remove_dir(folder.join(path))))
    }

    /// The folders, for whoever drops them later.
    pub(crate) fn into_folders(self) -> HashSet<String> {
        self.folders
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

fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

impl Picture {
    /// What `folder` holds; what can be no part of a site of ours is removed.
    ///
    /// # Errors
    /// When something cannot be looked at or removed.
    pub(crate) fn take(folder: &Path) -> io::Result<Self> {
        let threads = THREADS.max(rayon::current_num_threads());
        match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(|| Self::look(folder)),
            Err(_) => Self::look(folder),
        }
    }

    fn look(folder: &Path) -> io::Result<Self> {
        let mut listings = Vec::new();
        let mut prefixes = vec![String::new()];
        while !prefixes.is_empty() {
            let looked = prefixes.into_par_iter().map(|prefix| list(folder, prefix));
            let looked = looked.collect::<io::Result<Vec<_>>>()?;
            prefixes = Vec::new();
            for (listing, below) in looked {
                listings.push(listing);
                prefixes.extend(below);
            }
        }
        Ok(Self(listings))
    }
}

/// What lies in a folder.
enum Entry {
    File(String, Stamp),
    Folder(String),
}

/// What lies below `root` at `prefix`: the files, and the prefixes of the folders.
fn list(root: &Path, prefix: String) -> io::Result<(Listing, Vec<String>)> {
    let entries = fs::read_dir(root.join(&prefix))?.collect::<io::Result<Vec<_>>>()?;
    // All posts of a blog may lie in one folder, and most folders hold two files.
    let looked = match entries.len() {
        ..=AT_A_TIME => entries.iter().map(look_at).collect::<io::Result<Vec<_>>>()?,
        _ => entries.par_iter().with_min_len(AT_A_TIME).map(look_at).collect::<io::Result<Vec<_>>>()?,
    };
    let (mut files, mut below) = (Vec::new(), Vec::new());
    for entry in looked.into_iter().flatten() {
        match entry {
            Entry::File(name, stamp) => files.push((name, stamp)),
            Entry::Folder(name) => below.push(format!("{prefix}{name}/")),
        }
    }
    Ok((Listing { prefix, files }, below))
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
