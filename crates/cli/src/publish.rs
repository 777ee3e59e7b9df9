//! What every site holds besides the app: the raw posts, what lies beside them, the catalogue.

use std::fs::File;

use inkstone_catalogue::{
    Address, CatalogueFile, Summary, SummaryPage, Writer,
    write::{pages, per_page},
};
use inkstone_content::{Severity, Site};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::{Blog, Failure, FileProblem, Progress, blog::Posts, output::Output, read::Content, walk::SourceFile};

/// A blog's posts, and the files that describe them.
pub(crate) struct Published {
    pub(crate) posts: Posts,
    /// The pages of the home list, newest first.
    pub(crate) pages: Vec<SummaryPage>,
    /// The catalogue's files, the root last.
    pub(crate) catalogue: Vec<CatalogueFile>,
}

/// Writes the posts of `blog` and the catalogue to `output`. The root comes last: whoever reads
/// it finds all that it names.
pub(crate) fn publish(blog: &Blog, output: &Output, now: Timestamp, progress: Progress) -> Result<Published, Failure> {
    let mut posts = blog.read(now, progress, &|file, content| keep(output, file, &content))?;
    for hidden in &posts.hidden {
        // A post that has become a draft since the last run goes out of an existing folder.
        output.remove(&format!("posts/{}", hidden.as_str()))?;
    }
    let lost = copy(output, "posts/", &posts.assets, progress)?;
    posts.counts.assets -= lost.len();
    posts.add_problems(lost);

    let listed = posts.listed();
    output.write("posts/index.txt", list_of_files(&listed).as_bytes())?;
    output.write("posts/inkstone.yaml", public_configuration(&blog.site)?.as_bytes())?;
    let catalogue = catalogue(blog, &posts, &listed).map_err(unwritable)?;
    for file in &catalogue {
        output.write(&file.path, file.text.as_bytes())?;
    }
    let pages = pages(&listed, per_page(&blog.site));
    Ok(Published { posts, pages, catalogue })
}

/// The catalogue of the posts that lists show, with the addresses they had before.
fn catalogue(blog: &Blog, posts: &Posts, listed: &[Summary]) -> Result<Vec<CatalogueFile>, serde_json::Error> {
    let mut writer = Writer::new(&blog.site, blog.zone.clone());
    for summary in listed {
        writer.add(summary);
    }
    for post in posts.shown.iter().filter(|post| post.listed) {
        let Summary { path, file, .. } = &post.summary;
        let own = file.is_some().then(|| format!("posts/{path}"));
        for address in own.into_iter().chain(post.aliases.paths().map(str::to_owned)) {
            writer.add_address(Address { address, path: path.clone(), file: file.clone() });
        }
    }
    let mut files = Vec::new();
    writer.finish(
        |number| Ok(listed[number].clone()),
        |file| {
            files.push(file);
            Ok::<(), serde_json::Error>(())
        },
    )?;
    Ok(files)
}

fn keep(output: &Output, file: &SourceFile, content: &Content<'_>) -> Result<(), Failure> {
    let path = format!("posts/{}", file.path.as_str());
    match content {
        Content::Whole(bytes) => output.write(&path, bytes),
        Content::OnDisk => {
            let mut source = File::open(&file.disk).map_err(Failure::file("read", &file.disk))?;
            output.put(&path, &mut source)
        }
    }
}

/// Copies `files` below `folder`; one that cannot be read is a problem, one that cannot be
/// written a failure.
pub(crate) fn copy(
    output: &Output,
    folder: &str,
    files: &[SourceFile],
    progress: Progress,
) -> Result<Vec<FileProblem>, Failure> {
    let work = progress.begin("Copying files", files.len());
    let problems: Vec<Option<FileProblem>> = files
        .par_iter()
        .map(|file| {
            let problem = match File::open(&file.disk) {
                Ok(mut source) => {
                    output.put(&format!("{folder}{}", file.path.as_str()), &mut source)?;
                    None
                }
                Err(error) => Some(FileProblem::whole(
                    &file.shown,
                    Severity::Error,
                    "unreadable",
                    format!("this file cannot be read: {error}"),
                    "check its permissions; the rest is built without it",
                )),
            };
            work.step();
            Ok(problem)
        })
        .collect::<Result<_, Failure>>()?;
    Ok(problems.into_iter().flatten().collect())
}

/// The plain list with which the app works where there is no catalogue: one path a line,
/// newest first. Lines that begin with `#` are comments there, and blanks at the ends of a
/// line do not count, so a file with such a name cannot stand in it.
fn list_of_files(listed: &[Summary]) -> String {
    let mut text = String::from("inkstone.yaml\n");
    for file in listed.iter().map(Summary::file) {
        if !file.starts_with('#') && file.trim() == file {
            text.push_str(&file);
            text.push('\n');
        }
    }
    text
}

/// The configuration for the app where there is no catalogue. Written anew from what Inkstone
/// understands (JSON is YAML), so that nothing else of a configuration file becomes public.
fn public_configuration(site: &Site) -> Result<String, Failure> {
    serde_json::to_string_pretty(site).map(|text| text + "\n").map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> Failure {
    Failure::not_built(
        format!("the catalogue cannot be written: {error}"),
        "this is a fault of Inkstone: please report it",
    )
}
