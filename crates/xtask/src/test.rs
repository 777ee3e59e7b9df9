//! `cargo xtask test`: every check there is, in one run; CI runs nothing else.

use std::fs;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;
use crate::setup::{self, Browser, Tools};
use crate::{Options, fuzz, site};

/// Packages that only run natively: everything else must also pass the linter as
/// it is compiled for the browser.
const NATIVE_ONLY: &[&str] = &["inkstone-cli", "measure", "minify", "supply", "xtask"];

/// The Rust whose linter the code is held to: a newer one knows newer lints.
const REFERENCE_RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// Runs every step, even after one failed, and sums up at the end.
pub(crate) fn run(project: &Project, options: &Options) -> Outcome {
    let mut report = Report::default();

    let ready = report.step("set-up", "cargo xtask setup", || setup::for_tests(project));
    let (tools, browser) = ready.unzip();
    report.step("hosts", "cargo xtask setup", || setup::hosts(project));

    report.run("format", &Run::cargo(project, "fmt --all --check"));
    let strict = warnings_are_errors(project);
    report.run("lint, native", &lint(project, "--all-targets", strict));
    let browser_side = NATIVE_ONLY.iter().map(|package| format!(" --exclude {package}")).collect::<String>();
    let wasm = format!("--target wasm32-unknown-unknown{browser_side}");
    report.run("lint, wasm", &lint(project, &wasm, strict));

    // Without the tools there is nothing to build with; the set-up has said so.
    if let (Some(tools), Some(browser)) = (&tools, &browser) {
        report.step("tests, wasm", WASM_TESTS, || wasm_tests(project, tools, browser));
    }
    let built = tools.and_then(|tools| report.step("build", "cargo xtask build", || site::build(project, &tools)));
    match Run::cargo(project, "deny --version").output() {
        Ok(_) => report.run("cargo-deny", &Run::cargo(project, "deny --all-features check")),
        // The tests of crates/supply hold everything but the advisories against deny.toml.
        Err(_) => report.skip("cargo-deny", "not installed: nobody looked for advisories"),
    }
    report.run("tests", &tests(project, options, browser.as_ref(), built));
    if options.has("--long") {
        report.step("fuzzing", "cargo xtask fuzz", || fuzz::run(project, &Options::default()));
    }
    report.conclude()
}

/// The tests of all packages. `--long` adds those marked `#[ignore]`.
///
/// The browser tests find what they need in four variables; a site that could not
/// be built is not named, so that they never pass against an old one.
fn tests(project: &Project, options: &Options, browser: Option<&Browser>, built: Option<()>) -> Run {
    let mut run = Run::cargo(project, "test --workspace --no-fail-fast");
    if let Some(browser) = browser {
        run = run.env("CHROMIUM", &browser.chromium).env("CHROMEDRIVER", &browser.driver);
    }
    if built.is_some() {
        run = run.env("INKSTONE_BIN", project.inkstone()).env("INKSTONE_SITE", project.dist());
    }
    match options.has("--long") {
        true => run.words("-- --include-ignored"),
        false => run,
    }
}

/// The tests that run in a browser as WebAssembly: the contract's tables, and the sanitisers.
const WASM_TESTS: &str = "cargo test --target wasm32-unknown-unknown --package inkstone-content --test in_browser \
     --package inkstone-sanitise --test engines";

/// How long one file of them may take, in seconds.
const WASM_PATIENCE: &str = "600";

fn wasm_tests(project: &Project, tools: &Tools, browser: &Browser) -> Outcome {
    let capabilities = project.target.join("webdriver.json");
    let binary = browser.chromium.display().to_string();
    let text = format!("{{\"goog:chromeOptions\":{{\"binary\":{binary:?}}}}}\n");
    fs::write(&capabilities, text).map_err(|error| Failure::io("write", &capabilities, &error))?;
    Run::new(project, "cargo")
        .words(WASM_TESTS.trim_start_matches("cargo "))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.test_runner()?)
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", WASM_PATIENCE)
        .run()
}

fn lint(project: &Project, words: &str, strict: bool) -> Run {
    let run = Run::cargo(project, "clippy --workspace").words(words);
    match strict {
        true => run.words("-- --deny warnings"),
        false => run,
    }
}

/// Warnings of the linter fail the run on the Rust the project names, and are only
/// shown on any other: a newer linter's new opinion is not a newcomer's fault.
fn warnings_are_errors(project: &Project) -> bool {
    let said = Run::new(project, "rustc").arg("--version").output();
    let same = said.is_ok_and(|said| is_version(&said, REFERENCE_RUST));
    if !same {
        eprintln!("  not Rust {REFERENCE_RUST}: the linter's warnings are shown, not counted");
    }
    same
}

/// Whether `rustc 1.95.0 (…)` is a release of `wanted`, such as 1.95.
fn is_version(said: &str, wanted: &str) -> bool {
    let version = said.split_whitespace().nth(1);
    let rest = version.and_then(|version| version.strip_prefix(wanted));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What happened in each step so far.
#[derive(Default)]
struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    /// The line that runs this step alone, or why it did not run.
    line: String,
    took: Duration,
    verdict: Verdict,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Ok,
    Failed,
    /// It did not run, which is no failure and no success.
    Skipped,
}

impl Report {
    /// A step that is one run of a program.
    fn run(&mut self, name: &'static str, run: &Run) {
        self.step(name, &run.line(), || run.run());
    }

    /// Announces and does `work`; a failure is shown at once and counted.
    fn step<T>(&mut self, name: &'static str, line: &str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        if let Err(failure) = &outcome {
            eprintln!("error: {failure}");
        }
        let (verdict, said) = if outcome.is_ok() { (Verdict::Ok, "ok") } else { (Verdict::Failed, "failed") };
        eprintln!("== {name}: {said}, {}", shown(took));
        self.steps.push(Step { name, line: line.to_owned(), took, verdict });
        outcome.ok()
    }

    /// A step that cannot run here, and why.
    fn skip(&mut self, name: &'static str, why: &str) {
        eprintln!("\n== {name}: skipped, {why}");
        self.steps.push(Step { name, line: why.to_owned(), took: Duration::ZERO, verdict: Verdict::Skipped });
    }

    /// The table of all steps, and the verdict.
    fn conclude(&self) -> Outcome {
        eprintln!("\n{}", self.table());
        let failed: Vec<&str> =
            self.steps.iter().filter(|step| step.verdict == Verdict::Failed).map(|step| step.name).collect();
        match failed.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(format!("failed: {}", failed.join("; ")))),
        }
    }

    fn table(&self) -> String {
        let mut table = String::new();
        for step in &self.steps {
            let (verdict, line) = match step.verdict {
                Verdict::Ok => ("ok", ""),
                Verdict::Failed => ("FAILED", step.line.as_str()),
                Verdict::Skipped => ("skipped", step.line.as_str()),
            };
            let row = format!("{verdict:<7} {:>8}  {:<13}  {line}", shown(step.took), step.name);
            table.push_str(row.trim_end());
            table.push('\n');
        }
        let total: Duration = self.steps.iter().map(|step| step.took).sum();
        table.push_str(&format!("{:<7}{:>9}", "in all", shown(total)));
        table
    }
}

/// `7 s`, `12 min 05 s`.
fn shown(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds / 60 {
        0 => format!("{seconds} s"),
        minutes => format!("{minutes} min {:02} s", seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_stop_the_others_and_fails_the_run() {
        let mut report = Report::default();
        let first = report.step("first", "cargo first", || Err::<(), Failure>(Failure::new("no")));
        let second = report.step("second", "cargo second", || Ok(2));
        assert_eq!((first, second), (None, Some(2)));
        report.skip("third", "it is not installed");

        let failure = report.conclude().expect_err("a step failed");
        assert_eq!(failure, Failure::new("failed: first"));
        assert_eq!(
            report.table(),
            "FAILED       0 s  first          cargo first\n\
             ok           0 s  second\n\
             skipped      0 s  third          it is not installed\n\
             in all       0 s"
        );
    }

    #[test]
    fn only_releases_of_the_named_rust_count_as_it() {
        for (case, said, expected) in [
            ("the release", "rustc 1.95.0 (59807616e 2026-04-14)", true),
            ("a patch release", "rustc 1.95.2 (1 2026-05-14)", true),
            ("a newer one", "rustc 1.96.0 (1 2026-06-14)", false),
            ("not a prefix of digits", "rustc 1.951.0 (1 2096-06-14)", false),
            ("nothing", "", false),
        ] {
            assert_eq!(is_version(said, "1.95"), expected, "{case}");
        }
    }

    #[test]
    fn long_steps_are_shown_in_minutes() {
        for (seconds, expected) in [(0, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (725, "12 min 05 s")] {
            assert_eq!(shown(Duration::from_secs(seconds)), expected);
        }
    }
}
