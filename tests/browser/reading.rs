//! Reading a blog: from the list to an article and back, by links, addresses and keys.

use thirtyfour::Key;

use crate::{
    blog::{Blog, fixture},
    page::{Page, Screen, browse},
};

/// The app can be used and its page is there.
#[track_caller]
fn wait_until_there(page: &Page, css: &str) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(css);
    page.wait_without("[aria-busy=true]");
}

/// What only a page that is loaded anew forgets.
const MARK: &str = "window.stayed = true";

#[test]
fn an_article_opens_from_the_list_and_back_leads_to_the_same_place() {
    let blog = Blog::of("paging");
    // So low that the list is longer than the screen.
    let screen = Screen { height: 300, ..Screen::PHONE };
    browse(screen, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, ".summary[data-path]");
        assert_eq!(page.eval_text("document.title"), "Letters");
        assert_eq!(page.count("main#main h1"), 1);
        page.eval(MARK);

        page.eval("document.querySelector('.summary[data-path=letter-08]').scrollIntoView({ block: 'center' })");
        page.wait_until("the list is scrolled", "scrollY > 100");
        let left_at = page.eval("scrollY");
        page.click(".summary[data-path=letter-08] h2 a");
        wait_until_there(page, "article.post[data-path=letter-08]");
        assert_eq!(page.eval_text("document.title"), "Letter 8 · Letters");
        assert_eq!(page.eval_text("location.href"), blog.url("/posts/letter-08"));
        page.wait_until("an article begins at its top", "scrollY === 0");
        page.wait_until("the focus is on its title", "document.activeElement?.matches('article.post h1')");

        page.back();
        wait_until_there(page, ".summary[data-path=letter-08]");
        assert_eq!(page.eval_text("document.title"), "Letters");
        assert_eq!(page.eval_text("location.href"), blog.url("/"));
        page.wait_until("the list stands where it was left", &format!("Math.abs(scrollY - {left_at}) < 2"));
        page.wait_until("the focus is in the list", "document.activeElement?.closest('main')");

        page.forward();
        wait_until_there(page, "article.post[data-path=letter-08]");
        assert_eq!(page.eval("window.stayed"), true, "no page was loaded anew");
        page.back();
        wait_until_there(page, ".summary[data-path=letter-08]");
        page.reload();
        wait_until_there(page, ".summary[data-path=letter-08]");
        page.wait_until("also after a reload", &format!("Math.abs(scrollY - {left_at}) < 2"));
    });
}

#[test]
fn a_list_entry_says_what_the_post_is() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, ".summary[data-path]");
        let paths = page.attributes("article.summary", "data-path");
        let expected = [
            "seed-shape",
            "hexo",
            "markdown",
            "long",
            "bundle",
            "名 字/带 空格、100% & 一个 #",
            "json",
            "zola",
            "2021-03-04-jekyll-name",
            "broken-front-matter",
            "no-front-matter",
        ];
        assert_eq!(paths, expected, "newest first, without a date last, no drafts");

        let entry = |css: &str| page.texts(&format!(".summary[data-path=hexo] {css}"));
        assert_eq!(entry("h2 a"), ["A post as Hexo writes it"]);
        assert_eq!(entry(".summary-excerpt"), ["An excerpt of its own."]);
        assert_eq!(entry("time"), ["March 1, 2022"], "in the site's zone, not the reader's");
        assert_eq!(
            page.eval("new Date(document.querySelector('[data-path=hexo] time').dateTime).toISOString()"),
            "2022-03-01T01:30:00.000Z"
        );
        page.wait_until(
            "its picture is there",
            "document.querySelector('[data-path=hexo] img.summary-thumbnail').naturalWidth > 0",
        );
        assert_eq!(page.texts("[data-path=seed-shape] .crumbs li"), ["本地", "生活", "早市"]);
        assert_eq!(page.texts("[data-path=no-front-matter] h2"), ["The heading is the title"]);
        assert_eq!(page.count("[data-path=no-front-matter] time"), 0);
    });
}

#[test]
fn an_address_of_a_post_opens_it_at_once_and_again_after_a_reload() {
    let blog = Blog::of("shapes");
    let strange = "名 字/带 空格、100% & 一个 #";
    browse(Screen::LAPTOP, |page| {
        for (path, key, title) in [
            ("/posts/hexo", "hexo", "A post as Hexo writes it"),
            ("/posts/bundle", "bundle", "A folder is a post"),
            (
                "/posts/%E5%90%8D%20%E5%AD%97/%E5%B8%A6%20%E7%A9%BA%E6%A0%BC%E3%80%81100%25%20%26%20%E4%B8%80%E4%B8%AA%20%23",
                strange,
                "文件名里有空格、百分号、& 和井号",
            ),
        ] {
            page.open(&blog.url(path));
            for _ in ["typed", "reloaded"] {
                wait_until_there(page, "article.post");
                assert_eq!(page.attributes("article.post", "data-path"), [key]);
                assert_eq!(page.text("article.post h1"), title);
                assert_eq!(page.eval_text("document.title"), format!("{title} · Shapes of posts"));
                page.reload();
            }
        }
        // From the list, the same address.
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.click(&format!(".summary[data-path='{strange}'] h2 a"));
        wait_until_there(page, &format!("article.post[data-path='{strange}']"));
        page.reload();
        wait_until_there(page, &format!("article.post[data-path='{strange}']"));
    });
}

#[test]
fn a_blog_below_a_path_of_its_host_stays_there() {
    let blog = Blog::of_posts(&fixture("shapes"), "/blog/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.click(".summary[data-path=bundle] h2 a");
        wait_until_there(page, "article.post[data-path=bundle]");
        assert_eq!(page.eval_text("location.pathname"), "/blog/posts/bundle");
        page.wait_until("the picture beside the post", "document.querySelector('.post-body img').naturalWidth > 0");
        page.reload();
        wait_until_there(page, "article.post[data-path=bundle]");
        page.click(".post-body a[href$='/posts/hexo']");
        wait_until_there(page, "article.post[data-path=hexo]");
        page.click(".site-head nav a");
        wait_until_there(page, "article.summary");
        assert_eq!(page.eval_text("location.pathname"), "/blog/");

        page.expect_in_console("status of 404");
        page.open(&blog.url("/nothing/of/this/name"));
        wait_until_there(page, ".notice[data-kind=not-found]");
        page.click(".notice a");
        wait_until_there(page, "article.summary");
        assert_eq!(page.eval_text("location.pathname"), "/blog/");

        let outside: Vec<_> = blog
            .requests()
            .into_iter()
            .map(|request| request.path)
            .filter(|path| !path.starts_with("/blog/"))
            .collect();
        assert_eq!(outside, Vec::<String>::new());
    });
}

#[test]
fn a_post_whose_file_its_address_does_not_tell_opens_wherever_it_is_clicked() {
    let blog = Blog::of("endings");
    browse(Screen::LAPTOP, |page| {
        // The usual names of its file are tried first.
        page.expect_in_console("status of 404");
        for (from, link) in [
            ("/tags/ink", ".line[data-path=long] a"),
            ("/categories/paper", ".line[data-path=long] a"),
            ("/archive", ".line[data-path=long] a"),
            ("/posts/short", ".post-body a"),
            ("/posts/short", ".around .earlier"),
        ] {
            page.open(&blog.url(from));
            wait_until_there(page, link);
            page.eval(MARK);
            page.click(link);
            wait_until_there(page, "article.post[data-path=long]");
            assert_eq!(page.text(".post-body").trim(), "Text of the long ending.", "{from}, {link}");
            assert_eq!(page.eval("window.stayed"), true, "{from}, {link}: no page was loaded anew");
        }
    });
}

#[test]
fn older_posts_are_on_the_pages_after_the_first() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        assert_eq!(page.count("nav.pager a[rel=prev]"), 0);
        let mut titles = page.texts(".summary h2");
        let mut addresses = vec![page.eval_text("location.pathname")];
        while page.count("nav.pager a[rel=next]") > 0 {
            let last = Vec::from(titles.last().map(String::as_str).unwrap_or_default());
            let last = String::from_utf8(last).expect("a title is text");
            page.click("nav.pager a[rel=next]");
            page.wait_until(
                "the next page",
                &format!("![...document.querySelectorAll('.summary h2')].some((h) => h.textContent === '{last}')"),
            );
            wait_until_there(page, "article.summary");
            page.wait_until("it begins at its top", "scrollY === 0");
            titles.extend(page.texts(".summary h2"));
            addresses.push(page.eval_text("location.pathname"));
        }
        let expected: Vec<_> = (1..=10).rev().map(|number| format!("Letter {number}")).collect();
        assert_eq!(titles, expected, "every post once, newest first");
        assert_eq!(addresses, ["/", "/page/2", "/page/3"]);
        assert!(page.eval_text("document.title").ends_with("3 of 3 · Letters"));

        page.reload();
        wait_until_there(page, "article.summary");
        assert_eq!(page.texts(".summary h2").last().map(String::as_str), Some("Letter 1"));
        page.click("nav.pager a[rel=prev]");
        page.wait_until("page 2", "location.pathname === '/page/2'");

        page.expect_in_console("status of 404");
        page.open(&blog.url("/page/4"));
        wait_until_there(page, ".notice[data-kind=not-found]");
    });
}

#[test]
fn an_address_that_is_none_says_so_and_leads_home() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        for path in ["/nothing", "/posts/nothing", "/posts/a/../../b", "/posts/..%2f..%2fsecret", "//evil.example/x"] {
            page.open(&format!("{}{path}", blog.origin()));
            wait_until_there(page, ".notice[data-kind=not-found]");
            assert_eq!(page.eval_text("location.origin"), blog.origin(), "{path}");
            assert!(page.eval_text("document.title").ends_with(" · Shapes of posts"), "{path}");
            assert_eq!(page.count("main#main h1"), 1, "{path}");
        }
        page.click(".notice a");
        wait_until_there(page, "article.summary");
        assert_eq!(page.eval_text("location.href"), blog.url("/"));
    });
}

#[test]
fn an_empty_blog_says_that_it_is_empty() {
    let blog = Blog::of("empty");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, ".empty");
        assert_eq!(page.count("article.summary"), 0);
        assert_eq!(page.count("nav.pager"), 0);
        assert_eq!(page.eval_text("document.title"), "Nothing yet");
    });
}

#[test]
fn links_in_a_post_lead_where_they_say() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/bundle"));
        wait_until_there(page, "article.post");
        page.eval(MARK);
        for (link, key) in [("hexo", "hexo"), ("zola", "zola")] {
            page.click(&format!(".post-body a[href$='/posts/{link}']"));
            wait_until_there(page, &format!("article.post[data-path={key}]"));
            page.back();
            wait_until_there(page, "article.post[data-path=bundle]");
        }
        assert_eq!(page.eval("window.stayed"), true, "links between posts load nothing anew");

        // A picture names no icon, so the browser asks for the usual one.
        page.expect_in_console("/favicon.ico");
        page.click(".post-body a[href$='picture.svg']");
        page.wait_until("the picture itself", "document.documentElement.localName === 'svg'");
        page.back();
        wait_until_there(page, "article.post[data-path=bundle]");

        page.open(&blog.url("/posts/long"));
        wait_until_there(page, "article.post");
        page.click(".post-body a[href*='#']");
        let end = "[...document.querySelectorAll('.post-body h2')].at(-1).getBoundingClientRect()";
        page.wait_until("the heading is on the screen", &format!("{end}.top >= 0 && {end}.bottom <= innerHeight"));
        page.open(&blog.url("/posts/long#the-end"));
        wait_until_there(page, "article.post");
        page.wait_until("the heading is on the screen", &format!("{end}.top >= 0 && {end}.bottom <= innerHeight"));
    });
}

#[test]
fn a_post_with_a_problem_is_listed_shown_and_says_what_is_wrong() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.click(".summary[data-path=broken-front-matter] h2 a");
        wait_until_there(page, "article.post");
        assert!(page.text(".post-body").contains("is still here"));
        assert_eq!(page.count("details.post-problems"), 1);
        page.click(".post-problems summary");
        page.wait_until("the reasons are shown", "document.querySelector('.post-problems li').offsetHeight > 0");
        assert!(!page.texts(".post-problems li").is_empty());
    });
}

#[test]
fn the_whole_way_goes_by_keyboard() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.press(Key::Tab);
        page.wait_until("first comes the skip link", "document.activeElement.matches('a.skip')");
        page.wait_until(
            "which can then be seen",
            "(({ top, left, width }) => top >= 0 && left >= 0 && width > 1)(document.activeElement.getBoundingClientRect())",
        );
        page.press(Key::Enter);
        page.press(Key::Tab);
        page.wait_until(
            "it jumps over the header, to the first link of the list",
            "document.activeElement === document.querySelector('.summary a')",
        );
        // Date and categories lead elsewhere; after them comes the post.
        for _ in 0..page.count(".summary[data-path=seed-shape] .summary-meta a") {
            page.press(Key::Tab);
        }
        page.wait_until("then to the post", "document.activeElement === document.querySelector('.summary h2 a')");
        page.press(Key::Enter);
        wait_until_there(page, "article.post[data-path=seed-shape]");
        page.wait_until("the focus is on the title", "document.activeElement?.matches('article.post h1')");
        page.press(Key::Tab);
        page.wait_until("and goes on inside the page", "document.activeElement.closest('main')");
    });
}

#[test]
fn every_page_fits_every_screen() {
    let blog = Blog::of("shapes");
    let fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    browse(Screen::PHONE, |page| {
        for path in ["/", "/posts/seed-shape", "/posts/markdown", "/posts/broken-front-matter", "/posts/bundle"] {
            page.open(&blog.url(path));
            wait_until_there(page, "main h1");
            for (width, dark) in [(320, false), (390, true), (768, false), (1280, true)] {
                page.show_on(Screen { width, height: 800, dark });
                page.wait_until("the screen has changed", &format!("innerWidth === {width}"));
                page.wait_until(&format!("{path} fits {width} pixels"), fits);
                let paper = page.eval_text("getComputedStyle(document.documentElement).backgroundColor");
                assert_eq!(is_dark(&paper), dark, "{path} on {width} pixels: {paper}");
            }
        }
    });
}

/// Whether `rgb(r, g, b)` is nearer to black than to white.
fn is_dark(colour: &str) -> bool {
    let parts = colour.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|part| part.parse::<f64>().ok());
    parts.take(3).sum::<f64>() < 3.0 * 128.0
}
