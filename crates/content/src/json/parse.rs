//! JSON (RFC 8259) into the tree, to the letter and in one pass.

use super::{JsonError, Value};

/// How deep lists and objects may lie in each other. Ours lie six deep.
const DEEPEST: u32 = 32;

/// Reads the one value that `text` holds.
pub(super) fn parse(text: &str) -> Result<Value, JsonError> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.skip_blanks();
    if parser.at == text.len() { Ok(value) } else { Err(parser.expected("the end")) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn value(&mut self, depth: u32) -> Result<Value, JsonError> {
        if depth > DEEPEST {
            return Err(self.expected("nothing nested as deep"));
        }
        self.skip_blanks();
        match self.peek() {
            b'{' => {
                let mut fields = Vec::new();
                self.members(b'}', |parser| {
                    parser.skip_blanks();
                    let name = parser.string()?;
                    parser.skip_blanks();
                    if !parser.take(b':') {
                        return Err(parser.expected("`:`"));
                    }
                    fields.push((name, parser.value(depth + 1)?));
                    Ok(())
                })?;
                Ok(Value::Object(fields))
            }
            b'[' => {
                let mut items = Vec::new();
                self.members(b']', |parser| {
                    items.push(parser.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::List(items))
            }
            b'"' => self.string().map(Value::Text),
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                for (word, value) in [("null", Value::Null), ("true", Value::Flag(true)), ("false", Value::Flag(false))]
                {
                    if self.text[self.at..].starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.expected("a value"))
            }
        }
    }

    /// What stands between an opening bracket and `end`, separated by commas.
    fn members(
        &mut self,
        end: u8,
        mut member: impl FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.at += 1;
        self.skip_blanks();
        if self.take(end) {
            return Ok(());
        }
        loop {
            member(self)?;
            self.skip_blanks();
            if self.take(end) {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or the end of it"));
            }
        }
    }

    fn string(&mut self) -> Result<String, JsonError> {
        if !self.take(b'"') {
            return Err(self.expected("a text"));
        }
        let mut read = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len());
            read.push_str(&rest[..plain]);
            self.at += plain;
            if self.take(b'"') {
                return Ok(read);
            }
            if !self.take(b'\\') {
                return Err(self.expected("the end of a text"));
            }
            let escape = self.peek();
            self.at += 1;
            read.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.escaped()?,
                _ => {
                    self.at -= 1;
                    return Err(self.expected("an escape"));
                }
            });
        }
    }

    /// The character of `\uXXXX`, or of two that are the halves of one. Half of one is none.
    fn escaped(&mut self) -> Result<char, JsonError> {
        let first = self.hexadecimal()?;
        let code = match first {
            0xd800..=0xdbff if self.text[self.at..].starts_with("\\u") => {
                self.at += 2;
                let second = self.hexadecimal()?;
                match second {
                    0xdc00..=0xdfff => 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    _ => first,
                }
            }
            _ => first,
        };
        char::from_u32(code).ok_or_else(|| self.expected("a character"))
    }

    fn hexadecimal(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut code = 0;
        for digit in digits {
            let Some(digit) = char::from(*digit).to_digit(16) else { return Err(self.expected("four digits")) };
            code = code * 16 + digit;
        }
        if digits.len() < 4 {
            return Err(self.expected("four digits"));
        }
        self.at += 4;
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let negative = self.take(b'-');
        let mut number = Some(0_i64);
        let start = self.at;
        while let digit @ b'0'..=b'9' = self.peek() {
            let digit = i64::from(digit - b'0');
            let digit = if negative { -digit } else { digit };
            number = number.and_then(|number| number.checked_mul(10)?.checked_add(digit));
            self.at += 1;
        }
        // The zero below zero is another number than 0 to whoever counts in fractions.
        number = number.filter(|number| !negative || *number != 0);
        let digits = self.at - start;
        if digits == 0 || digits > 1 && self.text.as_bytes().get(start) == Some(&b'0') {
            return Err(self.expected("a number"));
        }
        if self.take(b'.') {
            number = None;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            number = None;
            let _signed = self.take(b'-') || self.take(b'+');
            self.digits()?;
        }
        Ok(number.map_or(Value::OtherNumber, Value::Integer))
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(self.expected("a digit")) }
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
    }

    /// The next byte; 0, which no JSON holds, at the end.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == byte;
        self.at += usize::from(is_here);
        is_here
    }

    #[cold]
    #[inline(never)]
    fn expected(&self, expected: &'static str) -> JsonError {
        JsonError::Syntax { at: self.at, expected }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What another reader of JSON makes of a text.
    fn peer(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Flag(flag),
            serde_json::Value::Number(number) => number.as_i64().map_or(Value::OtherNumber, Value::Integer),
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(items) => Value::List(items.into_iter().map(peer).collect()),
            serde_json::Value::Object(fields) => {
                Value::Object(fields.into_iter().map(|(name, value)| (name, peer(value))).collect())
            }
        }
    }

    fn assert_as_peer(text: &str) {
        let ours = parse(text);
        match serde_json::from_str(text) {
            Ok(value) => assert_eq!(ours, Ok(peer(value)), "{text}"),
            Err(error) => assert!(ours.is_err(), "{text}: {error}"),
        }
    }

    #[test]
    fn texts_mean_what_they_mean_to_others() {
        for text in [
            "",
            " ",
            "null",
            "nul",
            "nulll",
            "true",
            " false ",
            "0",
            "-0",
            "-",
            "01",
            "-01",
            "1.",
            ".5",
            "1.5",
            "1e5",
            "1E+5",
            "1e-",
            "1e",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1 2",
            "[",
            "]",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1, [2, []]]",
            "{",
            "{}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a": 1,}"#,
            r#"{"a": 1 "b"}"#,
            r#"{"a" : [1] , "b":{"c":null}}"#,
            "{1: 2}",
            r#"""#,
            r#""a"#,
            r#""\"#,
            r#""\x""#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\u00e9\u4E2D""#,
            r#""\u00e""#,
            r#""\u00g0""#,
            r#""\u""#,
            r#""\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ud83d\u0041""#,
            r#""\ud83d\ud83d""#,
            r#""\ud83dx""#,
            r#""\ud83d\ue000""#,
            r#""\ude00""#,
            r#""\u0000""#,
            "\"\n\"",
            "\"\u{1}\"",
            "\"砚\u{7f}\"",
            "\u{feff}1",
            "'a'",
            "//",
            "\0",
            "1\0",
            "+1",
            "NaN",
            "{\"a\":1}\0",
        ] {
            assert_as_peer(text);
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_and_not_followed() {
        for (depth, is_read) in [(1, true), (32, true), (34, false), (1_000_000, false)] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let inside = if open == "[" { "" } else { "1" };
                let text = format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
                assert_eq!(parse(&text).is_ok(), is_read, "{depth} of {open}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_means_what_it_means_to_others(text in r#"[\[\]{}:,"\\u0-9a-fn\-.eE 砚]{0,40}"#) {
            // An object whose names repeat is read by the first here and by the last there.
            prop_assume!(text.matches('"').count() < 7);
            assert_as_peer(&text);
        }

        #[test]
        fn any_string_comes_back(text in any::<String>()) {
            let json = serde_json::to_string(&text).expect("a text is JSON");
            prop_assert_eq!(parse(&json), Ok(Value::Text(text)));
        }
    }
}
