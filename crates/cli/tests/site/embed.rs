//! Frames of posts for other sites' pages, and the files that tell of them.

use serde_json::Value;

use crate::book::Book;

fn book() -> Book {
    Book::new()
        .file("inkstone.yaml", "title: Mine & Co\nauthor: Su\ntheme: ink\nlanguage: zh-CN\n")
        .file("a/ink.md", "---\ntitle: <Ink> \"1\"\ndate: 2020-01-02\nlang: ar\n---\nBlack. ![](x.png) [b](b.md)\n\n<script>alert(1)</script>\n")
        .file("a/b.md", "---\ntitle: B\ndate: 2020-01-01\nauthor: Li\n---\nText.\n")
        .file("hidden.md", "---\ntitle: H\ndate: 2020-01-01\nhide: true\n---\nText.\n")
        .file("draft.md", "---\ntitle: D\ndraft: true\n---\nText.\n")
        .file("pages/about.md", "---\ntitle: About\n---\nText.\n")
        .file("a/x.png", "")
}

#[test]
fn every_post_has_a_page_for_frames() {
    let site = book().build();
    let page = site.text("embed/posts/a/ink/index.html");
    for expected in [
        "<html lang=\"ar\" dir=\"rtl\" data-theme=\"ink\">",
        "<base href=\"../../../../posts/a/ink/\" target=\"_top\">",
        "<title>&lt;Ink&gt; &quot;1&quot;</title>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"stylesheet\" href=\"../../../app-1.css\">",
        "<main id=\"main\"><article",
        // Seen from the base, which is the post's own page.
        "src=\"../../../posts/a/x.png\"",
        "href=\"../../../posts/a/b",
        ">Mine &amp; Co</a>",
    ] {
        assert!(page.contains(expected), "no {expected}: {page}");
    }
    for forbidden in ["alert(1)", "boot.js", "integrity", "inkstone-page", "<button", "// "] {
        assert!(!page.contains(forbidden), "{forbidden}: {page}");
    }
    let policy = page.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("script-src 'self'") && policy.contains("trusted-types 'none'"), "{policy}");
    assert!(site.has("embed/posts/hidden/index.html"), "who has its address may frame it");
    for none in ["embed/posts/draft/index.html", "embed/about/index.html", "embed/pages/about/index.html"] {
        assert!(!site.has(none), "{none}");
    }
    assert!(!book().build_with(&["--no-html"]).has("embed/posts/a/ink/index.html"));
}

#[test]
fn headers_that_hold_for_frames_let_them_be_what_they_are() {
    let site = book().build();
    let page = site.text("embed/posts/a/ink/index.html");
    let headers = site.text("_headers");
    let hashes: Vec<&str> = page.split('\'').filter(|part| part.starts_with("sha256-")).collect();
    assert_eq!(hashes.len(), 2, "a script and a style: {page}");
    assert!(hashes.iter().all(|hash| headers.contains(hash)), "{headers}");
    assert!(!headers.contains("base-uri"), "{headers}");
    let own = site.text("posts/a/ink/index.html");
    assert!(own.contains("base-uri 'none'") && !hashes.iter().any(|hash| own.contains(hash)), "{own}");
}

#[test]
fn a_listed_post_of_a_known_address_tells_of_its_frame() {
    let site = book().build_with(&["--site-url", "https://blog.example/x/"]);
    let address = "https://blog.example/x/embed/posts/a/ink/oembed.json";
    let link = format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"&lt;Ink&gt; &quot;1&quot;\" href=\"{address}\">"
    );
    assert!(site.text("posts/a/ink/index.html").contains(&link));
    let told: Value = serde_json::from_str(site.text("embed/posts/a/ink/oembed.json")).expect("JSON");
    for (name, expected) in [
        ("version", "1.0"),
        ("type", "rich"),
        ("title", "<Ink> \"1\""),
        ("author_name", "Su"),
        ("provider_name", "Mine & Co"),
        ("provider_url", "https://blog.example/x/"),
        ("url", "https://blog.example/x/posts/a/ink/"),
    ] {
        assert_eq!(told[name], expected, "{name}");
    }
    assert!(told["width"].is_u64() && told["height"].is_u64());
    let html = told["html"].as_str().expect("a snippet");
    assert!(
        html.contains("<iframe src=\"https://blog.example/x/embed/posts/a/ink/\" title=\"&lt;Ink&gt; &quot;1&quot;\""),
        "{html}"
    );
    assert!(html.starts_with("<blockquote><a href=\"https://blog.example/x/posts/a/ink/\">"), "{html}");
    assert!(html.contains("sandbox=\"allow-scripts ") && !html.contains("allow-same-origin"), "{html}");
    assert!(site.text("embed/posts/a/ink/index.html").contains("img-src 'self' https://blog.example data:"));

    assert!(!site.has("embed/posts/hidden/oembed.json") && !site.text("posts/hidden/index.html").contains("oembed"));
    assert!(!site.text("about/index.html").contains("oembed"));
    let nowhere = book().build();
    assert!(
        !nowhere.has("embed/posts/a/ink/oembed.json") && !nowhere.text("posts/a/ink/index.html").contains("oembed")
    );
}

#[test]
fn elements_of_other_sites_have_a_file_to_show_a_post_from() {
    let site = book().file("a/sum.md", "---\ntitle: S\ndate: 2020-01-01\n---\n$x^2$\n").build();
    let post: Value = serde_json::from_str(site.text("embed/posts/a/ink/post.json")).expect("JSON");
    assert_eq!(post["format"], 1);
    assert_eq!(post["head"]["title"], "<Ink> \"1\"");
    assert_eq!(post["head"]["language"], "ar");
    assert!(post["head"]["date"].as_str().expect("a date").starts_with("2020-01-02T"), "{post}");
    assert_eq!(post["site"], serde_json::json!({ "title": "Mine & Co", "language": "zh-CN", "author": "Su" }));
    assert_eq!(post["source"], Value::Null);
    let html = post["html"].as_str().expect("a text");
    // Seen from the post's own page.
    assert!(html.contains("src=\"../../../posts/a/x.png\"") && !html.contains("alert(1)"), "{html}");
    let sum = site.text("embed/posts/a/sum/post.json");
    assert!(sum.contains("x^2") && !sum.contains("<math"), "formulas are set where they are shown: {sum}");
    assert!(site.has("embed/posts/hidden/post.json"), "as a frame has");
    for none in ["embed/posts/draft/post.json", "embed/about/post.json"] {
        assert!(!site.has(none), "{none}");
    }
    assert!(!book().build_with(&["--no-html"]).has("embed/posts/a/ink/post.json"));
}

#[test]
fn a_frame_stays_when_only_the_posts_around_it_change() {
    let book = book();
    let before = book.build();
    let book = book.file("a/new.md", "---\ntitle: New\ndate: 2020-01-03\n---\nText.\n");
    let after = book.build();
    let files = ["embed/posts/a/ink/index.html", "embed/posts/a/ink/post.json"];
    for file in files {
        assert_eq!(before.bytes(file), after.bytes(file));
        assert_eq!(after.bytes(file), book.build_with(&["--no-cache"]).bytes(file));
    }
    let book = book.file("a/ink.md", "---\ntitle: Other\ndate: 2020-01-02\n---\nWhite.\n");
    let after = book.build();
    for file in files {
        assert!(after.text(file).contains("White."), "{file}");
    }
}
