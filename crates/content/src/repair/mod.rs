//! Repair: one pass over a body's HTML, whether Markdown or its author wrote it.
//!
//! Addresses become those of the place where the post is shown, pictures get their real
//! address, their size and `referrerpolicy`, headings get ids; on the way the outline, the
//! visible text and the list of pictures are gathered. The result is as untrusted as the
//! input: sanitising comes after. Time grows linearly with the length of the HTML.

mod element;
mod entity;
mod heading;
mod image;
mod place;
mod rewrite;
mod scanner;
mod text;

use crate::{
    render::{BodyImage, Heading, Resolver},
    repair::{
        heading::Ids,
        place::{ByLetters, Hole, bare},
        scanner::{Piece, Scanner},
        text::{Flow, VisibleText, flow},
    },
};

pub(crate) use entity::decode as decode_references;

/// Longest text of a heading in the outline, in bytes.
const LONGEST_HEADING: usize = 1000;

/// What the pass makes of a body.
#[derive(Debug, Default)]
pub(crate) struct Repaired {
    pub(crate) html: String,
    pub(crate) outline: Vec<Heading>,
    pub(crate) text: String,
    /// The length of `text` at `<!-- more -->`.
    pub(crate) more: Option<usize>,
    /// The first paragraph, or else the first block of text that is no heading.
    pub(crate) paragraph: Option<String>,
    pub(crate) images: Vec<BodyImage>,
    /// Index of the first picture that is no icon.
    pub(crate) first_image: Option<usize>,
    pub(crate) code_languages: Vec<String>,
    pub(crate) has_math: bool,
}

/// Repairs `html` for the place that `resolver` knows.
pub(crate) fn repair(html: &str, resolver: &Resolver<'_>) -> Repaired {
    Pass::new(html, resolver).run()
}

/// The visible text of a piece of HTML, blocks on lines of their own.
pub(crate) fn plain_text(html: &str) -> String {
    let place = crate::Place::default();
    match crate::PostPath::new("index.md") {
        Ok(post) => repair(html, &Resolver::new(&place, &post)).text,
        Err(_) => String::new(),
    }
}

/// The pass and what it has gathered so far.
struct Pass<'a> {
    html: &'a str,
    resolver: &'a Resolver<'a>,
    out: String,
    /// How much of `html` is in `out`.
    copied: usize,
    text: VisibleText,
    ids: Ids,
    /// What is left out of `out` until every id is known, with its place there, in order.
    holes: Vec<(usize, Hole)>,
    heading: Option<OpenHeading>,
    skip: Option<Skip>,
    /// How many elements are open whose text is no paragraph: tables, captions, navigation.
    aside: u32,
    first_block: Option<String>,
    done: Repaired,
}

/// A heading whose end has not come yet.
struct OpenHeading {
    level: u8,
    id: Option<String>,
    text_start: usize,
    alt: String,
}

/// An element whose text no reader sees as text: code blocks, drawings, marks of our own.
struct Skip {
    name: Vec<u8>,
    depth: u32,
}

impl<'a> Pass<'a> {
    fn new(html: &'a str, resolver: &'a Resolver<'a>) -> Self {
        Self {
            html,
            resolver,
            out: String::with_capacity(html.len() + html.len() / 8),
            copied: 0,
            text: VisibleText::new(),
            ids: Ids::default(),
            holes: Vec::new(),
            heading: None,
            skip: None,
            aside: 0,
            first_block: None,
            done: Repaired::default(),
        }
    }

    fn run(mut self) -> Repaired {
        let mut scanner = Scanner::new(self.html);
        loop {
            let start = scanner.position();
            let Some(piece) = scanner.next_piece() else { break };
            match piece {
                Piece::Text(text) => {
                    if self.skip.is_none() {
                        self.text.push(text);
                    }
                }
                Piece::Start { raw, name } => {
                    let tag = element::Tag { start, raw, name, attributes: scanner.attributes() };
                    let mut buffer = [0; element::LONGEST_NAME];
                    self.start_tag(&tag, element::lower(name, &mut buffer));
                }
                Piece::End(name) => {
                    let mut buffer = [0; element::LONGEST_NAME];
                    self.end_tag(element::lower(name, &mut buffer));
                }
                Piece::Comment(comment) => {
                    if self.done.more.is_none() && comment.trim().eq_ignore_ascii_case("more") {
                        self.done.more = Some(self.text.len());
                    }
                }
                Piece::Hidden => {}
            }
        }
        self.finish()
    }

    fn start_tag(&mut self, tag: &element::Tag<'_>, name: &[u8]) {
        if let Some(level) = element::heading_level(name) {
            self.open_heading(tag, level);
        } else {
            if let Some(id) = tag.value("id") {
                self.ids.claim(decode_references(id).trim());
            }
            if let (b"a", Some(id)) = (name, tag.value("name")) {
                self.ids.note(decode_references(id).trim());
            }
            self.rewrite(tag, name);
        }
        if let Some(skip) = &mut self.skip {
            skip.depth += u32::from(skip.name == name);
            return;
        }
        match flow(name) {
            Flow::Inline => {}
            Flow::Cell => self.text.blank(),
            Flow::Break => {
                if self.text.line_break() {
                    self.end_block();
                }
            }
            Flow::Block => self.end_block(),
        }
        self.aside += u32::from(element::is_aside(name));
        if element::is_unread(tag, name) {
            self.skip = Some(Skip { name: name.to_vec(), depth: 1 });
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        if element::heading_level(name).is_some() {
            self.close_heading();
        }
        if let Some(skip) = &mut self.skip {
            skip.depth -= u32::from(skip.name == name);
            if skip.depth > 0 {
                return;
            }
            self.skip = None;
        }
        match flow(name) {
            Flow::Inline | Flow::Break => {}
            Flow::Cell => self.text.blank(),
            Flow::Block => self.end_block(),
        }
        if element::is_aside(name) {
            self.aside = self.aside.saturating_sub(1);
        }
    }

    /// Ends a block of text; the first one that is a paragraph is kept for the excerpt.
    fn end_block(&mut self) {
        let Some(block) = self.text.end_block() else { return };
        if self.done.paragraph.is_some() || self.heading.is_some() {
            return;
        }
        let text = || self.text.since(block.start).to_owned();
        if self.aside == 0 {
            self.done.paragraph = Some(text());
        } else if self.first_block.is_none() {
            self.first_block = Some(text());
        }
    }

    /// Copies the input up to `end`.
    fn copy(&mut self, end: usize) {
        self.out.push_str(&self.html[self.copied..end]);
        self.copied = end;
    }

    fn open_heading(&mut self, tag: &element::Tag<'_>, level: u8) {
        self.close_heading();
        self.end_block();
        let own = tag.value("id").map(|id| decode_references(id).trim().to_owned()).filter(|id| !id.is_empty());
        let id = own.filter(|id| self.ids.claim(id));
        let name_end = tag.start + 1 + tag.name.len();
        self.copy(name_end);
        if id.is_none() {
            self.holes.push((self.out.len(), Hole::Heading));
        }
        if id.is_none() && tag.value("id").is_some() {
            // The post gives this id twice, or an empty one: the heading gets one of its own.
            tag.write_attributes(&mut self.out, |name| name.eq_ignore_ascii_case("id"));
            self.out.push('>');
            self.copied = tag.start + tag.raw.len();
        }
        self.heading = Some(OpenHeading { level, id, text_start: self.text.len(), alt: String::new() });
    }

    fn close_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let mut text = self.text.since(open.text_start).trim();
        if text.is_empty() {
            text = open.alt.trim();
        }
        let text = match text.char_indices().find(|(at, _)| *at >= LONGEST_HEADING) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        let text = text.replace('\n', " ");
        self.text.end_block();
        self.done.outline.push(Heading { level: open.level, id: open.id.unwrap_or_default(), text });
    }

    /// Gives the headings without an id theirs, and the links within the post theirs, now that every id of the
    /// post is known.
    fn finish(mut self) -> Repaired {
        self.close_heading();
        self.end_block();
        self.copy(self.html.len());
        // A heading is closed before the next one opens, so these are in the order of the holes.
        let mut given = Vec::new();
        for heading in self.done.outline.iter_mut().filter(|heading| heading.id.is_empty()) {
            heading.id = self.ids.for_text(&heading.text);
            given.push(heading.id.clone());
        }
        self.done.html = self.filled(given);
        self.done.outline.retain(|heading| !heading.text.is_empty());
        self.done.text = self.text.finish();
        self.done.paragraph = self.done.paragraph.or(self.first_block);
        self.done
    }

    /// What was written, with its holes filled: `given` are the ids of headings that had none.
    fn filled(&mut self, given: Vec<String>) -> String {
        let html = std::mem::take(&mut self.out);
        if self.holes.is_empty() {
            return html;
        }
        let outline = &self.done.outline;
        let mut by_letters = None;
        let mut whole = String::with_capacity(html.len() + self.holes.len() * 32);
        let mut copied = 0;
        let mut given = given.into_iter();
        for (at, hole) in &self.holes {
            whole.push_str(&html[copied..*at]);
            copied = *at;
            match hole {
                Hole::Heading => {
                    whole.push_str(" id=\"");
                    crate::escape::text(&mut whole, &given.next().unwrap_or_default());
                    whole.push('"');
                }
                Hole::Link(place) => {
                    let is_there = |place: &&str| self.ids.is_place(place);
                    let found = [place.as_str(), bare(place)].into_iter().find(is_there);
                    let found =
                        found.or_else(|| by_letters.get_or_insert_with(|| ByLetters::new(outline)).find(bare(place)));
                    crate::escape::text(&mut whole, found.unwrap_or(place));
                }
            }
        }
        whole.push_str(&html[copied..]);
        whole
    }
}
