//! A folder that somebody else made cannot read or write where it should not.

use crate::book::Book;

#[test]
fn what_a_post_says_stays_text_in_its_page() {
    let site = Book::new()
        .file(
            "x.md",
            "---\ntitle: '</title><script>alert(1)</script>'\nlang: '\"><script>alert(2)</script>'\n\
             excerpt: '\"><script>alert(3)</script>'\n---\nx\n",
        )
        .file("inkstone.yaml", "title: '<script>alert(4)</script>'\ndescription: '\"><script>alert(5)</script>'\n")
        .build();
    for path in site.names().into_iter().filter(|path| path.ends_with(".html")) {
        let page = site.text(path);
        assert!(!page.contains("<script>alert"), "{path}: {page}");
    }
    assert!(site.text("index.html").contains("<title>&lt;script&gt;alert(4)&lt;/script&gt;</title>"));
}

#[cfg(unix)]
mod unix {
    use std::{
        ffi::OsStr,
        fs,
        os::unix::{ffi::OsStrExt, fs::symlink},
    };

    use super::*;

    #[test]
    fn no_symbolic_link_is_followed_out_of_the_posts_folder() {
        let book = Book::new()
            .titled("real.md", "Real")
            .titled("_drafts/hidden.md", "swordfish")
            .titled("folder/inner.md", "Inner")
            .beside("secret.md", "swordfish")
            .beside("secrets/secret.md", "swordfish")
            .beside("secrets/secret.png", "swordfish");
        for (target, link) in [
            ("../secret.md", "out.md"),
            ("../secrets", "out"),
            ("../secrets/secret.png", "out.png"),
            ("_drafts/hidden.md", "draft.md"),
            ("nowhere.md", "broken.md"),
            ("folder", "again"),
            (".", "loop"),
            ("real.md", "inside.md"),
        ] {
            symlink(target, book.path("posts").join(link)).expect("a link");
        }
        let run = book.try_build(&["--json"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let site = book.site();
        site.keeps("swordfish");
        assert!(site.has("posts/inside/index.html"), "a link within the folder is a post");
        let mut codes = run.codes();
        codes.sort();
        assert_eq!(
            codes,
            [
                "symlink-broken",
                "symlink-folder",
                "symlink-folder",
                "symlink-hidden",
                "symlink-outside",
                "symlink-outside",
                "symlink-outside"
            ]
        );
        let links = site.names().into_iter().filter(|name| {
            fs::symlink_metadata(book.path("site").join(name)).expect("a file").file_type().is_symlink()
        });
        assert_eq!(links.count(), 0, "a site holds files only");
    }

    #[test]
    fn names_that_can_have_no_address_are_reported_and_the_rest_is_built() {
        let book =
            Book::new().titled("good.md", "Good").titled("line\nbreak.md", "Line").titled("back\\slash.md", "Slash");
        let name = book.path("posts").join(OsStr::from_bytes(b"gb\xb0\xae.md"));
        if fs::write(name, "x").is_err() {
            eprintln!("this file system refuses names that are not UTF-8");
            return;
        }
        let run = book.try_build(&["--json"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let mut codes = run.codes();
        codes.sort();
        assert_eq!(codes, ["file-name", "file-name", "file-name-not-utf8"]);
        assert_eq!(book.site().listed().len(), 1);
        let text = book.run(&["check", "posts"]);
        assert_eq!(text.out.lines().filter(|line| line.starts_with("posts/")).count(), 3, "{}", text.out);
    }
}
