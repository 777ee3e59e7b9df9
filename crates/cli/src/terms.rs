//! Categories and tags whose pages would be one: a list is found by the names in its address, and hosts decode
//! those before they look for files.

use foldhash::HashMap;
use inkstone_content::Severity;
use inkstone_views::Route;

use crate::{
    FileNames, FileProblem,
    pages::{folder_on_disk, nameless},
    read::Shown,
};

/// Where names that differ in case or in the form of Unicode are one: on macOS, and by halves on Windows.
const ANYWHERE: FileNames = FileNames { ignore_case: true, ignore_form: true, ..FileNames::EXACT };

/// A term as it is first found.
struct First<'a> {
    route: Route,
    folder: String,
    post: &'a str,
}

/// What is wrong with the addresses of the terms of `posts`, on the host where they are or on another.
pub(crate) fn problems<'a>(posts: impl Iterator<Item = &'a Shown>) -> Vec<FileProblem> {
    let mut seen: HashMap<String, First<'a>> = HashMap::default();
    let mut told = foldhash::HashSet::default();
    let mut problems = Vec::new();
    for post in posts {
        for route in routes(post) {
            let Some(folder) = folder_on_disk(&route) else {
                problems.extend(told.insert(route.to_string()).then(|| nameless(&post.name, &route)));
                continue;
            };
            match seen.get(ANYWHERE.fold(&folder).as_ref()) {
                Some(first) if first.route == route => {}
                Some(first) if told.insert(route.to_string()) => problems.push(clash(post, &folder, first)),
                Some(_) => {}
                None => {
                    let key = ANYWHERE.fold(&folder).into_owned();
                    seen.insert(key, First { route, folder, post: &post.name });
                }
            }
        }
    }
    problems
}

/// The lists that show `post`: its categories, with those around them, and its tags.
fn routes(post: &Shown) -> impl Iterator<Item = Route> {
    let categories = post.summary.categories.iter();
    let categories = categories.flat_map(|path| (1..=path.len()).map(|depth| Route::category(&path[..depth])));
    categories.chain(post.summary.tags.iter().map(|tag| Route::tag(tag)))
}

fn clash(post: &Shown, folder: &str, first: &First<'_>) -> FileProblem {
    let First { folder: other, post: elsewhere, .. } = first;
    let (message, hint) = if folder == other {
        let message = format!("two lists would both be `{folder}`, this post's and one of {elsewhere}");
        (message, "rename one of the two: only the app shows the second")
    } else {
        let message = format!("this post's list `{folder}` and `{other}` of {elsewhere} differ in case or form only");
        (message, "write both in the same way: on macOS, Windows and some hosts only one of them has a page")
    };
    FileProblem::whole(&post.name, Severity::Warning, "same-path", message, hint)
}
