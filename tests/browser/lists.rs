//! What lists cost readers of small and of large blogs: as much.

use std::{collections::BTreeSet, fs};

use tempfile::TempDir;

use crate::{
    blog::Blog,
    page::{Screen, browse},
};

/// How much more a list of the largest blog may cost than the same of the smallest.
const MORE: f64 = 1.1;
/// How often each page is opened; the median of the times counts.
const RUNS: usize = 5;

/// What a page takes until its list is there.
#[derive(Clone, Copy, Debug)]
struct Cost {
    requests: usize,
    bytes: u64,
    milliseconds: u64,
}

/// That many posts of one category path, with a tag that every third has and one that few have.
fn posts(count: usize) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("the folder is ours");
    write("inkstone.yaml", "title: 札记\nlanguage: en\n".to_owned());
    for number in 0..count {
        let (year, month, day) = (2010 + number % 12, 1 + number / 12 % 12, 1 + number / 144 % 28);
        let often = if number % 3 == 0 { "要闻, " } else { "" };
        write(
            &format!("p{number:06}.md"),
            format!(
                "---\ntitle: 第{number}篇文章讲墨和纸\ndate: {year}-{month:02}-{day:02} 12:00:00\n\
                 categories: [新媒体, 来源{}, 分类]\ntags: [{often}地方{}]\n---\n磨墨要慢，水要少，墨要正。这是第{number}篇。\n",
                number % 211,
                number % 331,
            ),
        );
    }
    folder
}

/// The home list, a page in the middle of it and a tag's posts, each as a first visit by its address, with
/// nothing in its page: all that a list needs is fetched.
fn costs(count: usize, runs: usize) -> Vec<(&'static str, Cost)> {
    let posts = posts(count);
    let blog = Blog::of_posts_with(posts.path(), &["--no-html"]);
    let middle = format!("/page/{}/", (count / 20).max(2));
    let pages = [
        ("home", "/".to_owned(), ".summary"),
        ("deep page", middle, ".summary"),
        ("tag", "/tags/要闻".to_owned(), ".line"),
    ];
    let cost = |(name, address, entry): &(&'static str, String, &str)| {
        let mut found: Vec<Cost> = (0..runs).map(|_| visit(&blog, address, entry)).collect();
        found.sort_by_key(|cost| cost.milliseconds);
        (*name, found[runs / 2])
    };
    pages.iter().map(cost).collect()
}

/// Opens an address with an empty cache and waits for a list's entries.
fn visit(blog: &Blog, address: &str, entry: &str) -> Cost {
    let mut cost = None;
    browse(Screen::LAPTOP, |page| {
        blog.forget_requests();
        page.open(&blog.url(address));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for(&format!("main {entry}"));
        page.wait_without("[aria-busy=true]");
        // All that a visit asks for, also what nothing waits for; the browser may ask for an icon twice, and for
        // the worker now or later.
        blog.wait_for(&["/offline-*.js", "/icon*", "/manifest.webmanifest"]);
        let mut asked_for: BTreeSet<_> = blog.requests().into_iter().map(|request| request.path).collect();
        asked_for.remove("/sw.js");
        let number = |expression: &str| page.eval(expression).as_u64().expect("a whole number");
        let all = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]";
        cost = Some(Cost {
            requests: asked_for.len(),
            bytes: number(&format!("{all}.reduce((sum, entry) => sum + entry.encodedBodySize, 0)")),
            milliseconds: number(&format!(
                "Math.round(Math.max(...{all}.filter((entry) => !entry.name.includes('/offline-')).map((entry) => entry.responseEnd)))"
            )),
        });
    });
    cost.expect("the page was opened")
}

/// Holds the costs at each of `sizes` to those at the first.
#[expect(clippy::print_stdout, reason = "a measurement is for whoever runs it")]
fn compare(sizes: &[usize], runs: usize) {
    let all: Vec<_> = sizes.iter().map(|size| (*size, costs(*size, runs))).collect();
    for (size, costs) in &all {
        for (page, cost) in costs {
            let Cost { requests, bytes, milliseconds } = cost;
            println!(
                "{size:>7} posts, {page:<10}{requests:>3} requests {bytes:>8} bytes, all there after {milliseconds} ms"
            );
        }
    }
    let (_, small) = &all[0];
    let (size, large) = &all[all.len() - 1];
    for ((page, few), (_, many)) in small.iter().zip(large) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let (requests, bytes) = (many.requests as f64 / few.requests as f64, many.bytes as f64 / few.bytes as f64);
        println!("{size} : {} posts, {page}: {requests:.2} × the requests, {bytes:.2} × the bytes", sizes[0]);
        assert!(bytes <= MORE, "{page} of {size} posts: {bytes:.3} × the bytes");
        assert!(requests <= MORE, "{page} of {size} posts: {requests:.3} × the requests");
    }
}

#[test]
fn lists_of_a_larger_blog_cost_as_much() {
    compare(&[100, 2_000], 1);
}

#[test]
#[ignore = "a measurement of minutes: cargo xtask bench lists"]
fn lists_cost_the_same_at_a_hundred_thousand_posts() {
    compare(&[100, 10_000, 100_000], RUNS);
}
