//! Where Markdown's code is, as far as the search for tags has to know: fences and spans.

/// Runs of more backticks than this begin no code span that hides tags.
const LONGEST_RUN: usize = 64;

pub(super) fn line_of(text: &str) -> &str {
    &text[..text.find('\n').unwrap_or(text.len())]
}

/// A line without the marks of quotations and list items before its content.
pub(super) fn after_markers(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match line.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return line,
    };
    let after = &line[marker..];
    if after.starts_with([' ', '\t']) { after.trim_start_matches([' ', '\t']) } else { line }
}

pub(super) fn fence_run(content: &str) -> Option<(u8, usize)> {
    let delimiter = *content.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = content.bytes().take_while(|&byte| byte == delimiter).count();
    (length >= 3).then_some((delimiter, length))
}

/// Where code spans end, without looking for an end twice.
pub(super) struct CodeSpans {
    /// Where the block ends that `last` is about.
    block_end: usize,
    /// Where the last run of each length begins in it; 0: there is none.
    last: [usize; LONGEST_RUN + 1],
}

impl CodeSpans {
    pub(super) fn new() -> Self {
        Self { block_end: 0, last: [0; LONGEST_RUN + 1] }
    }

    /// The end of the code span that begins at `start` with `run` backticks.
    pub(super) fn end_of(&mut self, source: &str, start: usize, run: usize) -> Option<usize> {
        if start >= self.block_end {
            self.read_block(source, start);
        }
        if run > LONGEST_RUN || self.last[run] <= start {
            return None;
        }
        let bytes = source.as_bytes();
        let mut at = start + run;
        while at < self.block_end {
            at += bytes[at..self.block_end].iter().position(|&byte| byte == b'`')?;
            let length = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
            at += length;
            if length == run {
                return Some(at);
            }
        }
        None
    }

    /// Notes the runs up to the next blank line.
    fn read_block(&mut self, source: &str, start: usize) {
        self.last = [0; LONGEST_RUN + 1];
        let bytes = source.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'`' {
                let length = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
                if length <= LONGEST_RUN {
                    self.last[length] = at;
                }
                at += length;
                continue;
            }
            at += 1;
            if byte == b'\n' && line_of(&source[at..]).trim_start_matches([' ', '\t', '>', '\r']).is_empty() {
                break;
            }
        }
        self.block_end = at;
    }
}
