//! No text takes the builder's engine long: families that are quadratic in naive parsers,
//! each at two sizes, and every one refused or made in proportion. Without optimisation
//! ammonia is about ten times slower, so the sizes are ten times smaller then.
#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, Instant};

use inkstone_content::RawHtml;
use inkstone_sanitise::{Origin, try_sanitise};

/// A family by its name, and a member of about so many bytes.
type Family = (&'static str, fn(usize) -> String);

fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

fn numbered(bytes: usize, unit: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for number in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&unit(number));
    }
    out
}

const FAMILIES: &[Family] = &[
    ("open divisions", |n| repeated("<div>", n)),
    ("open quotations, then paragraphs", |n| repeated("<blockquote>", 5_000 * 12) + &repeated("<p>x", n)),
    ("open spans, then ends of others", |n| repeated("<span>", 5_000 * 6) + &repeated("</x></div></b>", n)),
    ("formats in every block", |n| numbered(n / 2, |i| format!("<font a={i}>")) + "<p>" + &repeated("</p><p>x", n / 2)),
    ("formats left open in every block", |n| numbered(n, |i| format!("<p><b c={i}>x</p>"))),
    ("misnested formats", |n| repeated("<b><p><i></b></p></i>", n)),
    ("links within links", |n| repeated("<a href=/x><b>", n)),
    ("tables within tables", |n| repeated("<table><tr><td>", n)),
    ("text in tables", |n| "<table>".to_owned() + &repeated("<tr>a<b>b", n)),
    ("cells", |n| "<table>".to_owned() + &repeated("<td>a", n)),
    ("lists within lists", |n| repeated("<ul><li>", n)),
    ("list items", |n| repeated("<li>a", n)),
    ("attributes", |n| format!("<p {}>", numbered(n, |i| format!("a{i} ")))),
    ("attributes of many elements", |n| {
        let attributes = numbered(700, |i| format!("a{i} "));
        repeated(&format!("<p {attributes}>"), n)
    }),
    ("tags that do not end", |n| repeated("<a b", n)),
    ("quotes that do not end", |n| repeated("<a b='", n)),
    ("comments that do not end", |n| repeated("<!--", n)),
    ("half comments", |n| repeated("<!-- --!-", n)),
    ("less-than signs", |n| repeated("<", n)),
    ("ends of nothing", |n| repeated("</p>", n)),
    ("entities", |n| repeated("&CounterClockwiseContourIntegra", n)),
    ("entities by number", |n| repeated("&#1", n)),
    ("foreign elements", |n| repeated("<svg><p><math>", n)),
    ("custom elements", |n| repeated("<x-a>", n)),
    ("templates", |n| repeated("<template>", n)),
    ("selects", |n| repeated("<select><option>", n)),
    ("buttons", |n| repeated("<button>", n)),
    ("rubies", |n| repeated("<ruby><rt>", n)),
    ("headings", |n| repeated("<h1>", n)),
    ("classes", |n| format!("<p class='{}'>", numbered(n, |i| format!("language-{i} ")))),
    ("references", |n| format!("<td headers='{}'>", repeated("a ", n))),
    ("candidates", |n| format!("<img srcset='{}'>", repeated("/a 1x,", n))),
    ("a long address", |n| format!("<a href='{}'>", repeated("../", n))),
    ("a long host", |n| format!("<a href='//{}'>", repeated("中.", n))),
    ("a long name", |n| format!("<x{}>", repeated("y", n))),
    ("nulls", |n| repeated("\0", n)),
];

/// How long a text takes: the shortest of some runs, since a machine that does something else
/// as well only ever makes it longer.
fn took(html: &str, runs: usize) -> Duration {
    let origin = Origin { site: "https://site.example/".to_owned() };
    let run = |_| {
        let start = Instant::now();
        let _made_or_refused = try_sanitise(&RawHtml::new(html), &origin);
        start.elapsed()
    };
    (0..runs).map(run).min().unwrap_or_default()
}

/// A measurement: it holds on a machine that does nothing else, so it is not part of every run.
#[test]
#[ignore = "measures time: cargo xtask test --long"]
fn no_family_is_worse_than_in_proportion() {
    let bytes = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
    let most = Duration::from_secs(3);
    let mut slow = String::new();
    for (name, family) in FAMILIES {
        let (half, whole) = (family(bytes / 2), family(bytes));
        // Below a tenth of the limit a timer measures the machine, not the family.
        let bad = |half: Duration, whole: Duration| whole > most || (whole > most / 10 && whole > half * 3);
        let mut times = (took(&half, 1), took(&whole, 1));
        if bad(times.0, times.1) {
            times = (took(&half, 4), took(&whole, 4));
        }
        if bad(times.0, times.1) {
            slow.push_str(&format!("\n{name}: {:?}, then {:?}", times.0, times.1));
        }
    }
    assert!(slow.is_empty(), "{slow}");
}
