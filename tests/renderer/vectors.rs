//! What the renderer is asked: posts of every kind there is, in every dialect.

use std::{
    fs,
    path::{Path, PathBuf},
};

use inkstone_content::{Dialect, Site, ZoneTable};
use serde_json::{Value, json};

use crate::{families, generate, spec};

/// The time of the questions whose answers depend on it: 2024-07-03.
pub(crate) const NOW: f64 = 1_720_000_000_000.0;
/// How many files are made of chance.
const GENERATED: u64 = 3_000;
/// How long the texts of the slow families are.
const FAMILY: usize = 3_000;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Page,
    Summary,
    Configuration,
}

/// One question.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) ask: Ask,
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) site: Site,
    pub(crate) zone: ZoneTable,
    pub(crate) base: &'static str,
}

impl Vector {
    /// As the page reads it.
    pub(crate) fn to_json(&self) -> Value {
        let text = |value: Result<String, serde_json::Error>| value.expect("it has a JSON form");
        json!({
            "kind": format!("{:?}", self.ask).to_lowercase(),
            "file": self.file,
            "bytes": base64(&self.bytes),
            "site": text(serde_json::to_string(&self.site)),
            "zone": text(serde_json::to_string(&self.zone)),
            "base": self.base,
            "now": NOW,
        })
    }
}

/// All questions, by where they come from.
pub(crate) fn all() -> Vec<(&'static str, Vec<Vector>)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut groups = vec![
        ("posts of the demo blog", posts(&project.join("posts"))),
        ("posts of the tests", posts(&project.join("tests/fixtures"))),
        ("inputs of the fuzz targets", posts(&project.join("fuzz/seeds"))),
        ("examples of Markdown's specifications", examples(&project.join("crates/content/tests/spec"))),
        ("texts that made some reader slow", slow()),
        ("configurations", configurations()),
        ("files made of chance", (0..GENERATED).flat_map(made).collect()),
    ];
    let shared = project.join("../shared");
    for (name, folder) in
        [("real posts of a mirror", "corpus/mirror"), ("real posts of blogs", "corpus/wild"), ("the seed", "seeds")]
    {
        match shared.join(folder) {
            folder if folder.is_dir() => groups.push((name, posts(&folder))),
            _ => eprintln!("no ../shared/{folder} here: only the project's own files are asked about"),
        }
    }
    groups
}

/// A site, the zone's table and the root of the site, one of those that there are.
fn setting(choice: usize) -> (Site, ZoneTable, &'static str) {
    const DIALECTS: [Dialect; 5] = [Dialect::Hexo, Dialect::Auto, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola];
    const BASES: [&str; 3] = ["/", "/blog/", "../"];
    let site = Site {
        dialect: DIALECTS[choice % DIALECTS.len()],
        smart_punctuation: choice % 4 == 1,
        post_asset_folder: choice % 7 == 2,
        future: choice % 3 == 1,
        permalink: (choice % 2 == 1).then(|| "/:year/:month/:title/".into()),
        url: (choice % 3 == 2).then(|| "https://blog.example/b".into()),
        ..Site::default()
    };
    // Shanghai's hours; a zone of summers and winters; one of odd minutes before 1970.
    let zone = match choice % 3 {
        0 => ZoneTable { before: 28_800, ..ZoneTable::default() },
        1 => ZoneTable {
            before: -18_000,
            changes: (0..140).map(|half| (half * 15_778_800, if half % 2 == 0 { -14_400 } else { -18_000 })).collect(),
            end: 0,
        },
        _ => ZoneTable { before: 29_143, changes: vec![(0, 19_800)], end: 0 },
    };
    (site, zone, BASES[choice % BASES.len()])
}

/// A file asked about in the dialects that `choices` give: as a page, and once as an entry.
fn asked(name: &str, file: &str, bytes: &[u8], choices: impl Iterator<Item = usize>) -> Vec<Vector> {
    let mut list = Vec::new();
    for (at, choice) in choices.enumerate() {
        let (site, zone, base) = setting(choice);
        let vector = |ask| Vector {
            name: format!("{name}, setting {choice}"),
            ask,
            file: file.to_owned(),
            bytes: bytes.to_vec(),
            site: site.clone(),
            zone: zone.clone(),
            base,
        };
        list.push(vector(Ask::Page));
        if at == 0 {
            list.push(vector(Ask::Summary));
        }
    }
    list
}

/// Every file below a folder, in every dialect.
fn posts(folder: &Path) -> Vec<Vector> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let mut list = Vec::new();
    for file in &files {
        let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let below = file.strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
        let path = if below.ends_with(".md") || below.ends_with(".markdown") { below } else { format!("{below}.md") };
        list.extend(asked(&file.display().to_string(), &path, &bytes, 0..5));
    }
    assert!(!list.is_empty(), "no files below {}", folder.display());
    list
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let picture = path.extension().is_some_and(|it| it == "png" || it == "jpg" || it == "webp" || it == "svg");
        if path.is_dir() {
            collect(&path, files);
        } else if !picture {
            files.push(path);
        }
    }
}

/// The examples of the specifications, each a post without front matter.
fn examples(folder: &Path) -> Vec<Vector> {
    let mut list = Vec::new();
    for file in ["commonmark-0.31.2.txt", "gfm-0.29.txt", "cmark-gfm-extensions.txt", "extensions.txt"] {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        for example in spec::examples(&text) {
            let name = format!("{file} {}", example.number);
            list.extend(asked(&name, "a/b.md", example.markdown.as_bytes(), std::iter::once(example.number)));
        }
    }
    list
}

fn slow() -> Vec<Vector> {
    let vector = |(at, family): (usize, &families::Family)| {
        let text = format!("---\ntitle: a\n---\n{}", (family.text)(FAMILY));
        asked(family.name, "a/b.md", text.as_bytes(), std::iter::once(at))
    };
    families::ALL.iter().enumerate().flat_map(vector).collect()
}

fn configurations() -> Vec<Vector> {
    let made = (0..200).map(generate::front_matter);
    let written = [
        "",
        "title: 砚台\nlanguage: zh-CN\ntimezone: Asia/Shanghai\nper_page: 20\n",
        "title: no\nper_page: 1000\nurl: javascript:alert(1)\nunknown: [1, 2.5, ~]\n",
        "navigation:\n  - title: a\n    address: /posts/a\n",
        "dialect: hexo\npermalink: :year/:title/\nfuture: yes\n",
        "title: 'broken\n",
    ];
    let texts = written.map(str::to_owned).into_iter().chain(made);
    let vector = |(number, text): (usize, String)| Vector {
        name: format!("configuration {number}"),
        ask: Ask::Configuration,
        file: "inkstone.yaml".to_owned(),
        bytes: text.into_bytes(),
        site: Site::default(),
        zone: ZoneTable::default(),
        base: "/",
    };
    texts.enumerate().map(vector).collect()
}

/// The file of a number.
fn made(number: u64) -> Vec<Vector> {
    let bytes = generate::file(number);
    let choice = usize::try_from(number % 1_000).unwrap_or_default();
    asked(&format!("file {number}"), "news/2014-05-06-a.md", &bytes, std::iter::once(choice))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[test]
fn bytes_are_written_as_browsers_read_them() {
    for (bytes, expected) in [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("砚\0", "56CaAA==")] {
        assert_eq!(base64(bytes.as_bytes()), expected, "{bytes:?}");
    }
}
