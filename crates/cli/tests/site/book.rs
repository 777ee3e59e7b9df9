//! A blog in a temporary folder, written file by file, and the command run on it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};

use serde_json::Value;
use tempfile::TempDir;

/// The app of the tests: all the marks that the shell knows.
const INDEX: &str = r#"<!doctype html>
<html lang="en" data-inkstone="shell">
<head><meta charset="utf-8"><title>Inkstone</title>
<meta name="description" content="">
<link rel="stylesheet" href="./app-1.css">
<script type="module" src="./boot.js"></script>
</head>
<body><div id="inkstone"><!-- inkstone:frame --><!-- /inkstone:frame --></div>
<!-- inkstone:noscript --><!-- /inkstone:noscript --></body></html>
"#;

/// A blog: `posts/`, `app/` and whatever lies beside them.
pub(crate) struct Book {
    folder: TempDir,
}

/// What a run of the command said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Book {
    /// A blog without posts.
    pub(crate) fn new() -> Self {
        let book = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        book.beside("app/index.html", INDEX)
            .beside("app/boot.js", "// boot")
            .beside("app/app-1.css", "/* css */")
            .post_folder()
    }

    fn post_folder(self) -> Self {
        fs::create_dir_all(self.path("posts")).expect("a folder");
        self
    }

    /// Writes a file of the posts folder.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.beside(&format!("posts/{path}"), content)
    }

    /// Writes a post with nothing but a title.
    pub(crate) fn titled(self, path: &str, title: &str) -> Self {
        self.file(path, format!("---\ntitle: {title}\n---\n\nText of {title}.\n"))
    }

    /// Writes a file anywhere in the temporary folder.
    pub(crate) fn beside(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        self
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs `inkstone` with `arguments`, the folder around the posts being the current one.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.command().args(arguments).output().expect("the command starts").into()
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
        command.current_dir(self.folder.path()).env_remove("RAYON_NUM_THREADS");
        command
    }

    /// Builds `posts` into `site`, which must succeed.
    pub(crate) fn build(&self) -> Site {
        self.build_with(&[])
    }

    pub(crate) fn build_with(&self, more: &[&str]) -> Site {
        let run = self.try_build(more);
        assert_eq!(run.code, Some(0), "{run:?}");
        self.site()
    }

    pub(crate) fn try_build(&self, more: &[&str]) -> Run {
        self.run(&[&["build", "posts", "--out", "site", "--app", "app"], more].concat())
    }

    pub(crate) fn site(&self) -> Site {
        Site::read(&self.path("site"))
    }

    /// When each file of the site was last written.
    pub(crate) fn ages(&self) -> BTreeMap<String, SystemTime> {
        let age = |path: &str| {
            let metadata = fs::metadata(self.path("site").join(path)).expect("it was listed");
            metadata.modified().expect("a time")
        };
        self.site().names().into_iter().map(|path| (path.to_owned(), age(path))).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command writes text");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// The answer of a run with `--json`.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The codes of the problems in the answer of a run with `--json`.
    pub(crate) fn codes(&self) -> Vec<String> {
        let answer = self.json();
        let problems = answer["problems"].as_array().expect("a list of problems");
        problems.iter().map(|problem| problem["code"].as_str().expect("a code").to_owned()).collect()
    }
}

/// The files of a folder by their paths.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Site(pub(crate) BTreeMap<String, Vec<u8>>);

impl Site {
    pub(crate) fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files);
        Self(files)
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    pub(crate) fn bytes(&self, path: &str) -> &[u8] {
        self.0.get(path).unwrap_or_else(|| panic!("no file {path} among {:#?}", self.0.keys()))
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).expect("text")
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// The entries of all lists, newest first, as the catalogue's files hold them.
    pub(crate) fn items(&self) -> Vec<Value> {
        let parse = |path: &str| serde_json::from_slice::<Value>(self.bytes(path)).expect("JSON");
        let root = parse("catalogue.json");
        let names = root["pages"]["shards"]["names"].as_str().unwrap_or_default().as_bytes().chunks(16);
        let names = names.map(|name| std::str::from_utf8(name).expect("hexadecimal digits"));
        let pages = names.map(|name| parse(&format!("catalogue/{name}.json")));
        pages.flat_map(|page| page["items"].as_array().expect("items").clone()).collect()
    }

    /// The listed posts' titles with the paths in their addresses.
    pub(crate) fn listed(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        self.items().iter().map(|item| (text(&item["title"]), text(&item["_inkstone"]["path"]))).collect()
    }

    /// Fails if `secret` is in any file or file name.
    pub(crate) fn keeps(&self, secret: &str) {
        for (path, content) in &self.0 {
            let found = content.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found && !path.contains(secret), "{path} gives `{secret}` away");
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type").is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
}
