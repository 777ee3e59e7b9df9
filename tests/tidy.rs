//! The invariants of the architecture, each a test (ARCHITECTURE.md says why they hold).

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A source file of the project, with what stands in it.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The lines that are code: without comments, and without the tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.text.split("\n#[cfg(test)]").next().unwrap_or_default();
        code.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !line.starts_with("//")
        })
    }
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files with one of the endings below the folders, sorted.
fn sources(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&project().join(folder), endings, &mut found);
    }
    assert!(!found.is_empty(), "no files below {folders:?}: the rule would hold for nothing");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "vendor" | "target" | "fixtures") {
                collect(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(&path).expect("source files are UTF-8");
            let path = path.strip_prefix(project()).expect("below the project").display().to_string();
            found.push(Source { path, text });
        }
    }
}

/// Every place where code of `sources` holds one of `words`, as `file:line: word`.
fn places(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.code() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    found
}

fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

/// The names under `[dependencies]` and `[target.….dependencies]` of a crate's manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(project().join(manifest)).expect("a manifest");
    let mut inside = false;
    let mut names = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("dev-") && !line.contains("build-");
        } else if inside {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with(['#', '"', ']']) {
                names.push(name.to_owned());
            }
        }
    }
    assert!(!names.is_empty(), "{manifest} names no dependencies");
    names
}

#[test]
fn the_pure_crates_have_no_io_clock_environment_or_web_apis() {
    let pure =
        sources(&["crates/characters/src", "crates/content/src", "crates/catalogue/src", "crates/views/src"], &[".rs"]);
    let words = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::time",
        "std::thread",
        "std::io",
        "Timestamp::now",
        "Zoned::now",
        "web_sys",
        "js_sys",
        "gloo_",
        "static mut",
        "thread_local!",
        "OnceLock",
        "LazyLock",
        "println!",
        "rand::",
    ];
    // A parser's table, which its callers cannot hand to it: what is given for one post is gone after it.
    let is_given =
        |place: &String| place.starts_with("crates/characters/src/names.rs") && place.contains("thread_local!");
    let found: Vec<String> = places(&pure, &words).into_iter().filter(|place| !is_given(place)).collect();
    assert_none("characters, content, catalogue and views are pure", &found);
}

#[test]
fn only_front_matter_names_the_yaml_crate() {
    let all = sources(&["src", "crates"], &[".rs"]);
    let found: Vec<String> = places(&all, &["serde_yaml", "yaml_serde"])
        .into_iter()
        .filter(|place| {
            !place.starts_with("crates/content/src/front_matter/") && !place.starts_with("crates/content/benches/")
        })
        .collect();
    assert_none("only crates/content/src/front_matter names a YAML crate", &found);
}

#[test]
fn post_html_enters_a_page_through_one_function() {
    let all = sources(&["src", "crates/views/src"], &[".rs"]);
    let words = ["from_html_unchecked", "VRef", "set_inner_html", "set_outer_html", "insert_adjacent_html", "VRaw"];
    let found: Vec<String> =
        places(&all, &words).into_iter().filter(|place| !place.starts_with("crates/views/src/body.rs")).collect();
    assert_none("only crates/views/src/body.rs puts HTML into a page", &found);
}

#[test]
fn the_script_of_a_post_knows_the_players_of_the_policy() {
    let script = fs::read_to_string(project().join("web/article/article.js")).expect("the script of a post");
    let line = script.lines().find(|line| line.starts_with("const players = ")).expect("its players");
    let named: Vec<&str> = line.split('"').filter(|part| part.starts_with("https://")).collect();
    assert_eq!(named, inkstone_content::policy::FRAME_ORIGINS);
}

#[test]
fn scripts_never_write_html() {
    let all = sources(&["web"], &[".js", ".mjs"]);
    let words = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
    assert_none("our JavaScript builds nodes, never HTML", &places(&all, &words));
}

#[test]
fn only_the_boot_script_imports_scripts() {
    let all = sources(&["web"], &[".js", ".mjs"]);
    let words = ["import(", "import {", "import *", "importScripts(", "createElement(\"script\")"];
    // In a page of another site there is nobody to check: the page trusts the blog that it names, and `embed.js`
    // imports only what the build has named by its hash.
    // A worker has no preload, but can ask for a file by its hash just before.
    let allowed = ["web/boot.js", "web/embed/embed.js", "web/reader.js"];
    let found: Vec<String> = places(&all, &words)
        .into_iter()
        .filter(|place| !allowed.iter().any(|script| place.starts_with(script)))
        .collect();
    assert_none("a script that is loaded by need is checked by its hash in web/boot.js", &found);
}

#[test]
fn no_code_is_made_of_text() {
    let folders = [
        "src",
        "crates/views/src",
        "crates/sanitise/src",
        "crates/renderer/src",
        "crates/front-matter/src",
        "crates/tags/src",
        "crates/embed/src",
    ];
    let all = sources(&folders, &[".rs"]);
    // `Function::default()` is JavaScript's `new Function()`.
    let words = ["Function::default()", "Function::new_", "js_sys::eval"];
    assert_none("the policy of content refuses code made of text", &places(&all, &words));
}

#[test]
fn the_app_asks_the_renderers_module_to_sanitise() {
    let all = sources(&["src", "crates/views/src"], &[".rs"]);
    let words =
        ["sanitise::sanitise", "sanitise::begin", "sanitise::platform", "sanitise::dompurify", "Engine", "judge"];
    assert_none(
        "the policy and its engines are in the renderer's module: 12 KB less in the app",
        &places(&all, &words),
    );
    let body = fs::read_to_string(project().join("crates/renderer/src/body.rs")).expect("what the module exports");
    assert!(body.contains("inkstone_sanitise::begin("), "what the module exports as `sanitise` is the sanitiser");
}

#[test]
fn no_feature_turns_the_sanitiser_off() {
    for manifest in [
        "Cargo.toml",
        "crates/embed/Cargo.toml",
        "crates/renderer/Cargo.toml",
        "crates/sanitise/Cargo.toml",
        "crates/views/Cargo.toml",
    ] {
        let text = fs::read_to_string(project().join(manifest)).expect("a manifest");
        assert!(!text.contains("[features]"), "{manifest} has features; none may bypass the sanitiser");
    }
}

#[test]
fn hooks_are_called_whatever_the_state() {
    let all = sources(&["src", "crates/views/src"], &[".rs"]);
    let words = ["&& use_", "|| use_", "| use_", "_or(use_", "_else(use_"];
    assert_none("a hook that a component calls only at times stops the app", &places(&all, &words));
}

#[test]
fn only_the_source_fetches() {
    let all = sources(&["src", "crates/views/src", "crates/sanitise/src"], &[".rs"]);
    let words = ["gloo_net", "fetch_with", "XmlHttpRequest", "Request::get"];
    let found: Vec<String> =
        places(&all, &words).into_iter().filter(|place| !place.starts_with("src/source.rs")).collect();
    assert_none("only src/source.rs fetches", &found);
}

#[test]
fn the_arrows_between_crates_are_the_designs() {
    for (manifest, allowed) in [
        ("crates/content/Cargo.toml", &["inkstone-characters"][..]),
        ("crates/catalogue/Cargo.toml", &["inkstone-content"][..]),
        ("crates/cataloguer/Cargo.toml", &["inkstone-catalogue", "inkstone-content"][..]),
        ("crates/embed/Cargo.toml", &["inkstone-sanitise"][..]),
        ("crates/front-matter/Cargo.toml", &["inkstone-content"][..]),
        ("crates/formula/Cargo.toml", &[][..]),
        (
            "crates/renderer/Cargo.toml",
            &["inkstone-catalogue", "inkstone-characters", "inkstone-content", "inkstone-sanitise"][..],
        ),
        ("crates/sanitise/Cargo.toml", &["inkstone-content", "inkstone-formula"][..]),
        ("crates/tags/Cargo.toml", &["inkstone-content"][..]),
        (
            "crates/views/Cargo.toml",
            &["inkstone-catalogue", "inkstone-characters", "inkstone-content", "inkstone-sanitise"][..],
        ),
        ("vendor/pulldown-cmark/Cargo.toml", &["inkstone-characters"][..]),
        (
            "crates/cli/Cargo.toml",
            &["inkstone-catalogue", "inkstone-content", "inkstone-sanitise", "inkstone-views"][..],
        ),
        // Where the workspace names all of them.
        (
            "Cargo.toml",
            &["inkstone-catalogue", "inkstone-characters", "inkstone-content", "inkstone-sanitise", "inkstone-views"][..],
        ),
    ] {
        let found: Vec<String> = dependencies(manifest)
            .into_iter()
            .filter(|name| name.starts_with("inkstone-") && !allowed.contains(&name.as_str()))
            .collect();
        assert_none(&format!("{manifest} may depend only on {allowed:?}"), &found);
    }
    let lowest = fs::read_to_string(project().join("crates/characters/Cargo.toml")).expect("a manifest");
    let sections = lowest.lines().filter(|line| line.starts_with('[') && line.contains("dependencies"));
    let found: Vec<&str> = sections.filter(|line| !line.ends_with(".dev-dependencies]")).collect();
    assert!(found.is_empty(), "crates/characters depends on nothing: {found:?}");
}

#[test]
fn the_browser_carries_no_time_zone_database_and_no_second_sanitiser() {
    let workspace = fs::read_to_string(project().join("Cargo.toml")).expect("a manifest");
    let jiff = workspace.lines().find(|line| line.starts_with("jiff = ")).expect("jiff is a workspace dependency");
    assert!(jiff.contains("default-features = false"), "jiff's defaults would ship a database: {jiff}");
    assert!(!jiff.contains("tzdb") && !jiff.contains("tz-fat"), "jiff would ship a database: {jiff}");
    let sanitise = fs::read_to_string(project().join("crates/sanitise/Cargo.toml")).expect("a manifest");
    let (before, _) = sanitise.split_once("\nammonia").expect("ammonia is the native engine");
    assert!(
        before.ends_with("[target.'cfg(not(target_arch = \"wasm32\"))'.dependencies]"),
        "ammonia belongs to native targets only: it costs 193 KB in a browser"
    );
    assert!(!before.contains("inkstone-formula"), "formulas are set by a module of their own in a browser");
}

#[test]
fn the_app_is_built_with_its_own_features() {
    let workspace = fs::read_to_string(project().join("Cargo.toml")).expect("a manifest");
    assert!(
        workspace.lines().any(|line| line == "default-members = [\".\"]"),
        "trunk names no package: the features of every other default member would be in the app"
    );
}

#[test]
fn names_say_what_lives_in_a_file() {
    let vague = ["utils", "util", "helpers", "helper", "manager", "info", "data", "common", "misc"];
    let found: Vec<String> = sources(&["src", "crates", "tests"], &[".rs"])
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.split(['/', '.']).any(|part| vague.contains(&part)))
        .collect();
    assert_none("a file's name is its subject", &found);
}

#[test]
fn every_source_file_says_why_it_exists() {
    let found: Vec<String> = sources(&["src", "crates", "tests"], &[".rs"])
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert_none("a file begins with `//!`", &found);
}

/// The selectors of a sheet, and what stands in each block, without comments.
fn rules(css: &str) -> Vec<(String, String)> {
    let mut text = String::new();
    for (at, part) in css.split("/*").enumerate() {
        text.push_str(if at == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) });
    }
    let mut rules = Vec::new();
    for (at, _) in text.match_indices('{') {
        let before = text[..at].rsplit(['{', '}', ';']).next().unwrap_or_default();
        let block = text[at + 1..].split('}').next().unwrap_or_default();
        rules.push((before.trim().to_owned(), block.to_owned()));
    }
    rules.retain(|(selector, _)| !selector.starts_with('@') && !selector.is_empty());
    rules
}

/// What a selector says of the element itself, without pseudo-classes and what stands in brackets.
fn subject(selector: &str) -> String {
    let mut depth = 0;
    let mut flat = String::new();
    for c in selector.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if depth == 0 => flat.push(c),
            _ => {}
        }
    }
    let last = flat.split([' ', '>', '+', '~', '\n']).rfind(|part| !part.is_empty()).unwrap_or_default();
    last.split(':').next().unwrap_or_default().to_owned()
}

/// The selectors of a list, at its own commas.
fn alternatives(selector: &str) -> Vec<&str> {
    let mut depth = 0;
    selector
        .split(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            c == ',' && depth == 0
        })
        .collect()
}

#[test]
fn what_comes_late_leaves_the_styles_of_a_text_as_they_are() {
    let folder = project().join("web");
    let late = ["list.css", "post.css", "style.css"].map(|list| fs::read_to_string(folder.join(list)).expect(list));
    let mut found = Vec::new();
    let mut files = 0;
    for line in late.iter().flat_map(|list| list.lines()) {
        let Some(name) = line.strip_prefix("@import \"./").and_then(|rest| rest.strip_suffix("\";")) else { continue };
        // Nothing of it holds on a screen.
        if name.ends_with("/print.css") {
            continue;
        }
        files += 1;
        let css = fs::read_to_string(folder.join(name)).expect("a sheet of ours");
        for (selector, block) in rules(&css) {
            let of_all = alternatives(&selector).into_iter().any(|one| matches!(subject(one).as_str(), "" | "*"));
            let is_inherited = subject(&selector) == "html" && block.contains("--");
            if of_all || is_inherited {
                found.push(format!("web/{name}: {selector}"));
            }
        }
    }
    assert!(files > 8, "{files} sheets are not all");
    assert_none("a browser works out every element's styles anew for a rule about every element", &found);
}
