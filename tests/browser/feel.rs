//! How the blog feels: posts are there before they are asked for, nobody loses their place, and
//! an owner's looks hold.

use serde_json::json;
use thirtyfour::Key;

use crate::{
    blog::{Blog, fixture},
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

#[track_caller]
fn wait_until_there(page: &Page, css: &str) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(css);
    page.wait_without("[aria-busy=true]");
}

/// Waits longer than any pause of ours: an animation of the browser's own says when that is over.
#[track_caller]
fn wait_a_while(page: &Page) {
    page.eval(
        "(() => { document.body.animate([], { duration: 1500 }).onfinish = () => { window.waited = true; }; })()",
    );
    page.wait_until("a while has passed", "window.waited");
}

#[test]
fn posts_in_view_and_under_the_focus_are_fetched_ahead() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.spend_data();
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        blog.wait_for(&["/posts/letter-10.md", "/posts/letter-09.md"]);

        // Pointing at a title prepares its post, with the renderer that it needs.
        page.eval("document.querySelector('.summary[data-path=letter-08] h2 a').focus()");
        blog.wait_for(&["/posts/letter-08.md"]);
        page.wait_until(
            "the renderer has come",
            "performance.getEntriesByType('resource').some((entry) => /renderer.*wasm/.test(entry.name))",
        );
    });
}

#[test]
fn a_post_in_view_is_ready_before_it_is_asked_for() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.spend_data();
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        let prepared = "performance.getEntriesByName('inkstone:prepared').length";
        page.wait_until("those that were looked at are ready", &format!("{prepared} >= 3"));
        let rehearsed = "performance.getEntriesByName('inkstone:rehearsed').length";
        page.wait_until("a click is rehearsed", &format!("{rehearsed} > 0"));
        assert_eq!(page.eval(rehearsed), 1, "once for all posts");
        // Nothing of it needs the host any more.
        let gate = Gate::default();
        blog.break_by(Rule::always("/posts/*", Fault::Held(gate.clone())));
        page.eval("document.querySelector('.summary[data-path=letter-10] h2 a').click()");
        wait_until_there(page, "article.post[data-path=letter-10] .post-body p");
        gate.open();
    });
}

#[test]
fn a_post_that_is_saved_while_it_is_made_ready_is_shown_as_it_was_saved() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.spend_data();
        // The answer has the old text, however late it comes.
        let gate = Gate::default();
        blog.break_by(Rule::first(1, "/posts/letter-10.md", Fault::Held(gate.clone())));
        page.open(&blog.url("/"));
        blog.wait_for(&["/posts/letter-10.md"]);
        let file = blog.folder().join("posts/letter-10.md");
        std::fs::write(&file, "---\ntitle: Letter 10\ndate: 2022-04-10\n---\nSaved meanwhile.\n")
            .expect("a site of ours");
        page.eval(
            "document.dispatchEvent(new CustomEvent('inkstone:changed',
              { bubbles: true, detail: { file: 'letter-10.md' } }))",
        );
        gate.open();
        let prepared = "performance.getEntriesByName('inkstone:prepared').length";
        page.wait_until("those that were looked at are ready", &format!("{prepared} >= 3"));
        page.eval("document.querySelector('.summary[data-path=letter-10] h2 a').click()");
        wait_until_there(page, "article.post[data-path=letter-10] .post-body p");
        assert_eq!(page.text(".post-body p"), "Saved meanwhile.");
    });
}

/// So many paragraphs, the last below a heading of its own.
fn long_text(paragraphs: usize) -> String {
    let text: String = (0..paragraphs)
        .map(|at| match at % 100 {
            99 => format!("## Part {at}\n\nIt begins.\n\n"),
            _ => format!("Paragraph *{at}* of a long text.\n\n"),
        })
        .collect();
    format!("---\ntitle: Long\ndate: 2024-05-01\n---\n\n[to the end](#end)\n\n{text}## End\n\nThe last one.\n")
}

#[test]
fn a_long_post_in_view_is_made_ready_and_a_very_long_one_waits_for_its_click() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    for (name, paragraphs) in [("long", 3_000), ("very-long", 5_000)] {
        std::fs::write(posts.path().join(format!("{name}.md")), long_text(paragraphs)).expect("a folder of ours");
    }
    let size = |name: &str| posts.path().join(name).metadata().expect("it is there").len();
    assert!((100_000..128 * 1024).contains(&size("long.md")) && size("very-long.md") > 128 * 1024);
    let blog = Blog::of_posts(posts.path(), "/");
    browse(Screen::LAPTOP, |page| {
        page.spend_data();
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        blog.wait_for(&["/posts/long.md", "/posts/very-long.md"]);
        page.wait_until("a click is rehearsed", "performance.getEntriesByName('inkstone:rehearsed').length");
        wait_a_while(page);
        assert_eq!(page.eval("performance.getEntriesByName('inkstone:prepared').length"), 1, "the shorter one");
        page.eval("document.querySelector('.summary[data-path=very-long] h2 a').click()");
        wait_until_there(page, "article.post[data-path=very-long] .post-body p");
    });
}

#[test]
fn a_long_text_is_laid_out_near_its_reader_and_whole_for_who_goes_to_a_place_in_it() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::write(posts.path().join("long.md"), long_text(400)).expect("a folder of ours");
    let float = "\n\n<p style=\"float: left\">It stands beside what follows.</p>\n";
    std::fs::write(posts.path().join("floats.md"), long_text(400) + float).expect("a folder of ours");
    let blog = Blog::of_posts(posts.path(), "/");
    // A browser tells of what is in a block, not of the block.
    let is_laid_out = |at: u32| {
        format!(
            "[...document.querySelectorAll('.post-body p > em')].at({at}).checkVisibility({{ contentVisibilityAuto: true }})"
        )
    };
    let end = "document.getElementById('user-content-end').getBoundingClientRect().top";
    let is_at_end = format!("({end}) >= 0 && ({end}) < innerHeight");
    let look = |page: &Page| {
        wait_until_there(page, "article.post[data-path=long] .post-body p");
        page.wait_for(".ago[data-ago]");
        assert_eq!(page.eval(&is_laid_out(0)), true);
        assert_eq!(page.eval(&is_laid_out(300)), false, "nobody is near");
        assert!(page.text("article.post").contains("Paragraph 300 of"), "it is there, to be found and read aloud");
        page.wait_until("what the reader comes near is laid out", &format!("(scrollBy(0, 100), {})", is_laid_out(50)));
        assert_eq!(page.eval(&is_laid_out(300)), false, "nobody is near");

        page.eval("document.querySelector('.post-body a').click()");
        page.wait_until("the reader is at the end", &is_at_end);
        assert_eq!(page.eval(&is_laid_out(200)), true, "so that nothing moves when they go up");
    };
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.eval("document.querySelector('.summary[data-path=long] h2 a').click()");
        look(page);
        page.open(&blog.url("/posts/long/"));
        look(page);
        page.open(&blog.url("/posts/long/"));
        wait_until_there(page, "article.post[data-path=long] .post-body p");
        page.eval(
            "(() => {
                scrollTo(0, 9_000);
                const isSeen = (block) => block.getBoundingClientRect().top < innerHeight / 2;
                window.seen = [...document.querySelectorAll('.post-body > p')].findLast(isSeen);
                seen.before = seen.getBoundingClientRect().top;
            })()",
        );
        page.wait_until("somebody who jumps gets all of it", &is_laid_out(300));
        let moved = page.eval("seen.getBoundingClientRect().top - seen.before").as_f64().expect("a number");
        assert!(moved.abs() < 2.0, "what is seen has moved by {moved}");
        // A key scrolls by and by, and is not stopped on its way.
        page.open("about:blank");
        page.open(&blog.url("/posts/long/"));
        wait_until_there(page, "article.post[data-path=long] .post-body p");
        page.wait_for(".ago[data-ago]");
        page.press(Key::End);
        let is_at_foot = "scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2";
        page.wait_until("they are at the end of all of it", &format!("{is_at_foot} && {}", is_laid_out(200)));
        // Loaded anew, it is scrolled to its place by the browser.
        page.reload();
        wait_until_there(page, "article.post[data-path=long] .post-body p");
        assert_eq!(page.eval(&is_laid_out(300)), true);
        // Lines break elsewhere on a screen of another width.
        page.open("about:blank");
        page.open(&blog.url("/posts/long/"));
        wait_until_there(page, "article.post[data-path=long] .post-body p");
        page.wait_for(".ago[data-ago]");
        assert_eq!(page.eval(&is_laid_out(300)), false);
        page.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": 700, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
        );
        page.wait_until("all of it is laid out", &is_laid_out(300));
        page.open(&blog.url("/posts/floats/"));
        wait_until_there(page, "article.post[data-path=floats] .post-body .ink-float-left");
        assert_eq!(page.eval(&is_laid_out(300)), true, "a block beside a float does not hold it");
        page.open("about:blank");
        page.open(&blog.url("/posts/long/#user-content-end"));
        page.wait_until("the reader is at the end", &is_at_end);
        assert_eq!(page.eval(&is_laid_out(200)), true);
    });
}

/// Notes what workers say from now on, each answer with the address of its worker.
const WATCHED: &str = "
    const Known = Worker;
    window.said = [];
    window.Worker = class extends Known {
        constructor(address, ...rest) {
            super(address, ...rest);
            this.addEventListener('message', ({ data }) => said.push([`${address}`, data]));
        }
    };";

/// A browser in which there is none.
const FORBIDDEN: &str = "window.said = []; window.Worker = class { constructor() { throw new Error('forbidden'); } };";

#[test]
fn how_long_ago_is_said_by_a_worker_or_by_the_page() {
    let blog = Blog::of("paging");
    for (worker, answers) in [(WATCHED, true), (FORBIDDEN, false)] {
        browse(Screen::LAPTOP, |page| {
            page.open(&blog.url("/"));
            wait_until_there(page, "article.summary");
            page.eval(&format!("(() => {{ {worker} }})()"));
            page.eval("document.querySelector('.summary h2 a').click()");
            page.wait_for("article.post .ago[data-ago]");
            assert_eq!(
                page.eval("said.some(([, answer]) => answer === document.querySelector('.ago').dataset.ago)"),
                answers
            );
        });
    }
}

#[test]
fn a_very_long_text_is_read_by_a_worker_or_by_the_page() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::write(posts.path().join("long.md"), format!("{}\n\n&Aopf;", long_text(3_000))).expect("a folder of ours");
    let blog = Blog::of_posts(posts.path(), "/");
    for (worker, broken, expected) in [(WATCHED, false, "begun,page"), (FORBIDDEN, false, ""), (WATCHED, true, "")] {
        if broken {
            blog.break_by(Rule::always("/reader-*.js", Fault::Status(404)));
        }
        browse(Screen::LAPTOP, |page| {
            page.expect_in_console("reader-");
            page.open(&blog.url("/"));
            wait_until_there(page, "article.summary");
            page.eval(&format!("(() => {{ {worker} }})()"));
            page.eval("document.querySelector('.summary h2 a').click()");
            wait_until_there(page, "article.post .post-body p");
            assert!(page.text(".post-body").ends_with("𝔸"), "what few posts need is there too");
            let said = "said.filter(([script]) => script.includes('/reader-')).flatMap(([, answer]) => Object.keys(answer)).join()";
            assert_eq!(page.eval(said), expected);
        });
    }
}

#[test]
fn a_click_leaves_what_stands_around_a_page_as_it_is() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        // Whatever is made anew there, or said again of the whole page, a browser styles and lays out again.
        page.eval(
            "(() => {
                window.anew = [];
                const note = (changes) => anew.push(...changes.map(({ target, attributeName }) => attributeName ?? target.localName));
                const html = { attributes: true, attributeFilter: ['lang', 'dir'] };
                new MutationObserver(note).observe(document.documentElement, html);
                for (const part of document.querySelectorAll('#site-head, #site-foot')) {
                    new MutationObserver(note).observe(part, { childList: true, subtree: true });
                }
            })()",
        );
        for (link, there) in [(".summary h2 a", "article.post .post-body p"), (".brand", "article.summary")] {
            page.click(link);
            page.wait_for(there);
            page.wait_for("html[data-inkstone=ready]");
            assert_eq!(page.eval("anew"), serde_json::json!([]), "on the way to {there}");
        }
    });
}

#[test]
fn a_page_is_where_its_reader_arrives_before_it_is_painted() {
    let blog = Blog::of("paging");
    browse(Screen::PHONE, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        // A slow phone: the clock leaps at every look, so Yew lets the browser go on, and frames are drawn before it does.
        // A message comes after the frame that it was sent in, so it finds what that has drawn.
        page.eval(
            "(() => {
                let now = Date.now();
                Date.now = () => (now += 100);
                const { setTimeout } = window;
                const afterFrames = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
                window.setTimeout = (act, wait) => (wait === 0 ? afterFrames(act) : setTimeout(act, wait));
                window.drawn = (css) => new Promise((done) => {
                    const { port1, port2 } = new MessageChannel();
                    port1.onmessage = () => done([Math.round(scrollY), document.activeElement.localName]);
                    const look = () => requestAnimationFrame(() => document.querySelector(css) ? port2.postMessage(0) : look());
                    look();
                });
            })()",
        );
        let act = |acts: &str| page.eval_async(&format!("(async () => {{ {acts} }})()"));
        act("const moved = new Promise((done) => addEventListener('scroll', () => requestAnimationFrame(done), { once: true }));
             scrollTo(0, 300);
             await moved;");
        let click = "document.querySelectorAll('.summary h2 a')[2].click();";
        let post = "drawn('article.post .post-body p')";
        let back = "history.back(); return drawn('article.summary');";
        assert_eq!(act(&format!("{click} return {post};")), json!([0, "h1"]), "its first frame");
        page.wait_until("what may wait is done", "document.title.startsWith(document.querySelector('h1').textContent)");
        assert_eq!(act(back), json!([300, "a"]), "the first frame of where they were");
        page.wait_until("what may wait is done", "document.title.startsWith('Letters')");
        assert_eq!(act(&format!("{click} await {post}; {back}")), json!([300, "a"]), "and after a short look");
    });
}

#[test]
fn who_saves_data_gets_what_they_ask_for() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.eval("document.querySelector('.summary[data-path=letter-08] h2 a').focus()");
        wait_a_while(page);
        let posts: Vec<_> =
            blog.requests().into_iter().map(|request| request.path).filter(|path| path.ends_with(".md")).collect();
        assert_eq!(posts, Vec::<String>::new());
    });
}

#[test]
fn a_post_is_left_and_resumed() {
    let blog = Blog::of("shapes");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.click(".summary[data-path=long] h2 a");
        wait_until_there(page, "article.post[data-path=long]");
        assert_eq!(page.count(".resume"), 0, "nothing to resume yet");
        page.eval("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2)");
        page.wait_until("the middle", "scrollY > 100 && !document.querySelector('[data-parts]')");
        page.wait_for_rest();
        let left_at = page.eval("scrollY");
        wait_a_while(page);
        // A pointer's click scrolls up to the header first, as a reader does.
        page.click("a.brand");
        wait_until_there(page, "article.summary");

        page.click(".summary[data-path=long] h2 a");
        wait_until_there(page, "article.post[data-path=long]");
        page.wait_until("a post begins at its top", "scrollY === 0");
        page.click(".resume");
        page.wait_until("where it was left", &format!("Math.abs(scrollY - {left_at}) < 60"));
        page.wait_without(".resume");

        // Back needs no offer: it is at its place already.
        page.back();
        wait_until_there(page, "article.summary");
        page.forward();
        wait_until_there(page, "article.post[data-path=long]");
        page.wait_until("where it was left", &format!("Math.abs(scrollY - {left_at}) < 60"));
        assert_eq!(page.count(".resume"), 0);
    });
}

#[test]
fn what_makes_a_post_ready_is_asked_for_beside_its_file() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        let gate = Gate::default();
        blog.break_by(Rule::always("/posts/letter-10.md", Fault::Held(gate.clone())));
        page.eval("document.querySelector('.summary[data-path=letter-10] h2 a').click()");
        blog.wait_for(&[
            "/posts/letter-10.md",
            "/inkstone-renderer-*.js",
            "/inkstone-renderer_bg-*.wasm",
            "/article-*.js",
        ]);
        gate.open();
        wait_until_there(page, "article.post[data-path=letter-10]");
        page.wait_until("the focus is on the title", "document.activeElement?.matches('article.post h1')");
    });
}

#[test]
fn a_wrong_address_suggests_what_it_is_like() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        for (path, heading) in [("/2021/03/letter-07.html", "Perhaps you are looking for"), ("/zzz", "Recent posts")] {
            page.open(&blog.url(path));
            wait_until_there(page, ".notice[data-kind=not-found]");
            assert_eq!(page.text(".suggestions h2"), heading, "{path}");
        }
        page.open(&blog.url("/old/letter-07"));
        page.wait_for(".suggestions a");
        page.press(Key::Tab);
        page.click(".suggestions a");
        wait_until_there(page, "article.post[data-path=letter-07]");
    });
}

#[test]
fn a_page_beside_the_posts_is_at_its_short_address() {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let file = posts.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder of ours");
        std::fs::write(file, text).expect("a file of ours");
    };
    write("a.md", "---\ntitle: A post\n---\nText.\n");
    write("pages/about/index.md", "---\ntitle: About me\n---\nHello. [A post](../../a.md)\n");
    write("inkstone.yaml", "title: Mine\ntheme: terminal\nstylesheet: my.css\nmenu:\n  - /\n  - Me: /about\n");
    write("my.css", ":root { --ink-measure: 21rem; }");
    let blog = Blog::of_posts(posts.path(), "/blog/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        assert_eq!(page.attributes("article.summary", "data-path"), ["a"], "a page stands in no list");
        assert_eq!(page.texts(".menu a"), ["Posts", "Me"]);
        page.click(".menu li:last-child a");
        wait_until_there(page, "article.post[data-path='pages/about']");
        assert!(page.eval_text("location.pathname").starts_with("/blog/about"));
        page.wait_for(".menu a[aria-current=page]");
        assert_eq!(page.texts(".menu a[aria-current]"), ["Me"]);
        assert_eq!(page.eval_text("document.documentElement.dataset.theme"), "terminal");
        let measure = "getComputedStyle(document.querySelector('article.post')).getPropertyValue('--ink-measure')";
        assert_eq!(page.eval_text(measure).trim(), "21rem", "the owner's sheet comes last");
        page.reload();
        wait_until_there(page, "article.post[data-path='pages/about']");
        page.click(".post-body a");
        wait_until_there(page, "article.post[data-path=a]");
    });
}

#[test]
fn without_a_catalogue_the_owners_looks_hold_as_well() {
    let blog = Blog::by_hand("shapes");
    assert!(fixture("shapes").join("inkstone.yaml").is_file());
    let configuration = blog.folder().join("posts/inkstone.yaml");
    let text = std::fs::read_to_string(&configuration).expect("the site is ours");
    std::fs::write(&configuration, format!("{text}\ntheme: ink\nstylesheet: my.css\n")).expect("the site is ours");
    std::fs::write(blog.folder().join("posts/my.css"), ":root { --ink-measure: 20rem; }").expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("catalogue.json - Failed to load resource");
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        page.wait_for("html[data-theme=ink]");
        let measure = "getComputedStyle(document.documentElement).getPropertyValue('--ink-measure').trim()";
        page.wait_until("the style sheet holds", &format!("{measure} === '20rem'"));
    });
}
