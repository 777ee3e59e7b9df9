//! What stands beside a post: the ones before and after it, and those that share its terms.

use inkstone_content::sort_by;

use crate::{Line, Taxonomy};

/// How many related posts are shown.
pub(crate) const MOST_RELATED: usize = 6;
/// How many of a post's terms are asked: each is a file to fetch.
const MOST_ASKED: usize = 4;

/// The posts beside a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The next newer post.
    pub newer: Option<Line>,
    /// The next older post.
    pub older: Option<Line>,
    /// Posts with the most terms in common, best first, at most six.
    pub related: Vec<Line>,
}

/// The terms through which related posts are looked for: tags say more of a post than its
/// category, and of a category's path the leaf says most.
pub(crate) fn terms_asked(categories: &[Vec<String>], tags: &[String]) -> Vec<(Taxonomy, Vec<String>)> {
    let categories = categories.iter().map(|path| (Taxonomy::Categories, path.clone()));
    let tags = tags.iter().map(|tag| (Taxonomy::Tags, vec![tag.clone()]));
    let room = MOST_ASKED - categories.len().min(1);
    tags.take(room).chain(categories.take(1)).collect()
}

/// The posts that are in most of `lists`, each list with the number of posts its term has. A
/// term weighs less the more posts have it; of equals the newer goes first.
pub(crate) fn related(path: &str, lists: &[(u32, Vec<Line>)]) -> Vec<Line> {
    let mut found: Vec<(u64, &Line)> = Vec::new();
    for (posts, lines) in lists {
        // 32 for a term that one post has, 1 less for every doubling: whole numbers are the same everywhere.
        let weight = u64::from(posts.leading_zeros()) + 1;
        found.extend(lines.iter().filter(|line| line.path != path).map(|line| (weight, line)));
    }
    sort_by(&mut found, |(_, one), (_, other)| one.path.cmp(&other.path));
    // A post that is in several lists is the sum of its weights.
    found.dedup_by(|(weight, line), (sum, first)| {
        let is_same = line.path == first.path;
        *sum += if is_same { *weight } else { 0 };
        is_same
    });
    sort_by(&mut found, |(a, one), (b, other)| b.cmp(a).then_with(|| one.key().cmp(&other.key())));
    found.into_iter().take(MOST_RELATED).map(|(_, line)| line.clone()).collect()
}
