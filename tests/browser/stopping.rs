//! When a WebAssembly module stops in the middle: a post that stops the renderer is shown as its
//! text, an app that stops says so, and in both cases the rest of the blog is as it was.

use serde_json::json;

use crate::{
    blog::Blog,
    page::{Page, Screen, browse},
};

/// Makes the renderer's function `page` run into a real trap for the post
/// `newest`, before any script of the page runs.
const TRAPPING_RENDERER: &str = r#"
    const trap = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0,
      10, 5, 1, 3, 0, 0, 11]);
    const real = WebAssembly.instantiateStreaming;
    window.renderers = 0;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await real(...given);
      const { page, memory } = made.instance.exports;
      if (!page) return made;
      window.renderers += 1;
      const { t } = new WebAssembly.Instance(new WebAssembly.Module(trap)).exports;
      // The first argument is where the answer goes, then the file's name by place and length.
      const exports = { ...made.instance.exports, page(...given) {
        const name = new TextDecoder().decode(new Uint8Array(memory.buffer, given[1], given[2]));
        return name.startsWith('newest') ? t() : page(...given);
      } };
      return { module: made.module, instance: { exports } };
    };
"#;

fn with_script(source: &str, test: impl FnOnce(&Page)) {
    browse(Screen::LAPTOP, |page| {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
        test(page);
    });
}

#[test]
fn a_post_that_stops_the_renderer_is_shown_as_its_text_and_the_next_one_as_ever() {
    let blog = Blog::of("failing");
    with_script(TRAPPING_RENDERER, |page| {
        // A post's own page holds its text already; the renderer comes with the way from the list.
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest] pre.plain");
        assert!(page.text("pre.plain").contains("Text of the newest post."));
        let told = page.eval_text("document.querySelector('.post-problems').textContent");
        assert!(told.contains("the renderer stopped at this post (unreachable)"), "{told}");
        assert_eq!(page.attributes("a.raw", "href"), ["/posts/newest.md"]);
        page.wait_for("html[data-inkstone=ready]");
        assert_eq!(page.eval("renderers"), json!(1));

        page.click("header.site-head a.brand");
        page.click("nav.pager a[rel=next]");
        page.click(".summary[data-path=newer] h2 a");
        page.wait_for("article.post[data-path=newer] .post-body p");
        assert_eq!(page.count("pre.plain"), 0);
        assert_eq!(page.eval("renderers"), json!(2), "after a trap the renderer is a new one");
        page.back();
        page.click("nav.pager a[rel=next]");
        page.click(".summary[data-path=older] h2 a");
        page.wait_for("article.post[data-path=older] .post-body p");
        assert_eq!(page.eval("renderers"), json!(2), "without one it stays");
    });
}

/// Somebody else's script (a translator, an extension) takes nodes away that the app is about
/// to change, and in the end the app does what no code of it foresees: at once when the reader
/// does `act`, before anything that comes late can stop it.
fn stop_the_app(page: &Page, act: &str) {
    page.eval(&format!(
        "(() => {{ Node.prototype.insertBefore = () => {{ throw new Error('not here') }}; {act}; return 1 }})()"
    ));
}

/// A click that follows in the same task as what stands before it.
const TO_THE_LIST: &str = "document.querySelector('header.site-head a.brand').click()";

#[test]
fn an_app_that_stops_says_so_and_the_rest_of_the_blog_is_as_it_was() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("");
        page.open(&blog.url("/posts/newest"));
        page.wait_for("html[data-inkstone=ready] article.post[data-path=newest]");
        stop_the_app(page, TO_THE_LIST);
        page.wait_for("html[data-inkstone=failed]");
        page.wait_for(".notice[data-kind=app]");
        assert_eq!(page.text(".notice h1"), "The app has stopped");
        assert_eq!(page.count("main#main h1"), 1);

        // The report can be copied: all that somebody who mends it needs.
        page.click(".notice summary");
        page.click(".notice .copy");
        let report = page.text(".notice pre");
        for part in ["panicked at", ".rs:", blog.origin().as_str(), "Chrome", "inkstone-app-"] {
            assert!(report.contains(part), "{part} is not in {report}");
        }
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&page.eval_text("String(getSelection())")), words(&report));

        // Links lead on, each to a page with an app of its own.
        page.click("header.site-head a.brand");
        page.wait_for("html[data-inkstone=ready]");
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest]");

        // A step back is stopped as well. What comes late has come, and does not stop the app before that.
        page.wait_for("nav.around");
        page.wait_for("html[data-offline]");
        stop_the_app(page, "history.back()");
        page.wait_for("html[data-inkstone=failed]");
        page.back();
        page.wait_for("html[data-inkstone=ready]");
    });
}

#[test]
fn an_app_that_throws_says_so_as_well() {
    let blog = Blog::of("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Date.now");
        page.open(&blog.url("/posts/newest"));
        page.wait_for("html[data-inkstone=ready]");
        // An error in a script of somebody else's is none of the app's.
        page.expect_in_console("not ours");
        page.eval_async(
            "new Promise((done) => {
                addEventListener('error', () => done(true), { once: true });
                setTimeout(() => { throw new Error('not ours'); });
            })",
        );
        page.wait_for("html[data-inkstone=ready]");

        page.eval(&format!("(() => {{ Date.now = undefined; {TO_THE_LIST}; return 1 }})()"));
        page.wait_for("html[data-inkstone=failed]");
        assert!(page.text(".post-body").contains("Text of the newest post."), "what the builder wrote stands");
        page.click("header.site-head a.brand");
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for(".summary[data-path=newest]");

        // The same on a page that the app has made.
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest]");
        page.eval(&format!("(() => {{ Date.now = undefined; {TO_THE_LIST}; return 1 }})()"));
        page.wait_for("html[data-inkstone=failed] .notice[data-kind=app]");
        assert!(page.text(".notice pre").contains("Date.now is not a function"));
    });
}
