//! The stages of a post's way, each alone, over a set of posts: what is measured natively and, in
//! `crates/renderer/examples/stages.rs`, as WebAssembly.

use std::hint::black_box;

use inkstone_content::{
    Dialect, Place, Post, PostPath, Site, Zone, front_matter, render,
    render::{RawHtml, markdown_to_html, repair_html},
};

/// One stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Split,
    Yaml,
    Read,
    Markdown,
    Repair,
    Whole,
}

impl Stage {
    /// All of them, in the order of a post's way.
    pub(crate) const ALL: [Self; 6] = [Self::Split, Self::Yaml, Self::Read, Self::Markdown, Self::Repair, Self::Whole];

    /// What it is called in a table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Split => "decode and split",
            Self::Yaml => "split and YAML",
            Self::Read => "all of reading: and dates, keys",
            Self::Markdown => "Markdown to HTML",
            Self::Repair => "repair of HTML",
            Self::Whole => "the whole way",
        }
    }
}

/// Posts, read and rendered as far as each stage needs.
pub(crate) struct Posts {
    site: Site,
    place: Place,
    path: PostPath,
    files: Vec<Vec<u8>>,
    read: Vec<Post>,
    html: Vec<RawHtml>,
}

impl Posts {
    /// The posts of these files, in the dialect that asks for most.
    pub(crate) fn new(files: Vec<Vec<u8>>) -> Option<Self> {
        let site = Site { dialect: Dialect::Hexo, ..Site::default() };
        let path = PostPath::new("news/2022/a.md").ok()?;
        let read: Vec<Post> =
            files.iter().map(|bytes| Post::read(path.clone(), bytes, &site, &Zone::default())).collect();
        let html = read.iter().map(|post| markdown_to_html(&post.body.text, &site)).collect();
        Some(Self { place: Place::new("/", &site), site, path, files, read, html })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.files.len()
    }

    /// How many bytes a stage reads of all of them.
    pub(crate) fn bytes(&self, stage: Stage) -> usize {
        match stage {
            Stage::Split | Stage::Read | Stage::Whole => self.files.iter().map(Vec::len).sum(),
            Stage::Yaml => self.files.iter().map(|bytes| front_matter::split_lengths(bytes).0).sum(),
            Stage::Markdown => self.read.iter().map(|post| post.body.text.len()).sum(),
            Stage::Repair => self.html.iter().map(|html| html.as_str().len()).sum(),
        }
    }

    /// Takes every post through a stage once.
    pub(crate) fn run(&self, stage: Stage) {
        let read = |bytes: &Vec<u8>| Post::read(self.path.clone(), bytes, &self.site, &Zone::default());
        match stage {
            Stage::Split => each(&self.files, |bytes| front_matter::split_lengths(bytes)),
            Stage::Yaml => each(&self.files, |bytes| front_matter::count_keys(bytes)),
            Stage::Read => each(&self.files, |bytes| read(bytes)),
            Stage::Markdown => each(&self.read, |post| markdown_to_html(&post.body.text, &self.site)),
            Stage::Repair => each(&self.html, |html| repair_html(html, &self.path, &self.place)),
            Stage::Whole => each(&self.files, |bytes| render(&read(bytes), &self.site, &self.place)),
        }
    }
}

fn each<T, R>(items: &[T], act: impl Fn(&T) -> R) {
    for item in items {
        black_box(act(item));
    }
}
