//! A first visit while the network goes: content, or a message with a way on that works.

use std::time::{Duration, Instant};

use super::expect_failures;
use crate::{
    blog::Blog,
    host::{Fault, Host, Rule},
    page::{Page, Screen, browse_while_it_comes},
};

/// How long a reader may be left with neither.
const LIMIT: Duration = Duration::from_secs(10);
/// What a reader can read, or can do something about.
const CONTENT: &str = "document.querySelector('.summary[data-path], article.post .post-body')";
const MESSAGE: &str = "document.querySelector('.notice .retry')";
/// A page that waits for its styles has everything and shows nothing.
const IS_SHOWN: &str = "performance.getEntriesByName('first-contentful-paint').length > 0";

/// Whether the page has come from `host`, as JavaScript.
fn is_of(host: &Host) -> String {
    format!("location.origin === '{}'", host.origin())
}

/// How many requests the page at `path` makes until its worker has kept it.
fn requests(page: &Page, blog: &Blog, path: &str) -> u32 {
    let host = Host::serve(&blog.folder(), "/");
    page.open(&host.url(path));
    // The page before it may be kept as well.
    let is_kept = "document.querySelector('html[data-offline=kept]')";
    page.wait_until("its worker has kept it", &format!("{} && {is_kept}", is_of(&host)));
    let count = host.requests().len();
    assert!(count > 5, "{count} requests");
    u32::try_from(count).expect("a few")
}

/// Visits `path` for the first time while `fault` strikes every request from the `number`th on.
fn visit(page: &Page, blog: &Blog, path: &str, number: u32, fault: &Fault) -> Duration {
    // Another port is another origin: nothing is known of it.
    let host = Host::serve(&blog.folder(), "/");
    host.break_by(Rule::from(number, "*", fault.clone()));
    let began = Instant::now();
    page.open(&host.url(path));
    let is_here = format!("{} && {IS_SHOWN}", is_of(&host));
    page.wait_until(
        &format!("{path} cut at request {number} by {fault:?}: content or a message"),
        &format!("{is_here} && ({CONTENT} || {MESSAGE})"),
    );
    let took = began.elapsed();
    host.mend();
    if page.eval(&format!("!{CONTENT}")) == true {
        page.click(".notice .retry");
        page.wait_until(&format!("{path} cut at {number}: content on a second try"), CONTENT);
    }
    took
}

fn visit_all(faults: &[Fault], every: usize) {
    let blog = super::blog("paging");
    browse_while_it_comes(Screen::LAPTOP, |page| {
        expect_failures(page);
        // Said of a file that breaks off, and of what a page that is left was still waiting for.
        page.expect_in_console("Fetch API cannot load");
        page.expect_in_console("Failed to find a valid digest");
        page.expect_in_console("manifest.webmanifest");
        let (mut visits, mut slowest) = (0, Duration::ZERO);
        for path in ["/", "/posts/letter-10/"] {
            let count = requests(page, &blog, path);
            for fault in faults {
                // Without the first there is no page that could say anything: the browser does.
                for number in (2..=count).step_by(every) {
                    slowest = slowest.max(visit(page, &blog, path, number, fault));
                    visits += 1;
                }
            }
        }
        eprintln!("first visit cut at every request: {visits} visits, content or a message after {slowest:?} at most");
        assert!(slowest <= LIMIT, "{slowest:?}");
    });
}

#[test]
fn a_first_visit_that_is_cut_shows_something_that_helps() {
    visit_all(&[Fault::Closed], 1);
}

#[test]
#[ignore = "several minutes: run by cargo xtask test --long"]
fn a_first_visit_that_falls_silent_shows_something_that_helps() {
    visit_all(&[Fault::Silent, Fault::Truncated, Fault::Status(503), Fault::Portal], 1);
}
