//! The pages of the archive and of terms: every entry leads somewhere, counts are said, what a
//! stranger wrote stays text, and what is empty says so.

use std::sync::Arc;

use inkstone_catalogue::{ArchivePage, Line, Month, Span, Taxonomy, TermCount, TermPage, TermsPage};
use inkstone_content::{PostDate, Site};
use inkstone_views::{Setting, archive_view, lines_skeleton, term_view, terms_view};
use yew::{LocalServerRenderer, prelude::*};

#[derive(PartialEq, Properties)]
struct StageProps {
    view: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    props.view.clone()
}

fn show(language: &str, view: impl FnOnce(&Setting) -> Html) -> String {
    let site = Site { language: language.into(), ..Site::default() };
    let setting = Setting::new("/blog/", Arc::new(site));
    let renderer = LocalServerRenderer::<Stage>::with_props(StageProps { view: view(&setting) }).hydratable(false);
    futures::executor::block_on(renderer.render())
}

fn line(path: &str, date: &str) -> Line {
    let date = PostDate::try_from(format!("{date}T08:00:00+08:00")).ok();
    Line { path: path.into(), title: format!("<b>{path}</b>"), date }
}

fn count(path: &[&str], posts: u32) -> TermCount {
    TermCount { path: path.iter().map(|name| (*name).to_owned()).collect(), posts }
}

fn archive(span: Span, lines: Vec<Line>) -> ArchivePage {
    let months = [(2023, 1, 1), (2022, 4, 2), (2022, 3, 1_234)];
    let months = months.map(|(year, month, posts)| Month { year, month, posts }).to_vec();
    ArchivePage { span, months, undated: 0, posts: 3, lines, page: 1, pages: 1 }
}

fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
    assert_eq!(html.matches("<h1").count(), 1, "one h1: {html}");
    assert!(!html.contains("<b>"), "titles stay text: {html}");
}

#[test]
fn the_archive_stands_under_its_months_and_leads_to_years() {
    let lines = vec![line("a b", "2023-01-02"), line("c", "2022-04-30"), line("d", "2022-04-01"), line("e", "")];
    let html = show("en", |setting| archive_view(setting, &archive(Span::All, lines.clone())));
    assert_has(
        &html,
        &[
            ">Archive</h1>",
            "3 posts",
            r#"<a href="/blog/archive/2022">2022<"#,
            ">1,236</span>",
            "1,236 posts",
            r#"<h2><a href="/blog/archive/2022/04">April 2022</a></h2>"#,
            "<h2>Without a date</h2>",
            r#"<a href="/blog/posts/a%20b">&lt;b&gt;a b&lt;/b&gt;</a>"#,
        ],
    );
    assert_eq!(html.matches("<section").count(), 3, "a section a month: {html}");
    let html = show("zh-CN", |setting| archive_view(setting, &archive(Span::Year(2022), lines.clone())));
    assert_has(
        &html,
        &[">2022</h1>", r#"<a href="/blog/archive">归档</a>"#, r#"<a href="/blog/archive/2022/03">3月<"#],
    );
    assert!(!html.contains("/archive/2023\""), "only the months of the year: {html}");
    let html = show("en", |setting| archive_view(setting, &archive(Span::Month(2022, 4), lines)));
    assert_has(&html, &[">April 2022</h1>", r#"<a href="/blog/archive/2022">2022</a>"#, r#"aria-current="page""#]);
}

#[test]
fn tags_are_a_cloud_and_where_there_are_many_a_list_as_well() {
    let entries = vec![count(&["C/C++"], 1), count(&["<b>"], 16), count(&["page"], 4)];
    let terms = TermsPage { terms: 3, most_used: Vec::new(), entries: entries.clone(), page: 1, pages: 1 };
    let html = show("en", |setting| terms_view(setting, Taxonomy::Tags, &terms));
    assert_has(
        &html,
        &[
            ">Tags</h1>",
            "3 tags",
            r#"<li data-weight="1"><a href="/blog/tags/C%2FC%2B%2B">C/C++<"#,
            r#"<li data-weight="5"><a href="/blog/tags/%3Cb%3E">&lt;b&gt;<"#,
            r#"<li data-weight="3"><a href="/blog/tags/%70age">page<"#,
            "16 posts",
        ],
    );
    let terms = TermsPage { terms: 900, most_used: entries.clone(), entries, page: 1, pages: 3 };
    let html = show("en", |setting| terms_view(setting, Taxonomy::Tags, &terms));
    assert_has(
        &html,
        &["Most used", r#"class="terms cloud""#, r#"class="terms index""#, r#"href="/blog/tags/page/3""#],
    );
}

#[test]
fn categories_are_a_tree_also_from_its_middle() {
    let entries = vec![
        count(&["a", "b", "c"], 1),
        count(&["a", "d"], 2),
        count(&["e"], 3),
        count(&["e", "f"], 1),
        count(&["g"], 1),
    ];
    let terms = TermsPage { terms: 5, most_used: Vec::new(), entries, page: 2, pages: 2 };
    let html = show("en", |setting| terms_view(setting, Taxonomy::Categories, &terms));
    let tree = html.split("<nav").next().unwrap_or_default();
    let links: Vec<&str> =
        tree.split("href=\"/blog/categories/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["a", "a/b", "a/b/c", "a/d", "e", "e/f", "g"], "{html}");
    assert_has(&html, &[">Categories</h1>", "Page 2 of 2", r#"<ul class="tree">"#, r#"<ul class="branch">"#]);
    assert_eq!(html.matches("<ul class=\"branch\">").count(), 3, "a, a/b and e have branches: {html}");
}

#[test]
fn a_term_shows_its_posts_its_path_and_what_is_below_it() {
    let term = TermPage {
        path: vec!["A".into(), "<b>".into(), "C".into()],
        posts: 2_000,
        children: vec![count(&["A", "<b>", "C", "D"], 7)],
        lines: vec![line("x", "2022-04-07"), line("y", "2021-01-01")],
        page: 1,
        pages: 30,
    };
    let html = show("en", |setting| term_view(setting, Taxonomy::Categories, &term));
    assert_has(
        &html,
        &[
            ">C</h1>",
            "2,000 posts",
            r#"<a href="/blog/categories">Categories</a>"#,
            r#"<li><a href="/blog/categories/A">A</a></li>"#,
            r#"<a href="/blog/categories/A/%3Cb%3E/C/D">D<"#,
            r#"<h2><a href="/blog/archive/2021">2021</a></h2>"#,
            r#"rel="next""#,
            r#"href="/blog/categories/A/%3Cb%3E/C/page/2""#,
            r#"href="/blog/categories/A/%3Cb%3E/C/page/30""#,
        ],
    );
    let term = TermPage { path: vec!["墨".into()], children: Vec::new(), page: 30, ..term };
    let html = show("en", |setting| term_view(setting, Taxonomy::Tags, &term));
    assert_has(&html, &[">#墨</h1>", r#"rel="prev""#, r#"href="/blog/tags/%E5%A2%A8/page/29""#]);
    assert!(!html.contains(r#"rel="next""#), "the last page: {html}");
}

#[test]
fn what_is_empty_says_so_and_what_loads_says_how_far_it_is() {
    let empty = ArchivePage { posts: 0, months: Vec::new(), ..archive(Span::All, Vec::new()) };
    assert_has(&show("en", |setting| archive_view(setting, &empty)), &[r#"class="empty""#, "0 posts"]);
    for (taxonomy, text) in [(Taxonomy::Tags, "还没有文章使用标签"), (Taxonomy::Categories, "还没有文章使用分类")]
    {
        let terms = TermsPage { terms: 0, most_used: Vec::new(), entries: Vec::new(), page: 1, pages: 1 };
        assert_has(&show("zh", |setting| terms_view(setting, taxonomy, &terms)), &[r#"class="empty""#, text]);
    }
    let html = show("en", |setting| lines_skeleton(setting, Some("3 of 5".to_owned())));
    assert!(html.contains(r#"aria-busy="true""#) && html.contains(">3 of 5</p>"), "{html}");
}
