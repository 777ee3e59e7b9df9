//! Reading without a network: what was read or saved is there, whatever happens to the host, to
//! the worker, to the storage and to the clock.

mod cut;
mod deployments;
mod faults;
mod installing;
mod saving;
mod second_visit;
mod storage;
mod updates;
mod ways_out;

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::{
    blog::{Blog, fixture},
    host::{Fault, Rule},
    page::Page,
};

/// The site of tests/fixtures/`name` as readers get it.
fn blog(name: &str) -> Blog {
    Blog::offline(&fixture(name), "/")
}

/// A blog of `count` posts of about `bytes` bytes each.
fn many(count: usize, bytes: usize, post: impl Fn(usize, &Path) -> String) -> (TempDir, Blog) {
    let folder = TempDir::new().expect("a temporary folder");
    let posts = folder.path().join("posts");
    fs::create_dir_all(&posts).expect("a folder");
    for number in 1..=count {
        let more = post(number, &posts);
        let text = "Words of this post. ".repeat(bytes / 20);
        let matter =
            format!("---\ntitle: Post {number}\ndate: 2022-01-01 00:{:02}:{:02}\n---\n", number / 60, number % 60);
        fs::write(posts.join(format!("post-{number}.md")), format!("{matter}\n{more}\n\n{text}\n")).expect("a file");
    }
    let blog = Blog::offline(&posts, "/");
    (folder, blog)
}

/// The host is gone: every connection ends without an answer.
fn stop(blog: &Blog) {
    blog.break_by(Rule::always("*", Fault::Closed));
}

/// Opens `path` and waits until the worker has kept what is there.
#[track_caller]
fn read(page: &Page, blog: &Blog, path: &str) {
    page.open(&blog.url(path));
    page.wait_for("html[data-offline=kept]");
    if path == "/" {
        let look = "caches.keys().then(async (names) => { for (const name of names) \
                    for (const { url } of await (await caches.open(name)).keys()) \
                    if (url.includes('/catalogue/')) window.isListKept = true; })";
        page.wait_until("the list's file is kept", &format!("({look}, window.isListKept)"));
    }
}

/// Opens a post, and waits until the worker has kept it.
#[track_caller]
fn read_post(page: &Page, blog: &Blog, key: &str) {
    page.open(&blog.url(&format!("/posts/{key}")));
    wait_for_post(page, key);
    page.wait_for("html[data-offline=kept]");
}

/// Waits until the app shows the post.
#[track_caller]
fn wait_for_post(page: &Page, key: &str) {
    page.wait_for(&format!("html[data-inkstone=ready] article.post[data-path='{key}']"));
}

/// What the browser says in the console when the host is gone; these tests are about that.
fn expect_failures(page: &Page) {
    for text in [
        "Failed to load resource",
        "Error while trying to use the following icon from the Manifest",
        "net::ERR_",
        "An unknown error occurred when fetching the script",
        "A bad HTTP response code",
        "unsupported MIME type",
        "blocked by CORS policy",
        "Failed to fetch",
        "FetchEvent",
        "WebAssembly",
        "inkstone:",
    ] {
        page.expect_in_console(text);
    }
}
