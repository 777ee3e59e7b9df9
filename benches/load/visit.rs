//! One visit of one page, and what it came to.

use serde_json::json;

use crate::{
    contenders::Contender,
    long_tasks,
    page::{Page, Screen, browse},
};

/// A line and a processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As this machine is.
    Fast,
    /// Slow 4G, 1.6 Mbit/s and 150 ms, and a quarter of the processor.
    Slow,
}

impl Profile {
    fn set_on(self, page: &Page) {
        if self == Self::Slow {
            page.cdp("Network.enable", json!({}));
            let line = json!({
                "offline": false, "latency": 150, "downloadThroughput": 1.6e6 / 8.0, "uploadThroughput": 750e3 / 8.0,
            });
            page.cdp("Network.emulateNetworkConditions", line);
            page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }));
        }
        // As readers have it: what will probably be opened is fetched ahead.
        page.cdp("Emulation.setDataSaverOverride", json!({ "dataSaverEnabled": false }));
    }
}

/// What a visit came to; times in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    /// From the beginning of the visit, or the click, until the text is on the screen.
    pub(crate) text: f64,
    /// Until the app answers clicks; of ours only.
    pub(crate) ready: f64,
    /// The cumulative layout shift.
    pub(crate) shift: f64,
    /// The total blocking time: what tasks took beyond 50 ms each, from the first paint of content on, since nobody can
    /// use what is not there yet (<https://web.dev/articles/tbt>).
    pub(crate) blocked: f64,
    /// The same of all tasks, that in which the text was laid out included.
    pub(crate) blocked_in_all: f64,
}

/// In every page, from its beginning: looks in each frame whether there is a paragraph of the post, and notes when
/// the frame after that begins, by which time it has been painted. A frame is not drawn while a style sheet is missing,
/// so text that cannot be seen yet does not count.
const WATCH: &str = "
    window.found = { shift: 0 };
    const isText = (one) => one.textContent.trim().length > 12 && one.getClientRects().length > 0;
    const isThere = () => [...document.querySelectorAll('.post-body p, .markdown-section p, body > article p')].some(isText);
    window.noteText = (from) => {
        const look = () => requestAnimationFrame(() => {
            if (!isThere()) return look();
            requestAnimationFrame(() => { found.text = performance.now() - from; });
        });
        look();
    };
    if (!window.isClicked) noteText(0);
    const ready = () => { if (document.documentElement?.dataset.inkstone === 'ready') found.ready ??= performance.now(); };
    new MutationObserver(ready).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-inkstone'] });
    const each = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
    each('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) found.shift += value; });
";

/// What the tasks after `from` took beyond 50 ms each; of one that was under way then, the rest counts.
fn blocked(tasks: &[(f64, f64)], from: f64) -> f64 {
    // The sum of nothing is -0.
    tasks.iter().map(|(start, end)| (end - start.max(from) - 50.0).max(0.0)).sum::<f64>() + 0.0
}

/// Waits until the page has come to rest, and says what was noted.
fn rest(page: &Page, is_ours: bool) -> Found {
    page.wait_until("the text is there", "window.found?.text");
    if is_ours {
        page.wait_until("the app is ready", "found.ready");
    }
    page.wait_until("the page has loaded", "document.readyState === 'complete'");
    page.eval_async(
        "new Promise((done) => requestIdleCallback(() => setTimeout(() => done(0), 500), { timeout: 5000 }))",
    );
    let found = page.eval("found");
    let number = |name: &str| found[name].as_f64().unwrap_or_default();
    let tasks: Vec<(f64, f64)> = serde_json::from_value(page.eval("longTasks()")).expect("pairs of times");
    // A click has its page before it.
    let painted = page.eval("found.from ?? performance.getEntriesByName('first-contentful-paint')[0].startTime");
    let painted = painted.as_f64().expect("there is text, so content was painted");
    Found {
        text: number("text"),
        ready: number("ready"),
        shift: number("shift"),
        blocked: blocked(&tasks, painted),
        blocked_in_all: blocked(&tasks, number("from")),
    }
}

/// Lets the browser come to rest, which has just been started: it still draws its own window, beside the page and on the
/// same two processors, which was half of what a first visit of anybody's took.
fn let_browser_start(page: &Page) {
    page.eval_async("new Promise((done) => setTimeout(() => done(0), 2500))");
}

/// A visit with an empty cache, and a second one, after the first has kept what it keeps.
pub(crate) fn twice(contender: &Contender, key: &str, profile: Profile) -> [Found; 2] {
    let mut found = [Found::default(); 2];
    browse(Screen::LAPTOP, |page| {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": format!("{WATCH}{}", long_tasks::WATCH) }));
        let_browser_start(page);
        profile.set_on(page);
        page.open(&contender.post(key));
        found[0] = rest(page, contender.is_ours());
        if contender.has_worker {
            page.wait_for("html:is([data-offline=ready], [data-offline=kept])");
        }
        page.open("about:blank");
        page.open(&contender.post(key));
        found[1] = rest(page, contender.is_ours());
    });
    found
}

/// A click on a post in the list, once the list has come to rest.
pub(crate) fn click(contender: &Contender, key: &str, profile: Profile) -> Found {
    let mut found = Found::default();
    browse(Screen::LAPTOP, |page| {
        // The list's own paragraphs are no post.
        let source = format!("window.isClicked = true; {WATCH}{}", long_tasks::WATCH);
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
        profile.set_on(page);
        // A worker's own requests are not on the slow line; what it has kept is left out as well.
        page.cdp("Network.enable", json!({}));
        page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true }));
        page.open(&contender.list());
        let link = contender.link(key);
        page.wait_for(&link);
        page.wait_until("the page has loaded", "document.readyState === 'complete'");
        // The reader looks at the list, and whatever is fetched ahead comes.
        page.eval_async(
            "new Promise((done) => {
                const look = (before) => setTimeout(() => {
                    const { length } = performance.getEntriesByType('resource');
                    if (length === before) done(0);
                    else look(length);
                }, 2500);
                look(-1);
            })",
        );
        page.eval(&format!(
            "(() => {{
                found.shift = 0;
                const from = found.from = performance.now();
                document.querySelector(\"{link}\").click();
                noteText(from);
            }})()"
        ));
        found = rest(page, contender.is_ours());
    });
    found
}
