//! Tags of the source systems, outside code: Hexo's and its themes' `{% … %}`, Jekyll's,
//! Hugo's `{{< … >}}`. A tag that nobody knows, and every `{{ … }}`, is shown as it was
//! written: it never breaks the post.

mod arguments;
mod code;
mod hexo;
mod hugo;
mod indents;
mod inserts;
mod jekyll;
mod scan;
mod theme;

use std::{borrow::Cow, collections::HashMap};

use crate::{
    Body, BodyKind, Dialect, Place, PostPath, Problem, Site,
    front_matter::{self, Value},
    json::{self, FromNode},
    limits,
    problem::Spot,
    render::{Purpose, Resolver},
    wire,
};
use indents::Indents;
use inserts::{Insert, Meaning};
use scan::{Found, Token};

pub(crate) use inserts::{Inserts, without_placeholders};

/// What tags need to know of their post.
pub(crate) struct Context<'a> {
    pub(crate) kind: BodyKind,
    pub(crate) dialect: Dialect,
    pub(crate) resolver: &'a Resolver<'a>,
    /// The line of the file that the body begins on.
    pub(crate) first_line: u32,
}

impl<'a> Context<'a> {
    pub(crate) fn new(body: &Body, site: &Site, resolver: &'a Resolver<'a>) -> Self {
        Self { kind: body.kind, dialect: site.dialect, resolver, first_line: body.first_line }
    }
}

/// A body without its tags.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced<'a> {
    /// The body, with placeholders for `inserts`.
    pub(crate) text: Cow<'a, str>,
    pub(crate) inserts: Inserts,
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Replaced<'a> {
    /// A body that has none.
    pub(crate) fn unchanged(source: &'a str) -> Self {
        Self { text: Cow::Borrowed(source), inserts: Inserts::default(), problems: Vec::new() }
    }
}

impl Replaced<'static> {
    /// The body of the post at `path` with these bytes, as it is shown in `place`.
    pub fn read(path: &PostPath, bytes: &[u8], site: &Site, place: &Place) -> Self {
        let body = front_matter::body(bytes);
        let source = without_placeholders(&body.text);
        let resolver = Resolver::new(place, path);
        let Replaced { text, inserts, problems } = replace(&source, &Context::new(&body, site, &resolver));
        Self { text: Cow::Owned(text.into_owned()), inserts, problems }
    }

    /// As one text, for [`Replaced::from_text`].
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn to_text(&self) -> serde_json::Result<String> {
        let mut text = String::new();
        wire::write(&Value::List(vec![Value::Text(self.text.to_string()), self.inserts.to_value()]), &mut text);
        text.push_str(&serde_json::to_string(&self.problems)?);
        Ok(text)
    }

    /// Of such a text; `None` where it is none.
    pub fn from_text(mut text: &str) -> Option<Self> {
        let Value::List(parts) = wire::read(&mut text)? else { return None };
        let [Value::Text(body), inserts] = <[Value; 2]>::try_from(parts).ok()? else { return None };
        let problems = json::read(text, FromNode::from_node).ok()?;
        Some(Self { text: Cow::Owned(body), inserts: Inserts::from_value(inserts)?, problems })
    }
}

/// Whether there may be tags in a body.
pub(crate) fn may_hold(source: &str) -> bool {
    source.match_indices('{').any(|(at, _)| matches!(source.as_bytes().get(at + 1), Some(b'%' | b'{')))
}

/// Replaces the tags of `source` by placeholders.
pub(crate) fn replace<'a>(source: &'a str, context: &Context<'_>) -> Replaced<'a> {
    if !may_hold(source) {
        return Replaced::unchanged(source);
    }
    let found = scan::scan(source, context.kind, context.dialect);
    if found.is_empty() {
        return Replaced::unchanged(source);
    }
    let pairs = pairs(&found);
    let mut writer = Writer::new(source, context, found.len());
    for (at, (tag, pair)) in found.iter().zip(pairs).enumerate() {
        writer.tag(tag, at, pair);
    }
    writer.finish()
}

impl Context<'_> {
    /// A file of the post's own folder, as the post would write its address.
    fn asset(&self, path: &str) -> String {
        self.resolver.asset(path)
    }

    /// A post by name: its address and, where it is known, its title.
    fn post(&self, name: &str) -> (Meaning, Option<&str>) {
        let (written, title) = self.resolver.named(name);
        let shown = self.resolver.resolve(&written, Purpose::Link).unwrap_or_else(|| written.clone());
        (Meaning::Address { written, shown }, title)
    }

    /// An address as a reader of the page sees it.
    fn shown(&self, written: &str) -> String {
        self.resolver.resolve(written, Purpose::Resource).unwrap_or_else(|| written.to_owned())
    }
}

/// What a tag with an end means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// Its end is the tag of this index.
    Opens(usize),
    /// It ends the tag of this index.
    Closes(usize),
}

/// Which tags end which. Each end belongs to the nearest tag of its name that is open.
fn pairs(found: &[Found<'_>]) -> Vec<Option<Pair>> {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pairs = vec![None; found.len()];
    for (at, tag) in found.iter().enumerate() {
        let Token::Tag { name, .. } = tag.token else { continue };
        let opener = name.strip_prefix("end").and_then(|name| open.get_mut(name)).and_then(Vec::pop);
        match opener {
            Some(opener) => {
                pairs[opener] = Some(Pair::Opens(at));
                pairs[at] = Some(Pair::Closes(opener));
            }
            None => open.entry(name).or_default().push(at),
        }
    }
    pairs
}

struct Writer<'a, 'c> {
    source: &'a str,
    context: &'c Context<'c>,
    out: String,
    copied: usize,
    inserts: Inserts,
    problems: Vec<Problem>,
    /// The HTML that ends a tag with content, by the tag's index.
    ends: Vec<Option<String>>,
    /// For each tag that is cut into tabs and open: whether one of its tabs is.
    tabs: Vec<bool>,
    /// Where the last line of `out` begins, as far as `out` has been looked at.
    out_line: usize,
    out_seen: usize,
    indents: Indents,
    /// Line and start of line up to which `counted` has been looked at.
    line: u32,
    line_start: usize,
    counted: usize,
}

impl<'a, 'c> Writer<'a, 'c> {
    fn new(source: &'a str, context: &'c Context<'c>, tags: usize) -> Self {
        Self {
            source,
            context,
            out: String::with_capacity(source.len() + source.len() / 4),
            copied: 0,
            inserts: Inserts::default(),
            problems: Vec::new(),
            ends: vec![None; tags],
            tabs: Vec::new(),
            out_line: 0,
            out_seen: 0,
            indents: Indents::default(),
            line: context.first_line,
            line_start: 0,
            counted: 0,
        }
    }

    fn finish(mut self) -> Replaced<'a> {
        self.out.push_str(&self.source[self.copied..]);
        Replaced { text: Cow::Owned(self.out), inserts: self.inserts, problems: self.problems }
    }

    fn tag(&mut self, tag: &Found<'a>, at: usize, pair: Option<Pair>) {
        if tag.start < self.copied {
            return;
        }
        self.out.push_str(&self.source[self.copied..tag.start]);
        self.copied = tag.end;
        match tag.token {
            Token::Nothing => {}
            Token::Literal => self.literal(tag),
            Token::Escaped { open, inner, close } => {
                self.add(format!("{open}{inner}{close}"), Meaning::Literal);
            }
            Token::Mark(mark) => self.tab_mark(tag, mark),
            Token::Verbatim { name, arguments, content } => self.verbatim(tag, name, arguments, content),
            Token::VerbatimShortcode { arguments, content, .. } => {
                self.insert(tag, hugo::highlight(arguments, content));
            }
            Token::Shortcode { name, arguments, closing } => {
                match hugo::single(name, arguments, self.context).filter(|_| !closing) {
                    Some(meaning) => self.insert(tag, meaning),
                    None => self.unknown(tag, name),
                }
            }
            Token::Tag { name, arguments } => match pair {
                Some(Pair::Opens(_)) => {
                    let around = hexo::around(name, arguments).or_else(|| theme::around(name, arguments));
                    match around {
                        Some((open, close)) => {
                            self.ends[at] = Some(close);
                            if theme::has_tabs(name) {
                                self.tabs.push(false);
                            }
                            self.insert(tag, Meaning::Block(open + "\n"));
                        }
                        None => self.unknown(tag, name),
                    }
                }
                Some(Pair::Closes(opener)) => match self.ends[opener].take() {
                    Some(mut close) => {
                        if theme::has_tabs(&name["end".len()..]) && self.tabs.pop() == Some(true) {
                            close.insert_str(0, "</div>");
                        }
                        self.insert(tag, Meaning::Block(close + "\n"));
                    }
                    None => self.literal(tag),
                },
                None => match self.single(name, arguments) {
                    Some(meaning) => self.insert(tag, meaning),
                    None => self.unknown(tag, name),
                },
            },
        }
    }

    fn single(&self, name: &str, arguments: &str) -> Option<Meaning> {
        jekyll::single(name, arguments, self.context)
            .or_else(|| hexo::single(name, arguments, self.context))
            .or_else(|| theme::single(name, arguments))
    }

    fn verbatim(&mut self, tag: &Found<'a>, name: &str, arguments: &str, content: &str) {
        let meaning = match name {
            "highlight" => jekyll::highlight(arguments, content),
            "mermaid" => {
                let info = crate::markdown::Info { language: "mermaid".to_owned(), ..Default::default() };
                hexo::code(&info, content)
            }
            "comment" => return,
            _ => hexo::codeblock(arguments, content),
        };
        self.insert(tag, meaning);
    }

    fn tab_mark(&mut self, tag: &Found<'a>, mark: &str) {
        let Some(open) = self.tabs.last_mut() else {
            // A comment like any other.
            self.out.push_str(&self.source[tag.start..tag.end]);
            return;
        };
        let mut html = if std::mem::take(open) { "</div>\n".to_owned() } else { String::new() };
        if mark.starts_with("tab") {
            *open = true;
            html.push_str(&theme::tab(mark));
            html.push('\n');
        }
        self.insert(tag, Meaning::Block(html));
    }

    /// A tag that nobody knows is shown, and `check` tells where it is.
    fn unknown(&mut self, tag: &Found<'a>, name: &str) {
        if self.problems.len() < limits::PROBLEMS {
            let spot = self.spot(tag.start);
            self.problems.push(Problem::warning(
                "unknown-tag",
                spot,
                format!("the tag `{name}` is not known"),
                "it is shown as it was written; write Markdown or HTML in its place",
            ));
        }
        self.literal(tag);
    }

    fn literal(&mut self, tag: &Found<'a>) {
        self.add(self.source[tag.start..tag.end].to_owned(), Meaning::Literal);
    }

    fn add(&mut self, written: String, meaning: Meaning) {
        self.inserts.add(Insert { written, meaning }, &mut self.out);
    }

    fn insert(&mut self, tag: &Found<'a>, meaning: Meaning) {
        let written = self.source[tag.start..tag.end].to_owned();
        if self.context.kind == BodyKind::Html || !matches!(meaning, Meaning::Block(_)) {
            self.add(written, meaning);
            return;
        }
        match self.line_before() {
            // In a table or a heading a block has to stay on its line.
            Line::Whole => self.add(written, meaning),
            Line::Prefix(prefix) => {
                if !self.out.is_empty() {
                    self.out.truncate(self.out_line);
                    self.out_seen = self.out_line;
                    self.out.push_str(prefix.trim_end());
                    self.out.push('\n');
                    self.out.push_str(&prefix);
                }
                self.isolated(written, meaning, &prefix);
            }
            Line::Item(prefix) => self.isolated(written, meaning, &prefix),
            Line::Text(prefix) => {
                self.out.push('\n');
                self.out.push_str(prefix.trim_end());
                self.out.push('\n');
                self.out.push_str(&prefix);
                self.isolated(written, meaning, &prefix);
            }
        }
    }

    /// A block and the blank line after it, within the containers of its line.
    fn isolated(&mut self, written: String, meaning: Meaning, prefix: &str) {
        self.add(written, meaning);
        self.out.push('\n');
        self.out.push_str(prefix.trim_end());
        self.out.push('\n');
        let after = &self.source[self.copied..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        self.copied += blanks;
        if after[blanks..].starts_with('\n') {
            self.copied += 1;
        } else {
            self.out.push_str(prefix);
        }
    }

    /// What stands on the current line so far.
    fn line_before(&mut self) -> Line {
        // Only what was written since: a body may be one long line full of tags.
        if let Some(end) = self.out[self.out_seen..].rfind('\n') {
            self.out_line = self.out_seen + end + 1;
        }
        self.out_seen = self.out.len();
        let line = &self.out[self.out_line..];
        let content = line.trim_start_matches([' ', '\t', '>']);
        let quotation = &line[..line.len() - content.len()];
        if content.is_empty() {
            let prefix = quotation.to_owned();
            return if self.is_indented_code(&prefix) { Line::Whole } else { Line::Prefix(prefix) };
        }
        if content.starts_with(['|', '#']) {
            return Line::Whole;
        }
        let digits = content.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match content.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return Line::Text(quotation.to_owned()),
        };
        let text = content[marker..].trim_start_matches([' ', '\t']);
        let width = content.len() - text.len();
        if width == marker {
            return Line::Text(quotation.to_owned());
        }
        let prefix = format!("{quotation}{}", " ".repeat(width.min(marker + 4)));
        if text.is_empty() { Line::Item(prefix) } else { Line::Text(prefix) }
    }

    /// Whether a line that begins with `prefix` is code for its indentation: the nearest line
    /// above that is indented less begins nothing that its own indentation could belong to.
    fn is_indented_code(&mut self, prefix: &str) -> bool {
        /// Lines looked at: more than a list item has before its first tag.
        const NEAR: usize = 50;
        let own = indents::width(prefix);
        if own < 4 {
            return false;
        }
        self.indents.above(&self.out[..self.out_line], own, NEAR).is_none_or(|line| {
            let content = &line[indents::prefix_of(line).len()..];
            let after_digits = content.trim_start_matches(|c: char| c.is_ascii_digit());
            !content.starts_with(['-', '*', '+', ':', '[']) && after_digits.len() == content.len()
        })
    }

    /// The line and the column of a place in the source.
    fn spot(&mut self, at: usize) -> Spot {
        for (offset, byte) in self.source.as_bytes()[self.counted..at].iter().enumerate() {
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
                self.line_start = self.counted + offset + 1;
            }
        }
        self.counted = at;
        let column = self.source[self.line_start..at].chars().count() + 1;
        Spot { line: self.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
}

/// What stands on a line before a block.
enum Line {
    /// Nothing but the marks of quotations and indentation.
    Prefix(String),
    /// The mark of a list item; with what lines of the item begin.
    Item(String),
    /// Text; with what other lines of the same block begin.
    Text(String),
    /// Something that has to stay on one line.
    Whole,
}
