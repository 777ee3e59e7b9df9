//! The files of the categories, those of the tags, and those of the series.

use std::{cmp::Reverse, collections::HashMap};

use inkstone_content::sort_by;

use super::{
    Files, Listed,
    index::{Key, Shelving, Spread},
};
use crate::{
    Line, TermCount,
    hash::hash,
    line::{LEAST_LINES, Lines},
    shares::shares,
    terms::{
        FEW_POSTS, LEAST_NAMES, LEAST_TERMS, MOST_CHILDREN, MOST_USED, Term, TermLists, TermNames, Terms, key_of,
        number_of,
    },
};

/// Which posts have which term.
#[derive(Default)]
pub(super) struct TermsWriter {
    /// By path, the numbers of the posts.
    posts: HashMap<Vec<String>, Vec<u32>>,
}

/// Whether there are pages of terms by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// A term is found by whoever knows its name.
    None,
    /// All of them can be looked through.
    OfNames,
}

impl TermsWriter {
    /// Adds a post to a term; posts come in the order of their numbers, a post maybe twice.
    pub(super) fn add(&mut self, path: &[String], number: u32) {
        match self.posts.get_mut(path) {
            Some(posts) if posts.last() == Some(&number) => {}
            Some(posts) => posts.push(number),
            None => {
                self.posts.insert(path.to_vec(), vec![number]);
            }
        }
    }

    /// Writes all files; `None` without terms. `pages`: of the terms' names.
    pub(super) fn write<E: From<serde_json::Error>>(
        self,
        posts: &[Listed],
        order: &[usize],
        pages: Pages,
        files: &Files<'_, E>,
    ) -> Result<Option<String>, E> {
        if self.posts.is_empty() {
            return Ok(None);
        }
        let (counts, lists) = self.lists(posts, order, files)?;
        let terms = Terms { terms: count(counts.len()), lists, ..Terms::default() };
        let terms = match pages {
            Pages::None => terms,
            Pages::OfNames => {
                let most_used = most_used(counts.iter(), MOST_USED);
                Terms { most_used, names: names(&counts, files)?, ..terms }
            }
        };
        files.json(&terms).map(Some)
    }

    /// How many posts each term has, in the order of their paths, and where the terms' posts are.
    fn lists<E: From<serde_json::Error>>(
        self,
        posts: &[Listed],
        order: &[usize],
        files: &Files<'_, E>,
    ) -> Result<(Vec<TermCount>, crate::Index), E> {
        let mut ranks = vec![0; order.len()];
        for (rank, &number) in order.iter().enumerate() {
            ranks[number] = rank;
        }
        let mut terms: Vec<(Vec<String>, Vec<u32>)> = self.posts.into_iter().collect();
        sort_by(&mut terms, |(one, _), (other, _)| one.cmp(other));
        let counts: Vec<TermCount> =
            terms.iter().map(|(path, posts)| TermCount { path: path.clone(), posts: count(posts.len()) }).collect();
        let lists = lists(terms, &counts, posts, &ranks, order, files)?;
        Ok((counts, lists))
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The most used of `counts`, most used first, of equals in the order of their paths.
fn most_used<'a>(counts: impl Iterator<Item = &'a TermCount>, most: usize) -> Vec<TermCount> {
    let mut found: Vec<&TermCount> = counts.collect();
    sort_by(&mut found, |a, b| (Reverse(a.posts), &a.path).cmp(&(Reverse(b.posts), &b.path)));
    found.into_iter().take(most).cloned().collect()
}

fn names<E: From<serde_json::Error>>(counts: &[TermCount], files: &Files<'_, E>) -> Result<crate::Index, E> {
    let hashes: Vec<u64> = counts.iter().map(|term| hash(&key_of(&term.path))).collect();
    let mut shelving = Shelving::default();
    for share in shares(&hashes, LEAST_NAMES) {
        let first = hashes[share.start];
        let name = files.json(&TermNames { names: counts[share].to_vec() })?;
        shelving.push(first, name, None, None);
    }
    shelving.index(Spread::HEAD, files)
}

fn lists<E: From<serde_json::Error>>(
    terms: Vec<(Vec<String>, Vec<u32>)>,
    counts: &[TermCount],
    posts: &[Listed],
    ranks: &[usize],
    order: &[usize],
    files: &Files<'_, E>,
) -> Result<crate::Index, E> {
    let mut sorted: Vec<(i64, String, Vec<String>, Vec<u32>)> = terms
        .into_iter()
        .map(|(path, numbers)| {
            let key = key_of(&path);
            (number_of(&key), key, path, numbers)
        })
        .collect();
    sort_by(&mut sorted, |(a, one, ..), (b, other, ..)| (a, one).cmp(&(b, other)));
    let hashes: Vec<u64> = sorted.iter().map(|(_, key, ..)| hash(key)).collect();
    let mut shelving = Shelving::default();
    for share in shares(&hashes, LEAST_TERMS) {
        let first = hashes[share.start];
        let key = Key::of(share.start, |at| sorted.get(at).map(|(number, key, ..)| (*number, key.as_str())));
        let mut lists = Vec::with_capacity(share.len());
        for (.., path, numbers) in &sorted[share] {
            let mut in_order: Vec<usize> =
                numbers.iter().filter_map(|&number| ranks.get(number as usize).copied()).collect();
            sort_by(&mut in_order, usize::cmp);
            let listed: Vec<&Listed> = in_order.into_iter().map(|rank| &posts[order[rank]]).collect();
            lists.push(term(path, &listed, counts, files)?);
        }
        let name = files.json(&TermLists { lists })?;
        shelving.push(first, name, None, key);
    }
    shelving.index(Spread::HEAD, files)
}

/// The entry of a term with these posts, newest first.
fn term<E: From<serde_json::Error>>(
    path: &[String],
    listed: &[&Listed],
    counts: &[TermCount],
    files: &Files<'_, E>,
) -> Result<Term, E> {
    // In the order of paths, what is below a category comes right after it.
    let after = counts.partition_point(|other| other.path.as_slice() <= path);
    let below = counts[after..].iter().take_while(|other| other.path.starts_with(path));
    let children = most_used(below.filter(|other| other.path.len() == path.len() + 1), MOST_CHILDREN);
    let mut term = Term { path: path.to_vec(), posts: count(listed.len()), children, lines: Vec::new(), pages: None };
    let lines = |listed: &[&Listed]| -> Vec<Line> { listed.iter().map(|post| post.line.clone()).collect() };
    if listed.len() <= FEW_POSTS {
        term.lines = lines(listed);
        return Ok(term);
    }
    let hashes: Vec<u64> = listed.iter().map(|post| post.hash).collect();
    let mut shelving = Shelving::default();
    for share in shares(&hashes, LEAST_LINES) {
        let first = hashes[share.start];
        let name = files.json(&Lines { lines: lines(&listed[share]) })?;
        shelving.push(first, name, None, None);
    }
    term.pages = Some(shelving.index(Spread::ENTRY, files)?);
    Ok(term)
}
