//! `cargo xtask finish-app`: what trunk runs after it has built the app (Trunk.toml).
//!
//! trunk names the app's files by their content. The boot script has to start
//! them without asking anybody for those names, so they are written into it here.
//! The demo blog's posts follow, so that `trunk serve` has something to show.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;

/// The package of the app, by which trunk names its files.
const APP: &str = "inkstone-app";

/// Runs in the folder that trunk names in TRUNK_STAGING_DIR.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("finish-app is run by trunk, after a build of the app").mended_by("cargo xtask build")
    })?;
    finish(&project.root.join("web"), &staging)?;
    match env::var_os("INKSTONE_APP_ONLY").is_some_and(|only| only == "1") {
        true => Ok(()),
        false => demo_blog(project, &staging),
    }
}

/// Writes boot.js and the lazy files into `staging` and tidies its index.html.
fn finish(web: &Path, staging: &Path) -> Outcome {
    let mut names =
        vec![("app.js".to_owned(), app_file(staging, ".js")?), ("app.wasm".to_owned(), app_file(staging, "_bg.wasm")?)];
    names.extend(lazy_files(&web.join("lazy"), staging)?);

    let source = web.join("boot.js");
    let boot = fs::read_to_string(&source).map_err(|error| Failure::io("read", &source, &error))?;
    let boot = filled(&boot, &names)?;
    write(&staging.join("boot.js"), boot.as_bytes())?;

    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).map_err(|error| Failure::io("read", &index, &error))?;
    write(&index, without_rust_link(&html).as_bytes())
}

/// The name of the app's one file in `staging` that ends with `ending` and holds
/// trunk's hash.
fn app_file(staging: &Path, ending: &str) -> Outcome<String> {
    let is_app_file = |name: &String| {
        name.strip_prefix(APP)
            .and_then(|rest| rest.strip_prefix('-')?.strip_suffix(ending))
            .is_some_and(|hash| !hash.is_empty() && hash.chars().all(|c| c.is_ascii_hexdigit()))
    };
    let mut found = file_names(staging)?.into_iter().filter(is_app_file);
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name),
        (first, _) => Err(Failure::new(format!(
            "trunk left {} file {APP}-HASH{ending} in {}, not one",
            if first.is_some() { "more than one" } else { "no" },
            staging.display()
        ))),
    }
}

/// Copies web/lazy into `staging`, each file under a name that changes with its
/// content, and returns the old and the new names.
fn lazy_files(lazy: &Path, staging: &Path) -> Outcome<Vec<(String, String)>> {
    if !lazy.is_dir() {
        return Ok(Vec::new());
    }
    file_names(lazy)?
        .into_iter()
        .filter(|name| !name.starts_with('.'))
        .map(|name| {
            let source = lazy.join(&name);
            let content = fs::read(&source).map_err(|error| Failure::io("read", &source, &error))?;
            let hashed = hashed_name(&name, &content);
            write(&staging.join(&hashed), &content)?;
            Ok((name, hashed))
        })
        .collect()
}

/// `purify.js` → `purify-0123456789abcdef.js`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = fnv_1a(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash:016x}.{extension}"),
        None => format!("{name}-{hash:016x}"),
    }
}

/// The 64-bit FNV-1a hash: it only has to differ when the content does, and to be
/// the same on every machine and with every Rust.
fn fnv_1a(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The boot script with every `"@NAME@"` replaced by the name of the built file.
///
/// # Errors
/// When a placeholder is left, or a name of the app is never asked for: a boot
/// script like that would build well and start nothing.
fn filled(boot: &str, names: &[(String, String)]) -> Outcome<String> {
    let mut text = boot.to_owned();
    for (name, built) in names {
        let placeholder = format!("\"@{name}@\"");
        if !text.contains(&placeholder) {
            if name.starts_with("app.") {
                return Err(Failure::new(format!("web/boot.js never asks for {placeholder}")));
            }
            continue;
        }
        text = text.replace(&placeholder, &format!("\"{built}\""));
    }
    match left_placeholder(&text) {
        None => Ok(text),
        Some(left) => Err(Failure::new(format!("web/boot.js asks for {left}, which is no file"))
            .mended_by("name app.js, app.wasm or a file of web/lazy")),
    }
}

/// The first string literal of the form `"@…@"`.
fn left_placeholder(text: &str) -> Option<&str> {
    text.match_indices("\"@").find_map(|(start, _)| {
        let inside = &text[start + 2..];
        let end = inside.find(['"', '\n'])?;
        let is_placeholder = inside[end..].starts_with('"') && inside[..end].ends_with('@');
        is_placeholder.then(|| &text[start..start + 2 + end + 1])
    })
}

/// The page without the `<link rel="rust">` that tells trunk what to build: with
/// `inject_scripts` off, trunk 0.21 leaves it where it was.
fn without_rust_link(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<link") {
        let (before, tag) = rest.split_at(start);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        kept.push_str(before);
        if tag.contains("rel=\"rust\"") {
            rest = after.trim_start_matches([' ', '\t']);
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            kept.truncate(kept.trim_end_matches([' ', '\t']).len());
        } else {
            kept.push_str(tag);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// The demo blog's posts and catalogue, beside the app.
fn demo_blog(project: &Project, staging: &Path) -> Outcome {
    let index = Run::cargo(project, "run --quiet --package inkstone-cli");
    let index = match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => index.arg("--release"),
        _ => index,
    };
    index.words("-- index posts --out").arg(staging).run()
}

/// The names of the files (not folders) directly in `folder`, sorted.
fn file_names(folder: &Path) -> Outcome<Vec<String>> {
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

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("write", file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_boot_script_gets_the_names_of_the_built_files() {
        let scratch = Scratch::new("finish");
        for (file, text) in [
            (
                "web/boot.js",
                "const APP = \"@app.js@\";\nconst WASM = \"@app.wasm@\";\n\
                 import(\"./\" + \"@purify.es.mjs@\"); // @media stays\n",
            ),
            ("web/lazy/purify.es.mjs", "export {}"),
            ("web/lazy/.hidden", ""),
            ("stage/inkstone-app-8f3a.js", ""),
            ("stage/inkstone-app-8f3a_bg.wasm", ""),
            ("stage/inkstone-app-styles.js", ""),
            (
                "stage/index.html",
                "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  \
                 <link rel=\"icon\" href=\"i.svg\">\n</head>",
            ),
        ] {
            scratch.write(file, text);
        }

        finish(&scratch.path("web"), &scratch.path("stage")).expect("nothing is missing");

        let lazy = "purify.es-678267f559ef95f1.mjs";
        let files = scratch.files("stage");
        let text_of = |name: &str| {
            let file = files.iter().find(|(file, _)| file == name);
            file.map(|(_, text)| text.as_str())
        };
        assert_eq!(
            text_of("boot.js"),
            Some(
                format!(
                    "const APP = \"inkstone-app-8f3a.js\";\n\
                     const WASM = \"inkstone-app-8f3a_bg.wasm\";\n\
                     import(\"./\" + \"{lazy}\"); // @media stays\n"
                )
                .as_str()
            )
        );
        assert_eq!(text_of(lazy), Some("export {}"));
        assert_eq!(text_of("index.html"), Some("<head>\n  <link rel=\"icon\" href=\"i.svg\">\n</head>"));
    }

    #[test]
    fn a_boot_script_that_starts_nothing_is_refused() {
        let names = [
            ("app.js".to_owned(), "inkstone-app-1.js".to_owned()),
            ("app.wasm".to_owned(), "inkstone-app-1_bg.wasm".to_owned()),
        ];
        for (case, boot, expected) in [
            (
                "an unknown file",
                "\"@app.js@\" \"@app.wasm@\" \"@gone.js@\"",
                "web/boot.js asks for \"@gone.js@\", which is no file",
            ),
            ("no wasm", "\"@app.js@\"", "web/boot.js never asks for \"@app.wasm@\""),
        ] {
            let failure = filled(boot, &names).expect_err(case).to_string();
            assert_eq!(failure.lines().next(), Some(expected), "{case}");
        }
        for (case, text) in [
            ("an @ in a string", "\"@media (x)\" \"@\""),
            ("a string that never ends", "\"@app.js"),
            ("two lines", "\"@one\n@\""),
        ] {
            assert_eq!(left_placeholder(text), None, "{case}");
        }
    }

    #[test]
    fn two_builds_of_the_app_in_one_folder_are_refused() {
        let scratch = Scratch::new("two-apps");
        let stage = scratch.path("");
        let failure = app_file(&stage, ".js").expect_err("there is none");
        assert!(failure.to_string().starts_with("trunk left no file inkstone-app-HASH.js"));
        scratch.write("inkstone-app-1.js", "");
        assert_eq!(app_file(&stage, ".js"), Ok("inkstone-app-1.js".to_owned()));
        scratch.write("inkstone-app-2.js", "");
        let failure = app_file(&stage, ".js").expect_err("there are two");
        assert!(failure.to_string().starts_with("trunk left more than one file"));
    }

    #[test]
    fn a_lazy_file_is_named_by_its_content() {
        // The reference values of FNV-1a for "" and "a".
        assert_eq!(hashed_name("a.js", b""), "a-cbf29ce484222325.js");
        assert_eq!(hashed_name("LICENCE", b"a"), "LICENCE-af63dc4c8601ec8c");
    }
}
