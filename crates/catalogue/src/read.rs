//! Reading a catalogue: from what a page shows to the files that hold it, step by step.
//!
//! Where the files come from is the caller's: a network in the app, a folder or the memory
//! elsewhere. No page asks for more than six files, whatever the size of the blog.

use std::{future::Future, rc::Rc};

use inkstone_content::{PostDate, sort_by};

use crate::{
    Address, ArchivePage, FileError, Line, Neighbours, Parts, Root, Span, SummaryPage, Taxonomy, TermPage, TermsPage,
    addresses::Addresses,
    archive::Archive,
    fingerprint::of_home,
    index::{Index, Want},
    line::Lines,
    neighbours::{self, MOST_RELATED},
    series::{MOST_PAGES, MOST_PARTS},
    terms::{Term, TermLists, TermNames, Terms, key_of, number_of},
};

/// Where the files of a catalogue are.
pub trait Shelf {
    /// Why a file could not be had; damage is one reason.
    type Error: From<FileError>;

    /// The text of the file `catalogue/<name>.json`.
    fn text(&self, name: &str) -> impl Future<Output = Result<Rc<str>, Self::Error>>;
}

/// A catalogue that can be read.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue<'a, S> {
    root: &'a Root,
    shelf: &'a S,
}

/// A term as the catalogue holds it: with where its posts are.
#[derive(Clone, Debug)]
pub struct TermEntry(Term);

impl TermEntry {
    /// From root to leaf; a tag is a path of one name.
    pub fn path(&self) -> &[String] {
        &self.0.path
    }

    /// How many pages its posts take, at least 1.
    pub fn pages(&self) -> u32 {
        self.0.pages.as_ref().map_or(1, Index::shard_count)
    }
}

/// A shard that has been found.
struct Spot {
    name: String,
    /// Its number in the list, from 0.
    number: u32,
    /// How many entries come before it.
    entries_before: u32,
}

impl<'a, S: Shelf> Catalogue<'a, S> {
    /// The catalogue with this root.
    pub fn new(root: &'a Root, shelf: &'a S) -> Self {
        Self { root, shelf }
    }

    /// Page `number` of the home list, from 1 for the newest; `None` when there is no such page.
    pub async fn home(&self, number: u32) -> Result<Option<SummaryPage>, S::Error> {
        if number == 1 && self.root.pages.shard_count() == 0 {
            return Ok(Some(SummaryPage(Vec::new())));
        }
        let Some(spot) = self.spot(&self.root.pages, page_number(number)).await? else { return Ok(None) };
        Ok(Some(SummaryPage::from_json(&self.shelf.text(&spot.name).await?)?))
    }

    /// The fingerprint of page `number` of the home list, for [`crate::PageRecord`]: the page itself is not
    /// read, whose file's name says what is in it. `None` when there is no such page.
    pub async fn home_fingerprint(&self, number: u32) -> Result<Option<String>, S::Error> {
        let (pages, posts) = (self.root.page_count(), self.root.posts);
        if number == 1 && self.root.pages.shard_count() == 0 {
            return Ok(Some(of_home("", number, pages, posts)));
        }
        let spot = self.spot(&self.root.pages, page_number(number)).await?;
        Ok(spot.map(|spot| of_home(&spot.name, number, pages, posts)))
    }

    /// Page `number` of a part of the archive, from 1; `None` when there is no such page.
    pub async fn archive(&self, span: Span, number: u32) -> Result<Option<ArchivePage>, S::Error> {
        let Some(archive) = self.archive_file().await? else {
            let is_empty = span == Span::All && number == 1;
            let page =
                ArchivePage { span, months: Vec::new(), undated: 0, lines: Vec::new(), page: 1, pages: 1, posts: 0 };
            return Ok(is_empty.then_some(page));
        };
        let (before, posts) = archive.range(span);
        let Some(last) = posts.checked_sub(1) else { return Ok(None) };
        let end = before.saturating_add(last);
        let (Some(first), Some(last)) =
            (self.spot(&archive.lines, Want::Entry(before)).await?, self.spot(&archive.lines, Want::Entry(end)).await?)
        else {
            return Err(FileError::Order("the archive's counts").into());
        };
        let pages = last.number.saturating_sub(first.number) + 1;
        if !(1..=pages).contains(&number) {
            return Ok(None);
        }
        let wanted = Want::Shard(first.number.saturating_add(number - 1));
        let Some(spot) = self.spot(&archive.lines, wanted).await? else { return Ok(None) };
        let lines = self.lines(&spot.name).await?;
        // The first and the last page may be shared with the spans around this one.
        let numbers = spot.entries_before..;
        let lines = numbers.zip(lines).filter(|(at, _)| (before..=end).contains(at)).map(|(_, line)| line).collect();
        let Archive { months, undated, .. } = archive;
        Ok(Some(ArchivePage { span, months, undated, lines, page: number, pages, posts }))
    }

    /// Page `number` of all categories or tags, from 1; `None` when there is no such page.
    pub async fn terms(&self, taxonomy: Taxonomy, number: u32) -> Result<Option<TermsPage>, S::Error> {
        let Some(terms) = self.terms_file(self.name_of(taxonomy)).await? else {
            let page = TermsPage { terms: 0, most_used: Vec::new(), entries: Vec::new(), page: 1, pages: 1 };
            return Ok((number == 1).then_some(page));
        };
        let Some(spot) = self.spot(&terms.names, page_number(number)).await? else { return Ok(None) };
        let entries = TermNames::from_json(&self.shelf.text(&spot.name).await?)?;
        let pages = terms.names.shard_count();
        let most_used = if number == 1 && pages > 1 { terms.most_used } else { Vec::new() };
        Ok(Some(TermsPage { terms: terms.terms, most_used, entries, page: number, pages }))
    }

    /// Page `number` of the posts with a term, from 1; `None` when no post has it, or when there
    /// is no such page.
    pub async fn term(&self, taxonomy: Taxonomy, path: &[String], number: u32) -> Result<Option<TermPage>, S::Error> {
        self.term_of(self.name_of(taxonomy), path, number).await
    }

    /// The same of the terms whose file has this name.
    async fn term_of(&self, file: Option<&String>, path: &[String], number: u32) -> Result<Option<TermPage>, S::Error> {
        let Some(terms) = self.terms_file(file).await? else { return Ok(None) };
        let Some(term) = self.term_in(&terms, path).await? else { return Ok(None) };
        self.term_page(&TermEntry(term), number).await
    }

    /// The files that hold the terms and their posts, for whoever wants all of them: each is read once.
    pub async fn term_files(&self, taxonomy: Taxonomy) -> Result<Vec<String>, S::Error> {
        let Some(terms) = self.terms_file(self.name_of(taxonomy)).await? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for number in 0..terms.lists.shard_count() {
            names.extend(self.spot(&terms.lists, Want::Shard(number)).await?.map(|spot| spot.name));
        }
        Ok(names)
    }

    /// The terms in one of those files.
    pub async fn terms_in(&self, file: &str) -> Result<Vec<TermEntry>, S::Error> {
        Ok(TermLists::from_json(&self.shelf.text(file).await?)?.into_iter().map(TermEntry).collect())
    }

    /// Page `number` of the posts with a term, from 1; `None` when there is no such page.
    pub async fn term_page(&self, entry: &TermEntry, number: u32) -> Result<Option<TermPage>, S::Error> {
        let Some(lines) = self.term_lines(&entry.0, number).await? else { return Ok(None) };
        let Term { path, posts, children, .. } = entry.0.clone();
        Ok(Some(TermPage { path, posts, children, lines, page: number, pages: entry.pages() }))
    }

    /// The post that an address below the site's root leads to, not percent-encoded; `None` when it leads
    /// nowhere, and for a post's own address when its file is `<path>.md`.
    pub async fn address(&self, address: &str) -> Result<Option<Address>, S::Error> {
        let Some(name) = &self.root.addresses else { return Ok(None) };
        let index = Index::from_json(&self.shelf.text(name).await?)?;
        let Some(spot) = self.spot(&index, Want::Key(number_of(address), address)).await? else { return Ok(None) };
        let found = Addresses::from_json(&self.shelf.text(&spot.name).await?)?;
        Ok(found.into_iter().find(|entry| entry.address == address))
    }

    /// What stands beside a post: the posts before and after it, and those with the most terms
    /// in common. A post that is not listed has no neighbours, but related posts.
    pub async fn neighbours(
        &self,
        path: &str,
        date: Option<PostDate>,
        categories: &[Vec<String>],
        tags: &[String],
    ) -> Result<Neighbours, S::Error> {
        let (newer, older) = self.beside(path, date).await?;
        let mut asked = Vec::new();
        for (taxonomy, path) in neighbours::terms_asked(categories, tags) {
            let Some(terms) = self.terms_file(self.name_of(taxonomy)).await? else { continue };
            asked.extend(self.term_in(&terms, &path).await?);
        }
        // The rarest say most; the posts of common ones are files of their own, and rarely needed.
        sort_by(&mut asked, |one, other| one.posts.cmp(&other.posts));
        let mut lists = Vec::new();
        let mut related = Vec::new();
        for term in asked {
            if term.pages.is_some() && related.len() >= MOST_RELATED {
                break;
            }
            lists.push((term.posts, self.term_lines(&term, 1).await?.unwrap_or_default()));
            related = neighbours::related(path, &lists);
        }
        Ok(Neighbours { newer, older, related })
    }

    /// The parts of a series around the post at `path`; `None` when the catalogue knows of no such part, or of so
    /// many newer ones that it would take more than sixteen files of lines.
    pub async fn parts(&self, series: &str, path: &str) -> Result<Option<Parts>, S::Error> {
        let mut lines = Vec::new();
        for page in 1..=MOST_PAGES {
            let found = self.term_of(self.root.series.as_ref(), &[series.to_owned()], page).await?;
            let Some(found) = found else { break };
            lines.extend(found.lines);
            let at = lines.iter().position(|line: &Line| line.path == path);
            if let Some(at) = at.filter(|at| at + MOST_PARTS <= lines.len() || page == found.pages) {
                let posts = usize::try_from(found.posts).unwrap_or(lines.len());
                return Ok(Some(Parts::around(at, posts, |at| lines.get(at).cloned())));
            }
        }
        Ok(None)
    }

    async fn beside(&self, path: &str, date: Option<PostDate>) -> Result<(Option<Line>, Option<Line>), S::Error> {
        let nothing = Ok((None, None));
        let Some(archive) = self.archive_file().await? else { return nothing };
        let own = Line { path: path.to_owned(), title: String::new(), date };
        let (key, text) = own.key();
        let Some(spot) = self.spot(&archive.lines, Want::Key(key, text)).await? else { return nothing };
        let mut lines = self.lines(&spot.name).await?;
        let Some(at) = lines.iter().position(|line| line.path == path) else { return nothing };
        let newer = match (at.checked_sub(1), spot.number.checked_sub(1)) {
            (Some(before), _) => lines.get(before).cloned(),
            (None, Some(number)) => self.shard_lines(&archive.lines, number).await?.pop(),
            (None, None) => None,
        };
        let older = if at + 1 < lines.len() {
            Some(lines.swap_remove(at + 1))
        } else {
            self.shard_lines(&archive.lines, spot.number.saturating_add(1)).await?.into_iter().next()
        };
        Ok((newer, older))
    }

    /// The lines of shard `number`; none when there is no such shard.
    async fn shard_lines(&self, index: &Index, number: u32) -> Result<Vec<Line>, S::Error> {
        match self.spot(index, Want::Shard(number)).await? {
            Some(spot) => self.lines(&spot.name).await,
            None => Ok(Vec::new()),
        }
    }

    async fn lines(&self, name: &str) -> Result<Vec<Line>, S::Error> {
        Ok(Lines::from_json(&self.shelf.text(name).await?)?)
    }

    async fn term_lines(&self, term: &Term, number: u32) -> Result<Option<Vec<Line>>, S::Error> {
        let Some(index) = &term.pages else { return Ok((number == 1).then(|| term.lines.clone())) };
        let Some(spot) = self.spot(index, page_number(number)).await? else { return Ok(None) };
        Ok(Some(self.lines(&spot.name).await?))
    }

    async fn term_in(&self, terms: &Terms, path: &[String]) -> Result<Option<Term>, S::Error> {
        let key = key_of(path);
        let Some(spot) = self.spot(&terms.lists, Want::Key(number_of(&key), &key)).await? else { return Ok(None) };
        let lists = TermLists::from_json(&self.shelf.text(&spot.name).await?)?;
        Ok(lists.into_iter().find(|term| term.path == path))
    }

    fn name_of(&self, taxonomy: Taxonomy) -> Option<&String> {
        match taxonomy {
            Taxonomy::Categories => self.root.categories.as_ref(),
            Taxonomy::Tags => self.root.tags.as_ref(),
        }
    }

    async fn terms_file(&self, name: Option<&String>) -> Result<Option<Terms>, S::Error> {
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Terms::from_json(&self.shelf.text(name).await?)?))
    }

    async fn archive_file(&self) -> Result<Option<Archive>, S::Error> {
        let Some(name) = &self.root.archive else { return Ok(None) };
        Ok(Some(Archive::from_json(&self.shelf.text(name).await?)?))
    }

    /// The shard that holds what is wanted, through a node if need be.
    async fn spot(&self, index: &Index, want: Want<'_>) -> Result<Option<Spot>, S::Error> {
        let Some(step) = index.find(want) else { return Ok(None) };
        let (mut number, mut entries_before) = (step.shards_before, step.entries_before);
        let Some(want) = step.node else { return Ok(Some(Spot { name: step.name, number, entries_before })) };
        let node = Index::from_json(&self.shelf.text(&step.name).await?)?;
        // A node names shards only: were it to name nodes, a hostile one could name itself.
        let Some(step) = node.find(want).filter(|step| step.node.is_none()) else { return Ok(None) };
        number = number.saturating_add(step.shards_before);
        entries_before = entries_before.saturating_add(step.entries_before);
        Ok(Some(Spot { name: step.name, number, entries_before }))
    }
}

/// Pages are counted from 1, shards from 0; there is no page 0.
fn page_number(page: u32) -> Want<'static> {
    Want::Shard(page.checked_sub(1).unwrap_or(u32::MAX))
}
