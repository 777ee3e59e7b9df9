//! Files under names that change with what they hold, and scripts that name them: `"@NAME@"` stands in a script of ours
//! for such a name, `"@integrity:NAME@"` for what the file must hash to.

use std::fs;
use std::path::{Component, Path};

use crate::failure::{Failure, Outcome};
use crate::integrity;
use crate::scripts::{self, Kind, Minifier};

pub(super) fn integrity_of(file: &Path) -> Outcome<String> {
    let content = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
    Ok(integrity::of(&content))
}

/// What every script and text in a folder must hash to: `a.js sha256-… b.txt sha256-…`.
pub(super) fn integrity_of_folder(folder: &Path) -> Outcome<String> {
    let mut all = Vec::new();
    for name in file_names(folder)?.into_iter().filter(|name| name.ends_with(".js") || name.ends_with(".txt")) {
        let file = folder.join(&name);
        let content = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        all.push(format!("{name} {}", integrity::of(&content)));
    }
    Ok(all.join(" "))
}

/// Copies a file of web/ into `staging` as [`placed`] does, or all files of a folder when
/// `name` ends with a slash. A script of ours may itself name such files, and ask what those
/// of a folder must hash to.
pub(super) fn lazy_file(web: &Path, name: &str, minifier: &Minifier, staging: &Path) -> Outcome<String> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let source = web.join(name);
    if inside && name.ends_with('/') && source.is_dir() {
        return placed_folder(&source, staging);
    }
    if inside && name.ends_with(".js") && !name.starts_with("vendor/") && source.is_file() {
        let script = scripts::lean(name, &read(&source)?)?;
        let script = replaced(&script, |name| match name.strip_prefix("integrity:") {
            Some(folder) => integrity_of_folder(&web.join(folder)),
            None => lazy_file(web, name, minifier, staging),
        })?;
        return placed_text(&source, &minifier.minified(name, script, Kind::Module)?, staging);
    }
    if !inside || !source.is_file() {
        return Err(Failure::new(format!("web/boot.js asks for \"@{name}@\", which is no file")).mended_by(
            "name app.js, app.wasm, a module of crates/xtask/src/module.rs or the path of a file below web",
        ));
    }
    placed(&source, staging)
}

/// Copies `source` into `staging` under a name that changes with its content, and returns that name.
pub(super) fn placed(source: &Path, staging: &Path) -> Outcome<String> {
    let content = fs::read(source).map_err(|error| Failure::io("read", source, &error))?;
    let hashed = hashed_name(&file_name(source), &content);
    write(&staging.join(&hashed), &content)?;
    Ok(hashed)
}

/// Writes `content`, which was made of `source`, into `staging` as [`placed`] does.
pub(super) fn placed_text(source: &Path, content: &str, staging: &Path) -> Outcome<String> {
    let hashed = hashed_name(&file_name(source), content.as_bytes());
    write(&staging.join(&hashed), content.as_bytes())?;
    Ok(hashed)
}

/// Copies the files of the folder `source`, under their own names, into a folder of `staging`
/// whose name changes with any of them, and returns that name with a slash behind it.
pub(super) fn placed_folder(source: &Path, staging: &Path) -> Outcome<String> {
    let mut files = Vec::new();
    let mut all = Vec::new();
    for name in file_names(source)? {
        let file = source.join(&name);
        let content = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(&fnv_1a(&content).to_le_bytes());
        files.push((name, content));
    }
    let hashed = hashed_name(&file_name(source), &all);
    let folder = staging.join(&hashed);
    fs::create_dir_all(&folder).map_err(|error| Failure::io("make the folder", &folder, &error))?;
    for (name, content) in files {
        write(&folder.join(name), &content)?;
    }
    Ok(hashed + "/")
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `purify.es.mjs` → `purify.es-0123456789abcdef.mjs`.
pub(super) fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = fnv_1a(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash:016x}.{extension}"),
        None => format!("{name}-{hash:016x}"),
    }
}

/// The 64-bit FNV-1a hash: it only has to differ when the content does, and to be the same
/// on every machine and with every Rust.
pub(super) fn fnv_1a(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The boot script with every string `"@NAME@"` replaced by what `built` makes of NAME.
///
/// # Errors
/// Those of `built`, and a script that never asks for the app: it would build well and
/// start nothing.
pub(super) fn filled(boot: &str, built: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
    let text = replaced(boot, built)?;
    for needed in ["\"@app.js@\"", "\"@app.wasm@\""] {
        if !boot.contains(needed) {
            return Err(Failure::new(format!("web/boot.js never asks for {needed}")));
        }
    }
    Ok(text)
}

/// A script or a page with every string `"@NAME@"` replaced by what `built` makes of NAME.
pub(super) fn replaced(script: &str, built: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, name, after)) = next_placeholder(rest) {
        text.push_str(before);
        text.push_str(&format!("\"{}\"", built(name)?));
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// The text before the first `"@NAME@"`, the NAME, and the text after it.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices("\"@").find_map(|(start, quote)| {
        let inside = &text[start + quote.len()..];
        let end = inside.find(['"', '\n'])?;
        let name = inside[..end].strip_suffix('@').filter(|name| !name.is_empty())?;
        let after = inside[end..].strip_prefix('"')?;
        Some((&text[..start], name, after))
    })
}

/// The names of the files (not folders) directly in `folder`, sorted.
pub(super) fn file_names(folder: &Path) -> Outcome<Vec<String>> {
    let read = || -> std::io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        names.sort();
        Ok(names)
    };
    read().map_err(|error| Failure::io("read the folder", folder, &error))
}

pub(super) fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))
}

pub(super) fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("write", file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_script_may_name_other_files_and_whole_folders() {
        let scratch = Scratch::new("nested");
        for (file, text) in [
            (
                "web/code.js",
                "const folder = \"@vendor/many/@\", other = \"@other.js@\", sums = \"@integrity:vendor/many/@\";",
            ),
            ("web/other.js", ""),
            ("web/vendor/many/a.js", "\"@not-ours@\""),
            ("web/vendor/many/b.js", "b"),
            ("web/vendor/many/LICENSE", "no script"),
        ] {
            scratch.write(file, text);
        }
        let stage = scratch.path("stage");
        fs::create_dir_all(&stage).expect("a folder");
        let name = lazy_file(&scratch.path("web"), "code.js", &Minifier::none(), &stage).expect("nothing is missing");
        let files = scratch.files("stage");
        let text = files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.as_str());
        let folder = text.and_then(|text| text.split('"').nth(1)).expect("the folder's name is in the script");
        assert!(folder.starts_with("many-") && folder.ends_with('/'), "{folder}");
        let sums = format!("a.js {} b.js {}", integrity::of(b"\"@not-ours@\""), integrity::of(b"b"));
        let expected =
            format!("const folder = \"{folder}\", other = \"other-cbf29ce484222325.js\", sums = \"{sums}\";");
        assert_eq!(text, Some(&*expected));
        let many = scratch.files(&format!("stage/{folder}"));
        let expected = [("LICENSE", "no script"), ("a.js", "\"@not-ours@\""), ("b.js", "b")];
        assert_eq!(many, expected.map(|(file, text)| (file.to_owned(), text.to_owned())));
    }

    #[test]
    fn only_whole_strings_between_at_signs_are_placeholders() {
        for (case, text, expected) in [
            ("a placeholder", "a \"@x/y.js@\" b", Some(("a ", "x/y.js", " b"))),
            ("after a string with an @", "\"@\" \"@media\" \"@x@\"", Some(("\"@\" \"@media\" ", "x", ""))),
            ("a string that never ends", "\"@app.js@", None),
            ("two lines", "\"@one\n@\"", None),
            ("no name", "\"@@\"", None),
        ] {
            assert_eq!(next_placeholder(text), expected, "{case}");
        }
    }

    #[test]
    fn a_lazy_file_is_named_by_its_content() {
        // The reference values of FNV-1a for "" and "a".
        assert_eq!(hashed_name("a.js", b""), "a-cbf29ce484222325.js");
        assert_eq!(hashed_name("LICENCE", b"a"), "LICENCE-af63dc4c8601ec8c");
    }
}
