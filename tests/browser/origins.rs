//! Where a post may send a reader's browser: to its own site, and to the hosts of the pictures,
//! the sound and the films that it shows. Nothing else is asked for, by no post of the corpus.

use std::{collections::BTreeSet, fs, path::Path};

use reqwest::Url;
use serde_json::Value;

use crate::{
    blog::{Blog, fixture, shared},
    page::{Page, Screen, browse},
};

/// Every request of the page that left its origin without being a picture, a sound or a film that
/// the page shows; failed ones too, of which `performance` tells all the same.
const ASTRAY: &str = "(() => {
    const shown = new Set([...document.querySelectorAll('img, source, video, audio')].flatMap((element) =>
        [element.src, element.currentSrc, element.poster, ...(element.srcset ?? '').split(/,\\s+|\\s+/)]
            .filter((address) => address && URL.canParse(address, document.baseURI))
            .map((address) => new URL(address, document.baseURI).href)));
    return performance.getEntriesByType('resource')
        // What is no address has gone nowhere.
        .filter((entry) => URL.canParse(entry.name) && new URL(entry.name).origin !== location.origin)
        .filter((entry) => !shown.has(entry.name))
        .map((entry) => `${entry.initiatorType} ${entry.name}`);
})()";

/// Opens every post of `posts` by its address and tells how many there were.
fn asks_for_nothing_else(posts: &Path) -> usize {
    let blog = Blog::of_posts_with(posts, &["--no-html"]);
    let addresses = addresses(&blog);
    browse(Screen::LAPTOP, |page| {
        // The pictures of other hosts are not here, and some of the posts' own are not either.
        page.expect_in_console("Failed to load resource");
        page.open(&blog.url("/"));
        page.wait_for("article.summary");
        notices_a_request_that_strays(page);
        for address in &addresses {
            page.open(address);
            page.wait_for("html[data-inkstone=ready]");
            page.wait_for("article.post .post-body");
            // What is shown only further down is asked for now.
            page.eval(
                "document.querySelectorAll('[loading=lazy]').forEach((element) => { element.loading = 'eager' })",
            );
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            page.wait_until(
                "every picture has come or failed",
                "[...document.querySelectorAll('.post-body img')].every((image) => image.complete)",
            );
            assert_eq!(page.eval(ASTRAY), Value::Array(Vec::new()), "{address}");
        }
    });
    addresses.len()
}

/// A request of no picture of the page, to a host that is not there, is noticed.
fn notices_a_request_that_strays(page: &Page) {
    page.eval("(() => { new Image().src = 'https://elsewhere.example/pixel'; return true })()");
    page.wait_until("the request is noticed", &format!("{ASTRAY}.join() === 'img https://elsewhere.example/pixel'"));
}

/// The addresses of all posts, of the list that a built site holds.
fn addresses(blog: &Blog) -> BTreeSet<String> {
    let list = fs::read_to_string(blog.folder().join("posts/index.txt")).expect("a built site lists its posts");
    let keys = list.lines().filter_map(|line| line.strip_suffix(".md").or_else(|| line.strip_suffix(".markdown")));
    keys.map(|key| {
        let mut address = Url::parse(&blog.url("/posts")).expect("the host's address is one");
        address.path_segments_mut().expect("http has a path").extend(key.split('/'));
        address.to_string()
    })
    .collect()
}

#[test]
fn a_hostile_post_sends_readers_nowhere() {
    assert!(asks_for_nothing_else(&fixture("hostile")) > 5);
}

#[test]
fn no_post_of_the_corpus_sends_readers_anywhere_else() {
    for (folder, least) in [("seeds", 1), ("corpus/mirror", 30), ("corpus/wild", 80)] {
        let Some(posts) = shared(folder) else { return };
        let count = asks_for_nothing_else(&posts);
        assert!(count >= least, "{folder} holds {count} posts");
        eprintln!("{folder}: {count} posts, nothing was asked of an origin that they do not show");
    }
}
