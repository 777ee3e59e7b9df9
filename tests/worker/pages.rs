//! Which build a page is of, and which builds are still needed.

use serde_json::{Value, json};

use crate::Rules;

#[test]
fn a_page_is_of_a_build_when_all_that_it_starts_is() {
    let rules = Rules::read();
    let files = json!({ "boot-1a.js": {}, "style-1a.css": {}, "icon.svg": {} });
    for (case, html, expected) in [
        (
            "its own",
            r#"<link rel="stylesheet" href="./style-1a.css"><script type="module" src="./boot-1a.js"></script>"#,
            true,
        ),
        ("deep", r#"<link href="../../style-1a.css" rel="stylesheet"><script src="../../boot-1a.js"></script>"#, true),
        ("inline styles", r#"<style>p{}</style><script src="./boot-1a.js"></script>"#, true),
        (
            "another style",
            r#"<link rel="stylesheet" href="./style-2b.css"><script src="./boot-1a.js"></script>"#,
            false,
        ),
        (
            "another style that can wait",
            r#"<link rel="inkstone-late" href="./style-2b.css"><script src="./boot-1a.js"></script>"#,
            false,
        ),
        ("another boot script", r#"<script src="./boot-2b.js"></script>"#, false),
        (
            "a script of the owner",
            r#"<script src="https://count.example/x.js"></script><script src="./boot-1a.js"></script>"#,
            true,
        ),
        (
            "another preload",
            r#"<link rel="modulepreload" href="./app-2b.js"><script src="./boot-1a.js"></script>"#,
            false,
        ),
        ("a feed", r#"<link rel="alternate" href="./feed.xml"><script src="./boot-1a.js"></script>"#, true),
        ("no app", "<p>Sign in</p>", false),
    ] {
        assert_eq!(rules.call("isOfBuild", &[json!(html), files.clone()]), expected, "{case}");
    }
}

#[test]
fn a_kept_page_names_its_build_and_fits_anywhere() {
    let rules = Rules::read();
    for (case, html, expected) in [
        (
            "a post",
            r#"<script src="../../boot-1a.js"></script><a href="../../posts/a">a</a> <a href="../b">b</a>"#,
            r#"<script src="/blog/boot-1a.js"></script><a href="/blog/posts/a">a</a> <a href="../b">b</a>"#,
        ),
        (
            "home",
            r#"<link href="./style-1a.css"><script src="./boot-1a.js"></script><a href="./">home</a>"#,
            r#"<link href="/blog/style-1a.css"><script src="/blog/boot-1a.js"></script><a href="/blog/">home</a>"#,
        ),
        (
            "a boot script with a name of its own",
            r#"<script src="../boot-1a.js" integrity="x"></script>"#,
            r#"<script src="/blog/boot-1a.js" integrity="x"></script>"#,
        ),
        ("no page of ours", "<p>a</p>", "<p>a</p>"),
    ] {
        assert_eq!(rules.call("settled", &[json!(html), json!("/blog/")]), expected, "{case}");
    }
}

#[test]
fn the_spellings_of_a_page_are_one() {
    let rules = Rules::read();
    for (path, expected) in [
        ("", ""),
        ("index.html", ""),
        ("posts/a", "posts/a"),
        ("posts/a/", "posts/a"),
        ("posts/a/index.html", "posts/a"),
        ("posts/my-index.html", "posts/my-index.html"),
    ] {
        assert_eq!(rules.call("pageOf", &[json!(path)]), expected, "{path}");
    }
}

#[test]
fn a_build_goes_when_no_page_runs_it() {
    let rules = Rules::read();
    for (case, running, expected) in [
        ("nobody is here", "[]", json!(["a", "b"])),
        ("all run the new one", "['c', 'c']", json!(["a", "b"])),
        ("one still runs an old one", "['a', 'c']", json!(["b"])),
        ("one came from the network", "['', 'c']", json!(["a", "b"])),
        ("one does not say", "[undefined, 'c']", json!([])),
    ] {
        let call = format!("((builds, own) => idleBuilds(builds, own, {running}))");
        assert_eq!(rules.call(&call, &[json!(["a", "b", "c"]), json!("c")]), expected, "{case}");
    }
}

#[test]
fn files_of_the_app_have_our_types_whatever_the_host_says() {
    let rules = Rules::read();
    for (path, expected) in [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a_bg.wasm", "application/wasm"),
        ("shell.html", "text/html; charset=utf-8"),
        ("x.unknown", "application/octet-stream"),
        ("constructor", "application/octet-stream"),
    ] {
        assert_eq!(rules.call("typeOf", &[json!(path)]), Value::from(expected), "{path}");
    }
}
