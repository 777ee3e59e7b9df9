//! The JSON that Inkstone writes for itself, read into one tree of which types take their fields.
//!
//! A reader of its own for every type, as a derive makes them, is most of an app that reads twenty
//! types: the tree is read by one piece of code, and a type is a few look-ups in it. What is read may
//! be anybody's, so depth is bounded here and everything else by who asks.

mod parse;
mod written;

use std::fmt::Write as _;

use parse::parse;

/// A value of JSON. A name that an object has twice counts once, as it stood first.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Null,
    Flag(bool),
    Integer(i64),
    /// A number with a fraction or beyond 64 bits, which nothing of ours is.
    OtherNumber,
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// Why a text is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON, or nested deeper than anything of ours.
    #[error("at byte {at}: {expected} was expected")]
    Syntax {
        /// Where it stops being JSON, in bytes from the start.
        at: usize,
        /// What could stand there.
        expected: &'static str,
    },
    /// JSON of another shape.
    #[error("`{path}`: {expected} was expected")]
    Shape {
        /// Which value, for instance `site.navigation[2].label`; empty for the whole.
        path: String,
        /// What it should be.
        expected: &'static str,
    },
}

/// What can be read from a value of JSON.
pub trait FromNode: Sized {
    /// Reads `node`.
    ///
    /// # Errors
    /// When it has another shape.
    fn from_node(node: Node<'_>) -> Result<Self, JsonError>;
}

/// A value of JSON, and where it stands in the whole.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    value: &'a Value,
    step: Step<'a>,
}

/// How a value was reached.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Whole,
    Field(&'a Node<'a>, &'static str),
    Item(&'a Node<'a>, usize),
}

/// Reads a text as JSON of one shape.
///
/// ```
/// use inkstone_content::json;
/// let read = |text| json::read(text, |node| node.field::<u32>("posts"));
/// assert_eq!(read(r#"{"posts": 3}"#), Ok(3));
/// assert_eq!(read(r#"{"posts": -3}"#).unwrap_err().to_string(), "`posts`: a whole number in its range was expected");
/// ```
///
/// # Errors
/// When it is not JSON, and when `of` says that it has another shape.
pub fn read<T>(text: &str, of: impl FnOnce(Node<'_>) -> Result<T, JsonError>) -> Result<T, JsonError> {
    let value = parse(text)?;
    of(Node { value: &value, step: Step::Whole })
}

impl<'a> Node<'a> {
    /// The field of this name, which must be there; one that may be `null` must not.
    ///
    /// # Errors
    /// When this is no object, when the field is missing, and when it has another shape.
    pub fn field<T: FromNode>(self, name: &'static str) -> Result<T, JsonError> {
        let value = self.find(name)?.unwrap_or(&Value::Null);
        T::from_node(Node { value, step: Step::Field(&self, name) })
    }

    /// The field of this name; the default when it is missing or `null`.
    ///
    /// # Errors
    /// When this is no object, and when the field has another shape.
    pub fn or_default<T: FromNode + Default>(self, name: &'static str) -> Result<T, JsonError> {
        Ok(self.field::<Option<T>>(name)?.unwrap_or_default())
    }

    /// The field of this name as JSON again, for whoever reads it elsewhere; `null` when it is missing.
    ///
    /// # Errors
    /// When this is no object.
    pub fn written(self, name: &'static str) -> Result<String, JsonError> {
        let mut text = String::new();
        self.find(name)?.unwrap_or(&Value::Null).write(&mut text);
        Ok(text)
    }

    /// What `read` makes of the fields of this; of several that have another shape the first is told of.
    ///
    /// Where a type is many fields, ending at each of them with what was read before is most of its code.
    ///
    /// # Errors
    /// When this is no object, and when a field has another shape.
    pub fn fields<T>(self, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, JsonError> {
        let mut fields = Fields { node: self, problem: None };
        let value = read(&mut fields);
        match fields.problem {
            None => Ok(value),
            Some(problem) => Err(problem),
        }
    }

    /// The text that this is.
    ///
    /// # Errors
    /// When it is none.
    pub fn text(self) -> Result<&'a str, JsonError> {
        match self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.expected("a text")),
        }
    }

    /// The item at `at` of a list with a fixed number of items.
    ///
    /// # Errors
    /// When this is no list of `count` items, and when the item has another shape.
    pub fn item<T: FromNode>(self, at: usize, count: usize) -> Result<T, JsonError> {
        match self.value {
            Value::List(items) if items.len() == count => match items.get(at) {
                Some(value) => T::from_node(Node { value, step: Step::Item(&self, at) }),
                None => Err(self.expected("a longer list")),
            },
            _ => Err(self.expected("a list of another length")),
        }
    }

    /// That this is not what it should be, in words that go before "was expected".
    #[cold]
    #[inline(never)]
    pub fn expected(self, expected: &'static str) -> JsonError {
        let mut path = String::new();
        self.write_path(&mut path);
        JsonError::Shape { path, expected }
    }

    fn write_path(self, path: &mut String) {
        match self.step {
            Step::Whole => {}
            Step::Field(parent, name) => {
                parent.write_path(path);
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Item(parent, at) => {
                parent.write_path(path);
                // Writing to a text cannot fail.
                let _ = write!(path, "[{at}]");
            }
        }
    }

    #[inline(never)]
    fn find(self, name: &str) -> Result<Option<&'a Value>, JsonError> {
        match self.value {
            Value::Object(fields) => Ok(fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)),
            _ => Err(self.expected("an object")),
        }
    }

    #[inline(never)]
    fn integer(self) -> Result<i64, JsonError> {
        match self.value {
            Value::Integer(number) => Ok(*number),
            _ => Err(self.expected("a whole number in its range")),
        }
    }
}

/// The fields of an object, for a reader that goes through all of them ([`Node::fields`]).
pub struct Fields<'a> {
    node: Node<'a>,
    problem: Option<JsonError>,
}

impl Fields<'_> {
    /// The field of this name, as [`Node::field`] gives it; the default when it has another shape.
    #[inline(never)]
    pub fn field<T: FromNode + Default>(&mut self, name: &'static str) -> T {
        match self.node.field(name) {
            Ok(value) => value,
            Err(problem) => {
                self.problem.get_or_insert(problem);
                T::default()
            }
        }
    }

    /// The field of this name; `default` when it is missing or `null`, or has another shape.
    pub fn field_or<T: FromNode>(&mut self, name: &'static str, default: T) -> T {
        self.field::<Option<T>>(name).unwrap_or(default)
    }

    /// The field of this name; the default when it is missing or `null`, or has another shape.
    pub fn or_default<T: FromNode + Default>(&mut self, name: &'static str) -> T {
        self.field::<Option<T>>(name).unwrap_or_default()
    }
}

impl FromNode for String {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        node.text().map(str::to_owned)
    }
}

impl FromNode for bool {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        match node.value {
            Value::Flag(flag) => Ok(*flag),
            _ => Err(node.expected("true or false")),
        }
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl FromNode for $integer {
            fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
                let number = node.integer()?;
                number.try_into().map_err(|_| node.expected("a whole number in its range"))
            }
        }
    )*};
}

integers!(u8, i8, i16, i32, u32);

impl FromNode for i64 {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        node.integer()
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        match node.value {
            Value::Null => Ok(None),
            _ => T::from_node(node).map(Some),
        }
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let Value::List(items) = node.value else { return Err(node.expected("a list")) };
        let item = |(at, value)| T::from_node(Node { value, step: Step::Item(&node, at) });
        items.iter().enumerate().map(item).collect()
    }
}

impl<A: FromNode, B: FromNode> FromNode for (A, B) {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok((node.item(0, 2)?, node.item(1, 2)?))
    }
}

impl<A: FromNode, B: FromNode, C: FromNode> FromNode for (A, B, C) {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok((node.item(0, 3)?, node.item(1, 3)?, node.item(2, 3)?))
    }
}

impl<T: FromNode> FromNode for std::collections::HashMap<String, T> {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let Value::Object(fields) = node.value else { return Err(node.expected("an object")) };
        let field = |(name, value): &(String, Value)| {
            let step = Step::Field(&node, "a field");
            Ok((name.clone(), T::from_node(Node { value, step })?))
        };
        fields.iter().map(field).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_another_shape_is_named_by_its_path() {
        type Read = fn(Node<'_>) -> Result<(), JsonError>;
        fn links(node: Node<'_>) -> Result<(), JsonError> {
            struct Link;
            impl FromNode for Link {
                fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
                    node.field::<String>("label").map(|_| Self)
                }
            }
            node.field::<Vec<Link>>("links").map(drop)
        }
        for (text, read, expected) in [
            ("[]", links as Read, "``: an object was expected"),
            ("{}", links, "`links`: a list was expected"),
            (r#"{"links": [{"label": "a"}, {"label": 1}]}"#, links, "`links[1].label`: a text was expected"),
            (r#"{"n": 256}"#, |node| node.field::<u8>("n").map(drop), "`n`: a whole number in its range was expected"),
            (r#"{"n": 1.5}"#, |node| node.field::<i64>("n").map(drop), "`n`: a whole number in its range was expected"),
            (r#"{"n": 1}"#, |node| node.field::<bool>("n").map(drop), "`n`: true or false was expected"),
            (
                r#"{"n": [1, 2, 3]}"#,
                |node| node.field::<(u8, u8)>("n").map(drop),
                "`n`: a list of another length was expected",
            ),
        ] {
            assert_eq!(super::read(text, read).map_err(|error| error.to_string()), Err(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_may_be_missing_may_also_be_null() {
        for text in ["{}", r#"{"n": null}"#] {
            assert_eq!(read(text, |node| node.field::<Option<u8>>("n")), Ok(None), "{text}");
            assert_eq!(read(text, |node| node.or_default::<u8>("n")), Ok(0), "{text}");
            assert!(read(text, |node| node.field::<u8>("n")).is_err(), "{text}");
        }
        assert_eq!(read(r#"{"n": 1, "n": 2}"#, |node| node.field("n")), Ok(1_u8), "the first of two");
    }
}
