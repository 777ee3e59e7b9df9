//! `inkstone serve` beside an author who writes: what is saved is on the screen, in its place,
//! without the page being loaded anew.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::json;
use tempfile::TempDir;

use crate::{
    blog::inkstone,
    page::{Screen, browse},
};

/// A server of the blog in a folder.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(posts: &Path) -> Self {
        let mut command = Command::new(inkstone());
        command.arg("serve").arg(posts).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a line");
        let address = line.split_whitespace().next().unwrap_or_default().trim_end_matches('/').to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "no address: {line}");
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn post(title: &str, last: &str) -> String {
    post_of(60, title, last)
}

/// So long that it is laid out in parts.
fn long_post(title: &str, last: &str) -> String {
    post_of(400, title, last)
}

fn post_of(paragraphs: usize, title: &str, last: &str) -> String {
    let paragraphs: String = (0..paragraphs).map(|number| format!("Paragraph {number} of a long post.\n\n")).collect();
    format!("---\ntitle: {title}\ndate: 2024-01-01\n---\n\n{paragraphs}{last}\n")
}

#[test]
fn a_saved_post_is_shown_in_its_place() {
    let posts = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(posts.path().join(name), text).expect("the folder is ours");
    write("draft.md", &long_post("Written now", "The first version."));
    write("other.md", &post("Another", "Nothing new."));
    let server = Server::start(posts.path());
    browse(Screen::LAPTOP, |page| {
        page.open(&format!("{}/posts/draft/", server.address));
        page.wait_for("html[data-inkstone=ready]");
        page.eval("window.isTheSame = true");
        page.eval("scrollTo(0, 6000)");
        // Who jumps gets all of a long text laid out, and stays at what they see.
        page.wait_until("it is scrolled", "scrollY > 1000 && !document.querySelector('[data-parts]')");
        page.wait_for_rest();
        let place = page.eval("scrollY");
        // The script that listens is a module: it runs before the page counts as loaded.
        page.wait_until(
            "the server is heard",
            "performance.getEntriesByName(new URL('/-/live.js', location).href).length",
        );
        for round in 1..=3 {
            let (title, last) = (format!("Written now, again {round}"), format!("Version {round}."));
            write("draft.md", &long_post(&title, &last));
            page.wait_until(&last, &format!("document.querySelector('.post-body')?.textContent.includes({last:?})"));
            assert_eq!(page.eval_text("document.querySelector('main h1').textContent"), title);
            assert_eq!(page.eval("window.isTheSame"), json!(true), "round {round}: the page was loaded anew");
            assert_eq!(page.eval("scrollY"), place, "round {round}");
            assert_eq!(page.count("article.post"), 1, "round {round}");
            page.wait_until("the document's title", &format!("document.title.startsWith({title:?})"));
        }
        // Another post's change leaves this one as it is.
        write("other.md", &post("Another", "Something new."));
        write("draft.md", &long_post("Written now, for the last time", "The end."));
        page.wait_until("the end", "document.querySelector('.post-body')?.textContent.includes('The end.')");
        assert_eq!(page.eval("scrollY"), place);
    });
}

/// How many posts the author's blog has, and how often one of them is saved; the median counts.
const MANY: usize = 10_000;
const SAVES: usize = 9;

#[test]
#[expect(clippy::print_stdout, reason = "a measurement is for whoever runs it")]
#[ignore = "a measurement, for a quiet machine: `cargo test --test browser serving:: -- --ignored --nocapture`"]
fn how_long_from_saving_to_the_screen() {
    let posts = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(posts.path().join(name), text).expect("the folder is ours");
    for number in 0..MANY {
        write(&format!("post-{number}.md"), &post(&format!("Post {number}"), "Nothing new."));
    }
    write("draft.md", &post("Written now", "The first version."));
    let server = Server::start(posts.path());
    browse(Screen::LAPTOP, |page| {
        page.open(&format!("{}/posts/draft/", server.address));
        page.wait_for("html[data-inkstone=ready]");
        page.wait_until(
            "the server is heard",
            "performance.getEntriesByName(new URL('/-/live.js', location).href).length",
        );
        let mut took = Vec::new();
        for save in 0..SAVES {
            let last = format!("Version {save}.");
            page.eval(&format!(
                "new MutationObserver((_, observer) => {{
                    if (!document.querySelector('.post-body')?.textContent.includes({last:?})) return;
                    observer.disconnect();
                    requestAnimationFrame(() => window.seen = performance.timeOrigin + performance.now());
                }}).observe(document.body, {{ subtree: true, childList: true }}) ?? (window.seen = 0)"
            ));
            let saved = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64() * 1_000.0;
            write("draft.md", &post("Written now", &last));
            page.wait_until(&last, "window.seen > 0");
            took.push(page.eval("window.seen").as_f64().expect("a time") - saved);
        }
        took.sort_by(f64::total_cmp);
        println!("from saving a post to the screen, {MANY} posts: median {:.0} ms of {took:.0?}", took[SAVES / 2]);
    });
}
