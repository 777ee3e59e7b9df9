//! Finding the files of a blog: posts, and what lies beside them.

use std::{
    ffi::OsStr,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use foldhash::{HashMap, HashSet};
use ignore::{DirEntry, WalkState};
use inkstone_content::{PostPath, Severity};

use crate::{
    Failure, FileProblem, PostsFolder, assets,
    folder::{Root, is_hidden_name},
    kept_back::{self, Naming},
};

/// Folders of a site's home that belong to its tools.
const NOT_STATIC: [&str; 3] = ["target", "themes", "vendor"];

/// The file in which GitHub Pages looks for a site's own domain.
const DOMAIN: &str = "CNAME";

/// Extensions of posts, in any case.
const POST_EXTENSIONS: [&str; 5] = ["md", "markdown", "mdown", "mkd", "mkdn"];

/// A file of the blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// Where it is, without symbolic links.
    pub(crate) disk: PathBuf,
    /// Where it belongs below the site's `posts/`.
    pub(crate) path: PostPath,
    /// Its name for messages.
    pub(crate) shown: String,
    /// Whether a symbolic link leads to it from where its path says.
    pub(crate) is_link: bool,
}

/// The files of a blog, each list in the order of its paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) posts: Vec<SourceFile>,
    pub(crate) assets: Vec<SourceFile>,
    /// What Hexo, Jekyll, Hugo and Zola put at the root of a site, by its path there.
    pub(crate) statics: Vec<SourceFile>,
    /// What a script of the site's owner may load from its folder.
    pub(crate) companions: Vec<SourceFile>,
    pub(crate) problems: Vec<FileProblem>,
}

/// Finds the files of `folder`. What cannot be taken is in `problems`.
///
/// # Errors
/// Where a file that says what is not part of the blog cannot be understood: what it keeps back would become public.
pub(crate) fn walk(folder: &PostsFolder) -> Result<Found, Failure> {
    let mut found = Found::default();
    found.problems.append(&mut kept_back::not_obeyed_above(folder)?);
    for root in folder.roots() {
        walk_root(folder, root, Part::Posts, &mut found)?;
    }
    if let Some(statics) = folder.statics() {
        let root = Root { folder: statics.to_owned(), prefix: String::new() };
        let mut beside = Found::default();
        walk_root(folder, &root, Part::Statics, &mut beside)?;
        add_pages(&beside, &mut found);
        found.statics = beside.assets;
        found.problems.append(&mut beside.problems);
    }
    for files in [&mut found.posts, &mut found.assets, &mut found.statics, &mut found.companions] {
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    keep_first_of_a_path(&mut found);
    keep_links_to_what_is_found(&mut found);
    report_case_clashes(&mut found);
    if found.posts.is_empty() {
        found.problems.push(no_posts(folder));
    }
    Ok(found)
}

/// Whoever names the wrong folder learns of it here, not from an empty blog.
fn no_posts(folder: &PostsFolder) -> FileProblem {
    let hint = format!("posts are files that end in .{}", POST_EXTENSIONS.join(", ."));
    let place = folder.roots().first().map_or(folder.home(), |root| &root.folder);
    FileProblem::whole(folder.shown(place), Severity::Warning, "no-posts", "there are no posts here", hint)
}

/// Takes the Markdown files of Hexo and Jekyll beside the posts for pages, with what lies in their
/// folders: `source/about/index.md` is `/about`. As in Jekyll, a file without front matter is none
/// (README.md), and neither is what stands for a page that the app makes (`categories/index.md`).
fn add_pages(beside: &Found, found: &mut Found) {
    let below_pages = |file: &SourceFile| {
        let path = PostPath::new(format!("{}{}", PostPath::PAGES, file.path.as_str())).ok()?;
        Some(SourceFile { path, ..file.clone() })
    };
    let is_page = |file: &&SourceFile| !is_made(file.path.key()) && has_front_matter(&file.disk);
    let pages: Vec<&SourceFile> = beside.posts.iter().filter(is_page).collect();
    let folders: HashSet<&str> = pages.iter().filter_map(|page| folder_of(&page.path)).collect();
    let is_near = |file: &&SourceFile| folder_of(&file.path).is_some_and(|folder| folders.contains(folder));
    found.assets.extend(beside.assets.iter().filter(is_near).filter_map(below_pages));
    found.posts.extend(pages.into_iter().filter_map(below_pages));
}

/// Whether the app makes a page of its own at this address.
fn is_made(key: &str) -> bool {
    const MADE: [&str; 9] = ["404", "archive", "archives", "categories", "index", "page", "posts", "search", "tags"];
    MADE.contains(&key.split('/').next().unwrap_or_default())
}

fn folder_of(path: &PostPath) -> Option<&str> {
    path.as_str().split_once('/').map(|(folder, _)| folder)
}

fn has_front_matter(file: &Path) -> bool {
    let mut start = [0; 64];
    let read = fs::File::open(file).and_then(|mut file| file.read(&mut start)).unwrap_or_default();
    let start = start.get(..read).unwrap_or_default();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    [&b"---"[..], b"+++", b";;;", b"{"].iter().any(|mark| start.starts_with(mark))
}

/// What lies in a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Posts,
    /// What belongs to the root of a site.
    Statics,
}

/// Walks `root`; among statics, without the folders of tools.
fn walk_root(folder: &PostsFolder, root: &Root, part: Part, found: &mut Found) -> Result<(), Failure> {
    if kept_back::is_whole(&root.folder)? {
        return Ok(());
    }
    let misnamed = Arc::new(Mutex::new(Vec::new()));
    let noted = misnamed.clone();
    let passed_over = Arc::new(Mutex::new(Vec::new()));
    let passes_over = passed_over.clone();
    let mut walk = kept_back::walk(&root.folder);
    walk.filter_entry(move |entry| {
        let name = entry.file_name();
        match kept_back::naming(name) {
            Naming::OtherCase => {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(kept_back::misnamed(entry.path()));
            }
            Naming::Meant => {
                passes_over.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
                return false;
            }
            Naming::Other => {}
        }
        entry.depth() == 0
            || !(is_hidden_name(name)
                || entry.depth() == 1 && part == Part::Statics && NOT_STATIC.iter().any(|not| name == *not))
    });
    let looked = Mutex::new(Looked::default());
    walk.build_parallel().run(|| {
        Box::new(|entry| {
            let not_understood = entry.as_ref().ok().and_then(kept_back::not_understood);
            let taken = entry.as_ref().map(|entry| take(folder, root, entry));
            let looked = &mut *looked.lock().unwrap_or_else(PoisonError::into_inner);
            looked.not_understood.extend(not_understood);
            match taken {
                Ok(Ok(Some(file))) if is_post(&file.path) => looked.posts.push(file),
                Ok(Ok(Some(file))) if assets::is_asset(&file.path) => looked.assets.push(file),
                Ok(Ok(Some(file))) if part == Part::Posts && assets::is_companion(&file.path) => {
                    looked.companions.push(file);
                }
                Ok(Ok(Some(file))) if part == Part::Statics && file.path.as_str() == DOMAIN => looked.assets.push(file),
                Ok(Ok(_)) => {}
                Ok(Err(problem)) => looked.problems.push(*problem),
                Err(error) => {
                    // What lies in a folder is not all known: a list may be among what is not.
                    let list = path_of(error).and_then(kept_back::list_in);
                    looked.not_understood.extend(list.map(|list| format!("{}: {error}", list.display())));
                    looked.problems.push(unreadable(folder, error));
                }
            }
            WalkState::Continue
        })
    });
    let Looked { posts, assets, companions, mut problems, not_understood } =
        looked.into_inner().unwrap_or_else(PoisonError::into_inner);
    let misnamed = misnamed.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(reason) = not_understood.iter().chain(&*misnamed).min() {
        return Err(kept_back::failure(reason));
    }
    let passed_over = passed_over.lock().unwrap_or_else(PoisonError::into_inner);
    problems.extend(passed_over.iter().map(|list| kept_back::not_obeyed(folder, list)));
    // Threads come by things in any order.
    problems.sort_by(|a, b| a.file.cmp(&b.file));
    found.posts.extend(posts);
    found.assets.extend(assets);
    found.companions.extend(companions);
    found.problems.append(&mut problems);
    Ok(())
}

/// What threads have found in a folder so far.
#[derive(Default)]
struct Looked {
    posts: Vec<SourceFile>,
    assets: Vec<SourceFile>,
    companions: Vec<SourceFile>,
    problems: Vec<FileProblem>,
    /// Why lists of what is kept back cannot be followed.
    not_understood: Vec<String>,
}

/// The file of `entry`; `None` for a folder and for what is no file at all.
fn take(folder: &PostsFolder, root: &Root, entry: &DirEntry) -> Result<Option<SourceFile>, Box<FileProblem>> {
    let Some(kind) = entry.file_type() else { return Ok(None) };
    let shown = folder.shown(entry.path());
    let is_link = kind.is_symlink();
    let disk = if is_link {
        follow(folder, entry.path(), &shown)?
    } else if kind.is_file() {
        entry.path().to_owned()
    } else {
        return Ok(None);
    };
    let path = path_below(root, entry.path(), &shown)?;
    Ok(Some(SourceFile { disk, path, shown, is_link }))
}

/// Where a symbolic link leads: files of the posts folder only, so that a blog somebody sends
/// cannot publish what else is on this machine.
fn follow(folder: &PostsFolder, link: &Path, shown: &str) -> Result<PathBuf, Box<FileProblem>> {
    let problem = |code: &str, message: String, hint: &str| {
        Box::new(FileProblem::whole(shown, Severity::Error, code, message, hint))
    };
    let target = fs::canonicalize(link).map_err(|error| {
        problem("symlink-broken", format!("this symbolic link leads nowhere: {error}"), "remove it")
    })?;
    if !target.starts_with(folder.home()) {
        let message = "this symbolic link leads out of the posts folder and is not followed".to_owned();
        return Err(problem("symlink-outside", message, "copy the file into the posts folder"));
    }
    if target.is_dir() {
        let message = "this symbolic link to a folder is not followed".to_owned();
        return Err(problem("symlink-folder", message, "the folder's posts are found where it is"));
    }
    Ok(target)
}

/// A symbolic link publishes what the folder publishes by itself: what is kept back there stays private under any
/// other name.
fn keep_links_to_what_is_found(found: &mut Found) {
    let Found { posts, assets, statics, companions, problems } = found;
    let files = || posts.iter().chain(&*assets).chain(&*statics).chain(&*companions);
    if !files().any(|file| file.is_link) {
        return;
    }
    let own: HashSet<PathBuf> = files().filter(|file| !file.is_link).map(|file| file.disk.clone()).collect();
    let leads_elsewhere = |file: &mut SourceFile| file.is_link && !own.contains(&file.disk);
    for files in [posts, assets, statics] {
        problems.extend(files.extract_if(.., leads_elsewhere).map(|file| link_to_private(&file)));
    }
    // Most of these are nobody's.
    companions.retain_mut(|file| !leads_elsewhere(file));
}

/// That `link` leads to something that is not published.
pub(crate) fn link_to_private(link: &SourceFile) -> FileProblem {
    let message = "this symbolic link leads to a file that is not published where it is, so it is not followed";
    let hint = "copy the file here if readers may have it";
    FileProblem::whole(&link.shown, Severity::Error, "symlink-hidden", message, hint)
}

fn path_below(root: &Root, file: &Path, shown: &str) -> Result<PostPath, Box<FileProblem>> {
    let problem = |code: &str, message: String, hint: &str| {
        Box::new(FileProblem::whole(shown, Severity::Error, code, message, hint))
    };
    let below = file.strip_prefix(&root.folder).unwrap_or(file);
    let parts: Option<Vec<&str>> = below.iter().map(OsStr::to_str).collect();
    let parts = parts.ok_or_else(|| {
        problem("file-name-not-utf8", "this file's name is not UTF-8 and can have no address".into(), "rename the file")
    })?;
    PostPath::new(format!("{}{}", root.prefix, parts.join("/")))
        .map_err(|error| problem("file-name", error.to_string(), "rename the file"))
}

fn unreadable(folder: &PostsFolder, error: &ignore::Error) -> FileProblem {
    let place = path_of(error).map_or_else(|| folder.shown(folder.home()), |path| folder.shown(path));
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let message = format!("this cannot be read: {reason}");
    FileProblem::whole(
        place,
        Severity::Error,
        "unreadable",
        message,
        "check its permissions; the rest is built without it",
    )
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn is_post(path: &PostPath) -> bool {
    extension(path).is_some_and(|extension| POST_EXTENSIONS.contains(&extension.as_str()))
}

/// The extension of the file's name in lower case; a name that is nothing else has none.
pub(crate) fn extension(path: &PostPath) -> Option<String> {
    Path::new(path.as_str()).extension()?.to_str().map(str::to_ascii_lowercase)
}

/// Two folders of posts can give two files one path: Jekyll's `_posts/news/b.md` and `news/_posts/b.md`.
fn keep_first_of_a_path(found: &mut Found) {
    let mut problems = Vec::new();
    for files in [&mut found.posts, &mut found.assets] {
        files.dedup_by(|second, first| {
            let is_one = second.path == first.path;
            if is_one {
                let message = format!(
                    "the place of this file in the site, posts/{}, is that of {}",
                    first.path.as_str(),
                    first.shown
                );
                let hint = "rename one of the two; the site has the other";
                problems.push(FileProblem::whole(&second.shown, Severity::Error, "same-path", message, hint));
            }
            is_one
        });
    }
    found.problems.append(&mut problems);
}

/// Hosts and checkouts on Windows and macOS keep one of two files whose names differ in case only.
fn report_case_clashes(found: &mut Found) {
    let mut seen: HashMap<String, &SourceFile> = HashMap::default();
    let mut clashes = Vec::new();
    for file in found.posts.iter().chain(&found.assets) {
        match seen.entry(file.path.as_str().to_lowercase()) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(file);
            }
            std::collections::hash_map::Entry::Occupied(taken) => {
                let message = format!("this file's name differs from {} in case only", taken.get().shown);
                let hint = "rename one: on Windows, macOS and some hosts only one of them survives";
                clashes.push(FileProblem::whole(&file.shown, Severity::Warning, "case-clash", message, hint));
            }
        }
    }
    found.problems.append(&mut clashes);
}
