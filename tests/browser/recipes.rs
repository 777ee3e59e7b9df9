//! The recipes of docs/guide/plug-ins.md and docs/guide/themes.md, taken from there as they stand:
//! what an owner copies works.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{
    blog::{Blog, project},
    page::{Page, Screen, browse},
};

/// The first block of `language` below the heading in a file of the guide, without its fence.
pub(crate) fn recipe(file: &str, heading: &str, language: &str) -> String {
    let guide = fs::read_to_string(project().join("docs/guide").join(file)).expect("the guide");
    let below = guide.split_once(&format!("# {heading}\n")).unwrap_or_else(|| panic!("{file}: {heading}")).1;
    let end = ["\n## ", "\n### "].iter().filter_map(|next| below.find(next)).min().unwrap_or(below.len());
    let below = &below[..end];
    let block = below.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("{heading}: no {language}")).1;
    block.split_once("\n```").expect("a fence has two ends").0.to_owned()
}

/// A blog with a diagram, a diagram with a mistake and a post without comments, set up as the
/// section of the guide says, with these lines of its configuration left out.
fn blog(heading: &str, script: &str, without: Option<&str>) -> (TempDir, Blog) {
    let posts = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(posts.path().join(name), text).expect("a folder of ours");
    fs::create_dir(posts.path().join("plug-ins")).expect("a folder of ours");
    write("drawn.md", "---\ntitle: Drawn\ndate: 2024-01-03\n---\nText.\n\n```mermaid\ngraph TD; A-->B;\n```\n");
    write("wrong.md", "---\ntitle: Wrong\ndate: 2024-01-02\n---\nText.\n\n```mermaid\na mistake\n```\n");
    write("silent.md", "---\ntitle: Silent\ndate: 2024-01-01\ncomments: false\n---\nText.\n");
    let yaml = recipe("plug-ins.md", heading, "yaml");
    let lines = yaml.lines().filter(|line| without.is_none_or(|name| !line.starts_with(name)));
    write("inkstone.yaml", &format!("title: Recipes\n{}\n", lines.collect::<Vec<_>>().join("\n")));
    let on_post = recipe("plug-ins.md", "What a plug-in can rely on", "js");
    write(script, &format!("{on_post}\n{}", recipe("plug-ins.md", heading, "js")));
    write("plug-ins/mermaid.min.js", MERMAID);
    let blog = Blog::of_posts(posts.path(), "/");
    (posts, blog)
}

/// What is used of mermaid, with its habits: a global, a promise, styles inside, and an error for a
/// mistake.
const MERMAID: &str = "globalThis.mermaid = {
    initialize({ securityLevel }) { globalThis.level = securityLevel; },
    async render(id, text) {
        if (text.includes('mistake')) throw new Error('Syntax error');
        const place = document.createElement('div');
        document.body.append(place);
        place.innerHTML = `<svg id=\"${id}\" viewBox=\"0 0 9 9\"><style>#${id} rect { fill: rgb(1, 2, 3); }</style><rect /></svg>`;
        const svg = place.innerHTML;
        place.remove();
        return { svg };
    },
};";

#[track_caller]
fn wait_for_post(page: &Page, key: &str) {
    page.wait_for(&format!("html[data-inkstone=ready] article.post[data-path={key}] .post-foot"));
    page.wait_without("[aria-busy=true]");
}

/// Leaves for another post as a reader does, by way of the list.
#[track_caller]
fn go_to(page: &Page, key: &str) {
    page.click("a.brand");
    page.click(&format!(".summary[data-path={key}] h2 a"));
    wait_for_post(page, key);
}

#[test]
fn diagrams_are_drawn_and_a_mistake_stays_readable() {
    let (_posts, blog) = blog("Diagrams with mermaid", "plug-ins/diagrams.js", None);
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/silent/"));
        wait_for_post(page, "silent");
        assert_eq!(page.eval("typeof mermaid"), json!("undefined"), "no diagram, no library");
        for _ in ["from the list", "once more"] {
            go_to(page, "drawn");
            page.wait_for("figure.diagram svg");
            assert_eq!(page.count("figure.diagram"), 1);
            let fill = "getComputedStyle(document.querySelector('.diagram rect')).fill";
            assert_eq!(page.eval(fill), json!("rgb(1, 2, 3)"), "with its own style");
            assert_eq!(page.eval("document.querySelector('code.language-mermaid').checkVisibility()"), json!(false));
            go_to(page, "wrong");
            page.wait_until("its source stays", "document.querySelector('code.language-mermaid').checkVisibility()");
            assert_eq!(page.count("figure.diagram"), 0);
        }
        assert_eq!(page.eval("window.level"), json!("strict"));
        page.open(&blog.url("/posts/drawn/"));
        page.wait_for("figure.diagram svg");
    });
}

/// Notes what does not load, and what the policy of content refuses.
#[track_caller]
fn note_failures(page: &Page) {
    let source = "window.failed = []; window.refused = [];
        addEventListener('error', ({ target }) => { if (target.src) failed.push(target.src); }, true);
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => refused.push(blockedURI));";
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
}

#[test]
fn comments_are_asked_for_where_a_post_has_them() {
    let (_posts, blog) = blog("Comments with giscus", "plug-ins/comments.js", None);
    browse(Screen::LAPTOP, |page| {
        note_failures(page);
        page.open(&blog.url("/posts/drawn/"));
        let script = "article.post script[src='https://giscus.app/client.js']";
        page.wait_for(script);
        // The browser of these tests reaches no host but ours.
        page.wait_until("it is asked for, and is out of reach", "failed.length === 1");
        assert_eq!(page.eval("[failed[0], refused]"), json!(["https://giscus.app/client.js", []]));
        assert_eq!(page.attributes(script, "data-term"), ["drawn"]);
        assert_eq!(page.attributes(script, "data-lang"), ["en"]);
        assert_eq!(page.count(".post section.giscus"), 1);
        go_to(page, "silent");
        assert_eq!(page.count("section.giscus, script[src*=giscus]"), 0, "comments: false");
        go_to(page, "wrong");
        page.wait_for(script);
        assert_eq!(page.attributes(script, "data-term"), ["wrong"]);
    });
}

#[test]
fn visits_are_counted_once_a_page() {
    let (_posts, blog) = blog("Counting visits", "plug-ins/visits.js", None);
    browse(Screen::LAPTOP, |page| {
        note_failures(page);
        page.open(&blog.url("/posts/drawn/"));
        wait_for_post(page, "drawn");
        go_to(page, "silent");
        let sent = "performance.getEntriesByType('resource').filter((sent) => sent.initiatorType === 'beacon')";
        page.wait_until("the post, the list, the post", &format!("{sent}.length === 3"));
        assert_eq!(page.eval(&format!("[{sent}[0].name, refused]")), json!(["https://count.example.org/visit", []]));
    });
}

#[test]
fn a_host_that_the_configuration_does_not_name_is_asked_nothing() {
    for (heading, script, line, address) in [
        ("Comments with giscus", "plug-ins/comments.js", "comment_hosts", "https://giscus.app/client.js"),
        ("Counting visits", "plug-ins/visits.js", "analytics_hosts", "https://count.example.org/visit"),
    ] {
        let (_posts, blog) = blog(heading, script, Some(line));
        browse(Screen::LAPTOP, |page| {
            page.expect_in_console(address);
            note_failures(page);
            page.open(&blog.url("/posts/drawn/"));
            page.wait_until(heading, &format!("refused.includes('{address}')"));
        });
    }
}

#[test]
fn a_theme_in_twenty_lines_is_one() {
    let css = recipe("themes.md", "A theme in twenty lines", "css");
    assert!(css.lines().count() <= 20, "{} lines", css.lines().count());
    let posts = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(posts.path().join(name), text).expect("a folder of ours");
    write("inkstone.yaml", "title: Celadon\nstylesheet: style.css\nmenu: [/, /archive, /tags]\n");
    write("style.css", &css);
    write(
        "one.md",
        "---\ntitle: One\ndate: 2024-01-01\ntags: [ink]\n---\nText with [a link](https://example.org/).\n\n```rust\nfn a() {}\n```\n",
    );
    let blog = Blog::of_posts(posts.path(), "/");
    for screen in crate::accessible::SCREENS {
        browse(screen, |page| {
            page.open(&blog.url("/posts/one/"));
            wait_for_post(page, "one");
            let paper = page.eval_text("getComputedStyle(document.documentElement).backgroundColor");
            assert_eq!(paper, if screen.dark { "rgb(18, 26, 23)" } else { "rgb(244, 248, 245)" });
            assert_eq!(
                page.eval_text("getComputedStyle(document.querySelector('.menu a')).textTransform"),
                "uppercase"
            );
            assert_eq!(crate::accessible::complaints(page), Vec::<String>::new(), "on {screen:?}");
            let wide = page.eval("document.documentElement.scrollWidth - innerWidth").as_f64().unwrap_or(1.0);
            assert!(wide <= 0.0, "on {screen:?} it is wider than the screen, by {wide} px");
        });
    }
}
