//! Yes or no.

use super::value::Value;

/// Yes or no, in any of the words that YAML 1.1 and people use.
pub(crate) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth, _) => Some(*truth),
        value => match value.text()?.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some(true),
            "false" | "no" | "off" | "n" | "0" => Some(false),
            _ => None,
        },
    }
}

/// Hugo's `never`.
pub(super) fn never(value: &Value) -> bool {
    value.text() == Some("never") || truth(value) == Some(false)
}
