//! The elements that Markdown's marks stand for: what is written where one begins and ends.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, LinkType, Tag, TagEnd};

use super::{
    Words,
    code_block::Info,
    writer::{Table, Writer},
};
use crate::escape;

impl<'a> Writer<'a> {
    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            self.literal(title);
            self.out.push('"');
        }
    }

    pub(super) fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::FootnoteDefinition(_) => {}
            Tag::Image { .. } => self.size.add(1),
            _ => self.size.open(),
        }
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
                self.outer.push((outer, label.into_string(), self.size.leave()));
                self.size.open();
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

    pub(super) fn end(&mut self, tag: TagEnd) {
        self.settle_break(self.last);
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
            TagEnd::Paragraph if self.bare_paragraph => {}
            _ => self.size.close(),
        }
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
                    info.open(&code, &mut self.out);
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
                if let Some((outer, label, open)) = self.outer.pop() {
                    self.size.come_back(open);
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
    pub(super) fn task(&mut self, checked: bool) {
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
