//! Every post has an address of its own, whatever its file is called.

use inkstone_content::address::encode_path;

use crate::book::Book;

#[test]
fn names_of_every_kind_have_a_page_a_raw_file_and_a_link() {
    let names = [
        "a b",
        "100%",
        "a&b",
        "it's \"quoted\"",
        "😀/é",
        "a?b#c",
        "-rf",
        "<b>",
        "%2e%2e",
        "a.b.c",
        "news/2022/07/日本語",
        "CON",
        "a;b=c,d+e",
        "$HOME",
        "`id`",
        "a..b",
        "index",
    ];
    let mut book = Book::new();
    for name in names {
        book = book.titled(&format!("{name}.md"), "Title");
    }
    let site = book.build();
    assert_eq!(site.listed().len(), names.len());
    for name in names {
        assert!(site.has(&format!("posts/{name}.md")), "{name}");
        let page = site.text(&format!("posts/{name}/index.html"));
        let up = "../".repeat(name.matches('/').count() + 2);
        assert!(page.contains(&format!("src=\"{up}boot.js\"")), "{name}: {page}");
        let raw = encode_path(&format!("{name}.md"));
        assert!(page.contains(&format!("href=\"{up}posts/{raw}\"")), "{name}: {page}");
        assert!(!page.contains("inkstone:file"), "{name}: the address tells the file");
        assert!(site.text("posts/index.txt").lines().any(|line| line == format!("{name}.md")), "{name}");
    }
}

#[test]
fn a_name_that_the_plain_list_cannot_hold_is_in_the_catalogue() {
    let site = Book::new().titled("#1.md", "First").titled(" blank.md", "Blank").build();
    assert_eq!(site.listed().len(), 2);
    assert_eq!(site.text("posts/index.txt"), "inkstone.yaml\n");
}

#[test]
fn a_bundle_takes_its_folders_name_and_its_page_names_the_file() {
    let site = Book::new().titled("trip/index.md", "Trip").file("trip/map.png", "png").build();
    let page = site.text("posts/trip/index.html");
    assert!(page.contains("<meta name=\"inkstone:file\" content=\"trip/index.md\">"), "{page}");
    assert_eq!(site.listed(), [("Trip".to_owned(), "trip".to_owned())]);
    assert!(site.has("posts/trip/map.png") && site.has("posts/trip/index.md"));
}

#[test]
fn posts_that_want_one_address_are_all_reachable() {
    let book = Book::new()
        .titled("a/index.md", "Bundle")
        .titled("a.markdown", "Markdown")
        .titled("a.md", "Plain")
        .titled("a-2.md", "Two");
    let run = book.try_build(&["--json"]);
    assert_eq!(run.codes(), ["duplicate-address", "duplicate-address"]);
    let site = book.site();
    let mut listed = site.listed();
    listed.sort();
    let expected = [("Bundle", "a-4"), ("Markdown", "a-3"), ("Plain", "a"), ("Two", "a-2")];
    assert_eq!(listed, expected.map(|(title, path)| (title.to_owned(), path.to_owned())));
    for (path, file) in [("a-3", "a.markdown"), ("a-4", "a/index.md")] {
        let page = site.text(&format!("posts/{path}/index.html"));
        assert!(page.contains(&format!("<meta name=\"inkstone:file\" content=\"{file}\">")), "{page}");
        assert!(site.has(&format!("posts/{file}")));
    }
}

#[test]
fn a_page_does_not_take_the_place_of_a_file() {
    let book = Book::new()
        .titled("photo.png.md", "Photo")
        .file("photo.png", "png")
        .titled("index.txt.md", "List")
        .titled("a/index.html.md", "Index")
        .titled("b.md.md", "Twice")
        .titled("b.md", "Once");
    let site = book.build();
    let mut listed = site.listed();
    listed.sort();
    let expected = [
        ("Index", "a/index.html-2"),
        ("List", "index.txt-2"),
        ("Once", "b"),
        ("Photo", "photo.png-2"),
        ("Twice", "b.md-2"),
    ];
    assert_eq!(listed, expected.map(|(title, path)| (title.to_owned(), path.to_owned())));
    assert_eq!(site.bytes("posts/photo.png"), b"png");
}

#[test]
fn names_that_differ_in_case_only_are_both_built_and_reported() {
    let book = Book::new().titled("Readme.md", "Upper").titled("readme.md", "Lower");
    if std::fs::read_dir(book.path("posts")).expect("a folder").count() < 2 {
        eprintln!("this file system does not tell capital letters from small ones: nothing to test");
        return;
    }
    let run = book.try_build(&["--json"]);
    assert_eq!((run.code, run.codes()), (Some(0), vec!["case-clash".to_owned()]));
    assert!(book.site().has("posts/Readme/index.html") && book.site().has("posts/readme/index.html"));
}
