//! Blogs to read: the `inkstone` command makes a site of a folder of posts, the host serves it.

use std::{
    env, fs,
    ops::Deref,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::host::Host;

/// A site in a folder of its own, and the host that serves it.
pub(crate) struct Blog {
    host: Host,
    site: TempDir,
}

impl Blog {
    /// The site that `inkstone build` makes of tests/fixtures/`name`, without a service worker: what
    /// a test makes of the host is what the page gets. The tests of reading offline have one.
    pub(crate) fn of(name: &str) -> Self {
        Self::of_posts(&fixture(name), "/")
    }

    /// The same without the texts in its pages: the browser makes every page of the raw posts.
    pub(crate) fn raw(name: &str) -> Self {
        Self::of_posts_with(&fixture(name), &["--no-html"])
    }

    /// The same for any folder of posts, made for and served below `mount`.
    pub(crate) fn of_posts(posts: &Path, mount: &str) -> Self {
        Self::built(posts, mount, &["--no-offline"])
    }

    /// The site that readers get, with its service worker.
    pub(crate) fn offline(posts: &Path, mount: &str) -> Self {
        Self::built(posts, mount, &[])
    }

    fn built(posts: &Path, mount: &str, arguments: &[&str]) -> Self {
        let site = TempDir::new().expect("a temporary folder");
        build(posts, site.path(), &[&["--base-path", mount], arguments].concat());
        Self { host: Host::serve(&site.path().join("site"), mount), site }
    }

    /// The same at the root, built with these options.
    pub(crate) fn of_posts_with(posts: &Path, options: &[&str]) -> Self {
        Self::built(posts, "/", &[options, &["--no-offline"]].concat())
    }

    /// A blog of tests/fixtures/`name` for which no program has run, as the guide tells: the
    /// files of a built site, without its catalogue, with other posts and a list of them.
    pub(crate) fn by_hand(name: &str) -> Self {
        let site = TempDir::new().expect("a temporary folder");
        build(&fixture("empty"), site.path(), &["--no-html", "--no-offline"]);
        let root = site.path().join("site");
        fs::remove_file(root.join("catalogue.json")).expect("a built site has a catalogue");
        for generated in ["catalogue", "page", "posts"] {
            let generated = root.join(generated);
            if generated.exists() {
                fs::remove_dir_all(generated).expect("the site is ours");
            }
        }
        let mut files = Vec::new();
        copy(&fixture(name), &root.join("posts"), "", &mut files);
        files.retain(|file| file.ends_with(".md") || file == "inkstone.yaml");
        files.sort();
        let list = format!("# Every post, one a line.\n{}\n", files.join("\n"));
        fs::write(root.join("posts/index.txt"), list).expect("the site is ours");
        Self { host: Host::serve(&root, "/"), site }
    }

    /// Makes the site anew of `posts`, with these arguments of `inkstone build` besides.
    pub(crate) fn rebuild(&self, posts: &Path, arguments: &[&str]) {
        build(posts, self.site.path(), arguments);
    }

    /// The folder of the site.
    pub(crate) fn folder(&self) -> PathBuf {
        self.site.path().join("site")
    }
}

impl Deref for Blog {
    type Target = Host;
    fn deref(&self) -> &Host {
        &self.host
    }
}

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of posts that was written for these tests.
pub(crate) fn fixture(name: &str) -> PathBuf {
    project().join("tests/fixtures").join(name)
}

/// Real posts beside the project, which belong to their authors and are read where they lie.
/// `None`, and a line that says so, where there are none.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let folder = project().join("../shared").join(path);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("no ../shared/{path} here: only the project's own fixtures are read");
    None
}

/// The command that these tests try.
pub(crate) fn inkstone() -> PathBuf {
    let Some(program) = env::var_os("INKSTONE_BIN") else {
        panic!("INKSTONE_BIN does not name the inkstone command: run `cargo xtask test`");
    };
    program.into()
}

fn build(posts: &Path, folder: &Path, options: &[&str]) {
    let program = inkstone();
    let mut command = Command::new(&program);
    command.arg("build").arg(posts).arg("--out").arg(folder.join("site")).args(options);
    let made = command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{command:?} ended with {}\n{said}", made.status);
}

/// Copies a folder and names its files, relative to it.
pub(crate) fn copy(from: &Path, to: &Path, below: &str, files: &mut Vec<String>) {
    fs::create_dir_all(to).expect("the site is ours");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().into_string().expect("names in fixtures are UTF-8");
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(&name), &format!("{below}{name}/"), files);
        } else {
            fs::copy(entry.path(), to.join(&name)).expect("the site is ours");
            files.push(format!("{below}{name}"));
        }
    }
}
