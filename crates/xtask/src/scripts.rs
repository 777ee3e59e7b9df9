//! The scripts as readers get them.
//!
//! Comments on lines of their own and indentation always go. What is built for readers also has short names and no
//! blanks, which takes 16 % off a first visit's JavaScript after brotli. That is the work of crates/minify, which takes
//! longer to compile than all of `cargo xtask`, so whoever works on the app does without, and finds their own names in a
//! debugger. The service worker (worker.rs) stays as it is written.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::module::is_for_readers;
use crate::process::Run;
use crate::project::Project;

/// What a script is to a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A module: what it names outside of any function is its own.
    Module,
    /// What it names outside of any function, every other script of the page sees.
    Classic,
}

/// Makes scripts of ours smaller.
#[derive(Clone, Debug)]
pub(crate) struct Minifier {
    /// The program, where scripts are made for readers.
    program: Option<Run>,
}

impl Minifier {
    /// The program of crates/minify, compiled, where trunk builds what readers get.
    pub(crate) fn build(project: &Project) -> Outcome<Self> {
        if !is_for_readers() {
            return Ok(Self::none());
        }
        Run::cargo(project, "build --quiet --package minify").run()?;
        let program: PathBuf = ["debug", &format!("minify{}", std::env::consts::EXE_SUFFIX)].iter().collect();
        Ok(Self { program: Some(Run::new(project, project.target.join(program))) })
    }

    /// None, which leaves scripts as they are.
    pub(crate) fn none() -> Self {
        Self { program: None }
    }

    /// `script` in fewer bytes. What stands in it for the names of files must have been replaced by them: a text may
    /// come out in other quotes.
    ///
    /// # Errors
    /// When the program cannot be run, or finds that `script` is none; the failure names it as `name`.
    pub(crate) fn minified(&self, name: &str, script: String, kind: Kind) -> Outcome<String> {
        let Some(program) = &self.program else { return Ok(script) };
        let kind = match kind {
            Kind::Module => "module",
            Kind::Classic => "classic",
        };
        program.clone().arg(kind).output_for(&script).map_err(|failure| {
            Failure::new(format!("{name} cannot be made smaller: {failure}"))
                .mended_by("look at what it says of the script")
        })
    }
}

/// The names of characters as the module that a renderer asks for, with the verb that all such have.
pub(crate) fn of_names(names: &str) -> String {
    let text = names.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("export const read = () => \"{text}\";\n")
}

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

    #[cfg(unix)]
    #[test]
    fn a_script_goes_through_the_program_and_a_failure_names_it() {
        let project = Project::here();
        let minifier = |code: &str| Minifier { program: Some(Run::new(&project, "sh").words("-c").arg(code)) };
        let minified = |code: &str| minifier(code).minified("web/a.js", "let a".to_owned(), Kind::Classic);
        assert_eq!(minified("cat; printf ' %s' $0"), Ok("let a classic".to_owned()));
        let failure = minified("echo line 1 >&2; exit 1").expect_err("it says so").to_string();
        assert!(failure.starts_with("web/a.js cannot be made smaller") && failure.contains("line 1"), "{failure}");
        assert_eq!(Minifier::none().minified("a.js", "let a".to_owned(), Kind::Module), Ok("let a".to_owned()));
    }

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
