//! A page for every route, at any place on a host.

use crate::book::Book;

fn three_pages() -> Book {
    let mut book =
        Book::new().file("inkstone.yaml", "title: Mine\ndescription: About ink\nlanguage: zh-CN\nper_page: 1\n");
    for day in 1..=3 {
        let text = format!("---\ntitle: Post {day}\ndate: 2020-01-0{day}\nlang: ja\n---\nText {day}\n");
        book = book.file(&format!("p{day}.md"), text);
    }
    book
}

#[test]
fn every_route_has_its_own_page() {
    let site = three_pages().build();
    for (path, base, language, title) in [
        ("index.html", "./", "zh-CN", "Mine"),
        ("page/1/index.html", "../../", "zh-CN", "Mine"),
        ("page/3/index.html", "../../", "zh-CN", "第 3 页，共 3 页 · Mine"),
        ("posts/p1/index.html", "../../", "ja", "Post 1 · Mine"),
        ("saved/index.html", "../", "zh-CN", "已保存的文章 · Mine"),
        ("404.html", "/", "zh-CN", "Mine"),
    ] {
        let page = site.text(path);
        for expected in [
            format!("<html lang=\"{language}\" "),
            format!("<title>{title}</title>"),
            format!("href=\"{base}app-1.css\""),
            format!("src=\"{base}boot.js\""),
            // Attributes come in any order; the name in the header is the first link of this kind.
            format!("<a href=\"{base}\" "),
        ] {
            assert!(page.contains(&expected), "{path} has no {expected}: {page}");
        }
    }
    assert!(!site.has("page/4/index.html"));
    assert!(site.text("index.html").contains("content=\"About ink\""));
    assert!(site.text("posts/p1/index.html").contains("content=\"Text 1\""));
}

#[test]
fn without_texts_in_the_pages_each_leads_to_its_raw_posts() {
    let site = three_pages().build_with(&["--no-html"]);
    let links = |path: &str| -> Vec<String> {
        let page = site.text(path);
        // One in the head names styles.
        let body = page.split("</head>").nth(1).unwrap_or_default();
        let noscript = body.split("<noscript>").nth(1).unwrap_or_default();
        noscript.split("<li>").skip(1).map(|item| item.split("</li>").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(links("page/3/index.html"), ["<a href=\"../../posts/p1.md\">Post 1</a>"]);
    assert_eq!(links("posts/p2/index.html"), ["<a href=\"../../posts/p2.md\">Post 2</a>"]);
    assert_eq!(links("404.html")[0], "<a href=\"/posts/p3.md\">Post 3</a>");
}

#[test]
fn only_the_missing_page_knows_where_the_site_lives() {
    let book = three_pages();
    let root = book.build();
    let below = book.build_with(&["--base-path", "/blog/"]);
    for (path, content) in &root.0 {
        assert_eq!(path == "404.html", *content != below.bytes(path), "{path}");
    }
    assert!(below.text("404.html").contains("src=\"/blog/boot.js\""));

    for (arguments, expected) in [
        (&["--site-url", "https://example.com/a/b"] as &[_], "src=\"/a/b/boot.js\""),
        (&["--site-url", "https://example.com"], "src=\"/boot.js\""),
        (&["--site-url", "https://example.com/a", "--base-path", "/c/"], "src=\"/c/boot.js\""),
    ] {
        assert!(book.build_with(arguments).text("404.html").contains(expected), "{arguments:?}");
    }
    let item = &book.build_with(&["--site-url", "https://example.com/a"]).items()[0];
    assert_eq!(item["url"], "https://example.com/a/posts/p3");
}

#[test]
fn a_wrong_address_is_wrong_usage() {
    for arguments in [
        ["--base-path", "blog"],
        ["--base-path", "/blog"],
        ["--base-path", "/../"],
        ["--base-path", "//evil.example/"],
        ["--site-url", "example.com"],
        ["--site-url", "javascript:alert(1)"],
    ] {
        let book = Book::new();
        let run = book.try_build(&arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(!book.path("site").exists(), "{arguments:?}");
    }
}

#[test]
fn the_apps_own_index_html_has_every_mark() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let read = |name: &str| std::fs::read(format!("{root}/{name}")).expect("the app's source");
    let book = Book::new()
        .titled("a.md", "A")
        .file("inkstone.yaml", "title: Mine\n")
        .beside("app/index.html", read("index.html"))
        .beside("app/boot.js", read("web/boot.js"));
    for (arguments, held) in [(&[] as &[_], "Text of A."), (&["--no-html"], "class=\"bone")] {
        let site = book.build_with(arguments);
        for (path, base) in [("index.html", "./"), ("posts/a/index.html", "../../")] {
            let page = site.text(path);
            assert!(!page.contains("<!-- inkstone:"), "{path} holds a mark that nothing replaced: {page}");
            assert!(page.contains(&format!("src=\"{base}boot.js\"")), "{page}");
            assert!(page.contains(">Mine<") && page.contains(held), "{page}");
            assert_eq!(page.matches("<main").count(), 1, "{page}");
        }
    }
}

#[test]
fn the_same_posts_give_the_same_bytes_at_any_number_of_threads() {
    let mut book = three_pages().file("bad.md", "---\ntitle: [\n---\nx").file("a.png", "png");
    for number in 0..200 {
        book = book.titled(&format!("many/{number}.md"), "Many");
    }
    let mut sites = Vec::new();
    for threads in ["1", "2", "7"] {
        let run = book
            .command()
            .env("RAYON_NUM_THREADS", threads)
            .args(["build", "posts", "--out", "site", "--app", "app"])
            .output();
        assert!(run.expect("the command starts").status.success());
        sites.push(book.site());
    }
    assert!(sites.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_page_has_the_looks_of_the_configuration_before_the_app_runs() {
    let book = Book::new()
        .file("inkstone.yaml", "theme: ink\nstylesheet: looks/my own.css\n")
        .file("looks/my own.css", ":root { --ink-radius: 0; }")
        .file("looks/other.css", "not named, not published")
        .file("a.md", "---\ntitle: A\n---\nx\n");
    let site = book.build();
    assert!(site.has("posts/looks/my own.css"));
    assert!(!site.has("posts/looks/other.css"));
    for (path, base) in [("index.html", "./"), ("posts/a/index.html", "../../"), ("404.html", "/")] {
        let page = site.text(path);
        let link = format!("<link rel=\"stylesheet\" href=\"{base}posts/looks/my%20own.css\">");
        assert!(page.contains(" data-theme=\"ink\""), "{path}: {page}");
        assert!(page.find(&link) > page.find("app-1.css"), "{path}: the owner's sheet comes last: {page}");
    }
}

#[test]
fn a_page_runs_the_owners_scripts_and_the_site_has_what_they_load() {
    let book = Book::new()
        .file("inkstone.yaml", "scripts: plug-ins/draw it.js\n")
        .file("plug-ins/draw it.js", "import('./library.mjs')")
        .file("plug-ins/library.mjs", "export {}")
        .file("plug-ins/notes.html", "not a script's")
        .file("other.js", "not named, not published")
        .titled("a.md", "A");
    let site = book.build();
    assert!(site.has("posts/plug-ins/draw it.js") && site.has("posts/plug-ins/library.mjs"));
    assert!(!site.has("posts/plug-ins/notes.html") && !site.has("posts/other.js"));
    for (path, base) in [("index.html", "./"), ("posts/a/index.html", "../../"), ("404.html", "/")] {
        let page = site.text(path);
        let script = format!("<script type=\"module\" src=\"{base}posts/plug-ins/draw%20it.js\"></script>");
        assert!(page.find(&script) > page.find("boot.js"), "{path}: after the app: {page}");
        assert!(page.contains("require-trusted-types-for"), "{path}");
    }
    // What only pages know of makes them new as well.
    let book = book.file("inkstone.yaml", "scripts: other.js\nscripts_write_html: yes\nmedia_hosts: img.example\n");
    let site = book.build();
    let page = site.text("posts/a/index.html");
    assert!(page.contains("posts/other.js") && !page.contains("draw%20it"), "{page}");
    assert!(!page.contains("require-trusted-types-for") && page.contains("https://img.example"), "{page}");
}

#[test]
fn a_style_sheet_that_is_not_there_or_lies_outside_is_reported() {
    let book = Book::new()
        .beside("secret.css", "swordfish")
        .file("inkstone.yaml", "stylesheet: gone.css\nscripts: gone.js\n")
        .file("a.md", "---\ntitle: A\n---\nx\n");
    let run = book.run(&["build", "posts", "--out", "site", "--app", "app"]);
    for what in ["this style sheet", "this script"] {
        assert!(
            format!("{run:?}").contains(&format!("the configuration names {what}, and it is not there")),
            "{run:?}"
        );
    }
}
