//! How far lines are indented: which line above another one is indented less.

/// The lines of a text that grows, as far as they can be above one that is indented more.
#[derive(Debug, Default)]
pub(super) struct Indents {
    /// How much of the text has been looked at, to the end of a line.
    seen: usize,
    /// Lines looked at.
    lines: usize,
    /// Lines with something on them, each indented more than the one before it: number, indentation,
    /// where it begins. One above a line that is indented less or alike is never the nearest.
    above: Vec<(usize, usize, usize)>,
}

/// Blanks and marks of quotations: what stands before a line's content.
pub(super) fn prefix_of(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()]
}

/// Columns of a prefix behind its last mark of a quotation; a tab counts as four.
pub(super) fn width(prefix: &str) -> usize {
    prefix.bytes().rev().take_while(|byte| *byte != b'>').map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
}

impl Indents {
    /// The nearest line of `text`, which consists of whole lines and has only grown since the last
    /// call, that is indented less than `width` and has something on it. At most `near` lines are looked at.
    pub(super) fn above<'t>(&mut self, text: &'t str, width: usize, near: usize) -> Option<&'t str> {
        for line in text[self.seen..].split_inclusive('\n') {
            let prefix = prefix_of(line.trim_end_matches('\n'));
            if prefix.len() < line.trim_end_matches('\n').len() {
                let own = self::width(prefix);
                while self.above.pop_if(|(_, other, _)| *other >= own).is_some() {}
                self.above.push((self.lines, own, self.seen));
            }
            self.lines += 1;
            self.seen += line.len();
        }
        let less = self.above.partition_point(|(_, other, _)| *other < width);
        let (number, _, start) = *self.above.get(less.checked_sub(1)?)?;
        (self.lines - number <= near).then(|| text[start..].lines().next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_line_that_is_indented_less() {
        for (case, text, width, expected) in [
            ("none", "", 4, None),
            ("as far", "    a\n", 4, None),
            ("less", "a\n  b\n", 4, Some("  b")),
            ("behind lines that are indented more", "- a\n\n      b\n    c\n\n", 4, Some("- a")),
            ("in a quotation", "> a\n>     b\n", 5, Some("> a")),
            ("a tab", "a\n\tb\n", 4, Some("a")),
            ("blank lines", "  \n>\n", 4, None),
            ("too far above", "a\n\n\n\n\n\n", 4, None),
        ] {
            assert_eq!(Indents::default().above(text, width, 5), expected, "{case}");
            // In pieces, as it is written.
            let mut indents = Indents::default();
            for (end, _) in text.match_indices('\n') {
                indents.above(&text[..=end], 100, 5);
            }
            assert_eq!(indents.above(text, width, 5), expected, "{case}, in pieces");
        }
    }
}
