//! The writer: Markdown's events as HTML, in the form of CommonMark's reference implementation.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{
    Math, Newline, Settings, Written, autolink, cjk_emphasis, code_block::Info, footnotes::Footnotes, size::Size,
};
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
    while writer.size.excess().is_none()
        && let Some((event, range)) = events.next()
    {
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

pub(super) struct Writer<'a> {
    source: &'a str,
    pub(super) settings: &'a Settings,
    pub(super) inserts: &'a Inserts,
    pub(super) out: String,
    /// Texts around the footnote definitions that are open, with their labels and what was open there.
    pub(super) outer: Vec<(String, String, usize)>,
    pub(super) footnotes: Footnotes,
    pub(super) size: Size,
    pub(super) table: Table,
    /// The code block that is open, and its text so far.
    pub(super) code: Option<(Info, String)>,
    /// Open links and raw `<a>`: no address in them becomes a link.
    pub(super) links: u32,
    /// Titles of the images that are open; all but the first are part of its `alt`.
    pub(super) images: Vec<String>,
    /// Whether the paragraph that is open has no tag of its own.
    pub(super) bare_paragraph: bool,
    /// Where in `out` a soft line break belongs, unless it joins two CJK characters.
    soft_break: Option<usize>,
    /// The last character of the text before.
    pub(super) last: Option<char>,
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
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
            size: Size::default(),
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
        while let Some((outer, label, _)) = self.outer.pop() {
            let note = std::mem::replace(&mut self.out, outer);
            self.footnotes.define(&label, &note);
        }
        let footnotes = self.footnotes.finish(&mut self.out);
        Written { html: self.out, footnotes, excess: self.size.excess() }
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
                self.size.add(2);
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
    pub(super) fn settle_break(&mut self, next: Option<char>) {
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
                self.size.add(insert.elements());
            }
            if self.size.excess().is_some() {
                return;
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
    pub(super) fn literal(&mut self, text: &str) {
        escape::text(&mut self.out, &self.inserts.written(text));
    }

    /// Writes an address; the marks beside emphasis would not be found again in it.
    pub(super) fn address(&mut self, address: &str) {
        let address = self.inserts.address(address);
        escape::address(&mut self.out, &cjk_emphasis::unmark(&address));
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

    pub(super) fn fresh_line(&mut self) {
        self.settle_break(None);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    pub(super) fn block(&mut self, open: &str) {
        self.fresh_line();
        self.out.push_str(open);
    }
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
