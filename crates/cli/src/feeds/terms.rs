//! The posts of each category and each tag.

use foldhash::HashMap;
use inkstone_catalogue::Taxonomy;
use inkstone_views::Route;

use crate::read::Shown;

/// A term with its posts.
pub(super) struct Term<'a> {
    /// Its page.
    pub(super) route: Route,
    pub(super) name: &'a str,
    /// Newest first.
    pub(super) posts: Vec<&'a Shown>,
}

/// The terms of `listed`. A category has the posts of those below it as well.
pub(super) fn of<'a>(listed: &[&'a Shown]) -> Vec<Term<'a>> {
    let mut terms: HashMap<(Taxonomy, &[String]), Vec<&Shown>> = HashMap::default();
    for &shown in listed {
        let post = &shown.summary;
        let categories = post.categories.iter().flat_map(|path| (1..=path.len()).map(|depth| &path[..depth]));
        let categories = categories.map(|path| (Taxonomy::Categories, path));
        let tags = post.tags.iter().map(|tag| (Taxonomy::Tags, std::slice::from_ref(tag)));
        for term in categories.chain(tags) {
            let posts = terms.entry(term).or_default();
            // A post in two categories of one branch is one post of the branch.
            if posts.last().is_none_or(|last| last.summary.path != post.path) {
                posts.push(shown);
            }
        }
    }
    let mut terms: Vec<_> = terms.into_iter().collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms.into_iter().map(term).collect()
}

fn term<'a>(((taxonomy, path), posts): ((Taxonomy, &'a [String]), Vec<&'a Shown>)) -> Term<'a> {
    let name = path.last().map_or("", String::as_str);
    Term { route: Route::Term { taxonomy, path: path.to_vec(), page: 1 }, name, posts }
}
