//! Tokens as text, for a page that is written before anybody reads it.

use crate::{Form, FormulaError, Token};

/// A formula as HTML, or nothing where only a script can show it: some of what a style says has
/// no attribute of MathML, and the page's policy of content lets no style be written into a page.
///
/// # Errors
/// When `tex` cannot be shown as a formula.
///
/// ```
/// use inkstone_formula::{Form, markup::formula};
/// let html = formula("a<b", Form::Inline).unwrap().unwrap();
/// assert_eq!(html, "<math display=\"inline\" alttext=\"a&lt;b\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>");
/// ```
pub fn formula(tex: &str, form: Form) -> Result<Option<String>, FormulaError> {
    Ok(written(tex, &crate::formula(tex, form)?))
}

fn written(tex: &str, tokens: &[Token]) -> Option<String> {
    let mut html = String::with_capacity(tokens.len() * 16);
    let mut open = Vec::new();
    for token in tokens {
        match token {
            Token::Open { name, attributes, styles } => {
                html.push('<');
                html.push_str(name);
                for (name, value) in attributes {
                    attribute(name, value, &mut html);
                }
                for (name, value) in styles {
                    let name = match *name {
                        "color" => "mathcolor",
                        "background-color" => "mathbackground",
                        _ => return None,
                    };
                    attribute(name, value, &mut html);
                }
                // For programs that read aloud without knowing MathML, and for copying.
                if open.is_empty() {
                    attribute("alttext", tex, &mut html);
                }
                html.push('>');
                open.push(*name);
            }
            Token::Text(text) => escape(text, &mut html),
            Token::Close => {
                html.push_str("</");
                html.push_str(open.pop()?);
                html.push('>');
            }
        }
    }
    open.is_empty().then_some(html)
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(value, html);
    html.push('"');
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_can_say_is_written() {
        for (tex, expected) in [
            ("x", Some("<math display=\"inline\" alttext=\"x\"><mi>x</mi></math>")),
            (
                "\\text{<b>\"&}",
                Some(
                    "<math display=\"inline\" alttext=\"\\text{&lt;b&gt;&quot;&amp;}\">\
                     <mtext>&lt;b&gt;&quot;&amp;</mtext></math>",
                ),
            ),
        ] {
            assert_eq!(formula(tex, Form::Inline), Ok(expected.map(str::to_owned)), "{tex}");
        }
        let red = formula("\\color{red}{x}", Form::Inline).expect("a formula").expect("written");
        assert!(red.contains("mathcolor=\"rgb(255 0 0)\"") && !red.contains("style"), "{red}");
        let spaced = "\\begin{matrix}a\\\\[1em]b\\end{matrix}";
        assert_eq!(formula(spaced, Form::Inline), Ok(None), "a margin has no attribute");
        assert!(formula("\\nosuchcommand", Form::Inline).is_err());
    }
}
