//! The sizes of a site's files: as they are, and as servers compress them.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::embedding::{Embedding, SCRIPT};
use crate::first_visit::FirstVisit;

/// What JavaScript, wasm and CSS of a first visit may weigh, in bytes of brotli.
pub(crate) const BUDGET: u64 = 250_000;

/// The sizes of one file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    raw: u64,
    /// gzip at level 9.
    gzip: u64,
    /// brotli at quality 11 with a 4 MiB window.
    brotli: u64,
}

/// A site, measured.
#[derive(Clone, Debug)]
pub(crate) struct Sizes {
    always: Vec<(String, Size)>,
    post: Vec<(String, Size)>,
    lazy: Vec<(String, Size)>,
    /// The files of the folder of languages that code is coloured by, the smallest first.
    languages: Vec<(String, Size)>,
    elements: Elements,
}

/// What elements in pages of other sites load; nothing where the site has no script for them.
#[derive(Clone, Debug, Default)]
struct Elements {
    post: Vec<(String, Size)>,
    list: Vec<(String, Size)>,
    markdown: Vec<(String, Size)>,
}

/// The folder of languages, up to its hash.
const LANGUAGES: &str = "highlight-";

impl Sizes {
    /// Measures the site in `folder`.
    ///
    /// # Errors
    /// As for [`FirstVisit::of`], and when a file cannot be read.
    pub(crate) fn of(folder: &Path) -> Result<Sizes, String> {
        let mut posts = Vec::new();
        pages_below(folder, "posts", &mut posts);
        let visit = FirstVisit::of(|file| fs::read_to_string(folder.join(file)).ok(), &posts)?;
        let measured = |files: Vec<String>| {
            let measure = |file: String| {
                let bytes = fs::read(folder.join(&file))
                    .map_err(|error| format!("the site names {file}, which cannot be read: {error}"))?;
                let size = Size::of(&bytes).map_err(|error| format!("cannot compress {file}: {error}"))?;
                Ok((file, size))
            };
            files.into_iter().map(measure).collect::<Result<Vec<_>, String>>()
        };
        let mut languages = measured(languages(folder))?;
        languages.sort_by_key(|(_, size)| size.brotli);
        let (always, post, lazy) = (measured(visit.always)?, measured(visit.post)?, measured(visit.lazy)?);
        let elements = match fs::read_to_string(folder.join(SCRIPT)).ok().map(|script| Embedding::of(&script)) {
            Some(Embedding { post, list, markdown }) => {
                Elements { post: measured(post)?, list: measured(list)?, markdown: measured(markdown)? }
            }
            None => Elements::default(),
        };
        Ok(Sizes { always, post, lazy, languages, elements })
    }

    /// The brotli bytes of the script that other sites name, and of all that their first post or Markdown file needs.
    pub(crate) fn embedding(&self) -> (u64, u64) {
        let script = self.elements.post.iter().filter(|(file, _)| file == SCRIPT);
        let first = [&self.elements.post, &self.elements.markdown].map(|files| total(files.iter()).brotli);
        (total(script).brotli, first[0].max(first[1]))
    }

    /// The brotli bytes that count against the budget: those of the larger first visit,
    /// which begins with a post.
    pub(crate) fn counted(&self) -> u64 {
        counted(self.always.iter().chain(&self.post)).brotli
    }

    /// All of it as a table, sizes in KB of 1,000 bytes.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        row(&mut table, "first visit, in KB (1,000 bytes)", "raw", "gzip", "brotli");
        files(&mut table, &self.always);
        sizes(&mut table, "everything", total(self.always.iter()));
        sizes(&mut table, "JavaScript, wasm and CSS", counted(self.always.iter()));
        if !self.post.is_empty() {
            row(&mut table, "\nbesides, when it begins with a post", "", "", "");
            files(&mut table, &self.post);
            sizes(&mut table, "JavaScript, wasm and CSS, both", counted(self.always.iter().chain(&self.post)));
        }
        if !self.lazy.is_empty() {
            row(&mut table, "\nloaded only when needed", "", "", "");
            files(&mut table, &self.lazy);
        }
        self.languages_into(&mut table);
        self.elements.add_to(&mut table);
        table
    }

    /// What colours code: the core, and of the languages how many there are, the middle one and the largest.
    fn languages_into(&self, table: &mut String) {
        let is_core = |(file, _): &&(String, Size)| file.ends_with("/core.min.js");
        let languages: Vec<_> = self.languages.iter().filter(|file| !is_core(file)).collect();
        let (Some(core), Some(largest)) = (self.languages.iter().find(is_core), languages.last()) else { return };
        let median = languages[languages.len() / 2];
        row(table, &format!("\nof {} languages, with the first block in one", languages.len()), "", "", "");
        for (what, (file, size)) in [("core", core), ("median", median), ("largest", *largest)] {
            let name = file.rsplit('/').next().unwrap_or(file);
            sizes(table, &format!("  {what}: {name}"), *size);
        }
        sizes(table, "  all of them", total(languages.into_iter()));
    }
}

impl Elements {
    fn add_to(&self, table: &mut String) {
        if self.post.is_empty() {
            return;
        }
        row(table, "\nthe first post in a page of another site", "", "", "");
        files(table, &self.post);
        sizes(table, "everything", total(self.post.iter()));
        row(table, "\nthe first list there", "", "", "");
        files(table, &self.list);
        sizes(table, "everything", total(self.list.iter()));
        row(table, "\nthe first Markdown file there", "", "", "");
        files(table, &self.markdown);
        sizes(table, "everything", total(self.markdown.iter()));
    }
}

/// The scripts in the folder of languages, none where there is no such folder.
fn languages(site: &Path) -> Vec<String> {
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let folders = names(site).into_iter().filter(|name| name.starts_with(LANGUAGES));
    let scripts = |folder: String| {
        let files = names(&site.join(&folder)).into_iter().filter(|file| file.ends_with(".js"));
        files.map(move |file| format!("{folder}/{file}")).collect::<Vec<_>>()
    };
    folders.flat_map(scripts).collect()
}

/// The pages in folders of `site` below `path`, none where there is no such folder.
fn pages_below(site: &Path, path: &str, pages: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(site.join(path)) else { return };
    for entry in entries.flatten() {
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            pages_below(site, &path, pages);
        } else if path.ends_with("/index.html") {
            pages.push(path);
        }
    }
}

impl Size {
    fn of(bytes: &[u8]) -> io::Result<Size> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        let brotli = brotli_of(bytes)?;
        Ok(Size { raw: bytes.len() as u64, gzip: gzip.finish()?.len() as u64, brotli: brotli as u64 })
    }
}

/// Bytes of brotli, as servers send them that compress ahead of time.
pub(crate) fn brotli_of(bytes: &[u8]) -> io::Result<usize> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &parameters)?;
    Ok(brotli.len())
}

fn is_counted(file: &str) -> bool {
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| ["js", "mjs", "wasm", "css"].contains(&extension))
}

/// What counts against the budget among `files`.
fn counted<'a>(files: impl Iterator<Item = &'a (String, Size)>) -> Size {
    total(files.filter(|(file, _)| is_counted(file)))
}

fn total<'a>(files: impl Iterator<Item = &'a (String, Size)>) -> Size {
    files.fold(Size::default(), |sum, (_, size)| Size {
        raw: sum.raw + size.raw,
        gzip: sum.gzip + size.gzip,
        brotli: sum.brotli + size.brotli,
    })
}

fn files(table: &mut String, files: &[(String, Size)]) {
    for (file, size) in files {
        sizes(table, &format!("  {file}"), *size);
    }
}

fn sizes(table: &mut String, name: &str, size: Size) {
    let kb = |bytes: u64| format!("{:.1}", bytes as f64 / 1000.0);
    row(table, name, &kb(size.raw), &kb(size.gzip), &kb(size.brotli));
}

fn row(table: &mut String, name: &str, raw: &str, gzip: &str, brotli: &str) {
    let start = table.len();
    // Writing to a string cannot fail.
    let _ = write!(table, "{name:<42}{raw:>9}{gzip:>9}{brotli:>9}");
    let end = table[start..].trim_end().len();
    table.truncate(start + end);
    table.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_wasm_and_styles_count_against_the_budget() {
        let size = |brotli| Size { raw: 4 * brotli, gzip: 2 * brotli, brotli };
        let sizes = Sizes {
            always: [
                ("index.html", 1_000),
                ("boot.js", 2_000),
                ("app_bg.wasm", 100_040),
                ("snippets/x.mjs", 1_000),
                ("app.css", 10_000),
                ("catalogue.json", 5_000),
            ]
            .map(|(file, brotli)| (file.to_owned(), size(brotli)))
            .to_vec(),
            post: vec![("renderer.js".to_owned(), size(3_000)), ("renderer.wasm".to_owned(), size(90_000))],
            lazy: vec![("purify.js".to_owned(), size(9_000))],
            languages: Vec::new(),
            elements: Elements::default(),
        };
        assert_eq!(sizes.counted(), 206_040);
        assert_eq!(
            sizes.table(),
            "\
first visit, in KB (1,000 bytes)                raw     gzip   brotli
  index.html                                    4.0      2.0      1.0
  boot.js                                       8.0      4.0      2.0
  app_bg.wasm                                 400.2    200.1    100.0
  snippets/x.mjs                                4.0      2.0      1.0
  app.css                                      40.0     20.0     10.0
  catalogue.json                               20.0     10.0      5.0
everything                                    476.2    238.1    119.0
JavaScript, wasm and CSS                      452.2    226.1    113.0

besides, when it begins with a post
  renderer.js                                  12.0      6.0      3.0
  renderer.wasm                               360.0    180.0     90.0
JavaScript, wasm and CSS, both                824.2    412.1    206.0

loaded only when needed
  purify.js                                    36.0     18.0      9.0
"
        );
    }

    #[test]
    fn a_file_is_measured_as_servers_would_send_it() {
        let text = "墨池 ink ".repeat(500);
        let size = Size::of(text.as_bytes()).expect("memory can be written");
        assert_eq!(size.raw, 5_500);
        assert!(size.gzip < 120 && size.brotli < 60, "{size:?}");

        let mut unpacked = Vec::new();
        let mut packed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &parameters).expect("memory can be written");
        brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).expect("it was just packed");
        assert_eq!(unpacked, text.as_bytes());
    }
}
