//! The table, and what was to be reached.

use std::{env, path::PathBuf, process::ExitCode};

use crate::{
    contenders::{self, Contender},
    convert, lighthouse,
    posts::{self, LONG, SEED, Subject},
    record,
    visit::{self, Found, Profile},
};

/// How often each visit is made; the median counts.
const RUNS: usize = 7;

/// What was measured of one contender, one post and one profile: medians.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    first: Found,
    again: Found,
    click: Found,
}

pub(crate) fn main() -> ExitCode {
    // `cargo test --benches` runs it to see that it works; there is nobody to compare with then.
    let Some(peers) = env::var_os("INKSTONE_PEERS").map(PathBuf::from) else {
        println!("INKSTONE_PEERS names no folder of packages: nothing is measured; run `cargo xtask bench load`");
        return ExitCode::SUCCESS;
    };
    // `seed-fast,convert`: only some of it, for whoever works on that.
    let only = env::var("INKSTONE_LOAD").unwrap_or_default();
    let is_wanted = |part: &str| only.is_empty() || only.split(',').any(|wanted| wanted == part);
    let posts = posts::write();
    let contenders = contenders::all(posts.path(), &peers);
    let mut met = true;
    for subject in [SEED, LONG] {
        for (profile, name) in [(Profile::Fast, "fast"), (Profile::Slow, "slow")] {
            if is_wanted(&format!("{}-{name}", subject.key)) {
                met &= compare(&contenders, subject, profile);
            }
        }
    }
    if is_wanted("convert") {
        met &= convert::judge(&peers);
    }
    if is_wanted("lighthouse") {
        met &= lighthouse::judge(&contenders[0], &peers);
    }
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures everybody by turns, so that what else the machine does falls on all, and judges.
fn compare(contenders: &[Contender; 4], subject: Subject, profile: Profile) -> bool {
    let mut found: [Vec<Row>; 4] = Default::default();
    for _ in 0..RUNS {
        for (contender, rows) in contenders.iter().zip(&mut found) {
            let [first, again] = visit::twice(contender, subject.key, profile);
            let click = match contender.has_list {
                true => visit::click(contender, subject.key, profile),
                false => Found::default(),
            };
            rows.push(Row { first, again, click });
        }
    }
    let line = if profile == Profile::Fast { "fast line" } else { "slow 4G, processor at a quarter" };
    println!("\n{}, {line}, medians of {RUNS}, ms until the text can be read", subject.name);
    println!(
        "{:<20}{:>12}{:>14}{:>12}{:>10}{:>18}",
        "", "first visit", "second visit", "click", "ready", "blocked (in all)"
    );
    let rows = found.map(|rows| median(&rows));
    for (contender, row) in contenders.iter().zip(&rows) {
        let or_none = |value: f64| if value > 0.0 { format!("{value:.0}") } else { "-".to_owned() };
        println!(
            "{:<20}{:>12}{:>14}{:>12}{:>10}{:>18}",
            contender.name,
            or_none(row.first.text),
            or_none(row.again.text),
            or_none(row.click.text),
            or_none(row.first.ready),
            format!("{:.0} ({:.0})", row.first.blocked, row.first.blocked_in_all),
        );
    }
    let measured = contenders.iter().zip(&rows).map(|(one, row)| (one.name, [row.first, row.again, row.click]));
    record::append(subject.name, line, &measured.collect::<Vec<_>>());
    let [ours, raw, docsify, plain] = rows;
    let mut goals = vec![
        Goal::ratio("first visit : static page", ours.first.text, plain.first.text, 1.15),
        Goal::ratio("second visit : docsify", ours.again.text, docsify.again.text, 0.5),
        Goal::ratio("click : docsify", ours.click.text, docsify.click.text, 0.5),
        Goal::most("cumulative layout shift", ours.first.shift, 0.0),
        Goal::most("total blocking time, ms", ours.first.blocked, 50.0),
    ];
    match profile {
        Profile::Fast => {
            goals.push(Goal::ratio("first visit : docsify", ours.first.text, docsify.first.text, 1.0));
            goals.push(Goal::ratio("without HTML : docsify", raw.first.text, docsify.first.text, 1.0));
        }
        Profile::Slow => {
            goals.push(Goal::ratio("first visit : docsify", ours.first.text, docsify.first.text, 0.6));
            goals.push(Goal::ratio("without HTML : docsify", raw.first.text, docsify.first.text, 1.3));
            goals.push(Goal::most("app ready, ms", ours.first.ready, 2500.0));
        }
    }
    // Each is printed, also after a miss.
    goals.iter().filter(|goal| !goal.judge()).count() == 0
}

/// The median of each figure by itself.
fn median(rows: &[Row]) -> Row {
    let of = |visit: fn(&Row) -> &Found| {
        let middle = |value: fn(&Found) -> f64| {
            let mut values: Vec<f64> = rows.iter().map(|row| value(visit(row))).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        Found {
            text: middle(|found| found.text),
            ready: middle(|found| found.ready),
            shift: middle(|found| found.shift),
            blocked: middle(|found| found.blocked),
            blocked_in_all: middle(|found| found.blocked_in_all),
        }
    };
    Row { first: of(|row| &row.first), again: of(|row| &row.again), click: of(|row| &row.click) }
}

/// A figure and what it may be at most, or at least.
pub(crate) struct Goal {
    name: &'static str,
    value: f64,
    bound: f64,
    met: bool,
}

impl Goal {
    fn ratio(name: &'static str, ours: f64, other: f64, most: f64) -> Self {
        Self::most(name, ours / other, most)
    }

    fn most(name: &'static str, value: f64, most: f64) -> Self {
        Self { name, value, bound: most, met: value <= most }
    }

    pub(crate) fn least(name: &'static str, value: f64, least: f64) -> Self {
        Self { name, value, bound: least, met: value >= least }
    }

    /// Prints it, and says whether it was met.
    pub(crate) fn judge(&self) -> bool {
        let Self { name, value, bound, met } = *self;
        println!("  {name:<28}{value:>9.2}  goal {bound:>8}  {}", if met { "met" } else { "MISS" });
        met
    }
}
