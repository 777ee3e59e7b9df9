//! `inkstone index`: the posts and their catalogue, into a folder that holds an app already.

use std::{fs, path::Path, time::Instant};

use inkstone_catalogue::write::is_shard;
use jiff::Timestamp;

use crate::{
    Blog, Failure, FileNames, Progress, Report,
    blog::Posts,
    output::{Ground, Output},
    publish::Publisher,
    staging::apart,
};

/// Writes the posts of `blog` and their catalogue into `folder`, beside what it holds. Each
/// file is replaced in one step, the catalogue's root last; only what an earlier catalogue or
/// an earlier copy of a post that is hidden now left behind is taken away.
///
/// # Errors
/// When `folder` lies in the posts folder or around it, or cannot be written.
pub fn index(blog: &Blog, folder: &Path, now: Timestamp, progress: Progress) -> Result<Report, Failure> {
    let began = Instant::now();
    fs::create_dir_all(folder).map_err(Failure::file("make the folder", folder))?;
    let folder = fs::canonicalize(folder).map_err(Failure::file("look at", folder))?;
    apart(&folder, &blog.folder)?;
    let output = Output::new(folder.clone(), Ground::Existing, FileNames::probe(&folder));
    let mut published = Publisher { output: &output, now, progress, memory: None }.publish(blog)?;
    published.posts.add_problems(output.clashes());
    for shard in shards(&folder).iter().filter(|shard| !published.catalogue.contains(*shard)) {
        output.remove(shard)?;
    }
    let (bytes, files) = output.totals();
    let seconds = began.elapsed().as_secs_f64();
    let Posts { counts, problems, until, .. } = published.posts;
    Ok(Report { counts, files, bytes, seconds, problems, until })
}

/// The shards in `folder`, of whichever catalogue.
fn shards(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("catalogue")) else { return Vec::new() };
    let shard = |entry: fs::DirEntry| {
        let file = entry.file_name().into_string().ok()?;
        let name = file.strip_suffix(".json")?;
        let text = fs::read_to_string(entry.path()).ok()?;
        is_shard(name, &text).then(|| format!("catalogue/{file}"))
    };
    entries.filter_map(|entry| shard(entry.ok()?)).collect()
}
