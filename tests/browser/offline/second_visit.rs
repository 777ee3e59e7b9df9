//! A second visit: at once, with the host there or gone, and asking it for next to nothing.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use super::{expect_failures, many, read, read_post, stop, wait_for_post};
use crate::{
    blog::{Blog, fixture, project},
    host::{Fault, Rule},
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
            let requests = blog.requests()[before..].to_vec();
            let asked: Vec<_> = requests.iter().map(|request| request.path.clone()).collect();
            eprintln!("second visit of {path}: {asked:?}");
            // The browser itself looks whether there is a newer worker; a post is checked behind
            // the reader's back.
            let unexpected: Vec<_> = asked
                .iter()
                .filter(|path| !["/catalogue.json", "/sw.js", "/posts/letter-10.md"].contains(&path.as_str()))
                .collect();
            assert!(unexpected.is_empty(), "{unexpected:?}");
            let others: Vec<_> = asked.iter().filter(|path| *path != "/sw.js").collect();
            let twice: Vec<_> = others.iter().enumerate().filter(|(at, path)| others[..*at].contains(path)).collect();
            assert!(twice.is_empty(), "{twice:?} of {asked:?}");
            let root =
                requests.iter().find(|request| request.path == "/catalogue.json").expect("the root is asked for");
            let is_fresh = root.headers.iter().any(|(name, value)| name == "cache-control" && value == "max-age=0");
            assert!(is_fresh, "no cache in between answers: {:?}", root.headers);
        }
    });
}

/// What the interface calls the page of what is saved in the language of this file.
fn saved_posts(language: &str) -> String {
    let file = project().join(format!("crates/views/messages/{language}.txt"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let line = text.lines().find_map(|line| line.strip_prefix("saved_posts = "));
    line.expect("every language has this text").to_owned()
}

#[test]
fn without_the_host_the_interface_speaks_every_language() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        assert_eq!(blog.count("/messages-*"), 6, "the worker has fetched them, not the page, which is in English");
        stop(&blog);
        // The reader chooses a language for the first time when there is no host any more.
        for language in ["zh-Hans", "zh-Hant", "ja", "ko", "ar"] {
            page.eval(&format!("localStorage.setItem('inkstone:language', '{language}')"));
            page.open(&blog.url("/saved"));
            let title = saved_posts(language);
            page.wait_until(
                &format!("{language}: {title}"),
                &format!("document.querySelector('h1')?.textContent === '{title}'"),
            );
            page.wait_for(&format!("header.site-head[lang={language}]"));
        }
    });
}

#[test]
fn a_blog_in_chinese_is_in_chinese_on_a_second_visit_without_the_host() {
    let (_folder, blog) = many(2, 100, |_, folder| {
        fs::write(folder.join("inkstone.yaml"), "title: 墨\nlanguage: zh-CN\n").expect("a file");
        String::new()
    });
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        read_post(page, &blog, "post-1");
        stop(&blog);
        page.open(&blog.url("/posts/post-1"));
        wait_for_post(page, "post-1");
        page.wait_for(".offline-bar");
        let bar = page.text(".offline-bar");
        assert!(bar.contains("重试"), "{bar}");
        page.open(&blog.url("/saved"));
        page.wait_for(".saved-post");
        assert_eq!(page.texts("h1"), [saved_posts("zh-Hans")]);
        assert_eq!(page.attributes("header.site-head", "lang"), ["zh-Hans"]);
    });
}

#[test]
fn what_is_kept_has_a_page_of_its_own_at_any_place_on_a_host() {
    for mount in ["/", "/blog/"] {
        let blog = Blog::offline(&fixture("paging"), mount);
        browse(Screen::LAPTOP, |page| {
            let status = "performance.getEntriesByType('navigation')[0].responseStatus";
            page.open(&blog.url("/saved"));
            assert_eq!(page.eval(status), 200);
            assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
            page.wait_for("html[data-offline=kept] .save-begin");
            assert_eq!(page.texts("main#main h1"), ["Saved posts"]);
            page.click(".brand");
            page.wait_for(".summary[data-path=letter-10]");
            let path = "location.pathname";
            assert_eq!(page.eval(path), mount);
            // And without the host.
            expect_failures(page);
            stop(&blog);
            page.open(&blog.url("/saved"));
            page.wait_for("html[data-inkstone=ready] .save-begin");
        });
    }
}

#[test]
fn below_a_path_a_neighbour_is_left_alone() {
    let blog = Blog::offline(&fixture("paging"), "/blog/");
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
fn below_our_root_a_neighbours_pictures_are_left_alone() {
    let blog = super::blog("paging");
    let shop = blog.folder().join("shop");
    fs::create_dir(&shop).expect("the site is ours");
    fs::copy(blog.folder().join("icons/icon-192.png"), shop.join("a.png")).expect("the site is ours");
    fs::write(shop.join("index.html"), "<!doctype html><title>Shop</title><img src=a.png>").expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("favicon");
        read(page, &blog, "/");
        page.open(&blog.url("/shop/"));
        page.wait_until("our worker has answered", "navigator.serviceWorker.controller");
        page.wait_until("the picture is there", "document.images[0].naturalWidth > 0");
        // What the worker has begun to keep, it has kept before it keeps this page.
        read_post(page, &blog, "letter-10");
        let kept = "caches.match('/shop/a.png').then((answer) => !!answer)";
        assert_eq!(page.eval(kept), json!(false));
    });
}

#[test]
fn a_catalogue_that_only_a_newer_app_can_read_is_no_lost_network() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        read(page, &blog, "/");
        let newer = r#"{"format":1000000,"site":{"title":"New"}}"#;
        blog.break_by(Rule::always("/catalogue.json", Fault::Body(newer.to_owned())));
        page.open(&blog.url("/"));
        page.wait_for("html[data-offline=kept] .summary[data-path=letter-10]");
        page.click(".pager a");
        page.wait_for(".summary:not([data-path=letter-10])");
        assert_eq!(page.count(".offline-bar"), 0);
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

#[test]
fn it_can_be_installed_and_starts_without_the_host() {
    let blog = Blog::offline(&fixture("paging"), "/blog/");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        let manifest = page.cdp("Page.getAppManifest", json!({}));
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        assert_eq!(manifest["url"], json!(blog.url("/manifest.webmanifest")));
        let problems = page.cdp("Page.getInstallabilityErrors", json!({}));
        assert_eq!(problems["installabilityErrors"], json!([]), "{problems}");
        let text: Value = serde_json::from_str(manifest["data"].as_str().expect("its text")).expect("JSON");
        stop(&blog);
        page.open(&blog.url(&format!("/{}", text["start_url"].as_str().expect("an address"))));
        page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
    });
}
