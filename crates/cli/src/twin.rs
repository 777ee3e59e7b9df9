//! A folder once more, as links to the files of the first.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

/// A second folder that gets a link to every file of the first as that is written: later it would be a change of
/// something that the file system has written down already, which costs it more.
#[derive(Debug)]
pub(crate) struct Twin {
    folder: PathBuf,
    /// Whether every file has its link so far.
    is_whole: AtomicBool,
}

impl Twin {
    /// Makes `folder`, which must not be there yet.
    pub(crate) fn begin(folder: &Path) -> io::Result<Self> {
        fs::create_dir(folder)?;
        Ok(Self { folder: folder.to_owned(), is_whole: AtomicBool::new(true) })
    }

    /// Links `file`, which has just been written, as `path`. Where that cannot be done, nothing more is linked: some
    /// file systems have no links.
    pub(crate) fn link(&self, file: &Path, path: &str) {
        if !self.is_whole.load(Ordering::Relaxed) {
            return;
        }
        let place = self.folder.join(path);
        let linked = fs::hard_link(file, &place).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                fs::create_dir_all(place.parent().unwrap_or(&self.folder))?;
                fs::hard_link(file, &place)
            }
            _ => Err(error),
        });
        if linked.is_err() {
            self.is_whole.store(false, Ordering::Relaxed);
        }
    }

    /// The folder, if every file has its link.
    pub(crate) fn whole(&self) -> Option<&Path> {
        self.is_whole.load(Ordering::Relaxed).then_some(self.folder.as_path())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn every_file_is_there_once_more_and_none_twice() {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let (folder, place) = (scratch.path().join("site"), scratch.path().join("twin"));
        let twin = Twin::begin(&place).expect("there is none yet");
        for path in ["a", "b/c", "b/d/e"] {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("it has one")).expect("a folder");
            fs::write(&file, "text").expect("a file");
            twin.link(&file, path);
        }
        for path in ["a", "b/c", "b/d/e"] {
            let inode = |folder: &Path| fs::metadata(folder.join(path)).expect("it is there").ino();
            assert_eq!(inode(&folder), inode(&place), "{path}");
        }
        assert_eq!(twin.whole(), Some(place.as_path()));
        Twin::begin(&place).expect_err("it is there already");
    }

    #[test]
    fn a_twin_that_lacks_a_file_is_none() {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let place = scratch.path().join("twin");
        let twin = Twin::begin(&place).expect("there is none yet");
        let file = scratch.path().join("a");
        fs::write(&file, "text").expect("a file");
        twin.link(&scratch.path().join("gone"), "b/c");
        twin.link(&file, "a");
        assert_eq!(twin.whole(), None);
        assert!(!place.join("a").exists(), "the rest is for nothing");
    }
}
