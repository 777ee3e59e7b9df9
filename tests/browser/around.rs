//! What leads on from a post: its neighbours and posts about the same, in the page that the
//! builder wrote and in the one that the app makes; and scripts of the owner's.

use std::fs;

use serde_json::json;
use thirtyfour::Key;

use crate::{
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// A blog of three posts, two of them about the same.
fn posts(configuration: &str) -> tempfile::TempDir {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    for (name, text) in [
        ("one.md", "---\ntitle: One\ndate: 2024-01-01\ntags: [ink]\n---\nText.\n"),
        ("two.md", "---\ntitle: Two\ndate: 2024-01-02\ntags: [paper]\ncomments: false\n---\nText.\n"),
        (
            "three.md",
            "---\ntitle: Three\ndate: 2024-01-03\ntags: [ink]\n---\nText.\n\n```mermaid\ngraph TD; A-->B;\n```\n",
        ),
        ("inkstone.yaml", configuration),
    ] {
        fs::write(posts.path().join(name), text).expect("a folder of ours");
    }
    posts
}

fn leads_on(page: &Page, earlier: &[&str], later: &[&str], related: &[&str]) {
    page.wait_for(".around a");
    assert_eq!(page.texts(".around .earlier span"), earlier);
    assert_eq!(page.texts(".around .later span"), later);
    // A reader who does something near the end.
    page.press(Key::Shift);
    if !related.is_empty() {
        page.wait_for(".related a");
    }
    assert_eq!(page.texts(".related a"), related);
}

#[test]
fn a_post_leads_on_to_its_neighbours_and_to_posts_about_the_same() {
    let posts = posts("title: Three posts\n");
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/three/"));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for(".ago[data-ago]");
        assert_eq!(page.texts(".around a span"), ["Two"], "it is there before the app");
        assert_eq!(page.count(".related > *"), 0);
        assert_eq!(blog.count("/catalogue/*"), 0, "nothing is looked up for a reader who does nothing");
        leads_on(page, &["Two"], &[], &["One"]);
        let face =
            |selector: &str| page.eval(&format!("getComputedStyle(document.querySelector('{selector}')).fontFamily"));
        assert_eq!(face(".related h2"), face("article.post h1"), "a title that says its language is one");
        assert_eq!(face(".around span"), face("article.post h1"));
        assert_eq!(face(".around small"), face(".post-body"));
        page.click(".related a");
        page.wait_for("article.post[data-path=one]");
        leads_on(page, &[], &["Two"], &["Three"]);
        page.click(".around .later");
        page.wait_for("article.post[data-path=two]");
        leads_on(page, &["One"], &["Three"], &[]);
        page.back();
        page.wait_for("article.post[data-path=one]");
        leads_on(page, &[], &["Two"], &["Three"]);
    });
}

/// A plug-in as the guide tells to write it: it notes what it hears, and draws.
const PLUG_IN: &str = "
    window.heard = [];
    document.addEventListener('inkstone:navigated', () => heard.push('navigated'));
    document.addEventListener('inkstone:rendered', ({ target, detail }) => {
        heard.push(`${detail.path} ${target.dataset.comments ?? 'on'}`);
        for (const code of target.querySelectorAll('code.language-mermaid')) {
            const figure = document.createElement('figure');
            figure.className = 'diagram';
            figure.innerHTML = '<svg viewBox=\"0 0 9 9\"><style>rect { fill: rgb(1, 2, 3); }</style><rect /></svg>';
            code.parentNode.after(figure);
        }
    });";

#[test]
fn a_script_of_the_owners_hears_of_posts_and_may_draw_when_it_is_allowed_to() {
    for (may, configuration) in [(true, "scripts: draw.js\nscripts_write_html: yes\n"), (false, "scripts: draw.js\n")] {
        let posts = posts(configuration);
        fs::write(posts.path().join("draw.js"), PLUG_IN).expect("a folder of ours");
        let blog = Blog::of_posts(posts.path(), "/");
        browse(Screen::LAPTOP, |page| {
            if !may {
                page.expect_in_console("TrustedHTML");
            }
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready] article.summary");
            page.wait_until("the plug-in runs", "window.heard");
            page.eval("heard.length = 0");
            for (key, comments) in [("three", "on"), ("two", "off")] {
                page.click(&format!(".summary[data-path={key}] h2 a"));
                page.wait_for(&format!("article.post[data-path={key}]"));
                page.wait_until("it has heard", &format!("heard.includes('{key} {comments}')"));
                if key == "three" {
                    assert_eq!(page.text("code.language-mermaid"), "graph TD; A-->B;", "the text stays");
                    assert_eq!(page.count("figure.diagram svg"), u64::from(may));
                }
                if may && key == "three" {
                    let fill = "getComputedStyle(document.querySelector('.diagram rect')).fill";
                    assert_eq!(page.eval(fill), json!("rgb(1, 2, 3)"), "with its own style");
                }
                page.back();
                page.wait_for("article.summary");
            }
            page.wait_until("it has heard of every page", "heard.filter((what) => what === 'navigated').length >= 4");
        });
    }
}

/// A blog of a series of three parts, and one of thirty.
fn series() -> tempfile::TempDir {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: String| fs::write(posts.path().join(name), text).expect("a folder of ours");
    for number in 1..=3 {
        let text = format!("---\ntitle: Part {number}\ndate: 2024-01-0{number}\nseries: 文房四宝\n---\nText.\n");
        write(&format!("part-{number}.md"), text);
    }
    for number in 1..=30 {
        let text = format!("---\ntitle: Day {number}\ndate: 2023-11-{number:02}\nseries: Days\n---\nText.\n");
        write(&format!("day-{number}.md"), text);
    }
    write("inkstone.yaml", "title: Series\n".to_owned());
    posts
}

#[test]
fn a_part_of_a_series_leads_to_the_others_without_scripts_and_with_the_app() {
    let posts = series();
    let blog = Blog::of_posts(posts.path(), "/");
    let parts = ["Part 1", "Part 2", "Part 3"];
    browse(Screen::PHONE, |page| {
        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page.open(&blog.url("/posts/part-2/"));
        page.click(".series summary");
        assert_eq!(page.texts(".series[open] li"), parts);
        assert_eq!(page.texts(".series [aria-current]"), ["Part 2"]);
        page.click(".series a");
        page.wait_for("article.post[data-path=part-1]");

        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": false }));
        page.open(&blog.url("/posts/part-2/"));
        page.wait_for("html[data-inkstone=ready]");
        page.click(".series summary");
        assert_eq!(blog.count("/catalogue/*"), 0, "the page has them already");
        page.eval("window.isOld = true");
        page.click(".series li:last-child a");
        page.wait_for("article.post[data-path=part-3] details.series");
        assert_eq!(page.eval("window.isOld"), json!(true), "the app has shown it");
        assert_eq!(page.texts(".series li"), parts);
        assert_eq!(page.texts(".series [aria-current]"), ["Part 3"]);
        assert!(page.text(".series summary").contains("文房四宝"));

        page.open(&blog.url("/posts/day-29/"));
        page.wait_for("html[data-inkstone=ready]");
        page.click(".around .earlier");
        page.wait_for("article.post[data-path=day-28] details.series");
        assert_eq!(page.attributes(".series ol", "start"), ["11"], "the nearest twenty");
        assert_eq!(page.texts(".series li").len(), 20);
        assert_eq!(page.texts(".series [aria-current]"), ["Day 28"]);
    });
}

#[test]
fn the_parts_of_a_series_come_without_moving_the_text() {
    let posts = series();
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::PHONE, |page| {
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready] .summary");
        page.wait_for_rest();
        let gate = Gate::default();
        blog.break_by(Rule::always("/catalogue/*", Fault::Held(gate.clone())));
        page.click(".summary[data-path=part-2] h2 a");
        page.wait_for("article.post[data-path=part-2] p.series");
        let tops = "['.series', '.series b', '.post-body'].map((name) => {
            const { left, top } = document.querySelector(name).getBoundingClientRect();
            return [left, top];
        })";
        let before = page.eval(tops);
        gate.open();
        page.wait_for("details.series li");
        assert_eq!(page.eval(tops), before);
    });
}
