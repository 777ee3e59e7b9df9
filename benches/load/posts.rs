//! What is read: a blog of an ordinary size, with a mirrored post and a long one in it.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::blog::{fixture, shared};

/// A post, and a sentence at its beginning by which it is known to be there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    /// Its key.
    pub(crate) key: &'static str,
    /// What it is called in the table.
    pub(crate) name: &'static str,
}

/// A post that was mirrored with its HTML.
pub(crate) const SEED: Subject = Subject { key: "seed", name: "mirrored post" };
/// A post of 100 KB of Markdown.
pub(crate) const LONG: Subject = Subject { key: "long", name: "100 KB post" };

/// The size of the long post, in bytes.
const LONG_SIZE: usize = 100_000;
/// How many other posts the blog has.
const OTHERS: usize = 60;

/// A folder of posts.
pub(crate) fn write() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("the folder is ours");
    write("inkstone.yaml", "title: 札记\nlanguage: zh-Hans\n");
    write("seed.md", &seed());
    write("long.md", &long());
    for number in 0..OTHERS {
        let (month, day) = (1 + number % 12, 1 + number % 28);
        write(
            &format!("p{number:03}.md"),
            &format!(
                "---\ntitle: 第{number}篇文章讲墨和纸\ndate: 2020-{month:02}-{day:02} 12:00:00\ntags: [墨]\n---\n\
                 磨墨要慢，水要少，墨要正。这是第{number}篇。\n"
            ),
        );
    }
    folder
}

/// The mirrored post, or where there is none beside the project, one of ours in its shape. Its pictures are
/// left out: they live on hosts that cannot be reached here, for every contender alike.
fn seed() -> String {
    let real = shared("seeds").and_then(|folder| fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).next());
    let path = real.unwrap_or_else(|| fixture("shapes").join("seed-shape.md"));
    without_pictures(&read(&path))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn without_pictures(text: &str) -> String {
    let is_picture = |line: &&str| ["headimg:", "thumbnail:", "cover:"].iter().any(|key| line.starts_with(key));
    let text: String = text.split_inclusive('\n').filter(|line| !is_picture(line)).collect();
    let mut rest = text.as_str();
    let mut kept = String::with_capacity(text.len());
    while let Some(at) = rest.find("<img") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    kept + rest
}

/// An essay in two scripts, with what essays have.
fn long() -> String {
    let mut text = String::from("---\ntitle: A long essay\ndate: 2024-05-01 12:00:00\ntags: [墨]\n---\n\n");
    for part in 1.. {
        if text.len() >= LONG_SIZE {
            break;
        }
        if part > 1 {
            text.push_str(&format!("## Part {part}\n\n"));
        }
        for _ in 0..3 {
            text.push_str(
                "The stone is wetted, the stick is ground, and *slowly* the water turns **black**; \
                 [what is left](https://example.org/) over is poured away before it dries on the stone. \
                 磨墨要慢，**水要少**，墨要正。一方好砚，`发墨` 而不损毫，呵气便能成水，古人说它静而能寿。\n\n",
            );
        }
        text.push_str("- a stick of ink\n- a stone\n- a little water\n\n");
        text.push_str("| stone | from |\n| --- | --- |\n| 端砚 | 肇庆 |\n| 歙砚 | 婺源 |\n\n");
    }
    text
}

/// Paragraphs of `size` bytes in all, in two scripts, with a few marks each.
pub(crate) fn document(size: usize) -> String {
    let mut text = String::from("---\ntitle: A document\n---\n\n");
    for part in 1.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&format!("## Part {part}\n\n"));
        for _ in 0..4 {
            text.push_str(&"The stone is wetted, the stick is ground, and slowly the water turns black. ".repeat(5));
            text.push_str("It is *never* hurried; [what is left](https://example.org/) is poured away. ");
            text.push_str(
                &"磨墨要慢，水要少，墨要正。一方好砚，发墨而不损毫，呵气便能成水，古人说它静而能寿。".repeat(3),
            );
            text.push_str("**静**而`能寿`。\n\n");
        }
        text.push_str("- a stick of ink\n- a stone\n- a little water\n\n");
    }
    text
}
