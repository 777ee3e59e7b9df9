//! What lies beside the posts and belongs to the site: pictures, sound, films, downloads.

use std::collections::HashSet;

use inkstone_content::PostPath;

use crate::walk::{SourceFile, extension};

/// What is copied, by extension. Nothing here can run as a page's script or hold a site's
/// configuration: those files of a posts folder are never public.
const EXTENSIONS: [&str; 61] = [
    // Pictures
    "apng", "avif", "bmp", "gif", "heic", "ico", "jfif", "jpeg", "jpg", "jxl", "png", "svg", "tif", "tiff", "webp",
    // Sound and films, with their subtitles
    "aac", "flac", "m4a", "m4v", "mid", "mkv", "mov", "mp3", "mp4", "oga", "ogg", "ogv", "opus", "srt", "vtt", "wav",
    "webm", // Documents and archives
    "7z", "azw3", "bib", "bz2", "csv", "doc", "docx", "epub", "gpx", "gz", "ics", "mobi", "odp", "ods", "odt", "pdf",
    "ppt", "pptx", "rar", "rtf", "tar", "tgz", "tsv", "txt", "xls", "xlsx", "xz", "zip", "zst",
];

/// Whether a file of the posts folder belongs to the site although it is no post.
pub(crate) fn is_asset(path: &PostPath) -> bool {
    // The list of posts is ours; somebody's own list would hide our posts from the app.
    path.as_str() != "index.txt" && extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// Whether a script of the site's owner may load a file that lies beside it, by the file's name.
pub(crate) fn is_companion(path: &PostPath) -> bool {
    extension(path).is_some_and(|extension| ["css", "js", "json", "mjs", "wasm"].contains(&extension.as_str()))
}

/// Whether a file is a picture, by its name.
pub(crate) fn is_picture(path: &PostPath) -> bool {
    let pictures = EXTENSIONS.iter().take_while(|extension| **extension != "aac");
    extension(path).is_some_and(|extension| pictures.into_iter().any(|picture| *picture == extension))
}

/// The folders whose files are those of the post at `path`: the one of its name, and the one it is in where it is
/// the folder's own (`trip/index.md`, or `trip/index.en.md` in one of several languages).
pub(crate) fn folders_of(path: &PostPath) -> impl Iterator<Item = &str> {
    let parent = path.as_str().rsplit_once('/');
    let parent = parent.filter(|(_, name)| name.starts_with("index.") || name.starts_with("_index."));
    [Some(path.key()), parent.map(|(folder, _)| folder)].into_iter().flatten()
}

/// Keeps back what lies in the folder of a hidden post (Hexo's asset folder, a page bundle):
/// a draft's pictures are as private as its text.
pub(crate) fn without_hidden(
    assets: Vec<SourceFile>,
    hidden: &HashSet<String>,
    shown: &HashSet<String>,
) -> Vec<SourceFile> {
    let is_public = |file: &SourceFile| {
        let mut folder = file.path.as_str();
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if shown.contains(parent) {
                return true;
            }
            if hidden.contains(parent) {
                return false;
            }
            folder = parent;
        }
        true
    };
    if hidden.is_empty() { assets } else { assets.into_iter().filter(is_public).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> SourceFile {
        SourceFile { disk: path.into(), path: PostPath::new(path).expect("a path"), shown: path.into(), is_link: false }
    }

    #[test]
    fn only_what_readers_look_at_or_download_is_an_asset() {
        for (path, expected) in [
            ("a.png", true),
            ("a/B.JPEG", true),
            ("a.pdf", true),
            ("inkstone.yaml", false),
            ("_config.yml", false),
            ("config.toml", false),
            ("a.html", false),
            ("a.js", false),
            ("png", false),
            ("index.txt", false),
            ("notes/index.txt", true),
        ] {
            assert_eq!(is_asset(&file(path).path), expected, "{path}");
        }
        assert!(EXTENSIONS.iter().all(|extension| *extension == extension.to_lowercase()));
    }

    #[test]
    fn the_pictures_of_a_draft_stay_private() {
        let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<HashSet<_>>();
        let (hidden, shown) = (set(&["draft", "trip"]), set(&["trip/day-1", "open"]));
        for (path, expected) in [
            ("cover.png", true),
            ("draft/a.png", false),
            ("draft/deep/a.png", false),
            ("open/a.png", true),
            ("trip/a.png", false),
            ("trip/day-1/a.png", true),
            ("drafting/a.png", true),
        ] {
            assert_eq!(!without_hidden(vec![file(path)], &hidden, &shown).is_empty(), expected, "{path}");
        }
    }
}
