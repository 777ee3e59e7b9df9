//! TOML into a [`Value`].
//!
//! The `toml` crate's own tree costs a reader 56 KB (brotli) of code; the parser beneath it,
//! whose events are collected here, costs 10.

use toml_parser::{
    ErrorSink, ParseError, Source, Span,
    decoder::{Encoding, ScalarKind},
    parser::{EventReceiver, ValidateWhitespace, parse_document},
};

use super::{Fault, value::Value};
use crate::limits::{self, spot};

/// The most parts the name of one value may have, tables and dotted keys together: dropping a
/// tree takes stack for every level.
const PARTS: usize = 32;
/// The most table headers: each is looked up among those before it.
const HEADERS: usize = 1_000;

/// Reads a TOML document. Dates come as texts; a key that stands twice is kept twice.
pub(crate) fn read(text: &str) -> Result<Value, Fault> {
    limits::check_bracket_depth(text)?;
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut tree = Tree {
        source,
        root: Vec::new(),
        table: Vec::new(),
        key: Vec::new(),
        open: Vec::new(),
        headers: 0,
        fault: None,
    };
    let mut error = None::<ParseError>;
    parse_document(&tokens, &mut ValidateWhitespace::new(&mut tree, source), &mut error);
    let fault =
        |at: usize, message: String| Fault { spot: spot(text.get(..at).unwrap_or_default()), message, limit: None };
    match (error, tree.fault) {
        (Some(error), _) => {
            let at = error.unexpected().or(error.context()).map_or(0, |span| span.start());
            Err(fault(at, error.description().to_owned()))
        }
        (None, Some((at, message))) => Err(fault(at, message)),
        (None, None) => Ok(Value::Map(tree.root)),
    }
}

/// The tree that grows from the parser's events.
struct Tree<'a> {
    source: Source<'a>,
    root: Entries,
    /// The table that the last header opened.
    table: Vec<String>,
    /// The parts of the key that was read last.
    key: Vec<String>,
    /// Arrays and inline tables that are not closed yet, outermost first.
    open: Vec<Open>,
    headers: usize,
    /// The first thing the parser allows and we do not.
    fault: Option<(usize, String)>,
}

/// An array or inline table that is not closed yet, and the key it belongs to.
struct Open {
    key: Vec<String>,
    collection: Value,
}

impl Tree<'_> {
    fn refuse(&mut self, span: Span, message: String) {
        self.fault.get_or_insert((span.start(), message));
    }

    /// The header's name is complete: `entry` goes where it leads.
    fn header(&mut self, span: Span, entry: Option<Value>) {
        self.table = std::mem::take(&mut self.key);
        self.headers += 1;
        if self.headers > HEADERS {
            self.refuse(span, format!("more than {HEADERS} table headers"));
        }
        if self.fault.is_some() {
            return;
        }
        match entry {
            Some(entry) => append(&mut self.root, &self.table, entry),
            None => {
                entries_at(&mut self.root, &self.table);
            }
        }
    }

    /// A value is complete: it goes into the innermost collection, or under its key.
    fn place(&mut self, span: Span, value: Value) {
        let parts = self.table.len() + self.key.len() + self.open.iter().map(|open| open.key.len() + 1).sum::<usize>();
        if parts > PARTS {
            self.refuse(span, format!("a name of more than {PARTS} parts"));
        }
        if self.fault.is_some() {
            return;
        }
        let key = std::mem::take(&mut self.key);
        match self.open.last_mut().map(|open| &mut open.collection) {
            Some(Value::List(items)) => items.push(value),
            Some(Value::Map(entries)) => insert(entries, &key, value),
            _ => insert(entries_at(&mut self.root, &self.table), &key, value),
        }
    }

    fn open(&mut self, collection: Value) {
        self.open.push(Open { key: std::mem::take(&mut self.key), collection });
    }

    fn close(&mut self, span: Span) {
        if let Some(open) = self.open.pop() {
            self.key = open.key;
            self.place(span, open.collection);
        }
    }
}

impl EventReceiver for Tree<'_> {
    fn std_table_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.key.clear();
    }

    fn std_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.header(span, None);
    }

    fn array_table_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.key.clear();
    }

    fn array_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.header(span, Some(Value::Map(Vec::new())));
    }

    fn inline_table_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Value::Map(Vec::new()));
        true
    }

    fn inline_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn array_open(&mut self, _span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Value::List(Vec::new()));
        true
    }

    fn array_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        if self.key.len() > PARTS {
            return self.refuse(span, format!("a name of more than {PARTS} parts"));
        }
        let mut part = String::new();
        if let Some(raw) = self.source.get(span) {
            toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span).decode_key(&mut part, error);
        }
        self.key.push(part);
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.source.get(span) else { return };
        let mut text = String::new();
        let kind = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span).decode_scalar(&mut text, error);
        let value = match kind {
            ScalarKind::String | ScalarKind::DateTime => Value::Text(text),
            ScalarKind::Boolean(truth) => Value::Bool(truth, text),
            ScalarKind::Float => Value::Number(text),
            ScalarKind::Integer(radix) => match i64::from_str_radix(&text, radix.value()) {
                Ok(number) => Value::Number(number.to_string()),
                Err(_) => return self.refuse(span, format!("`{}` is no number that fits", raw.as_str())),
            },
        };
        self.place(span, value);
    }
}

/// A table's entries.
type Entries = Vec<(String, Value)>;

/// The entries of the table that `path` names, which is made where it is missing; of a list of
/// tables the last one counts.
fn entries_at<'a>(root: &'a mut Entries, path: &[String]) -> &'a mut Entries {
    path.iter().fold(root, |entries, part| {
        let known = entries.iter().rposition(|(name, value)| name == part && is_table(value));
        let index = known.unwrap_or_else(|| {
            entries.push((part.clone(), Value::Map(Vec::new())));
            entries.len() - 1
        });
        entries_of(&mut entries[index].1)
    })
}

fn is_table(value: &Value) -> bool {
    match value {
        Value::Map(_) => true,
        Value::List(items) => matches!(items.last(), Some(Value::Map(_))),
        _ => false,
    }
}

/// The entries of a table, or of the last table of a list; anything else becomes a table.
fn entries_of(value: &mut Value) -> &mut Entries {
    let is_list = matches!(value, Value::List(items) if !items.is_empty());
    if !is_list && !matches!(value, Value::Map(_)) {
        *value = Value::Map(Vec::new());
    }
    match value {
        Value::Map(entries) => entries,
        Value::List(items) => {
            let last = items.len() - 1;
            entries_of(&mut items[last])
        }
        _ => unreachable!("it has just become a table"),
    }
}

fn insert(entries: &mut Entries, key: &[String], value: Value) {
    if let Some((name, path)) = key.split_last() {
        entries_at(entries, path).push((name.clone(), value));
    }
}

/// Adds a table to the list that `path` names.
fn append(root: &mut Entries, path: &[String], table: Value) {
    let Some((name, parents)) = path.split_last() else { return };
    let entries = entries_at(root, parents);
    match entries.iter_mut().rfind(|(known, value)| known == name && matches!(value, Value::List(_))) {
        Some((_, Value::List(items))) => items.push(table),
        _ => entries.push((name.clone(), Value::List(vec![table]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        read(text).map_or_else(
            |fault| format!("{}:{} {}", fault.spot.line, fault.spot.column, fault.message),
            |value| value.to_json().to_string(),
        )
    }

    #[test]
    fn documents_become_trees() {
        for (case, text, expected) in [
            (
                "scalars",
                "a = 'x'\nb = 1_000\nc = 0x1F\nd = true\ne = 1.50",
                r#"{"a":"x","b":1000,"c":31,"d":true,"e":1.5}"#,
            ),
            (
                "dates",
                "a = 2022-04-07\nb = 2022-04-07T06:38:50+08:00",
                r#"{"a":"2022-04-07","b":"2022-04-07T06:38:50+08:00"}"#,
            ),
            ("strings", "a = \"\\u58A8\\n\"\nb = '''\nx\ny'''", r#"{"a":"墨\n","b":"x\ny"}"#),
            ("tables", "a = 1\n[t]\nb = 2\n[t.u]\nc = 3", r#"{"a":1,"t":{"b":2,"u":{"c":3}}}"#),
            ("a table goes on", "[t.u]\na = 1\n[t]\nb = 2", r#"{"t":{"b":2,"u":{"a":1}}}"#),
            ("lists of tables", "[[t]]\na = 1\n[[t]]\na = 2\n[t.u]\nb = 3", r#"{"t":[{"a":1},{"a":2,"u":{"b":3}}]}"#),
            ("dotted keys", "a.b.c = 1\na.b.d = 2", r#"{"a":{"b":{"c":1,"d":2}}}"#),
            ("quoted keys", "\"a b\".'c' = 1", r#"{"a b":{"c":1}}"#),
            ("arrays", "a = [1, [2, 3], 'x']", r#"{"a":[1,[2,3],"x"]}"#),
            ("inline tables", "a = {b = 1, c.d = [2]}\ne = 3", r#"{"a":{"b":1,"c":{"d":[2]}},"e":3}"#),
            ("nothing", "# only a comment\n", "{}"),
        ] {
            // As values: whether serde_json keeps the order of keys depends on who else is compiled.
            let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).ok();
            assert_eq!(value(&json(text)), value(expected), "{case}");
        }
    }

    #[test]
    fn what_is_no_toml_is_refused_where_it_stands() {
        for (case, text, start) in [
            ("no value", "a = 1\nb =\n", "2:"),
            ("an open string", "a = \"x\n", "1:"),
            ("no key", "= 1\n", "1:1"),
            ("an open list", "a = [1, 2\nb = 3\n", "2:"),
            ("a number too large", "a = 99999999999999999999\n", "1:5"),
        ] {
            let found = json(text);
            assert!(found.starts_with(start), "{case}: {found}");
        }
    }

    #[test]
    fn deep_names_and_floods_of_tables_are_refused() {
        let deep = format!("{}a = 1", "a.".repeat(30_000));
        let tables: String = (0..2_000).map(|number| format!("[t{number}]\n")).collect();
        let nested = format!("[{}a]\nx = {{ {}b = 1 }}", "a.".repeat(20), "b.".repeat(20));
        for (case, text, expected) in [
            ("a dotted key", deep.as_str(), "parts"),
            ("headers", tables.as_str(), "table headers"),
            ("a table with a dotted key inside", nested.as_str(), "parts"),
        ] {
            let found = json(text);
            assert!(found.contains(expected), "{case}: {found}");
        }
    }
}
