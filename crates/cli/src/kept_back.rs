//! What `.inkstoneignore` keeps back: files of that name say, in the form of `.gitignore`, what of their folder is not
//! part of the blog. One that cannot be followed stops all: what it keeps back would become public.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use ignore::{DirEntry, WalkBuilder, gitignore::Gitignore};
use inkstone_content::Severity;

use crate::{Failure, FileProblem, PostsFolder};

/// The name of such a list.
const IGNORE_FILE: &str = ".inkstoneignore";

/// What a file's name has to do with lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Some systems would find it by the name of a list and some would not.
    OtherCase,
    /// Somebody meant it to be a list: Windows hides the end of a name, and some programs want one or take no dot at
    /// the beginning.
    Meant,
    /// Nothing, or it is a list.
    Other,
}

/// What the name of a file has to do with lists.
pub(crate) fn naming(name: &OsStr) -> Naming {
    let name = name.to_string_lossy();
    let lower = name.to_ascii_lowercase();
    let bare = lower.strip_suffix(".txt").unwrap_or(&lower);
    match lower == IGNORE_FILE {
        true if name == IGNORE_FILE => Naming::Other,
        true => Naming::OtherCase,
        false if bare.trim_start_matches('.') == &IGNORE_FILE[1..] => Naming::Meant,
        false => Naming::Other,
    }
}

/// Whether `file` is a list, by its name.
pub(crate) fn is_list(file: &Path) -> bool {
    file.ends_with(IGNORE_FILE)
}

/// The list in `folder`, if there is one.
pub(crate) fn list_in(folder: &Path) -> Option<PathBuf> {
    let list = folder.join(IGNORE_FILE);
    fs::symlink_metadata(&list).is_ok().then_some(list)
}

/// A walk through `folder` that passes over what lists there and in the folders above keep back.
pub(crate) fn walk(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).parents(true).add_custom_ignore_filename(IGNORE_FILE);
    walk
}

/// Whether the lists in the folders above `folder` keep all of it back: a walk from above would not come to it.
///
/// # Errors
/// When one of them cannot be followed.
pub(crate) fn is_whole(folder: &Path) -> Result<bool, Failure> {
    let mut lists = Vec::new();
    for list in folder.ancestors().skip(1).filter_map(list_in) {
        let (rules, error) = Gitignore::new(&list);
        if let Some(reason) = unreadable(&list).or_else(|| error.map(|error| error.to_string())) {
            return Err(failure(&reason));
        }
        lists.push(rules);
    }
    let mut on_the_way: Vec<&Path> = folder.ancestors().collect();
    on_the_way.reverse();
    Ok(on_the_way.into_iter().any(|place| {
        // The nearest counts.
        let around = lists.iter().filter(|rules| place != rules.path() && place.starts_with(rules.path()));
        let said = around.map(|rules| rules.matched(place, true)).find(|said| !said.is_none());
        said.is_some_and(|said| said.is_ignore())
    }))
}

/// What is told of files above the folders in which the posts lie, which no walk comes by: that they are no lists,
/// though they seem to be meant so. Beyond where a site's configuration may be, nobody is told.
///
/// # Errors
/// When one would be a list on some systems.
pub(crate) fn not_obeyed_above(folder: &PostsFolder) -> Result<Vec<FileProblem>, Failure> {
    let walked = || folder.roots().iter().map(|root| root.folder.as_path()).chain(folder.statics());
    let above: BTreeSet<&Path> = walked().flat_map(|root| root.ancestors().skip(1)).collect();
    let places = folder.configuration_folders();
    let mut problems = Vec::new();
    for place in above.into_iter().filter(|above| !walked().any(|root| above.starts_with(root))) {
        let is_near = place.starts_with(folder.home()) || places.contains(&place);
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            match naming(&entry.file_name()) {
                Naming::OtherCase => return Err(failure(&misnamed(&entry.path()))),
                Naming::Meant if is_near => problems.push(not_obeyed(folder, &entry.path())),
                Naming::Meant | Naming::Other => {}
            }
        }
    }
    Ok(problems)
}

/// Why the list of a folder on a walk cannot be followed; `None`: it can, or there is none.
pub(crate) fn not_understood(entry: &DirEntry) -> Option<String> {
    if let Some(error) = entry.error() {
        return Some(error.to_string());
    }
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return None;
    }
    // The walk passes over a list that it cannot read. In a folder that is closed, nothing is taken anyway.
    list_in(entry.path()).and_then(|list| unreadable(&list))
}

fn unreadable(list: &Path) -> Option<String> {
    fs::read_to_string(list).err().map(|error| format!("{}: {error}", list.display()))
}

/// That `file` has the name of a list in other letters.
pub(crate) fn misnamed(file: &Path) -> String {
    format!("the name of {} is not {IGNORE_FILE}", file.display())
}

/// That a list cannot be followed, and why.
pub(crate) fn failure(reason: &str) -> Failure {
    Failure::not_built(
        format!("what {IGNORE_FILE} keeps back is not understood: {reason}"),
        "give it this name, and write it in UTF-8 and in the form of .gitignore; before, nothing is published",
    )
}

/// That `list` seems to be meant as a list and is none.
pub(crate) fn not_obeyed(folder: &PostsFolder, list: &Path) -> FileProblem {
    let message = format!("nothing is kept back by this file: its name is not {IGNORE_FILE}");
    let hint = format!("name it {IGNORE_FILE}, without anything after it, or remove it");
    FileProblem::whole(folder.shown(list), Severity::Warning, "ignore-name", message, hint)
}
