//! `_headers`, as hosts read it that join what several rules say of a file.

use std::collections::BTreeMap;

use crate::book::{Book, Site};

fn site() -> Site {
    Book::new()
        .beside("app/sw.js", "const BUILD = \"@build@\"; const FILES = \"@files@\"; const FORMAT = \"@format@\";")
        .beside("app/style-0123456789abcdef.css", "")
        .beside("app/messages-0123456789abcdef/zh-Hans.txt", "")
        .file("inkstone.yaml", "title: Mine\nmedia_hosts: '*.pictures.example'\n")
        .titled("boot-camp.md", "A post")
        .file("pages/style-guide.md", "---\ntitle: A page\n---\nText\n")
        .file("pages/messages-0/index.md", "---\ntitle: Another\n---\nText\n")
        .build()
}

/// The rules: each a path, and the headers that it sets.
pub(crate) fn rules(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => rules.push((line.to_owned(), Vec::new())),
            Some(header) => {
                let (name, value) = header.split_once(": ").expect("a header has a value");
                let (_, headers) = rules.last_mut().expect("a header has a path");
                headers.push((name.to_ascii_lowercase(), value.to_owned()));
            }
        }
    }
    rules
}

/// Everything that the rules say of the file at `path`.
pub(crate) fn headers(rules: &[(String, Vec<(String, String)>)], path: &str) -> BTreeMap<String, Vec<String>> {
    let fits = |rule: &str| match rule.split_once('*') {
        Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        None => path == rule,
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in rules.iter().filter(|(rule, _)| fits(rule)).flat_map(|(_, headers)| headers) {
        found.entry(name.clone()).or_default().push(value.clone());
    }
    found
}

#[test]
fn no_file_gets_a_header_twice_and_none_is_kept_that_changes() {
    let site = site();
    let text = site.text("_headers");
    let rules = rules(text);
    let catalogue = site.names().into_iter().find(|name| name.starts_with("catalogue/")).expect("a shard").to_owned();
    for name in site.names() {
        let path = format!("/{}", name.strip_suffix("index.html").unwrap_or(name));
        let headers = headers(&rules, &path);
        for (header, values) in &headers {
            assert_eq!(values.len(), 1, "{path} gets {header} more than once: {text}");
        }
        let open = headers.get("access-control-allow-origin");
        assert_eq!(open.map(Vec::as_slice), Some(&["*".to_owned()][..]), "other sites show posts: {path}");
        let cached = headers.get("cache-control").and_then(|values| values.first()).map(String::as_str);
        let expected = match name {
            "sw.js" | "catalogue.json" => Some("no-cache"),
            "style-0123456789abcdef.css" | "messages-0123456789abcdef/zh-Hans.txt" => {
                Some("public, max-age=31536000, immutable")
            }
            _ if name.starts_with("catalogue/") => Some("public, max-age=31536000, immutable"),
            // Hosts that read this file have their readers ask again for what it says nothing of.
            _ => None,
        };
        assert_eq!(cached, expected, "{path}: {text}");
    }
    assert!(site.has("sw.js") && site.has(&catalogue) && site.has("style-guide/index.html"), "{:?}", site.names());
}

#[test]
fn the_worker_may_fetch_the_pictures_that_pages_show() {
    let site = site();
    let rules = rules(site.text("_headers"));
    let policy = headers(&rules, "/sw.js").remove("content-security-policy").expect("a policy").remove(0);
    assert!(policy.contains("; connect-src 'self' https://*.pictures.example;"), "{policy}");
    let page = site.text("index.html");
    assert!(page.contains("; connect-src 'self';"), "what pages may not, they say themselves: {page}");
}

#[test]
fn hosts_that_limit_the_file_take_it() {
    // Cloudflare: at most 100 rules, and 2,000 characters a line.
    let site = site();
    let text = site.text("_headers");
    assert!(rules(text).len() <= 100, "{text}");
    assert!(text.lines().all(|line| line.len() <= 2000), "{text}");
}
