//! The only place that writes files of a site, and only below one folder.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write},
    path::{Component, Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use foldhash::{HashMap, HashSet};
use inkstone_content::Severity;

use crate::{
    Failure, FileProblem,
    cache::Record,
    claims::{Claims, FileNames, Refusal},
    key::Key,
    later,
    made::Made,
    read::MOST_BYTES,
    records::{Recorded, path_in},
    renewal::{Renewal, link},
    stamp::Stamp,
    twin::Twin,
};

/// What the folder holds already.
pub(crate) enum Ground<'a> {
    /// Other files, which stay; somebody may be reading them.
    Existing,
    /// What an earlier build left, if anything: the folder is ours, nobody looks at it yet, and
    /// in the end it holds what is written now and nothing else.
    Ours(Renewal<'a>),
}

/// A folder that is written to.
pub(crate) struct Output<'a> {
    root: PathBuf,
    ground: Ground<'a>,
    /// The folders made or looked at so far, by their paths below the root.
    folders: Mutex<HashSet<String>>,
    /// The files that are part of the site now, but for those that the ground has kept in place.
    written: Mutex<HashMap<String, Record>>,
    claims: Claims,
    /// Files that have no place, with the reasons.
    refused: Mutex<BTreeMap<String, Refusal>>,
    /// Where spellings of a path are one file: those that lay here when the build began.
    spellings: HashMap<String, Vec<String>>,
    temporary: AtomicU64,
    twin: Option<Twin>,
}

impl<'a> Output<'a> {
    /// `root`: an existing folder, without symbolic links.
    pub(crate) fn new(root: PathBuf, ground: Ground<'a>, names: FileNames) -> Self {
        let mut spellings: HashMap<String, Vec<String>> = HashMap::default();
        let mut claims = Claims::new(names);
        if let Ground::Ours(renewal) = &ground {
            // A site is about as large as the one before.
            claims.reserve(renewal.records().files().count());
            if names.ignore_case || names.ignore_form {
                for path in renewal.paths() {
                    spellings.entry(names.fold(&path).into_owned()).or_default().push(path);
                }
            }
        }
        Self {
            root,
            ground,
            folders: Mutex::default(),
            written: Mutex::default(),
            claims,
            refused: Mutex::default(),
            spellings,
            temporary: AtomicU64::new(0),
            twin: None,
        }
    }

    /// The same; every file of the site gets its link in `twin`.
    pub(crate) fn with_twin(self, twin: Option<Twin>) -> Self {
        Self { twin, ..self }
    }

    /// What the file system makes of names.
    pub(crate) fn names(&self) -> FileNames {
        self.claims.names()
    }

    /// Takes the place of the file `path` before it is written. Files that threads write take their
    /// places in order first: which of two gets one must not depend on who is faster.
    pub(crate) fn claim(&self, path: &str) -> Result<(), Refusal> {
        self.claims.claim(path, |place| self.clear_other_spellings(place))
    }

    /// Takes away what an earlier build left at `place` under another spelling: it would keep its name.
    fn clear_other_spellings(&self, place: &str) {
        if self.spellings.is_empty() {
            return;
        }
        let there = self.spellings.get(self.names().fold(place).as_ref());
        for other in there.into_iter().flatten().filter(|other| *other != place) {
            let other = self.root.join(other);
            // What cannot be removed is in the way of what is written, and is told of then.
            let _ = fs::remove_file(&other).or_else(|_| fs::remove_dir_all(&other));
        }
    }

    /// Whether this build has written the file `path`.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.recorded(path).and_then(Recorded::kept).is_some() || self.written().contains_key(path)
    }

    /// What the site before had at `path`.
    fn recorded(&self, path: &str) -> Option<&Recorded<'a>> {
        match &self.ground {
            Ground::Ours(renewal) => renewal.records().find(path),
            Ground::Existing => None,
        }
    }

    /// The files that are in place from the site before.
    fn kept(&self) -> impl Iterator<Item = (&str, &str, &Record)> {
        let renewal = match &self.ground {
            Ground::Ours(renewal) => Some(renewal),
            Ground::Existing => None,
        };
        renewal.into_iter().flat_map(Renewal::kept)
    }

    /// Whether the file `path` can have its place; that it cannot is remembered.
    fn has_place(&self, path: &str) -> bool {
        self.claim(path).map_err(|refusal| self.refuse(path, refusal)).is_ok()
    }

    fn refuse(&self, path: &str, refusal: Refusal) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), refusal);
    }

    /// The files that were not written because others are in their places, as problems.
    pub(crate) fn clashes(&self) -> Vec<FileProblem> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let problem = |(path, refusal): (&String, &Refusal)| {
            refusal.problem(path, Severity::Warning, path, "the site has only what came first")
        };
        refused.iter().map(problem).collect()
    }

    /// Bytes and files of the site so far.
    pub(crate) fn totals(&self) -> (u64, usize) {
        let written = self.written();
        let records = self.kept().map(|(_, _, record)| record).chain(written.values());
        records.fold((0, 0), |(bytes, files), record| (bytes + record.stamp.size(), files + 1))
    }

    /// Whether the file `path` is there with this `key` from an earlier build, and so need not
    /// be made: if it is, it is part of the site now. What has no place need not be made either.
    pub(crate) fn keep(&self, path: &str, key: &Key) -> Result<bool, Failure> {
        let recorded = self.recorded(path);
        if self.is_written(path, recorded, key) || !self.has_place(path) {
            return Ok(true);
        }
        let Ground::Ours(renewal) = &self.ground else { return Ok(false) };
        if recorded.is_some_and(|file| file.keep(key)) {
            self.lay_out(&self.root.join(path), path);
            return Ok(true);
        }
        let Some((old, record)) = renewal.old(path, key) else { return Ok(false) };
        let target = self.target(path)?;
        let linked = self.clear(renewal, path, &target).and_then(|()| {
            link(&old, &target)?;
            Ok(Stamp::of(&fs::symlink_metadata(&target)?))
        });
        let Ok(stamp) = linked else { return Ok(false) };
        self.lay_out(&target, path);
        self.written().insert(path.to_owned(), Record { stamp, ..record });
        Ok(true)
    }

    /// Writes the file `path`, `/` between its parts.
    pub(crate) fn write(&self, path: &str, content: &[u8]) -> Result<(), Failure> {
        self.write_as(path, &Key::of(content), content)
    }

    /// Writes the file `path`, which `key` tells from earlier versions of itself.
    pub(crate) fn write_as(&self, path: &str, key: &Key, content: &[u8]) -> Result<(), Failure> {
        self.put_as(path, key, &mut Cursor::new(content))
    }

    /// Writes all of `content`, whose key was `key` when it was looked at, to the file `path`.
    pub(crate) fn put(&self, path: &str, key: &Key, content: &mut (impl Read + Seek)) -> Result<(), Failure> {
        let mut content = Hashed { content, hasher: blake3::Hasher::new() };
        self.put_as(path, key, &mut content)?;
        // A file that is written to while it is copied has another by now.
        if content.hasher.count() > 0
            && let Some(record) = self.written().get_mut(path)
        {
            record.key = Key::from(content.hasher);
        }
        Ok(())
    }

    fn put_as(&self, path: &str, key: &Key, content: &mut (impl Read + Seek)) -> Result<(), Failure> {
        if self.keep(path, key)? {
            return Ok(());
        }
        let target = self.target(path)?;
        let written = match &self.ground {
            Ground::Ours(renewal) => self.clear(renewal, path, &target).and_then(|()| create(&target, content)),
            Ground::Existing => match same(&target, content) {
                Ok(Some(stamp)) => Ok(stamp),
                _ => content.rewind().and_then(|()| self.replace(&target, content)),
            },
        };
        let stamp = written.map_err(Failure::file("write", &target))?;
        self.lay_out(&target, path);
        self.written().insert(path.to_owned(), Record { key: *key, stamp });
        Ok(())
    }

    /// Lays out `file`, which is `path` of the site now, once more.
    fn lay_out(&self, file: &Path, path: &str) {
        if let Some(twin) = &self.twin {
            twin.link(file, path);
        }
    }

    /// Whether this build has made the file already. That it was to be another is remembered.
    fn is_written(&self, path: &str, recorded: Option<&Recorded<'_>>, key: &Key) -> bool {
        let kept = recorded.and_then(Recorded::kept).map(|record| record.key == *key);
        let is_same = kept.or_else(|| self.written().get(path).map(|record| record.key == *key));
        let Some(is_same) = is_same else { return false };
        if !is_same {
            self.refuse(path, Refusal::Taken(path.to_owned()));
        }
        true
    }

    /// The content of the file `path`, as it was written; `None` when it is larger than a post
    /// that is shown can be.
    pub(crate) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let target = self.target(path)?;
        let read = || {
            let mut content = Vec::new();
            File::open(&target)?.take(MOST_BYTES + 1).read_to_end(&mut content)?;
            io::Result::Ok(content)
        };
        let content = read().map_err(Failure::file("read", &target))?;
        let is_whole = u64::try_from(content.len()).is_ok_and(|length| length <= MOST_BYTES);
        Ok(is_whole.then_some(content))
    }

    /// The paths of the files written so far that `is_wanted` takes, in order, with their keys.
    pub(crate) fn written_with(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, Key)> {
        let written = self.written();
        let kept = self.kept().map(|(folder, name, record)| (path_in(folder, name), record));
        let all = kept.chain(written.iter().map(|(path, record)| (path.clone(), record)));
        let wanted = all.filter(|(path, _)| is_wanted(path));
        let mut files: Vec<(String, Key)> = wanted.map(|(path, record)| (path, record.key)).collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        files
    }

    /// All of the file `path`, as it was written.
    pub(crate) fn read_back(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let target = self.target(path)?;
        fs::read(&target).map_err(Failure::file("read", &target))
    }

    /// Takes the file `path` away, if it is there.
    pub(crate) fn remove(&self, path: &str) -> Result<(), Failure> {
        if matches!(self.ground, Ground::Ours(_)) {
            // What is not written is swept away in the end.
            return Ok(());
        }
        let target = self.target(path)?;
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::file("remove", &target)(error)),
            _ => Ok(()),
        }
    }

    /// Ends the writing: takes away what an earlier build left and this one did not write.
    pub(crate) fn finish(self) -> Result<Made<'a>, Failure> {
        let Self { root, ground, written, claims, spellings, folders, twin, .. } = self;
        let written = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let renewal = if let Ground::Ours(renewal) = ground { Some(renewal) } else { None };
        let made = Made { root, renewal, written, twin };
        let is_gone = |path: &str| claims.is_other_spelling(path);
        made.tidy_up(is_gone).map_err(Failure::file("tidy up", &made.root))?;
        later::drop((claims, spellings, folders));
        Ok(made)
    }

    fn written(&self) -> MutexGuard<'_, HashMap<String, Record>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Clears the place of the file `path` of what an earlier build left there.
    fn clear(&self, renewal: &Renewal<'_>, path: &str, target: &Path) -> io::Result<()> {
        if renewal.holds(path) {
            return fs::remove_file(target);
        }
        if renewal.holds_folder(path) && fs::symlink_metadata(target).is_ok_and(|found| found.is_dir()) {
            // A folder of the old site: nothing of the new one can lie in a file.
            return fs::remove_dir_all(target);
        }
        Ok(())
    }

    /// Somebody who reads the file meanwhile gets the old one or the new one, never a half.
    fn replace(&self, target: &Path, content: &mut impl Read) -> io::Result<Stamp> {
        let folder = target.parent().unwrap_or(&self.root);
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!(".inkstone-{}-{number}", std::process::id()));
        let written = create(&temporary, content).and_then(|stamp| {
            fs::rename(&temporary, target)?;
            Ok(stamp)
        });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Where `path` is, its folder made.
    fn target(&self, path: &str) -> Result<PathBuf, Failure> {
        if path.is_empty() || Path::new(path).components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(Failure::not_built(
                format!("the site's file `{path}` would lie outside of the output folder"),
                "rename the file it comes from",
            ));
        }
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make(folder)?;
        }
        Ok(self.root.join(path))
    }

    /// Makes the folder `path`, below the root, part by part: none may be a symbolic link, which could
    /// lead elsewhere.
    fn make(&self, path: &str) -> Result<(), Failure> {
        let was_there = matches!(&self.ground, Ground::Ours(renewal) if renewal.holds_folder(path));
        if was_there || self.folders().contains(path) {
            return Ok(());
        }
        if let Some((parent, _)) = path.rsplit_once('/') {
            self.make(parent)?;
        }
        let folder = &*self.root.join(path);
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let metadata = fs::symlink_metadata(folder).map_err(Failure::file("look at", folder))?;
                match &self.ground {
                    _ if metadata.is_dir() => {}
                    // A file of the old site; another thread may have been faster.
                    Ground::Ours(_) => {
                        let _ = fs::remove_file(folder);
                        fs::create_dir_all(folder).map_err(Failure::file("make the folder", folder))?;
                    }
                    Ground::Existing => {
                        return Err(Failure::not_built(
                            format!("{} is in the way: it is not a folder", folder.display()),
                            "remove it, or choose another output folder",
                        ));
                    }
                }
            }
            Err(error) => return Err(Failure::file("make the folder", folder)(error)),
        }
        self.folders().insert(path.to_owned());
        Ok(())
    }

    fn folders(&self) -> MutexGuard<'_, HashSet<String>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Content whose key is worked out as it is read.
struct Hashed<'a, C> {
    content: &'a mut C,
    hasher: blake3::Hasher,
}

impl<C: Read> Read for Hashed<'_, C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}

impl<C: Seek> Seek for Hashed<'_, C> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.hasher.reset();
        self.content.seek(to)
    }
}

fn create(target: &Path, content: &mut impl Read) -> io::Result<Stamp> {
    // A page in one go: every call of the system looks for room on the disk anew.
    let mut file = BufWriter::with_capacity(1 << 16, File::create_new(target)?);
    io::copy(content, &mut file)?;
    file.flush()?;
    Ok(Stamp::of(&file.get_ref().metadata()?))
}

/// The stamp of `target` if it holds the same bytes: then it keeps its age, and whatever
/// synchronises the folder has nothing to do.
fn same(target: &Path, content: &mut impl Read) -> io::Result<Option<Stamp>> {
    let metadata = fs::symlink_metadata(target)?;
    if !metadata.is_file() {
        return Ok(None);
    }
    let mut old = BufReader::new(File::open(target)?);
    let (mut ours, mut theirs) = ([0; 8192], [0; 8192]);
    loop {
        let count = content.read(&mut ours)?;
        if count == 0 {
            return Ok((old.read(&mut theirs[..1])? == 0).then(|| Stamp::of(&metadata)));
        }
        if old.read_exact(&mut theirs[..count]).is_err() || ours[..count] != theirs[..count] {
            return Ok(None);
        }
    }
}
