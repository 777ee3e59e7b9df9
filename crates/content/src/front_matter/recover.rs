//! What can be read of front matter that does not parse: key by key.

use super::{
    Fault, json,
    split::{Format, Line, Lines, Matter, key_of},
    toml,
    value::Value,
    yaml,
};
use crate::{
    limits::Limit,
    problem::{Problem, Spot},
};

/// Pieces that are handed to a parser each on its own; further ones are read by hand.
const PARSED_PIECES: usize = 500;

/// One key with the lines that belong to it.
struct Piece<'a> {
    /// Where it stands in the front matter.
    start: usize,
    end: usize,
    /// Line of the front matter, from 1.
    line: u32,
    key: &'a str,
    /// What follows the key on its line.
    value: &'a str,
}

/// The mapping that the readable keys of `matter` make, and what is wrong with the others.
/// `fault` is told when each key can be read alone, or when it is a limit that only the whole exceeds.
pub(crate) fn recover(matter: &Matter<'_>, fault: &Fault) -> (Value, Vec<Problem>) {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    let mut section = "";
    let pieces = pieces(matter);
    // The parser has said already what is wrong with a whole that is one piece.
    let is_whole = pieces.len() == 1 && pieces[0].start == 0 && fault.limit.is_none();
    for (count, piece) in pieces.into_iter().enumerate() {
        let text = &matter.text[piece.start..piece.end];
        if piece.key.is_empty() {
            section = text;
            continue;
        }
        let parsed = match count {
            _ if is_whole => Err(fault.clone()),
            ..PARSED_PIECES => parse(matter.format, section, text),
            _ => Ok(Value::Null),
        };
        match parsed {
            Ok(Value::Map(read)) => join(&mut entries, read),
            Ok(_) => entries.push((unquoted(piece.key).to_owned(), by_hand(&piece, text))),
            Err(fault) => {
                let at = Fault { spot: Spot { line: fault.spot.line + piece.line - 1, ..fault.spot }, ..fault };
                problems.push(at.problem(matter));
                entries.push((unquoted(piece.key).to_owned(), by_hand(&piece, text)));
            }
        }
    }
    if fault.limit == Some(Limit::Aliases) {
        // Alone, a key knows none of the anchors.
        problems.clear();
    }
    let told = problems.first().is_some_and(|first| fault.limit.is_none_or(|limit| first.code == limit.code()));
    if !told {
        problems.insert(0, fault.problem(matter));
    }
    (Value::Map(entries), problems)
}

/// Reads one piece; in TOML under the table it belongs to.
fn parse(format: Format, section: &str, text: &str) -> Result<Value, Fault> {
    match format {
        Format::Yaml => yaml::read(text),
        Format::Json => {
            let text = text.trim();
            let text = text.strip_prefix('{').unwrap_or(text);
            let closes_more = text.matches('}').count() > text.matches('{').count();
            let text = text.strip_suffix('}').filter(|_| closes_more).unwrap_or(text);
            json::read(text.trim_end().trim_end_matches(','))
        }
        Format::Toml => {
            let lines = u32::try_from(section.matches('\n').count()).unwrap_or_default();
            toml::read(&format!("{section}{text}")).map_err(|fault| Fault {
                spot: Spot { line: fault.spot.line.saturating_sub(lines).max(1), ..fault.spot },
                ..fault
            })
        }
    }
}

/// Adds entries; tables that are already there (TOML's `[extra]`) grow.
fn join(entries: &mut Vec<(String, Value)>, more: Vec<(String, Value)>) {
    for (key, value) in more {
        match (entries.last_mut(), value) {
            (Some((name, Value::Map(known))), Value::Map(new)) if *name == key => join(known, new),
            (_, value) => entries.push((key, value)),
        }
    }
}

fn pieces<'a>(matter: &Matter<'a>) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for line in Lines::new(matter.text) {
        if let Some((key, value)) = head(matter.format, &line) {
            pieces.push(Piece { start: line.start, end: line.end, line: line.number, key, value });
        } else if let Some(piece) = pieces.last_mut() {
            piece.end = line.end;
        }
    }
    pieces
}

/// The key and the value of a line that begins a piece; a table's header has no key.
fn head<'a>(format: Format, line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    match format {
        Format::Yaml => {
            let key = key_of(line.text)?;
            Some((key, line.text[key.len()..].trim_start().strip_prefix(':')?.trim()))
        }
        Format::Json => {
            let text = line.text.trim_start().trim_start_matches('{').trim_start();
            let end = text.strip_prefix('"')?.find('"')? + 2;
            let value = text[end..].trim_start().strip_prefix(':')?;
            Some((&text[..end], value.trim().trim_end_matches(',')))
        }
        Format::Toml if line.text.starts_with('[') && !line.text.contains('=') => Some(("", "")),
        Format::Toml => {
            let (key, value) = line.text.split_once('=')?;
            let key = key.trim();
            let bare = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
            (!key.is_empty() && key.chars().all(bare)).then(|| (key, value.trim()))
        }
    }
}

/// A value that no parser takes: the items of a list, or the text.
fn by_hand(piece: &Piece<'_>, text: &str) -> Value {
    let more = text.split_once('\n').map_or("", |(_, more)| more);
    let items: Vec<Value> = more
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "))
        .map(|item| Value::Text(unquoted(item.trim()).to_owned()))
        .collect();
    if piece.value.is_empty() && !items.is_empty() {
        return Value::List(items);
    }
    let value = piece.value;
    if let Some(list) = value.strip_prefix('[').filter(|rest| !rest.trim_end_matches(']').contains(']')) {
        let items = list.trim_end_matches(']').split(',').map(str::trim).filter(|item| !item.is_empty());
        return Value::List(items.map(|item| Value::Text(unquoted(item).to_owned())).collect());
    }
    let block = matches!(value, "|" | ">" | "|-" | ">-");
    let mut joined = if block { String::new() } else { unquoted(value).to_owned() };
    for line in more.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    match joined.as_str() {
        "" => Value::Null,
        "true" => Value::Bool(true, joined),
        "false" => Value::Bool(false, joined),
        _ => Value::Text(joined),
    }
}

/// A text without the quotes around it, however many the author (or a machine) wrote.
fn unquoted(text: &str) -> &str {
    for mark in ['"', '\''] {
        if text.len() > 1 && text.starts_with(mark) && text.ends_with(mark) {
            return text.trim_matches(mark).trim();
        }
    }
    text
}

impl Fault {
    /// The fault as a problem of the file that `matter` stands in.
    pub(super) fn problem(&self, matter: &Matter<'_>) -> Problem {
        let line = self.spot.line.max(1);
        let index = usize::try_from(line - 1).unwrap_or(usize::MAX);
        let written = matter.text.lines().nth(index).unwrap_or_default();
        // YAML counted each leading tab as two columns.
        let tabs = match matter.format {
            Format::Yaml => u32::try_from(written.chars().take_while(|c| *c == '\t').count()).unwrap_or(0),
            Format::Toml | Format::Json => 0,
        };
        let column = self.spot.column.max(1);
        let column = if column > tabs.saturating_mul(2) { column - tabs } else { column.div_ceil(2) };
        let spot = Spot { line: matter.first_line.saturating_add(line - 1), column };
        let (code, hint) = match self.limit {
            Some(limit) => (limit.code(), limit.hint().to_owned()),
            None => ("front-matter-syntax", hint(matter.format, written)),
        };
        Problem::error(code, spot, self.message.clone(), hint)
    }
}

/// What most often helps for a line like this.
fn hint(format: Format, line: &str) -> String {
    let quoted = match format {
        Format::Yaml => line.split_once(':').filter(|(key, value)| !key.trim().is_empty() && !value.trim().is_empty()),
        Format::Toml | Format::Json => None,
    };
    match quoted {
        Some((key, value)) if value.chars().count() <= 80 => {
            let text = unquoted(value.trim()).replace('\'', "''");
            format!("Put the value in quotes: `{}: '{text}'`.", key.trim())
        }
        Some((key, _)) => format!("Put the value of `{}` in quotes.", key.trim()),
        None => match format {
            Format::Yaml => "Check the quotes, brackets and indentation of this line and the one before.".into(),
            Format::Toml => "Write `key = \"text\"`, one key a line, tables below the keys.".into(),
            Format::Json => "Check the commas and quotes of this line and the one before.".into(),
        },
    }
}
