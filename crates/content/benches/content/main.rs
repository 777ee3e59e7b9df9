//! How fast posts are read and rendered, and that no text makes it slow: `cargo bench --package inkstone-content`.
//!
//! Throughput is measured on posts of our own in the shapes of the real ones, and on
//! `../shared/corpus` where that is present. Of each family of texts that made some Markdown
//! or HTML reader slow the time for sixteen times the text is compared with the time for the
//! text: more than 2.5 times as long for each doubling is a miss, and the program then exits with 1.

mod families;

use std::{
    fs,
    hint::black_box,
    io::{self, Write},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use inkstone_content::{
    Dialect, Place, Post, PostPath, Site, Zone, render,
    render::{RawHtml, markdown_to_html, repair_html},
};

/// Twice the text may take this much longer.
const MOST_GROWTH: f64 = 2.5;
/// What repair must reach, in bytes a second.
const REPAIR_GOAL: f64 = 40e6;

fn main() -> io::Result<ExitCode> {
    // `cargo test` runs benches to see that they work; measuring is for `cargo bench`.
    let measures = std::env::args().any(|argument| argument == "--bench");
    let mut out = io::stdout().lock();
    let met = throughput(&mut out, measures)? & growth(&mut out, measures)?;
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Posts and bytes a second of every stage.
fn throughput(out: &mut impl Write, measures: bool) -> io::Result<bool> {
    let site = Site { dialect: Dialect::Hexo, ..Site::default() };
    let place = Place::new("/", &site);
    let path = PostPath::new("news/2022/a.md").map_err(io::Error::other)?;
    let mut met = true;
    for (name, posts) in sets() {
        let size: usize = posts.iter().map(Vec::len).sum();
        writeln!(out, "{name}: {} posts, {:.1} KB", posts.len(), size as f64 / 1e3)?;
        let read: Vec<Post> =
            posts.iter().map(|bytes| Post::read(path.clone(), bytes, &site, &Zone::default())).collect();
        let html: Vec<RawHtml> = read.iter().map(|post| markdown_to_html(&post.body.text, &site)).collect();
        let bodies: usize = read.iter().map(|post| post.body.text.len()).sum();
        let html_size: usize = html.iter().map(|html| html.as_str().len()).sum();
        let mut report = |stage: &str, bytes: usize, run: &mut dyn FnMut()| {
            let time = best(run, measures);
            let speed = bytes as f64 / time.as_secs_f64();
            let posts = posts.len() as f64 / time.as_secs_f64();
            writeln!(out, "  {stage:<28} {posts:>9.0} posts/s {:>8.1} MB/s", speed / 1e6)?;
            Ok::<f64, io::Error>(speed)
        };
        report("split, front matter, dates", size, &mut || {
            for bytes in &posts {
                black_box(Post::read(path.clone(), bytes, &site, &Zone::default()));
            }
        })?;
        report("Markdown", bodies, &mut || {
            for post in &read {
                black_box(markdown_to_html(&post.body.text, &site));
            }
        })?;
        let repair = report("repair", html_size, &mut || {
            for html in &html {
                black_box(repair_html(html, &path, &place));
            }
        })?;
        report("all of it", size, &mut || {
            for bytes in &posts {
                let post = Post::read(path.clone(), bytes, &site, &Zone::default());
                black_box(render(&post, &site, &place));
            }
        })?;
        if measures && repair < REPAIR_GOAL {
            met = false;
            writeln!(out, "  MISS: repair below {:.0} MB/s", REPAIR_GOAL / 1e6)?;
        }
    }
    Ok(met)
}

/// The sets of posts that are measured.
fn sets() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut sets = vec![
        ("mirrored posts", vec![families::mirrored_post().into_bytes(); 50]),
        ("Chinese Markdown", vec![families::chinese_post().into_bytes(); 50]),
        ("English Markdown", vec![families::english_post().into_bytes(); 50]),
    ];
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    for (name, folder) in [("real posts of a mirror", "mirror"), ("real posts of blogs", "wild")] {
        let Ok(entries) = fs::read_dir(corpus.join(folder)) else { continue };
        let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        let posts: Vec<_> = files.iter().filter_map(|file| fs::read(file).ok()).collect();
        if !posts.is_empty() {
            sets.push((name, posts));
        }
    }
    sets
}

/// How the time grows when a text doubles.
fn growth(out: &mut impl Write, measures: bool) -> io::Result<bool> {
    let site = Site { dialect: Dialect::Hexo, smart_punctuation: true, ..Site::default() };
    let place = Place::new("/", &site);
    let path = PostPath::new("a.md").map_err(io::Error::other)?;
    let mut met = true;
    writeln!(out, "texts that made some reader slow: time for 1 and for 16 lengths, growth a doubling")?;
    for family in families::ALL {
        let size = if measures { family.size } else { 500 };
        let time = |size: usize| {
            let text = (family.text)(size);
            let mut post = Post::read(path.clone(), b"---\ntitle: x\n---\n", &site, &Zone::default());
            post.body.kind = family.kind;
            post.body.text = text;
            best(&mut || drop(black_box(render(&post, &site, &place))), measures)
        };
        let (mut one, mut many) = (time(size), time(size * 16));
        // Over four doublings: memory costs more in steps, once a text no longer fits a cache
        // or comes in pages of its own; slow growth goes on.
        let doubling = |one: Duration, many: Duration| (many.as_secs_f64() / one.as_secs_f64()).powf(0.25);
        for _ in 0..if measures { 3 } else { 0 } {
            if doubling(one, many) <= MOST_GROWTH {
                break;
            }
            one = one.min(time(size));
            many = many.min(time(size * 16));
        }
        let ratio = doubling(one, many);
        let passes = !measures || ratio <= MOST_GROWTH;
        met &= passes;
        let verdict = if passes { "pass" } else { "MISS" };
        writeln!(out, "  {verdict} {:<44} {:>9.2} ms {:>9.2} ms  ×{ratio:.2}", family.name, millis(one), millis(many))?;
    }
    Ok(met)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The shortest of several runs: what the machine can do when nothing else disturbs it.
fn best(run: &mut dyn FnMut(), measures: bool) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(100);
    let mut best = Duration::MAX;
    let mut spent = Duration::ZERO;
    for round in 0..200 {
        let start = clock();
        run();
        let time = clock().saturating_sub(start);
        best = best.min(time);
        spent += time;
        if !measures || (round >= 2 && spent > ENOUGH) {
            break;
        }
    }
    best
}

/// Processor time of this thread: what other work the machine does is not in it.
#[cfg(unix)]
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// Time since the first call: other systems have no clock of a thread that is safe to ask.
#[cfg(not(unix))]
fn clock() -> Duration {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(std::time::Instant::now).elapsed()
}
