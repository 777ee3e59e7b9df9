//! How much of everything a post may hold, checked before any parser sees the text.

use crate::problem::Spot;

/// Longest front matter, in bytes.
pub const FRONT_MATTER_BYTES: usize = 64 * 1024;
/// Deepest nesting of `[` and `{` in front matter.
pub const FLOW_DEPTH: usize = 32;
/// Nodes that YAML aliases may add to those that are written.
pub const ALIAS_NODES: usize = 1_000;
/// Longest body, in bytes.
pub const BODY_BYTES: usize = 8 * 1024 * 1024;
/// Most problems that are told of one post.
pub const PROBLEMS: usize = 100;

/// A limit that a post exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// Front matter of so many bytes.
    #[error("the front matter has {0} bytes; the limit is {FRONT_MATTER_BYTES} (64 KiB)")]
    FrontMatterBytes(usize),
    /// Flow collections nested too deep; where the first too deep bracket stands.
    #[error("brackets are nested deeper than {FLOW_DEPTH} levels")]
    FlowDepth {
        /// Line of the front matter, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    /// Aliases that expand to too many nodes.
    #[error("YAML aliases expand to more than {ALIAS_NODES} nodes")]
    Aliases,
    /// A body of so many bytes.
    #[error("the body has {0} bytes; the limit is {BODY_BYTES} (8 MiB), and only so much is shown")]
    BodyBytes(usize),
}

impl Limit {
    /// A stable name for problems.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::FrontMatterBytes(_) => "front-matter-too-long",
            Self::FlowDepth { .. } => "front-matter-too-deep",
            Self::Aliases => "front-matter-aliases",
            Self::BodyBytes(_) => "body-too-long",
        }
    }

    /// What the author can do.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::FrontMatterBytes(_) => "Move long texts from the front matter into the body.",
            Self::FlowDepth { .. } => "Close every bracket, or put the text in quotes.",
            Self::Aliases => "Write the values out instead of repeating them with `*name`.",
            Self::BodyBytes(_) => "Split the post into several.",
        }
    }
}

/// How many nodes a reader of this YAML may build: as many as its marks can stand for, and
/// [`ALIAS_NODES`] more.
pub(crate) fn node_budget(yaml: &str) -> usize {
    let marks = yaml.bytes().filter(|byte| matches!(byte, b':' | b'-' | b',' | b'[' | b'{' | b'?' | b'\n'));
    2 * marks.count() + 2 + ALIAS_NODES
}

/// What a byte of YAML may be part of.
#[derive(Clone, Copy)]
enum Inside {
    /// Nothing: a value may begin here.
    Gap,
    /// An unquoted text.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `"…\`
    Escape,
    /// A comment.
    Comment,
    /// A tag, an anchor or an alias, after which a value may begin.
    Name,
}

const STATES: usize = 7;

/// Refuses YAML whose flow collections may be nested deeper than [`FLOW_DEPTH`].
///
/// Whether a bracket opens a collection depends on indentation and on what is quoted, and the
/// parser's view of these must not be underestimated: its time is quadratic in the depth. So the
/// text is read in every way at once: for each thing a byte may be part of, the greatest depth
/// that any reading reaches there. Linear time, never too small.
pub(crate) fn check_flow_depth(yaml: &str) -> Result<(), Limit> {
    // Most front matter has fewer brackets than the limit.
    if yaml.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() <= FLOW_DEPTH {
        return Ok(());
    }
    let mut depths: [Option<usize>; STATES] = [None; STATES];
    depths[Inside::Gap as usize] = Some(0);
    let mut before = b'\n';
    for (at, byte) in yaml.bytes().enumerate() {
        let mut next = [None; STATES];
        let mut reach = |inside: Inside, depth: usize| {
            let known = &mut next[inside as usize];
            *known = Some(known.map_or(depth, |other: usize| other.max(depth)));
        };
        for (inside, depth) in
            [Inside::Gap, Inside::Plain, Inside::Single, Inside::Double, Inside::Escape, Inside::Comment, Inside::Name]
                .into_iter()
                .filter_map(|inside| Some((inside, depths[inside as usize]?)))
        {
            step(inside, depth, byte, before, &mut reach);
        }
        if next.iter().flatten().any(|depth| *depth > FLOW_DEPTH) {
            let Spot { line, column } = spot(&yaml[..at]);
            return Err(Limit::FlowDepth { line, column });
        }
        depths = next;
        before = byte;
    }
    Ok(())
}

fn step(inside: Inside, depth: usize, byte: u8, before: u8, reach: &mut impl FnMut(Inside, usize)) {
    match (inside, byte) {
        (Inside::Single, b'\'') | (Inside::Double, b'"') | (Inside::Comment, b'\n') => reach(Inside::Gap, depth),
        (Inside::Comment, 0x85 | 0xA8 | 0xA9) => {
            reach(Inside::Gap, depth);
            reach(Inside::Comment, depth);
        }
        (Inside::Double, b'\\') => reach(Inside::Escape, depth),
        (Inside::Escape, _) => reach(Inside::Double, depth),
        (Inside::Single | Inside::Double | Inside::Comment, _) => reach(inside, depth),
        // A line break ends a plain text, or does not; the last bytes of U+0085, U+2028 and
        // U+2029 are line breaks to YAML 1.1. Plain also stands for the lines of a block scalar.
        (Inside::Plain, b'\n' | 0x85 | 0xA8 | 0xA9) => {
            reach(Inside::Gap, depth);
            reach(Inside::Plain, depth);
        }
        // In a collection `: ` always ends a plain text; outside it may stand in a block scalar.
        (Inside::Plain, b' ' | b'\t') if before == b':' && depth > 0 => reach(Inside::Gap, depth),
        (Inside::Plain, b' ' | b'\t') => {
            reach(Inside::Plain, depth);
            if matches!(before, b':' | b'-' | b'?') {
                reach(Inside::Gap, depth);
            }
        }
        (Inside::Plain, b'#') if matches!(before, b' ' | b'\t') => {
            reach(Inside::Comment, depth);
            reach(Inside::Plain, depth);
        }
        (Inside::Plain | Inside::Name, b'[' | b'{') if depth > 0 => reach(Inside::Gap, depth + 1),
        (Inside::Plain | Inside::Name, b']' | b'}') if depth > 0 => reach(Inside::Gap, depth - 1),
        (Inside::Plain | Inside::Name, b',') if depth > 0 => reach(Inside::Gap, depth),
        (Inside::Plain, _) => reach(Inside::Plain, depth),
        (Inside::Name, b' ' | b'\t' | b'\n') => reach(Inside::Gap, depth),
        (Inside::Name, _) => reach(Inside::Name, depth),
        (Inside::Gap, b' ' | b'\t' | b'\n' | b',') => reach(Inside::Gap, depth),
        (Inside::Gap, b'[' | b'{') => reach(Inside::Gap, depth + 1),
        (Inside::Gap, b']' | b'}') => reach(Inside::Gap, depth.saturating_sub(1)),
        (Inside::Gap, b'\'') => reach(Inside::Single, depth),
        (Inside::Gap, b'"') => reach(Inside::Double, depth),
        (Inside::Gap, b'#') => reach(Inside::Comment, depth),
        (Inside::Gap, b'!' | b'&' | b'*') => reach(Inside::Name, depth),
        // After a quoted key, `:` may touch its value.
        (Inside::Gap, b':') => {
            reach(Inside::Gap, depth);
            reach(Inside::Plain, depth);
        }
        (Inside::Gap, _) => reach(Inside::Plain, depth),
    }
}

/// Where the character after `text` stands.
pub(crate) fn spot(text: &str) -> Spot {
    let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    Spot { line: number(line), column: number(column) }
}

/// Refuses JSON or TOML whose brackets are nested deeper than [`FLOW_DEPTH`], texts and comments
/// aside. Their parsers bound recursion themselves; this bounds it alike and says so alike.
pub(crate) fn check_bracket_depth(text: &str) -> Result<(), Limit> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(b'"'), b'\\') => escaped = true,
            (Some(open), close) if open == close => quote = None,
            (Some(b'#'), b'\n') => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'#') => quote = Some(byte),
            (None, b'[' | b'{') => {
                depth += 1;
                if depth > FLOW_DEPTH {
                    let Spot { line, column } = spot(&text[..at]);
                    return Err(Limit::FlowDepth { line, column });
                }
            }
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    Ok(())
}
