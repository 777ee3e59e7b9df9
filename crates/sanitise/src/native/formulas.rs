//! Formulas set before anybody reads them: in a page that came with its text nothing may change
//! its size later, as TeX does that becomes a formula.

use inkstone_formula::{Form, markup};

use super::written::{escaped_text, unescaped};
use crate::SafeBody;

/// The body with the formulas in it set. What cannot be written into a page is left to the
/// browser, what is no formula stays as it was written and says why. A formula is made of tokens
/// of a closed list, which is as good as a verdict.
pub fn typeset(body: &SafeBody) -> SafeBody {
    let html = body.html();
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = next(rest) {
        out.push_str(&rest[..place.start]);
        place.write(&mut out);
        rest = &rest[place.end..];
    }
    out.push_str(rest);
    SafeBody::new(out)
}

/// An element for a formula, with nothing but text in it.
struct Place<'a> {
    start: usize,
    end: usize,
    /// The tag up to the names of its classes, these, and the tag behind them.
    tag: (&'a str, &'a str, &'a str),
    text: &'a str,
    close: &'a str,
}

/// The first element for a formula. The body is as a serialiser writes it: `<` begins a tag, and
/// values stand in double quotes.
fn next(html: &str) -> Option<Place<'_>> {
    html.match_indices('<').find_map(|(start, _)| place(html, start))
}

fn place(html: &str, start: usize) -> Option<Place<'_>> {
    let rest = &html[start..];
    let close = if rest.starts_with("<span ") {
        "</span>"
    } else if rest.starts_with("<div ") {
        "</div>"
    } else {
        return None;
    };
    let (tag, inside) = rest.split_at(end_of_tag(rest)?);
    let (before, after) = tag.split_once(" class=\"")?;
    let (classes, after) = after.split_once('"')?;
    let is = |name: &str| classes.split(' ').any(|class| class == name);
    let (text, after_text) = inside.split_at(inside.find('<')?);
    if !is("math") || is("typeset") || !after_text.starts_with(close) {
        return None;
    }
    let end = start + tag.len() + text.len() + close.len();
    Some(Place { start, end, tag: (before, classes, after), text, close })
}

/// Where a tag ends: at the first `>` outside quotation marks.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut is_value = false;
    html.bytes()
        .position(|byte| {
            is_value ^= byte == b'"';
            byte == b'>' && !is_value
        })
        .map(|at| at + 1)
}

impl Place<'_> {
    fn write(&self, out: &mut String) {
        let (before, classes, after) = self.tag;
        let tex = unescaped(self.text);
        let form = if classes.split(' ').any(|class| class == "math-display") { Form::Display } else { Form::Inline };
        let (class, title, content) = match markup::formula(&tex, form) {
            Ok(Some(mathml)) => (" typeset", None, mathml),
            Ok(None) => ("", None, self.text.to_owned()),
            Err(error) => (" math-error", Some(error.to_string()), self.text.to_owned()),
        };
        out.push_str(before);
        out.push_str(" class=\"");
        out.push_str(classes);
        out.push_str(class);
        out.push('"');
        if let Some(title) = title.filter(|_| !before.contains(" title=\"") && !after.contains(" title=\"")) {
            out.push_str(" title=\"");
            out.push_str(&escaped_text(&title).replace('"', "&quot;"));
            out.push('"');
        }
        out.push_str(after);
        out.push_str(&content);
        out.push_str(self.close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typeset(html: &str) -> String {
        super::typeset(&SafeBody::new(html.to_owned())).html().to_owned()
    }

    #[test]
    fn formulas_are_set_where_they_stand() {
        for (case, html, expected) in [
            (
                "in a line",
                "<p>a <span class=\"math math-inline\">x&lt;y</span> b</p>",
                "<p>a <span class=\"math math-inline typeset\"><math display=\"inline\" alttext=\"x&lt;y\">\
                 <mi>x</mi><mo>&lt;</mo><mi>y</mi></math></span> b</p>",
            ),
            (
                "on a line of its own",
                "<div id=\"user-content-a\" class=\"math math-display\">x</div>",
                "<div id=\"user-content-a\" class=\"math math-display typeset\">\
                 <math display=\"block\" alttext=\"x\"><mi>x</mi></math></div>",
            ),
            (
                "no formula",
                "<span class=\"math\">{\"</span>",
                "<span class=\"math math-error\" title=\"parsing error: unbalanced group found, expected it to be closed with `}`\">{\"</span>",
            ),
        ] {
            assert_eq!(typeset(html), expected, "{case}");
        }
        let both = typeset("<span class=\"math\">x</span><span class=\"math\">y</span>");
        assert_eq!(both.matches("</math></span>").count(), 2, "{both}");
    }

    #[test]
    fn what_is_no_place_for_a_formula_stays() {
        for html in [
            "<span class=\"maths\">x</span>",
            "<p class=\"math\">x</p>",
            "<span title=\" class=&quot;math&quot;\">x</span>",
            "<span class=\"math\"><b>x</b></span>",
            "<span class=\"math\">x<b></b></span>",
            "<span class=\"math\">\\begin{matrix}a\\\\[1em]b\\end{matrix}</span>",
            "text",
            "",
        ] {
            assert_eq!(typeset(html), html);
        }
    }
}
