//! Feeds and maps, read by a feed parser and an XML parser that are not ours.

use std::collections::BTreeSet;

use feed_rs::model::{Feed, FeedType};
use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::book::{Book, Site};

const URL: &[&str] = &["--site-url", "https://ink.example/blog"];

fn book() -> Book {
    Book::new()
        .file("inkstone.yaml", "title: 墨 & Ink\ndescription: About <ink>\nauthor: Lin\nlanguage: zh-CN\ntimezone: Asia/Shanghai\n")
        .file(
            "news/a.md",
            "---\ntitle: First & <foremost>\ndate: 2020-01-01 08:00:00\nupdated: 2021-02-03 08:00:00\nauthor: Mei\n\
             categories: [News, City]\ntags: [ink, C/C++]\n---\n[A link](b.md) and ![a picture](p.png).\n\n<script>x</script>]]>\u{b}\n",
        )
        .file("news/b.md", "---\ntitle: Second\ndate: 2020-06-01 08:00:00\ncategories: [News]\ntags: [ink]\n---\nText\n")
        .file("old.md", "---\ntitle: Undated\n---\nText\n")
        .file("quiet.md", "---\ntitle: Quiet\ndate: 2020-01-01\nlisted: false\nhidden: true\n---\nText\n")
        .file("news/p.png", "png")
}

fn parsed(site: &Site, path: &str) -> Feed {
    feed_rs::parser::parse(site.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn titles(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().filter_map(|entry| Some(entry.title.as_ref()?.content.as_str())).collect()
}

#[test]
fn whoever_builds_without_an_address_is_told_what_is_missing() {
    let plain = Book::new().titled("a.md", "A");
    let placeholder = Book::new().titled("source/_posts/a.md", "A").file("_config.yml", "url: http://example.com\n");
    for (case, book, arguments, is_told) in [
        ("none", &plain, &[] as &[_], true),
        ("one that Hexo begins with", &placeholder, &[], true),
        ("one for this build", &plain, &["--site-url", "https://a.example/"], false),
        ("for a program", &plain, &["--json"], false),
    ] {
        let run = book.try_build(arguments);
        assert_eq!((run.code, run.err.contains("no feeds")), (Some(0), is_told), "{case}: {run:?}");
    }
}

#[test]
fn a_feed_reader_finds_the_posts_with_their_texts() {
    let site = book().build_with(URL);
    for (path, kind) in [("feed.xml", FeedType::Atom), ("feed.json", FeedType::JSON)] {
        let feed = parsed(&site, path);
        assert_eq!(feed.feed_type, kind, "{path}");
        assert_eq!(feed.title.as_ref().map(|title| title.content.as_str()), Some("墨 & Ink"), "{path}");
        assert_eq!(titles(&feed), ["Second", "First & <foremost>"], "{path}");
        let first = &feed.entries[1];
        assert_eq!(first.id, "https://ink.example/blog/posts/news/a/", "{path}");
        assert_eq!(first.links[0].href, first.id, "{path}");
        assert_eq!(
            first.published.map(|date| date.to_rfc3339()).as_deref(),
            Some("2020-01-01T00:00:00+00:00"),
            "{path}"
        );
        assert_eq!(first.updated.map(|date| date.to_rfc3339()).as_deref(), Some("2021-02-03T00:00:00+00:00"), "{path}");
        let content = first.content.as_ref().and_then(|content| content.body.as_deref()).expect("a text");
        assert!(content.contains("src=\"https://ink.example/blog/posts/news/p.png\""), "{path}: {content}");
        assert!(content.contains("href=\"https://ink.example/blog/posts/news/b"), "{path}: {content}");
        assert!(!content.contains("<script"), "{path}: {content}");
    }
    // Notes lead to places in the post, whose address has to be said.
    let base = "<content type=\"html\" xml:base=\"https://ink.example/blog/posts/news/a/\">";
    assert!(String::from_utf8_lossy(site.bytes("feed.xml")).contains(base), "an address for what begins with #");
    let feed = parsed(&site, "feed.xml");
    assert_eq!(feed.id, "https://ink.example/blog/");
    assert_eq!(feed.updated.map(|date| date.to_rfc3339()).as_deref(), Some("2021-02-03T00:00:00+00:00"));
    let links: BTreeSet<_> = feed.links.iter().map(|link| (link.rel.as_deref(), link.href.as_str())).collect();
    assert!(links.contains(&(Some("self"), "https://ink.example/blog/feed.xml")), "{links:?}");
    assert_eq!(feed.entries[0].authors.len(), 0, "the feed's author stands for posts without one");
    assert_eq!(feed.entries[1].authors[0].name.as_deref(), Some("Mei"));
}

#[test]
fn each_term_has_its_feeds() {
    let site = book().build_with(URL);
    for (folder, expected) in [
        ("categories/News", &["Second", "First & <foremost>"] as &[_]),
        ("categories/News/City", &["First & <foremost>"]),
        ("tags/ink", &["Second", "First & <foremost>"]),
        ("tags/C/C++", &["First & <foremost>"]),
    ] {
        for name in ["feed.xml", "feed.json"] {
            assert_eq!(titles(&parsed(&site, &format!("{folder}/{name}"))), expected, "{folder}/{name}");
        }
    }
}

#[test]
fn a_json_feed_keeps_to_its_specification() {
    let site = book().build_with(URL);
    let feed: Value = serde_json::from_str(site.text("feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://ink.example/blog/feed.json");
    for item in feed["items"].as_array().expect("items") {
        assert!(item["id"].is_string() && item["url"].is_string(), "{item}");
        assert!(item["content_html"].is_string() != item["content_text"].is_string(), "one of the two: {item}");
    }
}

#[test]
fn the_map_names_every_page_that_lists_show() {
    let site = book().build_with(URL);
    let mut reader = Reader::from_str(site.text("sitemap.xml"));
    let (mut open, mut found) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(start.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => found.push((open.join("/"), text.to_string())),
            Event::Eof => break,
            _ => {}
        }
    }
    let addresses: Vec<&str> =
        found.iter().filter(|(path, _)| path == "urlset/url/loc").map(|(_, text)| text.as_str()).collect();
    for expected in
        ["https://ink.example/blog/", "https://ink.example/blog/posts/news/a/", "https://ink.example/blog/posts/old/"]
    {
        assert!(addresses.contains(&expected), "{expected}: {addresses:?}");
    }
    assert!(!addresses.iter().any(|address| address.contains("quiet")), "{addresses:?}");
    assert!(found.contains(&("urlset/url/lastmod".to_owned(), "2021-02-03T08:00:00+08:00".to_owned())), "{found:?}");
    assert_eq!(site.text("robots.txt"), "User-agent: *\nAllow: /\n\nSitemap: https://ink.example/blog/sitemap.xml\n");
}

#[test]
fn without_an_address_there_is_nothing_that_needs_one() {
    let site = book().build();
    let names = site.names();
    let found: Vec<_> = names.iter().filter(|name| name.contains("feed.") || name.contains("sitemap")).collect();
    assert_eq!(found, Vec::<&&str>::new());
    assert_eq!(site.text("robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!site.text("index.html").contains("feed.xml"));
}

#[test]
fn old_subscriptions_and_the_blogs_own_files_stay() {
    let hexo = Book::new()
        .file("_config.yml", "title: Old\nurl: https://old.example\n")
        .file("source/_posts/a.md", "---\ntitle: A\ndate: 2020-01-01\n---\nText\n")
        .file("source/robots.txt", "User-agent: *\nDisallow: /private\n");
    let site = hexo.build();
    assert_eq!(titles(&parsed(&site, "atom.xml")), ["A"]);
    assert_eq!(site.text("robots.txt"), "User-agent: *\nDisallow: /private\n");
}

#[test]
fn of_two_categories_in_one_folder_one_has_the_feed() {
    let post = |title: &str, categories: &str| {
        format!("---\ntitle: {title}\ndate: 2020-01-01\ncategories: {categories}\n---\nText\n")
    };
    let book = Book::new()
        .file("inkstone.yaml", "url: https://example.com/\n")
        .file("a.md", post("A", "[[Java, Spring]]"))
        .file("b.md", post("B", "['Java/Spring']"));
    let site = book.build();
    // The page in this folder is that of `Java/Spring`, so the feed is, too.
    let (page, feed) = (site.text("categories/Java/Spring/index.html"), site.text("categories/Java/Spring/feed.xml"));
    let is_of = |text: &str, title: &str| text.contains(&format!("posts/{title}/"));
    for title in ["a", "b"] {
        assert_eq!(is_of(page, title), is_of(feed, title), "{title}: {feed}");
    }
    assert!(is_of(feed, "b"), "{feed}");
    assert_eq!(book.build(), site, "again");
}
