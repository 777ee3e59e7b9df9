//! Blogs for the tests: summaries by number, written into memory and read from there.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use futures::executor::block_on;
use inkstone_catalogue::{Catalogue, CatalogueFile, FileError, Root, Shelf, Summary, write};
use inkstone_content::{PostDate, Site};

/// A post, three a day, the higher the number the newer.
pub(crate) fn summary(number: u32) -> Summary {
    let (hour, day) = (number % 3 * 8, 1 + number / 3 % 28);
    let (month, year) = (1 + (number / 84) % 12, 2000 + number / 1008);
    let date = PostDate::try_from(format!("{year}-{month:02}-{day:02}T{hour:02}:00:00+08:00")).expect("a date");
    Summary {
        path: format!("news/第 {number} 篇"),
        file: number.is_multiple_of(2).then(|| format!("news/第 {number} 篇.markdown")),
        title: format!("标题 {number} \"quoted\" & <b>"),
        date: Some(date),
        updated: None,
        categories: vec![vec!["新媒体".into(), format!("来源 {}", number % 40), "分类".into()]],
        tags: vec!["墨".into(), format!("tag {}", number % 97), format!("rare/{}", number / 4)],
        series: match number % 4 {
            0 => Some("连载".into()),
            1 => Some(format!("series {}", number / 60)),
            _ => None,
        },
        authors: vec!["趣头条".into()],
        excerpt: "一段文字。".into(),
        thumbnail: Some("posts/news/a.png".into()),
        language: Some("zh".into()),
        pinned: 0,
        minutes: 2,
        problems: number % 2,
    }
}

pub(crate) fn site() -> Site {
    Site { title: "砚台".into(), url: Some("https://blog.example/".into()), ..Site::default() }
}

pub(crate) fn files(summaries: &[Summary]) -> Vec<CatalogueFile> {
    write(&site(), None, summaries).expect("summaries are JSON")
}

/// A catalogue in memory, which counts what is read of it.
pub(crate) struct Memory {
    pub(crate) root: Root,
    files: BTreeMap<String, String>,
    asked: RefCell<Vec<String>>,
}

impl Shelf for Memory {
    type Error = FileError;

    async fn text(&self, name: &str) -> Result<Rc<str>, FileError> {
        self.asked.borrow_mut().push(name.to_owned());
        Ok(self
            .files
            .get(&format!("catalogue/{name}.json"))
            .expect("every name that is named is a file")
            .as_str()
            .into())
    }
}

impl Memory {
    pub(crate) fn of(summaries: &[Summary]) -> Self {
        let mut files: BTreeMap<String, String> =
            self::files(summaries).into_iter().map(|file| (file.path, file.text)).collect();
        let root = files.remove("catalogue.json").expect("there is a root");
        Self { root: Root::from_json(&root).expect("our own root"), files, asked: RefCell::default() }
    }

    /// What `read` gives, and how many files it asked for, each counted once.
    pub(crate) fn read<T>(&self, read: impl AsyncFnOnce(Catalogue<'_, Self>) -> Result<T, FileError>) -> (T, usize) {
        self.asked.borrow_mut().clear();
        let result = block_on(read(Catalogue::new(&self.root, self))).expect("our own files");
        let mut asked = self.asked.borrow().clone();
        asked.sort();
        asked.dedup();
        (result, asked.len())
    }
}
