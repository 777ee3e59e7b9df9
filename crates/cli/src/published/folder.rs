//! A built site in its folder: whether all that its files name is there, whole, and of one build.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use inkstone_catalogue::{Root, fingerprint, write::is_shard};
use inkstone_content::{PostPath, address::decode_path};
use inkstone_views::Route;
use rayon::prelude::*;

use super::{
    findings::{Finding, Findings},
    markup::{Markup, named_in_script, named_in_worker},
    site_address::resolve,
};
use crate::{
    Failure, FileNames,
    manifest::MANIFEST,
    output::{Ground, Output},
    pages::{Lists, folder_on_disk},
    service_worker::{SHELL, WORKER, is_named},
};

/// What every site has.
const ALWAYS: [&str; 6] = ["index.html", "404.html", "_headers", "catalogue.json", SHELL, MANIFEST];
/// Stands for the site's own address where references are followed.
const SOMEWHERE: &str = "http://site.invalid/";
const BUILD_AGAIN: &str = "build the site again with `inkstone build`, and change nothing in its folder";

/// What was found out about a folder.
pub(super) struct Searched {
    pub(super) findings: Findings,
    /// How many posts are listed.
    pub(super) posts: usize,
    /// How many files there are.
    pub(super) files: usize,
}

/// Looks at the site in `folder`.
///
/// # Errors
/// When it cannot be read, or holds no site.
pub(super) fn search(folder: &Path) -> Result<Searched, Failure> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    if !files.iter().any(|file| file == "index.html") {
        return Err(Failure::usage(
            format!("{} holds no index.html: it is not a built site", folder.display()),
            "name the folder that `inkstone build --out` wrote; a folder of posts is checked without --site",
        ));
    }
    let files_found = files.len();
    let mut search = Search { folder, files, findings: Findings::default(), named: BTreeMap::new() };
    let posts = search.all()?;
    Ok(Searched { findings: search.findings, posts, files: files_found })
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file("read", folder))? {
        let entry = entry.map_err(Failure::file("read", folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(Failure::file("read", &path))?;
        // A name that is no Unicode is nobody's address.
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else { continue };
        if kind.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

struct Search<'a> {
    folder: &'a Path,
    /// In order.
    files: Vec<String>,
    findings: Findings,
    /// The files of the app with the digest that they must have, where one is named, and who names them.
    named: BTreeMap<(String, Option<String>), String>,
}

/// What a page of ours says.
struct Page {
    file: String,
    markup: Markup,
    /// Whether it ends as a page does.
    is_whole: bool,
}

impl Search<'_> {
    /// Looks at everything; returns how many posts there are.
    fn all(&mut self) -> Result<usize, Failure> {
        for file in ALWAYS {
            if !self.has(file) {
                self.add(file, Finding::error("missing", "is not there, and every site has it", BUILD_AGAIN));
            }
        }
        let pages = self.pages()?;
        self.names_of_pages(&pages);
        self.names_of_worker()?;
        self.named_files()?;
        let posts = self.catalogue(&pages)?;
        self.packed()?;
        Ok(posts)
    }

    fn has(&self, file: &str) -> bool {
        self.files.binary_search_by(|other| other.as_str().cmp(file)).is_ok()
    }

    fn on_disk(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    fn read(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let path = self.on_disk(file);
        fs::read(&path).map_err(Failure::file("read", &path))
    }

    fn add(&mut self, file: &str, finding: Finding) {
        self.findings.add(self.on_disk(file).display().to_string(), finding);
    }

    /// The pages that the app takes over, and those for frames. Other HTML is the author's.
    fn pages(&self) -> Result<Vec<Page>, Failure> {
        let html: Vec<&String> = self.files.iter().filter(|file| file.ends_with(".html")).collect();
        let pages: Vec<Option<Page>> = html
            .par_iter()
            .map(|file| {
                let text = self.read(file)?;
                let markup = Markup::read(&String::from_utf8_lossy(&text));
                let is_whole = text.trim_ascii_end().ends_with(b"</html>");
                let is_frame = *file == "embed/index.html" || file.starts_with("embed/posts/");
                Ok((markup.is_ours || is_frame).then(|| Page { file: (*file).clone(), markup, is_whole }))
            })
            .collect::<Result<_, Failure>>()?;
        Ok(pages.into_iter().flatten().collect())
    }

    /// Gathers what pages and boot scripts name, and compares the builds that they are of.
    fn names_of_pages(&mut self, pages: &[Page]) {
        let boot_of = |page: &Page| {
            let boot = page.markup.boot()?;
            boot.address.rsplit('/').next().map(str::to_owned)
        };
        let first = pages.iter().find(|page| page.file == "index.html").and_then(boot_of);
        for page in pages {
            if !page.is_whole {
                self.add(
                    &page.file,
                    Finding::error("damaged", "is cut off: the end of the page is not there", BUILD_AGAIN),
                );
            }
            if let (Some(boot), Some(first)) = (boot_of(page), &first)
                && boot != *first
            {
                let message = format!("is of another build than index.html, which starts {first}");
                self.add(&page.file, Finding::error("mixed-builds", message, BUILD_AGAIN));
            }
            for named in &page.markup.files {
                if let Some(file) = self.file_of(page, &named.address) {
                    self.named.entry((file, named.integrity.clone())).or_insert_with(|| page.file.clone());
                }
            }
        }
        let boots: Vec<String> =
            self.named.keys().map(|(file, _)| file.clone()).filter(|file| file.starts_with("boot")).collect();
        for boot in boots {
            let Ok(script) = self.read(&boot) else { continue };
            for (name, digest) in named_in_script(&String::from_utf8_lossy(&script)) {
                self.named.entry((name, Some(digest))).or_insert_with(|| boot.clone());
            }
        }
    }

    /// The file to which a reference in a page leads; `None` for one outside of the site. 404.html, which is shown for
    /// any address, names files from the root of the host, where the site may be anywhere.
    fn file_of(&self, page: &Page, reference: &str) -> Option<String> {
        let here = format!("{SOMEWHERE}{}", page.file);
        let here = page.markup.base.as_deref().map_or(Some(here.clone()), |base| resolve(&here, base))?;
        let below = match reference.strip_prefix('/').filter(|_| page.file == "404.html") {
            // Of `/blog/style.css`, style.css is a file of this site.
            Some(path) => {
                let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
                let mut ends = starts.filter_map(|at| decode_path(&path[at..]));
                return ends.find(|end| self.has(end)).or_else(|| decode_path(path));
            }
            None => resolve(&here, reference)?,
        };
        let file = |below: &str| decode_path(below.strip_prefix(SOMEWHERE)?.split('?').next()?);
        let first = file(&below)?;
        // The slash in a term's name (`C/C++`) is written `%2F` in its address, and makes a folder of its file.
        let mut here = page.file.clone();
        while !self.has(&first)
            && let Some((taxonomy, rest)) =
                here.split_once('/').filter(|(top, _)| matches!(*top, "tags" | "categories"))
            && let Some((name, rest)) = rest.split_once('/').filter(|(_, rest)| rest.contains('/'))
        {
            here = format!("{taxonomy}/{name}%2F{rest}");
            let other = resolve(&format!("{SOMEWHERE}{here}"), reference).and_then(|below| file(&below));
            if let Some(other) = other.filter(|other| self.has(other)) {
                return Some(other);
            }
        }
        Some(first)
    }

    fn names_of_worker(&mut self) -> Result<(), Failure> {
        if !self.has(WORKER) {
            return Ok(());
        }
        let text = self.read(WORKER)?;
        for (name, digest) in named_in_worker(&String::from_utf8_lossy(&text)).unwrap_or_default() {
            self.named.entry((name, Some(digest))).or_insert_with(|| WORKER.to_owned());
        }
        Ok(())
    }

    /// Whether everything that is named is there and is what it should be.
    fn named_files(&mut self) -> Result<(), Failure> {
        let mut known: BTreeMap<(String, String), bool> = BTreeMap::new();
        for ((file, digest), by) in std::mem::take(&mut self.named) {
            if !self.has(&file) {
                let message = format!("is not there, but {by} names it");
                self.add(&file, Finding::error("missing", message, BUILD_AGAIN));
                continue;
            }
            let Some(digest) = digest else { continue };
            let named = (file.clone(), digest);
            let is_it = match known.get(&named) {
                Some(is_it) => *is_it,
                None => is_named(&named.1, &self.read(&file)?),
            };
            known.insert(named, is_it);
            if !is_it {
                let message = format!("is not the file that {by} names: its digest is another, and browsers refuse it");
                self.add(&file, Finding::error("damaged", message, BUILD_AGAIN));
            }
        }
        Ok(())
    }

    /// Whether all that the catalogue names is there; returns how many posts it lists.
    fn catalogue(&mut self, pages: &[Page]) -> Result<usize, Failure> {
        let shards: Vec<String> = self.files.iter().filter(|file| is_in_catalogue(file)).cloned().collect();
        for file in shards {
            let name = file.trim_start_matches("catalogue/").trim_end_matches(".json");
            let text = self.read(&file)?;
            if !std::str::from_utf8(&text).is_ok_and(|text| is_shard(name, text)) {
                let message = "holds something else than its name says";
                self.add(&file, Finding::error("damaged", message, BUILD_AGAIN));
            }
        }
        if !self.has("catalogue.json") {
            return Ok(0);
        }
        let root = match Root::from_json(&String::from_utf8_lossy(&self.read("catalogue.json")?)) {
            Ok(root) => root,
            Err(error) => {
                self.add("catalogue.json", Finding::error("catalogue", error.to_string(), BUILD_AGAIN));
                return Ok(0);
            }
        };
        for name in [&root.archive, &root.categories, &root.tags, &root.addresses].into_iter().flatten() {
            let file = format!("catalogue/{name}.json");
            if !self.has(&file) {
                self.add(&file, Finding::error("missing", "is not there, but catalogue.json names it", BUILD_AGAIN));
            }
        }
        let output = Output::new(self.folder.to_owned(), Ground::Existing, FileNames::EXACT);
        let lists = Lists::new(&root, &output, None);
        let records: BTreeMap<&str, &Markup> = pages.iter().map(|page| (page.file.as_str(), &page.markup)).collect();
        if let Err(failure) = self.posts(&root, &lists, &records).and_then(|()| self.lists(&lists, &records)) {
            let message = format!("does not lead to all that it names: {failure}");
            self.add("catalogue.json", Finding::error("catalogue", message, BUILD_AGAIN));
        }
        Ok(usize::try_from(root.posts).unwrap_or(usize::MAX))
    }

    fn posts(&mut self, root: &Root, lists: &Lists<'_>, pages: &BTreeMap<&str, &Markup>) -> Result<(), Failure> {
        for number in 1..=root.page_count() {
            for post in lists.posts_on(number)? {
                let raw = format!("posts/{}", post.file());
                if !self.has(&raw) {
                    let message = "is not there, but the catalogue names it";
                    self.add(&raw, Finding::error("missing", message, BUILD_AGAIN));
                    continue;
                }
                let Ok(path) = PostPath::new(post.path.as_str()) else { continue };
                let Some(page) = self.page_of(&Route::Post { path }) else { continue };
                let Some(markup) = pages.get(page.as_str()) else { continue };
                if markup
                    .record
                    .as_ref()
                    .is_some_and(|record| self.read(&raw).is_ok_and(|raw| fingerprint(&raw) != record.source))
                {
                    self.add(&page, old_page("the post"));
                }
            }
        }
        Ok(())
    }

    fn lists(&mut self, lists: &Lists<'_>, pages: &BTreeMap<&str, &Markup>) -> Result<(), Failure> {
        for place in lists.places()? {
            let Some(page) = self.page_of(&place.route) else { continue };
            let record = pages.get(page.as_str()).and_then(|markup| markup.record.as_ref());
            if record
                .is_some_and(|record| record.route == place.route.to_string() && record.source != place.fingerprint)
            {
                self.add(&page, old_page("the catalogue"));
            }
        }
        Ok(())
    }

    /// The file of the page at `route`, which is told of when it is not there; `None` also for pages that only
    /// the app shows.
    fn page_of(&mut self, route: &Route) -> Option<String> {
        let folder = folder_on_disk(route)?;
        let page = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        if self.has(&page) {
            return Some(page);
        }
        let hint = "build the site with `inkstone build`: `inkstone index` writes no pages";
        self.add(&page, Finding::error("missing", "is not there, but the catalogue names its page", hint));
        None
    }

    /// Whether what was packed beside a file is of the file as it is now.
    fn packed(&mut self) -> Result<(), Failure> {
        let packed: Vec<&String> =
            self.files.iter().filter(|file| file.ends_with(".br") || file.ends_with(".gz")).collect();
        let found: Vec<(String, Option<Finding>)> = packed
            .par_iter()
            .map(|file| {
                let plain = &file[..file.len() - 3];
                let finding = self.has(plain).then(|| self.stale(file, plain)).transpose()?.flatten();
                Ok(((*file).clone(), finding))
            })
            .collect::<Result<_, Failure>>()?;
        for (file, finding) in found {
            if let Some(finding) = finding {
                self.add(&file, finding);
            }
        }
        Ok(())
    }

    fn stale(&self, file: &str, plain: &str) -> Result<Option<Finding>, Failure> {
        let open = |name: &str| {
            let path = self.on_disk(name);
            File::open(&path).map(BufReader::new).map_err(Failure::file("read", &path))
        };
        let same = match file.ends_with(".gz") {
            true => is_same(flate2::read::MultiGzDecoder::new(open(file)?), open(plain)?),
            false => is_same(brotli::Decompressor::new(open(file)?, 64 << 10), open(plain)?),
        };
        let hint = "build the site with --compress, or delete it: some hosts send it instead of the file";
        Ok((!same)
            .then(|| Finding::error("stale-compressed", format!("is not {plain} as it is now, compressed"), hint)))
    }
}

fn is_in_catalogue(file: &str) -> bool {
    file.strip_prefix("catalogue/").is_some_and(|name| name.ends_with(".json") && !name.contains('/'))
}

fn old_page(of: &str) -> Finding {
    let message = format!("was made of an older state of {of}");
    let hint = "build the site with `inkstone build`: the app shows the newer one, but only once it runs";
    Finding::warning("page-old", message, hint)
}

/// Whether both readers give the same bytes; what cannot be read is never the same.
fn is_same(mut one: impl Read, mut other: impl Read) -> bool {
    let mut buffers = [[0_u8; 16 << 10]; 2];
    loop {
        let [first, second] = &mut buffers;
        let (Ok(length), Ok(other_length)) = (fill(&mut one, first), fill(&mut other, second)) else { return false };
        if first[..length] != second[..other_length] {
            return false;
        }
        if length == 0 {
            return true;
        }
    }
}

/// Reads until `buffer` is full or there is no more.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
