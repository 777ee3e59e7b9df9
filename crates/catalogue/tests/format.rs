//! The catalogue's files: what is written is read again, what is newer or damaged is refused
//! with its reason, and pages stay put when a post is added.

use inkstone_catalogue::{
    CatalogueFile, FORMAT, Root, RootError, Summary, SummaryPage, page::MOST_ENTRIES, write,
    write::pages_from_the_oldest,
};
use inkstone_content::{PostDate, Site};

fn summary(number: u32) -> Summary {
    let day = 1 + number % 28;
    let month = 1 + (number / 28) % 12;
    let year = 2000 + number / 336;
    let date = PostDate::try_from(format!("{year}-{month:02}-{day:02}T08:00:00+08:00")).expect("a date");
    Summary {
        path: format!("news/第 {number} 篇"),
        file: number.is_multiple_of(2).then(|| format!("news/第 {number} 篇.markdown")),
        title: format!("标题 {number} \"quoted\" & <b>"),
        date: Some(date),
        updated: None,
        categories: vec![vec!["新媒体".into(), "分类".into()]],
        tags: vec!["墨".into()],
        authors: vec!["趣头条".into()],
        excerpt: "一段文字。".into(),
        thumbnail: Some("posts/news/a.png".into()),
        language: Some("zh".into()),
        pinned: i64::from(number % 3),
        minutes: 2,
        problems: number % 2,
    }
}

fn files(count: u32) -> Vec<CatalogueFile> {
    let site = Site { title: "砚台".into(), url: Some("https://blog.example/".into()), ..Site::default() };
    write::write(&site, None, (0..count).map(summary).collect()).expect("summaries are JSON")
}

fn root(files: &[CatalogueFile]) -> Root {
    assert_eq!(files[0].path, "catalogue.json", "the root comes first");
    Root::from_json(&files[0].text).expect("our own root")
}

#[test]
fn what_is_written_is_read_again() {
    let files = files(25);
    let root = root(&files);
    assert_eq!((root.format, root.posts, root.page_count()), (FORMAT, 25, 2));
    let mut read = Vec::new();
    for number in 1..=root.page_count() {
        let path = format!("catalogue/{}.json", root.page_name(number).expect("a page"));
        let file = files.iter().find(|file| file.path == path).expect("the root names its pages");
        read.extend(SummaryPage::from_json(&file.text).expect("our own page").0);
    }
    let expected: Vec<Summary> = (0..25).rev().map(summary).collect();
    assert_eq!(read, expected, "every post once, newest first");
    assert_eq!(root.page_name(0), None);
    assert_eq!(root.page_name(3), None);
}

#[test]
fn a_page_is_a_json_feed() {
    let files = files(1);
    let feed: serde_json::Value = serde_json::from_str(&files[1].text).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "砚台");
    let item = &feed["items"][0];
    assert_eq!(item["id"], item["url"]);
    assert_eq!(item["url"], "https://blog.example/posts/news/%E7%AC%AC%200%20%E7%AF%87");
    assert!(item["content_text"].is_string(), "an item has content: {item}");
    assert_eq!(item["authors"][0]["name"], "趣头条");
}

#[test]
fn a_page_is_never_nearly_empty_and_old_pages_stay_put() {
    for (posts, sizes) in [(0, &[][..]), (1, &[1][..]), (19, &[19][..]), (20, &[10, 10][..]), (31, &[10, 10, 11][..])] {
        let pages = pages_from_the_oldest((0..posts).rev().map(summary).collect(), 10);
        let found: Vec<usize> = pages.iter().map(|page| page.0.len()).collect();
        assert_eq!(found, sizes, "{posts} posts");
    }
    let before = root(&files(35)).pages;
    let after = root(&files(36)).pages;
    assert_eq!(before.len(), after.len());
    assert_eq!(before[..before.len() - 1], after[..after.len() - 1], "a new post changes only the newest page");
    assert_ne!(before.last(), after.last());
}

#[test]
fn a_newer_or_damaged_root_is_refused_with_its_reason() {
    let good = &files(3)[0].text;
    for (case, text, expected) in [
        ("newer", r#"{"format": 99, "another": "shape"}"#.to_owned(), "format 99"),
        ("no JSON", "<!doctype html>".to_owned(), "not a catalogue"),
        ("no format", "{}".to_owned(), "not a catalogue"),
        ("cut off", good[..good.len() / 2].to_owned(), "not a catalogue"),
        ("a page elsewhere", r#"{"format":1,"site":{},"posts":1,"pages":["../../evil"]}"#.to_owned(), "../../evil"),
        (
            "a page on another host",
            r#"{"format":1,"site":{},"posts":1,"pages":["//evil.example/x"]}"#.to_owned(),
            "evil",
        ),
        ("a page without a name", r#"{"format":1,"site":{},"posts":1,"pages":[""]}"#.to_owned(), "page ``"),
    ] {
        let error = Root::from_json(&text).expect_err(case);
        assert!(error.to_string().contains(expected), "{case}: {error}");
        assert_eq!(matches!(error, RootError::Newer { .. }), case == "newer", "{case}");
    }
}

#[test]
fn a_page_with_hostile_paths_or_too_many_entries_is_not_taken() {
    let item = |path: &str| format!(r#"{{"id":"x","url":"x","title":"t","_inkstone":{{"path":{path:?}}}}}"#);
    let page = |items: &[String]| format!(r#"{{"version":"x","title":"t","items":[{}]}}"#, items.join(","));
    for (path, is_taken) in [
        ("a/b", true),
        ("../secret", false),
        ("/etc/passwd", false),
        ("//evil.example", false),
        ("a\\b", false),
        ("", false),
    ] {
        let read = SummaryPage::from_json(&page(&[item(path)])).expect("the shape is right");
        assert_eq!(read.0.len() == 1, is_taken, "{path}");
    }
    let many = vec![item("a"); MOST_ENTRIES + 1];
    assert!(SummaryPage::from_json(&page(&many)).is_err(), "a page has a largest size");
    assert!(SummaryPage::from_json("[]").is_err(), "a list is not a feed");
}
