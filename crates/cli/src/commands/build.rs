//! `inkstone build`: a complete site from a folder of posts.

use std::{path::Path, time::Instant};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    App, BasePath, Blog, Failure, Progress, Report,
    aliases::redirects,
    blog::Posts,
    output::{Ground, Output},
    pages::Pages,
    publish::{copy, publish},
    shell::Shell,
    staging::Staging,
    statics,
    walk::SourceFile,
};

/// How a site is built.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The app that readers run.
    pub app: App,
    /// Where the site will live on its host; `None`: what the site's address says, else `/`.
    pub base: Option<BasePath>,
    /// What time it is, for posts whose time has not come or is over.
    pub now: Timestamp,
    /// Where progress is shown.
    pub progress: Progress,
}

/// Builds the site of `blog` in the folder `site`, which is replaced whole or not at all.
///
/// # Errors
/// When `site` may not be replaced or cannot be written. What is wrong with single posts is in
/// the report and fails nothing.
pub fn build(blog: &Blog, site: &Path, options: &BuildOptions) -> Result<Report, Failure> {
    let began = Instant::now();
    let index = options.app.file("index.html").unwrap_or_default();
    let shell = Shell::parse(&String::from_utf8_lossy(index))?;
    let staging = Staging::begin(site, &blog.folder)?;
    let output = Output::new(staging.folder().to_owned(), Ground::Fresh);
    for (name, content) in options.app.assets() {
        output.write(name, content)?;
    }
    let mut published = publish(blog, &output, options.now, options.progress)?;
    let statics = copy_statics(blog, options, &output, &mut published.posts)?;
    let (redirects, problems) = redirects(&published.posts, &statics, &options.app, &blog.site);
    published.posts.add_problems(problems);
    redirects.par_iter().try_for_each(|page| output.write(&page.path, page.html.as_bytes()))?;
    let of_address = || blog.site.url.as_deref().and_then(BasePath::of_url);
    let base = options.base.clone().or_else(of_address).unwrap_or_default();
    Pages::new(&shell, &blog.site, &output).write(&published, &base, options.progress)?;
    let (bytes, files) = output.totals();
    staging.finish()?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(Report { counts: published.posts.counts, files, bytes, seconds, problems: published.posts.problems })
}

/// Copies what belongs to the site's root and returns it.
fn copy_statics(
    blog: &Blog,
    options: &BuildOptions,
    output: &Output,
    posts: &mut Posts,
) -> Result<Vec<SourceFile>, Failure> {
    let app = options.app.assets().map(|(name, _)| name).collect();
    let (files, problems) = statics::settle(blog.found.statics.clone(), &app);
    let lost = copy(output, "", &files, options.progress)?;
    posts.counts.assets += files.len() - lost.len();
    posts.add_problems(problems.into_iter().chain(lost));
    Ok(files)
}
