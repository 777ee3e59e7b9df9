//! One tree of values for YAML, TOML and JSON, which keeps the text of scalars.

use std::{cell::Cell, fmt};

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// A value of front matter. Mappings keep their order and their duplicates.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`, with the text it was written as.
    Bool(bool, String),
    /// A number, as it was written.
    Number(String),
    /// A text, or a date.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The text of a scalar; `None` for null, lists and mappings.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Bool(_, text) | Self::Number(text) | Self::Text(text) => Some(text),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The last value under `key` (of any case, an exact match first) in a mapping; null is absent.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let Self::Map(entries) = self else { return None };
        let last = |matches: &dyn Fn(&str) -> bool| entries.iter().rev().find(|(name, _)| matches(name));
        let (_, value) = last(&|name| name == key).or_else(|| last(&|name| name.eq_ignore_ascii_case(key)))?;
        (*value != Self::Null).then_some(value)
    }

    /// The value as JSON; a number that JSON cannot hold becomes a text.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(truth, _) => (*truth).into(),
            Self::Number(text) => number(text).unwrap_or_else(|| text.clone().into()),
            Self::Text(text) => text.clone().into(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Map(entries) => {
                // One by one: to collect them is to sort them, by a sort of their own.
                let mut map = serde_json::Map::new();
                for (key, value) in entries {
                    map.insert(key.clone(), value.to_json());
                }
                map.into()
            }
        }
    }
}

fn number(text: &str) -> Option<serde_json::Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    let number = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64)?;
    Some(number.into())
}

/// What a reader counts and notices while it builds a tree.
pub(crate) struct Tally {
    /// Values that may still be built.
    pub(crate) nodes_left: Cell<usize>,
    /// Whether a scalar's text is not the one that was written (`0x10` was read as 16).
    pub(crate) inexact: Cell<bool>,
}

impl Tally {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { nodes_left: Cell::new(nodes), inexact: Cell::new(false) }
    }
}

/// What an error says when the tally's nodes are used up.
pub(crate) const TOO_MANY_NODES: &str = "too many nodes";

/// Builds a [`Value`] from YAML or JSON.
#[derive(Clone, Copy)]
pub(crate) struct Build<'a>(pub(crate) &'a Tally);

impl Build<'_> {
    fn scalar<E>(self, value: Value, inexact: bool) -> Result<Value, E> {
        self.0.inexact.set(self.0.inexact.get() || inexact);
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.0.nodes_left.get().checked_sub(1).ok_or_else(|| D::Error::custom(TOO_MANY_NODES))?;
        self.0.nodes_left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        self.scalar(Value::Bool(truth, truth.to_string()), true)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        self.scalar(Value::Number(number.to_string()), true)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        self.scalar(Value::Number(number.to_string()), true)
    }

    fn visit_i128<E>(self, number: i128) -> Result<Value, E> {
        self.scalar(Value::Number(number.to_string()), true)
    }

    fn visit_u128<E>(self, number: u128) -> Result<Value, E> {
        self.scalar(Value::Number(number.to_string()), true)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        self.scalar(Value::Number(number.to_string()), true)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Key>()? {
            let value = map.next_value_seed(self)?;
            entries.push((key.0, value));
        }
        Ok(Value::Map(entries))
    }

    /// A YAML tag says what the value is; its text is enough for us.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_, value): (IgnoredAny, _) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// A mapping's key, as it was written.
struct Key(String);

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key that is a text")
            }
            fn visit_str<E>(self, text: &str) -> Result<Key, E> {
                Ok(Key(text.into()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
