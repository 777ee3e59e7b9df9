//! The visible text of HTML: white space collapsed, blocks on lines of their own.

use std::ops::Range;

use super::entity;

/// What stands between the text so far and the text to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Line,
    Block,
}

/// Gathers visible text.
#[derive(Debug)]
pub(crate) struct VisibleText {
    out: String,
    gap: Gap,
    /// Where the current block begins in `out`.
    block: usize,
}

impl VisibleText {
    pub(crate) fn new() -> Self {
        Self { out: String::new(), gap: Gap::None, block: 0 }
    }

    /// Adds the text between two tags, with its character references.
    pub(crate) fn push(&mut self, html: &str) {
        let bytes = html.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => {
                    self.gap = self.gap.max(Gap::Blank);
                    at += 1;
                }
                b'&' => at += self.push_reference(&html[at..]),
                _ => {
                    let length = bytes[at..]
                        .iter()
                        .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'&'))
                        .unwrap_or(bytes.len() - at);
                    self.close_gap();
                    self.out.push_str(&html[at..at + length]);
                    at += length;
                }
            }
        }
    }

    fn push_reference(&mut self, html: &str) -> usize {
        let mut decoded = String::new();
        let length = entity::reference(html, &mut decoded);
        if length == 0 {
            self.close_gap();
            self.out.push('&');
            return 1;
        }
        if decoded.chars().all(char::is_whitespace) {
            self.gap = self.gap.max(Gap::Blank);
        } else {
            self.close_gap();
            self.out.push_str(&decoded);
        }
        length
    }

    fn close_gap(&mut self) {
        match self.gap {
            Gap::None => return,
            _ if self.out.is_empty() => {}
            Gap::Blank => self.out.push(' '),
            Gap::Line | Gap::Block => self.out.push('\n'),
        }
        if self.gap == Gap::Block {
            self.block = self.out.len();
        }
        self.gap = Gap::None;
    }

    /// A blank between two cells of a table.
    pub(crate) fn blank(&mut self) {
        self.gap = self.gap.max(Gap::Blank);
    }

    /// A `<br>`. Returns whether it is the second in a row, which ends a block as readers see it.
    pub(crate) fn line_break(&mut self) -> bool {
        let second = self.gap == Gap::Line;
        self.gap = self.gap.max(Gap::Line);
        second
    }

    /// Ends the current block and returns where it is, if it holds a letter or a digit.
    pub(crate) fn end_block(&mut self) -> Option<Range<usize>> {
        if self.gap == Gap::Block {
            return None;
        }
        self.gap = Gap::Block;
        let block = self.block..self.out.len();
        self.block = self.out.len();
        self.out[block.clone()].contains(char::is_alphanumeric).then_some(block)
    }

    /// The length of the text so far.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// The text from `start` on.
    pub(crate) fn since(&self, start: usize) -> &str {
        self.out.get(start..).unwrap_or_default()
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// How an element stands in the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Within a line.
    Inline,
    /// On lines of its own.
    Block,
    /// A cell beside other cells.
    Cell,
    /// A line break.
    Break,
}

/// How the element `name` (lower case) stands in the text, by HTML's default style sheet.
pub(crate) fn flow(name: &[u8]) -> Flow {
    match name {
        b"br" => Flow::Break,
        b"td" | b"th" => Flow::Cell,
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center" | b"dd" | b"details"
        | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure" | b"footer"
        | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header" | b"hgroup" | b"hr" | b"html"
        | b"legend" | b"li" | b"listing" | b"main" | b"menu" | b"nav" | b"ol" | b"optgroup" | b"option" | b"p"
        | b"pre" | b"search" | b"section" | b"summary" | b"table" | b"tbody" | b"tfoot" | b"thead" | b"tr" | b"ul" => {
            Flow::Block
        }
        _ => Flow::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_blocks_end() {
        let mut text = VisibleText::new();
        text.push("  a \n b&nbsp;c ");
        assert_eq!(text.end_block(), Some(0..5));
        assert_eq!(text.end_block(), None);
        text.push(" &amp;&x; — ");
        assert_eq!(text.end_block(), Some(6..14));
        text.push(" * ");
        assert_eq!(text.end_block(), None);
        text.push("d");
        assert!(!text.line_break());
        text.push("e");
        assert!(!text.line_break());
        assert!(text.line_break());
        assert_eq!(text.finish(), "a b c\n&&x; —\n*\nd\ne");
    }
}
