//! Where tags stand in a body: everywhere but in code and comments. One pass, every byte
//! looked at a bounded number of times.

use std::collections::HashSet;

use super::code::{CodeSpans, after_markers, fence_run, line_of};
use crate::{BodyKind, Dialect};

/// A tag and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) token: Token<'a>,
}

/// What stands there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{% name arguments %}`.
    Tag { name: &'a str, arguments: &'a str },
    /// `{% name arguments %}content{% endname %}`, the content no Markdown.
    Verbatim { name: &'a str, arguments: &'a str, content: &'a str },
    /// `{{< name arguments >}}` or `{{% … %}}`; `closing`: with a slash before the name.
    Shortcode { name: &'a str, arguments: &'a str, closing: bool },
    /// `{{< name arguments >}}content{{< /name >}}`, the content no Markdown.
    VerbatimShortcode { name: &'a str, arguments: &'a str, content: &'a str },
    /// `{{</* … */>}}`: a shortcode that is to be shown.
    Escaped { open: &'a str, inner: &'a str, close: &'a str },
    /// `{{ … }}`, or anything with braces within `raw`.
    Literal,
    /// `{% raw %}` or `{% endraw %}`: nothing is shown.
    Nothing,
    /// `<!-- tab … -->` or `<!-- endtab -->`: what stands in the comment.
    Mark(&'a str),
}

/// Longest tag, in bytes, without the content of a verbatim one.
const LONGEST_TAG: usize = 4096;

/// The tags of `source`, in order.
pub(super) fn scan(source: &str, kind: BodyKind, dialect: Dialect) -> Vec<Found<'_>> {
    let mut scan = Scan {
        source,
        kind,
        dialect,
        at: 0,
        found: Vec::new(),
        raw_end: None,
        absent: HashSet::new(),
        spans: CodeSpans::new(),
    };
    scan.run();
    scan.found
}

struct Scan<'a> {
    source: &'a str,
    kind: BodyKind,
    dialect: Dialect,
    at: usize,
    found: Vec<Found<'a>>,
    /// Where the `endraw` tag stands that ends the `raw` we are in.
    raw_end: Option<(usize, usize)>,
    /// Ends that were looked for and are nowhere in the rest.
    absent: HashSet<String>,
    spans: CodeSpans,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let is_markdown = self.kind == BodyKind::Markdown;
        if is_markdown {
            self.fence();
        }
        while let Some(&byte) = bytes.get(self.at) {
            if let Some((start, end)) = self.raw_end
                && self.at >= start
            {
                self.raw_end = None;
                if self.at == start {
                    self.push(start, end, Token::Nothing);
                }
                continue;
            }
            match byte {
                b'\n' if is_markdown => {
                    self.at += 1;
                    self.fence();
                }
                b'`' if is_markdown => self.code_span(),
                b'<' => self.html(),
                b'{' => self.braces(),
                _ => self.at += 1,
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn push(&mut self, start: usize, end: usize, token: Token<'a>) {
        self.found.push(Found { start, end, token });
        self.at = end;
    }

    /// Skips the fenced code block that begins on this line, if one does.
    fn fence(&mut self) {
        let line = line_of(self.rest());
        let content = after_markers(line);
        let Some((delimiter, length)) = fence_run(content) else { return };
        if delimiter == b'`' && content[length..].contains('`') {
            return;
        }
        let mut at = self.at + line.len();
        let content_start = at;
        while at < self.source.len() {
            at += 1;
            let line = line_of(&self.source[at.min(self.source.len())..]);
            let content = line.trim_start_matches([' ', '\t', '>']);
            let closes = fence_run(content)
                .is_some_and(|(other, run)| other == delimiter && run >= length && content[run..].trim().is_empty());
            at += line.len();
            if closes {
                break;
            }
        }
        let end = at.min(self.source.len());
        if self.dialect == Dialect::Jekyll {
            self.raw_marks_in_code(content_start, end);
        }
        self.at = end;
    }

    /// Liquid runs before Markdown: in Jekyll's code blocks `raw` protects and does not show.
    fn raw_marks_in_code(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(found) = self.source[at..end].find("{%") {
            let tag_start = at + found;
            let Some((tag_end, inner)) = delimited(self.source, tag_start, "{%", "%}") else {
                at = tag_start + 2;
                continue;
            };
            if tag_end <= end && matches!(inner.trim(), "raw" | "endraw") {
                self.found.push(Found { start: tag_start, end: tag_end, token: Token::Nothing });
            }
            at = tag_end.min(end);
        }
    }

    fn code_span(&mut self) {
        let escaped = self.source[..self.at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1;
        let run = self.rest().bytes().take_while(|&byte| byte == b'`').count();
        if escaped {
            self.at += 1;
            return;
        }
        self.at = self.spans.end_of(self.source, self.at, run).unwrap_or(self.at + run);
    }

    /// Skips comments and elements whose text is code.
    fn html(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            match self.find_end("-->") {
                Some(end) => {
                    // `<!-->` is a whole comment: its dashes are those of both ends.
                    let inner = self.source.get(self.at + "<!--".len()..end).unwrap_or_default().trim();
                    let stop = end + "-->".len();
                    let word = inner.split_whitespace().next().unwrap_or_default();
                    if matches!(word, "tab" | "endtab") {
                        self.push(self.at, stop, Token::Mark(inner));
                    }
                    self.at = stop;
                }
                None => self.at += 4,
            }
            return;
        }
        for (open, close) in [
            ("<pre", "</pre"),
            ("<code", "</code"),
            ("<script", "</script"),
            ("<style", "</style"),
            ("<textarea", "</textarea"),
        ] {
            let is_open = rest.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open))
                && rest.as_bytes().get(open.len()).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>');
            if is_open {
                if let Some(end) = self.find_end(close) {
                    self.at = end + close.len();
                    return;
                }
                break;
            }
        }
        self.at += 1;
    }

    /// Where `end` stands next, in upper or lower case.
    fn find_end(&mut self, end: &str) -> Option<usize> {
        if self.absent.contains(end) {
            return None;
        }
        let bytes = self.source.as_bytes();
        let mut at = self.at + 1;
        while let Some(next) = self.source[at..].find(&end[..2]) {
            at += next;
            if bytes[at..].get(..end.len()).is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes())) {
                return Some(at);
            }
            at += 1;
        }
        self.absent.insert(end.to_owned());
        None
    }

    fn braces(&mut self) {
        let rest = self.rest();
        if rest.starts_with("{%") {
            self.tag();
        } else if rest.starts_with("{{<") || rest.starts_with("{{%") {
            self.shortcode();
        } else if rest.starts_with("{{") {
            match delimited(self.source, self.at, "{{", "}}") {
                Some((end, _)) => self.push(self.at, end, Token::Literal),
                None => self.at += 2,
            }
        } else {
            self.at += 1;
        }
    }

    fn tag(&mut self) {
        let start = self.at;
        let Some((end, inner)) = delimited(self.source, start, "{%", "%}") else {
            self.at += 2;
            return;
        };
        let (name, arguments) = name_and_arguments(inner);
        if name.is_empty() || self.raw_end.is_some() {
            self.push(start, end, Token::Literal);
            return;
        }
        if name == "raw" {
            if let Some((end_start, end_end)) = self.end_tag(name, end) {
                self.raw_end = Some((end_start, end_end));
                self.push(start, end, Token::Nothing);
                return;
            }
        } else if matches!(name, "codeblock" | "code" | "highlight" | "mermaid" | "comment")
            && let Some((end_start, end_end)) = self.end_tag(name, end)
        {
            let content = &self.source[end..end_start];
            self.push(start, end_end, Token::Verbatim { name, arguments, content });
            return;
        }
        self.push(start, end, Token::Tag { name, arguments });
    }

    /// Where `{% endname %}` stands next.
    fn end_tag(&mut self, name: &str, from: usize) -> Option<(usize, usize)> {
        let end_name = format!("end{name}");
        if self.absent.contains(&end_name) {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.source[at..].find("{%") {
            let start = at + found;
            match delimited(self.source, start, "{%", "%}") {
                Some((end, inner)) if name_and_arguments(inner).0 == end_name => return Some((start, end)),
                Some((end, _)) => at = end,
                None => at = start + 2,
            }
        }
        self.absent.insert(end_name);
        None
    }

    fn shortcode(&mut self) {
        let start = self.at;
        let (open, close) = if self.rest().starts_with("{{<") { ("{{<", ">}}") } else { ("{{%", "%}}") };
        let Some((end, inner)) = delimited(self.source, start, open, close) else {
            self.at += 3;
            return;
        };
        if self.raw_end.is_some() {
            self.push(start, end, Token::Literal);
            return;
        }
        let trimmed = inner.trim();
        if let Some(inner) = trimmed.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            self.push(start, end, Token::Escaped { open, inner, close });
            return;
        }
        let (closing, inner) = match trimmed.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, trimmed.strip_suffix('/').unwrap_or(trimmed)),
        };
        let (name, arguments) = name_and_arguments(inner);
        if name.is_empty() {
            self.push(start, end, Token::Literal);
            return;
        }
        if name == "highlight" && !closing && !self.absent.contains("{{/highlight") {
            let mut at = end;
            while let Some(found) = self.source[at..].find(open) {
                let close_start = at + found;
                match delimited(self.source, close_start, open, close) {
                    Some((close_end, inner))
                        if inner.trim().strip_prefix('/').is_some_and(|name| name.trim() == "highlight") =>
                    {
                        let content = &self.source[end..close_start];
                        self.push(start, close_end, Token::VerbatimShortcode { name, arguments, content });
                        return;
                    }
                    Some((close_end, _)) => at = close_end,
                    None => at = close_start + 3,
                }
            }
            self.absent.insert("{{/highlight".to_owned());
        }
        self.push(start, end, Token::Shortcode { name, arguments, closing });
    }
}

/// The end of what begins with `open` at `start`, and what stands between. It is no longer
/// than [`LONGEST_TAG`] and does not hold another `open`.
fn delimited<'a>(source: &'a str, start: usize, open: &str, close: &str) -> Option<(usize, &'a str)> {
    let inner_start = start + open.len();
    let bytes = source.as_bytes();
    let window = &bytes[inner_start..bytes.len().min(inner_start + LONGEST_TAG)];
    let (open, close_bytes) = (open.as_bytes(), close.as_bytes());
    let mut at = 0;
    while at < window.len() {
        if window[at..].starts_with(close_bytes) {
            let end = inner_start + at;
            return Some((end + close.len(), &source[inner_start..end]));
        }
        if window[at..].starts_with(open) {
            return None;
        }
        at += 1;
    }
    None
}

/// A name and what follows it, without Liquid's and Nunjucks' white space marks.
fn name_and_arguments(inner: &str) -> (&str, &str) {
    let inner = inner.strip_prefix(['-', '+']).unwrap_or(inner);
    let inner = inner.strip_suffix(['-', '+']).unwrap_or(inner).trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let end = inner.find(|c: char| !is_name(c)).unwrap_or(inner.len());
    let (name, arguments) = inner.split_at(end);
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { (name, arguments.trim()) } else { ("", inner) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, kind: BodyKind, dialect: Dialect) -> Vec<&str> {
        scan(source, kind, dialect).iter().map(|found| &source[found.start..found.end]).collect()
    }

    #[test]
    fn tags_in_code_and_comments_are_no_tags() {
        for (case, source, expected) in [
            ("text", "a {% b %} c", &["{% b %}"] as &[&str]),
            ("code span", "`{% b %}` {% c %}", &["{% c %}"]),
            ("code span with two backticks", "``a ` {% b %}`` {% c %}", &["{% c %}"]),
            ("no code span across a blank line", "` {% b %}\n\n`", &["{% b %}"]),
            ("an escaped backtick", r"\`{% b %}`", &["{% b %}"]),
            ("backtick fence", "```md\n{% b %}\n```\n{% c %}", &["{% c %}"]),
            ("tilde fence in a quotation", "> ~~~\n> {% b %}\n> ~~~\n> {% c %}", &["{% c %}"]),
            ("fence in a list", "- ```\n  {% b %}\n  ```\n  {% c %}", &["{% c %}"]),
            ("longer fence", "````\n```\n{% b %}\n```\n````\n{% c %}", &["{% c %}"]),
            ("open fence", "```\n{% b %}", &[]),
            ("no fence: backticks behind it", "``` a ``` {% b %}", &["{% b %}"]),
            ("comment", "<!-- {% b %} --> {% c %}", &["{% c %}"]),
            ("open comment", "<!-- {% b %}", &["{% b %}"]),
            ("the shortest comment", "<!-->{% b %}", &["{% b %}"]),
            ("pre", "<pre>{% b %}</pre>{% c %}", &["{% c %}"]),
            ("script", "<SCRIPT type=x>{{ b }}</SCRIPT>{{ c }}", &["{{ c }}"]),
            ("braces", "{{ a | b: '}' }} { {% %} {%", &["{{ a | b: '}' }}", "{% %}"]),
            ("shortcodes", "{{< a >}}{{% b %}}{{< /a >}}{{< c", &["{{< a >}}", "{{% b %}}", "{{< /a >}}"]),
            (
                "verbatim",
                "{% codeblock %}```{% b %}{% endcodeblock %}{% c %}",
                &["{% codeblock %}```{% b %}{% endcodeblock %}", "{% c %}"],
            ),
            ("verbatim without an end", "{% codeblock %}{% b %}", &["{% codeblock %}", "{% b %}"]),
            ("raw", "{% raw %}{{ a }}{% endraw %}{{ b }}", &["{% raw %}", "{{ a }}", "{% endraw %}", "{{ b }}"]),
            ("tab marks", "<!-- tab A --><!-- tabular -->", &["<!-- tab A -->"]),
        ] {
            assert_eq!(found(source, BodyKind::Markdown, Dialect::Auto), expected, "{case}");
        }
        assert_eq!(found("`{% b %}`", BodyKind::Html, Dialect::Auto), ["{% b %}"]);
        assert_eq!(
            found("```\n{% raw %}{{ a }}\n{% endraw %}\n```", BodyKind::Markdown, Dialect::Jekyll),
            ["{% raw %}", "{% endraw %}"]
        );
    }

    #[test]
    fn names_and_arguments() {
        for (inner, expected) in [
            (" note info ", ("note", "info")),
            ("-note- ", ("note-", "")),
            ("- if a -", ("if", "a")),
            (" 5 ", ("", "5")),
            (" btn '/a',b ", ("btn", "'/a',b")),
        ] {
            assert_eq!(name_and_arguments(inner), expected, "{inner}");
        }
    }
}
