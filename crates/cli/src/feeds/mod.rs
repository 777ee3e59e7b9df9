//! Feeds and maps: what feed readers and search engines read of a site.
//!
//! Both want full addresses, so they are made only where it is known where the site will live.
//! A file of the same name among the blog's own stays what it is.

mod atom;
mod entry;
mod json;
mod sitemap;
mod terms;

use std::collections::HashSet;

use inkstone_catalogue::Summary;
use inkstone_content::{Dialect, Site};
use rayon::prelude::*;

use crate::{
    Blog, Failure, Progress,
    output::Output,
    pages::{self, View},
    publish::Published,
};
use entry::Entry;

/// Posts in the feed of the whole blog, with their texts.
const ENTRIES: usize = 20;
/// Posts in the feed of a term, with their excerpts: a blog may have thousands of terms.
const TERM_ENTRIES: usize = 10;

/// The names of a folder's feeds, for those who link to them.
pub(crate) const ATOM: &str = "feed.xml";
pub(crate) const JSON: &str = "feed.json";

/// A feed, before it is written in a format.
struct Feed<'a> {
    site: &'a Site,
    title: &'a str,
    /// Full address of the folder whose posts it holds, ending in `/`.
    page: &'a str,
    /// Newest first; all of them have dates.
    entries: &'a [Entry],
}

/// Writes feeds and maps.
pub(crate) struct Feeds<'a> {
    pub(crate) blog: &'a Blog,
    pub(crate) output: &'a Output,
    /// Paths at which the site has a file of its own already.
    pub(crate) taken: HashSet<String>,
}

impl Feeds<'_> {
    /// Writes those of `published`. `views`: the pages besides those of posts.
    pub(crate) fn write(&self, published: &Published, views: &[View], progress: Progress) -> Result<(), Failure> {
        let site = &self.blog.site;
        let root = root_of(site);
        self.put("robots.txt", &sitemap::robots(root.as_deref()))?;
        let Some(root) = root else { return Ok(()) };
        for (path, text) in sitemap::files(&root, published, views).map_err(unwritable)? {
            self.put(&path, &text)?;
        }
        let listed = published.posts.listed();
        self.write_whole(&root, &listed)?;
        let terms = terms::of(&listed);
        let work = progress.begin("Writing feeds", terms.len());
        terms.par_iter().try_for_each(|term| {
            work.step();
            let Some(folder) = pages::folder_on_disk(&term.route) else { return Ok(()) };
            let newest = term.posts.iter().filter_map(|post| Entry::of(post, &root));
            let entries: Vec<Entry> = newest.take(TERM_ENTRIES).collect();
            let page = format!("{root}{}", pages::address(&term.route));
            let feed =
                Feed { site, title: &format!("{} · {}", term.name, site.title), page: &page, entries: &entries };
            self.put(&format!("{folder}/{ATOM}"), &atom::text(&feed).map_err(unwritable)?)?;
            self.put(&format!("{folder}/{JSON}"), &json::text(&feed)?)
        })
    }

    /// The feeds of the whole blog, also where its readers have subscribed to them before.
    fn write_whole(&self, root: &str, listed: &[Summary]) -> Result<(), Failure> {
        let site = &self.blog.site;
        let dated: Vec<&Summary> = listed.iter().filter(|post| post.date.is_some()).take(ENTRIES).collect();
        let entries: Vec<Entry> = dated
            .par_iter()
            .map_init(
                || self.blog.zone(),
                |zone, post| {
                    let entry = Entry::of(post, root);
                    entry.map(|entry| entry.with_text(self.blog, self.output, zone, post, root)).transpose()
                },
            )
            .collect::<Result<Vec<_>, Failure>>()?
            .into_iter()
            .flatten()
            .collect();
        let feed = Feed { site, title: &site.title, page: root, entries: &entries };
        let atom = atom::text(&feed).map_err(unwritable)?;
        self.put(ATOM, &atom)?;
        if let Some(before) = name_before(site.dialect) {
            self.put(before, &atom)?;
        }
        self.put(JSON, &json::text(&feed)?)
    }

    fn put(&self, path: &str, text: &str) -> Result<(), Failure> {
        if self.taken.contains(path) { Ok(()) } else { self.output.write(path, text.as_bytes()) }
    }
}

/// The full address of the site's root, ending in `/`, where somebody has said it.
fn root_of(site: &Site) -> Option<String> {
    site.url.as_deref().map(|url| format!("{}/", url.trim_end_matches('/')))
}

/// The paths at the site's root that feeds and maps may take.
pub(crate) const AT_ROOT: [&str; 6] = [ATOM, JSON, "atom.xml", "index.xml", "robots.txt", "sitemap.xml"];

/// Where the feed was under the system that the posts come from.
fn name_before(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Hexo | Dialect::Zola => Some("atom.xml"),
        Dialect::Hugo => Some("index.xml"),
        _ => None,
    }
}

fn unwritable(error: std::io::Error) -> Failure {
    Failure::not_built(format!("a feed cannot be written: {error}"), "this is a fault of Inkstone: please report it")
}
