//! Whose rules the posts follow, where no configuration says: worked out once a site, from
//! what its posts look like.

use std::fs;

use inkstone_content::{Dialect, PostPath, dialect::Evidence};

use crate::{
    PostsFolder,
    walk::{Found, SourceFile},
};

/// How many posts are looked at, evenly from the first to the last: enough to tell, and the
/// cost does not grow with the blog.
const SAMPLE: usize = 500;

/// Posts larger than this are passed over: what tells stands in the small ones too.
const MOST_BYTES: u64 = 1 << 20;

/// Files beside the posts that tell a system without being its configuration.
const TELLING_FILES: [&str; 2] = ["Gemfile", "package.json"];

/// Works out the dialect of the blog in `folder`.
pub(crate) fn work_out(folder: &PostsFolder, found: &Found) -> Dialect {
    let mut evidence = Evidence::default();
    let places = folder.configuration_folders();
    for place in places.iter().filter(|place| folder.belongs_to_site(place)) {
        for name in TELLING_FILES {
            if let Ok(text) = fs::read_to_string(place.join(name)) {
                evidence.file(name, &text);
            }
        }
    }
    let step = found.posts.len().div_ceil(SAMPLE).max(1);
    for file in found.posts.iter().step_by(step) {
        let is_small = fs::metadata(&file.disk).is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
        if let Some(bytes) = is_small.then(|| fs::read(&file.disk).ok()).flatten() {
            evidence.post(&path_in_project(file), &bytes);
        }
    }
    evidence.dialect()
}

/// The post's path with the folders above the posts that tell Hexo from others.
fn path_in_project(file: &SourceFile) -> PostPath {
    const HEXO: &str = "source/_posts";
    let below_hexo = file.disk.ancestors().any(|folder| folder.ends_with(HEXO));
    let path = below_hexo.then(|| PostPath::new(format!("{HEXO}/{}", file.path.as_str())).ok()).flatten();
    path.unwrap_or_else(|| file.path.clone())
}
