//! Every place besides a post's body that a stranger writes to: front matter, the catalogue, the
//! address. The real app shows them, with the policy of content taken out of its pages, so that
//! nothing stands but what the app itself does with a text; and once more with it.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    blog::Blog,
    fixtures,
    host::{Fault, Host, Rule},
    page::{Page, Screen, browse},
    walls,
};

/// Writes down what a script of a stranger's would do. The app's own requests go on.
const CANARY: &str = "
    const fired = window.fired = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox']) {
      window[name] = () => void fired.push(name);
    }
    navigator.sendBeacon = () => fired.push('beacon');
    const real = window.fetch;
    window.fetch = (what, ...more) => {
      const url = new URL(what.url ?? what, location.href);
      if (url.origin !== location.origin) fired.push(`fetch ${url}`);
      return real(what, ...more);
    };";

/// What of the page is not as it should be: what fired, handlers, addresses that are none of the
/// app's. Events first, which would run a handler.
const WRONG: &str = "(() => {
    const wrong = [...fired];
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['error', 'load', 'focus', 'mouseover', 'toggle', 'animationstart']) {
        if (element.localName !== 'img' || name !== 'error') element.dispatchEvent(new Event(name));
      }
      for (const name of element.getAttributeNames()) if (name.startsWith('on')) wrong.push(`<${element.localName} ${name}>`);
      const address = element.getAttribute('href') ?? element.getAttribute('src');
      const protocol = address === null ? 'https:' : new URL(address, document.baseURI).protocol;
      if (!['http:', 'https:', 'mailto:'].includes(protocol) && !/^data:image.(png|gif|jpeg|webp)/.test(address)) {
        wrong.push(`<${element.localName} ${protocol}>`);
      }
    }
    const strange = 'main :is(script, style, link, meta, base, form:not([role=search]), iframe, object, embed, math, template)';
    for (const element of document.querySelectorAll(strange)) wrong.push(`<${element.localName}>`);
    return [...wrong, ...fired];
  })()";

/// Texts that want to be more than text: every vector, and what only an address can do.
fn texts() -> Vec<String> {
    let addresses = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//",
        "data:text/html,<script>alert(1)</script>",
        "\"onerror=\"alert(1)",
        "' onmouseover='alert(1)",
        "--><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "{{constructor.constructor('alert(1)')()}}",
        "${alert(1)}",
        "//evil.example/x",
        "\\\\evil.example\\x",
        "..%2f..%2fsecret",
        "../../secret",
    ];
    let vectors = fixtures::vectors().into_iter().map(|vector| vector.input);
    addresses.map(str::to_owned).into_iter().chain(vectors).collect()
}

/// A post whose front matter says `text` wherever it can say something.
fn post(text: &str, day: usize) -> String {
    let front = json!({
        "title": text, "tags": [text, "a"], "categories": [text, "b"], "author": text, "description": text,
        "date": format!("20{:02}-01-02", day % 100), "lang": text, "headimg": text, "thumbnail": text,
        "link": text, "license": text, "copyright": text, "series": text, "permalink": text, "aliases": [text],
    });
    format!("{front:#}\n\nText of this post.\n")
}

/// A blog of such posts: `p0`, `p1` …
fn hostile_blog(texts: &[String]) -> Blog {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: String, text: String| fs::write(folder.path().join(name), text).expect("the folder is ours");
    for (number, text) in texts.iter().enumerate() {
        write(format!("p{number}.md"), post(text, number));
    }
    let text = &texts[7];
    let site = json!({ "title": text, "subtitle": text, "description": text, "author": text, "language": text,
        "per_page": 20, "license": text, "navigation": [{ "label": text, "address": "/" }] });
    write("inkstone.yaml".to_owned(), site.to_string());
    Blog::of_posts(folder.path(), "/")
}

/// Whether pages keep the policy of content that the builder wrote into them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Policy {
    Kept,
    TakenOut,
}

/// Takes the policy out of every page below `folder`. Only these tests do; no setting can.
fn take_policy_out(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a readable site") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            take_policy_out(&path);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let html = fs::read_to_string(&path).expect("pages are UTF-8");
            let Some((before, rest)) = html.split_once("<meta http-equiv=\"Content-Security-Policy\"") else {
                continue;
            };
            let (_, after) = rest.split_once('>').expect("the tag ends");
            fs::write(&path, format!("{before}{after}")).expect("the site is ours");
        }
    }
}

fn watched(test: impl FnOnce(&Page)) {
    browse(Screen::LAPTOP, |page| {
        // Pictures at addresses that are texts, and what the policy blocks.
        page.expect_in_console("");
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": CANARY }));
        test(page);
    });
}

/// Opens a page and looks for what is wrong with it.
#[track_caller]
fn open(page: &Page, host: &Host, path: &str) {
    page.open(&host.url(path));
    page.wait_for("html[data-inkstone=ready]");
    page.wait_without("[aria-busy=true]");
    assert_eq!(page.eval(WRONG), json!([]), "{path}");
    assert_eq!(page.eval_text("location.origin"), host.origin(), "{path} leads elsewhere");
}

/// All list pages, and every `step`th post.
fn front_matter(policy: Policy, step: usize) {
    let texts = texts();
    let blog = hostile_blog(&texts);
    if policy == Policy::TakenOut {
        take_policy_out(&blog.folder());
    }
    let pages = fs::read_dir(blog.folder().join("page")).expect("list pages").count();
    assert!(pages > 3, "the lists are long enough to have pages: {pages}");
    watched(|page| {
        for number in 1..=pages {
            open(page, &blog, &format!("/page/{number}/"));
            assert!(page.count(".summary[data-path]") > 0, "page {number} shows posts");
        }
        for number in (0..texts.len()).step_by(step) {
            open(page, &blog, &format!("/posts/p{number}/"));
            page.wait_for(&format!("article.post[data-path=p{number}]"));
        }
    });
    eprintln!(
        "{} texts on {pages} list pages and {} posts, policy {policy:?}: nothing fired",
        texts.len(),
        texts.len().div_ceil(step)
    );
}

#[test]
fn without_escaping_the_same_texts_fire() {
    let unescaped =
        |text: &String| format!("<title>{text}</title><h1>{text}</h1><ul><li>{text}</li></ul><p title=\"{text}\">");
    let texts = texts();
    let vectors = texts
        .iter()
        .enumerate()
        .map(|(number, text)| walls::Vector { name: format!("text {number}"), html: unescaped(text) });
    let vectors: Vec<_> = vectors.collect();
    walls::site(&vectors).browse(|page| {
        let fired = walls::fired(page, "none", &vectors);
        eprintln!("{} texts: unescaped, {} fire", vectors.len(), fired.len());
        assert!(fired.len() >= 200, "only {} fire unescaped", fired.len());
    });
}

#[test]
fn front_matter_is_text_without_the_policy() {
    front_matter(Policy::TakenOut, 12);
}

#[test]
fn front_matter_is_text_with_the_policy() {
    front_matter(Policy::Kept, 40);
}

#[test]
#[ignore = "some minutes: cargo xtask test --long"]
fn all_front_matter_is_text_without_the_policy() {
    front_matter(Policy::TakenOut, 1);
}

/// Puts `text` in the place of every string below `value` that `key` names.
fn replace(value: &mut Value, key: &str, text: &mut impl FnMut() -> String) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                match value {
                    Value::String(string) if name == key => *string = text(),
                    Value::Array(items) if name == key => {
                        for item in items {
                            match item {
                                Value::String(string) => *string = text(),
                                other => replace(other, key, text),
                            }
                        }
                    }
                    Value::Number(_) if name == key => *value = json!(-1e300),
                    other => replace(other, key, text),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, key, text)),
        _ => {}
    }
}

/// The keys of objects below `value`.
fn keys(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                found.insert(name.clone());
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn a_hostile_catalogue_is_shown_as_text_or_refused() {
    let texts = texts();
    let blog = hostile_blog(&texts[..60]);
    take_policy_out(&blog.folder());
    let read = |path: &Path| fs::read_to_string(path).expect("a file of the catalogue");
    let shards: Vec<_> = fs::read_dir(blog.folder().join("catalogue"))
        .expect("a catalogue")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let files = shards
        .iter()
        .map(|path| (format!("/catalogue/{}", path.file_name().unwrap_or_default().to_string_lossy()), read(path)));
    let files: Vec<_> =
        files.chain([("/catalogue.json".to_owned(), read(&blog.folder().join("catalogue.json")))]).collect();
    let mut number = 0;
    watched(|page| {
        for (file, text) in &files {
            let whole: Value = serde_json::from_str(text).expect("JSON");
            let mut names = Default::default();
            keys(&whole, &mut names);
            for key in names {
                let mut changed = whole.clone();
                replace(&mut changed, &key, &mut || {
                    number += 1;
                    texts[number % texts.len()].clone()
                });
                blog.break_by(Rule::always(file, Fault::Body(changed.to_string())));
                open(page, &blog, "/");
                assert_eq!(page.count("main#main h1"), 1, "{file} with another {key}: a list, or why there is none");
                blog.mend();
            }
            // What is no catalogue at all, and what is deeper than any reader should follow.
            for text in [
                "[".repeat(100_000),
                format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000)),
                "\u{0}".to_owned(),
            ] {
                blog.break_by(Rule::always(file, Fault::Body(text)));
                open(page, &blog, "/");
                blog.mend();
            }
        }
    });
}

#[test]
fn no_address_leads_elsewhere_or_out_of_the_posts() {
    let blog = hostile_blog(&texts()[..20]);
    take_policy_out(&blog.folder());
    fs::write(blog.folder().join("secret.md"), "swordfish").expect("the site is ours");
    let mut paths: Vec<String> = [
        "//evil.example/",
        "///evil.example/",
        "//evil.example/posts/p1",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example",
        "/posts/..%2fsecret",
        "/posts/..%2f..%2fsecret",
        "/posts/%2e%2e%2fsecret",
        "/posts/..%5csecret",
        "/posts/../secret",
        "/posts/%2e%2e/secret",
        "/posts//evil.example/x",
        "/posts/https://evil.example/x",
        "/posts/%00",
        "/posts/p1%00.md",
        "/posts/javascript:alert(1)",
        "/page/javascript:alert(1)",
        "/page/-1",
        "/page/99999999999999999999",
        "/posts/p1?next=//evil.example",
        "/?q=<script>alert(1)</script>",
        "/#<img src=x onerror=alert(1)>",
        "/posts/p1#javascript:alert(1)",
        "/?sanitizer=none",
        "/?sanitizer=dompurify&sanitizer=none",
        "/posts/p1?sanitizer=off",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ]
    .map(str::to_owned)
    .into();
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    for text in texts().iter().step_by(15) {
        let text: String = text.chars().take(300).collect();
        paths.extend([
            format!("/posts/{}", encoded(&text)),
            format!("/?q={}", encoded(&text)),
            format!("/tags/{}", encoded(&text)),
            format!("/#{}", encoded(&text)),
        ]);
    }
    watched(|page| {
        for path in &paths {
            // As it stands: the test's own reader of addresses would mend some of them.
            page.open(&format!("{}{path}", blog.origin()));
            // An address that even the host refuses has no app.
            if page.count("html[data-inkstone]") == 0 {
                continue;
            }
            page.wait_until(
                "the app is there",
                "['ready', 'failed'].includes(document.documentElement.dataset.inkstone)",
            );
            page.wait_without("[aria-busy=true]");
            assert_eq!(page.eval(WRONG), json!([]), "{path}");
            assert_eq!(page.eval_text("location.origin"), blog.origin(), "{path} leads elsewhere");
            assert!(
                !page.eval_text("document.documentElement.textContent").contains("swordfish"),
                "{path} leads out of the posts"
            );
        }
    });
    let asked: Vec<_> = blog.requests().into_iter().map(|request| request.path).collect();
    for request in asked.iter().filter(|path| path.ends_with(".md")) {
        assert!(request.starts_with("/posts/") && !request.contains(".."), "{request} was asked for");
    }
    eprintln!("{} addresses, {} requests: all of this site, every post below posts/", paths.len(), asked.len());
}
