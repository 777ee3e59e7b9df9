//! `inkstone check`: everything that is wrong with a folder of posts.

use std::{
    fs, mem,
    sync::{Mutex, PoisonError},
};

use inkstone_content::Severity;
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    App, Blog, Counts, Failure, FileProblem, Progress,
    aliases::redirects,
    assets::is_picture,
    read::Reader,
    references::{Held, References},
    report::size,
    terms,
    walk::SourceFile,
};

/// The most bytes of a picture that nobody is told of: three seconds on a slow phone.
const LARGE_PICTURE: u64 = 1_000_000;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Posts, files beside them and problems, counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// What is wrong, by file and place.
    pub problems: Vec<FileProblem>,
    /// The files of drafts, and of posts whose time has not come or is over.
    pub hidden: Vec<String>,
}

/// Reads every post of `blog` as a build would, and writes nothing. Beyond what a build says,
/// it looks where links and pictures lead.
///
/// # Errors
/// None at present besides those of reading on.
pub fn check(blog: &Blog, now: Timestamp, progress: Progress) -> Result<Checked, Failure> {
    let references = Mutex::new(Vec::new());
    let mut posts = blog.read(&Reader {
        now,
        progress,
        memory: None,
        keep: &|_, _| Ok(true),
        look: Some(&|file, post, rendered| {
            let found = References::of(file, post, rendered, &blog.site);
            references.lock().unwrap_or_else(PoisonError::into_inner).push(found);
        }),
    })?;
    let statics = &mem::take(&mut posts.statics);
    let references = references.into_inner().unwrap_or_else(PoisonError::into_inner);
    let held = Held::new(&posts, statics, &references);
    let referred = references.iter().flat_map(|found| found.problems(&held)).collect::<Vec<_>>();
    let large = posts.assets.iter().chain(statics).filter_map(large_picture).collect::<Vec<_>>();
    let (_, addresses) = redirects(&posts, statics, &App::default(), &blog.site);
    let terms = terms::problems(posts.shown.iter().filter(|post| post.listed));
    posts.add_problems(referred.into_iter().chain(large).chain(addresses).chain(terms));
    let shown = |path: &inkstone_content::PostPath| {
        let file = blog.found.posts.iter().find(|file| file.path == *path);
        file.map_or_else(|| path.as_str().to_owned(), |file| file.shown.clone())
    };
    let hidden = posts.hidden.iter().map(shown).collect();
    Ok(Checked { counts: posts.counts, problems: posts.problems, hidden })
}

fn large_picture(file: &SourceFile) -> Option<FileProblem> {
    let bytes = is_picture(&file.path).then(|| fs::metadata(&file.disk).ok())??.len();
    (bytes > LARGE_PICTURE).then(|| {
        let message = format!("this picture has {}: readers on the road wait for it", size(bytes));
        let hint = "make it smaller: 2,000 pixels are enough for any screen, and WebP or AVIF for any browser";
        FileProblem::whole(&file.shown, Severity::Warning, "picture-large", message, hint)
    })
}
