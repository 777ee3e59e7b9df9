//! Two things that want one place of the site: the first has it, the other is told, and the rest
//! is built.

use inkstone_cli::{
    App, Blog, BuildOptions, Compress, FileNames, Offline, PageText, Progress, Report, Reuse, build as build_blog,
};

use crate::book::{Book, Run, Site};

const POST: &str = "---\ntitle: Post\ndate: 2020-01-02\n---\nText\n";

/// Builds the blog in `blog`, which must succeed.
fn build(book: &Book) -> (Site, Run) {
    let run = book.run(&["build", "blog", "--out", "site", "--app", "app", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    (book.site(), run)
}

#[test]
fn a_page_may_ask_for_the_address_that_it_has() {
    let page = |key: &str| format!("---\ntitle: About\n{key}\n---\nAbout me\n");
    for (case, configuration, text, file, key) in [
        ("jekyll", "_config.yml", "title: x\nplugins: []\n", "about.md", "permalink: /about/"),
        ("jekyll, a file", "_config.yml", "title: x\nplugins: []\n", "about.md", "permalink: /about.html"),
        ("jekyll's none", "_config.yml", "title: x\nplugins: []\npermalink: none\n", "about.md", "layout: page"),
        ("jekyll's titles", "_config.yml", "title: x\nplugins: []\npermalink: /:title/\n", "about.md", "layout: page"),
        ("hugo", "hugo.toml", "title = 'x'\n", "content/pages/about.md", "url: /about/"),
        ("zola", "config.toml", "title = 'x'\nbase_url = '/'\n", "content/pages/about.md", "path: about"),
        ("an alias", "hugo.toml", "title = 'x'\n", "content/pages/about.md", "aliases: [/about]"),
    ] {
        let post = if case.starts_with("jekyll") { "_posts/2020-01-02-a.md" } else { "content/posts/a.md" };
        let book = Book::new()
            .beside(&format!("blog/{configuration}"), text)
            .beside(&format!("blog/{file}"), page(key))
            .beside(&format!("blog/{post}"), POST);
        let (site, run) = build(&book);
        assert!(site.text("about/index.html").contains("About me"), "{case}");
        assert_eq!(run.codes(), [""; 0], "{case}: {}", run.out);
    }
}

#[test]
fn an_old_address_leaves_a_pages_address_alone_and_leads_to_where_a_page_is() {
    let book = Book::new()
        .file("pages/about.md", "---\ntitle: About\naliases: [/me/]\n---\nAbout me\n")
        .file("a.md", "---\ntitle: Post\naliases: [/about/, /embed/, /posts/pages/about/]\n---\nText\n");
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.codes(), ["duplicate-alias"; 3], "{}", run.out);
    let site = book.site();
    assert!(site.text("about/index.html").contains("About me"));
    assert!(site.text("me/index.html").contains("content=\"0; url=../about/\""), "{}", site.text("me/index.html"));
}

#[test]
fn a_page_named_as_one_of_the_apps_lies_among_the_posts() {
    let book = Book::new()
        .beside("app/embed-page.js", "// embed")
        .file("pages/embed.md", "---\ntitle: Embed\n---\nMy own\n")
        .file("pages/tags.md", "---\ntitle: Tags\n---\nMy own\n");
    let site = book.build();
    for name in ["embed", "tags"] {
        assert!(site.text(&format!("posts/pages/{name}/index.html")).contains("My own"), "{name}");
        assert!(!site.text(&format!("{name}/index.html")).contains("My own"), "{name}");
    }
}

#[test]
fn two_files_with_one_path_are_one_post_and_a_problem() {
    let book = Book::new()
        .beside("blog/_config.yml", "title: x\nplugins: []\n")
        .beside("blog/_posts/a.md", POST)
        .beside("blog/_posts/news/b.md", "---\ntitle: First\ndate: 2020-01-01\n---\n![p](p.png)\n")
        .beside("blog/_posts/news/p.png", "first")
        .beside("blog/news/_posts/b.md", "---\ntitle: Second\ndate: 2020-01-01\n---\nx\n")
        .beside("blog/news/_posts/p.png", "second");
    let (site, run) = build(&book);
    let titles: Vec<String> = site.listed().into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["Post", "First"]);
    assert_eq!(site.text("posts/news/p.png"), "first");
    assert_eq!(run.codes(), ["same-path"; 2], "{}", run.out);
    assert_eq!(run.json()["problems"][0]["file"], "blog/news/_posts/b.md");
}

#[test]
fn names_as_long_as_a_file_system_takes_them_have_pages() {
    let name = "长".repeat(84);
    let text = format!("---\ntitle: Long\ndate: 2020-01-01\n---\n\n{}", "墨与纸。".repeat(200));
    let alias = "a".repeat(300);
    let book = Book::new()
        .file("inkstone.yaml", "url: https://example.com/\n")
        .file(&format!("{name}.md"), text)
        .file("short.md", format!("---\ntitle: Short\naliases: [/{alias}/]\n---\nText\n"));
    let run = book.try_build(&["--compress", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = book.site();
    assert!(site.has(&format!("posts/{name}/index.html")));
    assert!(site.has(&format!("posts/{name}/index.html.gz")));
    assert!(!site.has(&format!("posts/{name}.md.gz")), "no file can have this name");
    assert_eq!(run.codes(), ["long-name"], "{}", run.out);
    assert_eq!(book.try_build(&["--compress"]).code, Some(0), "again");
    assert_eq!(book.site(), site, "again");
}

#[test]
fn a_file_of_the_authors_is_not_what_a_text_is_compressed_to() {
    let text = format!("---\ntitle: A\n---\n\n{}", "墨与纸。".repeat(500));
    let book = Book::new().file("a.md", &text).file("a.md.gz", "mine").file("b.txt", &text).file("b.txt.gz", "mine");
    let site = book.build_with(&["--compress"]);
    for name in ["a.md", "b.txt"] {
        assert_eq!(site.text(&format!("posts/{name}.gz")), "mine", "{name}");
        assert!(site.has(&format!("posts/{name}.br")), "{name}");
    }
    assert_eq!(book.build_with(&["--compress"]), site, "again");
}

/// Builds `posts` into `site` as if names that differ in case, or in the form of Unicode, were one.
fn build_where_names_are_one(book: &Book, out: &str) -> (Site, Report) {
    let options = BuildOptions {
        app: App::from_folder(&book.path("app")).expect("the app of the tests"),
        base: None,
        compress: Compress::Texts,
        reuse: Reuse::Unchanged,
        text: PageText::Whole,
        offline: Offline::Allowed,
        now: "2024-01-01T00:00:00Z".parse().expect("a time"),
        names: Some(FileNames { ignore_case: true, ignore_form: true, ..FileNames::EXACT }),
        progress: Progress::Silent,
    };
    let blog = Blog::open(&book.path("posts")).expect("the posts are there");
    let report = build_blog(&blog, &book.path(out), &options).expect("the rest is built");
    (Site::read(&book.path(out)), report)
}

/// A post with these tags and more front matter.
fn tagged(tags: &str, more: &str) -> String {
    format!("---\ntitle: Post\ndate: 2020-01-02\ntags: {tags}\n{more}\n---\nText\n")
}

#[test]
fn where_names_are_one_the_first_has_the_place_and_the_rest_is_built() {
    let book = Book::new()
        .file("inkstone.yaml", "url: https://example.com/\n")
        .file("a.md", tagged("[Linux, 'caf\u{e9}']", "aliases: [/Old]"))
        .file("b.md", tagged("[linux, 'cafe\u{301}', other]", "aliases: [/old]"))
        .file("Straße.md", tagged("[]", ""))
        .file("straße.md", tagged("[]", ""))
        .file("News/c.md", tagged("[]", ""))
        .file("news.md", tagged("[]", ""))
        .file("pages/Tags.md", tagged("[]", ""));
    let (site, report) = build_where_names_are_one(&book, "site");
    for path in [
        "tags/Linux/index.html",
        "tags/Linux/feed.xml",
        "tags/other/index.html",
        "Old/index.html",
        "posts/Straße/index.html",
        "posts/News/c/index.html",
        "posts/news.md",
        "tags/index.html",
    ] {
        assert!(site.has(path), "{path} is not among {:#?}", site.names());
    }
    let folded = |path: &str| path.replace("e\u{301}", "\u{e9}").to_lowercase();
    let names: std::collections::HashSet<String> = site.names().into_iter().map(folded).collect();
    assert_eq!(names.len(), site.names().len(), "two files are one: {:#?}", site.names());
    for path in ["tags/linux/", "posts/news/", "/Tags/"] {
        assert!(!site.text("sitemap.xml").contains(path), "there is no page at {path}");
    }
    let told: Vec<(&str, &str)> = report
        .problems
        .iter()
        .map(|told| (told.file.rsplit('/').next().expect("a name"), told.problem.code.as_ref()))
        .collect();
    expect_test::expect![[r#"
        [
            (
                "b.md",
                "same-path",
            ),
            (
                "news.md",
                "same-path",
            ),
            (
                "Tags.md",
                "same-path",
            ),
            (
                "straße.md",
                "case-clash",
            ),
            (
                "straße.md",
                "same-path",
            ),
            (
                "index.html",
                "same-path",
            ),
            (
                "index.html",
                "same-path",
            ),
        ]
    "#]]
    .assert_debug_eq(&told);
}

#[test]
fn where_names_are_one_an_old_address_takes_no_place_of_a_page() {
    let book = Book::new()
        .file("my-post.md", tagged("[ink]", "aliases: [/posts/My-Post/, /Tags/Foo/, /once/]"))
        .file("b.md", tagged("[ink]", ""));
    let (site, report) = build_where_names_are_one(&book, "site");
    for path in ["posts/my-post/index.html", "tags/ink/index.html", "tags/index.html", "once/index.html"] {
        assert!(site.has(path), "{path} is not among {:#?}", site.names());
    }
    assert!(site.text("posts/my-post/index.html").contains("<p>Text</p>"), "the page itself");
    let told: Vec<&str> = report.problems.iter().map(|told| told.problem.code.as_ref()).collect();
    assert_eq!(told, ["same-path", "same-path"], "{:?}", report.problems);
}

#[test]
fn what_is_renamed_in_case_only_is_renamed_in_the_site() {
    let book = Book::new().file("Old Name.md", tagged("[Linux]", "")).file("b.md", tagged("[Linux]", ""));
    build_where_names_are_one(&book, "site");
    build_where_names_are_one(&book, "site");
    std::fs::rename(book.path("posts/Old Name.md"), book.path("posts/old name.md")).expect("it is there");
    let book = book.file("b.md", tagged("[linux]", "")).file("old name.md", tagged("[linux]", ""));
    let (clean, report) = build_where_names_are_one(&book, "clean");
    assert_eq!(report.problems, []);
    assert!(clean.has("tags/linux/index.html") && clean.has("posts/old name/index.html"));
    for time in ["first", "second", "third"] {
        let (site, report) = build_where_names_are_one(&book, "site");
        assert_eq!(site, clean, "{time}");
        assert_eq!(report.problems, [], "{time}");
    }
}

#[test]
fn a_page_never_takes_the_place_of_a_file_that_browsers_ask_for() {
    let mut book = Book::new();
    let names = ["sw.js", "manifest.webmanifest", "robots.txt", "feed.xml", "sitemap.xml"];
    for name in names {
        book = book.titled(&format!("pages/{name}.md"), "Mine");
    }
    let run = book.try_build(&["--json", "--site-url", "https://ink.example/"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.codes().iter().filter(|code| *code == "same-path").count(), names.len(), "{}", run.out);
    let site = book.site();
    // The app of these tests has no worker.
    for name in &names[1..] {
        assert!(site.has(name), "{name}");
    }
    assert!(!site.has("sw.js/index.html"));
}

#[test]
#[cfg(unix)]
fn what_a_build_writes_for_itself_takes_the_place_of_a_link() {
    for name in ["cache.new", "tick", ".inkstone-name", ".inkstone-\u{e9}"] {
        let book = Book::new().titled("a.md", "A").beside("victim", "precious").beside(".site.inkstone/keep", "");
        let link = book.path(".site.inkstone").join(name);
        std::os::unix::fs::symlink(book.path("victim"), link).expect("a link");
        assert_eq!(book.try_build(&[]).code, Some(0), "{name}");
        assert_eq!(std::fs::read(book.path("victim")).expect("a file"), b"precious", "{name}");
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link_that_came_with_the_folder() {
    for name in ["lock", ".gitignore"] {
        let book = Book::new().titled("a.md", "A").beside("victim", "precious").beside(".site.inkstone/keep", "");
        let link = book.path(".site.inkstone").join(name);
        std::os::unix::fs::symlink(book.path("victim"), link).expect("a link");
        let run = book.try_build(&[]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.err.contains("symbolic link"), "{run:?}");
        assert_eq!(std::fs::read(book.path("victim")).expect("a file"), b"precious");
    }
}
