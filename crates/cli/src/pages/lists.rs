//! What lists show: read from the catalogue that has just been written, with the reader that the
//! app uses, so that a page and the app cannot disagree. One page is in memory at a time.

use std::{future::Future, rc::Rc};

use futures::executor::block_on;
use inkstone_catalogue::{
    ArchivePage, Catalogue, FileError, Line, Root, Shelf, Span, Summary, Taxonomy, TermPage, TermsPage,
};
use inkstone_views::{Listing, Route, Setting, archive_view, list_page, term_view, terms_view};
use rayon::prelude::*;
use yew::prelude::*;

use crate::{Failure, output::Output};

/// The lists of a blog.
pub(crate) struct Lists<'a> {
    root: &'a Root,
    shelf: Files<'a>,
}

/// A page of a list.
pub(crate) struct Place {
    /// Its address.
    pub(crate) route: Route,
    /// What tells what it shows from what it showed before.
    pub(crate) fingerprint: String,
}

/// The catalogue's files as they were written.
struct Files<'a>(&'a Output);

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

impl<'a> Lists<'a> {
    /// The lists of the catalogue with this root, whose other files are in `output`.
    pub(crate) fn new(root: &'a Root, output: &'a Output) -> Self {
        Self { root, shelf: Files(output) }
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

        let spans: Vec<Vec<Place>> =
            self.spans()?.par_iter().map(|span| self.archive(*span)).collect::<Result<_, _>>()?;
        places.extend(spans.into_iter().flatten());
        for taxonomy in [Taxonomy::Categories, Taxonomy::Tags] {
            self.add(Route::Terms { taxonomy, page: 1 }, &mut places)?;
            let files = block_on(self.catalogue().term_files(taxonomy))?;
            let terms = |file: &String| self.terms(taxonomy, file);
            let terms: Vec<Vec<Place>> = files.par_iter().map(terms).collect::<Result<_, _>>()?;
            let mut terms: Vec<(String, Place)> =
                terms.into_iter().flatten().map(|place| (place.route.at_page(1).to_string(), place)).collect();
            // Files are in the order of hashes; what reads well comes first in a map.
            terms.sort_by(|(a, one), (b, other)| (a, one.route.page()).cmp(&(b, other.route.page())));
            places.extend(terms.into_iter().map(|(_, place)| place));
        }
        Ok(places)
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

    fn archive(&self, span: Span) -> Result<Vec<Place>, Failure> {
        let mut places = Vec::new();
        self.add(Route::Archive { span, page: 1 }, &mut places)?;
        Ok(places)
    }

    /// The pages of the terms in a file of the catalogue.
    fn terms(&self, taxonomy: Taxonomy, file: &str) -> Result<Vec<Place>, Failure> {
        let catalogue = self.catalogue();
        let mut places = Vec::new();
        for term in block_on(catalogue.terms_in(file))? {
            for page in 1..=term.pages() {
                if let Some(shown) = block_on(catalogue.term_page(&term, page))? {
                    let route = Route::Term { taxonomy, path: term.path().to_vec(), page };
                    places.push(Place { route, fingerprint: shown.fingerprint() });
                }
            }
        }
        Ok(places)
    }

    /// Adds all pages of the list that begins with `route`.
    fn add(&self, route: Route, places: &mut Vec<Place>) -> Result<(), Failure> {
        let mut pages = 1;
        let mut page = 1;
        while page <= pages {
            let route = route.at_page(page);
            let Some(shown) = self.shown(&route)? else { break };
            pages = shown.pages();
            places.push(Place { route, fingerprint: shown.fingerprint() });
            page += 1;
        }
        Ok(())
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
