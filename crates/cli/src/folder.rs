//! The folder that the user names: posts as they are, or the home of a Hexo, Jekyll, Hugo or
//! Zola site, in which the posts lie deeper.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use crate::Failure;

/// How deep below a Jekyll site's home a category's `_posts` is looked for.
const JEKYLL_DEPTH: usize = 4;

/// What tells a Hugo or Zola site's home from any folder that has a folder `content`.
const CONTENT_MARKS: [&str; 14] = [
    "archetypes",
    "config",
    "config.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "hugo.json",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "layouts",
    "sass",
    "templates",
    "themes",
];

/// The folder that the user names, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostsFolder {
    given: PathBuf,
    home: PathBuf,
    roots: Vec<Root>,
    statics: Option<PathBuf>,
}

/// A folder whose posts belong to the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root {
    /// Where it is, without symbolic links.
    pub(crate) folder: PathBuf,
    /// What its posts' paths begin with: empty, or the category of a Jekyll folder and `/`.
    pub(crate) prefix: String,
}

impl PostsFolder {
    /// Looks at the folder `given`.
    ///
    /// # Errors
    /// When it is no folder that can be read.
    pub fn open(given: &Path) -> Result<Self, Failure> {
        let home = fs::canonicalize(given).map_err(|error| {
            Failure::usage(format!("{} cannot be opened: {error}", given.display()), "name the folder with your posts")
        })?;
        if !home.is_dir() {
            return Err(Failure::usage(
                format!("{} is a file", given.display()),
                "name the folder with your posts, not one of them",
            ));
        }
        let (roots, statics) = recognise(&home);
        Ok(Self { given: given.to_owned(), home, roots, statics })
    }

    /// The folder without symbolic links.
    pub fn home(&self) -> &Path {
        &self.home
    }

    pub(crate) fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// The folder whose files Hexo, Jekyll, Hugo and Zola put at the root of a site.
    pub(crate) fn statics(&self) -> Option<&Path> {
        self.statics.as_deref()
    }

    /// `path` as a shell in the current folder would name it.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.home).map_or_else(|_| path.to_owned(), |below| self.given.join(below));
        shown.display().to_string()
    }

    /// Where configuration files may be, nearest first: the folder, the one beside which it
    /// lies, and the home of the site that it is a part of.
    pub(crate) fn configuration_folders(&self) -> Vec<&Path> {
        let mut folders = vec![self.home.as_path()];
        folders.extend(self.home.parent());
        if self.home.ancestors().skip(1).take(2).any(|folder| is_part_of_a_site(folder.file_name())) {
            folders.extend(self.home.ancestors().skip(2).take(2));
        }
        folders
    }

    /// Whether a foreign configuration file in `folder` is this blog's: not when `folder` is
    /// merely where the posts folder happens to lie.
    pub(crate) fn belongs_to_site(&self, folder: &Path) -> bool {
        let is_part = |part: &&Path| is_part_of_a_site(part.file_name());
        folder == self.home || self.home.ancestors().take_while(|part| *part != folder).any(|part| is_part(&part))
    }
}

fn is_part_of_a_site(name: Option<&OsStr>) -> bool {
    name.is_some_and(|name| ["_posts", "source", "content"].iter().any(|part| name == *part))
}

fn recognise(home: &Path) -> (Vec<Root>, Option<PathBuf>) {
    let root = |folder: PathBuf| vec![Root { folder, prefix: String::new() }];
    let source = home.join("source");
    if is_real_folder(&source) && is_real_folder(&source.join("_posts")) {
        return (root(source.join("_posts")), Some(source));
    }
    let content = home.join("content");
    if is_real_folder(&content) && CONTENT_MARKS.iter().any(|mark| home.join(mark).exists()) {
        let statics = home.join("static");
        return (root(content), is_real_folder(&statics).then_some(statics));
    }
    if is_real_folder(&home.join("_posts")) {
        return (roots_of_jekyll(home), Some(home.to_owned()));
    }
    (root(home.to_owned()), None)
}

/// A Jekyll site has a `_posts` at home and may have one in the folder of any category.
/// Hexo's `source`, given as the folder, has the same shape.
fn roots_of_jekyll(home: &Path) -> Vec<Root> {
    let mut walk = WalkBuilder::new(home);
    walk.standard_filters(false).max_depth(Some(JEKYLL_DEPTH)).sort_by_file_name(OsStr::cmp).filter_entry(|entry| {
        entry.depth() == 0 || entry.file_name() == "_posts" || !is_hidden_name(entry.file_name())
    });
    let found = walk.build().flatten().filter(|entry| {
        entry.file_name() == "_posts" && entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir())
    });
    found
        .filter_map(|entry| {
            let category = entry.path().parent()?.strip_prefix(home).ok()?.to_str()?;
            let prefix = category.split(['/', '\\']).filter(|part| !part.is_empty());
            let prefix = prefix.map(|part| format!("{part}/")).collect();
            Some(Root { folder: entry.into_path(), prefix })
        })
        .collect()
}

/// Whether the contract hides a file or folder with this name: drafts, partials, dot files.
/// What package managers leave is no post either.
pub(crate) fn is_hidden_name(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_')) || name == "node_modules"
}

/// A symbolic link is not followed: it may lead out of the folder that the user names.
fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots(files: &[&str]) -> Vec<(String, String)> {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = scratch.path().join(file);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let folder = PostsFolder::open(scratch.path()).expect("it exists");
        let below = |root: &Root| root.folder.strip_prefix(folder.home()).expect("below").display().to_string();
        folder.roots.iter().map(|root| (below(root), root.prefix.clone())).collect()
    }

    #[test]
    fn the_homes_of_other_systems_are_recognised() {
        for (case, files, expected) in [
            ("a plain folder", &["a.md"] as &[_], &[("", "")] as &[_]),
            ("hexo", &["_config.yml", "source/_posts/a.md"], &[("source/_posts", "")]),
            ("hexo's source", &["_posts/a.md", "about/index.md"], &[("_posts", "")]),
            ("jekyll", &["_posts/a.md", "news/_posts/b.md"], &[("_posts", ""), ("news/_posts", "news/")]),
            ("jekyll's built site", &["_posts/a.md", "_site/_posts/b.md"], &[("_posts", "")]),
            ("hugo", &["hugo.toml", "content/posts/a.md"], &[("content", "")]),
            ("zola", &["config.toml", "content/a.md"], &[("content", "")]),
            ("a folder named content", &["content/a.md", "b.md"], &[("", "")]),
        ] {
            let found = roots(files);
            let found: Vec<_> = found.iter().map(|(folder, prefix)| (folder.as_str(), prefix.as_str())).collect();
            assert_eq!(found, expected, "{case}");
        }
    }

    #[test]
    fn a_foreign_configuration_belongs_to_the_site_around_the_posts_only() {
        for (home, folder, expected) in [
            ("/blog/source/_posts", "/blog", true),
            ("/blog/_posts", "/blog", true),
            ("/blog/content/posts", "/blog", true),
            ("/blog/posts", "/blog", false),
            ("/blog", "/blog", true),
        ] {
            let posts = PostsFolder { given: home.into(), home: home.into(), roots: Vec::new(), statics: None };
            assert_eq!(posts.belongs_to_site(Path::new(folder)), expected, "{home}");
        }
    }
}
