//! The contract's section "Address of a post", and what hostile addresses cannot do.

use inkstone_content::{
    Dialect, PathError, Post, PostPath, Site, SitePath, Zone,
    address::{decode_path, encode_path},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn post(path: &str, keys: &str, site: &Site) -> Post {
    let path = PostPath::new(path).expect("a path");
    Post::read(path, format!("---\n{keys}\n---\nText\n").as_bytes(), site, &Zone::default())
}

fn site(dialect: Dialect, permalink: &str) -> Site {
    Site { dialect, permalink: Some(permalink.into()), ..Site::default() }
}

fn addresses(path: &str, keys: &str, site: &Site) -> Vec<String> {
    post(path, keys, site).addresses(site).iter().map(ToString::to_string).collect()
}

#[test]
fn the_default_is_the_path_without_its_extension() {
    for (path, key) in [
        ("news/2022/a.md", "news/2022/a"),
        ("a.markdown", "a"),
        ("News/A.md", "News/A"),
        ("1.16.4-rc1 快照更新.md", "1.16.4-rc1 快照更新"),
        ("no extension", "no extension"),
        (".md", ".md"),
        ("a/.hidden", "a/.hidden"),
        ("dir/index.md", "dir"),
        ("dir/_index.md", "dir"),
        ("index.md", "index"),
        ("dir/index.fa.md", "dir/index.fa"),
        ("''蓝''友力UP! 100% & more 🥇.md", "''蓝''友力UP! 100% & more 🥇"),
        ("a/...md", "a/...md"),
        ("..a.md", "..a"),
    ] {
        assert_eq!(PostPath::new(path).expect("a path").key(), key, "{path}");
    }
}

#[test]
fn each_part_is_percent_encoded_as_needed_and_reads_back() {
    for (path, encoded) in [
        ("news/a", "news/a"),
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("%20", "%2520"),
        ("Q&A?#", "Q%26A%3F%23"),
        ("''\"", "%27%27%22"),
        ("砚", "%E7%A0%9A"),
        ("🥇", "%F0%9F%A5%87"),
        ("A-z_0.9~", "A-z_0.9~"),
        ("a:b@c", "a%3Ab%40c"),
    ] {
        assert_eq!(encode_path(path), encoded);
        assert_eq!(decode_path(encoded).as_deref(), Some(path));
    }
    for (text, decoded) in [
        ("100%", Some("100%")),
        ("%zz%4", Some("%zz%4")),
        ("%e7%A0%9a", Some("砚")),
        ("%ff", None),
        ("a+b", Some("a+b")),
    ] {
        assert_eq!(decode_path(text).as_deref(), decoded, "{text}");
    }
}

#[test]
fn a_path_cannot_leave_the_posts_folder() {
    for (path, error) in [
        ("", PathError::Empty(String::new())),
        ("/a", PathError::Empty("/a".into())),
        ("a//b", PathError::Empty("a//b".into())),
        ("a/", PathError::Empty("a/".into())),
        ("../a", PathError::Leaves("../a".into())),
        ("a/./b", PathError::Leaves("a/./b".into())),
        ("a\\b", PathError::Character("a\\b".into(), '\\')),
        ("a\nb", PathError::Character("a\nb".into(), '\n')),
    ] {
        assert_eq!(PostPath::new(path), Err(error));
    }
}

#[test]
fn hexos_permalink_patterns() {
    let keys = "title: Hello, 世界!\ndate: 2022-04-07 06:08:09\ncategories: [News, My Tech]\nabbrlink: 6ad51b4\nid: 7\nlang: ko";
    for (pattern, expected) in [
        (":year/:month/:day/:title/", "2022/04/07/dir/my-post"),
        (":year/:i_month/:i_day/:name.html", "2022/4/7/my-post"),
        (":hour:minute:second/:title/", "060809/dir/my-post"),
        (":post_title/", "Hello-世界"),
        (":category/:name/", "News/My-Tech/my-post"),
        ("posts/:abbrlink.html", "posts/6ad51b4"),
        ("p/:id/", "p/7"),
        (":lang/:name/", "ko/my-post"),
        (":timestamp", "1649311689"),
        // What `printf 'dir/my-post1649311689' | sha1sum` begins with.
        (":hash/", "f85ba485d9fe"),
        ("a:/:name", "a:/my-post"),
    ] {
        for dialect in [Dialect::Hexo, Dialect::Auto] {
            assert_eq!(addresses("dir/my-post.md", keys, &site(dialect, pattern)), [expected], "{pattern}");
        }
    }
    assert_eq!(addresses("a.md", "title: A", &site(Dialect::Hexo, ":category/:name")), ["uncategorized/a"]);
    assert_eq!(addresses("a.md", "title: A", &site(Dialect::Hexo, ":year/:name")), [""; 0], "no date, no address");
    assert_eq!(addresses("a.md", "title: A", &site(Dialect::Hexo, ":nothing/:name")), [""; 0]);
}

#[test]
fn jekylls_permalink_patterns() {
    let keys = "title: Hello, 世界!\ndate: 2022-04-07 06:08:09\ncategories: [News, My Tech]";
    for (pattern, expected) in [
        ("/:categories/:year/:month/:day/:title.html", "news/my-tech/2022/04/07/my-post"),
        ("/:categories/:year/:y_day/:title/", "news/my-tech/2022/097/my-post"),
        ("/blog/:year/:month/:day/:title:output_ext", "blog/2022/04/07/my-post"),
        ("/:short_year/:short_month/:long_month/:slug.html", "22/Apr/April/my-post"),
    ] {
        let addresses = addresses("2022-04-07-my-post.md", keys, &site(Dialect::Jekyll, pattern));
        assert_eq!(addresses, [expected], "{pattern}");
    }
    let sharp = addresses("C# & 100%?.md", "title: A", &site(Dialect::Jekyll, "/:title/?x#y"));
    assert_eq!(sharp, ["C# & 100%?"]);
    let without = addresses("2022-04-07-a.md", "title: A", &site(Dialect::Jekyll, "/:categories/:year/:title.html"));
    assert_eq!(without, ["2022/a"], "a post without categories");
}

#[test]
fn hugos_permalink_patterns() {
    let keys = "title: Hello, 世界!\ndate: 2022-04-07 06:08:09";
    for (pattern, expected) in [
        ("/:year/:month/:day/:slug/", "2022/04/07/hello-世界"),
        ("/:section/:title/", "blog/hello-世界"),
        ("/x/:sections/:filename/", "x/blog/deep/my-post"),
        ("/:year/:monthname/:contentbasename/", "2022/april/my-post"),
        ("/:yearday/:slugorfilename/", "97/my-post"),
    ] {
        let addresses = addresses("blog/deep/my-post/index.md", keys, &site(Dialect::Hugo, pattern));
        assert_eq!(addresses, [expected], "{pattern}");
    }
    let slugged = addresses("blog/my-post.md", &format!("{keys}\nslug: other"), &site(Dialect::Hugo, "/:year/:slug/"));
    assert_eq!(slugged, ["2022/other", "blog/other"]);
}

#[test]
fn all_old_addresses_lead_to_the_post() {
    let keys = "date: 2022-04-07\npermalink: /pages/1/\nslug: other\n\
                aliases: [/old/, /pages/1/index.html, dir/my-post, posts/dir/my-post]";
    assert_eq!(
        addresses("dir/my-post.md", keys, &site(Dialect::Hugo, "/:year/")),
        ["pages/1", "dir/other", "old", "dir/my-post"],
        "each once, and not the post's own"
    );
    let pattern = "permalink: /:year/:post_title/\ntitle: A B\ndate: 2022-04-07";
    assert_eq!(addresses("a.md", pattern, &Site::default()), ["2022/A-B"]);
    assert_eq!(addresses("a.md", "title: A", &Site::default()), [""; 0]);
    assert_eq!(addresses("dir/a.md", "aliases: dir/a", &Site::default()), ["dir/a"], "not below /posts/");
    assert_eq!(addresses("a.md", "title: A", &site(Dialect::Hugo, "/:sections/:filename/")), [""; 0], "in no folder");
}

#[test]
fn a_site_path_has_one_normal_form() {
    let site = Site { url: Some("https://a.example/blog".into()), ..Site::default() };
    for (text, expected) in [
        ("/2022/04/a/", "2022/04/a"),
        ("2022/04/a", "2022/04/a"),
        ("/a/index.html", "a"),
        ("/a.html", "a"),
        ("/a.htm?x#y", "a"),
        ("/a%20b", "a b"),
        ("/a/./b", "a/b"),
        ("/a//b", "a/b"),
        ("/%252e", "%2e"),
        ("/你好/", "你好"),
        (" /a ", "a"),
        ("https://a.example/blog/x/", "x"),
        ("/index.html/b", "index.html/b"),
        ("/.html", ".html"),
        ("/a.html.htm", "a"),
        ("/a/index.html/index.html", "a"),
        ("index", "index"),
    ] {
        let path = SitePath::new(text, &site).expect(text);
        assert_eq!(path.as_str(), expected, "{text}");
        assert_eq!(SitePath::new(&path.encoded(), &site), Some(path.clone()), "{text}: encoded, it reads back");
    }
}

#[test]
fn a_hostile_address_never_becomes_another_origin_or_leaves_the_site() {
    let site = Site { url: Some("https://a.example".into()), ..Site::default() };
    for text in [
        "",
        "/",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/x",
        "https://a.example.evil.example/x",
        "https://a.example@evil.example/x",
        "HTTPS:evil.example",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "../x",
        "/a/../../x",
        "/a/%2e%2e/x",
        "/%2E./x",
        "/..%2fx",
        "/%2f%2fevil.example",
        "/a%00b",
        "/a%0d%0aSet-Cookie:x",
        "/a\u{0}b",
        "/a%5cb",
        "/%ff",
        "?p=123",
        "/index.html",
        &"a/".repeat(1000),
    ] {
        assert_eq!(SitePath::new(text, &site), None, "{text:?}");
    }
}

#[test]
fn the_address_that_a_page_has_is_no_other() {
    for (path, keys, expected) in [
        ("pages/about.md", "permalink: /about/", &[] as &[&str]),
        ("pages/about.md", "aliases: [/about.html, /posts/pages/about, /me]", &["me"]),
        ("pages/me/index.md", "url: /me/", &[]),
        ("pages/tags.md", "permalink: /tags/", &["tags"]),
        ("about.md", "permalink: /about/", &["about"]),
    ] {
        assert_eq!(addresses(path, keys, &Site::default()), expected, "{path}: {keys}");
    }
}

#[test]
fn hostile_permalinks_in_posts_are_refused_and_reported() {
    for keys in
        ["permalink: //evil.example/", "url: https://evil.example/x", "path: ../../x", "aliases: [javascript:x, /ok]"]
    {
        let post = post("a.md", keys, &Site::default());
        let codes: Vec<&str> = post.problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["front-matter-value"], "{keys}");
        for address in post.addresses(&Site::default()) {
            assert_eq!(address.as_str(), "ok", "{keys}");
        }
    }
}

#[test]
fn hostile_titles_in_patterns_stay_within_the_site() {
    let site = site(Dialect::Hexo, "/:post_title/:category/:key");
    for evil in ["../../..", "//evil.example", "\\\\evil", "%2e%2e", "a/../../b", "javascript:x"] {
        let keys = format!("title: '{evil}'\ncategories: ['{evil}', b]\nkey: '{evil}'");
        for address in post("a.md", &keys, &site).addresses(&site) {
            let url = format!("/{}", address.encoded());
            assert!(!url.contains("//") && !url.contains("..") && !url.contains('\\'), "{url}");
        }
    }
}
