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
    Blog, Failure,
    key::{Key, Recipe},
    output::Output,
    pages::{self, Place},
    publish::Published,
    read::Shown,
    taken::Taken,
};
use entry::Entry;
use terms::Term;

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
    pub(crate) output: &'a Output<'a>,
    /// Files of the site's own, which stay.
    pub(crate) taken: &'a Taken,
}

impl Feeds<'_> {
    /// Writes those of `published`. `places`: the pages besides those of posts.
    pub(crate) fn write(&self, published: &Published, places: &[Place]) -> Result<(), Failure> {
        let site = &self.blog.site;
        let root = root_of(site);
        self.put("robots.txt", &sitemap::robots(root.as_deref()))?;
        let Some(root) = root else { return Ok(()) };
        let listed = published.posts.listed();
        let (maps, terms) = rayon::join(|| sitemap::files(&root, published, &listed, places), || terms::of(&listed));
        for (path, text) in maps.map_err(unwritable)? {
            self.put(&path, &text)?;
        }
        // All that an entry says comes from the post's file, the settings and its address.
        let recipe = Recipe::new("feed").with_form(site).with_form(&self.blog.zone);
        let recipe = recipe.with_form(&site.base_path).settled();
        self.write_whole(&root, &listed, recipe.clone())?;
        let terms = self.placed(terms);
        terms.par_iter().try_for_each(|(folder, term)| {
            let dated = term.posts.iter().filter(|post| post.summary.date.is_some());
            let newest: Vec<&Shown> = dated.take(TERM_ENTRIES).copied().collect();
            let recipe = with_posts(recipe.clone().with(folder.as_bytes()), &newest);
            let (atom, json) = (format!("{folder}/{ATOM}"), format!("{folder}/{JSON}"));
            let key = recipe.key();
            if self.keep(&atom, &key)? && self.keep(&json, &key)? {
                return Ok(());
            }
            let entries: Vec<Entry> = newest.iter().filter_map(|post| Entry::of(&post.summary, &root)).collect();
            let page = format!("{root}{}", pages::address(&term.route));
            let feed =
                Feed { site, title: &format!("{} · {}", term.name, site.title), page: &page, entries: &entries };
            self.put_as(&atom, &key, &atom::text(&feed).map_err(unwritable)?)?;
            self.put_as(&json, &key, &json::text(&feed)?)
        })
    }

    /// Those of `terms` that have a folder, with it. Where it would be that of two (the category `Spring` of
    /// `Java`, and a category `Java/Spring`), it is that of the term whose page lies there: the first by
    /// address.
    fn placed<'t>(&self, mut terms: Vec<Term<'t>>) -> Vec<(String, Term<'t>)> {
        terms.sort_by_cached_key(|term| term.route.to_string());
        let mut folders = HashSet::new();
        let mut placed = Vec::new();
        for term in terms {
            let Some(folder) = pages::folder_on_disk(&term.route) else { continue };
            let has_place = |name: &str| {
                let file = format!("{folder}/{name}");
                !self.taken.leaves(&file) || self.output.claim(&file).is_ok()
            };
            // Of a folder that is another's where the site is built, its page has told.
            if folders.insert(folder.clone()) && has_place(ATOM) && has_place(JSON) {
                placed.push((folder, term));
            }
        }
        placed
    }

    /// The feeds of the whole blog, also where its readers have subscribed to them before.
    fn write_whole(&self, root: &str, listed: &[&Shown], recipe: Recipe) -> Result<(), Failure> {
        let site = &self.blog.site;
        let dated: Vec<&Shown> =
            listed.iter().copied().filter(|post| post.summary.date.is_some()).take(ENTRIES).collect();
        let key = with_posts(recipe.with(b"whole"), &dated).key();
        let atoms = [Some(ATOM), name_before(site.dialect)].into_iter().flatten();
        // Its texts are rendered for it alone, which takes longer than all other feeds that stay.
        let stay = atoms.clone().chain([JSON]).map(|name| self.keep(name, &key)).collect::<Result<Vec<_>, _>>()?;
        if stay.into_iter().all(|stays| stays) {
            return Ok(());
        }
        let entries: Vec<Entry> = dated
            .par_iter()
            .map_init(
                || self.blog.zone(),
                |zone, post| {
                    let entry = Entry::of(&post.summary, root);
                    entry.map(|entry| entry.with_text(self.blog, self.output, zone, &post.summary, root)).transpose()
                },
            )
            .collect::<Result<Vec<_>, Failure>>()?
            .into_iter()
            .flatten()
            .collect();
        let feed = Feed { site, title: &site.title, page: root, entries: &entries };
        let atom = atom::text(&feed).map_err(unwritable)?;
        for name in atoms {
            self.put_as(name, &key, &atom)?;
        }
        self.put_as(JSON, &key, &json::text(&feed)?)
    }

    /// Whether the file is there from an earlier build, or not ours to write.
    fn keep(&self, path: &str, key: &Key) -> Result<bool, Failure> {
        Ok(!self.taken.leaves(path) || self.output.keep(path, key)?)
    }

    fn put_as(&self, path: &str, key: &Key, text: &str) -> Result<(), Failure> {
        if self.taken.leaves(path) { self.output.write_as(path, key, text.as_bytes()) } else { Ok(()) }
    }

    fn put(&self, path: &str, text: &str) -> Result<(), Failure> {
        if self.taken.leaves(path) { self.output.write(path, text.as_bytes()) } else { Ok(()) }
    }
}

/// The recipe of a feed of `posts`, in their order.
fn with_posts(recipe: Recipe, posts: &[&Shown]) -> Recipe {
    posts.iter().fold(recipe, |recipe, post| {
        let Summary { path, file, .. } = &post.summary;
        recipe.with_key(&post.content).with_form(&(path, file))
    })
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
