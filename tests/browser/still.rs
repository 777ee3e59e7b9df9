//! Nothing moves while a page comes: cumulative layout shift, by the browser's own measure, of
//! posts that come with their text and of the same posts made in the browser.
//!
//! `cargo test --test browser still:: -- --nocapture` prints the figures.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    blog::{Blog, fixture, project, shared},
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse, browse_while_it_comes},
};

/// The most that a demo post may shift; the goal for the seed is none.
const MOST: f64 = 0.02;

/// There when all of a post is.
const POST: &str = "article.post .post-foot";

/// Collects what shifted since the page began, and what it was. A reader scrolls to the end
/// between two looks, by steps of less than a screen.
const SHIFTED: &str = "new Promise((done) => {
    let sum = 0;
    const moved = [];
    const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (entry.hadRecentInput) return;
        sum += entry.value;
        for (const { node, previousRect: from, currentRect: to } of entry.sources) {
            const place = ({ x, y, width, height }) => `${x},${y} ${width}x${height}`;
            moved.push(`${node?.nodeName}.${node?.className} from ${place(from)} to ${place(to)} at ${entry.startTime | 0} ms`);
        }
    }));
    observer.observe({ type: 'layout-shift', buffered: true });
    let at = 0;
    const step = () => requestAnimationFrame(() => requestAnimationFrame(() => {
        if (scrollY + innerHeight + 1 < document.documentElement.scrollHeight && at < 60) {
            at += 1;
            scrollBy({ top: innerHeight * 0.8, behavior: 'instant' });
            return step();
        }
        setTimeout(() => done([sum, moved.join(', ')]), 100);
    }));
    step();
})";

/// Resolves when what is in the page has been drawn.
const DRAWN: &str = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";

/// How much the page that is open has shifted when a reader has come to its end; it is there when `whole` is.
fn shifted(page: &Page, whole: &str) -> (f64, String) {
    page.wait_for(&format!("html[data-inkstone=ready] {whole}"));
    page.wait_until("the page has loaded", "document.readyState === 'complete'");
    let found = page.eval_async(SHIFTED);
    let sum = found[0].as_f64().unwrap_or(f64::INFINITY);
    (sum, found[1].as_str().unwrap_or_default().to_owned())
}

/// The addresses of all posts of a site.
fn posts(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a readable site") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            posts(&path, &format!("{below}{name}/"), found);
        } else if name == "index.html" {
            found.push(below.to_owned());
        }
    }
    found.sort();
}

#[test]
fn no_demo_post_moves() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    let mut all = Vec::new();
    posts(&blog.folder().join("posts"), "/posts/", &mut all);
    assert!(all.len() > 20, "the demo blog has posts");
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.expect_in_console("Failed to load resource");
            let mut worst = 0.0_f64;
            for address in &all {
                page.open(&blog.url(address));
                let (sum, moved) = shifted(page, POST);
                worst = worst.max(sum);
                assert!(sum <= MOST, "{address} on {} px: {sum} ({moved})", screen.width);
            }
            eprintln!("{} demo posts on {} px: {worst} at most", all.len(), screen.width);
        });
    }
}

/// Whether the page of the post at `address` has a picture in its text.
fn has_picture(blog: &Blog, address: &str) -> bool {
    let page = fs::read_to_string(blog.folder().join(address.trim_matches('/')).join("index.html"));
    page.is_ok_and(|page| page.split("class=\"post-body\"").nth(1).is_some_and(|text| text.contains("<img ")))
}

#[test]
fn pictures_that_come_late_move_nothing() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    let mut all = Vec::new();
    posts(&blog.folder().join("posts"), "/posts/", &mut all);
    all.retain(|address| has_picture(&blog, address));
    assert!(all.len() > 5, "the demo blog has pictures: {all:?}");
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            // Whatever the browser has seen of a picture, it asks the host for it again.
            page.cdp("Network.enable", json!({}));
            page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
            page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true }));
            for address in &all {
                let gate = Gate::default();
                blog.break_by(Rule::always("/posts/*.webp", Fault::Held(gate.clone())));
                // The page has not loaded before its pictures have, for which nobody may wait here.
                page.eval(&format!("void setTimeout(() => location.assign('{}'))", blog.url(address)));
                let here = "decodeURIComponent(location.pathname)";
                page.wait_until("it is open", &format!("{here} === {}", Value::from(address.as_str())));
                page.wait_for(&format!("html[data-inkstone=ready] {POST}"));
                page.eval(
                    "document.querySelector('.post-body img').scrollIntoView({ block: 'center', behavior: 'instant' })",
                );
                page.eval_async(DRAWN);
                let has_come = page.eval("[...document.images].some((picture) => picture.naturalWidth > 0)");
                assert_eq!(has_come, false, "{address}: no picture is there yet");
                gate.open();
                blog.mend();
                page.wait_until("its picture has come", "document.querySelector('.post-body img').naturalWidth > 0");
                let (sum, moved) = shifted(page, POST);
                assert!(sum <= MOST, "{address} on {} px: {sum} ({moved})", screen.width);
                let natural = "(({ width, height, naturalWidth, naturalHeight }) =>
                    Math.abs(width / height - naturalWidth / naturalHeight))(document.querySelector('.post-body img'))";
                let off = page.eval(natural).as_f64().unwrap_or(f64::INFINITY);
                assert!(off < 0.02, "{address} on {} px: its picture is stretched, by {off}", screen.width);
            }
        });
    }
}

#[test]
fn a_page_that_comes_in_pieces_moves_nothing() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    // Up to each of these places the page is drawn by itself: what comes later takes the room it was left. The
    // second of each pair is there when the page has come as far as the first.
    let post: &[_] = &[
        ("<div class=\"contents-rail\"", ".post-hero"),
        ("<div class=\"post-body\"", ".contents-rail a"),
        ("<table>", ".post-body dl"),
        ("<footer class=\"post-foot\"", ".post-body .footnotes"),
        ("<nav aria-label=\"More posts\"", ".post-foot .raw"),
    ];
    let home: &[_] = &[
        ("<img src=\"posts/images/", ".summary .summary-text h2"),
        ("<nav aria-label=\"Pages\"", ".summary:nth-of-type(5)"),
    ];
    // A browser draws a link whose text is still on its way, beside one that is whole.
    let archive: &[_] = &[("2025<span", ".terms li:nth-child(2) a")];
    for (address, places, whole) in
        [("/posts/文房/砚/认识一方砚/", post, POST), ("/", home, ".pager a"), ("/archive/", archive, ".line a")]
    {
        for screen in [Screen::LAPTOP, Screen::PHONE] {
            browse_while_it_comes(screen, |page| {
                let gates: Vec<_> = places.iter().map(|_| Gate::default()).collect();
                let pauses = places.iter().zip(&gates).map(|((text, _), gate)| (*text, gate.clone())).collect();
                blog.break_by(Rule::always(address, Fault::Paused(pauses)));
                page.open(&blog.url(address));
                for ((text, seen), gate) in places.iter().zip(&gates) {
                    page.wait_for(seen);
                    page.eval_async(DRAWN);
                    assert_eq!(page.eval("document.readyState"), "loading", "{address} stops before {text}");
                    gate.open();
                }
                blog.mend();
                let (sum, moved) = shifted(page, whole);
                assert!(sum == 0.0, "{address} on {} px: {sum} ({moved})", screen.width);
            });
        }
    }
}

#[test]
fn the_foot_of_a_short_post_that_comes_in_pieces_moves_nothing() {
    let blog = Blog::of("shapes");
    browse_while_it_comes(Screen::LAPTOP, |page| {
        let address = "/posts/broken-front-matter/";
        let gate = Gate::default();
        let pause = ("<button type=\"button\" data-action=\"copy-link\"", gate.clone());
        blog.break_by(Rule::always(address, Fault::Paused(vec![pause])));
        page.open(&blog.url(address));
        page.wait_for(".post-actions button");
        page.eval_async(DRAWN);
        assert_eq!(page.eval("document.readyState"), "loading", "it stops between two buttons");
        gate.open();
        blog.mend();
        let (sum, moved) = shifted(page, POST);
        assert!(sum == 0.0, "{sum} ({moved})");
    });
}

#[test]
fn a_picture_alone_stands_where_it_will_while_its_paragraph_comes() {
    let blog = Blog::of("article");
    browse_while_it_comes(Screen::LAPTOP, |page| {
        page.expect_in_console("/posts/gone.webp");
        let address = "/posts/pictures/";
        let gate = Gate::default();
        blog.break_by(Rule::always(address, Fault::Paused(vec![("</p>\n<p>Between", gate.clone())])));
        page.open(&blog.url(address));
        page.wait_for(".post-body img");
        let place = "document.querySelector('.post-body img').getBoundingClientRect().x";
        page.eval_async(DRAWN);
        let before = page.eval(place);
        assert_eq!(page.eval("document.readyState"), "loading", "it stops behind the picture");
        gate.open();
        blog.mend();
        page.wait_for(POST);
        assert_eq!(page.eval(place), before);
    });
}

/// Neither what the app shows before the text has come, nor what comes once posts can be kept, in a page with its text
/// and without.
#[test]
fn what_comes_once_posts_can_be_kept_moves_nothing() {
    let blog = Blog::offline(&fixture("failing"), "/");
    // The foot of a page with hardly any text comes into sight with the text.
    for (options, most) in [(&[] as &[_], 0.0), (&["--no-html"], MOST)] {
        blog.rebuild(&fixture("failing"), options);
        for screen in [Screen::LAPTOP, Screen::PHONE] {
            browse(screen, |page| {
                for key in ["newer", "newest"] {
                    page.open(&blog.url(&format!("/posts/{key}/")));
                    page.wait_for("html:is([data-offline=ready], [data-offline=kept]) article.post .save");
                    let (sum, moved) = shifted(page, POST);
                    assert!(sum <= most, "{options:?}, {key} on {} px: {sum} ({moved})", screen.width);
                }
            });
        }
    }
}

/// Where an element is, as a function of JavaScript; what a script fills says nothing of the styles.
const PLACE: &str = "window.place = (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return one.matches('.ago') ? '' : `${x},${y} ${width}x${height}`;
}";

#[test]
fn a_first_screen_needs_no_style_sheet_but_what_its_page_holds() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse_while_it_comes(screen, |page| {
            page.cdp("Network.enable", json!({}));
            page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
            for address in ["/", "/posts/文房/砚/认识一方砚/", "/posts/welcome/", "/archive/", "/categories/", "/tags/"]
            {
                let gate = Gate::default();
                let asked = blog.count("/style-*.css");
                for sheet in ["/first-*.css", "/list-*.css", "/post-*.css", "/style-*.css"] {
                    blog.break_by(Rule::always(sheet, Fault::Held(gate.clone())));
                }
                page.open(&blog.url(address));
                blog.wait_for_more("/style-*.css", asked);
                let is_here =
                    format!("decodeURI(location.pathname) === '{address}' && document.readyState !== 'loading'");
                page.wait_until("the page has come", &format!("{is_here} && document.querySelector('.site-foot')"));
                page.wait_until("it is painted", "performance.getEntriesByName('first-contentful-paint').length");
                page.eval(&format!("({PLACE}, window.before = [...document.querySelectorAll('main *')].map((one) => [one, place(one)]), 0)"));
                gate.open();
                let have_come =
                    "[...document.querySelectorAll('link[rel=stylesheet]')].filter(({ sheet }) => sheet).length === 2";
                page.wait_until("the style sheets have come", have_come);
                page.eval_async(DRAWN);
                let moved = page.eval(
                    "before.filter(([one, then]) => one.isConnected && place(one) !== then
                        && one.getBoundingClientRect().y < innerHeight)
                        .map(([one, then]) => `${one.localName}.${one.className} from ${then} to ${place(one)}`)",
                );
                assert_eq!(moved, json!([]), "{address} on {} px", screen.width);
                blog.mend();
            }
        });
    }
}

#[test]
fn the_seed_and_its_shape_do_not_move_at_all() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    fs::copy(fixture("shapes").join("seed-shape.md"), posts.path().join("shape.md")).expect("a folder of ours");
    let seed = shared("seeds").and_then(|folder| fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).next());
    if let Some(seed) = &seed {
        fs::copy(seed, posts.path().join("seed.md")).expect("a folder of ours");
    }
    let blog = Blog::of_posts(posts.path(), "/");
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            for key in seed.iter().map(|_| "seed").chain(["shape"]) {
                // With its text in the page, and made in the browser.
                page.open(&blog.url(&format!("/posts/{key}/")));
                let (written, moved) = shifted(page, POST);
                assert!(written == 0.0, "{key} on {} px: {written} ({moved})", screen.width);
                page.open(&blog.url("/"));
                page.wait_for(&format!("html[data-inkstone=ready] .summary[data-path={key}] h2 a"));
                // It comes so late that the browser no longer takes what moves for an answer to the click.
                let gate = Gate::default();
                blog.break_by(Rule::always("/posts/*.md", Fault::Held(gate.clone())));
                page.eval("addEventListener('click', () => { window.clicked = performance.now() }, true)");
                page.click(&format!(".summary[data-path={key}] h2 a"));
                page.wait_for("#main > [aria-busy=true]");
                page.wait_until("the click is long ago", "performance.now() - clicked > 600");
                gate.open();
                blog.mend();
                page.wait_for(&format!("article.post[data-path={key}]"));
                let (made, moved) = shifted(page, POST);
                assert!(made == 0.0, "{key} on {} px, made: {made} ({moved})", screen.width);
            }
        });
    }
}
