//! Writing the catalogue: posts in, in any order; files out, the root last.
//!
//! What lists need of a post (title, path, date, terms: some 200 bytes) is kept from its arrival
//! to the end. A whole summary is asked for again when its page is written, one page at a time,
//! so that a million of them need not be in memory at once.

mod archive;
mod index;
mod list;
mod terms;

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use inkstone_content::{Site, ZoneTable, sort_by};
use sha2::{Digest, Sha256};

pub use self::list::{pages, per_page};
use self::{
    index::{Key, Shelving, Spread},
    terms::{Pages, TermsWriter},
};
use crate::{
    Address, FORMAT, Index, Line, Root, Summary, SummaryPage,
    addresses::{Addresses, LEAST_ADDRESSES},
    file::NAME,
    hash::hash,
    terms::number_of,
};

/// A file of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its path below the site, for instance `catalogue/3f….json`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Whether a file `catalogue/<name>.json` with this text is a shard of any catalogue: its name
/// says what is in it. So what an earlier catalogue left behind is told from other files.
pub fn is_shard(name: &str, text: &str) -> bool {
    content_name(text) == name
}

fn content_name(text: &str) -> String {
    let digits: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..NAME].to_owned()
}

/// Does both, at once where there are threads for it.
#[cfg(feature = "parallel")]
fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

/// Does both, one after the other.
#[cfg(not(feature = "parallel"))]
fn join<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
    (one(), other())
}

/// What `make` makes of each of `items`, in their order; of several at once where there are threads for it.
#[cfg(feature = "parallel")]
fn each<T: Send, M: Send, E: Send>(items: Vec<T>, make: impl Fn(T) -> Result<M, E> + Sync) -> Result<Vec<M>, E> {
    use rayon::prelude::*;
    items.into_par_iter().map(&make).collect()
}

/// What `make` makes of each of `items`, in their order.
#[cfg(not(feature = "parallel"))]
fn each<T, M, E>(items: Vec<T>, make: impl Fn(T) -> Result<M, E>) -> Result<Vec<M>, E> {
    items.into_iter().map(make).collect()
}

/// Where files go, each once: lists of the same posts are the same file, and threads come by it at the same time.
pub(crate) struct Files<'a, E> {
    given: Mutex<HashSet<String>>,
    take: &'a (dyn Fn(CatalogueFile) -> Result<(), E> + Sync),
}

impl<E: From<serde_json::Error>> Files<'_, E> {
    /// Hands over a file and returns the name that its text gives it.
    fn text(&self, text: String) -> Result<String, E> {
        let name = content_name(&text);
        if self.given.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone()) {
            (self.take)(CatalogueFile { path: format!("catalogue/{name}.json"), text })?;
        }
        Ok(name)
    }

    /// The same for something that is written as JSON.
    fn json(&self, content: &impl serde::Serialize) -> Result<String, E> {
        self.text(serde_json::to_string(content)?)
    }
}

/// A post as lists need it.
pub(crate) struct Listed {
    pub(crate) line: Line,
    pub(crate) pinned: i64,
    /// Of its path: where it may begin a share of a list.
    pub(crate) hash: u64,
}

/// Makes a catalogue of posts.
pub struct Writer<'a> {
    site: &'a Site,
    zone: Option<ZoneTable>,
    posts: Vec<Listed>,
    categories: TermsWriter,
    tags: TermsWriter,
    series: TermsWriter,
    addresses: HashMap<String, Address>,
}

impl<'a> Writer<'a> {
    /// A catalogue without posts. `zone` is the site's time zone.
    pub fn new(site: &'a Site, zone: Option<ZoneTable>) -> Self {
        Self {
            site,
            zone,
            posts: Vec::new(),
            categories: TermsWriter::default(),
            tags: TermsWriter::default(),
            series: TermsWriter::default(),
            addresses: HashMap::new(),
        }
    }

    /// Adds a listed post. Posts may come in any order; no two have the same path.
    pub fn add(&mut self, summary: &Summary) {
        let Ok(number) = u32::try_from(self.posts.len()) else { return };
        for path in &summary.categories {
            // A post in `A/B` is one of `A` as well.
            for depth in 1..=path.len() {
                self.categories.add(&path[..depth], number);
            }
        }
        for tag in &summary.tags {
            self.tags.add(std::slice::from_ref(tag), number);
        }
        if let Some(series) = &summary.series {
            self.series.add(std::slice::from_ref(series), number);
        }
        let line = Line::new(summary);
        self.posts.push(Listed { hash: hash(&line.path), line, pinned: summary.pinned });
    }

    /// Adds another address of a post, listed or not, or its own (`posts/<path>`) when its file
    /// is not `<path>.md`. Of two posts with one address the first by path has it, unless it is
    /// another's own.
    pub fn add_address(&mut self, address: Address) {
        let rank = |entry: &Address| (entry.address != format!("posts/{}", entry.path), entry.path.clone());
        match self.addresses.get(&address.address) {
            Some(other) if rank(other) <= rank(&address) => {}
            _ => {
                self.addresses.insert(address.address.clone(), address);
            }
        }
    }

    /// Writes all files. `summary` gives the whole summary of the post that was added as number
    /// N, from 0, each once; `file` takes the files, each once, in any order but the root last, so that whoever
    /// finds it finds what it names. With the feature `parallel` several threads ask and give.
    ///
    /// # Errors
    /// Those of `summary` and `file`.
    pub fn finish<E: From<serde_json::Error> + Send>(
        self,
        summary: impl Fn(usize) -> Result<Summary, E> + Sync,
        file: impl Fn(CatalogueFile) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let Self { site, zone, posts, categories, tags, series, addresses } = self;
        let (files, order) = (Files { given: Mutex::default(), take: &file }, list::in_order(&posts));
        let ((pages, archive), ((categories, tags), (series, addresses))) = join(
            || join(|| pages_of(site, &posts, &order, &summary, &files), || archive::write(&posts, &order, &files)),
            || {
                let all = |terms: TermsWriter, pages| terms.write(&posts, &order, pages, &files);
                let terms = || join(|| all(categories, Pages::OfNames), || all(tags, Pages::OfNames));
                let series = || all(series, Pages::None);
                join(terms, || join(series, || addresses_of(addresses, &files)))
            },
        );
        let root = Root {
            format: FORMAT,
            site: site.clone(),
            zone,
            posts: u32::try_from(posts.len()).unwrap_or(u32::MAX),
            pages: pages?,
            archive: archive?,
            categories: categories?,
            tags: tags?,
            series: series?,
            addresses: addresses?,
        };
        let text = serde_json::to_string(&root)?;
        file(CatalogueFile { path: "catalogue.json".into(), text })
    }
}

/// The pages of all posts.
fn pages_of<E: From<serde_json::Error> + Send>(
    site: &Site,
    posts: &[Listed],
    order: &[usize],
    summary: impl Fn(usize) -> Result<Summary, E> + Sync,
    files: &Files<'_, E>,
) -> Result<Index, E> {
    let home = site.url.as_deref().map(|url| format!("{}/", url.trim_end_matches('/'))).unwrap_or_default();
    let page = |page: list::HomePage| {
        let summaries = page.entries.iter().map(|&number| summary(number)).collect::<Result<_, E>>()?;
        Ok::<_, E>((page.hash, files.text(SummaryPage(summaries).to_json(&site.title, &home)?)?))
    };
    let mut pages = Shelving::default();
    for (hash, name) in each(list::arrange(posts, order, per_page(site)), page)? {
        pages.push(hash, name, None, None);
    }
    pages.index(Spread::HEAD, files)
}

fn addresses_of<E: From<serde_json::Error>>(
    addresses: HashMap<String, Address>,
    files: &Files<'_, E>,
) -> Result<Option<String>, E> {
    if addresses.is_empty() {
        return Ok(None);
    }
    let mut sorted: Vec<(i64, Address)> =
        addresses.into_values().map(|entry| (number_of(&entry.address), entry)).collect();
    sort_by(&mut sorted, |(a, one), (b, other)| (a, &one.address).cmp(&(b, &other.address)));
    let hashes: Vec<u64> = sorted.iter().map(|(_, entry)| hash(&entry.address)).collect();
    let mut shelving = Shelving::default();
    for share in crate::shares::shares(&hashes, LEAST_ADDRESSES) {
        let key = Key::of(share.start, |at| sorted.get(at).map(|(number, entry)| (*number, entry.address.as_str())));
        let first = hashes[share.start];
        let addresses = sorted[share].iter().map(|(_, entry)| entry.clone()).collect();
        let name = files.json(&Addresses { addresses })?;
        shelving.push(first, name, None, key);
    }
    let index = shelving.index(Spread::HEAD, files)?;
    files.json(&index).map(Some)
}

/// The catalogue of `summaries`, whose addresses are their own: the root last.
///
/// # Errors
/// None that a summary could cause.
pub fn write(
    site: &Site,
    zone: Option<ZoneTable>,
    summaries: &[Summary],
) -> Result<Vec<CatalogueFile>, serde_json::Error> {
    let mut writer = Writer::new(site, zone);
    for summary in summaries {
        writer.add(summary);
        if let Some(file) = &summary.file {
            let (address, path) = (format!("posts/{}", summary.path), summary.path.clone());
            writer.add_address(Address { address, path, file: Some(file.clone()) });
        }
    }
    let files = Mutex::new(Vec::new());
    let keep = |file| {
        files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok::<(), serde_json::Error>(())
    };
    writer.finish(|number| Ok(summaries[number].clone()), keep)?;
    Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner))
}
