//! The writer: Markdown's events as HTML, in the form of CommonMark's reference implementation.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::{Math, Newline, Settings, Words, Written, autolink, cjk_emphasis, code_block::Info, footnotes::Footnotes};
use crate::{cjk, escape, tags::Inserts};

/// Writes `events`, whose ranges are in `source`.
pub(super) fn write<'a>(
    events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    source: &'a str,
    settings: &'a Settings,
    inserts: &'a Inserts,
) -> Written {
    let mut writer = Writer::new(source, settings, inserts);
    let mut events = events.peekable();
    while let Some((event, range)) = events.next() {
        match event {
            // The parser splits a text where it might have gone on otherwise; what is read in
            // it, addresses above all, goes on.
            Event::Text(first) if matches!(events.peek(), Some((Event::Text(_), _))) => {
                let mut text = first.into_string();
                while let Some((Event::Text(next), _)) = events.next_if(|(event, _)| matches!(event, Event::Text(_))) {
                    text.push_str(&next);
                }
                writer.text(&text);
            }
            Event::Start(Tag::Paragraph) if inserts.is_block(events.peek().map(|(event, _)| event)) => {
                writer.bare_paragraph = true;
            }
            event => writer.event(event, range),
        }
    }
    writer.finish()
}

struct Writer<'a> {
    source: &'a str,
    settings: &'a Settings,
    inserts: &'a Inserts,
    out: String,
    /// Texts around the footnote definitions that are open.
    outer: Vec<(String, String)>,
    footnotes: Footnotes,
    table: Table,
    /// The code block that is open, and its text so far.
    code: Option<(Info, String)>,
    /// Open links and raw `<a>`: no address in them becomes a link.
    links: u32,
    /// Titles of the images that are open; all but the first are part of its `alt`.
    images: Vec<String>,
    /// Whether the paragraph that is open has no tag of its own.
    bare_paragraph: bool,
    /// Where in `out` a soft line break belongs, unless it joins two CJK characters.
    soft_break: Option<usize>,
    /// The last character of the text before.
    last: Option<char>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    has_body: bool,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, settings: &'a Settings, inserts: &'a Inserts) -> Self {
        Self {
            source,
            settings,
            inserts,
            out: String::with_capacity(source.len() + source.len() / 4),
            outer: Vec::new(),
            footnotes: Footnotes::default(),
            table: Table::default(),
            code: None,
            links: 0,
            images: Vec::new(),
            bare_paragraph: false,
            soft_break: None,
            last: None,
        }
    }

    fn finish(mut self) -> Written {
        while let Some((outer, label)) = self.outer.pop() {
            let note = std::mem::replace(&mut self.out, outer);
            self.footnotes.define(&label, &note);
        }
        let footnotes = self.footnotes.finish(&mut self.out);
        Written { html: self.out, footnotes }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text),
            _ if !self.images.is_empty() => self.in_alt(event),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                self.settle_break(None);
                self.out.push_str("<code>");
                self.literal(&text);
                self.out.push_str("</code>");
            }
            Event::InlineMath(text) => {
                if self.settings.math == Math::On || is_formula(&text, self.source, &range) {
                    self.math("math-inline", &text);
                } else {
                    self.text(&format!("${text}$"));
                }
            }
            Event::DisplayMath(text) => self.math("math-display", &text),
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(html) => {
                self.settle_break(None);
                let tag = html.as_bytes();
                if tag.len() > 2 && tag[1..2].eq_ignore_ascii_case(b"a") && !tag[2].is_ascii_alphanumeric() {
                    self.links += 1;
                } else if html.get(..4).is_some_and(|end| end.eq_ignore_ascii_case("</a>")) {
                    self.links = self.links.saturating_sub(1);
                }
                self.html(&html);
            }
            Event::FootnoteReference(label) => {
                self.settle_break(None);
                self.footnotes.refer(&label, &mut self.out);
            }
            Event::SoftBreak => match self.settings.newline {
                Newline::Soft => self.soft_break = Some(self.out.len()),
                Newline::Break => self.out.push_str("<br />\n"),
            },
            Event::HardBreak => {
                self.settle_break(None);
                self.out.push_str("<br />\n");
            }
            Event::Rule => {
                self.fresh_line();
                self.out.push_str("<hr />\n");
            }
            Event::TaskListMarker(checked) => self.task(checked),
        }
    }

    /// Decides on the soft break before what comes now: between two characters that are
    /// written without blanks it is nothing.
    fn settle_break(&mut self, next: Option<char>) {
        if let Some(at) = self.soft_break.take() {
            let joined = self.last.is_some_and(cjk::joins_lines) && next.is_some_and(cjk::joins_lines);
            if !joined {
                self.out.insert(at, '\n');
            }
        }
        self.last = next;
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(&self.inserts.written(text));
            return;
        }
        if !self.images.is_empty() {
            escape::text(&mut self.out, &self.inserts.written(text));
            return;
        }
        self.settle_break(text.chars().next());
        self.last = text.chars().next_back();
        for (text, insert) in self.inserts.split(text) {
            if self.links == 0 {
                self.linked(text)
            } else {
                escape::text(&mut self.out, text)
            }
            if let Some(insert) = insert {
                insert.write_in_text(&mut self.out);
            }
        }
    }

    /// Writes text with bare addresses as links.
    fn linked(&mut self, text: &str) {
        let mut copied = 0;
        while let Some(found) = autolink::find(text, copied) {
            escape::text(&mut self.out, &text[copied..found.start]);
            let address = &text[found.start..found.end];
            self.out.push_str("<a href=\"");
            self.out.push_str(found.prefix);
            escape::address(&mut self.out, address);
            self.out.push_str("\">");
            escape::text(&mut self.out, address);
            self.out.push_str("</a>");
            copied = found.end;
        }
        escape::text(&mut self.out, &text[copied..]);
    }

    /// Writes text in which tags are shown as they were written.
    fn literal(&mut self, text: &str) {
        escape::text(&mut self.out, &self.inserts.written(text));
    }

    /// Writes an address; the marks beside emphasis would not be found again in it.
    fn address(&mut self, address: &str) {
        let address = self.inserts.address(address);
        let marks = [cjk_emphasis::LETTER, cjk_emphasis::PUNCTUATION];
        if address.contains(marks) {
            escape::address(&mut self.out, &address.replace(marks, ""));
        } else {
            escape::address(&mut self.out, &address);
        }
    }

    fn math(&mut self, class: &str, tex: &str) {
        self.settle_break(None);
        self.out.push_str("<span class=\"math ");
        self.out.push_str(class);
        self.out.push_str("\">");
        self.literal(tex);
        self.out.push_str("</span>");
    }

    fn html(&mut self, html: &str) {
        self.out.push_str(&self.inserts.html(html));
    }

    /// What stands in the text of an image, as its `alt`.
    fn in_alt(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images.push(String::new()),
            Event::End(TagEnd::Image) => {
                if let Some(title) = self.images.pop()
                    && self.images.is_empty()
                {
                    self.out.push('"');
                    self.title(&title);
                    self.out.push_str(" />");
                }
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.literal(&text),
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            _ => {}
        }
    }

    fn fresh_line(&mut self) {
        self.settle_break(None);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn block(&mut self, open: &str) {
        self.fresh_line();
        self.out.push_str(open);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            self.literal(title);
            self.out.push('"');
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.fresh_line();
                self.links = 0;
            }
            Tag::Paragraph => {
                self.links = 0;
                self.block("<p>");
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.links = 0;
                self.block(&format!("<{level}"));
                self.heading_attributes(id, &classes, attrs);
            }
            Tag::BlockQuote(None) => self.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, word) = alert(kind, self.settings.language);
                self.block(&format!(
                    "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{word}</p>\n"
                ));
            }
            Tag::CodeBlock(kind) => {
                self.fresh_line();
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Info::parse(&self.inserts.written(&info), self.settings.dialect),
                    CodeBlockKind::Indented => Info::default(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(start)) => self.block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::FootnoteDefinition(label) => {
                self.settle_break(None);
                let outer = std::mem::take(&mut self.out);
                self.outer.push((outer, label.into_string()));
            }
            Tag::Table(alignments) => {
                self.block("<table>\n");
                self.table = Table { alignments, ..Table::default() };
            }
            Tag::TableHead => {
                self.out.push_str("<thead>\n<tr>\n");
                self.table.cell = 0;
                self.table.in_head = true;
            }
            Tag::TableRow => {
                if !self.table.has_body {
                    self.table.has_body = true;
                    self.out.push_str("<tbody>\n");
                }
                self.out.push_str("<tr>\n");
                self.table.cell = 0;
            }
            Tag::TableCell => {
                self.links = 0;
                self.out.push_str(if self.table.in_head { "<th" } else { "<td" });
                match self.table.alignments.get(self.table.cell) {
                    Some(Alignment::Left) => self.out.push_str(" align=\"left\""),
                    Some(Alignment::Center) => self.out.push_str(" align=\"center\""),
                    Some(Alignment::Right) => self.out.push_str(" align=\"right\""),
                    _ => {}
                }
                self.out.push('>');
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links += 1;
                self.out.push_str("<a href=\"");
                if link_type == LinkType::Email {
                    self.out.push_str("mailto:");
                }
                self.address(&dest_url);
                self.out.push('"');
                self.title(&title);
                self.out.push('>');
            }
            Tag::Image { dest_url, title, .. } => {
                self.settle_break(None);
                self.out.push_str("<img src=\"");
                self.address(&dest_url);
                self.out.push_str("\" alt=\"");
                self.images.push(title.into_string());
            }
        }
    }

    fn heading_attributes(
        &mut self,
        id: Option<CowStr<'a>>,
        classes: &[CowStr<'a>],
        attributes: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
    ) {
        if let Some(id) = id {
            self.out.push_str(" id=\"");
            self.literal(&id);
            self.out.push('"');
        }
        if !classes.is_empty() {
            self.out.push_str(" class=\"");
            self.literal(&classes.join(" "));
            self.out.push('"');
        }
        for (name, value) in attributes {
            // A name is written as it stands: it must be one.
            if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')) {
                self.out.push(' ');
                self.out.push_str(&name);
                self.out.push_str("=\"");
                self.literal(value.as_deref().unwrap_or_default());
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    fn end(&mut self, tag: TagEnd) {
        self.settle_break(self.last);
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {}
            TagEnd::Paragraph => {
                self.out.push_str(if self.bare_paragraph { "\n" } else { "</p>\n" });
                self.bare_paragraph = false;
            }
            TagEnd::Heading(level) => self.out.push_str(&format!("</{level}>\n")),
            TagEnd::BlockQuote(None) => self.block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.block("</div>\n"),
            TagEnd::CodeBlock => {
                if let Some((info, code)) = self.code.take() {
                    info.open(&mut self.out);
                    escape::text(&mut self.out, &code);
                    if !code.is_empty() && !code.ends_with('\n') {
                        self.out.push('\n');
                    }
                    self.out.push_str("</code></pre>\n");
                }
            }
            TagEnd::List(true) => self.block("</ol>\n"),
            TagEnd::List(false) => self.block("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((outer, label)) = self.outer.pop() {
                    let note = std::mem::replace(&mut self.out, outer);
                    self.footnotes.define(&label, &note);
                }
            }
            TagEnd::Table => self.out.push_str(if self.table.has_body { "</tbody>\n</table>\n" } else { "</table>\n" }),
            TagEnd::TableHead => {
                self.out.push_str("</tr>\n</thead>\n");
                self.table.in_head = false;
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.table.in_head { "</th>\n" } else { "</td>\n" });
                self.table.cell += 1;
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                self.out.push_str("</a>");
            }
        }
    }

    /// A task's box; its item, whose tag was written just before, gets its class.
    fn task(&mut self, checked: bool) {
        let before = self.out.len() - self.out.strip_suffix("<p>").map_or(0, |_| "<p>".len());
        if self.out[..before].trim_end_matches('\n').ends_with("<li>") {
            let end = self.out[..before].trim_end_matches('\n').len() - 1;
            self.out.insert_str(end, " class=\"task-list-item\"");
        }
        self.out.push_str("<input type=\"checkbox\" disabled=\"\"");
        self.out.push_str(if checked { " checked=\"\" /> " } else { " /> " });
    }
}

/// The class and the word of an alert.
fn alert(kind: BlockQuoteKind, language: Words) -> (&'static str, &'static str) {
    let (at, class) = match kind {
        BlockQuoteKind::Note => (0, "note"),
        BlockQuoteKind::Tip => (1, "tip"),
        BlockQuoteKind::Important => (2, "important"),
        BlockQuoteKind::Warning => (3, "warning"),
        BlockQuoteKind::Caution => (4, "caution"),
    };
    let words = match language {
        Words::English => ["Note", "Tip", "Important", "Warning", "Caution"],
        Words::Simplified => ["注", "提示", "重要", "警告", "小心"],
        Words::Traditional => ["註", "提示", "重要", "警告", "小心"],
        Words::Japanese => ["注", "ヒント", "重要", "警告", "注意"],
        Words::Korean => ["참고", "팁", "중요", "경고", "주의"],
    };
    (class, words[at])
}

/// Whether `$tex$` at `range` can be a formula rather than two sums of money or two
/// variables of a shell: no letter or digit touches the outer sides of the dollars (Pandoc
/// asks this of the closing one), and what is between holds no CJK text without TeX.
fn is_formula(tex: &str, source: &str, range: &Range<usize>) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = source.get(..range.start).and_then(|before| before.chars().next_back());
    let after = source.get(range.end..).and_then(|after| after.chars().next());
    !touches(before) && !touches(after) && (tex.contains('\\') || !tex.contains(cjk::is_unspaced_letter))
}
