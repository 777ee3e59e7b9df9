//! Pictures' sizes in written pages: the room that a page keeps free for them.

use std::fs;

use crate::book::{Book, Site};

/// A GIF of this size, as far as anybody looks who wants to know the size.
fn gif(width: u8, height: u8) -> Vec<u8> {
    [&b"GIF89a"[..], &[width, 0, height, 0, 0, 0, 0], b";"].concat()
}

/// The `<img>`s of a page's text.
fn pictures<'a>(site: &'a Site, page: &str) -> Vec<&'a str> {
    let text = site.text(page).split("class=\"post-body\"").nth(1).expect("a text");
    text.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn a_post_keeps_the_room_of_its_own_pictures() {
    let site = Book::new()
        .file("inkstone.yaml", "url: https://blog.example/\n")
        .file("a/b.gif", gif(3, 2))
        .file("图/雨 天.gif", gif(5, 4))
        .file("a/broken.gif", "GIF")
        .file("a/drawn.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"/>")
        .file("draft.md", "---\ntitle: D\ndraft: true\n---\nx\n")
        .file("draft/secret.gif", gif(77, 76))
        .file("pages/about/me.gif", gif(7, 6))
        .file("pages/about/index.md", "---\ntitle: About\n---\n![me](me.gif)\n")
        .file(
            "a/p.md",
            "---\ntitle: P\ndate: 2024-01-01\n---\n![b](b.gif) ![rain](../图/雨%20天.gif?x) ![rooted](/posts/a/b.gif)\n\n\
             ![broken](broken.gif) ![gone](gone.gif) ![svg](drawn.svg) ![far](https://cdn.example/posts/a/b.gif)\n\n\
             ![secret](../draft/secret.gif)\n\n\
             <img src=\"b.gif\" width=\"9\"> <img src=\"b.gif\" height=\"9\"> <img src=\"b.gif\" width=\"9\" height=\"8\">\n\
             <img src=\"b.gif\" srcset=\"b.gif 2x\">\n",
        )
        .build();
    for page in ["posts/a/p/index.html", "embed/posts/a/p/index.html"] {
        let found = pictures(&site, page);
        for (at, expected) in [
            (0, &["src=\"../../../posts/a/b.gif\"", "width=\"3\" height=\"2\""][..]),
            (1, &["%20", "width=\"5\" height=\"4\""]),
            (2, &["width=\"3\" height=\"2\""]),
            (10, &["width=\"9\"", "height=\"8\""]),
        ] {
            assert!(expected.iter().all(|part| found[at].contains(part)), "{page}, {at}: {found:#?}");
        }
        for at in [3, 4, 5, 6, 7, 11] {
            assert!(!found[at].contains("width=") && !found[at].contains("height="), "{page}, {at}: {found:#?}");
        }
        assert!(found[8].contains("width=\"9\"") && !found[8].contains("height="), "{page}: {found:#?}");
        assert!(found[9].contains("height=\"9\"") && !found[9].contains("width="), "{page}: {found:#?}");
        assert_eq!(found.len(), 12, "{page}: {found:#?}");
    }
    assert!(pictures(&site, "about/index.html")[0].contains("width=\"7\" height=\"6\""));
    let feed = site.text("feed.json");
    assert!(feed.contains("%20") && !feed.contains("height=\\\"4"), "feed readers have styles of their own: {feed}");
}

#[test]
fn a_picture_at_the_sites_root_is_one_of_its_own() {
    let site = Book::new()
        .beside("mine/_config.yml", "title: Mine\n")
        .beside("mine/source/images/root.gif", gif(3, 2))
        .beside("mine/source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\n![root](/images/root.gif)\n");
    let run = site.run(&["build", "mine", "--out", "site", "--app", "app"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = site.site();
    assert!(site.has("images/root.gif"), "{:?}", site.names());
    assert!(pictures(&site, "posts/a/index.html")[0].contains("width=\"3\" height=\"2\""));
}

#[test]
fn a_picture_that_changes_its_size_renews_the_pages_that_show_it() {
    let post = |title: &str, picture: &str| format!("---\ntitle: {title}\ndate: 2024-01-01\n---\n![x]({picture})\n");
    let book = Book::new()
        .file("one.gif", gif(3, 2))
        .file("two.gif", gif(3, 2))
        .file("a.md", post("A", "one.gif"))
        .file("b.md", post("B", "two.gif"))
        .file("c.md", post("C", "none.gif"));
    book.build();
    let written = |change: &dyn Fn()| {
        let before = book.ages();
        change();
        book.build();
        let written = book.ages().into_iter().filter(|(path, age)| before.get(path) != Some(age));
        written.map(|(path, _)| path).collect::<Vec<_>>()
    };
    let all = ["embed/posts/a/index.html", "embed/posts/a/post.json", "posts/a/index.html", "posts/one.gif"];
    assert_eq!(written(&|| fs::write(book.path("posts/one.gif"), gif(5, 4)).expect("a file")), all);
    assert!(pictures(&book.site(), "posts/a/index.html")[0].contains("width=\"5\" height=\"4\""));
    let other = [gif(5, 4), b"more".to_vec()].concat();
    assert_eq!(written(&|| fs::write(book.path("posts/one.gif"), &other).expect("a file")), ["posts/one.gif"]);
    assert_eq!(written(&|| fs::write(book.path("posts/one.gif"), "broken").expect("a file")), all);
    assert!(!pictures(&book.site(), "posts/a/index.html")[0].contains("width="));
    assert_eq!(written(&|| fs::remove_file(book.path("posts/one.gif")).expect("a file")), [""; 0]);
}
