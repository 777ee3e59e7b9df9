//! The home list: which posts stand on which page.

use inkstone_content::{Site, sort_by};

use super::Listed;
use crate::{Line, Summary, SummaryPage, hash::hash, shares::shares};

/// A page of the home list.
pub(super) struct HomePage {
    /// Numbers of the posts, in the page's order.
    pub(super) entries: Vec<usize>,
    /// The hash of the page's first post that is not pinned.
    pub(super) hash: u64,
}

/// Posts a page, within what a page may hold.
pub fn per_page(site: &Site) -> usize {
    usize::try_from(site.per_page).unwrap_or(usize::MAX).clamp(1, 100)
}

/// The pages of the home list of these posts, newest first: each has at least `per_page` posts,
/// where there are as many, and fewer than twice as many. Pinned posts, at most `per_page` of
/// them, stand at the head of the first page instead of in their place, the highest first.
pub fn pages(summaries: &[Summary], per_page: usize) -> Vec<SummaryPage> {
    let listed =
        |summary: &Summary| Listed { line: Line::new(summary), pinned: summary.pinned, hash: hash(&summary.path) };
    let posts: Vec<Listed> = summaries.iter().map(listed).collect();
    let page = |page: HomePage| SummaryPage(page.entries.into_iter().map(|number| summaries[number].clone()).collect());
    arrange(&posts, &in_order(&posts), per_page).into_iter().map(page).collect()
}

/// The numbers of the posts, newest first.
pub(super) fn in_order(posts: &[Listed]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..posts.len()).collect();
    sort_by(&mut order, |&a, &b| posts[a].line.key().cmp(&posts[b].line.key()));
    order
}

pub(super) fn arrange(posts: &[Listed], order: &[usize], per_page: usize) -> Vec<HomePage> {
    let (mut pinned, mut rest): (Vec<usize>, Vec<usize>) = order.iter().partition(|&&number| posts[number].pinned > 0);
    // Stable: of equals the newer stays first.
    sort_by(&mut pinned, |&a, &b| posts[b].pinned.cmp(&posts[a].pinned));
    if pinned.len() > per_page {
        let rank = |number: &usize| posts[*number].line.key();
        rest.extend(pinned.drain(per_page..));
        sort_by(&mut rest, |a, b| rank(a).cmp(&rank(b)));
    }
    let hashes: Vec<u64> = rest.iter().map(|&number| posts[number].hash).collect();
    let mut pages: Vec<HomePage> = shares(&hashes, per_page)
        .into_iter()
        .map(|share| HomePage { hash: hashes[share.start], entries: rest[share].to_vec() })
        .collect();
    if pages.is_empty() && !pinned.is_empty() {
        pages.push(HomePage { entries: Vec::new(), hash: 0 });
    }
    if let Some(first) = pages.first_mut() {
        first.entries.splice(0..0, pinned);
    }
    pages
}
