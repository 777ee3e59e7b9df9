//! Pages that hold their text before the app runs, and the app taking them over: nothing may
//! move, nothing may be made twice, and everything works without the app as well.

use std::fs;

use serde_json::json;

use crate::{
    accessible::choose,
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
    terms,
};

/// What renders posts; a page with its text needs none of it.
pub(crate) const RENDERER: &str = "/inkstone-renderer*";

/// Runs in every page before its own scripts: counts what is added to and taken from `<main>` (the
/// parser only adds),
/// and how far anything moves.
const WATCH: &str = "
    window.changes = 0; window.removed = 0; window.shift = 0; window.moved = [];
    new MutationObserver((records) => {
      for (const { target, removedNodes } of records) {
        if (!target.closest?.('main')) continue;
        window.changes += 1;
        window.removed += removedNodes.length;
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shift += value;
        for (const { node, previousRect: { x, y }, currentRect } of sources) {
          window.moved.push(`${node?.nodeName}.${node?.className} from ${x},${y} to ${currentRect.x},${currentRect.y}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });";

pub(crate) fn watch(page: &Page) {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
}

/// Opens a page whose app cannot begin before `act` has been done with the text alone.
pub(crate) fn open_before_the_app(page: &Page, blog: &Blog, path: &str, act: impl FnOnce(&Page)) {
    let gate = Gate::default();
    blog.break_by(Rule::always("/*.wasm", Fault::Held(gate.clone())));
    page.open(&blog.url(path));
    blog.wait_for(&["/*.wasm"]);
    page.wait_for("html[data-inkstone=shell]");
    act(page);
    gate.open();
}

/// The app starts in steps, and a page answers between them.
#[test]
fn a_link_that_is_pressed_before_the_app_is_shown_is_the_browsers() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        // Holds what comes after the session's beginning, once.
        let source = "const later = window.setTimeout;
            window.held = [];
            window.setTimeout = (go, ...rest) => {
                if (history.state === null || sessionStorage.held) return later(go, ...rest);
                held.push(go);
                return 0;
            };";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
        page.open(&blog.url("/posts/newest/"));
        page.wait_until("the session has begun", "held.length > 0");
        page.wait_for("html[data-inkstone=shell]");
        page.eval("(sessionStorage.held = 'once', window.isOld = true)");
        page.click(".site-head .brand");
        page.wait_until("the browser has gone there", "!window.isOld && location.pathname === '/'");
        page.wait_for("html[data-inkstone=ready] .summary[data-path=newest]");
    });
}

#[test]
fn a_post_is_taken_over_as_it_stands() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        watch(page);
        open_before_the_app(page, &blog, "/posts/long/", |page| {
            assert_eq!(page.text("article.post h1"), "A long post with places to link to");
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            page.eval("scrollTo(0, 500)");
            page.eval("document.querySelector('.post-body a').focus({ preventScroll: true })");
            page.eval("getSelection().selectAllChildren(document.querySelectorAll('.post-body p')[4])");
            page.wait_until("it is scrolled", "scrollY === 500");
            page.eval("window.body = document.querySelector('.post-body')");
            page.eval("window.changes = 0");
        });
        page.wait_for("html[data-inkstone=ready]");
        // The file is asked for once the app runs, and is the one that the page is made of.
        blog.wait_for(&["/posts/long.md"]);
        page.wait_until("the living header", "document.querySelectorAll('#site-head .brand').length === 1");
        assert_eq!(page.eval("document.querySelector('.post-body') === window.body"), true, "the very node");
        assert_eq!(page.eval("window.changes"), 0, "changes in main");
        assert_eq!(page.eval("window.shift"), 0, "layout shift: {}", page.eval("window.moved"));
        assert_eq!(page.eval("scrollY"), 500);
        assert_eq!(page.eval("document.activeElement === document.querySelector('.post-body a')"), true, "focus");
        assert!(page.eval_text("getSelection().toString()").starts_with("Paragraph 4"), "selection");
        assert_eq!(page.eval_text("document.title"), "A long post with places to link to · Shapes of posts");
        assert_eq!(blog.count(RENDERER), 0, "the renderer is not asked for");

        // To the list and back: the same nodes, and still nothing to render.
        page.eval("getSelection().empty()");
        page.click(".site-head .brand");
        page.wait_for(".summary[data-path=long]");
        assert_eq!(page.count("article.post"), 0);
        page.back();
        page.wait_for("article.post[data-path=long]");
        assert_eq!(page.eval("document.querySelector('.post-body') === window.body"), true, "the very node");
        assert_eq!(page.eval_text("document.title"), "A long post with places to link to · Shapes of posts");
        assert_eq!(blog.count(RENDERER), 0, "the renderer is not asked for");
    });
}

#[test]
fn every_page_is_taken_over_without_a_jump() {
    let blog = Blog::of("shapes");
    for screen in [Screen::LAPTOP, Screen { dark: true, ..Screen::PHONE }] {
        browse(screen, |page| {
            watch(page);
            for path in ["/", "/page/1/", "/posts/seed-shape/", "/posts/markdown/", "/posts/broken-front-matter/"] {
                page.open(&blog.url(path));
                page.wait_for("html[data-inkstone=ready]");
                page.wait_until("the page has loaded", "document.readyState === 'complete'");
                assert_eq!(page.eval("window.shift"), 0, "{path}: {}", page.eval("window.moved"));
                assert_eq!(page.count("main#main h1"), 1, "{path}");
                assert_eq!(page.count("header#site-head .brand"), 1, "{path}");
                let ids = "new Set([...document.querySelectorAll('[id]')].map((element) => element.id)).size";
                assert_eq!(page.eval(ids), page.count("[id]"), "{path}: every id is there once");
            }
            assert_eq!(blog.count(RENDERER), 0, "the renderer is not asked for");
            assert_eq!(blog.count("/catalogue/*"), 0, "nor what the lists are made of");
        });
    }
}

#[test]
fn a_list_of_lines_stands_while_the_catalogue_says_the_same_and_gives_way_when_not() {
    let posts = terms::posts();
    let blog = Blog::of_posts(posts.path(), "/");
    let folder = blog.folder();
    let old = |path: &str| {
        let file = folder.join(path);
        let page = fs::read_to_string(&file).expect("the page of the list");
        let page = page
            .replace("<h1 tabindex=\"-1\">", "<h1 tabindex=\"-1\">Old ")
            .replace("\"source\":\"", "\"source\":\"old");
        fs::write(file, page).expect("the site is ours");
    };
    browse(Screen::LAPTOP, |page| {
        watch(page);
        for (path, files) in [
            ("/archive/", 2),
            ("/archive/2022/", 2),
            ("/categories/", 2),
            ("/tags/", 2),
            ("/tags/%E5%A2%A8/page/2/", 3),
        ] {
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_until("the living header", "document.querySelectorAll('#site-head .brand').length === 1");
            page.wait_until(
                "what the catalogue says of the list",
                &format!(
                    "performance.getEntriesByType('resource').filter(({{ name, responseEnd }}) => \
                     name.includes('/catalogue/') && responseEnd > 0).length >= {files}"
                ),
            );
            page.wait_for_rest();
            assert_eq!(page.eval("window.removed"), 0, "{path}: the builder's nodes stand");
            assert_eq!(page.eval("window.shift"), 0, "{path}: {}", page.eval("window.moved"));
            assert_eq!(page.count("main#main h1"), 1, "{path}");
        }
        for path in ["archive/", "tags/", "tags/墨/page/2/"] {
            old(&format!("{path}index.html"));
            page.open(&blog.url(&format!("/{}", path.replace('墨', "%E5%A2%A8"))));
            page.wait_until(
                "the list as it is now",
                "!document.querySelector('main h1').textContent.startsWith('Old')",
            );
            assert_eq!(page.count("main#main h1"), 1, "{path}");
        }
    });
}

#[test]
fn a_post_that_is_newer_than_its_page_is_shown_as_it_is_now() {
    let blog = Blog::of("failing");
    let file = blog.folder().join("posts/newest.md");
    fs::write(&file, "---\ntitle: The newest post, corrected\ndate: 2022-01-03\n---\nText as it is now.\n")
        .expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        open_before_the_app(page, &blog, "/posts/newest/", |page| {
            assert!(page.text(".post-body").contains("Text of the newest post."));
        });
        page.wait_until(
            "the text as it is now",
            "document.querySelector('.post-body').innerText.includes('as it is now')",
        );
        assert_eq!(page.count("article.post"), 1);
        assert_eq!(page.text("article.post h1"), "The newest post, corrected");
        page.wait_until("its title", "document.title === 'The newest post, corrected · A blog on a bad line'");
        assert_eq!(page.count("#inkstone-page"), 0);
    });
}

#[test]
fn a_list_that_is_newer_than_its_page_is_shown_as_it_is_now() {
    let blog = Blog::of("failing");
    let file = blog.folder().join("index.html");
    let page = fs::read_to_string(&file).expect("home");
    let (before, rest) = page.split_once("\"source\":\"").expect("a record");
    let (_, after) = rest.split_once('"').expect("its end");
    let old =
        format!("{before}\"source\":\"another{}", &format!("\"{after}").replace("The newest post", "An old title"));
    fs::write(&file, old).expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        open_before_the_app(page, &blog, "/", |page| assert_eq!(page.texts(".summary h2"), ["An old title"]));
        page.wait_until("the list of now", "document.querySelector('.summary h2').textContent === 'The newest post'");
        assert_eq!(page.count(".summary"), 1);
        assert_eq!(page.count("main h1"), 1);
    });
}

#[test]
fn before_the_app_runs_links_lead_on() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        let gate = Gate::default();
        blog.break_by(Rule::always("/*.wasm", Fault::Held(gate.clone())));
        page.open(&blog.url("/"));
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest]");
        assert_eq!(page.eval_text("location.pathname"), "/posts/newest/", "no redirection on the way");
        page.click(".site-head .brand");
        page.wait_for(".summary[data-path=newest]");
        page.click("nav.pager a[rel=next]");
        page.wait_for(".summary[data-path=newer]");
        assert_eq!(page.attributes("html", "data-inkstone"), ["shell"]);
        gate.open();
        page.wait_for("html[data-inkstone=ready]");
    });
}

#[test]
fn a_page_with_its_text_outlives_an_app_that_cannot_start() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        page.expect_in_console("inkstone:");
        page.expect_in_console("WebAssembly.instantiateStreaming");
        page.expect_in_console("integrity");
        for fault in [Fault::Status(404), Fault::Closed, Fault::Portal] {
            let case = format!("{fault:?}");
            blog.break_by(Rule::always("/*.wasm", fault));
            page.open(&blog.url("/posts/newest/"));
            page.wait_for("html[data-inkstone=failed]");
            assert!(page.text(".post-body").contains("Text of the newest post."), "{case}");
            assert_eq!(page.count(".notice"), 0, "{case}");
            page.click(".site-head .brand");
            page.wait_for(".summary[data-path=newest]");
            blog.mend();
        }
        // The app runs, but nothing tells it of the blog.
        blog.break_by(Rule::always("/catalogue.json", Fault::Status(500)));
        page.open(&blog.url("/posts/newest/"));
        page.wait_for("html[data-inkstone=ready]");
        assert!(page.text(".post-body").contains("Text of the newest post."));
        assert!(page.text("#site-head").contains("A blog on a bad line"));
        // The choices in the header that stays are heard.
        page.wait_for("#site-head select[data-choice=scheme]");
        assert_eq!(
            page.eval_text("getComputedStyle(document.querySelector('#site-head select[data-choice=scheme]')).display"),
            "block"
        );
        choose(page, "scheme", "dark");
        page.wait_for("html[data-scheme=dark]");
    });
}

#[test]
fn styles_that_can_wait_come_without_the_boot_script() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        page.expect_in_console("integrity");
        blog.break_by(Rule::always("/boot-*", Fault::Status(404)));
        page.open(&blog.url("/posts/newest/"));
        let is_there = r"[...document.styleSheets].some(({ href }) => /\/style-[^/]+\.css$/.test(href))";
        page.wait_until("the sheet for paper is there", is_there);
    });
}

#[test]
fn without_javascript_the_blog_is_read_like_any_other() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page.open(&blog.url("/"));
        assert_eq!(page.count("article.summary"), 11);
        page.click(".summary[data-path=bundle] h2 a");
        page.wait_for("article.post[data-path=bundle]");
        page.wait_until("the picture beside the post", "document.querySelector('.post-body img').naturalWidth > 0");
        page.click(".post-body a[href$='/posts/hexo']");
        page.wait_for("article.post[data-path=hexo]");
        page.open(&blog.url("/posts/long/"));
        page.click(".post-body a[href*='#']");
        page.wait_until(
            "the heading is on the screen",
            "document.querySelector('.post-body h2:last-of-type').getBoundingClientRect().top < innerHeight",
        );
        page.click(".site-head nav a");
        page.wait_for("article.summary");
        page.expect_in_console("status of 404");
        page.open(&blog.url("/nothing"));
        page.click("noscript .notice a");
        page.wait_for("article.summary");
    });
}

#[test]
fn who_scrolls_back_to_the_top_before_the_app_runs_stays_there() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        for address in ["/posts/long/", "/posts/long/#user-content-after-60-paragraphs"] {
            page.open(&blog.url("/posts/long/"));
            page.wait_for("html[data-inkstone=ready]");
            page.eval("scrollTo(0, 2500)");
            page.wait_until("it is scrolled", "scrollY > 2000");
            let gate = Gate::default();
            blog.break_by(Rule::always("/*.wasm", Fault::Held(gate.clone())));
            if address.contains('#') {
                page.open("about:blank");
                page.open(&blog.url(address));
            } else {
                page.reload();
            }
            page.wait_for("html[data-inkstone=shell]");
            page.wait_until("the browser has scrolled", "scrollY > 0");
            page.eval("scrollTo(0, 0)");
            gate.open();
            page.wait_for("html[data-inkstone=ready]");
            page.wait_until("it has arrived", "document.querySelector('.ago[data-ago]')");
            assert_eq!(page.eval("scrollY"), 0, "{address}");
            blog.mend();
        }
    });
}

#[test]
fn back_in_a_list_the_focus_is_where_the_reader_left_it() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready] .summary");
        let path = page.eval_text("document.querySelectorAll('.summary')[2].dataset.path");
        page.eval("document.querySelectorAll('.summary h2 a')[2].click()");
        page.wait_for(&format!("article.post[data-path={path}]"));
        page.back();
        page.wait_for(".summary");
        let focused = format!("document.activeElement.closest('.summary')?.dataset.path === '{path}'");
        page.wait_until("the focus is on its link", &focused);
    });
}
