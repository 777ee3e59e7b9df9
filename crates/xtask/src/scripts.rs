//! The scripts without what only their readers need: comments on lines of their own, and indentation.
//!
//! That is a tenth of what a reader's first visit costs in JavaScript, for thirty lines; a minifier would rename
//! things as well, which brotli has mostly made up for already.

use crate::failure::{Failure, Outcome};

/// `script` without comments that have whole lines, empty lines and indentation.
///
/// # Errors
/// When a text in backticks goes over several lines, which it would change.
pub(crate) fn lean(name: &str, script: &str) -> Outcome<String> {
    let mut kept = Vec::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let opens = line.starts_with("/*") && !line.starts_with("/*!");
        if in_comment || opens && (line.ends_with("*/") || !line.contains("*/")) {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.matches('`').count() % 2 == 1 {
                return Err(Failure::new(format!("{name} has a text in backticks over several lines: `{line}`"))
                    .mended_by("join strings with + instead"));
            }
            kept.push(line);
        }
    }
    let end = if script.ends_with('\n') { "\n" } else { "" };
    Ok(kept.join("\n") + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_something_stays() {
        for (script, expected) in [
            ("// a\n\n  let b = 1; // c\n", "let b = 1; // c\n"),
            ("/** a\n * b\n */\n\tlet c = `d`;", "let c = `d`;"),
            ("/* a */\n/* b */ let c = 1;\nlet d = \"//\" + '/*';\n", "/* b */ let c = 1;\nlet d = \"//\" + '/*';\n"),
            ("/*! licence\n*/\n", "/*! licence\n*/\n"),
            ("a\n.b()\n", "a\n.b()\n"),
            ("", ""),
        ] {
            assert_eq!(lean("x.js", script), Ok(expected.to_owned()), "{script}");
        }
        assert!(lean("x.js", "let a = `b\n  c`;\n").is_err(), "the blanks of the second line would go");
    }
}
