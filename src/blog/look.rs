//! What the pages of the archive and of terms show, and what stands beside a post: looked up in
//! the catalogue, or in one made here of the posts themselves.

use std::rc::Rc;

use inkstone_catalogue::{
    ArchivePage, Catalogue, Line, Neighbours, Parts, Root, Shelf, Span, Taxonomy, TermPage, TermsPage,
};
use inkstone_content::{PostHead, PostPath, SitePath};
use inkstone_views::{Failure, Route};

use super::{Blog, Known, Posts};
use crate::cataloguer::{self, catalogue};

/// How many pages that were shown are kept, so that going back is instant.
const KEPT_PAGES: usize = 24;
/// How many files of the catalogue are kept; they are some kilobytes each.
const KEPT_SHARDS: usize = 200;

/// What such a page shows.
#[derive(Clone, PartialEq)]
pub(crate) enum Shown {
    /// Posts by time.
    Archive(ArchivePage),
    /// All categories, or all tags.
    Terms(Taxonomy, TermsPage),
    /// The posts of one of them.
    Term(Taxonomy, TermPage),
}

impl Shown {
    /// What tells a page that the builder wrote of this from one that it wrote of something else.
    pub(crate) fn fingerprint(&self) -> String {
        match self {
            Self::Archive(page) => page.fingerprint(),
            Self::Terms(_, page) => page.fingerprint(),
            Self::Term(_, page) => page.fingerprint(),
        }
    }

    /// The page's number, and how many there are.
    pub(crate) fn pages(&self) -> (u32, u32) {
        match self {
            Self::Archive(page) => (page.page, page.pages),
            Self::Terms(_, page) => (page.page, page.pages),
            Self::Term(_, page) => (page.page, page.pages),
        }
    }
}

impl Blog {
    /// What the page at `route` showed before.
    pub(crate) fn shown_at_hand(&self, route: &Route) -> Option<Shown> {
        self.shown.borrow().iter().find(|(kept, _)| kept == route).map(|(_, shown)| shown.clone())
    }

    /// What the page at `route` shows; `None` when there is no such page. Without a catalogue all posts are read for it, and each
    /// that has arrived is told to `arrived`.
    pub(crate) async fn look(
        &self,
        known: &Known,
        route: &Route,
        arrived: impl FnMut(),
    ) -> Result<Option<Shown>, Failure> {
        let root = self.root(known, arrived).await?;
        let catalogue = Catalogue::new(&root, self);
        let shown = match route {
            Route::Archive { span, page } => {
                catalogue.archive(*span, *page).await.map(|archive| archive.map(Shown::Archive))
            }
            Route::Terms { taxonomy, page } => {
                let terms = catalogue.terms(*taxonomy, *page).await;
                terms.map(|terms| terms.map(|terms| Shown::Terms(*taxonomy, terms)))
            }
            Route::Term { taxonomy, path, page } => {
                let term = catalogue.term(*taxonomy, path, *page).await;
                term.map(|term| term.map(|term| Shown::Term(*taxonomy, term)))
            }
            Route::List { .. } | Route::Post { .. } | Route::Saved => Ok(None),
        };
        let shown = self.forgetting_damage(shown)?;
        if let Some(shown) = &shown {
            let mut kept = self.shown.borrow_mut();
            kept.push_front((route.clone(), shown.clone()));
            kept.truncate(KEPT_PAGES);
        }
        Ok(shown)
    }

    /// Lets go of the shards at hand when one of them is damaged, so that a second try fetches it.
    pub(super) fn forgetting_damage<T>(&self, read: Result<T, Failure>) -> Result<T, Failure> {
        if matches!(read, Err(Failure::Invalid(_))) {
            self.shards.borrow_mut().clear();
        }
        read
    }

    /// The key of the post that an old address leads to; `path` is the path of a page's address.
    pub(crate) async fn moved(&self, root: &Root, path: &str) -> Result<Option<PostPath>, Failure> {
        let below = path.strip_prefix(&self.base_path()).unwrap_or_default();
        let Some(address) = SitePath::new(below, &root.site) else { return Ok(None) };
        let found = Catalogue::new(root, self).address(address.as_str()).await?;
        // A post's own address is there too when its file has an unusual name.
        let other = found.filter(|found| format!("posts/{}", found.path) != found.address);
        Ok(other.and_then(|found| PostPath::new(found.path).ok()))
    }

    /// Posts that somebody at a wrong address may have meant: the newest, and some of the year
    /// that the address names.
    pub(crate) async fn candidates(&self, root: &Root, year: Option<i16>) -> Result<Vec<Line>, Failure> {
        let catalogue = Catalogue::new(root, self);
        let mut lines = Vec::new();
        for span in std::iter::once(Span::All).chain(year.map(Span::Year)) {
            let page = self.forgetting_damage(catalogue.archive(span, 1).await)?;
            for line in page.map(|page| page.lines).unwrap_or_default() {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        Ok(lines)
    }

    /// What stands beside the post with this key. Without a catalogue that is known once all
    /// posts have been read, and nothing before.
    pub(crate) async fn neighbours(&self, known: &Known, key: &str, head: &PostHead) -> Result<Neighbours, Failure> {
        let Some(root) = self.root_at_hand(known) else { return Ok(Neighbours::default()) };
        let categories: Vec<Vec<String>> = head.categories.iter().map(|category| category.0.clone()).collect();
        self.forgetting_damage(Catalogue::new(&root, self).neighbours(key, head.date, &categories, &head.tags).await)
    }

    /// The parts of a series around the post with this key; `None` when nothing is known of them.
    pub(crate) async fn parts(&self, known: &Known, series: &str, key: &str) -> Result<Option<Parts>, Failure> {
        let Some(root) = self.root_at_hand(known) else { return Ok(None) };
        self.forgetting_damage(Catalogue::new(&root, self).parts(series, key).await)
    }

    /// The catalogue's root, or that of a catalogue made here, when one has been.
    pub(crate) fn root_at_hand(&self, known: &Known) -> Option<Rc<Root>> {
        match &known.posts {
            Posts::Catalogue(root) => Some(root.clone()),
            Posts::Files(_) => self.made.borrow().clone(),
        }
    }

    /// The catalogue's root, or that of a catalogue made here.
    async fn root(&self, known: &Known, mut arrived: impl FnMut()) -> Result<Rc<Root>, Failure> {
        let files = match &known.posts {
            Posts::Catalogue(root) => return Ok(root.clone()),
            Posts::Files(files) => files,
        };
        if let Some(root) = self.made.borrow().clone() {
            return Ok(root);
        }
        let at_hand = self.entries.borrow().clone();
        let (entries, is_whole) = match at_hand {
            Some(entries) => (entries, true),
            None => {
                // Needed once they are read.
                self.boot.begin(cataloguer::NAME);
                let entries = self.read_all(known, files, |_| arrived()).await;
                (entries, self.entries.borrow().is_some())
            }
        };
        let files = catalogue(&self.boot, &entries, &known.text).await?;
        let mut made = None;
        let mut shards = self.own_shards.borrow_mut();
        for (path, text) in files {
            match path.strip_prefix("catalogue/").and_then(|path| path.strip_suffix(".json")) {
                Some(name) => {
                    shards.insert(name.to_owned(), text.into());
                }
                None => made = Some(text),
            }
        }
        let root = Root::from_json(&made.unwrap_or_default()).map_err(|error| Failure::Invalid(error.to_string()))?;
        let root = Rc::new(root);
        if is_whole {
            self.made.replace(Some(root.clone()));
        }
        Ok(root)
    }
}

impl Shelf for Blog {
    type Error = Failure;

    async fn text(&self, name: &str) -> Result<Rc<str>, Failure> {
        if let Some(noted) = self.noted.borrow_mut().as_mut() {
            noted.push(name.to_owned());
        }
        let at_hand = self.own_shards.borrow().get(name).or(self.shards.borrow().get(name)).cloned();
        if let Some(text) = at_hand {
            return Ok(text);
        }
        let text: Rc<str> = self.source.text(&format!("catalogue/{name}.json")).await?.into();
        let mut shards = self.shards.borrow_mut();
        if shards.len() >= KEPT_SHARDS {
            shards.clear();
        }
        shards.insert(name.to_owned(), text.clone());
        Ok(text)
    }
}
