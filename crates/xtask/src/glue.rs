//! The names by which a module and its glue, the script that wasm-bindgen writes for it, know each other, made short.
//!
//! wasm-bindgen calls an import `__wbg_closest_0123456789abcdef`, and readers download every such name twice, in the
//! script and in the module. The digits cannot be compressed (docs/adr/0004-two-modules.md has what this saves).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::wasm::Module;

/// What the names begin with that wasm-bindgen makes up; those of our own functions stay.
const MADE_UP: &str = "__w";

/// Makes the names short in both files.
///
/// # Errors
/// Those of [`short`], and when a file cannot be read or written.
pub(crate) fn shorten(script: &Path, module: &Path) -> Outcome {
    let text = fs::read_to_string(script).map_err(|error| Failure::io("read", script, &error))?;
    let bytes = fs::read(module).map_err(|error| Failure::io("read", module, &error))?;
    let (text, bytes) = short(&text, &bytes)?;
    fs::write(script, text).map_err(|error| Failure::io("write", script, &error))?;
    fs::write(module, bytes).map_err(|error| Failure::io("write", module, &error))
}

/// `script` and `module` with short names for what the one gives the other.
///
/// # Errors
/// When one asks for a name that the other does not give, and when the script has a form that this does not know:
/// another version of wasm-bindgen may write another.
fn short(script: &str, module: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let mut module = Module::read(module)?;
    let words = words(script);
    let mut names = exports(&words, &mut module)?;
    names.extend(imports(&words, &mut module)?);

    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    for word in &words {
        text.push_str(&rest[..word.start + rest.len() - script.len()]);
        text.push_str(names.get(word.name).map_or(word.name, |name| name));
        rest = word.after;
    }
    text.push_str(rest);

    // All imports are of one module, whose name goes with every one of them.
    let sources: BTreeSet<_> = module.imports().map(|import| import.module.clone()).collect();
    for (number, source) in sources.iter().enumerate() {
        let quoted = format!("\"{source}\"");
        if text.matches(&quoted).count() != 1 {
            return Err(unknown(&format!("{quoted} not once")));
        }
        text = text.replace(&quoted, &format!("\"{}\"", letters(number)));
        for import in module.imports().filter(|import| import.module == *source) {
            import.module = letters(number).into();
        }
    }
    Ok((text, module.written()))
}

/// Renames what the module exports, and returns the new names by the old ones.
fn exports<'a>(words: &[Word<'a>], module: &mut Module<'_>) -> Outcome<BTreeMap<&'a str, String>> {
    let mut used: BTreeSet<_> = words.iter().filter(|word| word.is_export()).map(|word| word.name).collect();
    let taken: BTreeSet<_> = words.iter().map(|word| word.name).collect();
    // The script has functions by the same names as well, so these begin like none of its own.
    let mut fresh = (0..).map(|number| format!("${}", letters(number))).filter(|name| !taken.contains(&**name));
    let mut names = BTreeMap::new();
    for export in module.exports() {
        let Some(old) = used.take(&*export.name).filter(|old| old.starts_with(MADE_UP)) else { continue };
        let new = fresh.next().unwrap_or_default();
        export.name = new.clone().into();
        names.insert(old, new);
    }
    match used.first() {
        Some(name) => Err(Failure::new(format!("the glue uses wasm.{name}, which the module does not export"))),
        None => Ok(names),
    }
}

/// Renames what the module imports, and returns the new names by the old ones.
fn imports<'a>(words: &[Word<'a>], module: &mut Module<'_>) -> Outcome<BTreeMap<&'a str, String>> {
    let mut given: BTreeSet<_> = words.iter().filter(|word| word.is_import()).map(|word| word.name).collect();
    let mut names = BTreeMap::new();
    for (number, import) in module.imports().enumerate() {
        let Some(old) = given.take(&*import.name) else {
            return Err(Failure::new(format!("the module imports {}, which the glue does not give", import.name)));
        };
        if words.iter().filter(|word| word.name == old).count() != 1 {
            return Err(unknown(&format!("{old} more than once")));
        }
        let new = letters(number);
        import.name = Cow::Owned(new.clone());
        names.insert(old, new);
    }
    match given.first() {
        Some(name) => Err(Failure::new(format!("the glue gives {name}, which the module does not import"))),
        None => Ok(names),
    }
}

/// A word of a script: letters, digits, `_` and `$`, as many as there are.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    start: usize,
    name: &'a str,
    before: &'a str,
    after: &'a str,
}

impl Word<'_> {
    /// Whether it names something that the module exports: `wasm.NAME`.
    fn is_export(&self) -> bool {
        self.before.strip_suffix("wasm.").is_some_and(|before| !before.ends_with(is_of_word))
    }

    /// Whether it names something that the script gives to the module: a line begins with `NAME: `.
    fn is_import(&self) -> bool {
        let is_first = self.before.trim_end_matches([' ', '\t']).ends_with('\n');
        is_first && self.name.starts_with(MADE_UP) && self.after.starts_with(": ")
    }
}

fn words(script: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut end = 0;
    while let Some(start) = script[end..].find(is_of_word).map(|start| end + start) {
        end = script[start..].find(|c| !is_of_word(c)).map_or(script.len(), |length| start + length);
        words.push(Word { start, name: &script[start..end], before: &script[..start], after: &script[end..] });
    }
    words
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// `a` to `z`, `A` to `Z`, `aa`, `ba` and so on: a name for every number.
fn letters(mut number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        match (number / LETTERS.len()).checked_sub(1) {
            Some(rest) => number = rest,
            None => return name,
        }
    }
}

fn unknown(what: &str) -> Failure {
    Failure::new(format!("the script of wasm-bindgen has {what}, which crates/xtask/src/glue.rs does not know"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"export function start(boot) {
wasm.start(boot);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_0123456789abcdef: function(arg0) {
            return wasm.__wbindgen_export2(arg0, __wasm_bindgen_func_elem_1);
        },
        __wbg_ab_0123456789abcdef: function(arg0) {
            return wasm.__wbindgen_export(arg0, wasm.memory);
        },
    };
    return {
        __proto__: null,
        "./it_bg.js": import0,
    };
}
function __wasm_bindgen_func_elem_1(arg0) { wasm.__wasm_bindgen_func_elem_1(arg0, "it_bg.wasm", $b); }
const other = { __wbg_ptr: 0 }, ourwasm = other, that = ourwasm.that;
"#;

    /// A module that imports and exports functions by these names.
    fn module(imports: &[&str], exports: &[&str]) -> Vec<u8> {
        let sized = |text: &str| [&[text.len() as u8], text.as_bytes()].concat();
        let import = |name: &&str| [sized("./it_bg.js"), sized(name), vec![0, 0]].concat();
        let export = |name: &&str| [sized(name), vec![0, 1]].concat();
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, number, all) in [
            (2, imports.len(), imports.iter().map(import).collect::<Vec<_>>().concat()),
            (7, exports.len(), exports.iter().map(export).collect::<Vec<_>>().concat()),
        ] {
            // The length in two bytes, the number in one.
            let length = all.len() + 1;
            module.extend([id, (length & 0x7f) as u8 | 0x80, (length >> 7) as u8, number as u8]);
            module.extend(all);
        }
        module
    }

    const IMPORTS: [&str; 2] = ["__wbg_ab_0123456789abcdef", "__wbg_a_0123456789abcdef"];
    const EXPORTS: [&str; 7] = [
        "memory",
        "start",
        "main",
        "__wasm_bindgen_func_elem_1",
        "__wbindgen_export2",
        "__wbindgen_unused",
        "__wbindgen_export",
    ];

    #[test]
    fn both_get_the_same_short_names() {
        let (script, bytes) = short(SCRIPT, &module(&IMPORTS, &EXPORTS)).expect("they fit");
        let mut module = Module::read(&bytes).expect("it was just written");
        let names: Vec<_> = module.imports().map(|import| format!("{} {}", import.module, import.name)).collect();
        assert_eq!(names, ["a a", "a b"]);
        let names: Vec<_> = module.exports().map(|export| export.name.to_string()).collect();
        // The script has a $b of its own.
        assert_eq!(names, ["memory", "start", "main", "$a", "$c", "__wbindgen_unused", "$d"]);
        let expected = SCRIPT
            .replace("__wbg_ab_0123456789abcdef", "a")
            .replace("__wbg_a_0123456789abcdef", "b")
            .replace("__wasm_bindgen_func_elem_1", "$a")
            .replace("__wbindgen_export2", "$c")
            .replace("__wbindgen_export", "$d")
            .replace("./it_bg.js", "a");
        assert_eq!(script, expected);
    }

    #[test]
    fn a_name_that_only_one_knows_is_told() {
        for (case, script, imports, exports, expected) in [
            (
                "an import too many in the script",
                SCRIPT.to_owned(),
                &IMPORTS[1..],
                &EXPORTS[..],
                "the glue gives __wbg_ab_0123456789abcdef, which the module does not import",
            ),
            (
                "an import too few",
                SCRIPT.replace("__wbg_ab", "__wbg_b"),
                &IMPORTS,
                &EXPORTS,
                "the module imports __wbg_ab_0123456789abcdef, which the glue does not give",
            ),
            (
                "an export too few",
                SCRIPT.to_owned(),
                &IMPORTS,
                &EXPORTS[..6],
                "the glue uses wasm.__wbindgen_export, which the module does not export",
            ),
            (
                "one of our own too few",
                SCRIPT.to_owned(),
                &IMPORTS,
                &EXPORTS[1..],
                "the glue uses wasm.memory, which the module does not export",
            ),
            (
                "an import that is used in another way as well",
                SCRIPT.replace("$b", "__wbg_ab_0123456789abcdef"),
                &IMPORTS,
                &EXPORTS,
                "the script of wasm-bindgen has __wbg_ab_0123456789abcdef more than once, \
                 which crates/xtask/src/glue.rs does not know",
            ),
            (
                "no module to import from",
                SCRIPT.replace("./it_bg.js", "./that_bg.js"),
                &IMPORTS,
                &EXPORTS,
                "the script of wasm-bindgen has \"./it_bg.js\" not once, which crates/xtask/src/glue.rs does not know",
            ),
        ] {
            let failure = short(&script, &module(imports, exports)).expect_err(case);
            assert_eq!(failure.to_string(), expected, "{case}");
        }
    }

    #[test]
    fn every_number_has_a_name_of_its_own() {
        for (number, expected) in [(0, "a"), (25, "z"), (51, "Z"), (52, "aa"), (103, "Za"), (104, "ab"), (2756, "aaa")]
        {
            assert_eq!(letters(number), expected);
        }
        let all: BTreeSet<_> = (0..10_000).map(letters).collect();
        assert_eq!(all.len(), 10_000);
    }
}
