//! What stands behind the fence of a code block: its language, marked lines, title and
//! first number, in the notations of Hexo, Hugo, Zola, Pandoc and VitePress.

use crate::{Dialect, escape};

/// Longest title and longest list of lines, in bytes.
const LONGEST: usize = 200;

/// The fewest lines that are numbered unasked.
const FEWEST_NUMBERED: usize = 3;
/// A language whose blocks are drawings, once a script of the site draws them.
const DIAGRAM: &str = "mermaid";

/// An info string, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    /// As highlighters name it; empty when none is given.
    pub(crate) language: String,
    /// Marked lines: `1,3-5`.
    pub(crate) lines: String,
    /// A title, often a file's name.
    pub(crate) title: String,
    /// Number of the first line.
    pub(crate) start: Option<u32>,
}

impl Info {
    /// Reads what stands behind a fence.
    pub(crate) fn parse(text: &str, dialect: Dialect) -> Self {
        let mut info = Self::default();
        let mut rest = text.trim();
        let first = rest.find(char::is_whitespace).map_or(rest, |end| &rest[..end]);
        if first.contains(',') && !first.contains('{') {
            // Zola and rustdoc separate with commas: `rust,linenos,hl_lines=1 3-5`.
            let mut parts = rest.split(',');
            info.first_word(parts.next().unwrap_or_default().trim());
            for part in parts {
                info.option(part.trim());
            }
            return info;
        }
        if !rest.starts_with('{') {
            let end = rest.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            info.first_word(word);
            rest = after;
        }
        let mut words = Vec::new();
        while let Some(token) = next_token(&mut rest) {
            match token.strip_prefix('{').map(|inner| inner.strip_suffix('}').unwrap_or(inner)) {
                Some(inner) => info.braces(inner),
                None if info.option(token) => {}
                None => words.push(token),
            }
        }
        // Hexo: language, title, address, text of the link.
        if dialect == Dialect::Hexo && info.title.is_empty() {
            let is_address =
                |word: &&&str| word.starts_with("http://") || word.starts_with("https://") || word.starts_with('/');
            let title: Vec<_> = words.iter().take_while(|word| !is_address(word)).copied().collect();
            info.set_title(&title.join(" "));
        }
        info
    }

    /// `js` or `js:src/a.js` (Qiita, Zenn).
    fn first_word(&mut self, language: &str) {
        self.language = match language.split_once(':') {
            Some((language, title)) if !language.is_empty() && title.contains(['.', '/']) => {
                self.set_title(title);
                language.to_owned()
            }
            _ => language.to_owned(),
        };
    }

    /// `{1,3-5}`, `{.python .numberLines startFrom="9"}`, `{linenos=table,hl_lines=[1,"3-5"]}`.
    fn braces(&mut self, inner: &str) {
        if self.set_lines(inner) {
            return;
        }
        let mut rest = inner;
        while let Some(token) = next_option(&mut rest) {
            if let Some(class) = token.strip_prefix('.') {
                if self.language.is_empty() {
                    self.language = class.to_owned();
                }
            } else {
                self.option(token);
            }
        }
    }

    /// One `name=value` or `name:value`; false: it is none that is known.
    pub(crate) fn option(&mut self, token: &str) -> bool {
        if let Some(title) = token.strip_prefix('[').and_then(|token| token.strip_suffix(']')) {
            self.set_title(title);
            return true;
        }
        let Some((name, value)) = token.split_once(['=', ':']) else {
            return false;
        };
        let value = unquoted(value);
        match name.to_ascii_lowercase().as_str() {
            "title" | "filename" | "file" | "name" | "caption" => self.set_title(value),
            "hl_lines" | "mark" | "highlight" | "highlight_lines" | "mark_lines" => {
                self.set_lines(value);
            }
            "linenostart" | "first_line" | "startfrom" | "start" | "startline" => self.start = value.parse().ok(),
            "lang" | "language" => self.language = value.to_owned(),
            "linenos" | "line_number" | "wrap" | "hide_lines" | "anchorlinenos" | "lineanchors" | "style" => {}
            _ => return false,
        }
        true
    }

    pub(crate) fn set_title(&mut self, title: &str) {
        let end = title.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST).unwrap_or(title.len());
        title[..end].trim().clone_into(&mut self.title);
    }

    /// Numbers and ranges, however they are bracketed and quoted; false: it is no such list.
    pub(crate) fn set_lines(&mut self, text: &str) -> bool {
        let is_list = text.len() <= LONGEST
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_digit() || b" ,-[]\"'".contains(&byte));
        if is_list {
            let ranges = text.split([' ', ',', '[', ']', '"', '\'']).map(|range| range.trim_matches('-'));
            let ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
            self.lines = ranges.join(",");
        }
        is_list
    }

    /// Writes the tags before `code`. Lines are numbered from where the author says, and from 1 in
    /// a program of more than a few lines, so that the room for numbers is there from the beginning.
    pub(crate) fn open(&self, code: &str, out: &mut String) {
        let is_program = !self.language.is_empty() && self.language != DIAGRAM;
        let is_long = code.trim_end_matches('\n').bytes().filter(|&byte| byte == b'\n').count() >= FEWEST_NUMBERED - 1;
        let start = self.start.or((is_program && is_long).then_some(1));
        out.push_str("<pre");
        for (name, value) in [("data-lines", &self.lines), ("data-title", &self.title)] {
            if !value.is_empty() {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape::text(out, value);
                out.push('"');
            }
        }
        if let Some(start) = start {
            out.push_str(&format!(" data-start=\"{start}\""));
        }
        out.push_str("><code");
        if !self.language.is_empty() {
            out.push_str(" class=\"language-");
            escape::text(out, &self.language);
            out.push('"');
        }
        out.push('>');
    }
}

/// The next word, `{…}` group or `name="value with blanks"` of an info string.
fn next_token<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.trim_start();
    let end = if text.starts_with('{') {
        text.find('}').map_or(text.len(), |at| at + 1)
    } else {
        word_end(text, |c| c.is_whitespace())
    };
    let (token, after) = text.split_at(end);
    *rest = after;
    (!token.is_empty()).then_some(token)
}

/// The next option between braces, where commas separate as well.
fn next_option<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let (token, after) = text.split_at(word_end(text, |c| c.is_whitespace() || c == ','));
    *rest = after;
    (!token.is_empty()).then_some(token)
}

/// Where a word ends; what is quoted or in square brackets belongs to it.
fn word_end(text: &str, separates: impl Fn(char) -> bool) -> usize {
    let mut quote = None;
    let mut brackets = 0_u32;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' => quote = Some(c),
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                _ if brackets == 0 && separates(c) => return at,
                _ => {}
            },
        }
    }
    text.len()
}

fn unquoted(value: &str) -> &str {
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings_of_every_system() {
        for (case, text, language, lines, title, start) in [
            ("language", "rust", "rust", "", "", None),
            ("nothing", "  ", "", "", "", None),
            ("lines in braces", "js {1,3-5}", "js", "1,3-5", "", None),
            ("no blank before the brace", "js{1, 3-5}", "js", "1,3-5", "", None),
            ("title", "js title=\"src/a b.js\"", "js", "", "src/a b.js", None),
            ("both", "js {2} title='a.js'", "js", "2", "a.js", None),
            ("VitePress", "ts [config.ts]", "ts", "", "config.ts", None),
            ("Hugo", "go {linenos=table,hl_lines=[8,\"15-17\"],linenostart=199}", "go", "8,15-17", "", Some(199)),
            ("Zola", "rust,linenos,hl_lines=1 3-5,linenostart=20", "rust", "1,3-5", "", Some(20)),
            ("rustdoc", "rust,ignore", "rust", "", "", None),
            ("Qiita", "js:src/a.js", "js", "", "src/a.js", None),
            ("Pandoc", "{.python .numberLines startFrom=\"9\"}", "python", "", "", Some(9)),
            ("a language with a colon stays", "x:y", "x:y", "", "", None),
            ("unknown words are nothing", "ruby startline=3 $%@#$", "ruby", "", "", Some(3)),
            ("an open brace", "js {1,2", "js", "1,2", "", None),
            ("an open quote", "js title=\"a", "js", "", "\"a", None),
        ] {
            let info = Info::parse(text, Dialect::Auto);
            assert_eq!(
                (&*info.language, &*info.lines, &*info.title, info.start),
                (language, lines, title, start),
                "{case}"
            );
        }
    }

    #[test]
    fn hexo_writes_a_title_behind_the_language() {
        for (text, title) in [
            ("yaml _config.yml", "_config.yml"),
            ("java 验证 sqlSession 不能为空", "验证 sqlSession 不能为空"),
            ("js Array.map https://developer.mozilla.org/ MDN", "Array.map"),
            ("js", ""),
        ] {
            assert_eq!(Info::parse(text, Dialect::Hexo).title, title, "{text}");
        }
    }

    #[test]
    fn attributes_stand_on_the_block() {
        let mut out = String::new();
        Info::parse("c\"< {1} title=\"a&b\"", Dialect::Auto).open("", &mut out);
        assert_eq!(out, "<pre data-lines=\"1\" data-title=\"a&amp;b\"><code class=\"language-c&quot;&lt;\">");
    }

    #[test]
    fn lines_of_a_program_are_numbered() {
        for (info, code, expected) in [
            ("c", "1\n2\n3\n", Some("1")),
            ("c", "1\n\n3", Some("1")),
            ("c", "1\n2\n", None),
            ("", "1\n2\n3\n", None),
            ("mermaid", "1\n2\n3\n", None),
            ("c {linenostart=7}", "1\n", Some("7")),
            ("c {linenostart=7}", "1\n2\n3\n", Some("7")),
        ] {
            let mut out = String::new();
            Info::parse(info, Dialect::Auto).open(code, &mut out);
            let start = out.split_once("data-start=\"").and_then(|(_, rest)| rest.split('"').next());
            assert_eq!(start, expected, "{info}: {code:?}");
        }
    }
}
