//! How the time grows with the text, for families of texts that made some reader slow.

use std::{
    hint::black_box,
    io::{self, Write},
    time::Duration,
};

use inkstone_content::{Dialect, Place, Post, PostPath, Site, Zone, render};

use crate::{
    clock::best,
    families::{self, FileFamily},
};

/// Twice the text may take this much longer.
const MOST_GROWTH: f64 = 2.5;
/// How long `[` a hundred thousand times may take as front matter.
const BRACKETS: Duration = Duration::from_millis(50);

/// Measures every family.
pub(crate) fn all(out: &mut impl Write, measures: bool) -> io::Result<bool> {
    let path = PostPath::new("a.md").map_err(io::Error::other)?;
    let site = Site { dialect: Dialect::Hexo, smart_punctuation: true, ..Site::default() };
    let place = Place::new("/", &site);
    let mut met = brackets(out, &path, &site, measures)?;
    writeln!(out, "texts that made some reader slow: time for 1 and for 16 lengths, growth a doubling")?;
    for family in families::ALL {
        met &= growth(out, family.name, if measures { family.size } else { 500 }, measures, |size| {
            let mut post = Post::read(path.clone(), b"---\ntitle: x\n---\n", &site, &Zone::default());
            post.body.kind = family.kind;
            post.body.text = (family.text)(size);
            best(&mut || drop(black_box(render(&post, &site, &place))), measures)
        })?;
    }
    for FileFamily { name, size, text } in families::FILES {
        met &= growth(out, name, if measures { *size } else { 500 }, measures, |size| {
            let file = text(size).into_bytes();
            best(&mut || drop(black_box(Post::read(path.clone(), &file, &site, &Zone::default()))), measures)
        })?;
    }
    Ok(met)
}

/// The YAML crate alone takes 23 seconds for it.
fn brackets(out: &mut impl Write, path: &PostPath, site: &Site, measures: bool) -> io::Result<bool> {
    let file = format!("---\n{}\n---\n", "[".repeat(100_000)).into_bytes();
    let time = best(&mut || drop(black_box(Post::read(path.clone(), &file, site, &Zone::default()))), measures);
    let passes = !measures || time <= BRACKETS;
    let verdict = if passes { "pass" } else { "MISS" };
    writeln!(out, "[ × 100,000 in YAML: {verdict} {:.2} ms, at most {} ms", millis(time), BRACKETS.as_millis())?;
    Ok(passes)
}

fn growth(
    out: &mut impl Write,
    name: &str,
    size: usize,
    measures: bool,
    time: impl Fn(usize) -> Duration,
) -> io::Result<bool> {
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
    let verdict = if passes { "pass" } else { "MISS" };
    writeln!(out, "  {verdict} {name:<44} {:>9.2} ms {:>9.2} ms  ×{ratio:.2}", millis(one), millis(many))?;
    Ok(passes)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
