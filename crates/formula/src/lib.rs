//! Formulas: TeX in, the tokens of checked MathML out; in a browser its nodes, in the builder its
//! text.
//!
//! In a browser a WebAssembly module of its own, which only posts with formulas that are not set
//! yet load (docs/adr/0011-formulas.md). What pulldown-latex writes is read back into tokens of a closed
//! list of elements, attributes and styles, and nodes are made of those: no text of a post is
//! ever parsed as markup, and nothing that a formula could say has another meaning in a page.

mod error;
mod limits;
pub mod markup;
#[cfg(target_arch = "wasm32")]
pub mod nodes;
mod policy;
mod reader;

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, write_mathml};

pub use error::FormulaError;
pub use reader::Token;

/// How a formula stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In a line of text: `$…$`.
    Inline,
    /// On a line of its own: `$$…$$`.
    Display,
}

/// The MathML of a formula as tokens, each element closed, the first `<math>`.
///
/// # Errors
/// When `tex` is longer or deeper than the limits, or is no TeX that can be shown.
pub fn formula(tex: &str, form: Form) -> Result<Vec<Token>, FormulaError> {
    limits::check(tex)?;
    let storage = Storage::new();
    let display_mode = match form {
        Form::Inline => DisplayMode::Inline,
        Form::Display => DisplayMode::Block,
    };
    // The first error would only be seen as a red box in the middle; the whole formula is better
    // shown as it was written.
    let mut wrong = None;
    let events = Parser::new(tex, &storage).inspect(|event| {
        if let (Err(error), None) = (event, &wrong) {
            let first = error.to_string().lines().next().unwrap_or_default().trim().to_owned();
            wrong = Some(FormulaError::Tex(first));
        }
    });
    let mut written = limits::Bounded::default();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let outcome = write_mathml(&mut written, events, config);
    if let Some(error) = wrong {
        return Err(error);
    }
    outcome.map_err(|_| FormulaError::Large)?;
    reader::read(&written.text()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens as MathML, for eyes.
    fn shown(tex: &str, form: Form) -> String {
        let tokens = match formula(tex, form) {
            Ok(tokens) => tokens,
            Err(error) => return format!("error: {error}"),
        };
        let mut text = String::new();
        let mut open = Vec::new();
        for token in tokens {
            match token {
                Token::Open { name, attributes, styles } => {
                    text.push_str(&format!("<{name}"));
                    for (name, value) in attributes {
                        text.push_str(&format!(" {name}={value}"));
                    }
                    for (name, value) in styles {
                        text.push_str(&format!(" {name}:{value}"));
                    }
                    text.push('>');
                    open.push(name);
                }
                Token::Text(value) => text.push_str(&value),
                Token::Close => text.push_str(&format!("</{}>", open.pop().expect("something is open"))),
            }
        }
        assert_eq!(open, [] as [&str; 0], "{tex}");
        text
    }

    #[test]
    fn formulas_become_mathml() {
        for (tex, form, expected) in [
            ("x", Form::Inline, "<math display=inline><mi>x</mi></math>"),
            (
                "\\frac{a}{2}",
                Form::Display,
                "<math display=block><mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac></math>",
            ),
            ("x^2_i", Form::Inline, "<math display=inline><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math>"),
            ("a<b", Form::Inline, "<math display=inline><mi>a</mi><mo><</mo><mi>b</mi></math>"),
            ("a\\&b", Form::Inline, "<math display=inline><mi>a</mi><mi>&</mi><mi>b</mi></math>"),
            ("\\text{若 a}", Form::Inline, "<math display=inline><mtext>若 a</mtext></math>"),
        ] {
            assert_eq!(shown(tex, form), expected, "{tex}");
        }
    }

    #[test]
    fn what_people_write_can_be_shown() {
        for tex in [
            "e^{i\\pi}+1=0",
            "\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx=\\sqrt{\\pi}",
            "\\sum_{n=1}^\\infty \\frac{1}{n^2}=\\frac{\\pi^2}{6}",
            "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
            "\\begin{aligned}a&=b\\\\&=c\\end{aligned}",
            "\\begin{cases}x&x\\ge0\\\\-x&\\text{否则}\\end{cases}",
            "\\left(\\frac{a}{b}\\right)",
            "\\color{red}{x}+\\mathbb{R}\\to\\mathcal{L}",
            "\\lim_{x\\to0}\\frac{\\sin x}{x}",
            "\\hat{x}+\\overline{AB}+\\underbrace{a+b}_{n}",
            "\\nabla\\cdot\\mathbf{E}=\\frac{\\rho}{\\varepsilon_0}",
            "\\binom{n}{k}\\quad\\pmod{7}",
            "\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}",
        ] {
            let mathml = shown(tex, Form::Display);
            assert!(mathml.starts_with("<math display=block>"), "{tex}: {mathml}");
        }
    }

    #[test]
    fn what_is_no_formula_is_an_error_and_never_markup() {
        for (case, tex) in [
            ("open group", "{".to_owned()),
            ("unknown command", "\\nosuchcommand".to_owned()),
            ("a character that is no number", "\\charé".to_owned()),
            ("the same by another name", "\\def\\a{\\char}\\a é".to_owned()),
            ("too long", "x".repeat(limits::BYTES + 1)),
            ("too deep", format!("{}x{}", "{".repeat(limits::DEPTH + 1), "}".repeat(limits::DEPTH + 1))),
            ("fractions too deep", "\\frac".repeat(10_000)),
            ("a macro that calls itself", "\\def\\a{\\a\\a}\\a".to_owned()),
            (
                "a macro that grows",
                format!(
                    "\\def\\a{{xxxxxxxxxx}}{}\\j",
                    ('b'..='j')
                        .map(|name| {
                            let before = char::from_u32(name as u32 - 1).expect("a letter");
                            format!("\\def\\{name}{{{}}}", format!("\\{before}").repeat(10))
                        })
                        .collect::<String>()
                ),
            ),
        ] {
            let result = formula(&tex, Form::Inline);
            assert!(result.is_err(), "{case}: {result:?}");
        }
    }

    /// Words of TeX and what is none in any order, the same at every run.
    #[test]
    fn no_heap_of_words_stops_it() {
        let words = "\\frac \\sqrt { } { } x 1 ^ _ \\left \\right ( ) [ ] | \\begin {matrix} \\begin{cases} \\end{cases} \
            \\begin{array}{c|c} \\end{array} \\begin{align} \\end{align} \\end & \\\\ \\hline \\text \\color {red} \\def \\a #1 # ## \
            \\newcommand \\operatorname \\not \\mathbb \\limits ' ~ \\, % é 中 \\ \\middle \\binom \\over \\genfrac \\hspace {1em} \
            \\kern 3pt \\rule \\big \\overset \\xrightarrow \\substack \\tag \\let = \\if \" ` \\mathrm \\phantom \\boxed \\gdef \
            \\sum \\prime \\hat \\underbrace \\char";
        let words: Vec<&str> = words.split_ascii_whitespace().collect();
        let mut state = 88_172_645_463_325_252_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).expect("below a usize")
        };
        for _ in 0..20_000 {
            let length = 1 + next(14);
            let tex: String = (0..length).map(|_| words[next(words.len())]).collect();
            let _ = formula(&tex, Form::Inline);
        }
    }

    #[test]
    fn a_formula_says_nothing_but_mathematics() {
        for tex in [
            "\\text{<script>alert(1)</script>}",
            "\\text{\" onmouseover=\"alert(1)}",
            "\\href{javascript:alert(1)}{x}",
            "\\url{javascript:alert(1)}",
            "\\class{evil}{x}",
            "\\style{position:fixed}{x}",
            "\\htmlData{a=b}{x}",
            "\\includegraphics{https://evil.example/x.png}",
            "\\color{url(x)}{x}",
            "\\operatorname{<img src=x onerror=alert(1)>}",
            "</math><img src=x onerror=alert(1)>",
            "<annotation-xml encoding=\"text/html\">",
        ] {
            for token in formula(tex, Form::Inline).unwrap_or_default() {
                if let Token::Open { name, attributes, styles } = token {
                    let safe = |value: &str| !value.contains(['(', '<', '"', ';']) || value.starts_with("rgb(");
                    assert!(!["script", "img", "a", "annotation-xml", "semantics"].contains(&name), "{tex}");
                    assert!(attributes.iter().all(|(name, value)| !name.starts_with("on") && safe(value)), "{tex}");
                    assert!(styles.iter().all(|(_, value)| safe(value)), "{tex}");
                }
            }
        }
    }
}
