//! Posts that want to do more than be read. Every vector in tests/fixtures/hostile asks the
//! host for `/fired/NAME` when it runs: on a page without walls all of them must, in the app
//! none may.

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::{
    blog::{Blog, fixture},
    host::Host,
    page::{Page, Screen, browse},
};

/// Markdown that is no HTML, so a page without walls has nothing to run.
const ONLY_IN_MARKDOWN: [&str; 2] = ["front-matter", "markdown-links"];

/// The posts of the fixture: key and text.
fn posts() -> Vec<(String, String)> {
    let files = fs::read_dir(fixture("hostile")).expect("the fixture is there");
    let files: BTreeSet<PathBuf> = files.map(|file| file.expect("a readable folder").path()).collect();
    let posts = files.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "md"));
    posts
        .map(|file| {
            let key = file.file_stem().and_then(|name| name.to_str()).expect("names in fixtures are UTF-8").to_owned();
            (key, fs::read_to_string(&file).expect("a readable fixture"))
        })
        .collect()
}

/// The names of the vectors in `text`.
fn vectors(text: &str) -> BTreeSet<String> {
    let names = text.split("/fired/").skip(1);
    names.map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()).collect()
}

/// The names of the vectors that ran.
fn fired(host: &Host) -> BTreeSet<String> {
    let paths = host.requests().into_iter().map(|request| request.path);
    paths.filter_map(|path| Some(path.strip_prefix("/fired/")?.to_owned())).collect()
}

/// Does what a curious reader would: clicks everything that can be clicked, but for our own way to
/// a picture that failed, which opens a window in front of this one.
fn click_everything(page: &Page, within: &str) {
    page.eval(&format!(
        "[...document.querySelectorAll('{within} :is(a:not(.failed-picture a), button, .clickable, summary)')].forEach((element) => \
         element.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, composed: true }})))"
    ));
}

/// Whatever was asked for before this has arrived at the host when this returns: a request of
/// our own comes after them.
fn settle(page: &Page, host: &Host, name: &str) {
    page.wait_until("the page has loaded", "document.readyState === 'complete'");
    // Two frames: time for handlers of what has been inserted.
    page.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");
    page.eval(&format!("fetch('/settled/{name}').then(() => true)"));
    host.wait_for(&[&format!("/settled/{name}")]);
}

#[test]
fn without_walls_the_vectors_run() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    for (key, text) in posts() {
        let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        let page = format!("<!doctype html><title>{key}</title><link rel=icon href=data:,><main>{body}</main>");
        fs::write(folder.path().join(format!("{key}.html")), page).expect("the folder is ours");
    }
    let host = Host::serve(folder.path(), "/");
    browse(Screen::LAPTOP, |page| {
        // What a page without walls writes there is no concern of ours.
        page.expect_in_console("");
        for (key, text) in posts().iter().filter(|(key, _)| !ONLY_IN_MARKDOWN.contains(&key.as_str())) {
            page.open(&host.url(&format!("/{key}.html")));
            page.wait_for("#survivor");
            click_everything(page, "main");
            let missing = || vectors(text).difference(&fired(&host)).cloned().collect::<Vec<_>>();
            for round in 0..20 {
                if missing().is_empty() {
                    break;
                }
                settle(page, &host, &format!("{key}-{round}"));
            }
            assert_eq!(missing(), Vec::<String>::new(), "these vectors of {key} prove nothing");
        }
    });
}

/// Opens the list and every hostile post of `blog` and clicks everything; nothing may run.
fn nothing_runs(blog: &Blog, query: &str) {
    browse(Screen::LAPTOP, |page| {
        // The picture that is not there.
        page.expect_in_console("Failed to load resource");
        if !query.is_empty() {
            // DOMPurify has a post's `<style>` parsed before it drops it, which the policy tells.
            page.expect_in_console("Applying inline style violates");
        }
        page.open(&blog.url(&format!("/{query}")));
        page.wait_for(".summary[data-path]");
        settle(page, blog, "list");
        for (key, _) in posts() {
            page.open(&blog.url(&format!("/posts/{key}{query}")));
            page.wait_for(&format!("article.post[data-path='{key}']"));
            assert!(page.text(".post-body").contains("The text "), "{key} can be read");
            assert_eq!(page.count(".post-body pre.plain"), 0, "{key} is shown as a page");
            settle(page, blog, &key);
            click_everything(page, ".post-body");
            settle(page, blog, &format!("{key}-clicked"));
            assert_eq!(page.count(".post-body :is(script, style, svg, form, iframe[src], iframe[srcdoc])"), 0, "{key}");
        }
        assert_eq!(fired(blog), BTreeSet::new(), "these ran");
        let purifier = blog.count("/purify*");
        assert_eq!(purifier > 0, !query.is_empty(), "DOMPurify came {purifier} times");
    });
}

#[test]
fn nothing_runs_with_the_browsers_own_sanitiser() {
    nothing_runs(&Blog::raw("hostile"), "");
}

#[test]
fn nothing_runs_on_the_pages_that_the_builder_wrote() {
    nothing_runs(&Blog::of("hostile"), "");
}

#[test]
fn nothing_runs_with_dompurify() {
    nothing_runs(&Blog::raw("hostile"), "?sanitizer=dompurify");
}

#[test]
fn hostile_front_matter_is_shown_as_the_text_it_is() {
    let blog = Blog::of("hostile");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/front-matter"));
        page.wait_for("article.post");
        assert!(page.text("article.post h1").starts_with("<img src=x onerror="), "as text");
        assert!(page.text(".author").starts_with("<svg"), "as text");
        assert_eq!(page.count("article.post h1 *"), 0);
        assert_eq!(page.count("img.post-hero"), 0, "an address that is a script is no picture");
        assert!(page.eval_text("document.title").starts_with("<img src=x onerror="));
    });
}
