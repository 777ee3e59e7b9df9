//! Every post gets an address of its own, also where two files ask for the same.

use foldhash::HashSet;
use inkstone_content::Severity;

use crate::{FileProblem, read::Shown};

/// Settles the addresses of `posts`, in the order of their files. `files` are the paths below `posts/` that are no posts' pages.
///
/// An address belongs to the file named exactly like it (`a.md` before `a.markdown` and
/// `a/index.md`), else to the first; the others get the next free of `a-2`, `a-3` ….
pub(crate) fn settle(posts: &mut [Shown], files: &HashSet<&str>) -> Vec<FileProblem> {
    let mut taken: HashSet<String> = HashSet::default();
    taken.reserve(posts.len());
    let mut losers = Vec::new();
    for exact in [true, false] {
        for (index, post) in posts.iter().enumerate() {
            if post.summary.file.is_none() == exact {
                let path = &post.summary.path;
                if !is_free(path, files, &taken) {
                    losers.push(index);
                } else {
                    taken.insert(path.clone());
                }
            }
        }
    }
    losers.sort_unstable();
    losers.into_iter().map(|index| give_another(&mut posts[index], files, &mut taken)).collect()
}

fn give_another(post: &mut Shown, files: &HashSet<&str>, taken: &mut HashSet<String>) -> FileProblem {
    let summary = &mut post.summary;
    let wanted = summary.path.clone();
    let free = (2_u64..).map(|number| format!("{wanted}-{number}")).find(|path| is_free(path, files, taken));
    let given = free.unwrap_or_else(|| wanted.clone());
    summary.file = Some(summary.file());
    summary.path.clone_from(&given);
    taken.insert(given.clone());
    let message = format!("the address /posts/{wanted} is another file's; this post is at /posts/{given}");
    FileProblem::whole(&post.name, Severity::Warning, "duplicate-address", message, "rename one of the two files")
}

/// A page is a folder with an `index.html`: its name must not be another page's or a file's,
/// and must not end in what the app takes for the page of the folder itself.
fn is_free(path: &str, files: &HashSet<&str>, taken: &HashSet<String>) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    last != "index.html" && path != "index.txt" && !files.contains(path) && !taken.contains(path)
}
