//! Posts as people have them: every one comes out.

use crate::book::Book;

/// The shape of a post mirrored from a feed.
const MIRRORED: &str = "
---
title: '老城街道:_灯会_  开场'
categories: 
 - 新媒体
 - 晚报
 - 本地
headimg: 'https://img.example/water.jpg'
author: 晚报
comments: false
date: Thu, 07 Apr 2022 06:38:50 GMT
thumbnail: 'https://img.example/water-small.jpg'
---

<div>   
<p> 灯会在老城开场。</p><p><img src=\"https://img.example/water.jpg\" data-size=\"670,457\" alt referrerpolicy=\"no-referrer\"></p>
</div>
            ";

#[test]
fn a_mirrored_post_is_listed_with_all_it_says() {
    let book = Book::new().file("新媒体/晚报/灯会.md", MIRRORED).file("inkstone.yaml", "time_zone: Asia/Shanghai\n");
    let site = book.build();

    assert_eq!(site.bytes("posts/新媒体/晚报/灯会.md"), MIRRORED.as_bytes(), "the raw post is untouched");
    let items = site.items();
    let item = &items[0];
    assert_eq!(item["title"], "老城街道:_灯会_  开场");
    assert_eq!(item["date_published"], "2022-04-07T14:38:50+08:00");
    assert_eq!(item["authors"][0]["name"], "晚报");
    assert_eq!(item["image"], "https://img.example/water-small.jpg");
    assert_eq!(item["_inkstone"]["categories"], serde_json::json!([["新媒体", "晚报", "本地"]]));
    let page = site.text("posts/新媒体/晚报/灯会/index.html");
    assert!(page.contains("<title>老城街道:_灯会_  开场 · Inkstone</title>"), "{page}");
    assert!(page.contains("content=\"灯会在老城开场。\""), "{page}");
}

#[test]
fn front_matter_of_every_kind_comes_out_in_one_site() {
    let site = Book::new()
        .file("yaml.md", "---\ntitle: Yaml\ndate: 2020-01-04\n---\nx")
        .file("toml.md", "+++\ntitle = 'Toml'\ndate = 2020-01-03\n+++\nx")
        .file("json.md", "{\"title\": \"Json\", \"date\": \"2020-01-02\"}\n\nx")
        .file("crlf.md", "---\r\ntitle: Crlf\r\ndate: 2020-01-01\r\n---\r\nx\r\n")
        .file("none.md", "# None\n\nx")
        .file("UPPER.MD", "x")
        .file("other.markdown", "---\ntitle: Other\ndate: 2019-01-01\n---\nx")
        .build();
    let titles: Vec<String> = site.listed().into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles[..5], ["Yaml", "Toml", "Json", "Crlf", "Other"]);
    assert_eq!(titles.len(), 7);
    assert!(titles.contains(&"None".to_owned()));
}

#[test]
fn a_broken_post_is_listed_reported_and_takes_nothing_down() {
    let book = Book::new()
        .titled("good.md", "Good")
        .file("broken.md", "---\ntitle: 'It's broken'\ndate: 2020-01-01\n---\nStill text.\n")
        .file("binary.md", [0, 159, 146, 150, 255]);
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let report = run.json();
    assert!(report["errors"].as_u64() >= Some(1), "{report}");
    let named = |file: &str| {
        let problems = report["problems"].as_array().expect("problems");
        problems.iter().find(|problem| problem["file"] == file).cloned()
    };
    let problem = named("posts/broken.md").expect("the broken post is reported");
    assert_eq!(problem["line"], 2);
    assert_ne!(problem["hint"], "");
    assert_eq!(book.site().listed().len(), 3);
    assert!(book.site().has("posts/broken/index.html"));

    assert_eq!(book.try_build(&["--strict"]).code, Some(1));
    assert_eq!(Book::new().titled("good.md", "Good").try_build(&["--strict"]).code, Some(0));
}

#[test]
fn what_lies_beside_posts_is_copied_and_configuration_is_not() {
    let site = Book::new()
        .titled("a.md", "A")
        .file("a/picture.png", "png")
        .file("clip.MP4", "mp4")
        .file("inkstone.yaml", "title: Mine\nsecret_key: hunter2\n")
        .file("_config.yml", "secret_key: hunter2\n")
        .file("notes.toml", "hunter2")
        .file("script.js", "hunter2")
        .file(".env.png", "hunter2")
        .file("node_modules/x/readme.md", "hunter2")
        .file("private/.inkstoneignore", "*.pdf\n")
        .file("private/me.pdf", "hunter2")
        .file("private/you.png", "png")
        .build();
    site.keeps("hunter2");
    for kept in ["posts/a/picture.png", "posts/clip.MP4", "posts/private/you.png"] {
        assert!(site.has(kept), "{kept}");
    }
    assert!(site.text("posts/inkstone.yaml").contains("\"title\": \"Mine\""));
}

#[test]
fn a_blog_without_posts_is_a_site_too() {
    let site = Book::new().build();
    assert_eq!(
        site.names(),
        [
            "404.html",
            "_headers",
            "app-1.css",
            "archive/index.html",
            "boot.js",
            "catalogue.json",
            "categories/index.html",
            "index.html",
            "manifest.webmanifest",
            "page/1/index.html",
            "posts/index.txt",
            "posts/inkstone.yaml",
            "robots.txt",
            "saved/index.html",
            "shell.html",
            "tags/index.html"
        ]
    );
}

#[test]
fn a_post_larger_than_memory_should_hold_is_published_untouched() {
    let text = format!("---\ntitle: Long\n---\n{}", "长".repeat(4 << 20));
    let book = Book::new().file("long.md", &text);
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{:?}", run.err);
    assert!(run.codes().contains(&"body-too-long".to_owned()), "{:?}", run.codes());
    assert_eq!(book.site().bytes("posts/long.md").len(), text.len());
    assert_eq!(book.site().listed()[0].0, "Long");
}

#[test]
fn a_part_of_a_series_names_the_others_in_their_order() {
    let part = |title: &str, date: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: {date}\nseries: 文房\n{more}---\nText.\n")
    };
    let site = Book::new()
        .file("b/second.md", part("Second & last", "2024-01-02", ""))
        .file("first.md", part("First", "2024-01-01", ""))
        .file("zola.md", "+++\ntitle = 'Third'\ndate = 2024-01-03\n[taxonomies]\nseries = ['文房']\n+++\nText.\n")
        .file("unlisted.md", part("Unlisted", "2024-01-04", "hidden: true\n"))
        .file("alone.md", "---\ntitle: Alone\nseries: Another\n---\nText.\n")
        .build();
    let page = site.text("posts/b/second/index.html");
    let expected = [
        r#"<details class="series"><summary>"#,
        r#"<ol start="1" lang="en">"#,
        r#"<li><a href="../../../posts/first/" dir="auto">First</a></li>"#,
        r#"<li aria-current="page" dir="auto">Second &amp; last</li>"#,
        r#"<li><a href="../../../posts/zola/" dir="auto">Third</a></li></ol></details>"#,
    ];
    let mut rest = page;
    for part in expected {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{part} is not in {page}"));
        rest = after;
    }
    for (path, name) in [("unlisted", "文房"), ("alone", "Another")] {
        let page = site.text(&format!("posts/{path}/index.html"));
        assert!(page.contains(r#"<p class="series">"#) && page.contains(name), "{path}: {page}");
        assert!(!page.contains("<details class=\"series\""), "{path}");
    }
}
