//! A build after a build: it comes out as a clean one would, and touches only what changed.

use std::{
    fs::{self, File},
    path::Path,
    thread,
    time::Duration,
};

use proptest::prelude::*;

use crate::book::{Book, Site};

/// Something that an author does between two builds.
#[derive(Clone, Debug)]
enum Step {
    Write(&'static str, &'static str),
    Rename(&'static str, &'static str),
    Delete(&'static str),
}

/// Names that get in each other's way: a post, a folder and a file of one name.
const NAMES: [&str; 12] = [
    "a.md",
    "a.markdown",
    "A.md",
    "a/index.md",
    "a/b.md",
    "b.md",
    "c/d/e.md",
    "c/d.md",
    "c.md",
    "a/p.png",
    "b.png",
    "inkstone.yaml",
];

const TEXTS: [&str; 13] = [
    "---\ntitle: One\ndate: 2024-01-01\n---\n\nText.\n",
    "---\ntitle: Two\ndate: 2023-01-01\npermalink: old/two.html\n---\n\n![p](p.png)\n",
    "---\ntitle: Draft\ndraft: true\n---\nx\n",
    "---\ntitle: Old\naliases: [a, b/c]\ntags: [t]\n---\nx\n",
    "---\ntitle: Part\ndate: 2024-02-01\nseries: S\n---\nx\n",
    "---\ntitle: Another part\nseries: S\nhidden: true\n---\nx\n",
    "---\ntitle: [\n---\nbroken\n",
    "---\ntitle: Pictures\n---\n![b](/posts/b.png) ![p](a/p.png) <img src=p.png height=3>\n",
    // The beginnings of two pictures.
    "GIF89a\u{3}\0\u{2}\0\0\0\0;",
    "GIF89a\u{5}\0\u{4}\0\0\0\0;",
    "title: Mine\nper_page: 1\n",
    "title: Ours\ntime_zone: Asia/Shanghai\npermalink: ':year/:title/'\n",
    "",
];

fn step() -> impl Strategy<Value = Step> {
    let name = || proptest::sample::select(&NAMES[..]);
    prop_oneof![
        4 => (name(), proptest::sample::select(&TEXTS[..])).prop_map(|(name, text)| Step::Write(name, text)),
        2 => (name(), name()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => name().prop_map(Step::Delete),
    ]
}

impl Step {
    /// Does it, where that can be done.
    fn take(&self, posts: &Path) {
        let place = |name: &str| {
            let path = posts.join(name);
            let _ = fs::create_dir_all(path.parent().expect("below the posts"));
            path
        };
        let _ = match self {
            Step::Write(name, text) => fs::write(place(name), text),
            Step::Rename(from, to) => fs::rename(posts.join(from), place(to)),
            Step::Delete(name) => fs::remove_file(posts.join(name)),
        };
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_after_any_changes_is_what_a_clean_one_would_be(
        rounds in proptest::collection::vec(proptest::collection::vec(step(), 1..6), 2..5),
    ) {
        let book = Book::new();
        for steps in rounds {
            for step in steps {
                step.take(&book.path("posts"));
            }
            let incremental = book.try_build(&["--json"]);
            let clean = book.run(&["build", "posts", "--out", "clean", "--app", "app", "--no-cache", "--json"]);
            prop_assert_eq!(incremental.code, Some(0), "{:?}", incremental);
            prop_assert_eq!(&incremental.json()["problems"], &clean.json()["problems"]);
            prop_assert_eq!(&incremental.json()["bytes"], &clean.json()["bytes"]);
            prop_assert_eq!(book.site(), Site::read(&book.path("clean")));
        }
    }
}

fn blog() -> Book {
    let mut book = Book::new().file("pictures/p.png", vec![7; 100_000]).file("inkstone.yaml", "per_page: 5\n");
    for number in 0..30 {
        book = book.file(
            &format!("{:02}/{number:02}.md", number % 7),
            format!("---\ntitle: Post {number}\ndate: 2024-01-{:02}\n---\n\nText {number}.\n", number % 28 + 1),
        );
    }
    book
}

#[test]
fn only_what_changed_is_written() {
    let book = blog();
    book.build();
    for round in 0..3 {
        let before = book.ages();
        book.build();
        assert_eq!(book.ages(), before, "round {round}: nothing changed");

        let changed = format!("---\ntitle: Post 0\ndate: 2024-01-01\n---\n\nRound {round}.\n");
        fs::write(book.path("posts/00/00.md"), changed).expect("a file");
        book.build();
        let after = book.ages();
        let written: Vec<&str> =
            after.iter().filter(|(path, age)| before.get(*path) != Some(age)).map(|(path, _)| path.as_str()).collect();
        assert!(written.contains(&"posts/00/00.md"), "round {round}: {written:?}");
        let others = written.iter().filter(|path| path.starts_with("posts/") && !path.starts_with("posts/00/00"));
        assert_eq!(others.count(), 0, "round {round}: {written:?}");
        assert!(written.len() < 16, "round {round}: of {} files {written:?}", after.len());
    }
}

#[test]
fn a_new_part_of_a_long_series_changes_the_pages_of_the_last_ones_only() {
    let part = |number: u32| {
        let (day, month) = (number % 28 + 1, number / 28 + 1);
        (
            format!("{number:03}.md"),
            format!("---\ntitle: Part {number}\ndate: 2024-{month:02}-{day:02}\nseries: Long\n---\nText.\n"),
        )
    };
    let book = (0..100).map(part).fold(Book::new(), |book, (file, text)| book.file(&file, text));
    book.build();
    let before = book.ages();
    let (file, text) = part(100);
    let book = book.file(&file, text);
    let site = book.build();
    let is_page = |path: &&str| path.starts_with("posts/") && path.ends_with("/index.html");
    let after = book.ages();
    let written = after.iter().filter(|(path, age)| before.get(*path) != Some(age));
    let pages: Vec<&str> = written.map(|(path, _)| path.as_str()).filter(is_page).collect();
    assert!(pages.len() <= 12, "{pages:?}");
    assert!(site.text("posts/100/index.html").contains(r#"<ol start="82""#), "it names those before it");
}

/// Time itself is what is tested: a file that has been left alone is not even read again.
#[cfg(unix)]
#[test]
fn a_change_shows_although_size_and_age_hide_it() {
    let book = Book::new().file("a.md", "---\ntitle: AAAA\n---\nx").file("b.md", "---\ntitle: B\n---\n![p](p.gif)");
    let (small, large) = (b"GIF89a\x03\0\x02\0\0\0\0;", b"GIF89a\x05\0\x04\0\0\0\0;");
    let book = book.file("p.gif", small);
    let clean = book.build();
    thread::sleep(Duration::from_secs(4));
    book.build();
    assert_eq!(book.build(), clean, "what was remembered of a picture is what it was");
    let file = File::options().write(true).open(book.path("posts/a.md")).expect("a file");
    let age = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
    fs::write(book.path("posts/a.md"), "---\ntitle: EEEE\n---\nx").expect("a file");
    file.set_modified(age).expect("it is ours");
    assert_eq!(book.build().listed()[0].0, "EEEE");
    assert_eq!(book.build().text("posts/a.md"), "---\ntitle: EEEE\n---\nx");

    let file = File::options().write(true).open(book.path("posts/p.gif")).expect("a file");
    let age = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
    fs::write(book.path("posts/p.gif"), large).expect("a file");
    file.set_modified(age).expect("it is ours");
    assert!(book.build().text("posts/b/index.html").contains("width=\"5\" height=\"4\""));
}

#[test]
fn a_post_whose_time_comes_appears_without_being_touched() {
    let soon = jiff::Timestamp::now() + Duration::from_secs(3);
    let book = Book::new().file("a.md", format!("---\ntitle: Soon\ndate: {soon}\n---\nx"));
    assert_eq!(book.build().listed(), []);
    while jiff::Timestamp::now() <= soon {
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(book.build().listed().len(), 1);
}

#[test]
fn a_cache_that_is_no_good_is_put_aside_with_a_word() {
    let book = blog();
    let clean = book.build();
    let cache = book.path(".site.inkstone/cache");
    let good = fs::read(&cache).expect("it is there");
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 8;
    for (case, bytes) in
        [("cut off", good[..good.len() / 2].to_vec()), ("a flipped bit", flipped), ("foreign", vec![b'x'; 5_000])]
    {
        fs::write(&cache, bytes).expect("it is ours");
        let run = book.try_build(&["--json"]);
        assert_eq!((run.code, run.codes()), (Some(0), vec!["cache".to_owned()]), "{case}");
        assert_eq!(book.site(), clean, "{case}");
        assert!(book.try_build(&["--json"]).codes().is_empty(), "{case}: the next one is good");
    }
}

#[test]
fn what_somebody_did_to_the_site_is_undone() {
    let book = blog();
    let clean = book.build();
    for round in 0..2 {
        fs::write(book.path("site/posts/01/01.md"), "vandal").expect("a file");
        fs::write(book.path("site/posts/extra.md"), "vandal").expect("a file");
        fs::remove_file(book.path("site/posts/02/02.md")).expect("it is there");
        fs::remove_dir_all(book.path("site/posts/03")).expect("it is there");
        fs::write(book.path("site/posts/03"), "vandal").expect("a file");
        assert_eq!(book.build(), clean, "round {round}");
    }
    fs::remove_dir_all(book.path("site")).expect("it is there");
    assert_eq!(book.build(), clean, "without a site");
    assert_eq!(book.build(), clean, "with both");
    fs::remove_dir_all(book.path(".site.inkstone/new")).expect("it is there");
    assert_eq!(book.build(), clean, "without the site before");
}

#[cfg(unix)]
#[test]
fn a_first_build_leaves_all_of_its_files_for_the_next_as_links() {
    use std::os::unix::fs::MetadataExt;
    let book = blog();
    let next = book.path(".site.inkstone/new");
    for round in 0..2 {
        let site = book.build_with(&["--compress"]);
        assert_eq!(Site::read(&next), site, "round {round}");
        for name in site.names() {
            let inode = |folder: &Path| fs::metadata(folder.join(name)).expect("it is there").ino();
            assert_eq!(inode(&next), inode(&book.path("site")), "round {round}: {name}");
        }
        // Whoever takes the site away gets it anew, and that is a first one as well.
        fs::remove_dir_all(book.path("site")).expect("it is there");
    }
}

/// The site that is published next is made in the folder beside it: what somebody did there must not come out.
#[cfg(unix)]
#[test]
fn what_somebody_did_to_the_second_site_is_undone() {
    let book = blog();
    let clean = book.build();
    let post = clean.text("posts/04/04.md").to_owned();
    for round in 0..2 {
        let there = |path: &str| book.path(".site.inkstone/new").join(path);
        let other = there("other");
        let cases = [
            // Another file of the same size and age in a file's place: only its inode tells.
            ("posts/04/04.md", post.replace("Text", "Tixt")),
            ("posts/04/04/index.html", "vandal".to_owned()),
        ];
        for (path, text) in cases {
            let age = fs::metadata(book.path("site/posts/04/04.md")).and_then(|file| file.modified()).expect("a time");
            fs::write(&other, text).expect("a file");
            File::options().write(true).open(&other).and_then(|file| file.set_modified(age)).expect("it is ours");
            fs::rename(&other, there(path)).expect("it is ours");
        }
        fs::write(there("posts/04/extra.md"), "vandal").expect("a file");
        fs::create_dir_all(there("extra/deep")).expect("a folder");
        fs::write(there("extra/deep/extra.html"), "vandal").expect("a file");
        fs::remove_file(there("posts/05/05.md")).expect("it is there");
        fs::remove_file(there("posts/06/06.md")).expect("it is there");
        std::os::unix::fs::symlink("04.md", there("posts/06/06.md")).expect("a link");
        assert_eq!(book.build(), clean, "round {round}");
        assert!(!book.path("site/extra").exists(), "round {round}: no folder of somebody else's is published");
    }
}

/// Waits until the clock of the file system has gone on.
#[cfg(unix)]
fn wait_for_a_tick(book: &Book) {
    let now = || {
        fs::write(book.path("tick"), "").expect("it is ours");
        fs::metadata(book.path("tick")).and_then(|tick| tick.modified()).expect("a time")
    };
    let begun = now();
    while now() == begun {}
}

/// A post's page has been where a file comes to lie.
#[test]
fn a_folder_becomes_a_file() {
    let book = Book::new().titled("a.zip.md", "Page").titled("b.md", "Other");
    assert!(book.build().has("posts/a.zip/index.html"));
    book.build();
    fs::remove_file(book.path("posts/a.zip.md")).expect("it is there");
    let book = book.file("a.zip", "archive");
    for round in 0..3 {
        assert_eq!(book.build().text("posts/a.zip"), "archive", "round {round}");
    }
}

/// A folder that nobody touched is not listed: what has come, gone or moved must show all the same, in folders whose
/// time was told long ago and in those that builds have come by since.
#[cfg(unix)]
#[test]
fn a_folder_that_is_known_from_its_time_hides_nothing() {
    let book = blog();
    let clean = book.build();
    let deep = |path: &str| book.path(".site.inkstone/new").join(path);
    for round in 0..4 {
        wait_for_a_tick(&book);
        match round {
            0 => fs::write(deep("posts/00/07/extra.html"), "vandal").expect("a file"),
            1 => {
                // A whole folder elsewhere, with its time and all that is in it, and a link in its place.
                fs::rename(deep("posts/01/08"), book.path("moved")).expect("it is ours");
                std::os::unix::fs::symlink(book.path("moved"), deep("posts/01/08")).expect("a link");
            }
            2 => fs::write(deep("posts/02/09/index.html"), "vandal").expect("a file"),
            _ => fs::remove_dir_all(deep("posts/03/10")).expect("it is there"),
        }
        assert_eq!(book.build(), clean, "round {round}");
        assert_eq!(book.build(), clean, "round {round}: and the one beside it");
        if round == 1 {
            assert!(book.path("moved/index.html").is_file(), "nothing was done through the link");
        }
    }
    // What a build takes away lies in the other site until the one after it.
    fs::remove_file(book.path("posts/04/11.md")).expect("it is there");
    for round in 0..3 {
        wait_for_a_tick(&book);
        let site = book.build();
        assert!(!site.names().iter().any(|path| path.contains("posts/04/11")), "round {round}");
    }
}

/// Both sites have the same file, so what is written to it in place shows in both.
#[test]
fn what_is_written_to_a_file_in_place_is_undone() {
    let book = blog();
    let clean = book.build();
    for round in 0..2 {
        for path in ["posts/04/04.md", "posts/04/04/index.html", "embed/posts/04/04/index.html", "catalogue.json"] {
            let file = book.path("site").join(path);
            let text = fs::read_to_string(&file).expect("it is there");
            // Of the same size, and what a site is known by stays.
            fs::write(&file, text.replace("Post", "Past")).expect("a file");
        }
        assert_eq!(book.build(), clean, "round {round}");
        assert_eq!(book.build(), clean, "round {round}: and the one beside it");
    }
}

/// Lists are remembered by the names of the catalogue's files: they are those of a clean build after any change of
/// what lists show, and after one that takes it back.
#[test]
fn lists_that_were_remembered_are_those_of_a_clean_build() {
    let mut book = Book::new();
    for number in 0..90 {
        let (month, tag) = (number % 12 + 1, number % 3);
        let text = format!(
            "---\ntitle: Post {number}\ndate: 20{:02}-{month:02}-01\ntags: [t{tag}]\ncategories: [c{tag}, d]\n---\n\nText.\n",
            20 + number % 2
        );
        book = book.file(&format!("{number:02}.md"), text);
    }
    book.build();
    let first = fs::read_to_string(book.path("posts/00.md")).expect("it is there");
    for (case, text) in [
        ("text", first.replace("Text", "Other text")),
        ("title", first.replace("Post 0", "Title")),
        ("date", first.replace("2020", "2019")),
        ("tag", first.replace("t0", "new")),
        ("category", first.replace("c0", "c1")),
        ("draft", first.replace("title", "draft: true\ntitle")),
        ("as before", first.clone()),
    ] {
        fs::write(book.path("posts/00.md"), text).expect("a file");
        let site = book.build();
        let clean = book.run(&["build", "posts", "--out", "clean", "--app", "app", "--no-cache"]);
        assert_eq!(clean.code, Some(0), "{case}: {clean:?}");
        assert_eq!(site, Site::read(&book.path("clean")), "{case}");
    }
}

#[test]
fn without_a_cache_nothing_is_left_beside_the_site() {
    let book = blog();
    let clean = book.build();
    assert_eq!(book.build_with(&["--no-cache"]), clean);
    assert!(!book.path(".site.inkstone").exists());
}
