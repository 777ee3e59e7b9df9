//! How long a post keeps the main thread busy at a time: a measurement, which a busy machine
//! spoils, so it is run by itself and prints what it finds:
//!
//! `cargo test --test browser tasks:: -- --ignored --nocapture`

use std::fs;

use serde_json::json;

use crate::{
    blog::Blog,
    long_tasks,
    page::{Page, Screen, browse},
};

/// The size of the post, in bytes.
const SIZE: usize = 100_000;
/// How much slower than this machine's the reader's processor is.
const SLOWER: u32 = 4;
/// How often each way is measured; the median counts.
const RUNS: usize = 5;

/// Markdown as a long essay has it: headings, paragraphs in two scripts, lists, tables, code.
fn essay() -> String {
    let mut text = String::from("---\ntitle: A long essay\ndate: 2024-05-01\ntags: [ink]\n---\n\n");
    for part in 1.. {
        if text.len() >= SIZE {
            break;
        }
        text.push_str(&format!("## Part {part}\n\n"));
        for _ in 0..3 {
            text.push_str(
                "The stone is wetted, the stick is ground, and *slowly* the water turns **black**; \
                 [what is left](https://example.org/) over is poured away before it dries on the stone. ",
            );
            text.push_str(
                "磨墨要慢，**水要少**，墨要正。一方好砚，`发墨` 而不损毫，呵气便能成水，古人说它静而能寿。\n\n",
            );
        }
        text.push_str("- a stick of ink\n- a stone\n- a little water\n\n| stone | from |\n| --- | --- |\n| 端砚 | 肇庆 |\n| 歙砚 | 婺源 |\n\n");
        if part % 4 == 0 {
            text.push_str("```rust\nfn grind(stick: &Ink) -> Water {\n    stick.turn(7)\n}\n```\n\n");
        }
    }
    text
}

/// How a reader comes to the text.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Its page holds it, and nothing else: what no blog can be faster than.
    Alone,
    /// Its page holds it.
    Opened,
    /// A click in a list, and the browser makes the page.
    Made,
}

/// The tasks that `way` leads to, in milliseconds, the longest first.
fn tasks(page: &Page, blog: &Blog, way: Way) -> Vec<u64> {
    match way {
        Way::Alone => page.open(&blog.url("/alone.html")),
        Way::Opened => page.open(&blog.url("/posts/essay/")),
        Way::Made => {
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready] .summary h2 a");
            page.eval_async("new Promise((done) => setTimeout(() => done(0), 1500))");
            page.eval("(window.from = performance.now(), document.querySelector('.summary h2 a').click())");
        }
    }
    match way {
        Way::Alone => page.wait_until("the page has loaded", "document.readyState === 'complete'"),
        Way::Opened | Way::Made => {
            page.wait_for("html[data-inkstone=ready] article.post[data-path=essay] .post-foot");
            page.wait_until("the script attends to it", "document.querySelector('.ago')?.dataset.ago");
        }
    }
    page.eval_async(
        "new Promise((done) => requestIdleCallback(() => setTimeout(() => done(0), 1500), { timeout: 5000 }))",
    );
    let found = page.eval(
        "longTasks()
            .map(([start, end]) => Math.round(end - Math.max(start, window.from ?? 0)))
            .filter((length) => length >= 50)",
    );
    let mut found: Vec<u64> = serde_json::from_value(found).expect("a list of milliseconds");
    found.sort_unstable_by(|one, other| other.cmp(one));
    found
}

/// Writes a page of nothing but the text that the post's page holds.
fn write_text_alone(blog: &Blog) {
    let page = fs::read_to_string(blog.folder().join("posts/essay/index.html")).expect("the post has a page");
    let (_, text) = page.split_once("<div class=\"post-body\">").expect("it holds its text");
    let (text, _) = text.split_once("</article>").expect("the text ends");
    let alone = format!(
        "<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>Alone</title><div>{text}"
    );
    fs::write(blog.folder().join("alone.html"), alone).expect("a folder of ours");
}

#[test]
#[ignore = "a measurement, for a quiet machine: it prints what it finds"]
fn the_longest_task_of_a_long_post() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    fs::write(posts.path().join("essay.md"), essay()).expect("a folder of ours");
    let blog = Blog::of_posts(posts.path(), "/");
    write_text_alone(&blog);
    for way in [Way::Alone, Way::Opened, Way::Made] {
        let mut longest = Vec::new();
        for _ in 0..RUNS {
            browse(Screen::LAPTOP, |page| {
                // A browser that has just started draws its own window beside the page.
                page.eval_async("new Promise((done) => setTimeout(() => done(0), 2500))");
                page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": long_tasks::WATCH }));
                page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER }));
                let found = tasks(page, &blog, way);
                eprintln!("  {way:?}: tasks of 50 ms and more: {found:?}");
                longest.push(found.first().copied().unwrap_or(0));
            });
        }
        longest.sort_unstable();
        eprintln!(
            "{way:?}, {SIZE} bytes, {SLOWER} times slower: longest task {} ms (median of {RUNS})",
            longest[RUNS / 2]
        );
    }
}
