//! A full disk, caches that vanish, a clock that is wrong, a catalogue that names what is gone.

use std::fs;

use serde_json::json;

use super::{expect_failures, read, read_post, stop, wait_for_post};
use crate::{
    host::{Fault, Rule},
    page::{Screen, browse},
};

#[test]
fn caches_that_are_deleted_at_any_moment_cost_only_what_was_in_them() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        read_post(page, &blog, "letter-10");
        let names = page.eval("caches.keys()");
        let names: Vec<_> =
            names.as_array().expect("a list").iter().filter_map(|name| name.as_str()).map(str::to_owned).collect();
        assert!(names.len() >= 3, "{names:?}");
        let mut visits = 0;
        for name in &names {
            // While the page is being put together, and before it is opened.
            for moment in ["setTimeout(() => caches.delete(NAME), 5)", "caches.delete(NAME)"] {
                page.eval(&moment.replace("NAME", &json!(name).to_string()).replace(", 5)", ", 5), 1"));
                page.open(&blog.url("/posts/letter-10"));
                wait_for_post(page, "letter-10");
                page.wait_for("html[data-offline=kept]");
                visits += 1;
            }
        }
        // All of them, and the worker's own files are fetched anew behind the page.
        page.eval("caches.keys().then((all) => Promise.all(all.map((name) => caches.delete(name)))).then(() => 1)");
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
        page.wait_for("html[data-offline=kept]");
        page.wait_until(
            "the build is whole again",
            "(caches.match('/shell.html').then((found) => window.found = !!found), window.found)",
        );
        page.wait_until(
            "the post is here again",
            "(caches.match('/posts/letter-10.md').then((found) => window.post = !!found), window.post)",
        );
        eprintln!("caches deleted: {} visits that went well of {}", visits + 1, visits + 1);
        stop(&blog);
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
    });
}

/// Added to the worker: while there is a cache `deleting`, every cache is deleted the moment
/// something was found in it, and before that is read.
const DELETING: &str = "
{
  const { open, has } = CacheStorage.prototype;
  const { match } = Cache.prototype;
  const names = new WeakMap();
  CacheStorage.prototype.open = async function (name) {
    const cache = await open.call(this, name);
    names.set(cache, name);
    return cache;
  };
  Cache.prototype.match = async function (...request) {
    const found = await match.apply(this, request);
    if (found && (await has.call(caches, 'deleting'))) await caches.delete(names.get(this));
    return found;
  };
}
";

#[test]
fn caches_that_are_deleted_between_finding_and_reading_cost_no_page() {
    let blog = super::blog("paging");
    let worker = blog.folder().join("sw.js");
    let text = fs::read_to_string(&worker).expect("the site has a worker");
    fs::write(&worker, text + DELETING).expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        let mut visits = 0;
        for key in ["letter-10", "letter-09"] {
            read(page, &blog, "/");
            read_post(page, &blog, key);
            let before = page.eval("caches.keys().then((all) => all.length)").as_u64().expect("a number");
            page.eval("caches.open('deleting').then(() => 1)");
            page.open(&blog.url(&format!("/posts/{key}")));
            wait_for_post(page, key);
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
            visits += 2;
            // Without a word the worker would have found everything where it was.
            page.wait_until(
                "caches were deleted",
                &format!("(caches.keys().then((all) => window.left = all.length), window.left <= {before})"),
            );
            page.eval("caches.delete('deleting').then(() => 1)");
        }
        eprintln!("caches deleted between finding and reading: {visits} visits that went well of {visits}");
        // It mends itself.
        read(page, &blog, "/");
        page.wait_until(
            "the build is whole again",
            "(caches.match('/shell.html').then((found) => window.found = !!found), window.found)",
        );
    });
}

#[test]
fn a_clock_that_is_ten_years_off_changes_nothing() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        read_post(page, &blog, "letter-10");
        // What was kept in 2036, as a device with a wrong clock thinks, and in 2016.
        for stored in ["2087000000000", "1466000000000"] {
            let script = format!(
                "(async () => {{ for (const name of await caches.keys()) {{ const cache = await caches.open(name); \
                 for (const request of await cache.keys()) {{ const answer = await cache.match(request); \
                 if (!answer.headers.has('x-inkstone-stored')) continue; \
                 const headers = new Headers(answer.headers); headers.set('x-inkstone-stored', '{stored}'); \
                 await cache.put(request, new Response(await answer.arrayBuffer(), {{ headers }})); }} }} return true; }})()"
            );
            assert_eq!(page.eval(&script), true);
            stop(&blog);
            page.open(&blog.url("/posts/letter-10"));
            wait_for_post(page, "letter-10");
            page.open(&blog.url("/"));
            page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
            blog.mend();
            read_post(page, &blog, "letter-10");
        }
    });
}

#[test]
fn a_catalogue_that_names_what_is_gone_takes_nothing_else_with_it() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        read_post(page, &blog, "letter-10");
        let catalogue = blog.folder().join("catalogue");
        fs::remove_dir_all(&catalogue).expect("the site is ours");
        fs::remove_file(blog.folder().join("posts/letter-10.md")).expect("the site is ours");
        fs::remove_file(blog.folder().join("posts/letter-09.md")).expect("the site is ours");
        fs::remove_dir_all(blog.folder().join("posts/letter-09")).expect("the site is ours");
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
        page.open(&blog.url("/posts/letter-09"));
        page.wait_for(".notice[data-kind=not-found]");
        page.open(&blog.url("/page/2"));
        page.wait_for(".notice");
        page.click(".brand");
        page.wait_for(".summary[data-path=letter-10]");
    });
}

#[test]
fn on_a_full_disk_the_blog_is_read_from_the_host() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.expect_in_console("Quota");
        page.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": blog.origin(), "quotaSize": 1_000_000 }));
        // Too little for the app itself: no worker comes into use.
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
        for key in ["letter-10", "letter-09", "letter-08"] {
            page.open(&blog.url(&format!("/posts/{key}")));
            wait_for_post(page, key);
        }
        page.wait_for("html[data-offline=none]");
        blog.break_by(Rule::always("/sw.js", Fault::Status(404)));
    });
}
