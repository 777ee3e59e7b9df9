//! From a post's bytes to its metadata and body: decode, split, parse or recover, make sense of
//! the keys.

mod body_kind;
mod decode;
mod heading;
mod json;
mod key_lines;
mod keys;
mod known;
mod picture;
mod plain;
mod recover;
mod split;
mod toml;
mod truth;
pub(crate) mod value;
mod visibility;
mod yaml;

use std::borrow::Cow;

use crate::{
    Body, Post, PostPath, Problem, Site, Zone,
    json::{self as our_json, FromNode},
    limits::{self, Limit},
    problem::Spot,
    wire,
};
pub(crate) use key_lines::KeyLines;
use split::Split;
pub(crate) use split::{Format, Matter};
pub(crate) use truth::truth;
pub use value::Value;

/// Why front matter does not parse, and where in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    /// Counted from the first line of the front matter.
    pub(crate) spot: Spot,
    pub(crate) message: String,
    /// The limit that it exceeds, when it does.
    pub(crate) limit: Option<Limit>,
}

impl From<Limit> for Fault {
    fn from(limit: Limit) -> Self {
        let spot = match limit {
            Limit::FlowDepth { line, column } => Spot { line, column },
            _ => Spot { line: 1, column: 1 },
        };
        Self { spot, message: limit.to_string(), limit: Some(limit) }
    }
}

/// The front matter of a file, read: whole, or as far as it can be recovered.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// A mapping, empty where there is no front matter.
    keys: Value,
    problems: Vec<Problem>,
}

impl FrontMatter {
    /// Of a file's bytes.
    pub fn read(bytes: &[u8]) -> Self {
        let (text, _) = decode::decode(bytes);
        Self::of(split::split(&text).matter.as_ref())
    }

    fn of(matter: Option<&Matter<'_>>) -> Self {
        let (keys, problems) = matter.map_or_else(|| (Value::Map(Vec::new()), Vec::new()), parse);
        Self { keys, problems }
    }

    /// The same without a parser of any of its languages, as nearly every post has it (`plain.rs`); `None` for any other.
    fn plain(matter: Option<&Matter<'_>>) -> Option<Self> {
        let keys = match matter {
            Some(Matter { format: Format::Yaml, text, .. }) if text.len() <= limits::FRONT_MATTER_BYTES => {
                plain::read(text)?
            }
            Some(_) => return None,
            None => Value::Map(Vec::new()),
        };
        Some(Self { keys, problems: Vec::new() })
    }

    /// As one text, for [`FrontMatter::from_text`].
    ///
    /// # Errors
    /// None that a file could cause.
    pub fn to_text(&self) -> serde_json::Result<String> {
        let mut text = String::new();
        wire::write(&self.keys, &mut text);
        text.push_str(&serde_json::to_string(&self.problems)?);
        Ok(text)
    }

    /// Of such a text; `None` where it is none.
    pub fn from_text(mut text: &str) -> Option<Self> {
        let keys = wire::read(&mut text)?;
        let problems = our_json::read(text, FromNode::from_node).ok()?;
        matches!(keys, Value::Map(_)).then_some(Self { keys, problems })
    }
}

/// Reads a post: never fails, tells what is wrong in its `problems`.
pub(crate) fn read(path: PostPath, bytes: &[u8], site: &Site, zone: &Zone) -> Post {
    let (text, problem) = decode::decode(bytes);
    let split = split::split(&text);
    let matter = FrontMatter::of(split.matter.as_ref());
    made(path, &split, matter, problem, site, zone)
}

/// The same where the front matter is plain, or has been read: `known`. `None` for any other.
pub(crate) fn read_known(
    path: PostPath,
    bytes: &[u8],
    known: Option<FrontMatter>,
    site: &Site,
    zone: &Zone,
) -> Option<Post> {
    let (text, problem) = decode::decode(bytes);
    let split = split::split(&text);
    let matter = known.or_else(|| FrontMatter::plain(split.matter.as_ref()))?;
    Some(made(path, &split, matter, problem, site, zone))
}

/// The post that a file's parts make. `problem`: what is wrong with its bytes.
fn made(
    path: PostPath,
    split: &Split<'_>,
    FrontMatter { keys, problems: found }: FrontMatter,
    problem: Option<Problem>,
    site: &Site,
    zone: &Zone,
) -> Post {
    let mut problems: Vec<Problem> = problem.into_iter().chain(split.problem.clone()).chain(found).collect();
    let body = body_of(split, &mut problems);
    let lines = KeyLines::new(split.matter);
    let known = [Some(&keys), keys.get("params"), keys.get("extra")].map(known::Known::new);
    let keys =
        keys::Keys { path: &path, keys: &keys, known, site, zone, lines: &lines, body: &body, problems: &mut problems };
    let meta = keys.meta();
    crate::sort_by(&mut problems, |one, other| (one.line, one.column).cmp(&(other.line, other.column)));
    if problems.len() > limits::PROBLEMS {
        let more = problems.len() - limits::PROBLEMS;
        problems.truncate(limits::PROBLEMS);
        problems.push(Problem::warning(
            "more-problems",
            Spot::default(),
            format!("{more} more problems are not listed; the limit is {} a post", limits::PROBLEMS),
            "Mend the first ones and check again.",
        ));
    }
    Post { path, meta, body, problems }
}

/// The body of a file.
pub(crate) fn body(bytes: &[u8]) -> Body {
    let (text, _) = decode::decode(bytes);
    body_of(&split::split(&text), &mut Vec::new())
}

fn body_of(split: &Split<'_>, problems: &mut Vec<Problem>) -> Body {
    let text = limited(split.body, split.body_line, problems);
    Body { text: text.to_owned(), first_line: split.body_line, kind: body_kind::of(text) }
}

/// The first stage of [`Post::read`] alone: how many bytes of a file, decoded, are front matter and
/// how many are body.
pub fn split_lengths(bytes: &[u8]) -> (usize, usize) {
    let (text, _) = decode::decode(bytes);
    let split = split::split(&text);
    (split.matter.map_or(0, |matter| matter.text.len()), split.body.len())
}

/// The first two stages of [`Post::read`] alone: how many keys stand in a file's front matter.
pub fn count_keys(bytes: &[u8]) -> usize {
    let (text, _) = decode::decode(bytes);
    let keys = split::split(&text).matter.map(|matter| parse(&matter).0);
    match keys {
        Some(Value::Map(entries)) => entries.len(),
        _ => 0,
    }
}

/// What tells whose post this is.
pub(crate) struct Outline {
    pub(crate) format: Format,
    /// Whether an opening line stands above the front matter.
    pub(crate) opened: bool,
    pub(crate) keys: Value,
    /// The begin of the body.
    pub(crate) body: String,
}

/// Reads a post as far as telling its origin needs; `None` without front matter.
pub(crate) fn outline(bytes: &[u8]) -> Option<Outline> {
    let (text, _) = decode::decode(bytes);
    let split = split::split(&text);
    let matter = split.matter?;
    let (keys, _) = parse(&matter);
    let body = head(split.body, limits::FRONT_MATTER_BYTES).to_owned();
    Some(Outline { format: matter.format, opened: matter.opened, keys, body })
}

/// The mapping of front matter, whole or as far as it can be recovered.
pub(crate) fn parse(matter: &Matter<'_>) -> (Value, Vec<Problem>) {
    let length = matter.text.len();
    if length > limits::FRONT_MATTER_BYTES {
        let head = Matter { text: head(matter.text, limits::FRONT_MATTER_BYTES), ..*matter };
        return recover::recover(&head, &Limit::FrontMatterBytes(length).into());
    }
    let parsed = match matter.format {
        Format::Yaml => yaml::read(matter.text),
        Format::Toml => toml::read(matter.text),
        Format::Json => json::read(matter.text),
    };
    match parsed {
        Ok(value @ Value::Map(_)) => (value, Vec::new()),
        Ok(Value::Null) => (Value::Map(Vec::new()), Vec::new()),
        Ok(_) => {
            let message = "the front matter is no list of `key: value` lines".to_owned();
            recover::recover(matter, &Fault { spot: Spot { line: 1, column: 1 }, message, limit: None })
        }
        Err(fault) => recover::recover(matter, &fault),
    }
}

/// A text without a byte order mark and with `\n` line ends.
pub(crate) fn decode_text(text: &str) -> Cow<'_, str> {
    decode::decode(text.as_bytes()).0
}

/// The body as far as the limit reaches.
fn limited<'a>(body: &'a str, first_line: u32, problems: &mut Vec<Problem>) -> &'a str {
    if body.len() <= limits::BODY_BYTES {
        return body;
    }
    let limit = Limit::BodyBytes(body.len());
    let spot = Spot { line: first_line, column: 1 };
    problems.push(Problem::error(limit.code(), spot, limit.to_string(), limit.hint()));
    head(body, limits::BODY_BYTES)
}

/// At most `bytes` bytes of a text, whole characters.
fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// A text of front matter as a reader should see it: on one line, without control characters, and
/// with the braces that some generators write as `&#123;` and `&#125;` to keep templates away.
pub(crate) fn clean(text: &str) -> String {
    let mut text = Cow::Borrowed(text.trim());
    if text.contains("&#12") {
        text = Cow::Owned(text.replace("&#123;", "{").replace("&#125;", "}"));
    }
    if !text.contains(char::is_control) {
        return text.into_owned();
    }
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(shown).collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
