//! Drafts and hidden posts never reach a public file.

use crate::book::Book;
#[cfg(unix)]
use crate::book::Run;

#[test]
fn hidden_posts_are_in_no_file_of_the_site() {
    let secret = "swordfish";
    let post = |front: &str| format!("---\ntitle: {secret}\n{front}\n---\n{secret}\n");
    let hidden = [
        ("draft.md", post("draft: true")),
        ("unpublished.md", post("published: false")),
        ("future.md", post("date: 2999-01-01")),
        ("expired.md", post("expiryDate: 2001-01-01")),
        ("_drafts/swordfish.md", post("")),
        ("_swordfish.md", post("")),
        (".swordfish.md", post("")),
        ("a/.git/swordfish.md", post("")),
        ("a/_partials/swordfish.md", post("")),
    ];
    let mut book = Book::new().titled("public.md", "Public").titled("unpublished/open.md", "Open");
    for (path, text) in &hidden {
        book = book.file(path, text);
    }
    let book = book
        .file("draft/swordfish.png", "png")
        .file("_drafts/swordfish.png", "png")
        .file("unpublished/swordfish.png", "png")
        .file("public/open.png", "png");
    let site = book.build();
    site.keeps(secret);
    for shown in ["posts/public/index.html", "posts/unpublished/open/index.html", "posts/public/open.png"] {
        assert!(site.has(shown), "{shown}");
    }
    let report = book.try_build(&["--json"]).json();
    assert_eq!((&report["listed"], &report["hidden"]), (&2.into(), &4.into()), "{report}");
}

#[test]
fn an_unlisted_post_is_reachable_and_in_no_list() {
    let site = Book::new()
        .titled("public.md", "Public")
        .file("aside.md", "---\ntitle: Aside\nhidden: true\n---\nText\n")
        .build();
    assert!(site.has("posts/aside/index.html") && site.has("posts/aside.md"));
    assert_eq!(site.listed(), [("Public".to_owned(), "public".to_owned())]);
    for list in ["index.html", "404.html", "posts/index.txt", "page/1/index.html"] {
        assert!(!site.text(list).contains("aside"), "{list}");
    }
}

#[test]
fn a_site_may_show_posts_of_the_future() {
    let site = Book::new()
        .file("future.md", "---\ntitle: Future\ndate: 2999-01-01\n---\nText\n")
        .file("inkstone.yaml", "future: true\n")
        .build();
    assert_eq!(site.listed().len(), 1);
}

#[test]
fn a_day_that_never_comes_or_that_nobody_can_tell_hides() {
    let post = |front: &str| format!("---\ntitle: swordfish\n{front}\n---\nswordfish\n");
    let book = Book::new()
        .titled("public.md", "Public")
        .file("never.md", post("date: 9999-12-31"))
        .file("embargo.md", post("date: 2020-01-01\npublishDate: 9999-12-31"))
        .file("typing-error.md", post("date: 2020-01-01\npublishDate: 2020-13-01"));
    book.build().keeps("swordfish");
    let report = book.try_build(&["--json"]);
    assert_eq!(report.codes(), ["date-unreadable"], "{report:?}");
    assert!(report.out.contains("stays hidden"), "{report:?}");
}

#[test]
fn the_pictures_of_a_draft_stay_private_in_any_language_and_beside_the_posts() {
    let draft = "---\ntitle: swordfish\ndraft: true\n---\nswordfish\n";
    let site = Book::new()
        .titled("public.md", "Public")
        .file("trip/index.en.md", draft)
        .file("trip/swordfish.png", "png")
        .file("both/index.en.md", draft)
        .titled("both/index.zh.md", "Both")
        .file("both/open.png", "png")
        .build();
    site.keeps("swordfish");
    assert!(site.has("posts/both/open.png"), "of the one that is public");

    let book = Book::new()
        .file("_config.yml", "title: x\n")
        .titled("source/_posts/a.md", "A")
        .file("source/private/index.md", draft)
        .file("source/private/swordfish.png", "png")
        .titled("source/open/index.md", "Open")
        .file("source/open/open.png", "png");
    let site = book.build();
    site.keeps("swordfish");
    assert!(site.has("open/open.png"));
}

#[test]
fn what_is_kept_back_in_words_that_are_not_understood_keeps_all_back() {
    let utf_16: Vec<u8> = "\u{feff}private/\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (case, list) in [("not in UTF-8", utf_16), ("no pattern", b"private{1/\n".to_vec())] {
        let book = Book::new().titled("public.md", "Public").file("private/swordfish.md", "swordfish");
        let book = book.file(".inkstoneignore", list);
        let run = book.try_build(&[]);
        assert_eq!(run.code, Some(1), "{case}: {run:?}");
        assert!(run.err.contains(".inkstoneignore"), "{case}: {run:?}");
        assert!(!book.path("site").exists(), "{case}");
    }
}

#[test]
fn a_list_of_what_is_kept_back_under_nearly_its_name_keeps_all_back() {
    let book = Book::new().titled("public.md", "Public").file("private/swordfish.md", "swordfish");
    let book = book.file(".InkstoneIgnore", "private/\n");
    let run = book.try_build(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains(".InkstoneIgnore is not .inkstoneignore"), "{run:?}");
    assert!(!book.path("site").exists());
}

#[test]
fn a_list_of_what_is_kept_back_with_an_ending_is_told_of() {
    for name in [".inkstoneignore.txt", "inkstoneignore.txt", "InkstoneIgnore", "folder/.inkstoneignore.txt"] {
        let book = Book::new().titled("folder/public.md", "Public").file(name, "*.md\n");
        for command in
            [&["build", "posts", "--out", "site", "--app", "app", "--json"] as &[_], &["check", "posts", "--json"]]
        {
            let run = book.run(command);
            assert_eq!(run.codes(), ["ignore-name"], "{name}: {run:?}");
            let problem = run.json()["problems"][0].clone();
            assert_eq!(problem["file"], format!("posts/{name}"));
            assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("name it .inkstoneignore")), "{problem}");
        }
        book.site().keeps("*.md");
    }
}

#[test]
fn a_list_above_the_posts_keeps_back_as_well() {
    let hexo = || {
        let book = Book::new().file("_config.yml", "title: x\n").titled("source/_posts/open.md", "Open");
        book.file("source/_posts/private/swordfish.md", "swordfish").file("source/private/swordfish.png", "png")
    };
    for (case, list) in [
        ("by a name", "private/\n"),
        ("by a path", "/source/*/swordfish.*\n/source/_posts/private\n"),
        ("but what is not", "**/private/*\n!open.md\n"),
        ("but for a folder", "/source/*\n!/source/_posts\nprivate\n"),
    ] {
        let book = hexo().file(".inkstoneignore", list);
        let run = book.try_build(&[]);
        assert_eq!(run.code, Some(0), "{case}: {run:?}");
        book.site().keeps("swordfish");
        assert_eq!(book.site().listed().len(), 1, "{case}");
        let above = hexo().beside(".inkstoneignore", list.replace("/source", "/posts/source"));
        above.build().keeps("swordfish");
    }

    for (case, list, nearer) in [
        ("all of it", "/source\n", ""),
        ("what lies in it is not taken back in", "/source\n!/source/_posts\n", ""),
        ("nor by a list that lies in it", "/source\n", "!_posts\n"),
        ("the nearer one counts", "", "_posts\n"),
    ] {
        let book = hexo().file(".inkstoneignore", list).file("source/.inkstoneignore", nearer);
        assert_eq!(book.try_build(&["--json"]).codes(), ["no-posts"], "{case}");
        book.site().keeps("Open");
    }
    let book = hexo().file(".inkstoneignore", "_posts\nprivate\n").file("source/.inkstoneignore", "!_posts\n");
    assert_eq!(book.build().listed().len(), 1, "the nearer one takes back in");

    for (name, list) in [(".inkstoneignore", "private{1/\n"), (".InkstoneIgnore", "private/\n")] {
        let book = hexo().file(name, list);
        let run = book.try_build(&[]);
        assert!(run.code == Some(1) && run.err.contains(".inkstoneignore"), "{name}: {run:?}");
        assert!(!book.path("site").exists(), "{name}");
    }
    assert_eq!(hexo().file("source/.inkstoneignore.txt", "*\n").try_build(&["--json"]).codes(), ["ignore-name"]);
    assert_eq!(hexo().file("inkstoneignore", "*\n").try_build(&["--json"]).codes(), ["ignore-name"]);
    assert_eq!(hexo().beside(".inkstoneignore.txt", "*\n").try_build(&["--json"]).codes(), ["ignore-name"]);
    let run = hexo().beside(".InkstoneIgnore", "private/\n").try_build(&[]);
    assert!(run.code == Some(1) && run.err.contains(".InkstoneIgnore"), "{run:?}");
}

#[test]
fn what_lies_beside_a_script_is_kept_back_as_elsewhere() {
    let plugged = |folder: &str| {
        Book::new()
            .titled("a.md", "A")
            .file("inkstone.yaml", format!("scripts: {folder}/draw.js\n"))
            .file(&format!("{folder}/draw.js"), "import './part.js';")
    };
    let site = plugged("plug-ins")
        .file("plug-ins/part.js", "part")
        .file("plug-ins/swordfish.json", "swordfish")
        .file("plug-ins/.swordfish.json", "swordfish")
        .file("plug-ins/_swordfish.js", "swordfish")
        .file("plug-ins/deep/swordfish.js", "swordfish")
        .file(".inkstoneignore", "plug-ins/*.json\n")
        .build();
    site.keeps("swordfish");
    assert!(site.has("posts/plug-ins/draw.js") && site.has("posts/plug-ins/part.js"));
    for (folder, list) in [("plug-ins", "plug-ins/\n"), ("plug-ins", "/plug-ins\n"), ("_js", ""), ("a/.js", "")] {
        let book = plugged(folder).file(&format!("{folder}/swordfish.json"), "swordfish");
        let site = book.file(".inkstoneignore", list).build();
        site.keeps("swordfish");
        assert!(site.has(&format!("posts/{folder}/draw.js")), "{folder}: the one that is named");
    }
}

#[cfg(unix)]
#[test]
fn a_script_may_load_what_a_link_beside_it_leads_to_unless_that_is_kept_back() {
    use std::os::unix::fs::symlink;
    let book = Book::new()
        .titled("a.md", "A")
        .file("inkstone.yaml", "scripts: plug-ins/draw.js\n")
        .file("plug-ins/draw.js", "import './part.js';")
        .file("plug-ins/part-2.js", "part")
        .file("_js/swordfish.js", "swordfish");
    symlink("part-2.js", book.path("posts/plug-ins/part.js")).expect("a link");
    symlink("../_js/swordfish.js", book.path("posts/plug-ins/other.js")).expect("a link");
    let site = book.build();
    site.keeps("swordfish");
    assert_eq!(site.text("posts/plug-ins/part.js"), "part");
    assert!(!site.has("posts/plug-ins/other.js"));
}

#[cfg(unix)]
#[test]
fn no_link_publishes_a_post_that_its_own_name_hides() {
    use std::os::unix::fs::symlink;
    let book = Book::new()
        .file("_config.yml", "title: x\n")
        .titled("_posts/2020-01-01-open.md", "Open")
        .file("_posts/2999-01-01-later.md", "---\ntitle: Later\n---\nswordfish\n")
        .file("_posts/news/2999-01-01-b.md", "---\ntitle: B\n---\nswordfish\n")
        .file("news/_posts/2999-01-01-b.md", "---\ntitle: B\n---\nswordfish\n")
        .file("private/notes.txt", "swordfish")
        .file("private/index.md", "---\ntitle: Page\npublished: false\n---\nswordfish\n")
        .file("private/page.png", "swordfish")
        .file("private/deep/page.png", "swordfish")
        .file("img/fine.png", "fine");
    for (link, target) in [
        ("_posts/2020-01-01-copy.md", "2999-01-01-later.md"),
        ("_posts/2020-01-01-one.md", "news/2999-01-01-b.md"),
        ("_posts/2020-01-01-two.md", "../news/_posts/2999-01-01-b.md"),
        ("_posts/2020-01-01-notes.md", "../private/notes.txt"),
        ("_posts/2020-01-01-fine.md", "2020-01-01-open.md"),
        ("_posts/open.png", "../private/page.png"),
        ("img/page.png", "../private/deep/page.png"),
        ("img/copy.png", "fine.png"),
    ] {
        symlink(target, book.path("posts").join(link)).expect("a link");
    }
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = book.site();
    site.keeps("swordfish");
    assert!(site.has("img/copy.png") && site.listed().len() == 2);
    assert_eq!(run.codes().iter().filter(|code| *code == "same-path").count(), 1, "two posts have one path");
    assert_eq!(
        hidden_links(&run),
        [
            "posts/_posts/2020-01-01-copy.md",
            "posts/_posts/2020-01-01-notes.md",
            "posts/_posts/2020-01-01-one.md",
            "posts/_posts/2020-01-01-two.md",
            "posts/_posts/open.png",
            "posts/img/page.png",
        ]
    );
    assert_eq!(run.codes().len(), 7, "{run:?}");
}

#[cfg(unix)]
#[test]
fn no_link_publishes_what_is_kept_back() {
    use std::os::unix::fs::symlink;
    let book = Book::new()
        .titled("open.md", "Open")
        .file("open/open.png", "open picture")
        .file("draft/index.md", "---\ntitle: Draft\ndraft: true\n---\nswordfish")
        .file("draft/draft.png", "swordfish")
        .file("draft/notes.txt", "swordfish")
        .file("kept/kept.png", "swordfish")
        .titled("kept/kept.md", "swordfish")
        .file("notes.sh", "swordfish")
        .file("_drafts/hidden.png", "swordfish")
        .file(".inkstoneignore", "kept/\n");
    for (link, target) in [
        ("open/of-draft.png", "../draft/draft.png"),
        ("open/text-of-draft.txt", "../draft/index.md"),
        ("open/kept.png", "../kept/kept.png"),
        ("open/hidden.png", "../_drafts/hidden.png"),
        ("open/script.png", "../notes.sh"),
        ("copy.md", "kept/kept.md"),
        ("notes.md", "draft/notes.txt"),
        ("open/fine.png", "open.png"),
        ("draft/fine.png", "../open/open.png"),
    ] {
        symlink(target, book.path("posts").join(link)).expect("a link");
    }
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = book.site();
    site.keeps("swordfish");
    assert_eq!(site.text("posts/open/fine.png"), "open picture");
    assert!(!site.has("posts/draft/fine.png"), "a draft's folder is private");
    let told = hidden_links(&run);
    assert_eq!(
        told,
        [
            "posts/copy.md",
            "posts/notes.md",
            "posts/open/hidden.png",
            "posts/open/kept.png",
            "posts/open/of-draft.png",
            "posts/open/script.png",
            "posts/open/text-of-draft.txt",
        ]
    );
    assert_eq!(run.codes().len(), told.len(), "{run:?}");
}

/// The links of which `run` tells that they lead to something that is not published, in order.
#[cfg(unix)]
fn hidden_links(run: &Run) -> Vec<String> {
    let answer = run.json();
    let problems = answer["problems"].as_array().expect("problems").iter();
    let links = problems.filter(|problem| problem["code"] == "symlink-hidden");
    let mut files: Vec<String> = links.filter_map(|link| link["file"].as_str().map(str::to_owned)).collect();
    files.sort();
    files
}

#[cfg(unix)]
#[test]
fn posts_behind_a_link_of_the_whole_source_folder_are_nobodys() {
    let book =
        Book::new().titled("mine.md", "Mine").beside("elsewhere/_posts/theirs.md", "---\ntitle: T\n---\nswordfish");
    std::os::unix::fs::symlink("../elsewhere", book.path("posts/source")).expect("a link");
    assert_eq!(book.try_build(&[]).code, Some(0));
    book.site().keeps("swordfish");
    assert_eq!(book.site().listed().len(), 1);
}
