//! `minify module | classic` reads a script from standard input and writes the same with fewer bytes to standard output:
//! without comments and blanks, with short names for what only the script itself can see. A classic script's names
//! outside of any function are not among those: every other script of the page sees them.
//!
//! `cargo xtask` runs it on the scripts of pages, ours and wasm-bindgen's; the service worker, for which nobody waits, and
//! the script in frames of posts (crates/cli/src/pages/embed.rs) stay as they are. It is a package of its own because what
//! it is made of takes longer to compile than all of `cargo xtask`.

use std::{
    env,
    io::{self, Read, Write},
    process::ExitCode,
};

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions, LegalComment};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

fn main() -> ExitCode {
    let kind = match env::args().nth(1).as_deref() {
        Some("module") => SourceType::mjs(),
        Some("classic") => SourceType::script(),
        _ => {
            eprintln!("error: usage: minify module | classic");
            return ExitCode::from(2);
        }
    };
    let mut script = String::new();
    let done = io::stdin()
        .read_to_string(&mut script)
        .map_err(|error| error.to_string())
        .and_then(|_| minified(&script, kind))
        .and_then(|small| io::stdout().write_all(small.as_bytes()).map_err(|error| error.to_string()));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// `script`, which is of that `kind`, in fewer bytes.
///
/// # Errors
/// What in it is no JavaScript.
fn minified(script: &str, kind: SourceType) -> Result<String, String> {
    let allocator = Allocator::default();
    let read = Parser::new(&allocator, script, kind).parse();
    if let Some(problem) = read.diagnostics.first() {
        // With the place in the script.
        return Err(format!("{:?}", problem.clone().with_source_code(script.to_owned())));
    }
    let mut program = read.program;
    // No newer than what scripts are written in: who may read a site is not for an update of the minifier to decide.
    let target = EngineTargets::from_target("es2022")?;
    let compress = CompressOptions { target, ..CompressOptions::default() };
    let options = MinifierOptions { compress: Some(compress), ..MinifierOptions::default() };
    let done = Minifier::new(options).minify(&allocator, &mut program);
    // Comments that say whose a script is (`/*!`) stay.
    let comments = CommentOptions { legal: LegalComment::Inline, ..CommentOptions::disabled() };
    let options = CodegenOptions { comments, ..CodegenOptions::minify() };
    let written = Codegen::new().with_options(options).with_scoping(done.scoping).build(&program);
    Ok(written.code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_does_stays_and_its_own_names_go() {
        for (kind, script, expected) in [
            (
                SourceType::mjs(),
                "// why\nimport { a } from \"./a.js\";\nconst longName = a();\nexport { longName as given };\nf(longName);\n",
                "import{a as e}from\"./a.js\";const t=e();export{t as given};f(t);",
            ),
            (
                SourceType::mjs(),
                "const x = import.meta.url;\ny(x, `${z}\n`);",
                "const e=import.meta.url;y(e,`${z}\n`);",
            ),
            (SourceType::mjs(), "/*! whose */\nf(a => a ?? 1);", "/*! whose */\nf(e=>e??1);"),
            // Another script of the page may use what this one names.
            (
                SourceType::script(),
                "const seen = 1;\n{ const own = g(); h(own, own); }",
                "const seen=1;{let e=g();h(e,e)}",
            ),
            (SourceType::script(), "(() => { const own = g(); h(own, own); })();", "(()=>{let e=g();h(e,e)})();"),
        ] {
            assert_eq!(minified(script, kind).as_deref(), Ok(expected), "{script}");
        }
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for script in ["const = 1;", "`never ends", "if (a) {"] {
            assert!(minified(script, SourceType::mjs()).is_err(), "{script}");
        }
    }
}
