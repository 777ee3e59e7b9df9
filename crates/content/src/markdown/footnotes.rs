//! Footnotes: numbered as they are referred to, gathered at the end with links back.

use std::{collections::HashMap, fmt::Write};

use crate::sort_by;

/// The notes of a post.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// From a label, whatever the case of its letters, to its place in `notes`.
    known: HashMap<String, usize>,
    notes: Vec<Note>,
    /// How many of `notes` have been referred to.
    numbered: u32,
}

#[derive(Debug, Default)]
struct Note {
    /// From 1; 0 until something refers to it.
    number: u32,
    references: u32,
    html: String,
}

impl Footnotes {
    fn note(&mut self, label: &str) -> &mut Note {
        let notes = &mut self.notes;
        let at = *self.known.entry(inkstone_characters::folded(label)).or_insert_with(|| {
            notes.push(Note::default());
            notes.len() - 1
        });
        &mut notes[at]
    }

    /// Writes a reference to `label`.
    pub(super) fn refer(&mut self, label: &str, out: &mut String) {
        let next = self.numbered + 1;
        let note = self.note(label);
        if note.number == 0 {
            note.number = next;
        }
        note.references += 1;
        let (number, references) = (note.number, note.references);
        self.numbered = self.numbered.max(number);
        let nth = if references > 1 { format!("-{references}") } else { String::new() };
        push(
            out,
            format_args!(
                "<sup class=\"footnote-reference\"><a href=\"#fn-{number}\" id=\"fnref-{number}{nth}\" role=\"doc-noteref\">{number}</a></sup>"
            ),
        );
    }

    /// Keeps the text of the note `label`. A second note of the same label is added to the first.
    pub(super) fn define(&mut self, label: &str, html: &str) {
        self.note(label).html.push_str(html);
    }

    /// Writes the notes and returns how many there are. Those that nothing refers to come
    /// last: no text of a post is lost.
    pub(super) fn finish(mut self, out: &mut String) -> u32 {
        self.notes.retain(|note| !note.html.is_empty());
        if self.notes.is_empty() {
            return 0;
        }
        let place = |note: &Note| if note.number == 0 { u32::MAX } else { note.number };
        sort_by(&mut self.notes, |one, other| place(one).cmp(&place(other)));
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for note in &self.notes {
            if note.number == 0 {
                out.push_str("<li>\n");
                out.push_str(&note.html);
            } else {
                push(out, format_args!("<li id=\"fn-{}\">\n", note.number));
                note.write_with_links_back(out);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
        u32::try_from(self.notes.len()).unwrap_or(u32::MAX)
    }
}

impl Note {
    /// The links back stand at the end of the note's last paragraph.
    fn write_with_links_back(&self, out: &mut String) {
        /// More links back than this help nobody.
        const MOST: u32 = 20;
        let (text, end) = match self.html.strip_suffix("</p>\n") {
            Some(text) => (text, "</p>\n"),
            None => (&*self.html, "\n"),
        };
        out.push_str(text);
        for nth in 1..=self.references.min(MOST) {
            let suffix = if nth > 1 { format!("-{nth}") } else { String::new() };
            push(
                out,
                format_args!(
                    " <a href=\"#fnref-{}{suffix}\" class=\"footnote-backref\" role=\"doc-backlink\">↩</a>",
                    self.number
                ),
            );
        }
        out.push_str(end);
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
