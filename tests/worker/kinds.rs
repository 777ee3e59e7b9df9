//! What a request is for, and whose it is.

use serde_json::{Value, json};

use crate::Rules;

fn kind(rules: &Rules, request: Value) -> Value {
    let mut whole = json!({ "method": "GET", "mode": "cors", "destination": "", "path": null });
    for (name, value) in request.as_object().expect("an object") {
        whole[name] = value.clone();
    }
    rules.call("kindOf", &[whole, json!({ "icon.svg": {}, "inkstone-app-0123456789abcdef.js": {}, "shell.html": {} })])
}

#[test]
fn every_request_is_known_by_its_path() {
    let rules = Rules::read();
    for (path, expected) in [
        ("icon.svg", "file"),
        ("inkstone-app-0123456789abcdef.js", "file"),
        ("inkstone-app-fedcba9876543210.js", "old file"),
        ("inkstone-app-fedcba9876543210_bg.wasm", "old file"),
        ("purify.es-fedcba9876543210.mjs", "old file"),
        ("highlight-fedcba9876543210/rust.min.js", "old file"),
        ("messages-fedcba9876543210/ja.txt", "old file"),
        ("messages-fedcba9876543210/ja", "other"),
        ("catalogue.json", "root"),
        ("posts/index.txt", "root"),
        ("posts/inkstone.yaml", "root"),
        ("search.json", "root"),
        ("search/segments.json", "root"),
        ("catalogue/0123456789abcdef.json", "shard"),
        ("search/words/0123456789abcdef.bin", "shard"),
        ("posts/a.md", "post"),
        ("posts/%E4%B8%80/a%20b.markdown", "post"),
        ("posts/looks.css", "style"),
        ("looks.css", "other"),
        ("posts/a.pdf", "other"),
        ("posts/a.mp3", "other"),
        ("about.md", "other"),
        ("sw.js", "other"),
        ("feed.xml", "other"),
        ("constructor", "other"),
        ("__proto__", "other"),
        ("", "other"),
    ] {
        assert_eq!(kind(&rules, json!({ "path": path })), expected, "{path}");
    }
}

#[test]
fn a_navigation_leads_to_a_page_of_ours_or_is_left_alone() {
    let rules = Rules::read();
    for (path, expected) in [
        ("", "page"),
        ("index.html", "page"),
        ("page/2", "page"),
        ("posts/a/", "page"),
        ("posts/v1.2", "page"),
        ("posts/a/index.html", "page"),
        ("archive/2022", "page"),
        ("categories/%E4%B8%80", "page"),
        ("tags/t", "page"),
        ("search", "page"),
        ("saved", "page"),
        ("posts/a.pdf", "other"),
        ("feed.xml", "other"),
        ("posts/a.md", "post"),
        ("about", "stray page"),
        ("2022/04/title/", "stray page"),
        ("postscript/a", "stray page"),
        ("catalogue", "stray page"),
    ] {
        assert_eq!(kind(&rules, json!({ "mode": "navigate", "path": path })), expected, "{path}");
    }
}

#[test]
fn what_is_not_read_from_this_site_is_not_ours() {
    let rules = Rules::read();
    for (case, request, expected) in [
        ("sent", json!({ "method": "POST", "path": "posts/a.md" }), "other"),
        ("asked about", json!({ "method": "HEAD", "path": "catalogue.json" }), "other"),
        ("another site", json!({ "path": null }), "other"),
        ("a page of another site", json!({ "mode": "navigate", "path": null }), "other"),
        ("a picture of another site", json!({ "destination": "image", "path": null }), "foreign image"),
        ("our picture", json!({ "destination": "image", "path": "posts/a.png" }), "image"),
        ("our sound", json!({ "destination": "audio", "path": "posts/a.mp3" }), "media"),
        ("sound of another site", json!({ "destination": "audio", "path": null }), "other"),
        ("our picture, not shown", json!({ "path": "posts/a.png" }), "other"),
    ] {
        assert_eq!(kind(&rules, request), expected, "{case}");
    }
}

#[test]
fn a_neighbour_is_never_taken_for_us() {
    let rules = Rules::read();
    for (scope, pathname, expected) in [
        ("/", "/posts/a.md", json!("posts/a.md")),
        ("/blog/", "/blog/", json!("")),
        ("/blog/", "/blog", Value::Null),
        ("/blog/", "/blogs/a", Value::Null),
        ("/blog/", "/", Value::Null),
    ] {
        assert_eq!(rules.call("below", &[json!(scope), json!(pathname)]), expected, "{scope} {pathname}");
    }
    let scopes = ["/", "/:/", "/blog/", "/blog/2/", "/blog%20/", "/|/", "/build/"];
    for one in scopes {
        let ours = rules.call("cacheNames", &[json!(one)])["ours"].as_str().expect("a name").to_owned();
        for other in scopes.into_iter().filter(|other| *other != one) {
            let names = rules.call("cacheNames", &[json!(other)]);
            let builds = names["builds"].as_str().expect("a name");
            assert!(!builds.starts_with(&ours), "{builds:?} looks like one of {ours:?}");
        }
    }
}
