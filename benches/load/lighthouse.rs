//! What Lighthouse says of home, of a list and of a post, on its own phone with its own slow line.

use std::{env, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

use crate::{contenders::Contender, posts::SEED};

/// What is judged, and the least points of a hundred that it shall have.
const CATEGORIES: [(&str, f64); 4] =
    [("performance", 98.0), ("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0)];
/// How often a page is judged; the median counts.
const RUNS: usize = 3;

/// Prints the points of each page, and says whether all have enough.
pub(crate) fn judge(ours: &Contender, peers: &Path) -> bool {
    println!("\nLighthouse, points of a hundred, medians of {RUNS}");
    let pages = [("home", ours.list()), ("list", ours.at("/archive/")), ("post", ours.post(SEED.key))];
    let mut met = true;
    for (name, address) in pages {
        let runs: Vec<[f64; 4]> = (0..RUNS).map(|_| points(&address, peers)).collect();
        for (at, (category, least)) in CATEGORIES.iter().enumerate() {
            let mut all: Vec<f64> = runs.iter().map(|run| run[at]).collect();
            all.sort_by(f64::total_cmp);
            let found = all[RUNS / 2];
            let verdict = if found >= *least { "met" } else { "MISS" };
            println!("  {name:<6}{category:<16}{found:>5.0}  goal {least:>4}  {verdict}");
            met &= found >= *least;
        }
    }
    met
}

/// The points of one page, and on the way, for whoever has to mend it, what cost some.
fn points(address: &str, peers: &Path) -> [f64; 4] {
    let profile = TempDir::new().expect("a temporary folder");
    let flags = format!(
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
         --disable-component-update --disable-sync --disable-dev-shm-usage --no-proxy-server --user-data-dir={}",
        profile.path().display()
    );
    let mut command = Command::new("node");
    command.arg(peers.join("node_modules/lighthouse/cli/index.js")).arg(address);
    command.args(["--output=json", "--quiet", "--no-enable-error-reporting"]);
    command.arg(format!("--chrome-flags={flags}"));
    if let Some(chromium) = env::var_os("CHROMIUM") {
        command.env("CHROME_PATH", chromium);
    }
    let made = command.output().unwrap_or_else(|error| panic!("node: {error}"));
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "Lighthouse ended with {}\n{said}", made.status);
    let report: Value = serde_json::from_slice(&made.stdout).expect("Lighthouse writes JSON");
    CATEGORIES.map(|(category, least)| {
        let found = &report["categories"][category];
        let points = found["score"].as_f64().unwrap_or_default() * 100.0;
        if points < least {
            for audit in found["auditRefs"].as_array().into_iter().flatten() {
                let result = &report["audits"][audit["id"].as_str().unwrap_or_default()];
                let counts = audit["weight"].as_f64().is_some_and(|weight| weight > 0.0);
                if counts && result["score"].as_f64().is_some_and(|score| score < 0.9) {
                    println!("    {category}: {} {}", result["title"], result["displayValue"]);
                }
            }
        }
        points
    })
}
