//! `inkstone check`: what is wrong, where, why, and what to do.

use crate::book::Book;

#[test]
fn exit_codes() {
    let good = Book::new().titled("a.md", "A");
    let warned = Book::new().titled("a.md", "A").titled("a/index.md", "B");
    let bad = Book::new().file("a.md", "---\ntitle: [\n---\nx");
    let none = Book::new().file("readme.txt", "posts lie elsewhere");
    for (case, book, arguments, expected) in [
        ("nothing", &good, &[] as &[_], 0),
        ("nothing, strictly", &good, &["--strict"], 0),
        ("a warning", &warned, &[], 0),
        ("a warning, strictly", &warned, &["--strict"], 1),
        ("no posts", &none, &[], 0),
        ("no posts, strictly", &none, &["--strict"], 1),
        ("an error", &bad, &[], 1),
        ("no such option", &good, &["--colour"], 2),
    ] {
        let run = book.run(&[&["check", "posts"], arguments].concat());
        assert_eq!(run.code, Some(expected), "{case}: {run:?}");
    }
    let told = none.run(&["check", "posts"]).out;
    assert!(told.contains("there are no posts here") && told.contains(".md"), "{told}");
    assert_eq!(good.run(&[]).code, Some(2));
    assert_eq!(good.run(&["--help"]).code, Some(0));
}

#[test]
fn every_problem_has_a_place_a_reason_and_a_hint() {
    let book = Book::new()
        .file("b.md", "---\ntitle: One\ntitle: Two\ndate: yesterday\n---\nx")
        .file("a.md", "---\ntitle: 'It's'\n---\nx");
    let run = book.run(&["check", "posts"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("posts/a.md:2:"), "{run:?}");
    assert!(lines[0].contains(": error: "), "{run:?}");
    assert!(lines[1].starts_with("  hint: "), "{run:?}");
    assert!(lines.iter().any(|line| line.starts_with("posts/b.md:3:1: warning: ")), "{run:?}");
    assert!(lines.iter().any(|line| line.starts_with("posts/b.md:4:")), "{run:?}");
    assert_eq!(lines.last(), Some(&"2 posts: 2 errors, 1 warning"), "{run:?}");
    assert!(!run.out.contains('\u{1b}'), "no colour away from a terminal");

    let answer = book.run(&["check", "posts", "--json"]).json();
    assert_eq!((&answer["listed"], &answer["errors"], &answer["warnings"]), (&2.into(), &2.into(), &1.into()));
    for problem in answer["problems"].as_array().expect("problems") {
        for key in ["file", "severity", "code", "message", "hint"] {
            assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {problem}");
        }
        assert!(problem["line"].as_u64() > Some(0) && problem["column"].as_u64() > Some(0), "{problem}");
    }
}

#[test]
fn nothing_is_written() {
    let book = Book::new().titled("a.md", "A");
    let before = crate::book::Site::read(&book.path(""));
    book.run(&["check", "posts"]);
    assert_eq!(crate::book::Site::read(&book.path("")), before);
}

#[test]
fn a_wrong_configuration_is_reported_with_its_place() {
    let book = Book::new().titled("a.md", "A").file("inkstone.yaml", "title: Mine\ntime_zone: Mars/Base\n");
    let run = book.run(&["check", "posts", "--json"]);
    assert_eq!(run.codes(), ["time-zone"]);
    assert_eq!(run.json()["problems"][0]["file"], "posts/inkstone.yaml");
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let mut book = Book::new();
    for number in 0..500 {
        book = book.file(&format!("{number}.md"), "---\ntitle: [\n---\nx");
    }
    let script = "\"$0\" check posts 2>err | head -n 1; exit \"${PIPESTATUS[0]}\"";
    let run = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_inkstone")])
        .current_dir(book.path(""))
        .output();
    let Ok(run) = run else {
        eprintln!("there is no bash here: nothing to test");
        return;
    };
    assert_eq!(run.status.code(), Some(0));
    assert!(!std::fs::read_to_string(book.path("err")).expect("a file").contains("error"));
}

#[test]
fn what_a_post_refers_to_must_be_there() {
    let book = Book::new()
        .file("inkstone.yaml", "title: T\nurl: https://ink.example/blog\n")
        .file("there.md", "---\ntitle: There\n---\n## 第一 Part\n\nA note[^1].\n\n[^1]: It.\n")
        .file("head.md", "---\ntitle: Head\ncover: gone.jpg\n---\nx\n")
        .file(
            "places.md",
            "---\ntitle: Places\n---\n\n[a](there.md#第一-part) [b](there.md#gone) [c](#there) [d](#top) [e](#)\n\
             [f](https://ink.example/blog/posts/there/) [g](https://ink.example/blog/posts/nobody/) [h](https://ink.example/other)\n\n## There\n",
        )
        .file("draft.md", "---\ntitle: Draft\ndraft: true\n---\nx")
        .file(
            "media.md",
            "---\ntitle: Media\n---\n\n<picture><source srcset=\"two.png 2x\"><img src=gone.png srcset=\"gone.png 1x, a/p.png 2x\" alt=x></picture>\n\n\
             <video src=film.mp4 poster=still.jpg><source src=film.webm></video>\n\n<audio src=a/p.png></audio>\n",
        )
        .file("a/p.png", "png")
        .file("a/large.jpg", vec![0; 1_200_000])
        .file(
            "a/b.md",
            "---\ntitle: B\n---\n\n[a](../there.md) [b](gone.md)\n![a bridge](p.png) ![](p.png) ![c](P.png)\n\n\
             <a href=\"/posts/draft\">d</a> <img src=\"q.png\" alt=\"q\"> [x](https://example.com/gone) [t](#t)\n",
        );
    let run = book.run(&["check", "posts", "--json"]);
    let answer = run.json();
    let found: Vec<(String, String, u64, u64)> = answer["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|problem| {
            let text = |key: &str| problem[key].as_str().expect("a text").to_owned();
            let number = |key: &str| problem[key].as_u64().expect("a number");
            (text("file"), text("code"), number("line"), number("column"))
        })
        .collect();
    let expected = [
        ("posts/a/b.md", "link-broken", 5, 22),
        ("posts/a/b.md", "picture-description", 6, 24),
        ("posts/a/b.md", "picture-missing", 6, 36),
        ("posts/a/b.md", "link-broken", 8, 17),
        ("posts/a/b.md", "picture-missing", 8, 40),
        ("posts/a/b.md", "link-place", 8, 90),
        ("posts/a/large.jpg", "picture-large", 0, 0),
        ("posts/head.md", "picture-missing", 1, 1),
        ("posts/media.md", "picture-missing", 5, 26),
        ("posts/media.md", "picture-missing", 5, 47),
        ("posts/media.md", "recording-missing", 7, 12),
        ("posts/media.md", "picture-missing", 7, 28),
        ("posts/media.md", "recording-missing", 7, 50),
        ("posts/places.md", "link-place", 5, 27),
        ("posts/places.md", "link-broken", 6, 79),
    ];
    let expected = expected.map(|(file, code, line, column)| (file.to_owned(), code.to_owned(), line, column));
    assert_eq!(found, expected, "{run:?}");
    assert_eq!(answer["hidden"], serde_json::json!(["posts/draft.md"]));
    let text = book.run(&["check", "posts"]).out;
    assert!(text.contains("there is /posts/a/p.png: capitals count"), "{text}");
    assert!(text.contains("posts/draft.md: not in the site"), "{text}");
}

/// As a folder that comes from macOS may have it.
#[test]
fn a_picture_whose_name_is_composed_otherwise_is_named() {
    for (written, on_disk) in [
        ("caf\u{e9}.png", "cafe\u{301}.png"),
        ("cafe\u{301}.png", "caf\u{e9}.png"),
        ("\u{d55c}.png", "\u{1112}\u{1161}\u{11ab}.png"),
    ] {
        let post = format!("---\ntitle: A\n---\n![A picture]({written})");
        let book = Book::new().file("a.md", post).file(on_disk, "png");
        if book.path("posts").join(written).exists() {
            continue; // on this file system both are one
        }
        let run = book.run(&["check", "posts"]);
        assert!(run.out.contains(&format!("there is /posts/{on_disk}, whose name is composed otherwise")), "{run:?}");
    }
}

#[test]
fn a_check_tells_of_clashes_that_a_build_would_tell_of() {
    let post = "---\ntitle: A\naliases: [old]\n---\nx";
    let run = Book::new().file("a.md", post).file("b.md", post).run(&["check", "posts", "--json"]);
    assert_eq!(run.codes(), ["duplicate-alias"]);
}

#[test]
fn a_check_tells_of_terms_whose_pages_would_be_one() {
    let post = |front: &str| format!("---\ntitle: A\n{front}\n---\nx");
    for (case, one, other, code, told) in [
        (
            "a slash",
            "categories: [[a, b]]",
            "categories: ['a/b']",
            "same-path",
            "two lists would both be `categories/a/b`",
        ),
        (
            "case",
            "tags: [Linux]",
            "tags: [linux]",
            "same-path",
            "`tags/linux` and `tags/Linux` of posts/a.md differ in case",
        ),
        ("case above", "categories: [[Ink, a]]", "categories: [[ink, b]]", "same-path", "`categories/ink` and"),
        ("form", "tags: ['caf\u{e9}']", "tags: ['cafe\u{301}']", "same-path", "differ in case or form only"),
    ] {
        let book = Book::new().file("a.md", post(one)).file("b.md", post(other));
        let run = book.run(&["check", "posts", "--json"]);
        assert_eq!(run.codes(), [code], "{case}: {run:?}");
        let problem = run.json()["problems"][0].clone();
        assert_eq!(problem["file"], "posts/b.md", "{case}");
        assert!(problem["message"].as_str().is_some_and(|text| text.contains(told)), "{case}: {problem}");
    }
    let long = format!("tags: [{}]", "墨".repeat(100));
    let run = Book::new().file("a.md", post(&long)).file("b.md", post(&long)).run(&["check", "posts", "--json"]);
    assert_eq!(run.codes(), ["file-name"], "{run:?}");
    // The same term twice, and a draft's, are nobody's business.
    let book = Book::new().file("a.md", post("tags: [Linux]")).file("b.md", post("tags: [Linux]"));
    let run = book.file("c.md", post("draft: true\ntags: [linux]")).run(&["check", "posts", "--json"]);
    assert_eq!(run.codes(), [""; 0], "{run:?}");
}
