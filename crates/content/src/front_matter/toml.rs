//! TOML into a [`Value`].

use serde::de::DeserializeSeed;

use super::{
    Fault,
    value::{Build, Tally, Value},
};
use crate::limits::{self, spot};

/// Reads a TOML document. Dates come as texts.
pub(crate) fn read(text: &str) -> Result<Value, Fault> {
    limits::check_bracket_depth(text)?;
    let fault = |error: &toml::de::Error| Fault {
        spot: spot(text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default()),
        message: error.message().lines().next().unwrap_or_default().to_owned(),
        limit: None,
    };
    let parser = toml::Deserializer::parse(text).map_err(|error| fault(&error))?;
    // Every node is written: the text's length is the bound.
    Build(&Tally::new(text.len() + 1)).deserialize(parser).map_err(|error| fault(&error))
}
