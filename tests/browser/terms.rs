//! The archive, the categories and the tags: by links, by address, page by page, and when a
//! file of theirs does not come.

use std::fs;

use tempfile::TempDir;

use crate::{
    blog::Blog,
    host::{Fault, Rule},
    page::{Page, Screen, browse},
};

/// The app can be used and its page is there.
#[track_caller]
fn wait_until_there(page: &Page, css: &str) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(css);
    page.wait_without("[aria-busy=true]");
}

/// The page has this title, whatever was there before it.
#[track_caller]
fn wait_for_title(page: &Page, title: &str) {
    page.wait_until(
        &format!("the page `{title}`"),
        &format!("document.querySelector('main h1')?.textContent === {title:?} && !document.querySelector('[aria-busy=true]')"),
    );
}

/// 130 posts of three years: one category path, a tag that all have and some with a mind of their own.
pub(crate) fn posts() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("the folder is ours");
    write("inkstone.yaml", "title: 札记\nlanguage: en\nper_page: 20\n".to_owned());
    for number in 0..130 {
        let (year, month, day) = (2020 + number / 50, 1 + number / 5 % 10, 1 + number % 5);
        let own = match number {
            129 => ", C/C++, Node.js, page, '..a'",
            _ => "",
        };
        write(
            &format!("p{number:03}.md"),
            format!(
                "---\ntitle: Post {number}\ndate: {year}-{month:02}-{day:02} 12:00:00\ncategories: [新媒体, 来源{}, 分类]\n\
                 tags: [墨{own}]\n---\nText {number}.\n",
                number % 3
            ),
        );
    }
    folder
}

#[test]
fn crumbs_tags_and_dates_lead_to_the_posts_that_share_them() {
    let posts = posts();
    for mount in ["/", "/blog/"] {
        let blog = Blog::of_posts(posts.path(), mount);
        browse(Screen::LAPTOP, |page| {
            page.open(&blog.url("/"));
            wait_until_there(page, ".summary[data-path=p129]");
            page.eval("window.stayed = true");

            page.click(".summary[data-path=p129] .crumbs li:first-child a");
            wait_for_title(page, "新媒体");
            assert!(page.text(".lead").starts_with("130"), "{}", page.text(".lead"));
            assert_eq!(page.count(".list-head .terms a"), 3, "the categories below");
            page.wait_until("the focus is on the title", "document.activeElement?.matches('h1')");
            page.click(".list-head .terms li:first-child a");
            wait_for_title(page, "来源0");
            assert_eq!(page.texts(".above a"), ["Categories", "新媒体"]);

            page.click(".line:first-child a");
            wait_until_there(page, "article.post[data-path=p129]");
            for (tag, path) in [("C/C++", "tags/C%2FC%2B%2B"), ("Node.js", "tags/Node.js"), ("page", "tags/%70age")] {
                let link = format!("[...document.querySelectorAll('.tags a')].find((a) => a.textContent === {tag:?})");
                page.eval(&format!("{link}.click()"));
                wait_for_title(page, &format!("#{tag}"));
                assert_eq!(page.eval_text("location.href"), blog.url(&format!("/{path}")));
                assert_eq!(page.texts(".line a"), ["Post 129"], "{tag}");
                page.back();
                wait_until_there(page, "article.post[data-path=p129]");
            }
            page.click(".post-meta a.date");
            wait_for_title(page, "June 2022");
            assert_eq!(page.attributes(".line", "data-path"), ["p129", "p128", "p127", "p126", "p125"]);
            page.click(".above a");
            wait_for_title(page, "2022");
            assert_eq!(page.count(".line"), 30);
            assert_eq!(page.count(".spans a"), 6, "the months of the year");
            page.click(".above a");
            wait_for_title(page, "Archive");
            assert_eq!(page.texts(".spans a .count"), ["30", "50", "50"]);
            assert_eq!(page.eval("window.stayed"), true, "no page was loaded anew");
        });
    }
}

#[test]
fn every_address_can_be_opened_and_loaded_again() {
    let posts = posts();
    let blog = Blog::of_posts(posts.path(), "/blog/");
    browse(Screen::PHONE, |page| {
        // A host shows 404.html for an address that has no file.
        page.expect_in_console("status of 404");
        for (address, title, lines) in [
            ("/archive", "Archive", None),
            // Pages are cut where posts say, so a year may begin in the middle of one.
            ("/archive/2021", "2021", None),
            ("/archive/2021/03", "March 2021", Some(5)),
            ("/categories", "Categories", Some(0)),
            ("/categories/%E6%96%B0%E5%AA%92%E4%BD%93/%E6%9D%A5%E6%BA%901/%E5%88%86%E7%B1%BB", "分类", Some(43)),
            ("/tags", "Tags", Some(0)),
            ("/tags/C%2FC%2B%2B", "#C/C++", Some(1)),
            ("/tags/..a", "#..a", Some(1)),
        ] {
            page.open(&blog.url(address));
            for _ in 0..2 {
                page.wait_for("html[data-inkstone=ready]");
                wait_for_title(page, title);
                assert!(page.eval_text("document.title").ends_with(" · 札记"), "{address}");
                assert_eq!(page.count("main#main h1"), 1, "{address}");
                if let Some(lines) = lines {
                    assert_eq!(page.count(".line"), lines, "{address}");
                }
                let wide = page.eval("document.documentElement.scrollWidth > innerWidth");
                assert_eq!(wide, false, "{address} fits a phone");
                page.reload();
            }
        }
        for address in [
            "/archive/1999",
            "/archive/2021/13",
            "/tags/nothing",
            "/categories/x/y",
            "/tags/page/9",
            "/archive/page/99",
        ] {
            page.open(&blog.url(address));
            wait_until_there(page, ".notice[data-kind=not-found]");
            assert_eq!(page.count(".notice .retry"), 0, "{address}: there is nothing to try again");
        }
    });
}

#[test]
fn a_long_list_has_pages_and_the_next_one_is_fetched_ahead() {
    let posts = posts();
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        page.spend_data();
        page.open(&blog.url("/tags/%E5%A2%A8"));
        wait_for_title(page, "#墨");
        let mut paths = page.attributes(".line", "data-path");
        assert!((50..100).contains(&paths.len()), "{} lines", paths.len());
        // The root, the tags, the term and its first page; then the next page, before anybody asks.
        let before = blog.count("/catalogue/*.json");
        page.wait_until(
            "the next page is at hand",
            "performance.getEntriesByType('resource').filter((file) => file.name.includes('/catalogue/')).length >= 4",
        );
        assert!(before <= 4, "{before} files for one page");
        let at_hand = blog.count("/catalogue/*.json");
        page.click("nav.pager a[rel=next]");
        page.wait_until("page 2", "location.pathname.endsWith('/page/2')");
        page.wait_until("its lines", &format!("document.querySelector('.line')?.dataset.path !== {:?}", paths[0]));
        paths.extend(page.attributes(".line", "data-path"));
        let expected: Vec<_> = (0..130).rev().map(|number| format!("p{number:03}")).collect();
        if page.count("nav.pager a[rel=next]") == 0 {
            assert_eq!(paths, expected, "every post once, newest first");
            assert_eq!(blog.count("/catalogue/*.json"), at_hand, "what was fetched ahead is used");
        } else {
            assert_eq!(paths, expected[..paths.len()], "every post once, newest first");
        }
        page.back();
        page.wait_until("page 1", &format!("document.querySelector('.line')?.dataset.path === {:?}", expected[0]));
    });
}

#[test]
fn a_file_of_the_catalogue_that_does_not_come_says_why_and_comes_on_a_second_try() {
    let posts = posts();
    let blog = Blog::of_posts_with(posts.path(), &["--no-html"]);
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        for (fault, kind) in [
            (Fault::Status(500), "server"),
            (Fault::Status(404), "not-found"),
            (Fault::Closed, "offline"),
            (Fault::Body("{}".to_owned()), "invalid"),
        ] {
            for (address, title) in [("/archive", "Archive"), ("/tags", "Tags"), ("/tags/Node.js", "#Node.js")] {
                blog.break_by(Rule::always("/catalogue/*.json", fault.clone()));
                page.open(&blog.url(address));
                page.wait_for(&format!(".notice[data-kind={kind}]"));
                blog.mend();
                page.click(".notice .retry");
                wait_for_title(page, title);
            }
        }
    });
}

#[test]
fn a_list_that_the_builder_wrote_stands_when_the_catalogue_does_not_come() {
    let posts = posts();
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        blog.break_by(Rule::always("/catalogue/*.json", Fault::Status(500)));
        for (address, title) in [("/archive/", "Archive"), ("/tags/", "Tags"), ("/tags/Node.js/", "#Node.js")] {
            page.open(&blog.url(address));
            page.wait_for("html[data-inkstone=ready]");
            page.wait_until(
                "an answer about the list",
                "performance.getEntriesByType('resource').some(({ name, responseEnd }) => \
                 name.includes('/catalogue/') && responseEnd > 0)",
            );
            page.wait_for_rest();
            assert_eq!((page.text("main h1").as_str(), page.count(".notice")), (title, 0), "{address}");
        }
    });
}

#[test]
fn an_empty_blog_has_empty_pages() {
    let blog = Blog::of("empty");
    browse(Screen::PHONE, |page| {
        page.expect_in_console("status of 404");
        for (address, title) in [("/archive", "Archive"), ("/categories", "Categories"), ("/tags", "Tags")] {
            page.open(&blog.url(address));
            wait_for_title(page, title);
            assert_eq!(page.count(".empty"), 1, "{address}");
        }
    });
}

#[test]
fn without_a_catalogue_the_same_pages_are_made_of_the_posts() {
    let blog = Blog::by_hand("shapes");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        page.open(&blog.url("/archive"));
        wait_for_title(page, "Archive");
        assert_eq!(page.count(".line"), 11);
        let read = blog.count("/posts/*.md");
        page.click("header nav a[href$='/tags'], a[href$='/tags']");
        wait_for_title(page, "Tags");
        let tags = page.count(".cloud a");
        assert!(tags > 0, "the shapes have tags");
        page.click(".cloud a");
        wait_until_there(page, ".line");
        assert_eq!(blog.count("/posts/*.md"), read, "the posts are read once");
    });
}
