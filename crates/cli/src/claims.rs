//! Who has which place of a site. Two paths may be one file where the site is built, and no file
//! of it may take another's place.

use std::{
    borrow::Cow,
    fs::{self, File},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use foldhash::HashMap;
use icu_normalizer::ComposingNormalizerBorrowed;
use inkstone_content::Severity;

use crate::FileProblem;

/// What a file system makes of the names of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileNames {
    /// Whether `Linux` and `linux` are one file, as on macOS and Windows.
    pub ignore_case: bool,
    /// Whether `é` in one character and in two (NFC and NFD) are one file, as on macOS.
    pub ignore_form: bool,
    /// The longest name, in bytes.
    pub longest: usize,
}

impl FileNames {
    /// Every name is another file, as on Linux.
    pub const EXACT: Self = Self { ignore_case: false, ignore_form: false, longest: 255 };

    /// Finds out what the file system of `folder` does, with files that are gone afterwards.
    pub(crate) fn probe(folder: &Path) -> Self {
        let leads_to = |name: &str, other: &str| {
            let file = folder.join(name);
            // Not through a link that somebody may have left in its place.
            let _ = fs::remove_file(&file);
            let found = File::create_new(&file).is_ok() && fs::symlink_metadata(folder.join(other)).is_ok();
            let _ = fs::remove_file(&file);
            found
        };
        let long = "n".repeat(Self::EXACT.longest);
        Self {
            ignore_case: leads_to(".inkstone-name", ".INKSTONE-NAME"),
            ignore_form: leads_to(".inkstone-\u{e9}", ".inkstone-e\u{301}"),
            // What file systems that encrypt names leave of them.
            longest: if leads_to(&long, &long) { Self::EXACT.longest } else { 143 },
        }
    }

    /// What is the same for two paths that are one file.
    pub(crate) fn fold<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let folded = if self.ignore_case { Cow::Owned(path.to_lowercase()) } else { Cow::Borrowed(path) };
        if self.ignore_form && !folded.is_ascii() {
            Cow::Owned(ComposingNormalizerBorrowed::new_nfc().normalize(&folded).into_owned())
        } else {
            folded
        }
    }
}

/// Why a file cannot have its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another has it, in this spelling.
    Taken(String),
    /// A part of the path is longer than this many bytes.
    TooLong(usize),
}

impl Refusal {
    /// The problem that the site's file `path`, made of `file`, has no place; `so`: what comes of it.
    pub(crate) fn problem(&self, file: impl Into<String>, severity: Severity, path: &str, so: &str) -> FileProblem {
        match self {
            Self::Taken(other) => {
                // Where a folder is another's, its name says more than that of the file in it.
                let end = path.match_indices('/').nth(other.matches('/').count()).map_or(path.len(), |(at, _)| at);
                let message = match &path[..end] {
                    path if path == other => {
                        format!("two different things of the site would both be `{path}`, so {so}")
                    }
                    path => format!("`{path}` and `{other}` are one name where the site is built, so {so}"),
                };
                let hint = "rename one of the two, or write both in the same way";
                FileProblem::whole(file, severity, "same-path", message, hint)
            }
            Self::TooLong(longest) => {
                let message = format!("`{path}` has a name of more than {longest} bytes, so {so}");
                FileProblem::whole(file, severity, "long-name", message, "choose a shorter name")
            }
        }
    }
}

/// The places that are taken, each by the first who asked.
pub(crate) struct Claims {
    names: FileNames,
    /// By what is the same for all spellings of a path.
    places: Mutex<HashMap<String, Place>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
}

struct Place {
    kind: Kind,
    /// `None`: that of the key.
    spelling: Option<String>,
}

impl Place {
    fn spelling<'a>(&'a self, key: &'a str) -> &'a str {
        self.spelling.as_deref().unwrap_or(key)
    }
}

impl Claims {
    pub(crate) fn new(names: FileNames) -> Self {
        Self { names, places: Mutex::default() }
    }

    /// Makes room for so many files.
    pub(crate) fn reserve(&mut self, files: usize) {
        // Most lie in folders of their own, in twos and threes.
        self.places.get_mut().unwrap_or_else(PoisonError::into_inner).reserve(files + files / 2);
    }

    pub(crate) fn names(&self) -> FileNames {
        self.names
    }

    /// Takes the place of the file `path` and those of its folders, or nothing where one of them is
    /// another's. `clear` gets those that nobody had asked for before; nobody else has them until it ends.
    pub(crate) fn claim(&self, path: &str, clear: impl Fn(&str)) -> Result<(), Refusal> {
        if path.split('/').any(|name| name.len() > self.names.longest) {
            return Err(Refusal::TooLong(self.names.longest));
        }
        let mut places = self.places();
        // Whoever is in a folder of this name has asked for those around it.
        let is_known = path.rsplit_once('/').is_some_and(|(folder, _)| {
            let key = self.names.fold(folder);
            let taken = places.get(key.as_ref());
            taken.is_some_and(|taken| taken.kind == Kind::Folder && taken.spelling(&key) == folder)
        });
        let folders = if is_known { path.matches('/').count() } else { 0 };
        let mut new = Vec::new();
        for (place, kind) in with_parents(path).skip(folders) {
            let key = self.names.fold(place);
            match places.get(key.as_ref()) {
                None => new.push((place, kind, key)),
                Some(taken) if taken.kind == kind && taken.spelling(&key) == place => {}
                Some(taken) => return Err(Refusal::Taken(taken.spelling(&key).to_owned())),
            }
        }
        for (place, kind, key) in new {
            clear(place);
            let spelling = (key != place).then(|| place.to_owned());
            places.insert(key.into_owned(), Place { kind, spelling });
        }
        Ok(())
    }

    /// Whether `path` is the name of something that has been claimed in another spelling.
    pub(crate) fn is_other_spelling(&self, path: &str) -> bool {
        let places = self.places();
        with_parents(path).any(|(place, _)| {
            let key = self.names.fold(place);
            places.get(key.as_ref()).is_some_and(|taken| taken.spelling(&key) != place)
        })
    }

    fn places(&self) -> MutexGuard<'_, HashMap<String, Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The folders of the file `path`, the outermost first, and the file.
fn with_parents(path: &str) -> impl Iterator<Item = (&str, Kind)> {
    path.match_indices('/').map(|(at, _)| (&path[..at], Kind::Folder)).chain([(path, Kind::File)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_one_file_have_one_owner() {
        let (case, form) =
            (FileNames { ignore_case: true, ..FileNames::EXACT }, FileNames { ignore_form: true, ..FileNames::EXACT });
        let both = FileNames { ignore_case: true, ignore_form: true, ..FileNames::EXACT };
        let taken = |path: &str| Some(Refusal::Taken(path.to_owned()));
        for (name, names, first, second, expected) in [
            ("exact: case", FileNames::EXACT, "tags/Linux/index.html", "tags/linux/index.html", None),
            ("the same", both, "tags/É/index.html", "tags/É/index.html", None),
            ("a file beside", both, "tags/Linux/index.html", "tags/Linux/feed.xml", None),
            ("case", case, "tags/Linux/index.html", "tags/linux/feed.xml", taken("tags/Linux")),
            ("case, not form", case, "caf\u{e9}", "cafe\u{301}", None),
            ("form", form, "caf\u{e9}", "cafe\u{301}", taken("caf\u{e9}")),
            ("form, not case", form, "A", "a", None),
            ("both", both, "CAFE\u{301}/a", "caf\u{e9}/b", taken("CAFE\u{301}")),
            ("a folder in a file", FileNames::EXACT, "a/b.png", "a/b.png/index.html", taken("a/b.png")),
            ("a file for a folder", FileNames::EXACT, "a/b/c", "a/b", taken("a/b")),
            ("long", FileNames { longest: 3, ..both }, "abc/d", "abcd/e", Some(Refusal::TooLong(3))),
        ] {
            let claims = Claims::new(names);
            assert!(claims.claim(first, |_| {}).is_ok(), "{name}");
            assert_eq!(claims.claim(second, |_| {}).err(), expected, "{name}");
        }
    }

    #[test]
    fn nobody_else_can_write_below_a_folder_while_it_is_cleared() {
        let claims = Claims::new(FileNames::EXACT);
        let clear = |_: &str| assert!(claims.places.try_lock().is_err(), "others can claim what is being cleared");
        assert_eq!(claims.claim("news/a.md", clear), Ok(()));
    }

    #[test]
    fn this_file_system_is_looked_at_and_left_as_it_was() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let names = FileNames::probe(folder.path());
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
        fs::write(folder.path().join("A"), "").expect("a file");
        assert_eq!(folder.path().join("a").exists(), names.ignore_case);
    }
}
