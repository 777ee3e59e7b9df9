//! The styles: lists such as `web/style.css` import one file a subject, and the page gets each list as one.
//!
//! A browser could follow the imports itself, but only after it has read the first file: one
//! more round trip before anything is painted.

use std::fs;
use std::path::{Component, Path};

use crate::failure::{Failure, Outcome};

/// The list of the styles of a post or a list in somebody else's page.
pub(crate) const ELEMENT: &str = "element.css";

/// The styles of these lists: the text of each with every `@import "./FILE";` replaced by that
/// file, without comments (those that begin with `/*!` stay) and without blanks that mean nothing.
pub(crate) fn joined(web: &Path, lists: &[&str]) -> Outcome<String> {
    lists.iter().map(|list| Ok(compact(&joined_list(web, list)?))).collect()
}

/// The styles of the elements: the files that `web/element.css` lists. Their sizes follow the text around
/// the element, since `rem` is whatever somebody else's page makes of it.
pub(crate) fn of_element(web: &Path) -> Outcome<String> {
    let css = joined_list(web, ELEMENT)?;
    let relative = |line: &str| if line.starts_with("@media") { line.to_owned() } else { rem_to_em(line) };
    Ok(compact(&css.lines().map(|line| relative(line) + "\n").collect::<String>()))
}

/// `line` with `1.5rem` written as `1.5em`.
fn rem_to_em(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("rem") {
        let (before, unit) = rest.split_at(at);
        text.push_str(before);
        let ends = !unit[3..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        text.push_str(if ends && before.ends_with(|c: char| c.is_ascii_digit()) { "em" } else { "rem" });
        rest = &unit[3..];
    }
    text + rest
}

fn joined_list(web: &Path, list: &str) -> Outcome<String> {
    let mut text = String::new();
    for line in without_comments(&read(&web.join(list))?).lines().map(str::trim).filter(|line| !line.is_empty()) {
        let name = line.strip_prefix("@import \"./").and_then(|rest| rest.strip_suffix("\";"));
        let part = name.filter(|name| Path::new(name).components().all(|part| matches!(part, Component::Normal(_))));
        let Some(part) = part else {
            return Err(Failure::new(format!("web/{list} has the line `{line}`, which imports no file of web/style"))
                .mended_by("put rules into a file of web/style and import it: @import \"./style/NAME.css\";"));
        };
        for line in without_comments(&read(&web.join(part))?).lines().map(str::trim).filter(|line| !line.is_empty()) {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}

/// A piece of a style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Comment(&'a str),
    /// With its quotes.
    String(&'a str),
    /// Neither.
    Plain(&'a str),
}

/// The pieces of `css`: what looks like a comment in a string is part of it.
fn pieces(css: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (css, 0);
    while let Some(at) = rest[from..].find(['"', '\'', '/']).map(|at| from + at) {
        let (before, found) = rest.split_at(at);
        let (piece, length) = match &found[..1] {
            "/" if found.starts_with("/*") => {
                let end = found[2..].find("*/").map_or(found.len(), |end| end + 4);
                (Piece::Comment(&found[..end]), end)
            }
            "/" => {
                from = at + 1;
                continue;
            }
            quote => {
                let end = string_length(found, quote);
                (Piece::String(&found[..end]), end)
            }
        };
        pieces.extend([Piece::Plain(before), piece]);
        (rest, from) = (&found[length..], 0);
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

/// `css` without its comments, but for those of a licence.
fn without_comments(css: &str) -> String {
    let kept = |piece| match piece {
        Piece::Comment(text) if !text.starts_with("/*!") => "",
        Piece::Comment(text) | Piece::String(text) | Piece::Plain(text) => text,
    };
    pieces(css).into_iter().map(kept).collect()
}

/// `css` without blanks that mean nothing: at the ends of lines, around braces, semicolons and commas, and behind
/// colons, which in selectors have none (`a :hover`).
fn compact(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    for piece in pieces(css) {
        let plain = match piece {
            Piece::Plain(plain) => plain,
            Piece::Comment(kept) | Piece::String(kept) => {
                text.push_str(kept);
                continue;
            }
        };
        for c in plain.chars() {
            let c = if c.is_ascii_whitespace() { ' ' } else { c };
            if c == ' ' && text.ends_with([' ', '{', '}', ';', ',', ':']) {
                continue;
            }
            if matches!(c, '{' | '}' | ';' | ',') {
                text.truncate(text.trim_end_matches(' ').len());
            }
            if c == '}' && text.ends_with(';') {
                text.pop();
            }
            text.push(c);
        }
    }
    text.truncate(text.trim_end_matches(' ').len());
    text
}

/// How long the string is that `text` begins with, its quotes included.
fn string_length(text: &str, quote: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if quote.starts_with(c) => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_parts_follow_each_other_in_the_order_of_the_imports() {
        let scratch = Scratch::new("styles");
        for (file, text) in [
            ("style.css", "/* the list */\n@import \"./style/b.css\";\n@import \"./style/a.css\";\n"),
            ("style/a.css", "/* a */\na {\n  color: red;\n}\n"),
            ("style/b.css", "b { top: 0; }\n"),
            ("style/c.css", "c { not: imported; }\n"),
        ] {
            scratch.write(file, text);
        }
        assert_eq!(joined(&scratch.path(""), &["style.css"]), Ok("b{top:0}a{color:red}".to_owned()));
    }

    #[test]
    fn only_imports_of_our_own_files_stand_in_the_list() {
        let scratch = Scratch::new("styles-refused");
        scratch.write("secret.css", "");
        for line in [
            "a { top: 0; }",
            "@import \"./../secret.css\";",
            "@import \"https://elsewhere.example/a.css\";",
            "@import url(./style/a.css);",
            "@import \"./style/a.css\" print;",
        ] {
            scratch.write("web/style.css", line);
            let failure = joined(&scratch.path("web"), &["style.css"]).expect_err(line);
            let expected = format!("web/style.css has the line `{line}`, which imports no file of web/style");
            assert!(failure.to_string().starts_with(&expected), "{failure}");
        }
    }

    #[test]
    fn the_sizes_of_elements_follow_the_text_around_them() {
        for (line, expected) in [
            ("a { margin: 1.5rem 0 2rem; }", "a { margin: 1.5em 0 2em; }"),
            ("a { font: 0.8rem/1.5 x; top: calc(1rem + 2vw) }", "a { font: 0.8em/1.5 x; top: calc(1em + 2vw) }"),
            (".theremin { --rem: 1remnant; }", ".theremin { --rem: 1remnant; }"),
        ] {
            assert_eq!(rem_to_em(line), expected);
        }
        let scratch = Scratch::new("styles-element");
        scratch.write("element.css", "@import \"./style/a.css\";\n");
        scratch.write("style/a.css", "@media (max-width: 40rem) {\n  a { top: 1rem; }\n}\n");
        let css = of_element(&scratch.path(""));
        assert_eq!(css, Ok("@media (max-width:40rem){a{top:1em}}".to_owned()));
    }

    #[test]
    fn comments_go_and_strings_stay() {
        for (case, css, expected) in [
            ("a comment", "a/* b */c", "ac"),
            ("several", "/**/a/* * / */b/***/", "ab"),
            ("a licence", "/*! MIT */a", "/*! MIT */a"),
            ("in a string", "a::after { content: \"/* x */\"; }", "a::after { content: \"/* x */\"; }"),
            ("in single quotes", "'\\'/*'/**/", "'\\'/*'"),
            ("a slash", "aspect-ratio: 3 / 2", "aspect-ratio: 3 / 2"),
            ("never closed", "a/* b", "a"),
            ("an open string", "a\"/* b", "a\"/* b"),
            ("not ASCII", "\"“\"/* 墨 */ é", "\"“\" é"),
        ] {
            assert_eq!(without_comments(css), expected, "{case}");
        }
    }

    #[test]
    fn blanks_that_mean_nothing_go() {
        for (case, css, expected) in [
            ("a rule", "a {\n  top: 0;\n  left: 0;\n}\n\nb { top: 1px }\n", "a{top:0;left:0}b{top:1px}"),
            ("selectors", "a b > c,\na :hover, a:is(b, c) d { top: 0; }", "a b > c,a :hover,a:is(b,c) d{top:0}"),
            ("sums", "a { top: calc(1px + 2 * (3px - 1px)); }", "a{top:calc(1px + 2 * (3px - 1px))}"),
            ("lists", "a { margin: 0 auto; font: 1px/2 \"A  B\", c; }", "a{margin:0 auto;font:1px/2 \"A  B\",c}"),
            ("a string", "a::after { content: \"a: b, { c }\" ; }", "a::after{content:\"a: b, { c }\"}"),
            ("strings in a row", "a { quotes: \"a\" \"b\"; }", "a{quotes:\"a\" \"b\"}"),
            ("conditions", "@media (a: b) and (c) {\na { top: 0; }\n}", "@media (a:b) and (c){a{top:0}}"),
            ("a licence", "/*! MIT: a, b */\na { top: 0; }", "/*! MIT: a, b */ a{top:0}"),
            ("a property of nothing", "a { --b: ; --c: ; }", "a{--b:;--c:}"),
            ("nothing", " \n ", ""),
        ] {
            assert_eq!(compact(css), expected, "{case}");
        }
    }
}
