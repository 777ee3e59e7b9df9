//! Pages of the archive, of categories and of tags: a file for each, as the app would show it.

use crate::book::{Book, Site};

fn blog() -> Book {
    let mut book = Book::new().file(
        "inkstone.yaml",
        "title: Mine\ndescription: About ink\nlanguage: en\nper_page: 5\nurl: https://example.com/b/\n",
    );
    for number in 0..120 {
        let (year, month) = (2020 + number / 60, number % 60 / 5 + 1);
        let text = format!(
            "---\ntitle: Post {number}\ndate: {year}-{month:02}-0{}\ncategories: [[新闻, 'C/C++']]\ntags: [墨, page, 'a b']\n---\nText\n",
            number % 5 + 1
        );
        book = book.file(&format!("p{number:03}.md"), text);
    }
    book.file("odd.md", "---\ntitle: Odd\ncategories: [[page, '2']]\n---\nText\n")
}

fn main_of(site: &Site, path: &str) -> String {
    let page = site.text(path);
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    main.unwrap_or_else(|| panic!("{path} has no main: {page}")).to_owned()
}

#[test]
fn every_list_has_its_pages() {
    let site = blog().build();
    for (path, base, title, expected) in [
        ("archive/index.html", "../", "Archive · Mine", "121 posts"),
        ("archive/page/2/index.html", "../../../", "Archive · page 2 of 2 · Mine", "Page 2 of 2"),
        ("archive/2021/index.html", "../../", "2021 · Mine", "60 posts"),
        ("archive/2021/04/index.html", "../../../", "April 2021 · Mine", "5 posts"),
        ("categories/index.html", "../", "Categories · Mine", "4 categories"),
        ("categories/新闻/index.html", "../../", "新闻 · Mine", "120 posts"),
        ("tags/index.html", "../", "Tags · Mine", "3 tags"),
        ("tags/墨/index.html", "../../", "#墨 · Mine", "120 posts"),
        ("tags/墨/page/2/index.html", "../../../../", "#墨 · page 2 of 2 · Mine", "Page 2 of 2"),
        ("tags/page/index.html", "../../", "#page · Mine", "120 posts"),
        ("tags/a b/index.html", "../../", "#a b · Mine", "120 posts"),
        ("categories/page/index.html", "../../", "page · Mine", "1 post"),
    ] {
        let page = site.text(path);
        let title = format!("<title>{title}</title>");
        assert!(page.to_lowercase().contains(&title.to_lowercase()), "{path} has no {title}: {page}");
        assert!(page.contains(&format!("href=\"{base}app-1.css\"")), "{path}: {page}");
        let main = main_of(&site, path);
        assert!(main.to_lowercase().contains(&expected.to_lowercase()), "{path} has no {expected}: {main}");
        assert_eq!(main.matches("<h1").count(), 1, "{path}");
    }
}

#[test]
fn what_has_a_slash_in_its_name_is_left_to_the_app() {
    let site = blog().build();
    // Hosts decode an address before they look for a file, so `C%2FC++` would be a folder in a folder.
    assert!(main_of(&site, "categories/新闻/index.html").contains("C%2FC%2B%2B"));
    let below: Vec<&str> = site.names().into_iter().filter(|path| path.contains("新闻/C")).collect();
    assert!(below.iter().all(|path| path.starts_with("categories/新闻/C/C++/")), "{below:?}");
    // A browser counts the parts of the address, of which that is one.
    let page = site.text("categories/新闻/C/C++/index.html");
    assert!(page.contains("href=\"../../../tags/\""), "{page}");
    assert!(!page.contains("\"../../../../"), "{page}");
}

#[test]
fn heads_say_what_the_page_is_and_what_is_around_it() {
    let site = blog().build();
    let page = site.text("tags/墨/page/2/index.html");
    for expected in [
        "<link rel=\"canonical\" href=\"https://example.com/b/tags/%E5%A2%A8/page/2/\">",
        "<link rel=\"prev\" href=\"../../../../tags/%E5%A2%A8/\">",
        "href=\"../../../../tags/%E5%A2%A8/feed.xml\"",
        "\"CollectionPage\"",
        "<meta name=\"description\" content=\"Post ",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    let post = site.text("posts/p000/index.html");
    assert!(post.contains("https://example.com/b/categories/%E6%96%B0%E9%97%BB/\""), "a crumb has an address: {post}");
    let map = site.text("sitemap.xml");
    for expected in ["archive/2021/04/", "tags/%E5%A2%A8/page/2/", "categories/%E6%96%B0%E9%97%BB/"] {
        assert!(map.contains(&format!("<loc>https://example.com/b/{expected}</loc>")), "{expected} is not in {map}");
    }
}

#[test]
fn a_file_of_the_blogs_own_stays() {
    let book = Book::new()
        .beside("home/content/posts/x.md", "---\ntitle: X\ndate: 2020-01-01\ntags: [own.png, other]\n---\nx\n")
        .beside("home/static/tags/own.png", "a picture")
        .beside("home/hugo.toml", "title = 'T'\nbaseURL = 'https://example.com'\n");
    let run = book.run(&["build", "home", "--out", "site", "--app", "app", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let site = book.site();
    assert_eq!(site.text("tags/own.png"), "a picture");
    assert!(site.has("tags/other/index.html"));
}

#[test]
fn lists_that_have_no_page_are_told() {
    let long = "墨".repeat(100);
    let book = Book::new()
        .file("a.md", "---\ntitle: A\ncategories: [[a, b]]\n---\nx\n")
        .file("b.md", format!("---\ntitle: B\ncategories: [['a/b']]\ntags: [{long}, fine]\n---\nx\n"));
    let run = book.try_build(&["--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let answer = run.json();
    let mut told: Vec<_> = answer["problems"].as_array().expect("problems").iter().map(|one| &one["message"]).collect();
    told.sort_by_key(|message| message.to_string());
    assert_eq!(
        told,
        [
            format!("`tags/{long}` can be no folder, so only the app shows this list").as_str(),
            "two different things of the site would both be `categories/a/b/index.html`, so only the app shows the second",
        ]
    );
    assert!(book.site().has("tags/fine/index.html"));
}
