//! The writer's MathML, read into tokens. The text is our own writer's and well-formed; what is
//! nevertheless unknown makes the formula fail instead of passing.

use crate::{FormulaError, policy};

/// A piece of MathML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An element begins.
    Open {
        /// Its name.
        name: &'static str,
        /// Its attributes.
        attributes: Vec<(&'static str, String)>,
        /// What its `style` says.
        styles: Vec<(&'static str, String)>,
    },
    /// Text.
    Text(String),
    /// The innermost element ends.
    Close,
}

/// Reads MathML. White space between tags is none of the formula's.
pub(crate) fn read(text: &str) -> Result<Vec<Token>, FormulaError> {
    let mut tokens = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<').filter(|tag| begins_tag(tag)) else {
            // The writer leaves the operators `<` and `&` as they are.
            let end = rest.match_indices('<').map(|(at, _)| at).find(|at| begins_tag(&rest[at + 1..]));
            let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
            if open.is_empty() {
                return Err(unknown("text beside the formula"));
            }
            // `mtext` keeps its blanks as no-break spaces.
            if !text.trim_ascii().is_empty() || open.last().is_some_and(|name| matches!(*name, "mtext" | "mo")) {
                tokens.push(Token::Text(decoded(text)?));
            }
            rest = after;
            continue;
        };
        let (tag, after) = tag.split_once('>').ok_or_else(|| unknown("a tag without an end"))?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(unknown("elements that overlap"));
            }
            tokens.push(Token::Close);
            continue;
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, written) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
        let name = policy::known(policy::ELEMENTS, name).ok_or_else(|| unknown(&format!("<{name}>")))?;
        tokens.push(element(name, written)?);
        if is_empty {
            tokens.push(Token::Close);
        } else {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(tokens) } else { Err(unknown("elements without an end")) }
}

fn element(name: &'static str, written: &str) -> Result<Token, FormulaError> {
    let (mut attributes, mut styles) = (Vec::new(), Vec::new());
    let mut rest = written.trim_start();
    while !rest.is_empty() {
        let (attribute, after) = rest.split_once("=\"").ok_or_else(|| unknown("a tag without quotes"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| unknown("a value without an end"))?;
        rest = after.trim_start();
        if attribute == "style" {
            for declaration in value.split(';').filter(|declaration| !declaration.trim().is_empty()) {
                let (property, value) =
                    declaration.split_once(':').ok_or_else(|| unknown("a style without a value"))?;
                styles.push(checked(policy::STYLES, property.trim(), value.trim())?);
            }
        } else if attribute == "class" {
            let names: Vec<&str> = value.split_ascii_whitespace().filter(|name| policy::is_class(name)).collect();
            if !names.is_empty() {
                attributes.push(checked(policy::ATTRIBUTES, attribute, &names.join(" "))?);
            }
        } else {
            attributes.push(checked(policy::ATTRIBUTES, attribute, value)?);
        }
    }
    Ok(Token::Open { name, attributes, styles })
}

fn checked(list: &[&'static str], name: &str, value: &str) -> Result<(&'static str, String), FormulaError> {
    match policy::known(list, name).filter(|_| policy::is_plain(value)) {
        Some(name) => Ok((name, value.to_owned())),
        None => Err(unknown(&format!("{name}=\"{value}\""))),
    }
}

/// Whether what follows a `<` makes it the beginning of a tag rather than the operator.
fn begins_tag(after: &str) -> bool {
    after.strip_prefix('/').unwrap_or(after).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Text with the references that the writer makes resolved.
fn decoded(text: &str) -> Result<String, FormulaError> {
    if text == "&" {
        return Ok(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or_else(|| unknown("an ampersand"))?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            _ => return Err(unknown(&format!("&{name};"))),
        });
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn unknown(what: &str) -> FormulaError {
    FormulaError::Unknown(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unknown_passes() {
        for text in [
            "<math><script></script></math>",
            "<math><mi onclick=\"x\">x</mi></math>",
            "<math><mi href=\"x\">x</mi></math>",
            "<math><mi style=\"position: fixed\">x</mi></math>",
            "<math><mi style=\"color: url(x)\">x</mi></math>",
            "<math><mi width=\"a;b\">x</mi></math>",
            "<math><mi>x</math></mi>",
            "<math><mi>x</mi>",
            "<math",
            "<math><mi>&evil;</mi></math>",
            "<math><mi>a&</mi></math>",
            "<math><mi><b></mi></math>",
            "<!-- --><math></math>",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
