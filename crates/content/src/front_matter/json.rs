//! JSON into a [`Value`].

use serde::de::DeserializeSeed;

use super::{
    Fault,
    value::{Build, Tally, Value},
};
use crate::{limits, problem::Spot};

/// Reads a JSON object; Hexo leaves the outer braces off.
pub(crate) fn read(text: &str) -> Result<Value, Fault> {
    limits::check_bracket_depth(text)?;
    if text.trim_start().starts_with('{') {
        return object(text);
    }
    let braced = format!("{{{text}}}");
    object(&braced).map_err(|fault| {
        let first_line = fault.spot.line == 1;
        let column = fault.spot.column.saturating_sub(u32::from(first_line)).max(1);
        Fault { spot: Spot { column, ..fault.spot }, ..fault }
    })
}

fn object(text: &str) -> Result<Value, Fault> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let tally = Tally::new(text.len() + 1);
    let value = Build(&tally).deserialize(&mut parser);
    value.and_then(|value| parser.end().map(|()| value)).map_err(|error| {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX).max(1);
        let message = error.to_string();
        Fault {
            spot: Spot { line: number(error.line()), column: number(error.column()) },
            message: message.split(" at line ").next().unwrap_or_default().to_owned(),
            limit: None,
        }
    })
}

/// The end of the JSON object that `text` begins with, behind its closing brace.
pub(crate) fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
