//! The folders and files of a site as they were written: every file of it is looked up here, once or more, so that
//! this is the only map of them all.

use std::sync::{
    OnceLock,
    atomic::{AtomicU8, Ordering},
};

use foldhash::HashMap;

use crate::{
    cache::{Folder, Record},
    key::Key,
    stamp::FolderStamp,
};

/// The folders of a site as it was written, by their paths.
#[derive(Default)]
pub(crate) struct Records<'a> {
    folders: Vec<RecordedFolder<'a>>,
    numbers: HashMap<&'a str, usize>,
}

/// A folder of the site, and what is known of it by now.
pub(crate) struct RecordedFolder<'a> {
    pub(crate) path: &'a str,
    /// When it held what is recorded and nothing else.
    pub(crate) stamps: [Option<FolderStamp>; 2],
    pub(crate) files: Vec<Recorded<'a>>,
    /// The numbers of the folders in it.
    pub(crate) below: Vec<usize>,
    /// What the file system said of it before it was listed, where it had to be.
    seen: OnceLock<FolderStamp>,
    /// Of `LIES` and `AS_WRITTEN`.
    marks: Marks,
}

/// A file of the site, and what is known of it by now.
pub(crate) struct Recorded<'a> {
    pub(crate) name: &'a str,
    pub(crate) record: Record,
    /// Of `LIES`, `AS_WRITTEN` and `KEPT`.
    marks: Marks,
}

#[derive(Default)]
struct Marks(AtomicU8);

/// It lies in the folder in which the new site is made.
const LIES: u8 = 1;
/// It is the very file that was written, or the folder with what it held.
const AS_WRITTEN: u8 = 2;
/// It is part of the new site.
const KEPT: u8 = 4;

impl Marks {
    fn has(&self, mark: u8) -> bool {
        self.0.load(Ordering::Relaxed) & mark != 0
    }

    fn add(&self, marks: u8) {
        self.0.fetch_or(marks, Ordering::Relaxed);
    }
}

impl<'a> Records<'a> {
    /// Those of these folders.
    pub(crate) fn of(folders: Vec<Folder<'a>>) -> Self {
        let numbers: HashMap<&str, usize> = folders.iter().map(|folder| folder.path).zip(0..).collect();
        let file = |(name, record)| Recorded { name, record, marks: Marks::default() };
        let folder = |Folder { path, stamps, files }: Folder<'a>| {
            let files = files.into_iter().map(file).collect();
            RecordedFolder { path, stamps, files, below: Vec::new(), seen: OnceLock::new(), marks: Marks::default() }
        };
        let mut folders: Vec<_> = folders.into_iter().map(folder).collect();
        for number in 0..folders.len() {
            let around = folder_around(folders[number].path).and_then(|around| numbers.get(around));
            if let Some(around) = around.and_then(|around| folders.get_mut(*around)) {
                around.below.push(number);
            }
        }
        Self { folders, numbers }
    }

    /// Forgets what was found where the new site is made.
    pub(crate) fn forget_marks(&mut self) {
        for folder in &mut self.folders {
            (folder.seen, folder.marks) = Default::default();
            folder.files.iter_mut().for_each(|file| file.marks = Marks::default());
        }
    }

    /// All folders.
    pub(crate) fn folders(&self) -> &[RecordedFolder<'a>] {
        &self.folders
    }

    /// The number of the folder `path`.
    pub(crate) fn number(&self, path: &str) -> Option<usize> {
        self.numbers.get(path).copied()
    }

    /// The folder `path`.
    pub(crate) fn folder(&self, path: &str) -> Option<&RecordedFolder<'a>> {
        self.number(path).and_then(|number| self.folders.get(number))
    }

    /// The file `path`.
    pub(crate) fn find(&self, path: &str) -> Option<&Recorded<'a>> {
        let (folder, name) = parts_of(path);
        self.folder(folder)?.find(name)
    }

    /// All files, with the paths of their folders.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&'a str, &Recorded<'a>)> {
        self.folders.iter().flat_map(|folder| folder.files.iter().map(|file| (folder.path, file)))
    }
}

impl<'a> RecordedFolder<'a> {
    /// The file called `name`.
    pub(crate) fn find(&self, name: &str) -> Option<&Recorded<'a>> {
        // Most folders hold two or three files.
        let number = match self.files.len() {
            ..=8 => self.files.iter().position(|file| file.name == name),
            _ => self.files.binary_search_by(|file| file.name.cmp(name)).ok(),
        };
        number.and_then(|number| self.files.get(number))
    }

    /// Whether it lies where the new site is made.
    pub(crate) fn lies(&self) -> bool {
        self.marks.has(LIES)
    }

    /// Whether it lies there and held what is recorded and nothing else when the build began.
    pub(crate) fn was_untouched(&self) -> bool {
        self.marks.has(AS_WRITTEN)
    }

    /// Notes that it lies there, with this stamp before it is listed.
    pub(crate) fn found(&self, stamp: Option<FolderStamp>) {
        self.marks.add(LIES);
        if let Some(stamp) = stamp {
            let _ = self.seen.set(stamp);
        }
    }

    /// The stamp that it had before it was listed.
    pub(crate) fn seen(&self) -> Option<FolderStamp> {
        self.seen.get().copied()
    }

    /// Notes that it lies there with what is recorded.
    pub(crate) fn found_untouched(&self) {
        self.marks.add(LIES | AS_WRITTEN);
    }
}

impl Recorded<'_> {
    /// Whether a file of this path lies where the new site is made.
    pub(crate) fn lies(&self) -> bool {
        self.marks.has(LIES)
    }

    /// Notes that a file of this path lies there.
    pub(crate) fn found(&self) {
        self.marks.add(LIES);
    }

    /// Notes that the very file that was written lies there.
    pub(crate) fn found_as_written(&self) {
        self.marks.add(LIES | AS_WRITTEN);
    }

    /// What was written, if the new site has it as it was.
    pub(crate) fn kept(&self) -> Option<&Record> {
        self.marks.has(KEPT).then_some(&self.record)
    }

    /// Makes the file part of the new site if it has this key and is in place; whether it is.
    pub(crate) fn keep(&self, key: &Key) -> bool {
        let stays = self.record.key == *key && self.marks.has(AS_WRITTEN);
        if stays {
            self.marks.add(KEPT);
        }
        stays
    }
}

/// The folder of the file `path`, empty for the site itself, and its name.
pub(crate) fn parts_of(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folder in which the folder `path` lies; none has the site itself.
pub(crate) fn folder_around(path: &str) -> Option<&str> {
    (!path.is_empty()).then(|| parts_of(path).0)
}

/// The path of what is called `name` in `folder`.
pub(crate) fn path_in(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}
