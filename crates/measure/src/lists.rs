//! What lists cost a reader, by the size of the blog: the catalogue of synthetic posts, written
//! into memory and read from there as the app reads it.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Write as _,
    io::{Read, Write},
    rc::Rc,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use futures::executor::block_on;
use inkstone_catalogue::{Catalogue, CatalogueFile, FileError, Root, Shelf, Span, Summary, Taxonomy, Writer};
use inkstone_content::{PostDate, Site};

use crate::size::brotli_of;

/// What the root may weigh at the largest size, in bytes of brotli.
pub(crate) const ROOT_BUDGET: usize = 30_000;

/// A catalogue of a size, and what looking things up in it takes.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    posts: u32,
    files: usize,
    bytes: usize,
    seconds: f64,
    /// The root's brotli bytes.
    pub(crate) root: usize,
    /// By page: its files and their brotli bytes, the root included.
    looks: Vec<(&'static str, usize, usize)>,
}

/// A post of a news mirror: a category path of three, a tag that every third post has, two
/// common ones and one that only a few have; a thumbnail for every second.
fn summary(number: u32) -> Summary {
    let mut state = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = |characters: u64| -> String {
        let han = |at: u64| char::from_u32(0x4E00 + u32::try_from(at * at % 3_500).unwrap_or(0)).unwrap_or('墨');
        (0..characters).map(|at| if at % 17 == 16 { '，' } else { han(random(3_500)) }).collect()
    };
    let (title, excerpt, name) = (text(22), text(120), text(12));
    let seconds = 1_262_304_000 + i64::from(number) * 420;
    let source = number % 211;
    Summary {
        path: format!("新媒体/来源{source}/{}/{name}-{number}", 2010 + number / 75_000),
        file: None,
        title,
        date: jiff::Timestamp::from_second(seconds).ok().map(|at| PostDate::at(at, &inkstone_content::Zone::default())),
        updated: None,
        categories: vec![vec!["新媒体".into(), format!("来源{source}"), "分类".into()]],
        tags: [(number.is_multiple_of(3), "要闻".to_owned()), (true, format!("话题{}", number % 1_009))]
            .into_iter()
            .chain([(true, format!("地方{}", number % 331)), (true, format!("人物{}", number / 5))])
            .filter_map(|(has, tag)| has.then_some(tag))
            .collect(),
        series: None,
        authors: vec![format!("来源{source}")],
        excerpt,
        thumbnail: number.is_multiple_of(2).then(|| format!("https://img.example/{source}/{number}.jpg")),
        language: None,
        pinned: 0,
        minutes: 3,
        problems: 0,
    }
}

fn site() -> Site {
    Site {
        title: "砚台".into(), language: "zh-CN".into(), url: Some("https://blog.example".into()), ..Site::default()
    }
}

/// Files in memory, packed, and which of them have been asked for.
#[derive(Default)]
struct Memory {
    files: HashMap<String, Vec<u8>>,
    asked: RefCell<BTreeMap<String, usize>>,
}

impl Memory {
    fn keep(&mut self, file: CatalogueFile) -> Result<(), String> {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(file.text.as_bytes()).map_err(|error| error.to_string())?;
        self.files.insert(file.path, packed.finish().map_err(|error| error.to_string())?);
        Ok(())
    }

    fn get(&self, path: &str) -> Result<String, String> {
        let packed = self.files.get(path).ok_or_else(|| format!("the catalogue names {path}, which it has not"))?;
        let mut text = String::new();
        DeflateDecoder::new(packed.as_slice()).read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }
}

/// Why the measurement could not be made.
#[derive(Debug)]
struct Problem(String);

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

impl Shelf for Memory {
    type Error = Problem;

    async fn text(&self, name: &str) -> Result<Rc<str>, Problem> {
        let text = self.get(&format!("catalogue/{name}.json")).map_err(Problem)?;
        let size = brotli_of(text.as_bytes()).map_err(|error| Problem(error.to_string()))?;
        self.asked.borrow_mut().insert(name.to_owned(), size);
        Ok(text.into())
    }
}

/// Writes the catalogue of these posts.
fn write(numbers: impl Iterator<Item = u32>, change: impl Fn(&mut Summary) + Sync) -> Result<Memory, String> {
    let site = site();
    let mut writer = Writer::new(&site, None);
    let numbers: Vec<u32> = numbers.collect();
    let changed = |number: u32| {
        let mut summary = summary(number);
        change(&mut summary);
        summary
    };
    numbers.iter().for_each(|&number| writer.add(&changed(number)));
    let memory = Mutex::new(Memory::default());
    let keep = |file| memory.lock().unwrap_or_else(PoisonError::into_inner).keep(file).map_err(Problem);
    writer.finish(|at| Ok(changed(numbers[at])), keep).map_err(|Problem(text)| text)?;
    Ok(memory.into_inner().unwrap_or_else(PoisonError::into_inner))
}

impl Lists {
    /// Writes and reads the catalogue of a blog of `posts` posts.
    ///
    /// # Errors
    /// When the catalogue does not hold what it should.
    pub(crate) fn of(posts: u32) -> Result<Self, String> {
        let began = Instant::now();
        let memory = write(0..posts, |_| {})?;
        let seconds = began.elapsed().as_secs_f64();
        let text = memory.get("catalogue.json")?;
        let root = Root::from_json(&text).map_err(|error| error.to_string())?;
        let root_size = brotli_of(text.as_bytes()).map_err(|error| error.to_string())?;
        let mut bytes = 0;
        for path in memory.files.keys() {
            bytes += memory.get(path)?.len();
        }
        let catalogue = Catalogue::new(&root, &memory);
        let mut looks = Vec::new();
        let mut look = |name, found: bool| {
            let asked = std::mem::take(&mut *memory.asked.borrow_mut());
            looks.push((name, 1 + asked.len(), root_size + asked.values().sum::<usize>()));
            if found { Ok(()) } else { Err(format!("{name}: not found in {posts} posts")) }
        };
        block_on(async {
            let deep = root.page_count().div_ceil(2).max(2);
            look("home", catalogue.home(1).await?.is_some()).map_err(Problem)?;
            look("page in the middle", catalogue.home(deep).await?.is_some()).map_err(Problem)?;
            look("archive", catalogue.archive(Span::All, 1).await?.is_some()).map_err(Problem)?;
            look("year", catalogue.archive(Span::Year(2010), 1).await?.is_some()).map_err(Problem)?;
            look("categories", catalogue.terms(Taxonomy::Categories, 1).await?.is_some()).map_err(Problem)?;
            look("tags", catalogue.terms(Taxonomy::Tags, 1).await?.is_some()).map_err(Problem)?;
            let term = catalogue.term(Taxonomy::Tags, &["要闻".to_owned()], 1).await?;
            look("tag of a third", term.is_some()).map_err(Problem)?;
            let last = term.map_or(1, |term| term.pages.div_ceil(2));
            let term = catalogue.term(Taxonomy::Tags, &["要闻".to_owned()], last).await?;
            look("the middle of it", term.is_some()).map_err(Problem)?;
            let rare = [format!("人物{}", posts / 10)];
            look("rare tag", catalogue.term(Taxonomy::Tags, &rare, 1).await?.is_some()).map_err(Problem)?;
            let post = summary(posts / 2);
            let beside = catalogue.neighbours(&post.path, post.date, &post.categories, &post.tags).await?;
            look("beside a post", beside.newer.is_some() && !beside.related.is_empty()).map_err(Problem)
        })
        .map_err(|Problem(text)| text)?;
        Ok(Self { posts, files: memory.files.len(), bytes, seconds, root: root_size, looks })
    }
}

/// All sizes side by side.
pub(crate) fn table(all: &[Lists]) -> String {
    let mut table = String::new();
    let mut row = |name: &str, cell: &dyn Fn(&Lists) -> String| {
        // Writing to a string cannot fail.
        let _ = write!(table, "{name:<28}");
        for lists in all {
            let _ = write!(table, "{:>16}", cell(lists));
        }
        table.push('\n');
    };
    let kb = |bytes: usize| format!("{:.1}", bytes as f64 / 1000.0);
    row("posts", &|lists| lists.posts.to_string());
    row("root, KB of brotli", &|lists| kb(lists.root));
    for (at, (name, ..)) in all.first().map(|lists| lists.looks.as_slice()).unwrap_or_default().iter().enumerate() {
        row(&format!("{name}: files, KB"), &|lists| {
            let (_, files, bytes) = lists.looks[at];
            format!("{files}, {}", kb(bytes))
        });
    }
    row("files in all", &|lists| lists.files.to_string());
    row("raw, MB", &|lists| format!("{:.1}", lists.bytes as f64 / 1e6));
    row("written in, s", &|lists| format!("{:.2}", lists.seconds));
    table
}

/// How many files a change of one post in `posts` makes new, averaged over some posts.
///
/// # Errors
/// As for [`Lists::of`].
pub(crate) fn changes(posts: u32) -> Result<String, String> {
    let names = |memory: &Memory| memory.files.keys().cloned().collect::<HashSet<_>>();
    let before = names(&write(0..posts, |_| {})?);
    let chosen: Vec<u32> = (1..=5).map(|part| posts / 6 * part + 17 * part).collect();
    let mut text = String::new();
    let mut add = |name: &str, counts: &[usize]| {
        let sum: usize = counts.iter().sum();
        let mean = sum as f64 / counts.len().max(1) as f64;
        let most = counts.iter().max().copied().unwrap_or(0);
        let _ = writeln!(text, "{name:<28}{mean:>10.1}{most:>10}");
    };
    let newest = names(&write(0..=posts, |_| {})?);
    add("the newest added", &[newest.difference(&before).count()]);
    let mut removed = Vec::new();
    let mut edited = Vec::new();
    for &number in &chosen {
        let without = names(&write((0..posts).filter(|&other| other != number), |_| {})?);
        removed.push(without.difference(&before).count());
        let path = summary(number).path;
        let other = |summary: &mut Summary| {
            if summary.path == path {
                summary.title = "另一个标题".into();
            }
        };
        edited.push(names(&write(0..posts, other)?).difference(&before).count());
    }
    add("an older one removed", &removed);
    add("an older one's title changed", &edited);
    Ok(format!("{:<28}{:>10}{:>10}\n{text}", format!("new files of {}", before.len()), "mean", "most"))
}
