//! `inkstone serve`: the blog on this machine while it is written. A post that is saved is on
//! the screen at once; the rest of the site follows.
//!
//! The site is built into a temporary folder, as `inkstone build` would, and built again from
//! what did not change. What was saved a moment ago answers from memory until that is done.

mod answer;
mod events;
mod live;
mod port;

use std::{path::Path, sync::Arc};

use jiff::Timestamp;

use crate::{App, Blog, BuildOptions, Compress, Failure, Offline, PageText, Progress, Report, Reuse, build};
use live::Live;

pub use port::FIRST_PORT;

/// How a blog is served.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The app that readers run.
    pub app: App,
    /// The port to listen on; `None`: the first free one from [`FIRST_PORT`] on.
    pub port: Option<u16>,
    /// Where progress is shown.
    pub progress: Progress,
}

/// What a server has to tell whoever started it.
#[derive(Clone, Debug)]
pub enum Served<'a> {
    /// The blog is there, at this address.
    At(&'a str, &'a Report),
    /// It was built anew after a change.
    Again(&'a Report),
    /// It could not be built anew; what was there is there still.
    Failed(&'a Failure),
}

/// Serves the posts in `folder` until the process is interrupted. It listens on this machine
/// only, answers only to this machine's own names, and reads nothing but the site it built.
///
/// # Errors
/// When the folder cannot be read, the site not be built, or no port be had.
pub fn serve(folder: &Path, options: &ServeOptions, tell: impl Fn(Served<'_>) + Send + Sync) -> Result<(), Failure> {
    let listener = port::listen(options.port)?;
    let address = port::address(&listener)?;
    let scratch = tempfile::tempdir().map_err(Failure::file("make a folder in", &std::env::temp_dir()))?;
    let build = |progress: Progress| -> Result<(Blog, Report), Failure> {
        let blog = Blog::open(folder)?;
        let options = BuildOptions {
            app: options.app.clone(),
            base: Some(crate::BasePath::default()),
            compress: Compress::Nothing,
            reuse: Reuse::Unchanged,
            text: PageText::Whole,
            // Whoever writes wants to see what was just built.
            offline: Offline::Ended,
            now: Timestamp::now(),
            names: None,
            progress,
        };
        let report = build(&blog, &scratch.path().join("site"), &options)?;
        Ok((blog, report))
    };
    let (blog, report) = build(options.progress)?;
    let live = Arc::new(Live::new(scratch.path().join("site"), &blog));
    let changes = events::watch(&blog.folder)?;
    tell(Served::At(&address, &report));

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::not_built(format!("the server cannot start: {error}"), "try again"))?;
    std::thread::scope(|scope| {
        let rebuilt = || build(Progress::Silent);
        let (changes, end) = changes;
        let keeping_up = scope.spawn({
            let (live, tell) = (&live, &tell);
            move || live.keep_up(&changes, report.until, rebuilt, tell)
        });
        let served = runtime.block_on(answer::until_interrupted(listener, Arc::clone(&live)));
        end.now();
        // A change that cannot be followed any more is told, and is no reason to end in disorder.
        let _ = keeping_up.join();
        served
    })
}
