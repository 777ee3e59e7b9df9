//! Markdown to sanitised nodes, a document of a megabyte: beside marked and DOMPurify in the same browser.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::{
    blog::project,
    goals::Goal,
    host::Host,
    page::{Screen, browse},
    posts,
};

/// The size of the document, in bytes.
const SIZE: usize = 1_000_000;
/// How often each converts it; the median counts.
const RUNS: usize = 7;
/// How many times as fast ours shall be.
const GOAL: f64 = 5.0;

/// Prints both, and says whether ours is as much faster as it shall be.
pub(crate) fn judge(peers: &Path) -> bool {
    let app = project().join("target/app");
    let ours = |start: &str, end: &str| {
        let mut names = fs::read_dir(&app)
            .unwrap_or_else(|error| panic!("{}: {error}", app.display()))
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let name = names.find(|name| name.starts_with(start) && name.ends_with(end));
        app.join(name.unwrap_or_else(|| panic!("{} has no {start}…{end}", app.display())))
    };
    let folder = TempDir::new().expect("a temporary folder");
    let to = |name: &str| folder.path().join(name);
    for (from, name) in [
        (ours("inkstone-renderer-", ".js"), "renderer.js"),
        (ours("inkstone-renderer_bg-", ".wasm"), "renderer.wasm"),
        (peers.join("node_modules/marked/lib/marked.esm.js"), "marked.js"),
        (project().join("web/vendor/dompurify/purify.es.mjs"), "purify.js"),
        (project().join("benches/load/convert.js"), "convert.js"),
    ] {
        fs::copy(&from, to(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
    let page =
        "<!doctype html><title>Markdown</title><link rel=icon href=data:,><script type=module src=convert.js></script>";
    fs::write(to("index.html"), page).expect("the folder is ours");
    fs::write(to("document.md"), posts::document(SIZE)).expect("the folder is ours");
    let host = Host::serve(folder.path(), "/");
    let mut met = false;
    browse(Screen::LAPTOP, |page| {
        page.open(&host.url("/index.html"));
        page.wait_until("both are there", "document.documentElement.dataset.ready");
        let found = page.eval(&format!("compare({RUNS})"));
        let number = |name: &str| found[name].as_f64().unwrap_or_default();
        let (ours, theirs, parser) = (number("ours"), number("theirs"), number("parser"));
        println!("\nMarkdown to sanitised nodes, {} bytes, medians of {RUNS}, ms", number("bytes"));
        println!("  Inkstone {ours:.0}, marked and DOMPurify {theirs:.0}; elements {}", found["elements"]);
        println!(
            "  the browser's parser alone, which both need: {parser:.0}, so about {:.1} is the most",
            theirs / parser
        );
        met = Goal::least("times as fast", theirs / ours, GOAL).judge();
    });
    met
}
