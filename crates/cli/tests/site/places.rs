//! Where the pictures and links of posts lead: in pages, in lists, in feeds and in previews of links.

use crate::book::{Book, Site};

/// A GIF of 3 × 2 pixels, as far as anybody looks who wants to know the size.
const GIF: &[u8] = b"GIF89a\x03\0\x02\0\0\0\0;";

/// Hexo's blog in `mine`, with what follows of its configuration.
fn hexo(configuration: &str) -> Book {
    Book::new().beside("mine/_config.yml", format!("title: Mine\npermalink: :year/:title/\n{configuration}"))
}

fn build(book: &Book, more: &[&str]) -> Site {
    let run = book.run(&[&["build", "mine", "--out", "site", "--app", "app"], more].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    book.site()
}

/// The pictures of lists, by the paths of their posts.
fn thumbnails(site: &Site) -> Vec<(String, Option<String>)> {
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let thumbnail = |item: &serde_json::Value| {
        (text(&item["_inkstone"]["path"]).expect("a path"), text(&item["_inkstone"]["thumbnail"]))
    };
    site.items().iter().map(thumbnail).collect()
}

/// The picture that previews of links to a post show.
fn preview<'a>(site: &'a Site, post: &str) -> &'a str {
    let page = site.text(&format!("posts/{post}/index.html"));
    let rest = page.split_once("property=\"og:image\" content=\"").unwrap_or_else(|| panic!("{page}")).1;
    rest.split('"').next().unwrap_or_default()
}

#[test]
fn a_root_address_may_hold_the_path_at_which_the_site_lives() {
    let blog = |configuration: &str| {
        hexo(configuration)
            .beside("mine/source/images/r.gif", GIF)
            .beside(
                "mine/source/_posts/a.md",
                "---\ntitle: A\ndate: 2024-01-01\n---\n![r](/blog/images/r.gif) [b](/blog/2024/b/)\n",
            )
            .beside("mine/source/_posts/b.md", "---\ntitle: B\ndate: 2024-01-02\ncover: /blog/images/r.gif\n---\nx\n")
    };
    let url = "url: https://u.example/blog\n";
    for (case, configuration, arguments) in [
        ("url", url, &[][..]),
        ("--base-path", "", &["--base-path", "/blog/"]),
        ("both", url, &["--base-path", "/blog/"]),
    ] {
        let book = blog(configuration);
        let site = build(&book, arguments);
        let page = site.text("posts/a/index.html");
        for expected in ["src=\"../../images/r.gif\"", "width=\"3\" height=\"2\"", "href=\"../../2024/b/\""] {
            assert!(page.contains(expected), "{case}, {expected}: {page}");
        }
        assert!(!page.contains("../blog/"), "{case}: {page}");
        for (post, thumbnail) in thumbnails(&site) {
            assert_eq!(thumbnail.as_deref(), Some("images/r.gif"), "{case}, {post}");
        }
        if !configuration.is_empty() {
            assert_eq!(preview(&site, "a"), "https://u.example/blog/images/r.gif", "{case}");
            assert_eq!(preview(&site, "b"), "https://u.example/blog/images/r.gif", "{case}");
            let check = book.run(&["check", "mine", "--json"]);
            assert!(!check.codes().iter().any(|code| code == "picture-missing"), "{case}: {check:?}");
        }
    }
    let book = blog("");
    build(&book, &[]);
    let moved = build(&book, &["--base-path", "/blog/"]);
    assert_eq!(
        moved,
        build(&book, &["--base-path", "/blog/", "--no-cache"]),
        "what was read for another path is read anew"
    );
}

#[test]
fn front_matter_names_pictures_of_the_posts_own_folder() {
    let book = hexo("url: https://blog.example\npost_asset_folder: true\n")
        .beside("mine/source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-01\ncover: c.jpg\n---\nx\n")
        .beside("mine/source/_posts/a/c.jpg", "jpg")
        .beside("mine/source/_posts/b.md", "---\ntitle: B\ndate: 2024-01-02\nindex_img: c.jpg\n---\nx\n")
        .beside("mine/source/_posts/b/c.jpg", "jpg");
    let site = build(&book, &[]);
    for (post, thumbnail) in thumbnails(&site) {
        let expected = format!("posts/{post}/c.jpg");
        assert!(site.has(&expected), "{:?}", site.names());
        assert_eq!(thumbnail.as_ref(), Some(&expected), "{post}");
        let expected = format!("https://blog.example/{expected}");
        assert_eq!(preview(&site, &post), expected);
        assert!(site.text("feed.json").contains(&expected), "{expected}");
    }
}

#[test]
fn a_picture_of_another_host_without_a_scheme_has_one_in_previews_and_feeds() {
    let book = hexo("url: https://blog.example\n")
        .beside("mine/source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\n![i](//i.example/a.png)\n")
        .beside("mine/source/_posts/b.md", "---\ntitle: B\ndate: 2024-01-02\ncover: //i.example/a.png\n---\nx\n");
    let site = build(&book, &[]);
    let picture = "https://i.example/a.png";
    for post in ["a", "b"] {
        assert_eq!(preview(&site, post), picture);
        let page = site.text(&format!("posts/{post}/index.html"));
        assert!(!page.contains("blog.example///"), "{page}");
    }
    for item in site.items() {
        assert_eq!(item["image"], picture, "{item}");
    }
    assert!(!site.text("feed.json").contains("blog.example///"), "{}", site.text("feed.json"));
    let home = site.text("index.html");
    assert_eq!(home.matches(&format!("src=\"{picture}\"")).count(), 2, "{home}");
}
