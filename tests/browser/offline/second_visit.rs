//! A second visit: at once, with the host there or gone, and asking it for next to nothing.

use std::time::Duration;

use serde_json::json;

use super::{expect_failures, read, read_post, stop, wait_for_post};
use crate::{
    blog::Blog,
    page::{Screen, browse},
};

/// How soon the shell must be there when the host is gone.
const SHELL: Duration = Duration::from_millis(1500);

#[test]
fn without_the_host_what_was_read_opens_and_the_rest_says_so() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        let visited = ["letter-10", "letter-09", "letter-08"];
        for key in visited {
            read_post(page, &blog, key);
        }
        stop(&blog);

        page.open(&blog.url("/"));
        let painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
        page.wait_until("something is painted", painted);
        let shell = Duration::from_secs_f64(page.eval(painted).as_f64().expect("a time") / 1000.0);
        page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
        for key in visited {
            page.open(&blog.url(&format!("/posts/{key}")));
            wait_for_post(page, key);
        }
        page.open(&blog.url("/posts/letter-01"));
        page.wait_for(".notice[data-kind=offline]");
        eprintln!(
            "second visit without the host: shell after {shell:?}, {} of {} read posts",
            visited.len(),
            visited.len()
        );
        assert!(shell <= SHELL, "the shell took {shell:?}");

        // Within the app as well, and back to work when the host is.
        page.click(".brand");
        page.wait_for(".summary[data-path=letter-10]");
        page.click(".summary[data-path=letter-09] h2 a");
        wait_for_post(page, "letter-09");
        blog.mend();
        page.open(&blog.url("/posts/letter-01"));
        wait_for_post(page, "letter-01");
    });
}

#[test]
fn a_second_visit_asks_for_the_root_and_nothing_twice() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        for path in ["/", "/posts/letter-10"] {
            read(page, &blog, path);
        }
        for (path, seen) in [("/", ".summary[data-path=letter-10]"), ("/posts/letter-10", "article.post")] {
            let before = blog.requests().len();
            page.open(&blog.url(path));
            page.wait_for(&format!("html[data-inkstone=ready] {seen}"));
            page.wait_for("html[data-offline=kept]");
            let asked: Vec<_> = blog.requests()[before..].iter().map(|request| request.path.clone()).collect();
            eprintln!("second visit of {path}: {asked:?}");
            // The browser itself looks whether there is a newer worker; a post is checked behind
            // the reader's back.
            let unexpected: Vec<_> = asked
                .iter()
                .filter(|path| !["/catalogue.json", "/sw.js", "/posts/letter-10.md"].contains(&path.as_str()))
                .collect();
            assert!(unexpected.is_empty(), "{unexpected:?}");
            assert_eq!(asked.iter().filter(|path| *path == "/catalogue.json").count(), 1, "{asked:?}");
        }
    });
}

#[test]
fn below_a_path_a_neighbour_is_left_alone() {
    let blog = Blog::offline(&crate::blog::fixture("paging"), "/blog/");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        // A neighbour's caches, one of them with a name that begins like ours.
        let made = "Promise.all(['inkstone / build 1', 'inkstone /blog/2/ saved', 'other'].map((name) => \
                    caches.open(name).then((cache) => cache.put('/x', new Response('x'))))).then(() => true)";
        assert_eq!(page.eval(made), json!(true));
        read_post(page, &blog, "letter-10");
        let registrations = page.eval(
            "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => new URL(one.scope).pathname))",
        );
        assert_eq!(registrations, json!(["/blog/"]));
        page.open(&format!("{}?sw=off", blog.url("/")));
        page.wait_for("html[data-offline=off]");
        let left = page.eval("caches.keys()");
        assert_eq!(left, json!(["inkstone / build 1", "inkstone /blog/2/ saved", "other"]));
    });
}

#[test]
fn what_the_worker_answers_in_parts_is_the_file() {
    let blog = super::blog("shapes");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read_post(page, &blog, "bundle");
        let address = page.eval_text("document.querySelector('.post-body img').currentSrc");
        page.wait_until(
            "the picture is kept",
            &format!("(caches.match({address:?}).then((a) => window.isKept = !!a), window.isKept)"),
        );
        stop(&blog);
        page.reload();
        wait_for_post(page, "bundle");
        page.wait_until("the picture is shown", "document.querySelector('.post-body img').naturalWidth > 0");
    });
}
