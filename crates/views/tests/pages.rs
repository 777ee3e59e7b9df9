//! The views, rendered natively: what themes, host pages and tests rely on is there, and what
//! a stranger wrote stays text.

use std::sync::Arc;

use inkstone_catalogue::{Line, Parts, Summary};
use inkstone_content::{Place, Post, PostPage, PostPath, Site, Zone, render};
use inkstone_sanitise::{Origin, sanitise};
use inkstone_views::{
    Article, ArticleView, Failure, Listing, PostToCome, Route, Setting, article::ArticleText, article_page,
    article_skeleton, failure_notice, frame, list_page, list_skeleton, post_skeleton,
};
use yew::{LocalServerRenderer, prelude::*};

#[derive(PartialEq, Properties)]
struct StageProps {
    view: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    props.view.clone()
}

fn show(site: Site, base: &'static str, view: impl FnOnce(&Setting) -> Html) -> String {
    let setting = Setting::new(base, Arc::new(site));
    let renderer = LocalServerRenderer::<Stage>::with_props(StageProps { view: view(&setting) }).hydratable(false);
    futures::executor::block_on(renderer.render())
}

fn post(source: &str) -> (Summary, Article) {
    let path = PostPath::new("news/a b.md").expect("a valid path");
    let site = Site::default();
    let post = Post::read(path.clone(), source.as_bytes(), &site, &Zone::default());
    let place = Place::new("/blog/", &site);
    let rendered = render(&post, &site, &place);
    let summary = Summary::new(&post, &rendered, &site);
    let page = PostPage::new(post, rendered, &place);
    let article = Article {
        path: "news/a b".into(),
        raw: "/blog/posts/news/a%20b.md".into(),
        head: page.head,
        text: ArticleText::Body(sanitise(
            &page.html.expect("within the limits"),
            &Origin { site: "https://blog.example/blog/".into() },
        )),
    };
    (summary, article)
}

fn article_view(setting: &Setting, article: &Article) -> Html {
    article_page(
        setting,
        ArticleView { article, parts: None, now: None, node: NodeRef::default(), children: Html::default() },
    )
}

const POST: &str = "---
title: '<b>墨</b> & ink'
date: Thu, 07 Apr 2022 06:38:50 GMT
categories:
 - 新媒体
 - 趣头条
 - 分类
author: '<i>趣头条'
tags: [纸, 墨]
---

一段文字。
";

/// Whether `html` has a tag of this name with all these attributes, in any order.
fn has_tag(html: &str, name: &str, attributes: &[&str]) -> bool {
    let open = format!("<{name} ");
    let mut tags = html.match_indices(&open).filter_map(|(start, _)| html[start..].split('>').next());
    tags.any(|tag| attributes.iter().all(|attribute| tag.contains(attribute)))
}

fn listing(entries: Vec<Summary>, page: u32, pages: u32) -> Listing {
    Listing { posts: u32::try_from(entries.len()).expect("few"), entries, page, pages, read: None, missing: 0 }
}

#[test]
fn a_list_entry_keeps_its_contract() {
    let (summary, _) = post(POST);
    let html = show(Site::default(), "/blog/", |setting| list_page(setting, &listing(vec![summary], 1, 1)));
    for part in [
        r#"<h2 dir="ltr"><a href="/blog/posts/news/a%20b">&lt;b&gt;墨&lt;/b&gt; &amp; ink</a></h2>"#,
        r#"<time datetime="2022-04-07T06:38:50+00:00" lang="en" dir="ltr">April 7, 2022</time></a>"#,
        r#"<li><a href="/blog/categories/%E6%96%B0%E5%AA%92%E4%BD%93">新媒体</a></li>"#,
        r#"/%E5%88%86%E7%B1%BB">分类</a></li>"#,
        r#"class="summary-excerpt">一段文字。</p>"#,
    ] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
    assert!(has_tag(&html, "article", &[r#"class="summary""#, r#"data-path="news/a b""#]), "{html}");
    assert!(!html.contains("pager"), "one page needs no pager: {html}");
    assert_eq!(html.matches("<h1").count(), 1, "one h1: {html}");
}

#[test]
fn a_thumbnail_is_shown_only_from_the_site_or_http() {
    for (address, expected) in [
        ("posts/a.png", Some("/blog/posts/a.png")),
        ("https://img.example/a.png", Some("https://img.example/a.png")),
        ("//evil.example/a.png", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("\\\\evil.example\\a.png", None),
        ("", None),
    ] {
        let (mut summary, _) = post(POST);
        summary.thumbnail = Some(address.into());
        let html = show(Site::default(), "/blog/", |setting| list_page(setting, &listing(vec![summary], 1, 1)));
        let src = html.split_once("src=\"").and_then(|(_, rest)| rest.split('"').next());
        assert_eq!(src, expected, "{address}");
    }
}

#[test]
fn the_pager_links_to_the_pages_around() {
    for (page, newer, older) in
        [(1, None, Some("/page/2")), (2, Some("/"), Some("/page/3")), (3, Some("/page/2"), None)]
    {
        let (summary, _) = post(POST);
        let html = show(Site::default(), "/", |setting| list_page(setting, &listing(vec![summary], page, 3)));
        for (rel, target) in [("prev", newer), ("next", older)] {
            let found = html.split_once(&format!("rel=\"{rel}\" href=\"")).and_then(|(_, rest)| rest.split('"').next());
            assert_eq!(found, target, "page {page}, {rel}");
        }
    }
}

#[test]
fn an_article_keeps_its_contract() {
    let (_, article) = post(POST);
    let html = show(Site::default(), "/blog/", |setting| article_view(setting, &article));
    for part in [
        "&lt;b&gt;墨&lt;/b&gt; &amp; ink</h1>",
        r#"<span class="author">&lt;i&gt;趣头条</span>"#,
        r#"/%E8%B6%A3%E5%A4%B4%E6%9D%A1">趣头条</a></li>"#,
        r#"<div class="post-body"><p>一段文字。</p>"#,
        r#"<li><a href="/blog/tags/%E7%BA%B8">纸</a></li>"#,
        r#"href="/blog/posts/news/a%20b.md""#,
    ] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
    assert!(has_tag(&html, "article", &[r#"class="post""#, r#"data-path="news/a b""#, r#"lang="en""#]), "{html}");
    assert!(!html.contains("post-problems"), "a clean post has no notice: {html}");
}

#[test]
fn a_script_in_a_post_reaches_no_page() {
    let (_, article) = post("<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))");
    let html = show(Site::default(), "/", |setting| article_view(setting, &article));
    for part in ["<script", "onerror", "javascript:"] {
        assert!(!html.contains(part), "{part} is in {html}");
    }
}

#[test]
fn a_series_unfolds_into_its_parts_once_they_are_known() {
    let (_, article) = post("---\ntitle: B\nseries: [a <b>]\ntags: [b]\n---\nText.\n");
    let line = |path: &str| Line { path: path.into(), title: format!("{path} & co"), date: None };
    let parts = Parts { lines: vec![line("a/a"), line(&article.path), line("c")], first: 7 };
    let alone = Parts { lines: vec![line(&article.path)], first: 1 };
    let name = r#"<span lang="en" dir="ltr">Series</span> <b>a &lt;b&gt;</b>"#;
    let view = |parts| {
        show(Site::default(), "/", |setting| {
            let (node, children) = (NodeRef::default(), Html::default());
            article_page(setting, ArticleView { article: &article, parts, now: None, node, children })
        })
    };
    for (case, html) in [("not known yet", view(None)), ("no others", view(Some(&alone)))] {
        assert!(html.contains(&format!(r#"<p class="series">{name}</p>"#)), "{case}: {html}");
    }
    let html = view(Some(&parts));
    for expected in [
        &format!(r#"<details class="series"><summary>{name}</summary>"#),
        r#"<ol start="7" "#,
        r#"<li><a href="/posts/a/a" dir="auto">a/a &amp; co</a></li>"#,
        &format!(r#"<li aria-current="page" dir="auto">{} &amp; co</li>"#, article.path),
    ] {
        assert!(html.contains(expected), "{expected} is not in {html}");
    }
    let (_, article) = post("---\ntitle: A\n---\nText.\n");
    assert!(!show(Site::default(), "/", |setting| article_view(setting, &article)).contains("series"));
}

#[test]
fn a_broken_post_is_shown_with_a_notice() {
    let (_, article) = post("---\ntitle: 'it's broken'\nauthor: me\n---\nText.\n");
    assert!(!article.head.problems.is_empty(), "the front matter is broken");
    let html = show(Site::default(), "/", |setting| article_view(setting, &article));
    for part in [r#"<details class="post-problems">"#, "Line 2", "<p>Text.</p>"] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
}

#[test]
fn a_post_over_a_limit_is_shown_as_its_text() {
    let (_, mut article) = post(POST);
    article.text = ArticleText::Plain("<b>raw</b>".into());
    let html = show(Site::default(), "/", |setting| article_view(setting, &article));
    assert!(html.contains(r#"<pre class="plain">&lt;b&gt;raw&lt;/b&gt;</pre>"#), "{html}");
}

#[test]
fn every_failure_says_what_to_do() {
    for failure in [
        Failure::NotFound,
        Failure::Server(503),
        Failure::Timeout,
        Failure::Offline,
        Failure::NotMarkdown,
        Failure::NotUtf8,
        Failure::Newer,
        Failure::Invalid("reason".into()),
    ] {
        for language in ["en", "zh-CN", "zh-TW", "ja", "ko", "ar"] {
            let site = Site { language: language.into(), ..Site::default() };
            let kind = format!(r#"data-kind="{}""#, failure.kind());
            let retry = Callback::from(|()| {});
            let html = show(site, "/", |setting| failure_notice(setting, &failure, Some(retry)));
            assert!(html.contains(&kind), "{kind}: {html}");
            assert!(html.contains(r#"class="retry""#), "{kind}: {html}");
        }
    }
    let html = show(Site::default(), "/blog/", |setting| failure_notice(setting, &Failure::NotFound, None));
    let way_home = has_tag(&html, "a", &[r#"class="button""#, r#"href="/blog/""#]);
    assert!(way_home, "without a retry there is a way home: {html}");
}

#[test]
fn loading_and_empty_have_their_own_look() {
    for view in [list_skeleton, article_skeleton] {
        let html = show(Site::default(), "/", view);
        assert!(html.contains(r#"aria-busy="true""#) && html.contains("skeleton"), "{html}");
    }
    let (_, article) = post(POST);
    let coming = PostToCome { head: &article.head, beginning: "<i>一段文字。", has_contents: true };
    let site = || Site { language: "zh-CN".into(), ..Site::default() };
    let html = show(site(), "/", |setting| post_skeleton(setting, &coming));
    assert!(has_tag(&html, "p", &["role=\"status\"", "lang=\"zh-Hans\"", "dir=\"ltr\""]), "{html}");
    assert!(has_tag(&html, "div", &["class=\"post has-contents\"", "aria-busy=\"true\""]), "{html}");
    let whole = show(site(), "/", |setting| article_view(setting, &article));
    let (start, end) = (whole.find("<header").expect("a header"), whole.find("</header>").expect("its end"));
    assert!(html.contains(&whole[start..end]), "what stands above the text is there before it: {html}");
    assert!(html.contains("&lt;i&gt;一段文字。") && html.contains("skeleton"), "{html}");
    let html = show(Site::default(), "/", |setting| list_page(setting, &listing(Vec::new(), 1, 1)));
    assert!(html.contains(r#"class="empty""#), "{html}");
}

#[test]
fn the_frame_speaks_the_sites_language_and_has_its_landmarks() {
    let site = Site { title: "砚台札记".into(), language: "zh-CN".into(), ..Site::default() };
    let html = show(site, "/blog/", |setting| frame(setting, Some(&Route::HOME), html! { <p>{"text"}</p> }));
    assert!(has_tag(&html, "header", &[r#"lang="zh-Hans""#, r#"dir="ltr""#]), "{html}");
    for part in [
        "跳到正文",
        r##"href="#main""##,
        r#"<main id="main"><p>text</p></main>"#,
        "砚台札记",
        r#"href="/blog/""#,
        r#"aria-current="page""#,
    ] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
}
