//! A site is replaced whole or not at all: it is made in a folder beside the old one, and the
//! two change places in one step at the end.
//!
//! Beside `site` lies `.site.inkstone`: the cache, and after a build the site before (after the first
//! one, links to its files, laid out as `twin` until that site has its place), which the next build makes into the newest. Without a cache nothing is left there.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use inkstone_catalogue::{Root, RootError};

use crate::{Failure, FileNames, PostsFolder, stamp::FolderStamp, twin::Twin};

/// The folder in which a site is made, until [`Staging::finish`] puts it in its place.
/// Dropped before that, it takes itself away and the old site stays.
pub(crate) struct Staging {
    site: PathBuf,
    beside: PathBuf,
    new: PathBuf,
    old: PathBuf,
    twin: PathBuf,
    finished: bool,
    _lock: Lock,
}

impl Staging {
    /// Begins to make the site `site` of the posts in `posts`.
    ///
    /// # Errors
    /// When the two folders lie in one another, when `site` holds something that is no site of
    /// ours, when another build is at it, or when its parent cannot be written.
    pub(crate) fn begin(site: &Path, posts: &PostsFolder) -> Result<Self, Failure> {
        let site = place_of(site)?;
        apart(&site, posts)?;
        replaceable(&site)?;
        let name = site.file_name().unwrap_or_default().to_string_lossy();
        let beside = site.with_file_name(format!(".{name}.inkstone"));
        make(&beside)?;
        let (new, old, twin) = (beside.join("new"), beside.join("old"), beside.join("twin"));
        let lock = Lock::take(beside.join("lock"), &site)?;
        let staging = Self { site, beside, new, old, twin, finished: false, _lock: lock };
        staging.bring_back().map_err(Failure::file("bring back", &staging.site))?;
        replaceable(&staging.site)?;
        staging.take_twin();
        make(&staging.new)?;
        // Whoever keeps the site under version control wants none of this.
        let ignore = staging.beside.join(".gitignore");
        not_through_a_link(&ignore)?;
        fs::write(&ignore, "*\n").map_err(Failure::file("write", &ignore))?;
        Ok(staging)
    }

    /// A build that was killed between the two steps of the slow way has left the old site beside.
    fn bring_back(&self) -> io::Result<()> {
        if !self.site.exists() && self.old.exists() { fs::rename(&self.old, &self.site) } else { Ok(()) }
    }

    /// Where the site is made. It may hold the site before the last one.
    pub(crate) fn folder(&self) -> &Path {
        &self.new
    }

    /// The site as readers see it until it is replaced.
    pub(crate) fn site(&self) -> &Path {
        &self.site
    }

    /// Where the cache is.
    pub(crate) fn cache(&self) -> PathBuf {
        self.beside.join("cache")
    }

    /// What the file system makes of names.
    pub(crate) fn names(&self) -> FileNames {
        FileNames::probe(&self.beside)
    }

    /// Empties the folder in which the site is made.
    pub(crate) fn empty(&self) -> Result<(), Failure> {
        remove_folder(&self.new).map_err(Failure::file("remove", &self.new))?;
        make(&self.new)
    }

    /// Leaves nothing for the next build.
    pub(crate) fn forget(&self) -> Result<(), Failure> {
        match fs::remove_file(self.cache()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::file("remove", &self.cache())(error)),
            _ => Ok(()),
        }
    }

    /// Puts the site in its place.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let replaced = match self.site.exists() {
            false => fs::rename(&self.new, &self.site),
            true => exchange(&self.new, &self.site).or_else(|_| self.replace_in_two_steps()),
        };
        replaced.map_err(Failure::file("replace", &self.site))?;
        self.finished = true;
        self.take_twin();
        Ok(())
    }

    /// Begins to lay out the site's files once more, where no site stands yet that could be made into the next one.
    pub(crate) fn begin_twin(&self) -> Option<Twin> {
        if self.site.exists() {
            return None;
        }
        // Without one the next build makes its own links, slower.
        Twin::begin(&self.twin).ok()
    }

    /// Makes what was laid out what the next build begins with, if there is no site for that.
    fn take_twin(&self) {
        if fs::rename(&self.twin, &self.new).is_err() {
            let _ = remove_folder(&self.twin);
        }
    }

    /// The time by the file system's own clock, as a folder's that is changed now; `None` where folders tell no times.
    pub(crate) fn clock(&self) -> Option<FolderStamp> {
        let tick = self.beside.join("tick");
        // Of a build that was killed.
        let _ = fs::remove_file(&tick);
        let ticked = File::create_new(&tick).and_then(|_| fs::remove_file(&tick));
        ticked.ok().and_then(|()| FolderStamp::of(&self.beside))
    }

    /// For systems that cannot exchange two folders: there is a moment without a site, and a
    /// build that is killed in it leaves the old one for the next to bring back.
    fn replace_in_two_steps(&self) -> io::Result<()> {
        remove_folder(&self.old)?;
        fs::rename(&self.site, &self.old)?;
        fs::rename(&self.new, &self.site).or_else(|error| {
            fs::rename(&self.old, &self.site)?;
            Err(error)
        })?;
        fs::rename(&self.old, &self.new)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nobody is left to tell of what fails here; the next build of this site tries again.
        if !self.site.exists() && self.old.exists() {
            return;
        }
        if !self.cache().exists() {
            let _ = remove_folder(&self.beside);
        } else if !self.finished {
            let _ = remove_folder(&self.new);
            let _ = remove_folder(&self.twin);
        }
    }
}

/// Refuses to write to `path` where that is a symbolic link: somebody may have sent the folder with it.
fn not_through_a_link(path: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(Failure::not_built(
            format!("{} is a symbolic link, through which nothing is written", path.display()),
            "remove it and build again",
        )),
        _ => Ok(()),
    }
}

/// Keeps two builds of one site apart.
struct Lock {
    _file: File,
}

impl Lock {
    fn take(path: PathBuf, site: &Path) -> Result<Self, Failure> {
        let busy = || {
            let message = format!("another inkstone is building {}", site.display());
            Failure::not_built(message, "wait for it to end")
        };
        not_through_a_link(&path)?;
        let file = File::create(&path).map_err(Failure::file("write", &path))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => Ok(Self { _file: file }),
            // The build that has just ended took the file away before we had its lock.
            Ok(()) | Err(fs::TryLockError::WouldBlock) => Err(busy()),
            Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { _file: file })
            }
            Err(fs::TryLockError::Error(error)) => Err(Failure::file("lock", &path)(error)),
        }
    }
}

/// Whether `file` is what a new comer finds at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().map(identity).ok() == fs::metadata(path).map(identity).ok()
}

/// Where open files cannot be removed, the file at the path is always the same.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// The absolute path of the site's folder, which need not exist; its parent does after this.
fn place_of(site: &Path) -> Result<PathBuf, Failure> {
    if site.exists() {
        return fs::canonicalize(site).map_err(Failure::file("look at", site));
    }
    let hint = "name the folder to make, for instance `--out site`";
    let name =
        site.file_name().ok_or_else(|| Failure::usage(format!("{} is no name for a folder", site.display()), hint))?;
    let parent = site.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(Failure::file("make the folder", parent))?;
    let parent = fs::canonicalize(parent).map_err(Failure::file("look at", parent))?;
    Ok(parent.join(name))
}

/// Checks that neither folder lies in the other: a build would read its own site, or its site
/// would take the place of the posts.
pub(crate) fn apart(site: &Path, posts: &PostsFolder) -> Result<(), Failure> {
    let home = posts.home();
    let message = match (site == home, site.starts_with(home), home.starts_with(site)) {
        (true, _, _) => "the output folder is the posts folder",
        (_, true, _) => "the output folder lies in the posts folder",
        (_, _, true) => "the output folder contains the posts folder",
        _ => return Ok(()),
    };
    Err(Failure::usage(message, "choose an output folder beside the posts folder, for instance `--out ../site`"))
}

/// Checks that what `site` holds may be replaced: nothing, or a site of ours.
fn replaceable(site: &Path) -> Result<(), Failure> {
    let mut entries = match fs::read_dir(site) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Failure::usage(format!("{} is a file", site.display()), "name a folder"));
        }
        Err(error) => return Err(Failure::file("look at", site)(error)),
    };
    if site.join(".git").exists() {
        return Err(Failure::not_built(
            format!("{} is a git work tree, and a build replaces the whole folder", site.display()),
            "build beside it and copy the site into it",
        ));
    }
    let root = fs::read_to_string(site.join("catalogue.json")).unwrap_or_default();
    let is_ours = matches!(Root::from_json(&root), Ok(_) | Err(RootError::Newer { .. } | RootError::Older { .. }));
    if entries.next().is_none() || is_ours {
        return Ok(());
    }
    Err(Failure::not_built(
        format!("{} is not empty and no Inkstone site (it has no catalogue.json of one)", site.display()),
        "choose another folder, or empty this one yourself",
    ))
}

/// Makes `folder` where there is none; a symbolic link in its place could lead elsewhere.
fn make(folder: &Path) -> Result<(), Failure> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(Failure::file("make the folder", folder)(error))
        }
        Ok(()) => Ok(()),
        Err(_) if fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) => Ok(()),
        Err(_) => Err(Failure::not_built(
            format!("{} is in the way: it is not a folder", folder.display()),
            "remove it, or choose another output folder",
        )),
    }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Lets two folders change places in one step, so that no moment is without a site.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folders {
        scratch: tempfile::TempDir,
        posts: PostsFolder,
    }

    impl Folders {
        fn new() -> Self {
            let scratch = tempfile::tempdir().expect("a temporary folder");
            fs::create_dir(scratch.path().join("posts")).expect("a folder");
            let posts = PostsFolder::open(&scratch.path().join("posts")).expect("it exists");
            Self { scratch, posts }
        }

        fn path(&self, path: &str) -> PathBuf {
            self.scratch.path().join(path)
        }

        fn begin(&self) -> Result<Staging, Failure> {
            Staging::begin(&self.path("site"), &self.posts)
        }

        /// Makes the site hold one file that says `text`.
        fn publish(&self, text: &str) {
            let staging = self.begin().expect("nothing is in the way");
            write_site(staging.folder(), text);
            staging.finish().expect("the site is replaced");
        }

        fn site(&self) -> String {
            fs::read_to_string(self.path("site/text")).expect("there is a site")
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.scratch.path()).expect("a folder");
            let mut names: Vec<_> =
                entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    fn write_site(folder: &Path, text: &str) {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("text"), text).expect("a file");
        let root = Root {
            format: inkstone_catalogue::FORMAT,
            site: inkstone_content::Site::default(),
            zone: None,
            posts: 0,
            pages: inkstone_catalogue::Index::default(),
            archive: None,
            categories: None,
            tags: None,
            series: None,
            addresses: None,
        };
        fs::write(folder.join("catalogue.json"), serde_json::to_string(&root).expect("JSON")).expect("a file");
    }

    #[test]
    fn a_build_that_ends_early_leaves_the_old_site_and_nothing_else() {
        let folders = Folders::new();
        folders.publish("old");
        let staging = folders.begin().expect("nothing is in the way");
        write_site(staging.folder(), "half");
        drop(staging);
        assert_eq!(folders.site(), "old");
        folders.publish("new");
        assert_eq!(folders.site(), "new");
        assert_eq!(folders.names(), ["posts", "site"]);
    }

    #[test]
    fn what_a_killed_build_left_is_cleared_and_the_old_site_brought_back() {
        let folders = Folders::new();
        write_site(&folders.path(".site.inkstone/old"), "old");
        write_site(&folders.path(".site.inkstone/new"), "half");
        fs::write(folders.path(".site.inkstone/lock"), "").expect("a file");
        let staging = folders.begin().expect("nobody holds the lock");
        assert_eq!(folders.site(), "old");
        drop(staging);
        assert_eq!(folders.names(), ["posts", "site"]);
    }

    #[test]
    fn where_folders_cannot_be_exchanged_two_steps_do() {
        let folders = Folders::new();
        folders.publish("old");
        let staging = folders.begin().expect("nothing is in the way");
        write_site(staging.folder(), "new");
        staging.replace_in_two_steps().expect("the site is replaced");
        drop(staging);
        assert_eq!(folders.site(), "new");

        let staging = folders.begin().expect("nothing is in the way");
        fs::remove_dir_all(staging.folder()).expect("it is there");
        staging.replace_in_two_steps().expect_err("there is no new site");
        drop(staging);
        assert_eq!(folders.site(), "new", "the old site is back");
        assert_eq!(folders.names(), ["posts", "site"]);
    }

    #[test]
    fn two_builds_of_one_site_do_not_meet() {
        let folders = Folders::new();
        let first = folders.begin().expect("nothing is in the way");
        write_site(first.folder(), "first");
        let failure = folders.begin().err().expect("the first is at it").to_string();
        assert!(failure.starts_with("another inkstone is building"), "{failure}");
        first.finish().expect("the second did not touch it");
        assert_eq!(folders.site(), "first");
        assert_eq!(folders.names(), ["posts", "site"]);
    }
}
