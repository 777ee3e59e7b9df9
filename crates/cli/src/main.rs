//! The `inkstone` command.

mod args;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, Result};
use clap::Parser;
use inkstone_cli::{
    App, Blog, BuildOptions, Compress, Counts, Failure, FileProblem, Offline, PageText, Progress, Report, Reuse,
    ServeOptions, Served, print_problems, size,
};
use jiff::Timestamp;
use serde::Serialize;

use crate::args::{Answer, Arguments, Build, Check, Command, Index, New, Serve};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many problems a build prints; `inkstone check` prints all.
const MOST_PRINTED: usize = 20;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        // Whoever read our answer has seen enough of it (`inkstone check | head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => ExitCode::from(report_failure(&error)),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let reasons = error.chain().filter_map(|reason| reason.downcast_ref::<io::Error>());
    reasons.into_iter().any(|reason| reason.kind() == io::ErrorKind::BrokenPipe)
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Build(arguments) => build(&arguments),
        Command::Serve(arguments) => serve(&arguments),
        Command::Index(arguments) => index(&arguments),
        Command::Check(arguments) => check(&arguments),
        Command::New(arguments) => new(&arguments),
    }
}

fn app(folder: Option<&Path>) -> Result<App> {
    Ok(match folder {
        Some(folder) => App::from_folder(folder)?,
        None => App::embedded()?,
    })
}

fn build(arguments: &Build) -> Result<ExitCode> {
    let app = app(arguments.app.as_deref())?;
    let mut blog = Blog::open(&arguments.posts.folder)?;
    blog.site.url = arguments.address.site_url.clone().or(blog.site.url);
    let options = BuildOptions {
        app,
        base: arguments.base_path.clone(),
        compress: if arguments.compress { Compress::Texts } else { Compress::Nothing },
        reuse: if arguments.no_cache { Reuse::Nothing } else { Reuse::Unchanged },
        text: if arguments.no_html { PageText::Skeleton } else { PageText::Whole },
        offline: if arguments.no_offline { Offline::Ended } else { Offline::Allowed },
        now: Timestamp::now(),
        names: None,
        progress: progress(&arguments.answer),
    };
    let report = inkstone_cli::build(&blog, &arguments.out, &options)
        .with_context(|| format!("{} was not built", arguments.out.display()))?;
    let code = made(&report, &arguments.answer, &format!("site in {}", arguments.out.display()))?;
    if blog.site.url.is_none() && !arguments.answer.json {
        writeln!(anstream::stderr().lock(), "{NO_ADDRESS}")?;
    }
    Ok(code)
}

/// What whoever builds for a host may wonder about, and whoever only looks may leave as it is.
const NO_ADDRESS: &str = "note: no feeds, no sitemap and no full addresses for previews, since the site's address is not known\n  \
     hint: write `url` in inkstone.yaml, or build with --site-url (http://example.com and the like, with which other \
     systems begin, count as none)";

fn serve(arguments: &Serve) -> Result<ExitCode> {
    let app = app(arguments.app.as_deref())?;
    let options = ServeOptions { app, port: arguments.port, progress: Progress::Shown };
    inkstone_cli::serve(&arguments.posts.folder, &options, |served| {
        // An author who has closed the terminal's window reads none of this.
        let _ = match served {
            Served::At(address, report) => {
                let _ = warn(&report.problems);
                writeln!(
                    anstream::stdout().lock(),
                    "{address} shows {}; Ctrl-C stops it",
                    report.counts.posts_in_words()
                )
            }
            Served::Again(report) => {
                let _ = warn(&report.problems);
                writeln!(
                    anstream::stderr().lock(),
                    "built anew in {:.2} s: {}",
                    report.seconds,
                    report.counts.problems_in_words()
                )
            }
            Served::Failed(failure) => writeln!(anstream::stderr().lock(), "not built anew: {failure}"),
        };
    })?;
    Ok(ExitCode::SUCCESS)
}

fn index(arguments: &Index) -> Result<ExitCode> {
    let mut blog = Blog::open(&arguments.posts.folder)?;
    blog.site.url = arguments.address.site_url.clone().or(blog.site.url);
    let report = inkstone_cli::index(&blog, &arguments.out, Timestamp::now(), progress(&arguments.answer))
        .with_context(|| format!("the index in {} is not complete", arguments.out.display()))?;
    made(&report, &arguments.answer, &format!("index in {}", arguments.out.display()))
}

fn check(arguments: &Check) -> Result<ExitCode> {
    match (&arguments.site, &arguments.posts) {
        (Some(site), _) => check_site(site, arguments),
        (None, posts) => check_posts(posts.as_deref().unwrap_or(Path::new(".")), &arguments.answer),
    }
}

fn check_site(site: &str, arguments: &Check) -> Result<ExitCode> {
    let checked = inkstone_cli::check_site(site, Duration::from_secs(arguments.timeout))?;
    if arguments.answer.json {
        print_json(&checked)?;
    } else {
        let mut out = anstream::stdout().lock();
        print_problems(&mut out, &checked.problems)?;
        let (posts, problems) = (checked.counts.posts_in_words(), checked.counts.problems_in_words());
        let what = if Path::new(site).is_dir() { "files" } else { "requests" };
        writeln!(out, "{site}: {posts}, {} {what}: {problems}", checked.looked_at)?;
    }
    Ok(code(checked.counts.errors > 0 || is_refused(&checked.counts, &arguments.answer)))
}

fn check_posts(folder: &Path, answer: &Answer) -> Result<ExitCode> {
    let blog = Blog::open(folder)?;
    let checked = inkstone_cli::check(&blog, Timestamp::now(), progress(answer))?;
    if answer.json {
        print_json(&checked)?;
    } else {
        let mut out = anstream::stdout().lock();
        print_problems(&mut out, &checked.problems)?;
        for file in &checked.hidden {
            writeln!(out, "{file}: not in the site: a draft, or its time has not come or is over")?;
        }
        writeln!(out, "{}: {}", checked.counts.posts_in_words(), checked.counts.problems_in_words())?;
    }
    Ok(code(checked.counts.errors > 0 || is_refused(&checked.counts, answer)))
}

fn new(arguments: &New) -> Result<ExitCode> {
    let folder = match &arguments.posts {
        Some(folder) => folder.as_path(),
        None => Path::new(if Path::new("posts").is_dir() { "posts" } else { "." }),
    };
    let file = inkstone_cli::new(&Blog::open(folder)?, &arguments.title, Timestamp::now())?;
    if arguments.json {
        print_json(&serde_json::json!({ "file": file }))?;
    } else {
        writeln!(anstream::stdout().lock(), "{}", file.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what was made and what is wrong with the posts.
fn made(report: &Report, answer: &Answer, what: &str) -> Result<ExitCode> {
    if answer.json {
        print_json(report)?;
    } else {
        warn(&report.problems)?;
        let Report { counts, files, bytes, seconds, .. } = report;
        let (posts, problems) = (counts.posts_in_words(), counts.problems_in_words());
        let size = size(*bytes);
        writeln!(anstream::stdout().lock(), "{what}: {posts}, {files} files, {size}, {seconds:.1} s; {problems}")?;
    }
    Ok(code(is_refused(&report.counts, answer)))
}

fn warn(problems: &[FileProblem]) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    let printed = problems.len().min(MOST_PRINTED);
    print_problems(&mut err, &problems[..printed])?;
    if problems.len() > printed {
        writeln!(err, "… and {} more: `inkstone check` prints all", problems.len() - printed)?;
    }
    Ok(())
}

fn print_json(answer: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(answer)?;
    writeln!(io::stdout().lock(), "{text}").context("the answer cannot be printed")
}

fn progress(answer: &Answer) -> Progress {
    if answer.json { Progress::Silent } else { Progress::Shown }
}

fn is_refused(counts: &Counts, answer: &Answer) -> bool {
    answer.strict && counts.errors + counts.warnings > 0
}

fn code(refused: bool) -> ExitCode {
    if refused { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Prints why nothing was done and returns the exit code.
fn report_failure(error: &anyhow::Error) -> u8 {
    let failure = error.downcast_ref::<Failure>();
    let mut err = anstream::stderr().lock();
    let red = anstyle::AnsiColor::Red.on_default().bold();
    // Nobody is left to tell when standard error is gone.
    let _ = writeln!(err, "{red}error:{red:#} {error:#}");
    if let Some(hint) = failure.and_then(Failure::hint) {
        let _ = writeln!(err, "  hint: {hint}");
    }
    failure.map_or(1, Failure::exit_code)
}
