//! Reading posts: from files to summaries, in parallel, each post on its own.

use std::{fs::File, io::Read as _};

use inkstone_catalogue::Summary;
use inkstone_content::{Place, Post, Severity, Visibility, render};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::{Failure, FileProblem, aliases::Aliases, blog::Blog, progress::Progress, walk::SourceFile};

/// How much of a file is read: more than the largest post that is shown (8 MiB of body), so
/// that memory stays bounded by the number of threads whatever lies in the folder.
const MOST_BYTES: u64 = 9 << 20;

/// A post that belongs to the site.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Its file's name for messages.
    pub(crate) name: String,
    pub(crate) summary: Summary,
    /// Whether lists show it.
    pub(crate) listed: bool,
    /// Its addresses from before.
    pub(crate) aliases: Aliases,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// It belongs to the site.
    Shown(Box<Shown>),
    /// A draft, or a post whose time has not come or is over.
    Hidden,
    /// It could not be read.
    Lost,
}

/// A file's outcome and what is wrong with it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) outcome: Outcome,
    pub(crate) problems: Vec<FileProblem>,
}

/// The content of a post's file, as it was when the post was read.
pub(crate) enum Content<'a> {
    /// All of it.
    Whole(&'a [u8]),
    /// The file is too large to be held.
    OnDisk,
}

/// What is done with each post of the site as it is read.
pub(crate) type Keep<'a> = &'a (dyn Fn(&SourceFile, Content<'_>) -> Result<(), Failure> + Sync);

/// Reads every post of `blog`, in the order of its files. `keep` gets the very bytes that were
/// read, so that what is published is what was judged, even while its author types.
pub(crate) fn read_all(
    blog: &Blog,
    now: Timestamp,
    progress: Progress,
    keep: Keep<'_>,
) -> Result<Vec<Reading>, Failure> {
    let work = progress.begin("Reading posts", blog.found.posts.len());
    blog.found
        .posts
        .par_iter()
        .map_init(
            || blog.zone(),
            |zone, file| {
                let reading = read_one(blog, zone, now, file, keep);
                work.step();
                reading
            },
        )
        .collect()
}

fn read_one(
    blog: &Blog,
    zone: &inkstone_content::Zone,
    now: Timestamp,
    file: &SourceFile,
    keep: Keep<'_>,
) -> Result<Reading, Failure> {
    let (bytes, whole) = match bytes_of(file) {
        Ok(read) => read,
        Err(error) => {
            let message = format!("this post cannot be read: {error}");
            let hint = "check its permissions; the rest is built without it";
            let problem = FileProblem::whole(&file.shown, Severity::Error, "unreadable", message, hint);
            return Ok(Reading { outcome: Outcome::Lost, problems: vec![problem] });
        }
    };
    let post = Post::read(file.path.clone(), &bytes, &blog.site, zone);
    let visibility = post.meta.visibility(&blog.site, Some(now));
    if visibility == Visibility::Hidden {
        return Ok(Reading { outcome: Outcome::Hidden, problems: problems_of(file, post.problems) });
    }
    keep(file, if whole { Content::Whole(&bytes) } else { Content::OnDisk })?;
    drop(bytes);
    let rendered = render(&post, &blog.site, &Place::new("", &blog.site));
    let summary = Summary::new(&post, &rendered);
    let aliases = Aliases::of(&post, &blog.site);
    let problems = problems_of(file, post.problems.into_iter().chain(rendered.problems));
    let listed = visibility == Visibility::Listed;
    Ok(Reading {
        outcome: Outcome::Shown(Box::new(Shown { name: file.shown.clone(), summary, listed, aliases })),
        problems,
    })
}

fn problems_of(file: &SourceFile, problems: impl IntoIterator<Item = inkstone_content::Problem>) -> Vec<FileProblem> {
    problems.into_iter().map(|problem| FileProblem { file: file.shown.clone(), problem }).collect()
}

/// The file's bytes and whether they are all of it.
fn bytes_of(file: &SourceFile) -> std::io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    File::open(&file.disk)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST_BYTES);
    if !whole {
        // The cut must not look like a broken character.
        while bytes.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {}
    }
    Ok((bytes, whole))
}
