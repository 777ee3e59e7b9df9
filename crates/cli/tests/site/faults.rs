//! What goes wrong on the machine: whatever can be built is built, whatever cannot is named, and
//! a reader has the old site or the new one.

use std::{
    fs,
    process::Stdio,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Instant,
};

use crate::book::{Book, Site};

/// A blog that has two versions, in which every page differs.
fn version(book: &Book, number: usize) {
    fs::write(book.path("posts/inkstone.yaml"), format!("title: Version {number}\nper_page: 5\n")).expect("a file");
    for post in 0..80 {
        let text = format!("---\ntitle: Post {post} of {number}\ndate: 2024-01-01\n---\n\nText {number}.\n");
        fs::write(book.path(&format!("posts/{post:02}.md")), text).expect("a file");
    }
}

#[test]
fn killed_at_fifty_moments_there_is_the_old_site_or_the_new_one() {
    let book = Book::new();
    let began = Instant::now();
    let versions: Vec<Site> = (0..2)
        .map(|number| {
            version(&book, number);
            book.build()
        })
        .collect();
    let whole = began.elapsed() / 2;
    let mut chance: u64 = 0x5eed;
    let (mut killed, mut ended) = (0, 0);
    for round in 0..50 {
        version(&book, round % 2);
        let mut command = book.command();
        command.args(["build", "posts", "--out", "site", "--app", "app"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut build = command.spawn().expect("the command starts");
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        thread::sleep(whole * u32::try_from(chance >> 33).expect("31 bits") / (1 << 31));
        build.kill().expect("it is our child");
        match build.wait().expect("it is our child").success() {
            true => ended += 1,
            false => killed += 1,
        }
        let site = book.site();
        assert!(versions.contains(&site), "round {round}: a mixture: {:?}", site.names());
    }
    assert!(killed > 10, "{ended} of 50 builds were over before they were killed");
    version(&book, 0);
    assert_eq!(book.build(), versions[0]);
}

#[test]
fn a_post_that_is_written_while_it_is_read_stops_nothing() {
    let book = Book::new().titled("calm.md", "Calm");
    let hot = book.path("posts/hot.md");
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let (long, short) = ("a line\n".repeat(60_000), "a word ".repeat(10_000));
            while !stop.load(Ordering::Relaxed) {
                for text in [&long, &short] {
                    fs::write(&hot, format!("---\ntitle: Hot\n---\n\n{text}")).expect("a file");
                }
            }
        });
        for round in 0..4 {
            let run = book.try_build(&["--json"]);
            assert_eq!(run.code, Some(0), "round {round}: {run:?}");
            assert!(run.codes().iter().all(|code| code == "changing"), "round {round}: {run:?}");
            assert!(book.site().has("posts/calm/index.html"), "round {round}");
        }
        stop.store(true, Ordering::Relaxed);
    });
    let text = fs::read_to_string(&hot).expect("a file");
    assert_eq!(book.build().text("posts/hot.md"), text, "at rest, the site has what the post has");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_built() {
    use std::os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    };
    let book = Book::new().titled("good.md", "Good").titled("locked.md", "Locked").titled("shut/in.md", "In");
    let book = book.file("locked.png", "png");
    let mode = |path: &str, mode| fs::set_permissions(book.path(path), fs::Permissions::from_mode(mode));
    for (path, bits) in [("", 0o777), ("posts/locked.md", 0), ("posts/locked.png", 0), ("posts/shut", 0)] {
        mode(path, bits).expect("it is ours");
    }
    let mut command = book.command();
    command.args(["build", "posts", "--out", "site", "--app", "app", "--json"]);
    if fs::metadata(book.path("app")).expect("a folder").uid() == 0 {
        // Root reads everything; nobody does not.
        command.uid(65_534).gid(65_534);
    }
    let run = crate::book::Run::from(command.output().expect("nobody may start the command"));
    mode("posts/shut", 0o755).expect("it is ours");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.codes(), ["unreadable"; 3], "{run:?}");
    assert_eq!(book.site().listed().len(), 1);

    // What it keeps back cannot be told.
    fs::write(book.path("posts/.inkstoneignore"), "good.md\n").expect("the folder is ours");
    mode("posts/.inkstoneignore", 0).expect("it is ours");
    let run = crate::book::Run::from(command.output().expect("nobody may start the command"));
    assert!(run.code == Some(1) && run.err.contains(".inkstoneignore"), "{run:?}");
}

#[test]
fn names_and_addresses_that_clash_are_named_and_all_is_built() {
    let book =
        Book::new().titled("a.md", "One").titled("a/index.md", "Two").titled("B.md", "Three").titled("b.md", "Four");
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut codes = run.codes();
    codes.sort();
    assert_eq!(codes, ["case-clash", "duplicate-address"], "{run:?}");
    let mut titles: Vec<String> = book.site().listed().into_iter().map(|(title, _)| title).collect();
    titles.sort();
    assert_eq!(titles, ["Four", "One", "Three", "Two"]);
}

/// A folder of which the system tells the beginning and then fails, as a broken disk or a network drive does: played by
/// `strace`, where there is one.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_told_of_by_halves_is_named_and_the_rest_is_built() {
    let mut book = Book::new().titled("good.md", "Good");
    for number in 0..600 {
        // More than the system tells at once.
        book = book.titled(&format!("many/{number:03}-{}.md", "n".repeat(100)), "Many");
    }
    let many = book.path("posts/many");
    let strace = |program: &[&str]| {
        let mut command = std::process::Command::new("strace");
        command.current_dir(book.path("")).args(["-f", "-qq", "-o", "trace", "-e", "trace=getdents64"]);
        command.arg("-P").arg(&many).args(["-e", "inject=getdents64:error=EIO:when=2", "--"]).args(program);
        command
    };
    if !strace(&["true"]).status().is_ok_and(|status| status.success()) {
        eprintln!("there is no strace here, or it may not trace: nothing to test");
        return;
    }
    let inkstone = env!("CARGO_BIN_EXE_inkstone");
    let build = [inkstone, "build", "posts", "--out", "site", "--app", "app", "--json"];
    let run = crate::book::Run::from(strace(&build).output().expect("it has just started"));
    assert!(fs::read_to_string(book.path("trace")).expect("a trace").contains("INJECTED"), "nothing failed");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.codes(), ["unreadable"], "{run:?}");
    let shown = book.site().listed().len();
    assert!(shown > 1 && shown < 601, "{shown} posts are there: what was told of, and the rest");
}
