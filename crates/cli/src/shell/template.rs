//! Taking index.html apart: what stays, and the places that change from page to page.

use crate::tags::{Attribute, attributes};

/// A part of index.html.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Stays as it is.
    Text(String),
    /// The text of an inline script, which stays as it is.
    Script(String),
    /// The text of an inline style, which stays as it is.
    Style(String),
    /// The place behind `<meta charset>`, where the policy of content belongs.
    Policy,
    /// The value of `<html lang>`.
    Language,
    /// The place after it, for `dir` and the theme.
    Direction,
    /// The text of `<title>`.
    Title,
    /// The value of `<meta name="description" content>`.
    Description,
    /// An address below the site's root, in an attribute.
    Address(String),
    /// A `<link>` to a style sheet below the site's root.
    StyleSheet {
        /// Its address there.
        below: String,
        /// Its other attributes, each behind a blank.
        more: String,
    },
    /// A `<link rel="inkstone-text">` to a file that a post's text needs where its page does not hold it. Its `href`
    /// is below the site's root without saying so.
    ForText {
        /// Its address there.
        below: String,
        /// Whether it is a script, and no other file that a script fetches.
        is_script: bool,
        /// Its other attributes, each behind a blank.
        more: String,
    },
    /// The place before `</head>`.
    HeadEnd,
    /// A pair of marks, and what stands between them.
    Marked(Mark),
}

/// The marks that index.html may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// What is inside of the element that the app fills.
    Frame,
    /// What is shown besides without JavaScript.
    Noscript,
}

impl Mark {
    fn named(name: &str) -> Option<Self> {
        match name {
            "frame" => Some(Self::Frame),
            "noscript" => Some(Self::Noscript),
            _ => None,
        }
    }
}

/// Takes `html` apart. index.html is ours, so that a small reader of tags is enough: it knows
/// comments, attributes with and without quotes, and that scripts and styles hold no tags.
pub(super) fn parse(html: &str) -> Vec<Piece> {
    let mut pieces = Pieces { list: Vec::new(), kept: String::new() };
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        pieces.kept.push_str(&rest[..start]);
        rest = &rest[start..];
        rest = if rest.starts_with("<!--") { comment(rest, &mut pieces) } else { tag(rest, &mut pieces) };
    }
    pieces.kept.push_str(rest);
    pieces.end_text();
    pieces.list
}

struct Pieces {
    list: Vec<Piece>,
    kept: String,
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        self.end_text();
        self.list.push(piece);
    }

    fn end_text(&mut self) {
        if !self.kept.is_empty() {
            self.list.push(Piece::Text(std::mem::take(&mut self.kept)));
        }
    }
}

/// `rest` begins with a comment; returns what comes after it and after what it marks.
fn comment<'a>(rest: &'a str, pieces: &mut Pieces) -> &'a str {
    let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
    let (comment, after) = rest.split_at(end);
    let name = comment.trim_start_matches("<!--").trim_end_matches("-->").trim();
    let mark = name.strip_prefix("inkstone:").and_then(|name| Some((Mark::named(name)?, name)));
    let marked = mark.and_then(|(mark, name)| {
        let close = format!("<!-- /inkstone:{name} -->");
        let (_, after) = after.split_once(close.as_str())?;
        Some((mark, after))
    });
    match marked {
        Some((mark, after)) => {
            pieces.push(Piece::Marked(mark));
            after
        }
        None => {
            pieces.kept.push_str(comment);
            after
        }
    }
}

/// `rest` begins with `<`; returns what comes after the tag, and after the text of elements
/// whose text holds no tags.
fn tag<'a>(rest: &'a str, pieces: &mut Pieces) -> &'a str {
    let name_end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '/').map_or(rest.len(), |end| end + 1);
    let name = rest[1..name_end].to_ascii_lowercase();
    if name == "/head" {
        pieces.push(Piece::HeadEnd);
    }
    let (attributes, end) = attributes(rest, name_end);
    let is_description = attributes
        .iter()
        .any(|attribute| attribute.name == "name" && attribute.value.eq_ignore_ascii_case("description"));
    if name == "link"
        && let Some(linked) = style_sheet(&attributes).or_else(|| for_text(&attributes))
    {
        pieces.push(linked);
        return &rest[end..];
    }
    let mut written = 0;
    for attribute in &attributes {
        let piece = match (name.as_str(), attribute.name.as_str(), attribute.value.strip_prefix("./")) {
            ("html", "lang", _) => Piece::Language,
            ("meta", "content", _) if is_description => Piece::Description,
            (_, "href" | "src", Some(below)) => Piece::Address(below.to_owned()),
            _ => continue,
        };
        pieces.kept.push_str(&rest[written..attribute.start]);
        pieces.kept.push('"');
        let is_language = piece == Piece::Language;
        pieces.push(piece);
        pieces.kept.push('"');
        if is_language {
            pieces.push(Piece::Direction);
        }
        written = attribute.end;
    }
    pieces.kept.push_str(&rest[written..end]);
    let after = &rest[end..];
    let has = |wanted: &str| attributes.iter().any(|attribute| attribute.name == wanted);
    if name == "meta" && has("charset") {
        pieces.push(Piece::Policy);
    }
    if !matches!(name.as_str(), "title" | "script" | "style") {
        return after;
    }
    let close = format!("</{name}");
    let text = after.to_ascii_lowercase().find(&close).unwrap_or(after.len());
    let inside = &after[..text];
    match name.as_str() {
        "title" => pieces.push(Piece::Title),
        "style" => pieces.push(Piece::Style(inside.to_owned())),
        "script" if !has("src") => pieces.push(Piece::Script(inside.to_owned())),
        _ => pieces.kept.push_str(inside),
    }
    &after[text..]
}

/// The sheet of a `<link>` with these attributes, if it is one of the app's own.
fn style_sheet(attributes: &[Attribute]) -> Option<Piece> {
    let below = value(attributes, "href")?.strip_prefix("./")?.to_owned();
    value(attributes, "rel")?.eq_ignore_ascii_case("stylesheet").then_some(())?;
    Some(Piece::StyleSheet { below, more: others(attributes) })
}

/// The file of a `<link>` with these attributes, if it is one that a text needs.
fn for_text(attributes: &[Attribute]) -> Option<Piece> {
    (value(attributes, "rel")? == "inkstone-text").then_some(())?;
    let is_script = value(attributes, "as")? == "script";
    Some(Piece::ForText { below: value(attributes, "href")?.to_owned(), is_script, more: others(attributes) })
}

fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| attribute.name == name).map(|one| one.value.as_str())
}

/// What a `<link>` says besides what it is and where it leads, each attribute behind a blank.
fn others(attributes: &[Attribute]) -> String {
    let others = attributes.iter().filter(|attribute| !matches!(attribute.name.as_str(), "rel" | "href" | "as"));
    others.map(|Attribute { name, value, .. }| format!(" {name}=\"{value}\"")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_any_spelling() {
        let address = |below: &str| Piece::Address(below.to_owned());
        for (case, html, expected) in [
            ("no quotes", "<html lang=en>", Piece::Language),
            ("capitals", "<HTML LANG='en'>", Piece::Language),
            ("blanks", "<html\n lang = \"en\" >", Piece::Language),
            ("content first", "<meta content='' name=description>", Piece::Description),
            ("self-closing", "<link href=\"./a.css\"/>", address("a.css")),
            ("the root", "<a href=./>", address("")),
            ("title", "<TITLE>x</TITLE>", Piece::Title),
            ("script", "<script type=module>a < b</script>", Piece::Script("a < b".into())),
            ("style", "<style>p > b {}</STYLE>", Piece::Style("p > b {}".into())),
            ("charset", "<META Charset=utf-8>", Piece::Policy),
        ] {
            assert!(parse(html).contains(&expected), "{case}: {:?}", parse(html));
        }
    }

    #[test]
    fn what_is_no_place_stays_as_it_is() {
        for html in [
            "",
            "<",
            "a < b",
            "<!-- <html lang=en>",
            "<!-- inkstone:frame --> never closed",
            "<!-- inkstone:other -->x<!-- /inkstone:other -->",
            "<script src=a>if (a<html.lang) '<title>'</script>",
            "<link href=\"https://example.com/./a\" rel=x>",
            "<a href=\"unclosed",
            "<a href=",
            "<img alt=./x>",
            "<é =\"\">",
        ] {
            let texts: String = parse(html)
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.as_str(),
                    other => panic!("{html}: {other:?}"),
                })
                .collect();
            assert_eq!(texts, html);
        }
    }
}
