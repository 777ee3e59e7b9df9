//! The only place that writes files of a site, and only below one folder.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, BufReader, Cursor, Read, Seek},
    path::{Component, Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use crate::Failure;

/// What the folder holds already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Nothing: it is ours, and nobody looks at it yet.
    Fresh,
    /// Other files, which stay; somebody may be reading them.
    Existing,
}

/// A folder that is written to.
pub(crate) struct Output {
    root: PathBuf,
    ground: Ground,
    folders: Mutex<HashSet<PathBuf>>,
    bytes: AtomicU64,
    files: AtomicUsize,
    temporary: AtomicU64,
}

impl Output {
    /// `root`: an existing folder, without symbolic links.
    pub(crate) fn new(root: PathBuf, ground: Ground) -> Self {
        let folders = Mutex::new(HashSet::from([root.clone()]));
        let (bytes, files, temporary) = Default::default();
        Self { root, ground, folders, bytes, files, temporary }
    }

    /// Bytes and files of the site so far.
    pub(crate) fn totals(&self) -> (u64, usize) {
        (self.bytes.load(Ordering::Relaxed), self.files.load(Ordering::Relaxed))
    }

    /// Writes the file `path`, `/` between its parts.
    pub(crate) fn write(&self, path: &str, content: &[u8]) -> Result<(), Failure> {
        self.put(path, &mut Cursor::new(content))
    }

    /// Writes all of `content` to the file `path`.
    pub(crate) fn put(&self, path: &str, content: &mut (impl Read + Seek)) -> Result<(), Failure> {
        let target = self.target(path)?;
        let written = match self.ground {
            Ground::Fresh => create(&target, content),
            Ground::Existing => match same(&target, content) {
                Ok(Some(length)) => Ok(length),
                _ => content.rewind().and_then(|()| self.replace(&target, content)),
            },
        };
        let length = written.map_err(Failure::file("write", &target))?;
        self.bytes.fetch_add(length, Ordering::Relaxed);
        self.files.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Takes the file `path` away, if it is there.
    pub(crate) fn remove(&self, path: &str) -> Result<(), Failure> {
        let target = self.target(path)?;
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::file("remove", &target)(error)),
            _ => Ok(()),
        }
    }

    /// Somebody who reads the file meanwhile gets the old one or the new one, never a half.
    fn replace(&self, target: &Path, content: &mut impl Read) -> io::Result<u64> {
        let folder = target.parent().unwrap_or(&self.root);
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!(".inkstone-{}-{number}", std::process::id()));
        let mut file = File::create(&temporary)?;
        let written = io::copy(content, &mut file).and_then(|length| {
            drop(file);
            fs::rename(&temporary, target)?;
            Ok(length)
        });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Where `path` is, its folder made.
    fn target(&self, path: &str) -> Result<PathBuf, Failure> {
        let below = Path::new(path);
        if path.is_empty() || below.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(Failure::not_built(
                format!("the site's file `{path}` would lie outside of the output folder"),
                "rename the file it comes from",
            ));
        }
        let target = self.root.join(below);
        if let Some(folder) = target.parent() {
            self.make(folder)?;
        }
        Ok(target)
    }

    /// Makes `folder`, below the root, part by part: none may be a symbolic link, which could
    /// lead elsewhere.
    fn make(&self, folder: &Path) -> Result<(), Failure> {
        let known = |folder: &Path| self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if known(folder) {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make(parent)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let metadata = fs::symlink_metadata(folder).map_err(Failure::file("look at", folder))?;
                if !metadata.is_dir() {
                    return Err(Failure::not_built(
                        format!("{} is in the way: it is not a folder", folder.display()),
                        "remove it, or choose another output folder",
                    ));
                }
            }
            Err(error) => return Err(Failure::file("make the folder", folder)(error)),
        }
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        Ok(())
    }
}

fn create(target: &Path, content: &mut impl Read) -> io::Result<u64> {
    let mut file = File::create_new(target)?;
    io::copy(content, &mut file)
}

/// The length of `target` if it holds the same bytes: then it keeps its age, and whatever
/// synchronises the folder has nothing to do.
fn same(target: &Path, content: &mut impl Read) -> io::Result<Option<u64>> {
    if !fs::symlink_metadata(target)?.is_file() {
        return Ok(None);
    }
    let mut old = BufReader::new(File::open(target)?);
    let (mut ours, mut theirs) = ([0; 8192], [0; 8192]);
    let mut length = 0;
    loop {
        let count = content.read(&mut ours)?;
        if count == 0 {
            return Ok((old.read(&mut theirs[..1])? == 0).then_some(length));
        }
        if old.read_exact(&mut theirs[..count]).is_err() || ours[..count] != theirs[..count] {
            return Ok(None);
        }
        length += u64::try_from(count).unwrap_or(u64::MAX);
    }
}
