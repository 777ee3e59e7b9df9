//! How the app starts: everything at once, the shell before it, and what is there without it.

use std::{fs, process::Command};

use serde_json::json;

use crate::{
    blog::{Blog, fixture, inkstone},
    host::{Fault, Gate, Rule},
    page::{Page, Screen, browse},
};

/// The names of the files at the root of a site.
fn files_of(blog: &Blog) -> Vec<String> {
    let entries = fs::read_dir(blog.folder()).expect("a readable folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// The scripts and WebAssembly modules that the boot script starts on a post's page.
fn modules(blog: &Blog) -> Vec<String> {
    let boot = files_of(blog).into_iter().find(|file| file.starts_with("boot-")).expect("a site has a boot script");
    let boot = fs::read_to_string(blog.folder().join(boot)).expect("a readable script");
    let named = boot.split(['"', '`']).filter(|name| name.ends_with(".js") || name.ends_with(".wasm"));
    // Loaded by need (`article::a_plain_post_loads_no_part_that_it_does_not_need`), or once there is nothing
    // better to do (`what_only_reading_offline_needs_comes_once_the_page_can_be_used`).
    let parts = [
        "code-",
        "embedding-",
        "failed-pictures-",
        "footnotes-",
        "formulas-",
        "inkstone-cataloguer",
        "inkstone-formula",
        "lightbox-",
        "inkstone-front-matter",
        "inkstone-tags",
        "names-",
        "offline-",
        "reader-",
    ];
    let named = named.filter(|name| !parts.iter().any(|part| name.starts_with(part)));
    let modules: Vec<_> = named.map(|name| format!("/{name}")).collect();
    assert!(modules.len() > 1, "the boot script names the app: {modules:?}");
    modules
}

#[test]
fn nothing_that_starts_the_app_waits_for_another() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        let gate = Gate::default();
        // What a post's text does without comes behind the rest: a browser has six connections to a host. So does the
        // app, which is larger than all that the text needs.
        let (behind, mut parts): (Vec<_>, Vec<_>) = modules(&blog)
            .into_iter()
            .partition(|name| name.starts_with("/article-") || name.starts_with("/inkstone-app-"));
        parts.extend(["/catalogue.json", "/posts/newest.md", "/messages-*/en.txt"].map(str::to_owned));
        for part in &parts {
            blog.break_by(Rule::always(part, Fault::Held(gate.clone())));
        }
        page.open(&blog.url("/posts/newest"));
        // All have been asked for, and none has been answered.
        blog.wait_for(&parts);
        page.wait_for("html[data-inkstone=shell]");
        gate.open();
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for("article.post[data-path=newest]");
        assert_eq!(behind.len(), 3, "the app, and what the page of a post adds");
        blog.wait_for(&behind);
        for part in &parts {
            assert_eq!(blog.count(part), 1, "{part} is asked for once");
        }
        for part in &behind {
            assert!(blog.count(part) <= 2, "{part} is asked for once, and once for its worker");
        }
    });
}

/// What no page names, the boot script does, in whatever form the build has written it.
#[test]
fn a_part_that_is_loaded_by_need_is_missed_when_it_is_gone() {
    let blog = Blog::of("failing");
    let codes = || {
        let said = Command::new(inkstone()).args(["check", "--json", "--site"]).arg(blog.folder()).output();
        String::from_utf8(said.expect("the command runs").stdout).expect("text")
    };
    assert!(!codes().contains("missing"), "{}", codes());
    for part in ["inkstone-renderer_bg-", "lightbox-", "inkstone-formula_bg-"] {
        let gone = files_of(&blog).into_iter().find(|file| file.starts_with(part)).expect("it is in a site");
        fs::remove_file(blog.folder().join(&gone)).expect("it is ours");
        assert!(codes().contains(&gone), "{gone} is gone: {}", codes());
    }
}

#[test]
fn what_only_reading_offline_needs_comes_once_the_page_can_be_used() {
    let offline = ["/offline-*.js", "/sw.js"];
    for blog in [Blog::offline(&fixture("failing"), "/"), Blog::raw("failing")] {
        browse(Screen::LAPTOP, |page| {
            let gate = Gate::default();
            blog.break_by(Rule::always("/inkstone-app*.wasm", Fault::Held(gate.clone())));
            page.open(&blog.url("/posts/newest"));
            blog.wait_for(&["/inkstone-app*.wasm"]);
            page.wait_until("the page has loaded", "document.readyState === 'complete'");
            page.wait_for_rest();
            page.wait_for("html[data-inkstone=shell]");
            for part in offline {
                assert_eq!(blog.count(part), 0, "{part} waits for the app");
            }
            gate.open();
            page.wait_for("html[data-inkstone=ready]");
            // Nobody has to ask for it.
            blog.wait_for(&offline);
            assert_eq!(blog.count(offline[0]), 1, "asked for once");
        });
    }
}

/// Has the interface speak Chinese, and loads the page again.
fn choose_chinese(page: &Page) {
    page.eval("localStorage.setItem('inkstone:language', 'zh-Hans')");
    page.reload();
    page.wait_for("html[data-inkstone=ready]");
}

#[test]
fn a_language_is_fetched_by_need_beside_the_app() {
    const TEXTS: &str = "/messages-*zh-Hans.txt";
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/"));
        page.wait_for(".summary[data-path=newest]");
        assert_eq!(blog.count("/messages-*.txt"), 0, "English is in the app");
        let gate = Gate::default();
        blog.break_by(Rule::always("/*.wasm", Fault::Held(gate.clone())));
        page.eval("localStorage.setItem('inkstone:language', 'zh-Hans')");
        page.reload();
        // It waits for nothing of the app.
        blog.wait_for(&[TEXTS]);
        gate.open();
        page.wait_for("html[data-inkstone=ready][lang=zh-Hans] .summary[data-path=newest]");
        assert_eq!(blog.count("/messages-*.txt"), 1, "one language, once");
    });
}

#[test]
fn without_its_language_the_interface_is_english_and_the_blog_can_be_read() {
    const TEXTS: &str = "/messages-*zh-Hans.txt";
    for (case, fault) in [
        ("gone", Fault::Status(404)),
        ("silent", Fault::Silent),
        ("a portal", Fault::Portal),
        ("half", Fault::Truncated),
    ] {
        let blog = Blog::raw("failing");
        browse(Screen::LAPTOP, |page| {
            page.open(&blog.url("/"));
            page.wait_for(".summary[data-path=newest]");
            blog.break_by(Rule::always(TEXTS, fault));
            page.expect_in_console("zh-Hans.txt");
            page.expect_in_console("SRI's integrity checks failed");
            choose_chinese(page);
            page.wait_for("html[lang=en] .summary[data-path=newest]");
            assert!(blog.count(TEXTS) > 0, "{case}: it was asked for");
        });
    }
}

#[test]
fn before_the_app_runs_the_shell_shows_the_name_and_a_skeleton() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        let gate = Gate::default();
        blog.break_by(Rule::always("/*.wasm", Fault::Held(gate.clone())));
        page.open(&blog.url("/"));
        blog.wait_for(&["/*.wasm"]);
        assert_eq!(page.attributes("html", "data-inkstone"), ["shell"]);
        assert!(page.text("header").contains("A blog on a bad line"));
        assert_eq!(page.eval_text("document.title"), "A blog on a bad line");
        assert_eq!(page.count("main#main"), 1);
        page.wait_until("bones are shown", "document.querySelector('[aria-busy=true] .bone').offsetHeight > 0");
        gate.open();
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for(".summary[data-path=newest]");
        page.wait_without(".skeleton");
    });
}

#[test]
fn an_app_that_cannot_start_says_so_and_offers_the_text() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        page.expect_in_console("integrity");
        page.expect_in_console("Fetch API cannot load");
        page.expect_in_console("inkstone:");
        page.expect_in_console("WebAssembly.instantiateStreaming");
        for fault in [Fault::Status(404), Fault::Closed, Fault::Truncated, Fault::Portal] {
            let case = format!("{fault:?}");
            blog.break_by(Rule::always("/*.wasm", fault));
            page.open(&blog.url("/posts/newest"));
            page.wait_for("html[data-inkstone=failed]");
            assert_eq!(page.attributes(".notice", "data-kind"), ["app"], "{case}");
            assert_eq!(page.count("main#main h1"), 1, "{case}");
            blog.mend();
            page.click(".notice .retry");
            page.wait_for("html[data-inkstone=ready]");
            page.wait_for("article.post[data-path=newest]");
        }
        // A text that came before the app would stay (`text_first::a_text_stays_when_the_app_cannot_come`).
        for part in ["/inkstone-app-*.js", "/text-first-*.js"] {
            blog.break_by(Rule::always(part, Fault::Status(500)));
        }
        page.open(&blog.url("/posts/newest"));
        page.wait_for("html[data-inkstone=failed]");
        page.click(".notice a");
        page.wait_until("the raw text of the post", "document.body.innerText.includes('Text of the newest post.')");
    });
}

#[test]
fn a_part_that_only_some_pages_need_can_be_asked_for_again() {
    let blog = Blog::raw("failing");
    let newest = blog.folder().join("posts/newest.md");
    fs::write(newest, "+++\ntitle = 'Newest'\n+++\n{% note %}\nText of the newest post. &Aopf;\n{% endnote %}")
        .expect("the site is ours");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        page.expect_in_console("integrity");
        for (query, part) in [
            ("", "/inkstone-renderer*.wasm"),
            ("", "/inkstone-renderer*.js"),
            ("", "/inkstone-front-matter*.wasm"),
            ("", "/inkstone-front-matter*.js"),
            ("", "/inkstone-tags*.wasm"),
            ("?sanitizer=dompurify", "/purify*"),
        ] {
            blog.break_by(Rule::always(part, Fault::Status(500)));
            page.open(&blog.url(&format!("/posts/newest/{query}")));
            page.wait_for(".notice");
            assert!(blog.count(part) > 0, "{part} was asked for");
            blog.mend();
            page.click(".notice .retry");
            page.wait_for("article.post[data-path=newest]");
            assert!(page.text(".post-body").contains("Text of the newest post. 𝔸"), "{part}");
        }
    });
}

#[test]
fn a_character_whose_name_cannot_be_had_stands_as_it_is_written() {
    let blog = Blog::raw("failing");
    fs::write(blog.folder().join("posts/newest.md"), "A &Aopf; and a &rarr;").expect("the site is ours");
    blog.break_by(Rule::always("/names-*.js", Fault::Status(500)));
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        for expected in ["A &Aopf; and a →", "A 𝔸 and a →"] {
            page.open(&blog.url("/posts/newest/"));
            page.wait_for("html[data-inkstone=ready] article.post[data-path=newest]");
            assert_eq!(page.text(".post-body"), expected);
            blog.mend();
        }
    });
}

#[test]
fn a_host_that_names_wasm_wrongly_is_good_enough() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("WebAssembly.instantiateStreaming");
        blog.break_by(Rule::always("/*.wasm", Fault::Type("application/octet-stream")));
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_for(".summary[data-path=newest]");
        page.click(".summary[data-path=newest] h2 a");
        page.wait_for("article.post[data-path=newest]");
        // What shows a text before the app is for those who begin with a post.
        for module in modules(&blog).into_iter().filter(|module| !module.starts_with("/text-first-")) {
            // The script of a post's page is its worker's as well, which a host without caching is asked for anew.
            let most = if module.starts_with("/article-") { 2 } else { 1 };
            assert!((1..=most).contains(&blog.count(&module)), "{module} is not fetched a second time for that");
        }
    });
}

#[test]
fn without_javascript_there_is_a_sentence_and_a_way_to_the_texts() {
    let blog = Blog::raw("failing");
    browse(Screen::LAPTOP, |page| {
        // A text file names no icon, so the browser asks for the usual one.
        page.expect_in_console("/favicon.ico");
        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page.open(&blog.url("/"));
        page.wait_until("the sentence is shown", "document.querySelector('noscript p').offsetHeight > 0");
        assert!(page.text("noscript").contains("JavaScript"));
        page.click("noscript a[href$='posts/newest.md']");
        page.wait_until("the raw text of the post", "document.body.innerText.includes('Text of the newest post.')");
        page.open(&blog.url("/posts/older"));
        page.click("noscript a[href$='posts/older.md']");
        page.wait_until("the raw text of the post", "document.body.innerText.includes('Text of the older post.')");
    });
}
