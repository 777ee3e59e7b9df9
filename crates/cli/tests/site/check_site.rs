//! `inkstone check --site`: what is wrong with a host, and with a folder.

use std::{fs, path::Path, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{
    book::{Book, Run, Site},
    host::{Delivery, Fault, Host, Reply},
};

const SCRIPT: &str = "export default () => {};";
const MODULE: &[u8] = b"\0asm\x01\0\0\0";
const STYLE: &str = "p { color: red }";

/// A blog with posts in two scripts, on two pages of lists, whose app has all that the real one has.
pub(crate) fn book() -> Book {
    let boot = format!(
        "const files = {{\nscript: [\"app-0123456789abcdef.js\", \"{}\"],\nwasm: [\"app-0123456789abcdef_bg.wasm\", \"{}\"],\n}};",
        digest(SCRIPT.as_bytes()),
        digest(MODULE)
    );
    let index = format!(
        r#"<!doctype html>
<html lang="en" data-inkstone="shell">
<head><meta charset="utf-8"><title>Inkstone</title>
<meta name="description" content="">
<link rel="stylesheet" href="./style-0123456789abcdef.css" integrity="{}">
<link rel="manifest" href="./manifest.webmanifest">
<script type="module" src="./boot-0123456789abcdef.js" integrity="{}"></script>
</head>
<body><div id="inkstone"><!-- inkstone:frame --><!-- /inkstone:frame --></div>
<!-- inkstone:noscript --><!-- /inkstone:noscript --></body></html>
"#,
        digest(STYLE.as_bytes()),
        digest(boot.as_bytes())
    );
    Book::new()
        .beside("app/index.html", index)
        .beside("app/boot.js", "")
        .beside("app/boot-0123456789abcdef.js", boot)
        .beside("app/style-0123456789abcdef.css", STYLE)
        .beside("app/app-0123456789abcdef.js", SCRIPT)
        .beside("app/app-0123456789abcdef_bg.wasm", MODULE)
        .beside("app/embed-frame.js", "// sizes frames")
        .beside("app/sw.js", "const BUILD = \"@build@\"; const FILES = \"@files@\"; const FORMAT = \"@format@\";")
        .file("inkstone.yaml", "title: Mine\nurl: https://blog.example/\nper_page: 1\n")
        .file("new.md", format!("---\ntitle: New\ndate: 2024-05-06\n---\n\n{}\n", "Long. ".repeat(400)))
        .file("读书/札记 (一).md", "---\ntitle: 札记\ndate: 2020-05-06\n---\n\n短文。\n")
}

fn digest(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The codes of the problems, each once, in alphabetical order.
fn codes(run: &Run) -> String {
    let mut codes = run.codes();
    codes.sort();
    codes.dedup();
    codes.join(" ")
}

fn check(book: &Book, site: &str) -> Run {
    book.run(&["check", "--site", site, "--timeout", "20", "--json"])
}

#[test]
fn a_good_host_is_told_nothing() {
    let book = book();
    let site = Arc::new(book.build());
    let host = Host::serve(&site, |_, _| {});
    let run = book.run(&["check", "--site", &host.url()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let (start, end) = (format!("{}: 2 posts, ", host.url()), " requests: no problems\n");
    assert!(run.out.starts_with(&start) && run.out.ends_with(end), "{run:?}");
    let requests: usize =
        run.out[start.len()..].split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    assert!((20..=40).contains(&requests), "{run:?}");
}

#[test]
fn every_fault_of_a_host_is_told() {
    let book = book();
    let site = Arc::new(book.build());
    let faults: [(&str, Fault, &str, i32); 26] = [
        (
            "no type for modules",
            |path, reply| if_ends(path, ".wasm", || reply.set("content-type", "application/octet-stream")),
            "media-type",
            0,
        ),
        ("a page for a module", |path, reply| if_ends(path, ".wasm", || page(reply)), "html-instead", 1),
        (
            "a type that is refused",
            |path, reply| if_ends(path, ".js", || reply.set("content-type", "text/plain")),
            "media-type",
            1,
        ),
        (
            "another character set",
            |path, reply| if_ends(path, ".md", || reply.set("content-type", "text/plain; charset=gb2312")),
            "charset",
            1,
        ),
        (
            "a page for every address",
            |_, reply| {
                if reply.status == 404 {
                    page(reply)
                }
            },
            "soft-404",
            1,
        ),
        (
            "home for every address",
            |_, reply| {
                if reply.status == 404 {
                    reply.lead_to("/")
                }
            },
            "soft-404",
            1,
        ),
        (
            "a 404 of its own",
            |_, reply| {
                if reply.status == 404 {
                    reply.body = b"<h1>Not Found</h1>".to_vec()
                }
            },
            "not-found-page",
            1,
        ),
        ("no compression", |_, reply| reply.delivery = Delivery::Plain, "compression", 0),
        (
            "an old worker",
            |path, reply| if_ends(path, "/sw.js", || reply.set("cache-control", "max-age=86400")),
            "cache-long",
            1,
        ),
        ("nothing said of keeping", |_, reply| reply.remove("cache-control"), "cache-short cache-unsaid", 0),
        ("all kept for a short time", |_, reply| reply.set("cache-control", "max-age=600"), "cache-short", 0),
        (
            "posts made into pages",
            |path, reply| {
                if path.ends_with(".md") && reply.status == 200 {
                    page(reply)
                }
            },
            "post-html",
            1,
        ),
        (
            "posts with other line ends",
            |path, reply| if_ends(path, ".md", || reply.replace("\n", "\r\n")),
            "post-changed",
            1,
        ),
        (
            "a weaker policy",
            |_, reply| {
                reply.set("content-security-policy", "default-src * data: blob: 'self' 'unsafe-inline' 'unsafe-eval'")
            },
            "policy-weak",
            0,
        ),
        (
            "a policy that stops the app",
            |_, reply| reply.set("content-security-policy", "default-src 'self'"),
            "policy-forbids",
            1,
        ),
        ("no other site may read", |_, reply| reply.remove("access-control-allow-origin"), "cors", 0),
        ("types may be guessed", |_, reply| reply.remove("x-content-type-options"), "nosniff", 0),
        (
            "another site",
            |path, reply| {
                if path == "/" {
                    reply.lead_to("https://other.example/")
                }
            },
            "other-site",
            1,
        ),
        (
            "no end",
            |path, reply| if_ends(path, "/catalogue.json", || reply.lead_to("/catalogue.json")),
            "redirections",
            1,
        ),
        (
            "folders without a slash",
            |_, reply| {
                if reply.status == 302 {
                    page(reply)
                }
            },
            "slash",
            1,
        ),
        (
            "not the whole file",
            |path, reply| if_ends(path, "/catalogue.json", || reply.delivery = Delivery::Half),
            "no-answer",
            1,
        ),
        (
            "a changed script",
            |path, reply| {
                if path.starts_with("/app-") && path.ends_with(".js") {
                    reply.body.push(b'\n')
                }
            },
            "damaged",
            1,
        ),
        (
            "a changed catalogue",
            |path, reply| {
                if path.starts_with("/catalogue/") {
                    reply.body.push(b'\n')
                }
            },
            "damaged",
            1,
        ),
        (
            "a page of another build",
            |path, reply| {
                if path == "/page/2/" {
                    reply.replace("boot-0123456789abcdef", "boot-fedcba9876543210")
                }
            },
            "mixed-builds",
            1,
        ),
        ("no worker", |path, reply| if_ends(path, "/sw.js", || reply.status = 404), "status", 1),
        (
            "not a blog",
            |path, reply| {
                if path == "/" {
                    reply.body = b"<!doctype html><p>Welcome to nginx!".to_vec()
                }
            },
            "not-ours",
            1,
        ),
    ];
    for (case, fault, expected, code) in faults {
        let host = Host::serve(&site, fault);
        let run = check(&book, &host.url());
        assert_eq!((codes(&run).as_str(), run.code), (expected, Some(code)), "{case}: {run:#?}");
        for problem in run.json()["problems"].as_array().expect("problems") {
            assert!(problem["file"].as_str().is_some_and(|file| file.starts_with(&host.url())), "{case}: {problem}");
            assert!(problem["hint"].as_str().is_some_and(|hint| hint.len() > 10), "{case}: {problem}");
        }
    }
}

fn if_ends(path: &str, end: &str, fault: impl FnOnce()) {
    if path.ends_with(end) {
        fault();
    }
}

/// Makes a page of HTML of a reply.
fn page(reply: &mut Reply) {
    reply.status = 200;
    reply.set("content-type", "text/html");
    reply.body = b"<!doctype html><title>x</title>".to_vec();
}

#[test]
fn a_silent_host_is_left_in_time() {
    let book = book();
    let site = Arc::new(book.build());
    for (case, fault) in [
        ("says nothing at all", (|_, reply| reply.delivery = Delivery::Silence) as Fault),
        ("says nothing after the first page", |path, reply| {
            if path != "/" {
                reply.delivery = Delivery::Silence
            }
        }),
    ] {
        let host = Host::serve(&site, fault);
        let run = book.run(&["check", "--site", &host.url(), "--timeout", "1", "--json"]);
        assert_eq!((codes(&run).as_str(), run.code), ("no-answer", Some(1)), "{case}: {run:?}");
        let looked_at = run.json()["looked_at"].as_u64();
        assert!(looked_at <= Some(3), "it does not wait for each of thirty files: {case}: {run:?}");
    }
}

#[test]
fn a_site_that_was_built_for_another_path_is_told_so() {
    let book = book();
    book.build_with(&["--base-path", "/elsewhere/"]);
    let host = Host::serve(&Arc::new(book.site()), |_, _| {});
    let run = check(&book, &host.url());
    assert_eq!((codes(&run).as_str(), run.code), ("base-path", Some(1)), "{run:?}");
}

#[test]
fn a_fault_names_the_recipe_for_the_host() {
    let book = book();
    let site = Arc::new(book.build());
    let host = Host::serve(&site, |_, reply| {
        reply.set("server", "nginx/1.22.1");
        reply.delivery = Delivery::Plain;
    });
    let run = book.run(&["check", "--site", &host.url()]);
    assert!(run.out.contains("gzip or brotli (docs/deploy/nginx.conf)"), "{run:?}");
    assert!(run.out.ends_with("1 warning\n"), "{run:?}");
}

#[test]
fn what_cannot_be_looked_at_is_refused() {
    let book = book();
    book.build();
    for (case, arguments, code, reason) in [
        ("no posts and no site", &["check"][..], 2, "required"),
        ("both", &["check", "posts", "--site", "site"], 2, "cannot be used with"),
        ("no folder", &["check", "--site", "gone"], 1, "cannot read gone"),
        ("no site", &["check", "--site", "posts"], 2, "posts holds no index.html"),
        ("a password", &["check", "--site", "https://me:secret@blog.example/"], 2, "password"),
        ("an option of curl's", &["check", "--site", "http://-o x/"], 2, "blanks"),
    ] {
        let run = book.run(arguments);
        assert!(run.code == Some(code) && run.err.contains(reason), "{case}: {run:?}");
    }
    let run = book.command().args(["check", "--site", "http://127.0.0.1:1/"]).env("PATH", "").output();
    let run = Run::from(run.expect("the command starts"));
    assert!(run.code == Some(1) && run.err.contains("curl") && run.err.contains("install it"), "{run:?}");
    let run = check(&book, "http://127.0.0.1:1/");
    assert_eq!((codes(&run).as_str(), run.code), ("no-answer", Some(1)), "nobody listens: {run:?}");
}

#[test]
fn a_good_folder_is_told_nothing() {
    let book = book()
        .file("new.md", "---\ntitle: New\ndate: 2024-05-06\ntags: [C/C++]\ncategories: [[a/b, c]]\n---\n\nText.\n");
    for arguments in [&[][..], &["--compress"], &["--base-path", "/blog/"], &["--no-html"], &["--no-offline"]] {
        book.build_with(arguments);
        let run = book.run(&["check", "--site", "site"]);
        let files = book.site().names().len();
        let expected = format!("site: 2 posts, {files} files: no problems\n");
        assert_eq!((run.code, run.out.as_str()), (Some(0), expected.as_str()), "{arguments:?}: {run:?}");
    }
}

/// What happens to a built site.
type Change = fn(&Path);

#[test]
fn every_fault_of_a_folder_is_told() {
    let faults: [(&str, Change, &str, &str, i32); 13] = [
        ("a post is gone", |site| remove(site, "posts/new.md"), "posts/new.md", "missing", 1),
        ("a page is gone", |site| remove(site, "posts/new/index.html"), "posts/new/index.html", "missing", 1),
        ("a list is gone", |site| remove(site, "archive/index.html"), "archive/index.html", "missing", 1),
        ("404.html is gone", |site| remove(site, "404.html"), "404.html", "missing", 1),
        (
            "a file of the app is gone",
            |site| remove(site, "app-0123456789abcdef.js"),
            "app-0123456789abcdef.js",
            "missing",
            1,
        ),
        ("a feed is gone", |site| remove(site, "feed.xml"), "feed.xml", "missing", 1),
        (
            "a script was changed",
            |site| append(site, "boot-0123456789abcdef.js"),
            "boot-0123456789abcdef.js",
            "damaged",
            1,
        ),
        (
            "a module was changed",
            |site| append(site, "app-0123456789abcdef_bg.wasm"),
            "app-0123456789abcdef_bg.wasm",
            "damaged",
            1,
        ),
        ("a post was changed", |site| append(site, "posts/new.md"), "posts/new", "page-old stale-compressed", 1),
        (
            "a page is cut off",
            |site| {
                let page = site.join("archive/index.html");
                let text = fs::read_to_string(&page).expect("a page");
                fs::write(page, &text[..text.len() - 40]).expect("a page");
            },
            "archive/index.html",
            "damaged stale-compressed",
            1,
        ),
        (
            "what is compressed is not the page",
            |site| append(site, "posts/new/index.html.gz"),
            "posts/new/index.html.gz",
            "stale-compressed",
            1,
        ),
        ("the catalogue was changed", |site| append(site, "catalogue.json"), "catalogue.json", "catalogue", 1),
        (
            "a page is of another build",
            |site| {
                let page = site.join("page/2/index.html");
                let text = fs::read_to_string(&page).expect("a page").replace("boot-0123456789abcdef", "boot");
                fs::write(page, text).expect("a page");
            },
            "page/2/index.html",
            "damaged mixed-builds stale-compressed",
            1,
        ),
    ];
    let book = book();
    for (case, fault, file, expected, code) in faults {
        book.build_with(&["--compress", "--no-cache"]);
        fault(&book.path("site"));
        let run = check(&book, "site");
        assert_eq!((codes(&run).as_str(), run.code), (expected, Some(code)), "{case}: {run:#?}");
        assert!(run.out.contains(&format!("site/{file}")), "{case}: {run:#?}");
        // A build replaces nothing that is no site.
        fs::remove_dir_all(book.path("site")).expect("a folder");
    }
    // A shard, whose name is its content's.
    book.build_with(&["--no-cache"]);
    let shard = book.site().names().iter().find(|name| name.starts_with("catalogue/")).map(|name| (*name).to_owned());
    let shard = shard.expect("a shard");
    append(&book.path("site"), &shard);
    assert!(check(&book, "site").codes().contains(&"damaged".to_owned()));
    remove(&book.path("site"), &shard);
    assert_eq!(codes(&check(&book, "site")), "catalogue");
}

fn remove(site: &Path, file: &str) {
    fs::remove_file(site.join(file)).expect("a file of the site");
    for packed in ["br", "gz"] {
        let _ = fs::remove_file(site.join(format!("{file}.{packed}")));
    }
}

fn append(site: &Path, file: &str) {
    let path = site.join(file);
    let mut content = fs::read(&path).expect("a file of the site");
    content.extend_from_slice(b"\nmore");
    // What a build leaves may be the same file as that of an earlier one.
    fs::remove_file(&path).expect("a file of the site");
    fs::write(&path, content).expect("a file of the site");
}

#[test]
fn nothing_is_written_to_a_folder() {
    let book = book();
    let before = book.build();
    check(&book, "site");
    assert_eq!(Site::read(&book.path("site")), before);
}
