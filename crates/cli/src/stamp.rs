//! What the file system says of a file without its being read: enough to see that it has not
//! been touched since.

use std::{
    fs::{self, Metadata},
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

/// How long a file must have been left alone before its stamp tells versions of it apart:
/// clocks of file systems tick every few milliseconds, every two seconds on some.
const REST: Duration = Duration::from_secs(3);

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    /// The time of the last change of anything, which no program sets; 0 where there is none.
    changed: i64,
    inode: u64,
}

impl Stamp {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let (changed, inode) = identity(metadata);
        Self { size: metadata.len(), modified: metadata.modified().map_or(0, nanoseconds), changed, inode }
    }

    /// Whether this and `other` were taken of one file of ours, which is never written to once
    /// it is there. Links that come and go do change it in the file system's eyes.
    pub(crate) fn is_same_file(&self, other: &Self) -> bool {
        (self.size, self.modified, self.inode) == (other.size, other.modified, other.inode)
    }

    /// Whether a later change of the file, at `now` or after, will show in its stamp.
    pub(crate) fn will_tell(&self, now: SystemTime) -> bool {
        let rested = nanoseconds(now).saturating_sub(i64::try_from(REST.as_nanos()).unwrap_or(i64::MAX));
        // Without a time that no program sets, a file can be changed behind its stamp.
        self.changed != 0 && self.changed < rested && self.modified < rested
    }

    /// The file's length in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }
}

/// What the file system says of a folder: another as soon as a name comes into it or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FolderStamp {
    changed: i64,
    inode: u64,
}

impl FolderStamp {
    /// The stamp of the folder at `path`; `None`: it is no folder, or the system has no time that no program sets.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::symlink_metadata(path).ok().filter(Metadata::is_dir)?;
        let (changed, inode) = identity(&metadata);
        (changed != 0).then_some(Self { changed, inode })
    }

    /// Whether all that comes later will show in this stamp, which was taken when `clock`, a folder of the same file
    /// system, had been changed: later than this one by that system's own clock, however slow it ticks.
    pub(crate) fn tells(&self, clock: &Self) -> bool {
        self.changed < clock.changed
    }

    /// Whether both are of one folder, at whatever time.
    pub(crate) fn is_same_folder(&self, other: &Self) -> bool {
        self.inode == other.inode
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
    (changed, metadata.ino() ^ metadata.dev().rotate_left(48))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_only_of_a_file_that_has_been_left_alone() {
        let now = UNIX_EPOCH + Duration::from_secs(1_000);
        let second = 1_000_000_000;
        for (case, modified, changed, expected) in [
            ("long ago", second, second, true),
            ("written a moment ago", 999 * second, 999 * second, false),
            ("moved here a moment ago", second, 999 * second, false),
            ("from the future", 2_000 * second, second, false),
            ("a file system that does not tell", second, 0, false),
        ] {
            let stamp = Stamp { size: 1, modified, changed, inode: 1 };
            assert_eq!(stamp.will_tell(now), expected, "{case}");
        }
    }

    #[test]
    fn a_folder_tells_once_the_clock_has_gone_on() {
        let stamp = |changed, inode| FolderStamp { changed, inode };
        for (case, changed, clock, expected) in [
            ("before", 1, 2, true),
            ("in the same tick", 2, 2, false),
            ("after: a clock that was put back", 3, 2, false),
        ] {
            assert_eq!(stamp(changed, 1).tells(&stamp(clock, 2)), expected, "{case}");
        }
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert_eq!(FolderStamp::of(file.path()), None, "a file is no folder");
    }
}
