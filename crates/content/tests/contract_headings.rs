//! Headings: their ids, the links that lead to them, and the outline (`FRONT_MATTER.md`, "Body").

use inkstone_content::{Place, Post, PostPath, Rendered, Site, Zone, render};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn rendered(body: &str) -> Rendered {
    let path = PostPath::new("news/2022/a.md").expect("a path that is allowed");
    let site = Site::default();
    let post = Post::read(path, format!("---\ntitle: A title\n---\n{body}").as_bytes(), &site, &Zone::default());
    render(&post, &site, &Place::new("/blog/", &site))
}

#[test]
fn heading_ids_are_unique_and_readable() {
    for (case, body, expected) in [
        ("Latin", "# Hello, *World*!", &["hello-world"] as &[&str]),
        ("CJK", "## 一是健全体系，筑牢防线", &["一是健全体系筑牢防线"]),
        ("twice", "# a\n# a\n# a", &["a", "a-1", "a-2"]),
        ("explicit", "# a {#b}\n# b", &["b", "b-1"]),
        ("explicit later", "# b\n\n# a {#b}", &["b-1", "b"]),
        ("explicit twice", "# a {#x}\n\n# b {#x}", &["x", "b"]),
        ("another element's", "<p id=a></p>\n\n# a", &["a-1"]),
        ("raw HTML", "<h2>A &amp; B</h2><h3 id='own'>c</h3>", &["a--b", "own"]),
        ("code", "# `fn main()`", &["fn-main"]),
        ("nothing readable", "# 😀", &["section"]),
        ("a mirror's anchor is no text", "<h2>a<a class=headerlink href='#a'>¶</a></h2>", &["a"]),
        ("picture", "# ![Logo](a.png)", &["logo"]),
        ("footnotes in headings", "# a[^1]\n\n[^1]: x", &["a"]),
        ("not closed", "<h2>a<h3>b", &["a", "b"]),
    ] {
        let shown = rendered(body);
        let ids: Vec<_> = shown.outline.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, expected, "{case}");
        for id in ids {
            let html = shown.html.as_str();
            assert!(html.contains(&format!(" id=\"{id}\"")) || html.contains(&format!(" id='{id}'")), "{case}: {html}");
        }
    }
}

#[test]
fn links_to_sections_lead_to_them_as_other_tools_name_them() {
    for (case, body, expected) in [
        ("as it is", "[x](#whats-new)\n\n## What's new?", "#whats-new"),
        ("Hexo", "[x](#What-s-new)\n\n## What's new?", "#whats-new"),
        ("behind its heading", "## What's new?\n\n[x](#What-s-new)", "#whats-new"),
        ("in a heading", "## A\n\n## What's new? [x](#A-)\n", "#a"),
        ("escaped", "[x](#%E7%AE%80-%E4%BB%8B)\n\n## 简介", "#简介"),
        ("Jekyll", "[x](#简介)\n\n## 1.1 简介", "#11-简介"),
        ("the second of a name", "[x](#A-B-1)\n\n## A B\n\n## A B", "#a-b-1"),
        ("an element's id first", "[x](#A-b)\n\n<p id=A-b>y</p>\n\n## A b", "#A-b"),
        ("an anchor's name first", "[x](#A-b) <a name=A-b></a>\n\n## A b", "#A-b"),
        ("without quotes", "<p><a class=y href=#A-B>x</a></p>\n\n## A b", "#a-b"),
        ("GitHub's prefix", "[x](#user-content-a-b)\n\n## A b", "#a-b"),
        ("an id that begins so", "[x](#user-content-y)\n\n<p id=user-content-y>z</p>", "#user-content-y"),
        ("an id with blanks around it", "[x](#A-b)\n\n<p id=' A-b '>z</p>\n\n## A b", "#A-b"),
        ("nowhere", "[x](#other)\n\n## A b", "#other"),
        ("an id with quotes", "[x](#AB)\n\n<h2 id='a\"b'>x</h2>", "#a&quot;b"),
        ("the beginning", "[x](#)\n\n## A", "#"),
        ("another page", "[x](b.md#A-)\n\n## A", "/blog/posts/news/2022/b#A-"),
    ] {
        let html = rendered(body).html.as_str().to_owned();
        assert!(html.contains(&format!("href=\"{expected}\"")), "{case}: {html}");
    }
}

#[test]
fn the_outline_has_levels_and_texts() {
    let shown = rendered("# A *b*\n\ntext\n\n### 二 & `c`\n\n#\n");
    let outline: Vec<_> = shown.outline.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(outline, [(1, "A b"), (3, "二 & c")]);
}
