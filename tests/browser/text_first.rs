//! A post whose page does not hold its text: that comes before the app (web/text-first.js), which then takes its place.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{
    article::MOVED,
    blog::{Blog, project},
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

const APP: &str = "/inkstone-app*.wasm";
const FIRST: &str = "#main > article.post[data-first]";

/// Counts the texts that come before the app, however short they stand.
const SEEN: &str = "window.seen = 0;
    new MutationObserver((changes) => {
        const nodes = changes.flatMap(({ addedNodes }) => [...addedNodes]);
        seen += nodes.filter((node) => node.matches?.('[data-first]')).length;
    }).observe(document, { childList: true, subtree: true });";

/// Everything that can stand above a text, in one folder of posts.
const POSTS: [(&str, &str); 9] = [
    ("inkstone.yaml", "title: 墨\nlanguage: zh-CN\nauthor: ' 编者 '\noutdated_after: 30\ntime_zone: Asia/Shanghai\n"),
    (
        "all.md",
        "---\ntitle: 潢川县老城街道：携手战疫，筑牢防控防线\ndate: 2022-04-07 06:38:50\nupdated: 2023-12-31 23:59:59\n\
         categories: [[C/C++, page, \"a'b(c)!*~\"], [茶, xindex.html]]\ntags: [墨, 系列]\nseries: 系列\nauthor: [甲, 乙]\n\
         link: https://who@www.toutiao.example:81/a?b\ncover: cover.webp\n---\n",
    ),
    ("bare.md", "# 一\n## 二\n## 三\n## 四\n"),
    (
        "same.md",
        "---\ntitle: Same\ndate: 2022-04-07\nupdated: 2022-04-07\nseries: Alone\ntoc: false\n---\n# a\n# b\n# c\n",
    ),
    ("ar/a.md", "---\ntitle: \"2026: «مرحبا» بالعالم\"\ndate: 2024-01-02\ntoc: true\n---\n# a\n"),
    ("he.md", "---\ntitle: Hello\nlang: he\ndate: 1999-12-31\n---\n"),
    (
        "en/long.md",
        "---\ntitle: A title that goes on and on until nobody remembers how it began, or why\nlang: en\ndirection: rtl\n---\n",
    ),
    ("math.md", "---\ntitle: 公式\n---\n$$x^2$$\n\n"),
    ("very-long.md", "---\ntitle: 长\n---\n"),
];

fn blog_of_all() -> (TempDir, Blog) {
    let posts = TempDir::new().expect("a temporary folder");
    for (file, text) in POSTS {
        let file = posts.path().join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("it is ours");
        let is_post = text.starts_with(['-', '#']);
        let times = if file.ends_with("very-long.md") { 1500 } else { 30 };
        let body = if is_post {
            "磨墨如病夫，把笔如壮士，写字如[行云](/about)流水。\n\n".repeat(times)
        } else {
            String::new()
        };
        fs::write(file, format!("{text}{body}")).expect("it is ours");
    }
    fs::copy(project().join("posts/images/tea.webp"), posts.path().join("cover.webp")).expect("it is ours");
    let blog = Blog::of_posts_with(posts.path(), &["--no-html"]);
    (posts, blog)
}

/// Opens a page, whose text comes; the app does when the gate is opened.
fn open_without_the_app(page: &Page, blog: &Blog, path: &str) -> Gate {
    let gate = Gate::default();
    blog.break_by(Rule::always(APP, Fault::Held(gate.clone())));
    page.open(&blog.url(path));
    page.wait_for(&format!("{FIRST} .post-body"));
    gate
}

/// Waits for the app's own page.
fn wait_for_the_app(page: &Page) {
    page.wait_without(FIRST);
    page.wait_for("html[data-inkstone=ready] #main > article.post .post-foot");
}

/// What stands above the text, and how high that is. The header above may change: it is in the language of the site.
fn opening(page: &Page) -> String {
    page.eval_text(
        "(() => {
            const post = document.querySelector('#main > article.post');
            const above = [...post.querySelectorAll(':scope > :is(.post-head, .series, .post-notice, .post-hero)')];
            const written = (node) => {
                if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.data);
                const attributes = [...node.attributes].filter(({ name }) => name !== 'data-ago');
                const words = attributes.map(({ name, value }) => ` ${name}=${value}`).sort();
                return `<${node.localName}${words.join('')}>${[...node.childNodes].map(written).join('')}</>`;
            };
            const [from, top] = [post, post.querySelector('.post-body')].map((part) => part.getBoundingClientRect().top);
            // A series whose other parts are known can be unfolded, in the same room.
            const said = above.map((part) => part.matches('.series')
                ? [...(part.querySelector('summary') ?? part).childNodes].map(written).join('')
                : written(part));
            return [document.title, post.className, post.lang, post.dir, ...said, `${top - from} pixels`].join('\\n');
        })()",
    )
}

#[test]
fn the_app_takes_the_place_of_a_text_and_nothing_moves() {
    let (_posts, blog) = blog_of_all();
    let of_demo = Blog::of_posts_with(&project().join("posts"), &["--no-html"]);
    let demo =
        ["essays/a-short-history-of-the-inkstone", "ar/ink-and-paper", "ja/the-colour-of-ink", "技术/Rust/给中文数词"];
    let all = POSTS.iter().filter_map(|(file, _)| file.strip_suffix(".md"));
    for (blog, posts) in [(&blog, all.collect::<Vec<_>>()), (&of_demo, demo.to_vec())] {
        for post in posts {
            browse(Screen::PHONE, |page| {
                for language in ["", "ar", "en"] {
                    let case = format!("{post}, {language}");
                    if !language.is_empty() {
                        page.eval(&format!("localStorage.setItem('inkstone:language', '{language}')"));
                    }
                    let gate = open_without_the_app(page, blog, &format!("/posts/{post}/"));
                    page.eval("document.querySelector('.post-body').isSame = true");
                    let before = opening(page);
                    gate.open();
                    wait_for_the_app(page);
                    assert_eq!(opening(page), before, "{case}");
                    assert_eq!(page.eval("document.querySelector('.post-body').isSame"), true, "{case}");
                    blog.mend();
                }
            });
        }
    }
}

/// Where what stands above a text is, and what it says.
const HEAD: &str = "(() => {
    const post = document.querySelector('#main > .post');
    const parts = [...post.querySelectorAll('.post-head, .post-head > *')];
    const said = parts.map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return [part.localName, part.className, part.textContent, x, y, width, height].join();
    });
    return [post.lang, post.dir, ...said].join('\\n');
})()";

#[test]
fn a_title_stands_where_it_will_before_its_text_comes() {
    let (_posts, blog) = blog_of_all();
    // What the front matter says of a direction no list knows.
    let posts = POSTS.iter().filter_map(|(file, _)| file.strip_suffix(".md")).filter(|post| *post != "en/long");
    for (screen, post) in posts.flat_map(|post| [(Screen::LAPTOP, post), (Screen::PHONE, post)]) {
        let gates = [APP, "/inkstone-renderer*.wasm"].map(|file| (file, Gate::default()));
        for (file, gate) in &gates {
            blog.break_by(Rule::always(file, Fault::Held(gate.clone())));
        }
        browse(screen, |page| {
            page.open(&blog.url(&format!("/posts/{post}/")));
            page.wait_for("#main > .post[aria-busy] > .skeleton");
            assert_eq!(page.count("h1"), 1);
            let focused = "document.activeElement.closest('.post-head') && document.activeElement.textContent";
            page.eval("[...document.querySelectorAll('.post-head a')].at(-1)?.focus()");
            let before = [HEAD, focused].map(|what| page.eval(what));
            gates[1].1.open();
            page.wait_for(&format!("{FIRST} .post-body"));
            assert_eq!([HEAD, focused].map(|what| page.eval(what)), before, "{post}");
            gates[0].1.open();
            wait_for_the_app(page);
        });
        blog.mend();
    }
}

#[test]
fn a_title_stands_until_the_app_shows_what_only_it_can() {
    let posts = TempDir::new().expect("a temporary folder");
    fs::write(posts.path().join("broken.md"), "---\ntitle: Broken\ntags: [a\n---\nText").expect("it is ours");
    let blog = Blog::of_posts_with(posts.path(), &["--no-html"]);
    let titles = "window.titles = new Set();
        new MutationObserver(() => document.querySelectorAll('#main h1').forEach((title) => titles.add(title.textContent)))
            .observe(document, { childList: true, subtree: true });";
    browse(Screen::PHONE, |page| {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": titles }));
        page.open(&blog.url("/posts/broken/"));
        page.wait_for("html[data-inkstone=ready] article.post .post-problems");
        assert_eq!(page.count("#main > *"), 1, "what stood has gone");
        assert_eq!(page.eval("[...titles]"), json!(["Broken"]));
        // Where there is no such post any more, the app says so.
        page.expect_in_console("404");
        fs::remove_file(blog.folder().join("posts/broken.md")).expect("it is ours");
        page.open(&blog.url("/posts/broken/"));
        page.wait_for("html[data-inkstone=ready] .notice[data-kind=not-found]");
        assert_eq!(page.count("#main .post-head"), 0);
    });
}

#[test]
fn a_reader_stays_where_they_are_when_the_app_comes() {
    let (_posts, blog) = blog_of_all();
    browse(Screen::PHONE, |page| {
        let gate = open_without_the_app(page, &blog, "/posts/all");
        page.eval(
            "(() => {
                scrollTo(0, 700);
                const [from, to] = [5, 3].map((at) => document.querySelectorAll('.post-body p')[at].firstChild);
                document.querySelector('.post-body a').focus({ preventScroll: true });
                getSelection().setBaseAndExtent(from, 4, to, 2);
                window.held = [document.activeElement, String(getSelection()), getSelection().anchorNode];
            })()",
        );
        page.wait_until("it is scrolled", "scrollY === 700");
        gate.open();
        wait_for_the_app(page);
        page.wait_for_rest();
        assert_eq!(page.eval("scrollY"), 700);
        let now = "[document.activeElement, String(getSelection()), getSelection().anchorNode]";
        page.wait_until("what the reader holds is theirs", &format!("({now}).every((part, at) => part === held[at])"));
        assert_eq!(page.eval("held[0].localName + (held[1].length > 20)"), "atrue");
        assert_eq!(page.eval_async(MOVED), 0);
    });
}

#[test]
fn a_text_stays_when_the_app_cannot_come() {
    let (_posts, blog) = blog_of_all();
    blog.break_by(Rule::always(APP, Fault::Status(404)));
    browse(Screen::PHONE, |page| {
        page.open(&blog.url("/posts/all"));
        page.wait_for(&format!("{FIRST} .post-body"));
        page.wait_for("html[data-inkstone=failed]");
        assert_eq!(page.count(FIRST), 1, "the text is what the reader came for");
        assert_eq!(page.count(".notice"), 0);
        for word in ["404", "integrity", "inkstone:"] {
            page.expect_in_console(word);
        }
        // Its links are the browser's.
        page.click(".crumbs a");
        page.wait_until("the browser has gone there", "location.pathname.startsWith('/categories/')");
        page.wait_for(".notice");
    });
}

#[test]
fn what_few_posts_need_comes_with_them_and_with_no_other() {
    let blog = Blog::raw("failing");
    let file = blog.folder().join("posts/newer.md");
    // Long enough to be read in two tasks.
    let long = "\n\n磨墨如病夫，把笔如壮士。".repeat(300);
    let text =
        format!("+++\ntitle = 'Tables'\n[extra]\n+++\n{{% note %}}\nText below tables.\n{{% endnote %}}{long} &Aopf;");
    fs::write(file, text).expect("the site is ours");
    browse(Screen::PHONE, |page| {
        for (post, text, parts) in [("newest", "Text of the newest post.", 0), ("newer", "Text below tables.", 5)] {
            let (gate, renderer) = (Gate::default(), Gate::default());
            blog.break_by(Rule::always(APP, Fault::Held(gate.clone())));
            blog.break_by(Rule::always("/inkstone-renderer*.wasm", Fault::Held(renderer.clone())));
            page.open(&blog.url(&format!("/posts/{post}")));
            // All else that the text needs is there before the renderer, as on a slow line.
            blog.wait_for(&[&format!("/posts/{post}.md"), "/catalogue.json", "/messages-*/en.txt", "/text-first-*.js"]);
            renderer.open();
            page.wait_for("article.post .post-body p");
            assert!(page.text(".post-body").starts_with(text));
            // The text does not share its line with the app.
            let asked = blog.requests().into_iter().map(|request| request.path);
            let asked: Vec<_> =
                asked.filter(|path| path.starts_with("/inkstone-") || path.starts_with("/names-")).collect();
            let is_part = |path: &&String| ["front-matter", "tags", "/names-"].iter().any(|part| path.contains(part));
            assert_eq!(asked.iter().filter(is_part).count(), parts, "{asked:?}");
            let app = asked.iter().position(|path| path.starts_with("/inkstone-app")).unwrap_or(asked.len());
            let last = asked.iter().rposition(|path| is_part(&path)).unwrap_or_default();
            assert!(app > last, "{asked:?}");
            blog.wait_for(&[APP]);
            gate.open();
            page.wait_for("html[data-inkstone=ready]");
            blog.mend();
            blog.forget_requests();
        }
    });
}

#[test]
fn what_only_the_app_can_show_waits_for_it() {
    let blog = Blog::raw("failing");
    let broken = "---\ntitle: [a\n---\ntext of a post whose front matter is broken";
    fs::write(blog.folder().join("posts/broken.md"), broken).expect("the site is ours");
    browse(Screen::PHONE, |page| {
        for (address, shown) in [("/posts/broken", ".post-problems"), ("/posts/gone", ".notice[data-kind=not-found]")] {
            let gate = Gate::default();
            blog.break_by(Rule::always(APP, Fault::Held(gate.clone())));
            page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SEEN }));
            page.open(&blog.url(address));
            // The app is asked for once the renderer is there.
            blog.wait_for(&[APP]);
            gate.open();
            page.wait_for(&format!("html[data-inkstone=ready] {shown}"));
            page.wait_for_rest();
            assert_eq!(page.eval("window.seen"), 0, "{address}");
            blog.mend();
            blog.forget_requests();
        }
        page.expect_in_console("404");
    });
}

#[test]
fn a_hash_leads_to_its_section_before_the_app_and_after() {
    let (_posts, blog) = blog_of_all();
    let top = "document.querySelector('.post-body h2:last-of-type').getBoundingClientRect().top";
    browse(Screen::PHONE, |page| {
        let gate = open_without_the_app(page, &blog, "/posts/bare#%E5%9B%9B");
        page.wait_until("the heading is at the top", &format!("Math.abs({top}) < 80"));
        let place = page.eval(top);
        gate.open();
        wait_for_the_app(page);
        page.wait_for_rest();
        assert_eq!(page.eval(top), place, "and stays there");
    });
}

#[test]
fn what_had_the_focus_above_a_text_has_it_again() {
    let (_posts, blog) = blog_of_all();
    browse(Screen::PHONE, |page| {
        let gate = open_without_the_app(page, &blog, "/posts/all");
        page.eval("document.querySelector('.post-meta a.date').focus()");
        gate.open();
        wait_for_the_app(page);
        page.wait_until(
            "the date has it",
            "document.activeElement.matches('#main > article:not([data-first]) a.date')",
        );
    });
}

#[test]
fn a_reload_comes_back_to_the_place_in_a_text_that_comes_before_the_app() {
    let (_posts, blog) = blog_of_all();
    browse(Screen::PHONE, |page| {
        page.open(&blog.url("/posts/very-long"));
        wait_for_the_app(page);
        page.eval("scrollTo(0, 3000)");
        // A jump lays out all of a text, and what is seen then stays.
        page.wait_until("it is scrolled", "scrollY > 2000");
        page.wait_for_rest();
        let place = page.eval("Math.round(scrollY)");
        page.reload();
        wait_for_the_app(page);
        page.wait_until("the reader is where they were", &format!("Math.abs(scrollY - {place}) < 2"));
    });
}

/// Only what shows the text first is silent: the app is not.
#[test]
fn a_text_that_does_not_come_is_not_waited_for_by_the_app() {
    let blog = Blog::raw("failing");
    for part in ["/text-first-*.js", "/messages-*/en.txt"] {
        blog.break_by(Rule::always(part, Fault::Silent));
        browse(Screen::PHONE, |page| {
            page.open(&blog.url("/posts/newest"));
            page.wait_for("html[data-inkstone=ready] article.post[data-path=newest] .post-body p");
        });
        blog.mend();
    }
}
