//! Every look-up finds what the summaries say, and asks for few files.

use std::collections::{BTreeMap, BTreeSet};

use inkstone_catalogue::{Line, Span, Summary, Taxonomy};

use crate::blog::{Memory, summary};

fn blog(count: u32) -> Vec<Summary> {
    (0..count).map(summary).collect()
}

/// Paths, newest first.
fn newest_first(summaries: &[Summary], is_meant: impl Fn(&Summary) -> bool) -> Vec<String> {
    summaries.iter().rev().filter(|summary| is_meant(summary)).map(|summary| summary.path.clone()).collect()
}

fn paths(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.path.clone()).collect()
}

#[test]
fn the_home_list_has_every_post_once_and_newest_first() {
    for count in [0, 1, 19, 20, 250, 6_000] {
        let summaries = blog(count);
        let memory = Memory::of(&summaries);
        assert_eq!(memory.root.posts, count);
        let mut read = Vec::new();
        for page in 1..=memory.root.page_count() {
            let (found, asked) = memory.read(async |catalogue| catalogue.home(page).await);
            let found = found.expect("a page that the root counts").0;
            assert!(count < 20 || (10..20).contains(&found.len()), "{count}: page {page} has {}", found.len());
            assert!(asked <= 2, "{count}: page {page} takes {asked} files");
            assert!(page > 1 || asked <= 1, "the newest page is one file");
            read.extend(found);
        }
        let expected: Vec<Summary> = summaries.into_iter().rev().collect();
        assert!(read == expected, "{count} posts");
        for page in [0, memory.root.page_count() + 1, u32::MAX] {
            assert_eq!(memory.read(async |catalogue| catalogue.home(page).await).0, None, "page {page}");
        }
    }
}

#[test]
fn pinned_posts_head_the_first_page_and_stand_nowhere_else() {
    let mut summaries = blog(300);
    for (number, pinned) in [(5, 1), (120, 3), (299, 1), (7, -4)] {
        summaries[number].pinned = pinned;
    }
    let memory = Memory::of(&summaries);
    let mut read = Vec::new();
    for page in 1..=memory.root.page_count() {
        read.extend(memory.read(async |catalogue| catalogue.home(page).await).0.expect("a page").0);
    }
    let head: Vec<&str> = read.iter().take(3).map(|summary| summary.path.as_str()).collect();
    assert_eq!(head, ["news/第 120 篇", "news/第 299 篇", "news/第 5 篇"], "the highest first, then the newest");
    let rest: Vec<String> = read[3..].iter().map(|summary| summary.path.clone()).collect();
    assert_eq!(rest, newest_first(&summaries, |summary| summary.pinned <= 0));

    // A blog that pins everything still has pages.
    summaries.iter_mut().for_each(|summary| summary.pinned = 1);
    let memory = Memory::of(&summaries);
    assert!(memory.root.page_count() > 14, "{} pages", memory.root.page_count());
}

#[test]
fn the_archive_has_every_post_in_its_year_and_month() {
    let mut summaries = blog(3_000);
    let undated = Summary { date: None, path: "undated".into(), ..summary(0) };
    summaries.insert(0, undated);
    let memory = Memory::of(&summaries);
    let walk = |span: Span| {
        let (first, _) = memory.read(async |catalogue| catalogue.archive(span, 1).await);
        let first = first.expect("a span with posts");
        let mut read = Vec::new();
        for page in 1..=first.pages {
            let (found, asked) = memory.read(async |catalogue| catalogue.archive(span, page).await);
            let found = found.expect("a page that is counted");
            assert!(!found.lines.is_empty() && found.lines.len() < 100, "{span:?}, page {page}");
            assert!(asked <= 4, "{span:?}, page {page} takes {asked} files");
            read.extend(found.lines);
        }
        let beyond = first.pages + 1;
        assert_eq!(memory.read(async |catalogue| catalogue.archive(span, beyond).await).0, None, "{span:?}");
        assert_eq!(first.posts as usize, read.len(), "{span:?}");
        (first, paths(&read))
    };
    let (all, read) = walk(Span::All);
    assert_eq!(read, newest_first(&summaries, |_| true));
    assert_eq!((all.undated, all.months.len()), (1, 36));
    let month_of = |summary: &Summary| summary.date.map(|date| (date.civil().year(), date.civil().month()));
    for year in [2000, 2001, 2002] {
        let expected = newest_first(&summaries, |summary| month_of(summary).is_some_and(|of| of.0 == year));
        assert_eq!(walk(Span::Year(year)).1, expected, "{year}");
    }
    for (year, month) in [(2000, 1), (2001, 7), (2002, 12)] {
        let expected = newest_first(&summaries, |summary| month_of(summary) == Some((year, month)));
        assert_eq!(walk(Span::Month(year, month)).1, expected, "{year}-{month}");
    }
    for span in [Span::Year(1999), Span::Month(2000, 13), Span::Month(2003, 1)] {
        assert_eq!(memory.read(async |catalogue| catalogue.archive(span, 1).await).0, None, "{span:?}");
    }
}

#[test]
fn every_term_counts_and_lists_its_posts() {
    let summaries = blog(2_500);
    let memory = Memory::of(&summaries);
    for taxonomy in [Taxonomy::Categories, Taxonomy::Tags] {
        let mut expected: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
        for summary in &summaries {
            let paths = match taxonomy {
                Taxonomy::Tags => summary.tags.iter().map(|tag| vec![tag.clone()]).collect(),
                Taxonomy::Categories => {
                    let path = &summary.categories[0];
                    (1..=path.len()).map(|depth| path[..depth].to_vec()).collect::<Vec<_>>()
                }
            };
            for path in paths {
                expected.entry(path).or_default().insert(&summary.path);
            }
        }
        let mut named = Vec::new();
        let (first, _) = memory.read(async |catalogue| catalogue.terms(taxonomy, 1).await);
        let first = first.expect("a first page");
        assert_eq!(first.terms as usize, expected.len(), "{taxonomy:?}");
        for page in 1..=first.pages {
            let (found, asked) = memory.read(async |catalogue| catalogue.terms(taxonomy, page).await);
            named.extend(found.expect("a page that is counted").entries);
            assert!(asked <= 3, "{taxonomy:?}, page {page} takes {asked} files");
        }
        let counts: Vec<(&Vec<String>, u32)> = named.iter().map(|term| (&term.path, term.posts)).collect();
        let all: Vec<(&Vec<String>, u32)> = expected.iter().map(|(path, posts)| (path, posts.len() as u32)).collect();
        assert_eq!(counts, all, "{taxonomy:?}: every term once, in order");
        for (path, posts) in &expected {
            let (page, asked) = memory.read(async |catalogue| catalogue.term(taxonomy, path, 1).await);
            let page = page.unwrap_or_else(|| panic!("{path:?} is there"));
            assert!(asked <= 4, "{path:?} takes {asked} files");
            assert_eq!(page.posts as usize, posts.len(), "{path:?}");
            let mut read = page.lines;
            for number in 2..=page.pages {
                let (more, _) = memory.read(async |catalogue| catalogue.term(taxonomy, path, number).await);
                read.extend(more.expect("a page that is counted").lines);
            }
            let expected = newest_first(&summaries, |summary| posts.contains(summary.path.as_str()));
            assert_eq!(paths(&read), expected, "{path:?}");
        }
    }
    let root = ["新媒体".to_owned()];
    let (page, _) = memory.read(async |catalogue| catalogue.term(Taxonomy::Categories, &root, 1).await);
    let children = page.expect("the category").children;
    assert_eq!(children.len(), 40);
    assert!(children.windows(2).all(|pair| pair[0].posts >= pair[1].posts), "most used first");
    for path in [vec!["nothing".to_owned()], vec!["墨".to_owned(), "x".to_owned()], Vec::new()] {
        assert_eq!(memory.read(async |catalogue| catalogue.term(Taxonomy::Tags, &path, 1).await).0, None, "{path:?}");
    }
}

#[test]
fn addresses_lead_to_posts_and_unusual_files() {
    let memory = Memory::of(&blog(3_000));
    for number in [0, 2, 1_500, 2_998] {
        let address = format!("posts/news/第 {number} 篇");
        let (found, asked) = memory.read(async |catalogue| catalogue.address(&address).await);
        let found = found.unwrap_or_else(|| panic!("{address} has an unusual file"));
        assert_eq!(found.path, format!("news/第 {number} 篇"));
        assert_eq!(found.file, Some(format!("news/第 {number} 篇.markdown")));
        assert!(asked <= 3, "{address} takes {asked} files");
    }
    for address in ["posts/news/第 1 篇", "nothing", ""] {
        assert_eq!(memory.read(async |catalogue| catalogue.address(address).await).0, None, "{address}");
    }
}

#[test]
fn every_post_knows_its_neighbours_whatever_the_dates() {
    let mut summaries = blog(700);
    // Hundreds of posts of one moment, and hundreds without a date: only paths tell them apart.
    let moment = summaries[200].date;
    summaries[200..450].iter_mut().for_each(|summary| summary.date = moment);
    summaries[..150].iter_mut().for_each(|summary| summary.date = None);
    summaries.sort_by(inkstone_catalogue::summary::newest_first);
    let memory = Memory::of(&summaries);
    for (at, summary) in summaries.iter().enumerate() {
        let (found, _) =
            memory.read(async |catalogue| catalogue.neighbours(&summary.path, summary.date, &[], &[]).await);
        let path = |line: Option<Line>| line.map(|line| line.path);
        let newer = at.checked_sub(1).map(|before| summaries[before].path.clone());
        let older = summaries.get(at + 1).map(|after| after.path.clone());
        assert_eq!((path(found.newer), path(found.older)), (newer, older), "{}", summary.path);
    }
    let (found, _) = memory.read(async |catalogue| catalogue.neighbours("unlisted", moment, &[], &[]).await);
    assert_eq!((found.newer, found.older), (None, None), "a post that is not listed has no place");
}

#[test]
fn every_part_of_a_series_knows_those_around_it() {
    let mut summaries = blog(1_200);
    // Parts of one moment, and some without a date.
    let moment = summaries[200].date;
    summaries[200..450].iter_mut().for_each(|summary| summary.date = moment);
    summaries[..150].iter_mut().for_each(|summary| summary.date = None);
    let memory = Memory::of(&summaries);
    summaries.sort_by(|one, other| inkstone_catalogue::summary::newest_first(other, one));
    for summary in &summaries {
        let Some(series) = &summary.series else { continue };
        let parts: Vec<&str> = summaries
            .iter()
            .filter(|other| other.series.as_ref() == Some(series))
            .map(|other| other.path.as_str())
            .collect();
        let at = parts.iter().position(|path| *path == summary.path).expect("it is one of them");
        let (found, files) = memory.read(async |catalogue| catalogue.parts(series, &summary.path).await);
        let found = found.unwrap_or_else(|| panic!("{} is not found", summary.path));
        let first = parts.iter().position(|path| *path == found.lines[0].path).expect("a part");
        assert_eq!(found.first, first + 1, "{}", summary.path);
        assert_eq!(paths(&found.lines), parts[first..first + found.lines.len()], "{}", summary.path);
        assert_eq!(found.lines.len(), parts.len().min(20), "{}", summary.path);
        let is_near = at - first <= 10 || first + found.lines.len() == parts.len();
        assert!(is_near, "{}: from {first} for {at}", summary.path);
        assert!(files <= 8, "{}: {files} files", summary.path);
    }
    for (series, path) in [("连载", "unlisted"), ("none", "news/第 4 篇")] {
        let found = memory.read(async |catalogue| catalogue.parts(series, path).await).0;
        assert_eq!(found, None, "{series}, {path}");
    }
}

#[test]
fn related_posts_share_the_rarest_terms() {
    let mut summaries = blog(400);
    for (number, tags) in [(10, ["砚", "端砚"]), (20, ["砚", "端砚"]), (30, ["砚", "歙砚"])] {
        summaries[number].tags = tags.map(str::to_owned).to_vec();
    }
    let memory = Memory::of(&summaries);
    let of = &summaries[10];
    let (found, _) =
        memory.read(async |catalogue| catalogue.neighbours(&of.path, of.date, &of.categories, &of.tags).await);
    let related = paths(&found.related);
    assert_eq!(related[..2], ["news/第 20 篇", "news/第 30 篇"], "two rare tags before one, one before a category");
    assert_eq!(related.len(), 6, "the category fills the rest: {related:?}");
    assert!(!related.contains(&of.path), "a post is not related to itself");
}
