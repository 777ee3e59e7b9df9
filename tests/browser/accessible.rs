//! Whether everybody can use every view: axe-core finds nothing to complain of in any of them, in
//! both schemes and on both ends of screens, and the whole blog can be toured by keyboard.

use serde_json::Value;
use thirtyfour::Key;

use crate::{
    blog::{Blog, fixture, project},
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// axe-core, vendored for tests alone (tests/vendor/vendor.toml).
const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// The narrowest phone and a laptop, light and dark.
pub(crate) const SCREENS: [Screen; 4] =
    [Screen::PHONE, Screen { dark: true, ..Screen::PHONE }, Screen::LAPTOP, Screen { dark: true, ..Screen::LAPTOP }];

#[track_caller]
fn wait_until_there(page: &Page, css: &str) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(css);
    page.wait_without("[aria-busy=true]");
}

/// What axe-core complains of, one line a rule.
#[track_caller]
pub(crate) fn complaints(page: &Page) -> Vec<String> {
    page.eval(&format!(
        "(() => {{
            if (!window.axe) {{ {AXE} }}
            window.complaints = null;
            const rules = {{ 'target-size': {{ enabled: true }} }};
            const shown = (node) => node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ');
            axe.run(document, {{ resultTypes: ['violations'], rules }}).then(
                (result) => {{
                    window.complaints = result.violations.map((rule) => rule.id + ': ' + rule.nodes.map(shown).join(' | '));
                    window.looked = result.passes.length;
                }},
                (error) => {{ window.complaints = ['axe-core failed: ' + error]; }},
            );
            return true;
        }})()"
    ));
    page.wait_until("axe-core has looked", "window.complaints");
    // A run that looked at nothing must not pass for one that found nothing.
    let looked = page.eval("window.looked").as_u64().unwrap_or_default();
    assert!(looked > 10, "axe-core passed only {looked} rules");
    match page.eval("window.complaints") {
        Value::Array(lines) => lines.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect(),
        other => panic!("axe-core said {other}"),
    }
}

/// Opens each view of `blog` and has axe-core look at it on every screen.
fn look_at(blog: &Blog, views: &[(&str, &str)]) {
    browse(Screen::PHONE, |page| {
        page.expect_in_console("status of 404");
        for (path, css) in views {
            for screen in SCREENS {
                // Opened anew: what `content-visibility` hides keeps the colours it was made with.
                page.show_on(screen);
                page.open(&blog.url(path));
                wait_until_there(page, css);
                page.wait_until("the screen has changed", &format!("innerWidth === {}", screen.width));
                assert_eq!(complaints(page), Vec::<String>::new(), "{path} on {screen:?}");
            }
        }
    });
}

#[test]
fn axe_finds_nothing_in_lists_and_posts() {
    let views = [
        ("/", "article.summary"),
        ("/posts/markdown", "article.post"),
        ("/posts/seed-shape", "article.post"),
        ("/posts/broken-front-matter", "article.post"),
        ("/posts/long", "article.post"),
        ("/nothing/here", ".notice"),
    ];
    look_at(&Blog::of("shapes"), &views);
}

#[test]
fn axe_finds_nothing_in_what_loads() {
    let blog = Blog::raw("shapes");
    browse(Screen::PHONE, |page| {
        for (path, held) in
            [("/posts/markdown", "/posts/*.md"), ("/archive", "/catalogue/*"), ("/tags", "/catalogue/*")]
        {
            let gate = Gate::default();
            blog.break_by(Rule::always(held, Fault::Held(gate.clone())));
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready] main [aria-busy=true]");
            assert_eq!(page.count("h1"), 1, "{path} has a heading while it loads");
            assert_eq!(complaints(page), Vec::<String>::new(), "{path} while it loads");
            gate.open();
            blog.mend();
            page.wait_without("[aria-busy=true]");
            assert_eq!(page.count("h1"), 1, "{path} has a heading");
        }
    });
}

#[test]
fn axe_finds_nothing_in_what_a_post_can_do() {
    let blog = Blog::of("article");
    browse(Screen::PHONE, |page| {
        for console in ["/posts/gone.webp", "/posts/film.mp4", "/posts/song.mp3"] {
            page.expect_in_console(console);
        }
        for (key, shows) in [
            ("furniture", ".anchor"),
            ("sections", ".contents"),
            ("pictures", ".failed-picture"),
            ("code", ".code-bar"),
            ("formulas", "math"),
            ("players", "a[data-hint]"),
        ] {
            for screen in SCREENS {
                page.show_on(screen);
                page.open(&blog.url(&format!("/posts/{key}/")));
                wait_until_there(page, ".ago[data-ago]");
                // What comes once a reader does something is looked at as well.
                page.press(Key::Shift);
                page.wait_for(shows);
                page.wait_until("the screen has changed", &format!("innerWidth === {}", screen.width));
                assert_eq!(complaints(page), Vec::<String>::new(), "{key} on {screen:?}");
            }
        }
        for screen in SCREENS {
            page.show_on(screen);
            page.open(&blog.url("/posts/pictures/"));
            wait_until_there(page, ".ago[data-ago]");
            page.click("img.enlargeable");
            page.wait_for("dialog.lightbox[open] img");
            assert_eq!(complaints(page), Vec::<String>::new(), "an enlarged picture on {screen:?}");
        }
        for screen in [Screen::PHONE, Screen { dark: true, ..Screen::PHONE }] {
            page.show_on(screen);
            page.open(&blog.url("/posts/sections/"));
            wait_until_there(page, ".ago[data-ago]");
            page.click(".contents-open");
            page.wait_for(".contents:popover-open");
            assert_eq!(complaints(page), Vec::<String>::new(), "the contents on {screen:?}");
        }
    });
}

#[test]
fn axe_finds_nothing_in_pages_and_emptiness() {
    look_at(&Blog::of("paging"), &[("/page/2", "article.summary")]);
    look_at(&Blog::of("empty"), &[("/", ".empty")]);
}

#[test]
fn axe_finds_nothing_in_the_archive_nor_in_categories_and_tags() {
    let views = [
        ("/archive", ".line"),
        ("/archive/2026", ".line"),
        ("/archive/2026/03", ".line"),
        ("/categories", ".tree a"),
        ("/categories/%E8%AF%BB%E4%B9%A6", ".line"),
        ("/tags", ".cloud a"),
        ("/tags/typography", ".line"),
    ];
    look_at(&Blog::of_posts(&project().join("posts"), "/"), &views);
}

#[test]
fn axe_finds_nothing_in_posts_of_any_direction_and_script() {
    let views = [
        ("/posts/ar/ink-and-paper", "article.post"),
        ("/posts/ja/the-colour-of-ink", "article.post"),
        ("/about", "article.post"),
        // Nearly the address of a post: it is suggested.
        ("/essays/history-of-the-inkstone.html", ".suggestions a"),
    ];
    look_at(&Blog::of_posts(&project().join("posts"), "/"), &views);
}

#[test]
fn axe_finds_nothing_where_a_post_does_not_come() {
    let blog = Blog::raw("shapes");
    browse(Screen::PHONE, |page| {
        page.expect_in_console("Failed to load resource");
        for screen in SCREENS {
            page.show_on(screen);
            blog.break_by(Rule::always("/posts/hexo.md", Fault::Status(500)));
            page.open(&blog.url("/posts/hexo"));
            wait_until_there(page, ".notice[data-kind=server] .retry");
            assert_eq!(complaints(page), Vec::<String>::new(), "on {screen:?}");
            blog.mend();
        }
    });
}

#[test]
fn axe_finds_nothing_in_what_is_kept_nor_without_a_network() {
    let blog = Blog::offline(&fixture("shapes"), "/");
    browse(Screen::PHONE, |page| {
        for console in ["Failed to load resource", "net::ERR_", "Failed to fetch", "fetching the script"] {
            page.expect_in_console(console);
        }
        let look = |path: &str, css: &str| {
            for screen in SCREENS {
                page.show_on(screen);
                page.open(&blog.url(path));
                wait_until_there(page, css);
                // It lies on whatever is at the bottom of the screen, from where a reader scrolls it away.
                page.eval("document.querySelector('.bars')?.style.setProperty('position', 'static')");
                assert_eq!(complaints(page), Vec::<String>::new(), "{path} with {css} on {screen:?}");
            }
        };
        look("/saved", ".saved");
        for key in ["hexo", "bundle"] {
            page.open(&blog.url(&format!("/posts/{key}/")));
            page.wait_for("html[data-inkstone=ready][data-offline=kept] article.post");
        }
        page.click(".save-begin");
        page.wait_for(".save[data-state=asking]");
        assert_eq!(complaints(page), Vec::<String>::new(), "before saving");
        page.click(".save-start");
        page.wait_for(".save[data-state=saved]");
        look("/saved", ".saved-collection");
        page.open(&blog.url("/"));
        page.wait_for("html[data-offline=kept] article.summary");
        blog.break_by(Rule::always("*", Fault::Closed));
        look("/", ".summary[data-away]");
        look("/posts/markdown/", ".notice[data-kind=offline]");
        look("/saved", ".saved-collection");
    });
}

#[test]
fn axe_finds_nothing_in_dialogs_nor_in_any_language() {
    let blog = Blog::of("shapes");
    browse(Screen::PHONE, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        for language in ["zh-Hans", "zh-Hant", "ja", "ko", "ar", "en"] {
            choose(page, "language", language);
            page.wait_for(&format!("html[lang={language}]"));
            wait_until_there(page, "article.summary h2");
            let wide = page.eval("document.documentElement.scrollWidth - innerWidth").as_f64().unwrap_or(1.0);
            assert!(wide <= 0.0, "{language} is wider than the narrowest phone, by {wide} px");
            assert_eq!(complaints(page), Vec::<String>::new(), "{language}");
        }
        page.type_keys("?");
        page.wait_for("dialog[open]");
        for screen in SCREENS {
            page.show_on(screen);
            assert_eq!(complaints(page), Vec::<String>::new(), "the dialog on {screen:?}");
        }
    });
}

/// Chooses in one of the header's lists, as a click on its option does.
pub(crate) fn choose(page: &Page, list: &str, value: &str) {
    page.eval(&format!(
        "(() => {{
            const list = document.querySelector('select[data-choice={list}]');
            list.value = '{value}';
            list.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()"
    ));
}

#[test]
fn the_interface_turns_with_its_language_and_posts_keep_theirs() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/ja/the-colour-of-ink"));
        wait_until_there(page, "article.post");
        choose(page, "language", "ar");
        page.wait_for("html[lang=ar][dir=rtl]");
        page.wait_until("the header speaks Arabic", "document.querySelector('a.skip').textContent.includes('تخط')");
        let left = |css: &str| page.eval(&format!("document.querySelector('{css}').getBoundingClientRect().left"));
        assert!(left(".brand").as_f64() > left(".tools").as_f64(), "the header runs from right to left");
        assert_eq!(page.eval_text("getComputedStyle(document.querySelector('.post-body p')).direction"), "ltr");
        assert_eq!(page.attributes("article.post", "lang"), ["ja"]);

        page.open(&blog.url("/posts/ar/ink-and-paper"));
        wait_until_there(page, "article.post");
        page.wait_for("html[lang=ar][dir=rtl]");
        choose(page, "language", "");
        page.wait_for("html[lang=en][dir=ltr]");
        assert_eq!(page.eval_text("getComputedStyle(document.querySelector('.post-body p')).direction"), "rtl");
    });
}

#[test]
fn the_choice_of_colours_holds_before_the_app_runs() {
    let blog = Blog::of("shapes");
    let paper = "getComputedStyle(document.documentElement).backgroundColor";
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        let light = page.eval_text(paper);
        choose(page, "scheme", "dark");
        page.wait_until("it is dark", &format!("{paper} !== '{light}'"));
        let dark = page.eval_text(paper);

        // With the app held back, the page can only be what its head made of it.
        let gate = Gate::default();
        blog.break_by(Rule::always("/inkstone-app*.wasm", Fault::Held(gate.clone())));
        page.open(&blog.url("/"));
        page.wait_for("html[data-scheme=dark][data-inkstone=shell]");
        assert_eq!(page.eval_text(paper), dark);
        gate.open();
        wait_until_there(page, "article.summary");
        page.wait_until("the list shows it", "document.querySelector('select[data-choice=scheme]').value === 'dark'");

        choose(page, "scheme", "auto");
        page.wait_for("html:not([data-scheme])");
        assert_eq!(page.eval("localStorage.length"), 0, "what is as without a choice is not kept");
    });
}

#[test]
fn the_blog_can_be_toured_by_keyboard_alone() {
    let blog = Blog::of("paging");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        wait_until_there(page, "article.summary");
        for (stop, css) in [
            ("the skip link", "a.skip"),
            ("the blog's name", "a.brand"),
            ("the navigation", ".menu a"),
            ("the colours", "select[data-choice=scheme]"),
            ("the language", "select[data-choice=language]"),
            ("the first post", ".summary h2 a"),
        ] {
            let is_there = format!("document.activeElement.matches({})", Value::from(css));
            // A navigation may have several links.
            for _ in 0..8 {
                page.press(Key::Tab);
                if page.eval(&is_there) == true {
                    break;
                }
            }
            page.wait_until(&format!("the focus is on {stop}"), &is_there);
            page.wait_until(
                &format!("{stop} shows it"),
                "(() => {
                const shown = document.activeElement.closest('.tool') || document.activeElement;
                return getComputedStyle(shown).outlineStyle !== 'none' || shown.matches('a.skip');
            })()",
            );
        }

        let focus = "document.activeElement.closest('.summary')?.dataset.path";
        page.type_keys("j");
        page.wait_until("j is the next entry", &format!("{focus} === 'letter-09'"));
        page.type_keys("k");
        page.wait_until("k is the one before", &format!("{focus} === 'letter-10'"));
        page.press(Key::Enter);
        wait_until_there(page, "article.post[data-path=letter-10]");
        page.wait_until("the focus is on the title", "document.activeElement.matches('article.post h1')");
        page.back();
        wait_until_there(page, "article.summary");

        page.type_keys("t");
        page.wait_for("html[data-scheme=light]");
        page.wait_until("and it is said", "document.querySelector('#announcement').textContent.length > 0");
        page.type_keys("t");
        page.wait_for("html[data-scheme=dark]");

        page.type_keys("?");
        page.wait_for("dialog#shortcuts[open]");
        page.wait_until("the focus is in the dialog", "document.activeElement.closest('dialog')");
        page.type_keys("t");
        page.press(Key::Escape);
        page.wait_without("dialog[open]");
        assert_eq!(page.count("html[data-scheme=dark]"), 1, "keys are off in a dialog");

        page.type_keys("?");
        page.wait_for("dialog[open]");
        page.eval("document.querySelector('input[data-choice=shortcuts]').focus()");
        page.press(Key::Space);
        page.press(Key::Escape);
        page.wait_without("dialog[open]");
        page.type_keys("?t");
        assert_eq!(page.count("dialog[open]"), 0, "keys are switched off");
        assert_eq!(page.count("html[data-scheme=dark]"), 1, "keys are switched off");
        page.reload();
        wait_until_there(page, "article.summary");
        page.type_keys("t");
        assert_eq!(page.count("html[data-scheme=dark]"), 1, "and stay so");
    });
}

#[test]
fn lines_terms_and_posts_can_be_toured_by_keyboard_alone() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        // From the beginning of the page to its first link of this kind, and through it.
        let follow = |css: &str| {
            let is_there = format!("document.activeElement.matches({})", Value::from(css));
            for _ in 0..60 {
                page.press(Key::Tab);
                if page.eval(&is_there) == true {
                    break;
                }
            }
            page.wait_until(&format!("the focus is on {css}"), &is_there);
            page.press(Key::Enter);
        };
        page.open(&blog.url("/tags/"));
        wait_until_there(page, ".cloud a");
        follow(".cloud a");
        wait_until_there(page, ".line");
        page.open(&blog.url("/archive/"));
        wait_until_there(page, ".line");
        let line = "[...document.querySelectorAll('main .line > a')].indexOf(document.activeElement)";
        for (key, at) in [("j", 0), ("j", 1), ("k", 0)] {
            page.type_keys(key);
            page.wait_until(&format!("{key} leads to line {at}"), &format!("{line} === {at}"));
        }
        page.press(Key::Enter);
        wait_until_there(page, "article.post");
        let post = page.eval_text("document.querySelector('article.post').dataset.path");
        // What leads on is not known yet: the key has it looked up.
        assert_eq!(page.count(".around a"), 0);
        page.type_keys("j");
        page.wait_for(&format!("article.post:not([data-path='{post}'])"));
        // It is when the reader has come near the end.
        page.press(Key::End);
        page.wait_for(".around a[rel=prev]");
        page.type_keys("k");
        page.wait_for(&format!("article.post[data-path='{post}']"));
        for (path, link) in [("/archive/", ".line > a"), ("/saved/", ".menu a")] {
            page.open(&blog.url(path));
            page.wait_for("html[data-inkstone=ready] main h1");
            page.wait_without("[aria-busy=true]");
            follow(link);
            page.wait_until("the link has been followed", &format!("!location.pathname.endsWith('{path}')"));
        }
    });
}
