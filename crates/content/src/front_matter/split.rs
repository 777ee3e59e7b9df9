//! Where front matter begins and ends, and what is body.

use super::json;
use crate::problem::{Problem, Spot};

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Between `---` lines, or above one (Hexo).
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// Between `;;;` lines, above one (Hexo), or an object from the first line.
    Json,
}

/// Front matter as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Matter<'a> {
    pub(crate) format: Format,
    pub(crate) text: &'a str,
    /// Line of the file it begins on, from 1.
    pub(crate) first_line: u32,
    /// Whether an opening line stands above it (Hexo can do without), or it opens itself with `{`.
    pub(crate) opened: bool,
}

/// A file, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split<'a> {
    pub(crate) matter: Option<Matter<'a>>,
    pub(crate) body: &'a str,
    /// Line of the file the body begins on, from 1.
    pub(crate) body_line: u32,
    pub(crate) problem: Option<Problem>,
}

/// Splits a file's text (line ends `\n`).
pub(crate) fn split(text: &str) -> Split<'_> {
    let mut lines = Lines::new(text);
    let Some(first) = lines.find(|line| !line.text.trim().is_empty()) else {
        return whole(text);
    };
    let inner = Lines { text, at: first.end, number: first.number };
    let found = match fence(first.text) {
        Some(Fence::Dashes) => yaml(inner.clone()).or_else(|| unclosed(inner)),
        Some(Fence::Pluses) => toml(inner.clone()).or_else(|| unclosed_toml(inner)),
        Some(Fence::Semicolons) => closed(inner, Fence::Semicolons, Format::Json),
        Some(Fence::Dots) => None,
        None if first.text.trim_start().starts_with('{') => object(text, &first),
        None => unopened(Lines { text, at: first.start, number: first.number - 1 }),
    };
    found.unwrap_or_else(|| whole(text))
}

fn whole(text: &str) -> Split<'_> {
    Split { matter: None, body: text, body_line: 1, problem: None }
}

/// One line: where it starts, where the next one starts, its number from 1, its text.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) number: u32,
    pub(crate) text: &'a str,
}

/// The lines of a text from some place on.
#[derive(Clone)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// Number of the line before.
    number: u32,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, number: 0 }
    }

    /// Everything from here to `end` is front matter below an opening line, from `rest` on body.
    fn cut(&self, format: Format, end: usize, rest: &Line<'_>) -> Split<'a> {
        Split {
            matter: Some(Matter { format, text: &self.text[self.at..end], first_line: self.number + 1, opened: true }),
            body: &self.text[rest.end..],
            body_line: rest.number + 1,
            problem: None,
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (text, length) = rest.find('\n').map_or((rest, rest.len()), |end| (&rest[..end], end + 1));
        let start = self.at;
        self.at += length;
        self.number = self.number.saturating_add(1);
        Some(Line { start, end: self.at, number: self.number, text })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    Dashes,
    Pluses,
    Semicolons,
    /// YAML's own end of a document, which Jekyll accepts as the closing line.
    Dots,
}

/// What delimiter a line is: three or more of one character from its first column on.
fn fence(line: &str) -> Option<Fence> {
    let line = line.trim_end();
    let first = line.chars().next()?;
    let kind = match first {
        '-' => Fence::Dashes,
        '+' => Fence::Pluses,
        ';' => Fence::Semicolons,
        '.' => Fence::Dots,
        _ => return None,
    };
    let length_fits = if kind == Fence::Dots { line.len() == 3 } else { line.len() >= 3 };
    (length_fits && line.chars().all(|c| c == first)).then_some(kind)
}

/// YAML up to its closing line. A closing line inside a quoted text closes only if the quote
/// never does: an author forgets quotes more often than they write `---` between them.
fn yaml(inner: Lines<'_>) -> Option<Split<'_>> {
    let mut quote = None;
    let mut fallback: Option<Split<'_>> = None;
    for line in inner.clone() {
        let closes = matches!(fence(line.text), Some(Fence::Dashes | Fence::Dots));
        match quote {
            None if closes => return front_matter(inner.cut(Format::Yaml, line.start, &line)).or(fallback),
            None if fallback.is_some() && !like_matter(line.text) => return fallback,
            None => quote = open_quote(line.text),
            Some(_) if closes => {
                fallback = fallback.or_else(|| front_matter(inner.cut(Format::Yaml, line.start, &line)));
            }
            Some(mark) => {
                let closed = after_quote(line.text, mark);
                if closed.is_some_and(|rest| fallback.is_some() && !ends_value(rest)) {
                    return fallback;
                }
                quote = if closed.is_some() { None } else { quote };
            }
        }
    }
    fallback
}

/// A `---` at the head of a Markdown file may be a rule: front matter begins with a key.
fn front_matter(split: Split<'_>) -> Option<Split<'_>> {
    let matter = split.matter?;
    let first = matter.text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let begins = match first {
        None => true,
        Some(line) => line.starts_with('{') || key_of(line.trim_start_matches("- ")).is_some(),
    };
    begins.then_some(split)
}

/// Front matter whose closing line is missing ends before the first line that is none.
fn unclosed(inner: Lines<'_>) -> Option<Split<'_>> {
    let opening = inner.number;
    let mut last: Option<Line<'_>> = None;
    for line in inner.clone() {
        let belongs = !line.text.trim().is_empty() && like_matter(line.text);
        if !belongs || (last.is_none() && key_of(line.text).is_none()) {
            break;
        }
        last = Some(line);
    }
    let last = last?;
    let mut split = inner.cut(Format::Yaml, last.end, &last);
    split.problem = Some(Problem::error(
        "front-matter-unclosed",
        Spot { line: opening, column: 1 },
        "the front matter has no closing line",
        "Put a line `---` between the front matter and the text.",
    ));
    Some(split)
}

/// TOML up to its closing line, which counts only outside `"""` and `'''`.
fn toml(inner: Lines<'_>) -> Option<Split<'_>> {
    let mut open = None;
    let mut fallback = None;
    for line in inner.clone() {
        if fence(line.text) == Some(Fence::Pluses) {
            let split = inner.cut(Format::Toml, line.start, &line);
            if open.is_none() {
                return Some(split);
            }
            fallback.get_or_insert(split);
        }
        open = after_toml_line(line.text, open);
    }
    fallback
}

/// The multi-line quote that is open behind a line, given the one before it.
fn after_toml_line(line: &str, mut open: Option<u8>) -> Option<u8> {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&mark) = bytes.get(at) {
        let triple = matches!(mark, b'"' | b'\'') && bytes[at..].starts_with(&[mark; 3]);
        if triple && open.is_none_or(|other| other == mark) {
            open = if open.is_some() { None } else { Some(mark) };
            at += 3;
        } else {
            at += 1;
        }
    }
    open
}

fn unclosed_toml(inner: Lines<'_>) -> Option<Split<'_>> {
    let opening = inner.number;
    let belongs = |text: &str| text.contains('=') || text.trim_start().starts_with(['[', ']', '#', '"']);
    let last = inner.clone().take_while(|line| belongs(line.text)).last()?;
    let mut split = inner.cut(Format::Toml, last.end, &last);
    split.problem = Some(Problem::error(
        "front-matter-unclosed",
        Spot { line: opening, column: 1 },
        "the front matter has no closing line",
        "Put a line `+++` between the front matter and the text.",
    ));
    Some(split)
}

fn closed(inner: Lines<'_>, closing: Fence, format: Format) -> Option<Split<'_>> {
    let line = inner.clone().find(|line| fence(line.text) == Some(closing))?;
    Some(inner.cut(format, line.start, &line))
}

/// JSON from a first line `{` to its closing brace (Hugo). `{{`, `{%` and `{:` are other things.
fn object<'a>(text: &'a str, first: &Line<'a>) -> Option<Split<'a>> {
    let json = &text[first.start..];
    let after = json.trim_start().strip_prefix('{')?.trim_start();
    if !after.starts_with(['"', '}']) {
        return None;
    }
    let end = json::end_of_object(json).or_else(|| {
        // Broken JSON: up to a line that is only the closing brace.
        let mut lines = Lines::new(json);
        lines.find(|line| line.text.trim_end() == "}").map(|line| line.start + line.text.len())
    })?;
    let first_line = first.number;
    let matter = &json[..end];
    let newlines = u32::try_from(matter.matches('\n').count()).unwrap_or(u32::MAX);
    let rest = &json[end..];
    let (body, breaks) = match rest.split_once('\n') {
        Some((blank, body)) if blank.trim().is_empty() => (body, 1),
        _ => (rest, 0),
    };
    Some(Split {
        matter: Some(Matter { format: Format::Json, text: matter, first_line, opened: true }),
        body,
        body_line: first_line.saturating_add(newlines).saturating_add(breaks),
        problem: None,
    })
}

/// Keys that open front matter without an opening line: common ones only, so that a paragraph
/// over a rule (`Note: …` over `---`, which is a heading) stays text.
const OPENING_KEYS: [&str; 14] = [
    "title",
    "date",
    "layout",
    "tags",
    "categories",
    "category",
    "author",
    "description",
    "updated",
    "permalink",
    "comments",
    "id",
    "slug",
    "lang",
];

/// Hexo's front matter without an opening line: keys from the first line to a line `---` or `;;;`.
fn unopened(inner: Lines<'_>) -> Option<Split<'_>> {
    let mut known = false;
    for line in inner.clone() {
        match fence(line.text) {
            Some(kind @ (Fence::Dashes | Fence::Semicolons)) if known => {
                let format = if kind == Fence::Dashes { Format::Yaml } else { Format::Json };
                let mut split = inner.cut(format, line.start, &line);
                split.matter = split.matter.map(|matter| Matter { opened: false, ..matter });
                return Some(split);
            }
            Some(_) => return None,
            None if !like_matter(line.text) => return None,
            None => {}
        }
        let key = key_of(line.text).map(|key| key.trim_matches(['"', '\'']).to_ascii_lowercase());
        if line.start == inner.at && key.is_none() {
            return None;
        }
        known |= key.is_some_and(|key| OPENING_KEYS.contains(&key.as_str()));
    }
    None
}

/// The key of a line `key: …`, from the line's first column.
pub(crate) fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = line[1..].find(quote)? + 2;
            (&line[..end], line[end..].trim_start().strip_prefix(':')?)
        }
        first if first.is_alphanumeric() || matches!(first, '_' | '<' | '$') => {
            let end = line
                .find(": ")
                .or_else(|| line.find(":\t"))
                .or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
            (&line[..end], &line[end + 1..])
        }
        _ => return None,
    };
    let key_fits = key.len() <= 100 && !key.trim_end().contains(['#', '[', ']', '{', '}', ',', '`', '。', '，']);
    let value_fits = rest.is_empty() || rest.starts_with([' ', '\t']);
    (key_fits && value_fits).then(|| key.trim_end())
}

/// Whether a line can stand in YAML front matter: a key, something indented, an item, a comment, nothing.
fn like_matter(line: &str) -> bool {
    let item = line == "-" || line.starts_with("- ");
    line.trim().is_empty() || line.starts_with([' ', '\t', '#', ']', '}']) || item || key_of(line).is_some()
}

/// The quote that a line's value opens and does not close.
fn open_quote(line: &str) -> Option<char> {
    let mut value = line.trim_start();
    while let Some(rest) = value.strip_prefix("- ") {
        value = rest.trim_start();
    }
    if !value.starts_with(['"', '\'']) || key_of(value).is_some() {
        let key = key_of(value)?;
        value = value[key.len()..].trim_start().strip_prefix(':')?.trim_start();
    }
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after_quote(&value[1..], mark).is_none().then_some(mark)
}

/// What follows the quote that closes here; `None` when it does not close on this line.
fn after_quote(line: &str, mark: char) -> Option<&str> {
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => {
                chars.next();
            }
            '\'' if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            c if c == mark => return line.get(at + 1..),
            _ => {}
        }
    }
    None
}

/// Whether a value can end with this behind its closing quote.
fn ends_value(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty() || rest.starts_with('#') || rest.starts_with([',', ']', '}'])
}
