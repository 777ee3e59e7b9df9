//! What elements show.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::{Around, blog, hosts::PATCHED, inside, open_to_all, post, texts_inside, wait_inside};
use crate::{
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Screen, browse},
};

#[test]
fn a_post_of_a_blog_is_shown_with_its_own_addresses() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", &post(&blog, "hexo"));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body p");
        assert_eq!(texts_inside(page, "inkstone-post", "h2[part=title]"), ["A post as Hexo writes it"]);
        assert_eq!(texts_inside(page, "inkstone-post", "[part=author]"), ["The fixtures"]);
        assert_eq!(texts_inside(page, "inkstone-post", "time"), ["March 1, 2022"]);
        let of = |expression: &str| page.eval(&format!("{}{expression}", inside("inkstone-post", "h2 a")));
        assert_eq!(of(".href"), json!(blog.url("/posts/hexo/")));
        assert_eq!(of(".target"), json!("_top"));
        assert_eq!(
            page.eval(&format!("{}.lang", inside("inkstone-post", "article"))),
            json!("en"),
            "the article says its own language"
        );
        assert_eq!(
            page.eval("[...document.querySelector('inkstone-post').shadowRoot.querySelectorAll('[href], [src]')].every((one) => \
                 one.getAttribute('href')?.startsWith('#') || /^https?:/.test(one.getAttribute('href') ?? one.getAttribute('src')))"),
            json!(true)
        );
    });
}

#[test]
fn a_post_is_found_whatever_its_file_is_called() {
    let blog = blog("shapes");
    let name =
        "/posts/%E5%90%8D%20%E5%AD%97/%E5%B8%A6%20%E7%A9%BA%E6%A0%BC%E3%80%81100%25%20%26%20%E4%B8%80%E4%B8%AA%20%23";
    let elements: String = [name, "/posts/bundle", "/posts/bundle/index.md"]
        .iter()
        .enumerate()
        .map(|(at, path)| format!("<inkstone-post id=a{at} src=\"{}\"></inkstone-post>", blog.url(path)))
        .collect();
    let around = Around::of(&blog, "", &elements);
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        around.open(page);
        for at in 0..3 {
            wait_inside(page, &format!("#a{at}"), ".post-body p");
        }
        let picture = page.eval(&format!("{}.src", inside("#a1", ".post-body img")));
        assert_eq!(picture, json!(blog.url("/posts/bundle/picture.svg")));
        let links = ["#a1", "#a2"].map(|element| page.eval(&format!("{}.href", inside(element, "h2 a"))));
        assert_eq!(links, [blog.url("/posts/bundle/"), blog.url("/posts/bundle/")].map(|link| json!(link)));
    });
}

#[test]
fn markdown_from_anywhere_and_markdown_inside_are_shown() {
    let blog = blog("empty");
    let around = Around::of(
        &blog,
        "",
        "<inkstone-post id=file src=\"text/notes.md\"></inkstone-post>\
         <inkstone-post id=script><script type=\"text/markdown\">\n    # Written here\n\n    - *one*\n      - two\n\n    <b onclick=alert(1)>x</b> ![](p.png) [up](/up) [out](?logout)\n    </script></inkstone-post>\
         <inkstone-post id=text>\n  Some **bold** text.\n</inkstone-post>",
    );
    std::fs::create_dir(around.folder.path().join("text")).expect("the folder is ours");
    around.put("text/notes.md", "---\ntitle: Notes\n---\n![picture](p.png) [other](other.md)");
    browse(Screen::LAPTOP, |page| {
        // Pictures that are not there.
        page.expect_in_console("status of 404");
        around.open(page);
        for element in ["#file", "#script", "#text"] {
            wait_inside(page, element, ".post-body");
        }
        assert_eq!(texts_inside(page, "#file", "h2[part=title]"), ["Notes"]);
        for (element, css, attribute, expected) in [
            ("#file", "img", "src", around.host.url("/text/p.png")),
            ("#file", ".post-body a", "href", around.host.url("/text/other.md")),
            ("#script", "img", "src", around.host.url("/p.png")),
            ("#script", ".post-body a", "href", around.host.url("/up")),
        ] {
            let seen = page.eval(&format!("{}.getAttribute('{attribute}')", inside(element, css)));
            assert_eq!(seen, json!(expected), "{element} {css}");
        }
        assert_eq!(texts_inside(page, "#script", "li > ul"), ["two"]);
        assert_eq!(page.eval(&inside("#script", "[onclick]")), json!(null));
        assert_eq!(texts_inside(page, "#text", "strong"), ["bold"]);

        page.eval("document.querySelector('#text').textContent = 'Now *this*.'");
        wait_inside(page, "#text", "em");
    });
}

#[test]
fn what_few_files_need_comes_with_them_and_with_no_other() {
    let blog = blog("empty");
    let around = Around::of(&blog, "", "<inkstone-post src=\"plain.md\"></inkstone-post>");
    around.put("plain.md", "---\ntitle: Plain\n---\nText");
    around.put("odd.md", "+++\ntitle = 'Odd'\n+++\n{% note %}\nIn a box &Aopf;\n{% endnote %}");
    let asked = || blog.count("/inkstone-front-matter*") + blog.count("/inkstone-tags*") + blog.count("/names-*");
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body p");
        assert_eq!(asked(), 0);
        page.eval("document.querySelector('inkstone-post').src = 'odd.md'");
        wait_inside(page, "inkstone-post", ".post-body .alert");
        assert_eq!(texts_inside(page, "inkstone-post", "h2[part=title]"), ["Odd"]);
        assert_eq!(texts_inside(page, "inkstone-post", ".alert"), ["In a box 𝔸"]);
        assert_eq!(asked(), 5, "the script and the module of each, and the names of characters");
    });
}

#[test]
fn an_element_that_has_no_src_yet_keeps_what_is_inside_and_loads_no_renderer() {
    let blog = blog("shapes");
    let around = Around::of(
        &blog,
        "<script>addEventListener('inkstone:error', ({ detail }) => (window.said = detail.error.message))</script>",
        "<inkstone-post>\n  <a href=\"/somewhere\">A post</a>\n</inkstone-post>",
    );
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until("it says why", "window.said");
        assert_eq!(page.eval("said"), json!("there is neither a src nor Markdown inside"));
        let slotted = "document.querySelector('inkstone-post a').assignedSlot !== null";
        assert_eq!(page.eval(slotted), json!(true), "the link is what is seen");
        assert_eq!(blog.count("/inkstone-renderer*"), 0);
        page.eval(&format!("document.querySelector('inkstone-post').src = '{}'", blog.url("/posts/hexo")));
        wait_inside(page, "inkstone-post", ".post-body p");
    });
}

#[test]
fn a_list_shows_the_newest_posts_of_a_blog_a_category_or_a_tag() {
    let (shapes, letters) = (blog("shapes"), blog("paging"));
    let root = shapes.url("/");
    let around = Around::of(
        &shapes,
        "",
        &format!(
            "<inkstone-list id=few src=\"{root}\" limit=3></inkstone-list>\
             <inkstone-list id=category src=\"{root}\" category=\"Writing / Tools\" layout=cards></inkstone-list>\
             <inkstone-list id=tag src=\"{root}\" tag=ink layout=titles></inkstone-list>\
             <inkstone-list id=pages src=\"{}\" limit=7 layout=titles></inkstone-list>",
            letters.url("/")
        ),
    );
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        around.open(page);
        for element in ["#few", "#category", "#tag", "#pages"] {
            wait_inside(page, element, ".summary");
        }
        assert_eq!(texts_inside(page, "#few", ".summary").len(), 3);
        assert_eq!(texts_inside(page, "#category", "h3"), ["A post as Hexo writes it"]);
        assert_eq!(texts_inside(page, "#tag", "li > a"), ["A post as Hexo writes it"]);
        assert_eq!(
            page.eval(&format!("{}.href", inside("#tag", "li > a"))),
            json!(shapes.url("/posts/hexo/")),
            "of the blog that it was asked of"
        );
        assert_eq!(
            page.eval(&format!("{}.src", inside("#category", "img"))),
            json!(shapes.url("/posts/bundle/picture.svg"))
        );
        let letters: Vec<_> = (4..=10).rev().map(|number| format!("Letter {number}")).collect();
        let shown = texts_inside(page, "#pages", "li > a");
        assert_eq!(shown.len(), letters.len(), "{shown:?}");
        assert_eq!(around.host.count("*.wasm") + shapes.count("*.wasm"), 0, "a list needs none");

        // Attributes and properties are live, also those that were set before there was a class.
        page.eval("document.querySelector('#few').limit = 1");
        page.wait_until(
            "one is left",
            "document.querySelector('#few').shadowRoot.querySelectorAll('.summary').length === 1",
        );
        page.eval("document.querySelector('#few').setAttribute('layout', 'titles')");
        wait_inside(page, "#few", "ul.titles");
    });
}

#[test]
fn a_list_finds_what_stands_neither_in_a_feed_nor_among_the_newest() {
    let posts = TempDir::new().expect("a temporary folder");
    let write = |name: String, text: String| fs::write(posts.path().join(name), text).expect("a folder of ours");
    write("inkstone.yaml".into(), "title: Old\nper_page: 2\n".into());
    for number in 1..=90 {
        // So many terms that their files are named in a second level.
        let tags: String = (0..80).map(|tag| format!("  - t{number}-{tag}\n")).collect();
        let old = if number <= 30 { "  - old\n" } else { "" };
        let category = if number == 7 { "categories: [[Lost, Found 墨]]\n" } else { "" };
        let date = format!("19{number:02}-01-01");
        write(
            format!("{number}.md"),
            format!("---\ntitle: Letter {number}\ndate: {date}\n{category}tags:\n{tags}{old}---\nText\n"),
        );
    }
    let blog = Blog::of_posts(posts.path(), "/");
    blog.break_by(open_to_all());
    let root = blog.url("/");
    let list =
        |id: &str, of: &str| format!("<inkstone-list id={id} src=\"{root}\" layout=titles {of}></inkstone-list>");
    let lists = [
        list("rare", "tag=t3-4"),
        list("old", "tag=old limit=3"),
        list("category", "category='Lost / Found 墨'"),
        list("both", "category=Lost tag=old"),
        list("none", "tag=nothing"),
    ];
    let text = |file: &str| fs::read_to_string(blog.folder().join(file)).expect("a file of the site");
    let root: serde_json::Value = serde_json::from_str(&text("catalogue.json")).expect("JSON");
    let tags = text(&format!("catalogue/{}.json", root["tags"].as_str().expect("a file of tags")));
    assert!(tags.contains("\"nodes\""), "the tags' files are named in a second level");
    // Where arrays have been replaced, this file's own questions to the page have no answers either.
    let patched = Around::of(&blog, PATCHED, &lists.concat());
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        page.expect_in_console("lists no such posts");
        patched.open(page);
        for element in ["#rare", "#old", "#category", "#both"] {
            wait_inside(page, element, ".summary");
        }
    });
    let around = Around::of(&blog, "", &lists.concat());
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        page.expect_in_console("lists no such posts");
        around.open(page);
        for (element, expected) in [
            ("#rare", &["Letter 3"][..]),
            ("#old", &["Letter 30", "Letter 29", "Letter 28"]),
            ("#category", &["Letter 7"]),
            ("#both", &["Letter 7"]),
        ] {
            wait_inside(page, element, ".summary");
            assert_eq!(texts_inside(page, element, "li > a"), expected, "{element}");
        }
        assert_eq!(page.eval(&format!("{}.href", inside("#rare", "li > a"))), json!(blog.url("/posts/3/")));
        assert!(page.eval(&format!("{}.textContent", inside("#rare", "time"))).to_string().contains("1903"));
    });
}

#[test]
fn a_link_to_a_heading_leads_there_and_leaves_the_address_alone() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", &post(&blog, "long"));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", "a[href^='#']");
        let before = page.eval("[location.href, history.length]");
        page.eval(&format!("{}.click()", inside("inkstone-post", "a[href^='#']")));
        page.wait_until(
            "the heading is in sight",
            &format!("{}.getBoundingClientRect().top < innerHeight", inside("inkstone-post", "h2[id$=the-end]")),
        );
        assert_eq!(page.eval("[location.href, history.length]"), before);
    });
}

#[test]
fn nothing_is_loaded_before_an_element_comes_near_and_then_once_for_all() {
    let blog = blog("article");
    let far = "<div style=\"height: 9000px\"></div>";
    let elements: String = ["plain", "sections", "code", "formulas", "furniture"]
        .iter()
        .cycle()
        .take(10)
        .map(|name| post(&blog, name))
        .collect();
    let around = Around::of(&blog, "", &format!("{far}{elements}"));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until(
            "the element has its class",
            "customElements.get('inkstone-post') && document.readyState === 'complete'",
        );
        page.eval_async("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        let asked: Vec<_> = blog.requests().into_iter().map(|request| request.path).collect();
        assert_eq!(asked, ["/embed.js"]);
        page.eval("document.querySelector('div').remove()");
        page.wait_until(
            "all ten are shown",
            "[...document.querySelectorAll('inkstone-post')].every((one) => { one.scrollIntoView(); \
             return one.shadowRoot.querySelector('.post-body'); })",
        );
        for path in ["/inkstone-embed*.wasm", "/inkstone-embed*.js", "/embed-post*", "/embed-*.css"] {
            assert_eq!(blog.count(path), 1, "{path}");
        }
        assert_eq!(blog.count("/inkstone-renderer*") + blog.count("*.md"), 0, "the blog has rendered them");
        let told = |(name, value): &(String, String)| {
            name == "cookie" || (name == "referer" && value.starts_with(&around.host.origin()))
        };
        let asked = blog.requests();
        let told: Vec<_> = asked.iter().filter(|request| request.headers.iter().any(told)).collect();
        assert!(told.iter().all(|request| request.path == "/embed.js"), "nobody else is told who asks: {told:?}");
    });
}

#[test]
fn an_element_keeps_to_what_its_page_does_with_it() {
    let blog = blog("shapes");
    let root = blog.url("/");
    let around = Around::of(
        &blog,
        // A browser may answer two requests for one file by one of its own, so they are counted here.
        "<script>{ const { fetch } = window; window.asked = []; \
         window.fetch = (url, options) => { asked.push(`${url}`); return fetch(url, options); }; }</script>",
        &format!(
            "<div id=hidden style=\"visibility: hidden; pointer-events: none\"><inkstone-list src=\"{root}\"></inkstone-list></div>\
             <div id=narrow style=\"width: 200px\"><inkstone-list src=\"{root}\" category=\"Writing / Tools\"></inkstone-list></div>\
             <inkstone-post src=\"{root}posts/hexo\"><a href=\"{root}posts/hexo\">Since <i>0</i> seconds</a></inkstone-post>"
        ),
    );
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        let gate = Gate::default();
        blog.break_by(Rule::always("/embed/posts/hexo/post.json", Fault::Held(gate.clone())));
        around.open(page);
        for element in ["#hidden inkstone-list", "#narrow inkstone-list"] {
            wait_inside(page, element, ".summary");
        }
        let style = |property: &str| {
            page.eval_text(&format!("getComputedStyle({}).{property}", inside("#hidden inkstone-list", ".summary")))
        };
        assert_eq!((style("visibility").as_str(), style("pointerEvents").as_str()), ("hidden", "none"));
        let width = |css: &str| {
            page.eval(&format!("{}.getBoundingClientRect().width", inside("#narrow inkstone-list", css))).as_f64()
        };
        assert!(width("img") > Some(40.0) && width("h3") > Some(110.0), "{:?} {:?}", width("img"), width("h3"));

        // What the page changes inside it while it loads does not begin it anew.
        blog.wait_for(&["/embed/posts/hexo/post.json"]);
        page.eval("(document.querySelector('i').textContent = '1', true)");
        page.eval("new Promise((done) => setTimeout(done))");
        gate.open();
        wait_inside(page, "inkstone-post", ".post-body p");
        assert_eq!(page.eval("asked.filter((url) => url.endsWith('/post.json')).length"), 1);
    });
}
