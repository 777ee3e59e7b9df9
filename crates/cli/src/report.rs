//! What a command found and made, for people and for programs.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use inkstone_content::{Problem, Severity};
use jiff::Timestamp;
use serde::Serialize;

/// A problem and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileProblem {
    /// The file, as a shell in the current folder would name it.
    pub file: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub problem: Problem,
}

impl FileProblem {
    /// A problem of the file as a whole.
    pub(crate) fn whole(
        file: impl Into<String>,
        severity: Severity,
        code: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let problem =
            Problem { severity, code: code.into(), line: 0, column: 0, message: message.into(), hint: hint.into() };
        Self { file: file.into(), problem }
    }

    fn place(&self) -> String {
        let Self { file, problem } = self;
        match (problem.line, problem.column) {
            (0, _) => file.clone(),
            (line, 0) => format!("{file}:{line}"),
            (line, column) => format!("{file}:{line}:{column}"),
        }
    }
}

/// How many posts and files there are, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Posts in lists.
    pub listed: usize,
    /// Posts that only their address reaches.
    pub unlisted: usize,
    /// Drafts and other posts that stay out of the site.
    pub hidden: usize,
    /// Images and other files beside the posts.
    pub assets: usize,
    /// Problems that cost a reader something.
    pub errors: usize,
    /// Problems that deserve a look.
    pub warnings: usize,
}

impl Counts {
    pub(crate) fn count_problems(&mut self, problems: &[FileProblem]) {
        self.errors = problems.iter().filter(|found| found.problem.severity == Severity::Error).count();
        self.warnings = problems.len() - self.errors;
    }

    /// `2 errors, 1 warning`, or `no problems`.
    pub fn problems_in_words(&self) -> String {
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".into(),
            (errors, 0) => number(errors, "error"),
            (0, warnings) => number(warnings, "warning"),
            (errors, warnings) => format!("{}, {}", number(errors, "error"), number(warnings, "warning")),
        }
    }

    /// `12 posts, 3 hidden`.
    pub fn posts_in_words(&self) -> String {
        let mut words = number(self.listed + self.unlisted, "post");
        for (count, what) in [(self.unlisted, "not listed"), (self.hidden, "hidden")] {
            if count > 0 {
                words.push_str(&format!(", {count} {what}"));
            }
        }
        words
    }
}

/// What a command made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Posts, files beside them and problems, counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
    /// What is wrong, by file and place.
    pub problems: Vec<FileProblem>,
    /// When the same posts make another site by the mere passing of time.
    #[serde(skip)]
    pub until: Option<Timestamp>,
}

/// `1 post`, `2 posts`.
pub(crate) fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A number of bytes in words: `512 bytes`, `3.4 MB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let mut tenths = bytes / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// Prints problems one after the other: `file:line:column: error: reason`, then the hint.
/// `out` decides about colour.
///
/// # Errors
/// When `out` cannot be written.
pub fn print_problems(out: &mut impl Write, problems: &[FileProblem]) -> io::Result<()> {
    let bold = Style::new().bold();
    for found in problems {
        let (name, colour) = match found.problem.severity {
            Severity::Error => ("error", AnsiColor::Red),
            Severity::Warning => ("warning", AnsiColor::Yellow),
        };
        let paint = colour.on_default().bold();
        let Problem { code, message, hint, .. } = &found.problem;
        let place = shown(&found.place());
        writeln!(out, "{bold}{place}:{bold:#} {paint}{name}:{paint:#} {} [{code}]", shown(message))?;
        if !hint.is_empty() {
            writeln!(out, "  hint: {}", shown(hint))?;
        }
    }
    Ok(())
}

/// Text from a post must not move the cursor, change colours or forge lines on a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_words() {
        for (bytes, expected) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (1_999_999, "1.9 MB"), (5_000_000_000, "5.0 GB")]
        {
            assert_eq!(size(bytes), expected, "{bytes}");
        }
        assert_eq!(size(u64::MAX), "18446744.0 TB");
    }

    #[test]
    fn a_problem_names_its_place_and_cannot_forge_lines() {
        let mut problem = FileProblem::whole("a.md", Severity::Error, "x", "bad\n\u{1b}[31m", "do \u{7}this");
        let mut print = |line, column| {
            (problem.problem.line, problem.problem.column) = (line, column);
            let mut out = Vec::new();
            print_problems(&mut anstream::StripStream::new(&mut out), std::slice::from_ref(&problem))
                .expect("a vector takes all");
            String::from_utf8(out).expect("text")
        };
        assert_eq!(print(0, 0), "a.md: error: bad\u{fffd}\u{fffd}[31m [x]\n  hint: do \u{fffd}this\n");
        assert!(print(3, 0).starts_with("a.md:3: error"));
        assert!(print(3, 9).starts_with("a.md:3:9: error"));
    }
}
