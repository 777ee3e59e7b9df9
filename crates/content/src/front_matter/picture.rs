//! What a key says of an image.

use super::{clean, value::Value};
use crate::{Image, address};

/// What a key says of an image.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Picture {
    /// Nothing.
    None,
    /// `false`: no image, and no looking further.
    Forbidden,
    /// This one.
    Found(Image),
}

/// Reads a text, a list's first, or a map with `image`, `src`, `url` or `path`.
pub(super) fn picture(value: &Value) -> Picture {
    match value {
        Value::Bool(false, _) => Picture::Forbidden,
        Value::Text(text) => match clean(text) {
            text if text == "false" => Picture::Forbidden,
            text if text.is_empty() || text == "true" || !address::is_image_address(&text) => Picture::None,
            text => Picture::Found(Image(text)),
        },
        Value::List(items) => items.first().map_or(Picture::None, picture),
        Value::Map(_) => {
            let named = ["image", "src", "url", "path"].iter().find_map(|key| value.get(key));
            // A picture in a picture in a picture is none.
            named.filter(|inner| inner.text().is_some()).map_or(Picture::None, picture)
        }
        Value::Null | Value::Bool(true, _) | Value::Number(_) => Picture::None,
    }
}
