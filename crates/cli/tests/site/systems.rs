//! The homes of Hexo, Jekyll, Hugo and Zola sites, given as they are.

use crate::book::{Book, Site};

fn build(book: &Book, folder: &str) -> Site {
    let run = book.run(&["build", folder, "--out", "site", "--app", "app"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    book.site()
}

const POST: &str = "---\ntitle: Post\ncategories: [A, B]\n---\n![x](/images/x.png)\n";

#[test]
fn a_hexo_site() {
    let book = Book::new()
        .beside("blog/_config.yml", "title: 墨\nlanguage: zh-CN\nroot: /\nper_page: 5\nsecret: hunter2\n")
        .beside("blog/source/_posts/a.md", POST)
        .beside("blog/source/_posts/a/inside.png", "png")
        .beside("blog/source/_drafts/d.md", "swordfish")
        .beside("blog/source/images/x.png", "png")
        .beside("blog/source/about/index.md", "---\ntitle: 关于\n---\n![me](me.png)\n")
        .beside("blog/source/about/me.png", "png")
        .beside("blog/source/tags/index.md", "---\ntype: tags\n---\n")
        .beside("blog/source/README.md", "swordfish")
        .beside("blog/source/posts/clash.png", "png")
        .beside("blog/node_modules/x/readme.md", "swordfish");
    for folder in ["blog", "blog/source", "blog/source/_posts"] {
        let site = build(&book, folder);
        assert_eq!(site.listed(), [("Post".to_owned(), "a".to_owned())], "{folder}");
        assert!(site.text("index.html").contains("<title>墨</title>"), "{folder}");
        assert!(site.has("posts/a/inside.png"), "{folder}");
        assert_eq!(site.has("images/x.png"), folder != "blog/source/_posts", "{folder}");
        assert_eq!(site.items()[0]["_inkstone"]["categories"], serde_json::json!([["A", "B"]]), "{folder}");
        assert!(!site.has("posts/clash.png"), "{folder}");
        let with_pages = folder != "blog/source/_posts";
        for file in ["about/index.html", "posts/pages/about/index.md", "posts/pages/about/me.png"] {
            assert_eq!(site.has(file), with_pages, "{folder}: {file}");
        }
        assert!(!site.has("posts/pages/tags/index.md"), "{folder}: the app makes that page itself");
        site.keeps("swordfish");
        site.keeps("hunter2");
    }
}

#[test]
fn a_jekyll_site() {
    let book = Book::new()
        .beside("blog/_config.yml", "title: Jekyll here\nplugins: []\nbaseurl: ''\n")
        .beside("blog/_posts/2020-01-02-hello-world.markdown", "---\nlayout: post\ncategories: [A, B]\n---\nx\n")
        .beside("blog/news/_posts/2020-01-01-old.md", "---\nlayout: post\n---\nx\n")
        .beside("blog/_drafts/d.md", "swordfish")
        .beside("blog/_site/2020/index.md", "swordfish")
        .beside("blog/assets/x.png", "png")
        .beside("blog/vendor/y.png", "swordfish");
    let site = build(&book, "blog");
    let listed = site.listed();
    assert_eq!(listed[0], ("Hello World".to_owned(), "2020-01-02-hello-world".to_owned()));
    assert_eq!(listed[1].1, "news/2020-01-01-old");
    assert_eq!(site.items()[0]["_inkstone"]["categories"], serde_json::json!([["A"], ["B"]]));
    assert!(site.has("assets/x.png"));
    site.keeps("swordfish");
    assert!(
        site.text("posts/2020-01-02-hello-world/index.html").contains("content=\"2020-01-02-hello-world.markdown\"")
    );
}

#[test]
fn hugo_and_zola_sites() {
    for (case, configuration, text, post) in [
        ("hugo", "hugo.toml", "title = 'Tom'\nbaseURL = 'https://example.com/sub/'\n", "content/posts/trip/index.md"),
        ("zola", "config.toml", "title = 'Tom'\nbase_url = 'https://example.com/sub'\n", "content/posts/trip/index.md"),
    ] {
        let book = Book::new()
            .beside(&format!("blog/{configuration}"), text)
            .beside(&format!("blog/{post}"), "+++\ntitle = 'Trip'\ndate = 2020-01-01\n+++\nx\n")
            .beside("blog/content/posts/trip/map.png", "png")
            .beside("blog/content/_index.md", "+++\ntitle = 'Section'\n+++\n")
            .beside("blog/static/logo.png", "png")
            .beside("blog/README.md", "swordfish");
        for folder in ["blog", "blog/content"] {
            let site = build(&book, folder);
            assert_eq!(site.listed(), [("Trip".to_owned(), "posts/trip".to_owned())], "{case} {folder}");
            assert!(site.has("posts/posts/trip/map.png"), "{case}");
            assert_eq!(site.has("logo.png"), folder == "blog", "{case}");
            assert!(site.text("404.html").contains("src=\"/sub/boot.js\""), "{case} {folder}");
            site.keeps("swordfish");
        }
    }
}

#[test]
fn inkstones_own_configuration_counts_more_than_an_old_one() {
    let book = Book::new()
        .beside("blog/_config.yml", "title: Old\nauthor: Me\nper_page: 3\nroot: /\n")
        .beside("blog/inkstone.yaml", "title: New\n")
        .beside("blog/source/_posts/a.md", POST);
    for folder in ["blog", "blog/source/_posts"] {
        let site = build(&book, folder);
        let configuration = site.text("posts/inkstone.yaml");
        assert!(configuration.contains("\"New\"") && configuration.contains("\"Me\""), "{folder}: {configuration}");
        assert!(configuration.contains("\"dialect\": \"hexo\""), "{folder}: {configuration}");
    }
}

#[test]
fn a_configuration_that_only_happens_to_lie_above_is_not_read() {
    let book = Book::new()
        .titled("a.md", "A")
        .beside("_config.yml", "title: Another\nroot: /\n")
        .beside("config.toml", "title = 'x'");
    assert!(book.build().text("index.html").contains("<title>Inkstone</title>"));
}

#[test]
fn the_app_reads_back_the_configuration_that_is_published() {
    let book = Book::new().titled("a.md", "A").file(
        "inkstone.yaml",
        "title: 'T: \"x\"'\nsubtitle: s\ntime_zone: Asia/Tokyo\nper_page: 7\nbreaks: true\ndialect: hugo\n\
         navigation:\n  - { label: About, address: /about }\n",
    );
    let site = book.build();
    let (read, problems) = inkstone_content::Site::from_yaml(site.text("posts/inkstone.yaml"));
    assert_eq!(problems, []);
    let root: serde_json::Value = serde_json::from_str(site.text("catalogue.json")).expect("JSON");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), root["site"]);
    assert_eq!(read.title, "T: \"x\"");
}

#[test]
fn old_addresses_lead_to_the_posts() {
    let post = |title: &str, more: &str| format!("---\ntitle: '{title}'\ndate: 2020-01-02\n{more}\n---\nx\n");
    let book = Book::new()
        .beside("blog/_config.yml", "title: x\nroot: /\npermalink: :year/:month/:title.html\n")
        .beside("blog/source/_posts/one.md", post("One", "aliases: [/old/one/, '/<b>/\"x\"', /one.html]"))
        .beside(
            "blog/source/_posts/two.md",
            post("<Two>", "aliases: [/old/one, /posts/one, /index.txt/x, /page/1, /images]"),
        )
        .beside("blog/source/_posts/three.md", post("Three", "permalink: /posts/three/"))
        .beside("blog/source/images/x.png", "png");
    let run = book.run(&["build", "blog", "--out", "site", "--app", "app", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = book.site();
    for (path, address) in [
        ("2020/01/one/index.html", "../../../posts/one/"),
        ("2020/01/one.html", "../../posts/one/"),
        ("old/one/index.html", "../../posts/one/"),
        ("one.html", "posts/one/"),
        ("<b>/\"x\"/index.html", "../../posts/one/"),
        ("2020/01/two/index.html", "../../../posts/two/"),
    ] {
        let page = site.text(path);
        assert!(page.contains(&format!("content=\"0; url={address}\"")), "{path}: {page}");
        assert!(page.contains("<title>One</title>") || page.contains("<title>&lt;Two&gt;</title>"), "{path}: {page}");
    }
    assert!(site.text("posts/one/index.html").contains("boot.js"), "a post's own page stays");
    assert!(site.text("posts/three/index.html").contains("boot.js"));
    assert!(site.text("page/1/index.html").contains("boot.js"));
    assert_eq!(run.codes(), ["duplicate-alias"; 3], "{}", run.out);
}

#[test]
fn the_name_of_a_site_on_github_pages_is_part_of_it() {
    for (case, files, expected) in [
        ("hexo", &["source/_posts/a.md", "source/CNAME"] as &[_], true),
        ("jekyll", &["_posts/a.md", "CNAME"], true),
        ("hugo", &["hugo.toml", "content/a.md", "static/CNAME"], true),
        ("zola", &["config.toml", "content/a.md", "static/CNAME"], true),
        ("another file without an extension", &["_posts/a.md", "Makefile"], false),
        ("in a folder", &["_posts/a.md", "deep/CNAME"], false),
        ("among the posts", &["a.md", "CNAME"], false),
    ] {
        let book = files.iter().fold(Book::new(), |book, file| {
            let text = if file.ends_with(".md") { POST } else { "" };
            book.beside(&format!("blog/{file}"), if file.ends_with("CNAME") { "blog.example\n" } else { text })
        });
        let site = build(&book, "blog");
        assert_eq!(site.has("CNAME"), expected, "{case}");
        assert!(!site.names().iter().any(|name| name.ends_with("/CNAME") || name.ends_with("Makefile")), "{case}");
    }
}
