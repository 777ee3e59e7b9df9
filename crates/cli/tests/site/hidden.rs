//! Drafts and hidden posts never reach a public file.

use crate::book::Book;

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
