//! The sets of posts that are measured: posts of our own in the shapes of real ones, and real ones
//! where `../shared/corpus` is present.

use std::{fs, path::Path};

use crate::families;

/// Name and files of each set.
pub(crate) fn all(project: &Path) -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut sets = vec![
        ("mirrored posts", vec![families::mirrored_post().into_bytes(); 50]),
        ("Chinese Markdown", vec![families::chinese_post().into_bytes(); 50]),
        ("English Markdown", vec![families::english_post().into_bytes(); 50]),
    ];
    let corpus = project.join("../shared/corpus");
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
