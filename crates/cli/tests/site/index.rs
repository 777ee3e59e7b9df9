//! `inkstone index`: beside an app, without touching it.

use std::fs;

use crate::book::{Book, Site};

fn index(book: &Book) -> Site {
    let run = book.run(&["index", "posts", "--out", "app"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    Site::read(&book.path("app"))
}

#[test]
fn the_app_stays_and_posts_and_catalogue_come() {
    let book = Book::new().titled("a.md", "A").file("a/x.png", "png").beside("app/posts/other.txt", "mine");
    let app = Site::read(&book.path("app"));
    let indexed = index(&book);
    for (path, content) in &app.0 {
        assert_eq!(indexed.bytes(path), content, "{path}");
    }
    assert_eq!(indexed.listed(), [("A".to_owned(), "a".to_owned())]);
    assert_eq!(indexed.text("posts/index.txt"), "inkstone.yaml\na.md\n");
    assert!(indexed.has("posts/a/x.png") && indexed.has("posts/a.md"));
    assert!(indexed.names().iter().all(|name| !name.contains(".inkstone-")), "{:?}", indexed.names());
}

#[test]
fn files_that_did_not_change_are_not_written_again() {
    let book = Book::new().titled("a.md", "A").file("b.png", "png");
    let ages = |book: &Book, site: &Site| -> Vec<_> {
        let age = |name: &&str| fs::metadata(book.path("app").join(name)).and_then(|file| file.modified());
        site.names().iter().map(age).map(|age| age.expect("a file")).collect()
    };
    let first = index(&book);
    let before = ages(&book, &first);
    let second = index(&book);
    assert_eq!(first, second);
    assert_eq!(ages(&book, &second), before);
}

#[test]
fn what_became_a_draft_goes_and_old_shards_go_with_it() {
    let book = Book::new().titled("a.md", "A").titled("b.md", "swordfish").beside("app/catalogue/mine.json", "{}");
    assert!(index(&book).has("posts/b.md"));
    let book = book.file("b.md", "---\ntitle: swordfish\ndraft: true\n---\n");
    let site = index(&book);
    site.keeps("swordfish");
    assert!(site.has("catalogue/mine.json"), "only our own shards go");
    assert_eq!(site.listed().len(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let book = Book::new().titled("a.md", "A").beside("elsewhere/x.txt", "x");
    std::os::unix::fs::symlink(book.path("elsewhere"), book.path("app/posts")).expect("a link");
    let run = book.run(&["index", "posts", "--out", "app"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(Site::read(&book.path("elsewhere")).names(), ["x.txt"]);
}
