//! A site is replaced whole or not at all, and nothing else is ever replaced.

use std::{fs, path::Path, process::Stdio};

use crate::book::{Book, Site};

/// What lies beside the site.
fn beside(book: &Book) -> Vec<String> {
    names(&book.path(""))
}

/// What a build leaves in its own folder beside the site.
fn left(book: &Book) -> Vec<String> {
    names(&book.path(".site.inkstone"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_new_build_takes_the_place_of_the_old_one() {
    let book = Book::new().titled("old.md", "Old");
    book.build();
    fs::remove_file(book.path("posts/old.md")).expect("it is there");
    let book = book.titled("new.md", "New");
    let site = book.build();
    assert_eq!(site.listed(), [("New".to_owned(), "new".to_owned())]);
    site.keeps("Old");
    assert_eq!(beside(&book), [".site.inkstone", "app", "posts", "site"]);
}

#[test]
fn a_folder_that_is_no_site_is_not_touched() {
    for (case, file, code) in [
        ("somebody's files", "foreign/thesis.txt", 1),
        ("somebody's catalogue", "foreign/catalogue.json", 1),
        ("a work tree", "foreign/.git/HEAD", 1),
        ("a file", "foreign", 2),
    ] {
        let book = Book::new().titled("a.md", "A").beside(file, "{\"shoes\": 3}");
        let run = book.run(&["build", "posts", "--out", "foreign", "--app", "app"]);
        assert_eq!(run.code, Some(code), "{case}: {run:?}");
        assert!(run.err.contains("hint: "), "{case}: {run:?}");
        assert_eq!(fs::read_to_string(book.path(file)).expect("it is there still"), "{\"shoes\": 3}", "{case}");
        assert_eq!(beside(&book), ["app", "foreign", "posts"], "{case}");
    }
}

#[test]
fn an_empty_folder_may_be_filled_and_a_missing_one_is_made() {
    let book = Book::new().titled("a.md", "A");
    fs::create_dir(book.path("empty")).expect("a folder");
    for out in ["empty", "deep/er/site", "./site", "again/"] {
        let run = book.run(&["build", "posts", "--out", out, "--app", "app"]);
        assert_eq!(run.code, Some(0), "{out}: {run:?}");
        assert!(Site::read(&book.path(out)).has("index.html"), "{out}");
    }
}

#[test]
fn posts_and_site_never_lie_in_one_another() {
    let book = Book::new().titled("a.md", "A").titled("deep/b.md", "B");
    for (posts, out) in [
        ("posts", "posts"),
        ("posts", "posts/site"),
        ("posts/deep", "posts"),
        ("posts", "."),
        ("posts", "posts/../posts/x"),
    ] {
        for command in [&["build", "--app", "app"] as &[_], &["index"]] {
            let run = book.run(&[command, &[posts, "--out", out]].concat());
            assert_eq!(run.code, Some(2), "{posts} {out}: {run:?}");
            assert!(run.err.contains("posts folder"), "{run:?}");
        }
    }
    assert_eq!(Site::read(&book.path("posts")).names(), ["a.md", "deep/b.md"]);
}

#[test]
fn a_posts_folder_that_is_none_is_wrong_usage() {
    let book = Book::new().beside("file.md", "x");
    for posts in ["nowhere", "file.md"] {
        for command in [&["build", "--out", "site", "--app", "app"] as &[_], &["index", "--out", "site"], &["check"]] {
            assert_eq!(book.run(&[command, &[posts]].concat()).code, Some(2), "{posts} {command:?}");
        }
    }
    assert!(!book.path("site").exists());
}

#[test]
fn an_app_that_no_page_can_be_made_of_leaves_the_old_site() {
    let book = Book::new().titled("a.md", "A");
    let before = book.build();
    let book = book.beside("app/index.html", "<p>not the app</p>").titled("b.md", "B");
    let run = book.try_build(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(book.site(), before);
    // What the next build begins with stays as the first left it.
    assert_eq!(left(&book), [".gitignore", "cache", "lock", "new"]);
}

/// As on a full disk: the system takes so many bytes of a file and no more.
#[cfg(unix)]
#[test]
fn a_build_that_cannot_write_on_leaves_the_old_site() {
    let book = Book::new().titled("a.md", "A");
    let before = book.build();
    let book = book.titled("b.md", "B").file("large.png", vec![0; 1 << 20]);
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_inkstone")]);
    limited.args(["build", "posts", "--out", "site", "--app", "app"]).current_dir(book.path(""));
    let run = crate::book::Run::from(limited.output().expect("the shell starts"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("site was not built: cannot write"), "{run:?}");
    assert_eq!(book.site(), before);
    assert_eq!(left(&book), [".gitignore", "cache", "lock"]);
}

#[test]
fn killed_at_any_moment_the_old_site_is_whole() {
    let mut book = Book::new();
    for number in 0..400 {
        book = book.titled(&format!("{number:03}.md"), "Post");
    }
    let before = book.build();
    let book = book.titled("new.md", "New");
    let mut killed = 0;
    for files in [0, 1, 100, 300, 395] {
        let mut command = book.command();
        command.args(["build", "posts", "--out", "site", "--app", "app"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut build = command.spawn().expect("the command starts");
        // Waits for so many of the new site's files, or for the build to be over.
        let written = || fs::read_dir(book.path(".site.inkstone/new/posts")).map_or(0, Iterator::count);
        let ended = loop {
            if let Some(status) = build.try_wait().expect("it is our child") {
                break Some(status);
            }
            if book.path(".site.inkstone/new").exists() && written() >= files {
                break None;
            }
            std::thread::yield_now();
        };
        match ended {
            None => {
                build.kill().expect("it is our child");
                let status = build.wait().expect("it is our child");
                if !status.success() {
                    killed += 1;
                }
            }
            Some(status) => assert!(status.success()),
        }
        let site = book.site();
        let whole = site == before || site.listed().len() == 401 && site.has("posts/new/index.html");
        assert!(whole, "after {files} files the site is a mixture: {:?}", site.names());
    }
    assert!(killed > 0, "no build was slow enough to be killed");
    assert_eq!(book.build().listed().len(), 401);
    assert_eq!(beside(&book), [".site.inkstone", "app", "posts", "site"]);
}

#[test]
fn a_command_built_without_the_app_says_how_to_get_it() {
    if option_env!("INKSTONE_APP").is_some() {
        eprintln!("this command has the app inside: nothing to test");
        return;
    }
    let book = Book::new().titled("a.md", "A");
    let run = book.run(&["build", "posts", "--out", "site"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("built without the app") && run.err.contains("cargo xtask build"), "{run:?}");
}
