//! The posts of each category and each tag.

use std::collections::BTreeMap;

use inkstone_catalogue::{Summary, Taxonomy};
use inkstone_views::Route;

/// A term with its posts.
pub(super) struct Term<'a> {
    /// Its page.
    pub(super) route: Route,
    pub(super) name: &'a str,
    /// Newest first.
    pub(super) posts: Vec<&'a Summary>,
}

/// The terms of `listed`. A category has the posts of those below it as well.
pub(super) fn of(listed: &[Summary]) -> Vec<Term<'_>> {
    let mut terms: BTreeMap<(Taxonomy, &[String]), Vec<&Summary>> = BTreeMap::new();
    for post in listed {
        let categories = post.categories.iter().flat_map(|path| (1..=path.len()).map(|depth| &path[..depth]));
        let categories = categories.map(|path| (Taxonomy::Categories, path));
        let tags = post.tags.iter().map(|tag| (Taxonomy::Tags, std::slice::from_ref(tag)));
        for term in categories.chain(tags) {
            let posts = terms.entry(term).or_default();
            // A post in two categories of one branch is one post of the branch.
            if posts.last().is_none_or(|last| last.path != post.path) {
                posts.push(post);
            }
        }
    }
    terms.into_iter().map(term).collect()
}

fn term<'a>(((taxonomy, path), posts): ((Taxonomy, &'a [String]), Vec<&'a Summary>)) -> Term<'a> {
    let name = path.last().map_or("", String::as_str);
    Term { route: Route::Term { taxonomy, path: path.to_vec(), page: 1 }, name, posts }
}
