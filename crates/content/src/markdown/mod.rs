//! Markdown to HTML: CommonMark and GFM with definition lists, heading attributes, math
//! and smart punctuation, by pulldown-cmark's events and a writer of our own.

mod autolink;
mod cjk_emphasis;
mod code_block;
mod elements;
mod footnotes;
mod size;
mod writer;

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};

use crate::{Dialect, PostMeta, Site, policy::Limit, tags::Inserts};

pub(crate) use code_block::Info;

/// What a newline within a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Newline {
    /// A blank, or nothing between two CJK characters.
    Soft,
    /// A line break.
    Break,
}

/// When `$…$` is a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Math {
    /// Never: the post says that it has none.
    Off,
    /// Where it cannot be money or a shell's variable.
    Careful,
    /// Always: the post says that it has some.
    On,
}

/// How one post's Markdown is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) dialect: Dialect,
    pub(crate) newline: Newline,
    pub(crate) math: Math,
    pub(crate) smart_punctuation: bool,
    pub(crate) language: Words,
}

/// The words that rendering adds, by language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    English,
    Simplified,
    Traditional,
    Japanese,
    Korean,
}

impl Settings {
    pub(crate) fn new(meta: Option<&PostMeta>, site: &Site) -> Self {
        let language = meta.and_then(|meta| meta.language.as_deref());
        let breaks = site.breaks.unwrap_or(site.dialect == Dialect::Hexo);
        Self {
            dialect: site.dialect,
            newline: if breaks { Newline::Break } else { Newline::Soft },
            math: match meta.and_then(|meta| meta.math) {
                None => Math::Careful,
                Some(true) => Math::On,
                Some(false) => Math::Off,
            },
            smart_punctuation: site.smart_punctuation,
            language: Words::of(language.unwrap_or(&site.language)),
        }
    }
}

impl Words {
    /// The words for a BCP 47 tag.
    fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next() {
            Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => Self::Traditional,
            Some("zh") => Self::Simplified,
            Some("ja") => Self::Japanese,
            Some("ko") => Self::Korean,
            _ => Self::English,
        }
    }
}

/// HTML made from Markdown.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) html: String,
    /// How many notes stand at its end.
    pub(crate) footnotes: u32,
    /// What there was too much of: the HTML ends where that was seen.
    pub(crate) excess: Option<Limit>,
}

/// Renders `source`, in which the tags of the source systems are already placeholders for `inserts`.
pub(crate) fn to_html(source: &str, settings: &Settings, inserts: &Inserts) -> Written {
    let marked = cjk_emphasis::mark(source);
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_MATH, settings.math != Math::Off);
    options.set(Options::ENABLE_SMART_PUNCTUATION, settings.smart_punctuation);
    let events = Parser::new_ext(&marked, options).into_offset_iter();
    let mut written = writer::write(events, &marked, settings, inserts);
    if matches!(marked, Cow::Owned(_)) {
        written.html = cjk_emphasis::unmark(&written.html).into_owned();
    }
    written
}
