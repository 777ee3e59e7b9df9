//! YAML into a [`Value`]; the only file that names the YAML crate.

use std::{borrow::Cow, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{
    Fault,
    value::{Build, TOO_MANY_NODES, Tally, Value},
};
use crate::{limits, problem::Spot};

/// Reads a YAML document.
///
/// Leading tabs count as two spaces each (Hexo's rule). Scalars keep the text they were written
/// as; the crate gives only the number for `1.10`, so that such documents are read a second time
/// for their texts.
pub(crate) fn read(text: &str) -> Result<Value, Fault> {
    limits::check_flow_depth(text)?;
    let text = prepared(text);
    let tally = Tally::new(limits::node_budget(&text));
    let mut value =
        Build(&tally).deserialize(serde_yaml::Deserializer::from_str(&text)).map_err(|error| fault(&error, &text))?;
    if tally.inexact.get() {
        Retell(&mut value)
            .deserialize(serde_yaml::Deserializer::from_str(&text))
            .map_err(|error| fault(&error, &text))?;
    }
    merge(&mut value);
    Ok(value)
}

/// Leading tabs become spaces, and a line `---` (inside a quoted text, or it would have ended
/// the front matter) is indented, so that the parser does not take it for the end of the document.
fn prepared(text: &str) -> Cow<'_, str> {
    let marker = |line: &str| line.starts_with("---") || line.starts_with("...");
    if !text.lines().any(|line| line.starts_with('\t') || marker(line)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches('\t');
        for _ in 0..line.len() - rest.len() {
            out.push_str("  ");
        }
        if marker(line) {
            out.push(' ');
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}

fn fault(error: &serde_yaml::Error, yaml: &str) -> Fault {
    let text = error.to_string();
    if text.contains(TOO_MANY_NODES) || text.contains("repetition limit") {
        return limits::Limit::Aliases.into();
    }
    let message = text.split(" at line ").next().unwrap_or_default().to_owned();
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let noticed = error
        .location()
        .map_or(Spot { line: 1, column: 1 }, |spot| Spot { line: number(spot.line()), column: number(spot.column()) });
    // What is never closed is noticed at the end and to be mended where it begins.
    let begun = || {
        let (line, column) = text.rsplit_once(" at line ")?.1.split_once(" column ")?;
        Some(Spot { line: line.parse().ok()?, column: column.parse().ok()? })
    };
    // A character that no YAML may hold is found before lines are counted.
    if let Some((message, position)) = message.split_once(" at position ") {
        let before = position.parse().ok().and_then(|position: usize| yaml.get(..position));
        return Fault { spot: limits::spot(before.unwrap_or_default()), message: message.to_owned(), limit: None };
    }
    let spot = if message.contains("unexpected end of stream") { begun().unwrap_or(noticed) } else { noticed };
    Fault { spot, message, limit: None }
}

/// Replaces the texts of numbers and booleans by what was written.
struct Retell<'a>(&'a mut Value);

impl<'de> DeserializeSeed<'de> for Retell<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Value::Bool(..) | Value::Number(_) => deserializer.deserialize_str(self),
            Value::List(_) => deserializer.deserialize_seq(self),
            Value::Map(_) => deserializer.deserialize_map(self),
            Value::Null | Value::Text(_) => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Retell<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same value again")
    }

    fn visit_str<E>(self, written: &str) -> Result<(), E> {
        if let Value::Bool(_, text) | Value::Number(text) = self.0 {
            written.clone_into(text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Value::List(list) = self.0 {
            for item in list {
                items.next_element_seed(Retell(item))?;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if let Value::Map(entries) = self.0 {
            for (_, value) in entries {
                map.next_key::<IgnoredAny>()?;
                map.next_value_seed(Retell(value))?;
            }
        }
        Ok(())
    }
}

/// Applies merge keys (`<<: *defaults`).
fn merge(value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(merge),
        Value::Map(entries) => {
            entries.iter_mut().for_each(|(_, value)| merge(value));
            if !entries.iter().any(|(key, _)| key == "<<") {
                return;
            }
            let mut brought = Vec::new();
            let mut own = Vec::new();
            for (key, value) in entries.drain(..) {
                match value {
                    Value::Map(defaults) if key == "<<" => brought.extend(defaults),
                    Value::List(sources) if key == "<<" => {
                        brought.extend(sources.into_iter().flat_map(|source| match source {
                            Value::Map(defaults) => defaults,
                            _ => Vec::new(),
                        }));
                    }
                    value => own.push((key, value)),
                }
            }
            // A mapping's own keys win over what it merges, an earlier source over a later one.
            let mut known: HashSet<String> = own.iter().map(|(key, _)| key.clone()).collect();
            brought.retain(|(key, _)| known.insert(key.clone()));
            brought.extend(own);
            *entries = brought;
        }
        _ => {}
    }
}
