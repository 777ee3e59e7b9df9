//! What lists show: read from the catalogue that has just been written, with the reader that the
//! app uses, so that a page and the app cannot disagree. One page is in memory at a time.

use std::{future::Future, rc::Rc};

use futures::executor::block_on;
use inkstone_catalogue::{
    ArchivePage, Catalogue, FileError, Line, Root, Shelf, Span, Summary, Taxonomy, TermPage, TermsPage,
};
use inkstone_views::{Listing, Route, Setting, archive_view, list_page, term_view, terms_view};
use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use yew::prelude::*;

use crate::{Failure, memory::Memory, output::Output};

/// The lists of a blog.
pub(crate) struct Lists<'a> {
    root: &'a Root,
    shelf: Files<'a>,
    memory: Option<&'a Memory<'a>>,
}

/// A page of a list.
pub(crate) struct Place {
    /// Its address.
    pub(crate) route: Route,
    /// What tells what it shows from what it showed before.
    pub(crate) fingerprint: String,
}

/// The catalogue's files as they were written.
struct Files<'a>(&'a Output<'a>);

impl Shelf for Files<'_> {
    type Error = Failure;

    fn text(&self, name: &str) -> impl Future<Output = Result<Rc<str>, Failure>> {
        std::future::ready(self.0.read_back(&format!("catalogue/{name}.json")).and_then(|text| {
            let text = String::from_utf8(text).map_err(|error| unreadable(&error.to_string()))?;
            Ok(text.into())
        }))
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        unreadable(&error.to_string())
    }
}

fn unreadable(reason: &str) -> Failure {
    Failure::not_built(
        format!("the catalogue that was written cannot be read: {reason}"),
        "build again; if that does not help, this is a fault of Inkstone: please report it",
    )
}

/// What a list's page shows.
pub(super) enum Shown {
    Home(Listing),
    Archive(ArchivePage),
    Terms(Taxonomy, TermsPage),
    Term(Taxonomy, TermPage),
}

impl Shown {
    /// What the page looks like.
    pub(super) fn view(&self, setting: &Setting) -> Html {
        match self {
            Self::Home(listing) => list_page(setting, listing),
            Self::Archive(archive) => archive_view(setting, archive),
            Self::Terms(taxonomy, terms) => terms_view(setting, *taxonomy, terms),
            Self::Term(taxonomy, term) => term_view(setting, *taxonomy, term),
        }
    }

    /// What tells the page from one that shows something else; home's is in the catalogue.
    fn fingerprint(&self) -> String {
        match self {
            Self::Home(_) => String::new(),
            Self::Archive(page) => page.fingerprint(),
            Self::Terms(_, page) => page.fingerprint(),
            Self::Term(_, page) => page.fingerprint(),
        }
    }

    /// How many pages the list has.
    pub(super) fn pages(&self) -> u32 {
        match self {
            Self::Home(listing) => listing.pages,
            Self::Archive(page) => page.pages,
            Self::Terms(_, page) => page.pages,
            Self::Term(_, page) => page.pages,
        }
    }

    /// The names on the page: titles of posts, or terms.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Home(listing) => listing.entries.iter().map(|entry| entry.title.as_str()).collect(),
            Self::Archive(page) => titles(&page.lines),
            Self::Terms(_, page) => page.entries.iter().map(inkstone_catalogue::TermCount::name).collect(),
            Self::Term(_, page) => titles(&page.lines),
        }
    }

    /// The summaries on the page, where it has any.
    pub(super) fn entries(&self) -> &[Summary] {
        match self {
            Self::Home(listing) => &listing.entries,
            _ => &[],
        }
    }
}

fn titles(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.title.as_str()).collect()
}

/// A part of the archive as it is remembered: its year, and its month.
type Parts = (Option<i16>, Option<i8>);

/// The path of a term, and the fingerprints of its pages.
type TermPrints = (Vec<String>, Vec<String>);

fn parts_of(span: Span) -> Parts {
    match span {
        Span::All => (None, None),
        Span::Year(year) => (Some(year), None),
        Span::Month(year, month) => (Some(year), Some(month)),
    }
}

fn span_of(parts: Parts) -> Span {
    match parts {
        (None, _) => Span::All,
        (Some(year), None) => Span::Year(year),
        (Some(year), Some(month)) => Span::Month(year, month),
    }
}

/// The pages with these fingerprints of the list that begins with `route`.
fn pages_of(route: &Route, fingerprints: Vec<String>) -> Vec<Place> {
    let place = |(page, fingerprint)| Place { route: route.at_page(page), fingerprint };
    (1..).zip(fingerprints).map(place).collect()
}

impl<'a> Lists<'a> {
    /// The lists of the catalogue with this root, whose other files are in `output`.
    pub(crate) fn new(root: &'a Root, output: &'a Output<'a>, memory: Option<&'a Memory<'a>>) -> Self {
        Self { root, shelf: Files(output), memory }
    }

    /// All pages of lists, home first.
    pub(crate) fn places(&self) -> Result<Vec<Place>, Failure> {
        let home = |page: &u32| {
            let fingerprint = block_on(self.catalogue().home_fingerprint(*page))?;
            Ok(fingerprint.map(|fingerprint| Place { route: Route::List { page: *page }, fingerprint }))
        };
        let pages: Vec<u32> = (1..=self.root.page_count()).collect();
        let home: Vec<Option<Place>> = pages.par_iter().map(home).collect::<Result<_, Failure>>()?;
        let mut places: Vec<Place> = home.into_iter().flatten().collect();

        let file = self.root.archive.as_deref().unwrap_or_default();
        let spans: Vec<(Parts, Vec<String>)> = self.remembered(&format!("archive {file}"), || {
            let pages =
                |span: &Span| Ok((parts_of(*span), self.fingerprints(&Route::Archive { span: *span, page: 1 })?));
            self.spans()?.par_iter().map(pages).collect()
        })?;
        for (parts, fingerprints) in spans {
            places.extend(pages_of(&Route::Archive { span: span_of(parts), page: 1 }, fingerprints));
        }
        for (taxonomy, file) in [(Taxonomy::Categories, &self.root.categories), (Taxonomy::Tags, &self.root.tags)] {
            let file = file.as_deref().unwrap_or_default();
            let route = Route::Terms { taxonomy, page: 1 };
            let fingerprints = self.remembered(&format!("{taxonomy:?} {file}"), || self.fingerprints(&route))?;
            places.extend(pages_of(&route, fingerprints));
            let files = block_on(self.catalogue().term_files(taxonomy))?;
            let terms = |file: &String| self.remembered(&format!("terms {file}"), || self.terms(file));
            let terms: Vec<Vec<TermPrints>> = files.par_iter().map(terms).collect::<Result<_, _>>()?;
            let place = |(path, fingerprints)| pages_of(&Route::Term { taxonomy, path, page: 1 }, fingerprints);
            let mut terms: Vec<(String, Place)> = terms
                .into_iter()
                .flatten()
                .flat_map(place)
                .map(|place| (place.route.at_page(1).to_string(), place))
                .collect();
            // Files are in the order of hashes; what reads well comes first in a map.
            terms.sort_by(|(a, one), (b, other)| (a, one.route.page()).cmp(&(b, other.route.page())));
            places.extend(terms.into_iter().map(|(_, place)| place));
        }
        Ok(places)
    }

    /// What `find` finds out from the file of the catalogue that `part` names. Its name says what is in it and in
    /// all that it names, so that an earlier build need not have been of the same posts.
    fn remembered<T: Serialize + DeserializeOwned>(
        &self,
        part: &str,
        find: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(memory) = self.memory else { return find() };
        if let Some(found) = memory.of_catalogue(part) {
            return Ok(found);
        }
        let found = find()?;
        memory.learn_of_catalogue(part, &found);
        Ok(found)
    }

    /// The listed posts on page `page` of the home list.
    pub(crate) fn posts_on(&self, page: u32) -> Result<Vec<Summary>, Failure> {
        Ok(block_on(self.catalogue().home(page))?.map(|page| page.0).unwrap_or_default())
    }

    /// All of the archive, then each year with its months.
    fn spans(&self) -> Result<Vec<Span>, Failure> {
        let mut spans = vec![Span::All];
        let months = block_on(self.catalogue().archive(Span::All, 1))?.map(|archive| archive.months);
        for month in months.unwrap_or_default() {
            if spans.last().is_none_or(|last| !matches!(last, Span::Month(year, _) if *year == month.year)) {
                spans.push(Span::Year(month.year));
            }
            spans.push(Span::Month(month.year, month.month));
        }
        Ok(spans)
    }

    /// The terms in a file of the catalogue, each with the fingerprints of its pages.
    fn terms(&self, file: &str) -> Result<Vec<TermPrints>, Failure> {
        let catalogue = self.catalogue();
        let mut terms = Vec::new();
        for term in block_on(catalogue.terms_in(file))? {
            let mut fingerprints = Vec::new();
            for page in 1..=term.pages() {
                let Some(shown) = block_on(catalogue.term_page(&term, page))? else { break };
                fingerprints.push(shown.fingerprint());
            }
            terms.push((term.path().to_vec(), fingerprints));
        }
        Ok(terms)
    }

    /// Those of all pages of the list that begins with `route`.
    fn fingerprints(&self, route: &Route) -> Result<Vec<String>, Failure> {
        let mut fingerprints = Vec::new();
        let mut pages = 1;
        let mut page = 1;
        while page <= pages {
            let Some(shown) = self.shown(&route.at_page(page))? else { break };
            pages = shown.pages();
            fingerprints.push(shown.fingerprint());
            page += 1;
        }
        Ok(fingerprints)
    }

    /// What the page at `route` shows; `None` when there is no such page.
    pub(super) fn shown(&self, route: &Route) -> Result<Option<Shown>, Failure> {
        let catalogue = self.catalogue();
        block_on(async {
            Ok(match route {
                Route::List { page } => catalogue.home(*page).await?.map(|entries| {
                    Shown::Home(Listing {
                        entries: entries.0,
                        page: *page,
                        pages: self.root.page_count(),
                        posts: self.root.posts,
                        read: None,
                        missing: 0,
                    })
                }),
                Route::Archive { span, page } => catalogue.archive(*span, *page).await?.map(Shown::Archive),
                Route::Terms { taxonomy, page } => {
                    catalogue.terms(*taxonomy, *page).await?.map(|terms| Shown::Terms(*taxonomy, terms))
                }
                Route::Term { taxonomy, path, page } => {
                    catalogue.term(*taxonomy, path, *page).await?.map(|term| Shown::Term(*taxonomy, term))
                }
                Route::Post { .. } | Route::Saved => None,
            })
        })
    }

    fn catalogue(&self) -> Catalogue<'_, Files<'a>> {
        Catalogue::new(self.root, &self.shelf)
    }
}
