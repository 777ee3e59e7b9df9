//! `cargo xtask finish-app`: what trunk runs after it has built the app (Trunk.toml).
//!
//! trunk names the app's files by their content. The boot script has to start
//! them without asking anybody for those names, so they are written into it here.
//! The demo blog's posts follow, so that `trunk serve` has something to show.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::glue;
use crate::integrity;
use crate::module::{Modules, is_for_readers};
use crate::process::Run;
use crate::project::Project;
use crate::scripts;
use crate::styles;
use crate::worker::{self, Use};

/// The package of the app, by which trunk names its files.
const APP: &str = "inkstone-app";

/// Scripts of web/embed that pages of other sites name, and one that a page of the builder's names: their names
/// never change.
const FIXED: [&str; 3] = ["embed-frame.js", "embed.js", "embed-page.js"];

/// Runs in the folder that trunk names in TRUNK_STAGING_DIR.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("finish-app is run by trunk, after a build of the app").mended_by("cargo xtask build")
    })?;
    let web = project.root.join("web");
    if is_for_readers() {
        glue::shorten(&staging.join(app_file(&staging, ".js")?), &staging.join(app_file(&staging, "_bg.wasm")?))?;
    }
    let modules = Modules::build(project)?;
    let files = Files {
        web: &web,
        messages: &project.root.join("crates/views/messages"),
        modules: &modules,
        staging: &staging,
    };
    finish(&files)?;
    for name in FIXED {
        let script = scripts::lean(name, &read(&web.join("embed").join(name))?)?;
        let script = replaced(&script, |name| files.named(name))?;
        write(&staging.join(name), script.as_bytes())?;
    }
    if env::var_os("INKSTONE_APP_ONLY").is_some_and(|only| only == "1") {
        return worker::write(&web, &staging, Use::Site);
    }
    worker::write(&web, &staging, Use::Workshop)?;
    serve_from_everywhere(&staging)?;
    demo_blog(project, &staging)
}

/// Where the files lie that a script may name, and where they go.
struct Files<'a> {
    web: &'a Path,
    /// The interface's texts.
    messages: &'a Path,
    modules: &'a Modules,
    staging: &'a Path,
}

impl Files<'_> {
    /// What stands for `"@NAME@"` in a script: the file's name in `staging`, where it is put, or what it hashes to.
    fn named(&self, name: &str) -> Outcome<String> {
        match name.strip_prefix("integrity:") {
            Some("messages/") => integrity_of_folder(self.messages),
            Some(name) => integrity_of(&self.staging.join(self.file(name)?)),
            None => self.file(name),
        }
    }

    fn file(&self, name: &str) -> Outcome<String> {
        let (web, staging) = (self.web, self.staging);
        match name {
            "app.js" => app_file(staging, ".js"),
            "app.wasm" => app_file(staging, "_bg.wasm"),
            "messages/" => placed_folder(self.messages, staging),
            "first.css" | "list.css" | "post.css" => {
                placed_text(Path::new(name), &styles::joined(web, &[name])?, staging)
            }
            styles::ELEMENT => placed_text(Path::new("embed.css"), &styles::of_element(web)?, staging),
            _ => match self.modules.file(name) {
                Some(file) if name.ends_with(".js") => {
                    let script = scripts::lean(name, &read(&file)?)?;
                    placed_text(&file, &script, staging)
                }
                Some(file) => placed(&file, staging),
                None => lazy_file(web, name, staging),
            },
        }
    }
}

/// Writes the boot script with the files it names and the styles into the staging folder, and tidies the page there.
fn finish(files: &Files<'_>) -> Outcome {
    let (web, staging) = (files.web, files.staging);
    let boot = scripts::lean("web/boot.js", &read(&web.join("boot.js"))?)?;
    let lean = |script: Vec<u8>| {
        let script = String::from_utf8(script).map_err(|_| Failure::new("the app's script is no text"))?;
        scripts::lean("the app's script", &script).map(String::into_bytes)
    };
    renamed_app(staging, ".js", lean)?;
    renamed_app(staging, "_bg.wasm", Ok)?;
    let boot = filled(&boot, |name| files.named(name))?;
    let name = hashed_name("boot.js", boot.as_bytes());
    write(&staging.join(&name), boot.as_bytes())?;
    let page = staging.join("index.html");
    let html = without_rust_link(&read(&page)?);
    let html = with_boot(&html, &name, &integrity::of(boot.as_bytes()))?;
    let inline = scripts::lean("web/inline.js", &read(&web.join("inline.js"))?)?;
    let html = with_inline_script(&html, &inline)?;
    // What pages hold themselves (crates/cli/src/shell.rs).
    for list in ["post.css", "list.css"] {
        write(&staging.join(format!("first-{list}")), styles::joined(web, &["first.css", list])?.as_bytes())?;
    }
    let sheets = ["first.css", "list.css", "post.css", "style.css"];
    let html =
        sheets.iter().try_fold(html, |html, list| with_file(&html, list, &styles::joined(web, &[list])?, staging))?;
    write(&page, html.as_bytes())
}

/// Writes a file of the page into `staging` under a name that changes with its content, and puts
/// that name into the page in the place of `name`.
fn with_file(html: &str, name: &str, content: &str, staging: &Path) -> Outcome<String> {
    let link = format!("\"./{name}\"");
    if !html.contains(&link) {
        return Err(Failure::new(format!("index.html never asks for {link}")));
    }
    let hashed = hashed_name(name, content.as_bytes());
    write(&staging.join(&hashed), content.as_bytes())?;
    let integrity = integrity::of(content.as_bytes());
    Ok(html.replace(&link, &format!("\"./{hashed}\" integrity=\"{integrity}\"")))
}

/// The page with the text of `inline.js` in it instead of that file's name.
fn with_inline_script(html: &str, script: &str) -> Outcome<String> {
    let asked = "<script src=\"./inline.js\"></script>";
    if script.to_ascii_lowercase().contains("</script") || script.contains("<!--") {
        return Err(Failure::new("web/inline.js holds what would end it in a page: `</script` or `<!--`"));
    }
    match html.matches(asked).count() {
        1 => Ok(html.replace(asked, &format!("<script>{script}</script>"))),
        number => Err(Failure::new(format!("index.html has {asked} {number} times, not once"))),
    }
}

/// The page with the boot script under the name it has got, and with what that hashes to. A
/// page that is older or newer than the script on its host would refuse it, so the name
/// changes with the content.
fn with_boot(html: &str, name: &str, integrity: &str) -> Outcome<String> {
    let asked = "src=\"./boot.js\"";
    match html.matches(asked).count() {
        1 => Ok(html.replace(asked, &format!("src=\"./{name}\" integrity=\"{integrity}\""))),
        number => Err(Failure::new(format!("index.html has {asked} {number} times, not once"))),
    }
}

fn integrity_of(file: &Path) -> Outcome<String> {
    let content = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
    Ok(integrity::of(&content))
}

/// What every script and text in a folder must hash to: `a.js sha256-… b.txt sha256-…`.
fn integrity_of_folder(folder: &Path) -> Outcome<String> {
    let mut all = Vec::new();
    for name in file_names(folder)?.into_iter().filter(|name| name.ends_with(".js") || name.ends_with(".txt")) {
        let file = folder.join(&name);
        let content = fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        all.push(format!("{name} {}", integrity::short_of(&content)));
    }
    Ok(all.join(" "))
}

/// The name of the app's one file in `staging` that ends with `ending` and holds trunk's hash.
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

/// Changes the app's file that ends with `ending`, and names it by what it holds then: trunk's name tells only what
/// it was made of, and caches keep a file for as long as its name stays.
fn renamed_app(staging: &Path, ending: &str, change: impl FnOnce(Vec<u8>) -> Outcome<Vec<u8>>) -> Outcome {
    let old = staging.join(app_file(staging, ending)?);
    let content = change(fs::read(&old).map_err(|error| Failure::io("read", &old, &error))?)?;
    fs::remove_file(&old).map_err(|error| Failure::io("remove", &old, &error))?;
    let name = format!("{APP}-{:016x}{ending}", fnv_1a(&content));
    write(&staging.join(name), &content)
}

/// Copies a file of web/ into `staging` as [`placed`] does, or all files of a folder when
/// `name` ends with a slash. A script of ours may itself name such files, and ask what those
/// of a folder must hash to.
fn lazy_file(web: &Path, name: &str, staging: &Path) -> Outcome<String> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let source = web.join(name);
    if inside && name.ends_with('/') && source.is_dir() {
        return placed_folder(&source, staging);
    }
    if inside && name.ends_with(".js") && !name.starts_with("vendor/") && source.is_file() {
        let script = scripts::lean(name, &read(&source)?)?;
        let script = replaced(&script, |name| match name.strip_prefix("integrity:") {
            Some(folder) => integrity_of_folder(&web.join(folder)),
            None => lazy_file(web, name, staging),
        })?;
        return placed_text(&source, &script, staging);
    }
    if !inside || !source.is_file() {
        return Err(Failure::new(format!("web/boot.js asks for \"@{name}@\", which is no file")).mended_by(
            "name app.js, app.wasm, a module of crates/xtask/src/module.rs or the path of a file below web",
        ));
    }
    placed(&source, staging)
}

/// Copies `source` into `staging` under a name that changes with its content, and returns that name.
fn placed(source: &Path, staging: &Path) -> Outcome<String> {
    let content = fs::read(source).map_err(|error| Failure::io("read", source, &error))?;
    let hashed = hashed_name(&file_name(source), &content);
    write(&staging.join(&hashed), &content)?;
    Ok(hashed)
}

/// Writes `content`, which was made of `source`, into `staging` as [`placed`] does.
fn placed_text(source: &Path, content: &str, staging: &Path) -> Outcome<String> {
    let hashed = hashed_name(&file_name(source), content.as_bytes());
    write(&staging.join(&hashed), content.as_bytes())?;
    Ok(hashed)
}

/// Copies the files of the folder `source`, under their own names, into a folder of `staging`
/// whose name changes with any of them, and returns that name with a slash behind it.
fn placed_folder(source: &Path, staging: &Path) -> Outcome<String> {
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
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = fnv_1a(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash:016x}.{extension}"),
        None => format!("{name}-{hash:016x}"),
    }
}

/// The 64-bit FNV-1a hash: it only has to differ when the content does, and to be the same
/// on every machine and with every Rust.
fn fnv_1a(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The boot script with every string `"@NAME@"` replaced by what `built` makes of NAME.
///
/// # Errors
/// Those of `built`, and a script that never asks for the app: it would build well and
/// start nothing.
fn filled(boot: &str, built: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
    let text = replaced(boot, built)?;
    for needed in ["\"@app.js@\"", "\"@app.wasm@\""] {
        if !boot.contains(needed) {
            return Err(Failure::new(format!("web/boot.js never asks for {needed}")));
        }
    }
    Ok(text)
}

/// A script with every string `"@NAME@"` replaced by what `built` makes of NAME.
fn replaced(script: &str, built: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
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

/// Makes the page's addresses of its own files absolute: trunk answers `/posts/x` with the
/// same page, and `./boot.js` would then be looked for below `/posts`. The sites that the
/// `inkstone` command makes have a page for every address instead.
fn serve_from_everywhere(staging: &Path) -> Outcome {
    let page = staging.join("index.html");
    write(&page, read(&page)?.replace("=\"./", "=\"/").as_bytes())
}

/// The demo blog's posts and catalogue, beside the app.
fn demo_blog(project: &Project, staging: &Path) -> Outcome {
    let index = Run::cargo(project, "run --quiet --package inkstone-cli");
    let index = if is_for_readers() { index.arg("--release") } else { index };
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

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("write", file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    const PAGE: &str = "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  \
                        <script src=\"./inline.js\"></script><link href=\"./first.css\"><link href=\"./list.css\"><link href=\"./post.css\"><link rel=\"stylesheet\" href=\"./style.css\">\n  \
                        <script src=\"./boot.js\"></script>\n</head>";

    #[test]
    fn the_boot_script_gets_the_names_of_the_built_files() {
        let scratch = Scratch::new("finish");
        for (file, text) in [
            (
                "web/boot.js",
                "const files = { js: \"@app.js@\", wasm: \"@app.wasm@\", late: \"@renderer.wasm@\",\n\
                 sum: \"@integrity:renderer.wasm@\" };\n\
                 import(\"./\" + \"@vendor/purify.es.mjs@\"); // \"@media\" stays\n",
            ),
            ("web/vendor/purify.es.mjs", "export {}"),
            ("web/vendor/LICENSE", "not named, not copied"),
            ("web/inline.js", "  a\n"),
            ("web/style.css", "@import \"./style/a.css\";\n"),
            ("web/first.css", "@import \"./style/a.css\";\n"),
            ("web/post.css", "@import \"./style/b.css\";\n"),
            ("web/list.css", ""),
            ("web/style/b.css", "b { top: 0; }\n"),
            ("web/style/a.css", "a { top: 0; }\n"),
            ("renderer/inkstone-renderer_bg.wasm", ""),
            ("stage/inkstone-app-8f3a.js", "  a"),
            ("stage/inkstone-app-8f3a_bg.wasm", ""),
            ("stage/inkstone-app-styles.js", ""),
            ("stage/index.html", PAGE),
        ] {
            scratch.write(file, text);
        }
        let stage = scratch.path("stage");
        let modules = Modules::in_folder(&scratch.path("renderer"));
        finish(&Files {
            web: &scratch.path("web"),
            messages: &scratch.path("messages"),
            modules: &modules,
            staging: &stage,
        })
        .expect("nothing is missing");

        let expected = [
            (
                "boot-fa9feed31e8e6825.js",
                "const files = { js: \"inkstone-app-af63dc4c8601ec8c.js\", wasm: \"inkstone-app-cbf29ce484222325_bg.wasm\", \
                 late: \"inkstone-renderer_bg-cbf29ce484222325.wasm\",\n\
                 sum: \"sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb\" };\n\
                 import(\"./\" + \"purify.es-678267f559ef95f1.mjs\"); // \"@media\" stays\n",
            ),
            ("first-301c613ba9460a4c.css", "a { top: 0; }\n"),
            ("first-list.css", "a { top: 0; }\n"),
            ("first-post.css", "a { top: 0; }\nb { top: 0; }\n"),
            (
                "index.html",
                "<head>\n  <script>a\n</script>\
                 <link href=\"./first-301c613ba9460a4c.css\" \
                 integrity=\"sha384-R/+FNDgMLDgWRsKeHRGQZkSE+orPIUuSJPHCvJwbk/GLiU/JxDN9NFhKST1PZRvv\">\
                 <link href=\"./list-cbf29ce484222325.css\" \
                 integrity=\"sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb\">\
                 <link href=\"./post-9b45527b2499bef3.css\" \
                 integrity=\"sha384-GCoTtz2DguFBhoFCgkt65DqUvao+riwE3OAQ7axjXgo/dzt5Fb1QNSiCQP6kiMv8\">\
                 <link rel=\"stylesheet\" href=\"./style-301c613ba9460a4c.css\" \
                 integrity=\"sha384-R/+FNDgMLDgWRsKeHRGQZkSE+orPIUuSJPHCvJwbk/GLiU/JxDN9NFhKST1PZRvv\">\n  \
                 <script src=\"./boot-fa9feed31e8e6825.js\" \
                 integrity=\"sha384-o9XkKwO2n+FaB88utArhiUe6ZyboVj8D6opsYqNOFaPrpnR+0PT/leyPfMD56mys\"></script>\n</head>",
            ),
            ("inkstone-app-af63dc4c8601ec8c.js", "a"),
            ("inkstone-app-cbf29ce484222325_bg.wasm", ""),
            ("inkstone-app-styles.js", ""),
            ("inkstone-renderer_bg-cbf29ce484222325.wasm", ""),
            ("list-cbf29ce484222325.css", ""),
            ("post-9b45527b2499bef3.css", "b { top: 0; }\n"),
            ("purify.es-678267f559ef95f1.mjs", "export {}"),
            ("style-301c613ba9460a4c.css", "a { top: 0; }\n"),
        ];
        assert_eq!(scratch.files("stage"), expected.map(|(file, text)| (file.to_owned(), text.to_owned())));

        serve_from_everywhere(&stage).expect("the page is there");
        let page = read(&stage.join("index.html")).expect("the page is there");
        assert!(page.contains("href=\"/style-301c613ba9460a4c.css\""), "{page}");
    }

    #[test]
    fn a_boot_script_that_starts_nothing_is_refused() {
        let scratch = Scratch::new("refused");
        for file in [
            "web/x.mjs",
            "web/style.css",
            "web/first.css",
            "web/post.css",
            "web/list.css",
            "web/inline.js",
            "secret.mjs",
            "stage/inkstone-app-1.js",
            "stage/inkstone-app-1_bg.wasm",
        ] {
            scratch.write(file, "");
        }
        scratch.write("stage/index.html", PAGE);
        for (case, boot, expected) in [
            ("complete", "\"@app.js@\" \"@app.wasm@\" \"@x.mjs@\"", None),
            ("no app", "\"@app.wasm@\"", Some("web/boot.js never asks for \"@app.js@\"")),
            ("no wasm", "\"@app.js@\"", Some("web/boot.js never asks for \"@app.wasm@\"")),
            (
                "an unknown file",
                "\"@app.js@\" \"@app.wasm@\" \"@gone.js@\"",
                Some("web/boot.js asks for \"@gone.js@\", which is no file"),
            ),
            (
                "a file outside web",
                "\"@app.js@\" \"@app.wasm@\" \"@../secret.mjs@\"",
                Some("web/boot.js asks for \"@../secret.mjs@\", which is no file"),
            ),
        ] {
            scratch.write("web/boot.js", boot);
            let modules = Modules::in_folder(&scratch.path("renderer"));
            let outcome = finish(&Files {
                web: &scratch.path("web"),
                messages: &scratch.path("messages"),
                modules: &modules,
                staging: &scratch.path("stage"),
            });
            let problem = outcome.err().map(|failure| failure.to_string());
            assert_eq!(problem.as_ref().and_then(|problem| problem.lines().next()), expected, "{case}");
        }
    }

    #[test]
    fn a_page_that_starts_nothing_is_refused() {
        for (page, times) in [("<script src=\"boot.js\">", 0), ("src=\"./boot.js\" src=\"./boot.js\"", 2)] {
            let failure = with_boot(page, "boot-1.js", "sha384-x").expect_err("it is not asked for once");
            assert!(failure.to_string().contains(&format!("{times} times")), "{failure}");
        }
    }

    #[test]
    fn a_script_in_the_page_cannot_end_it() {
        let page = "<script src=\"./inline.js\"></script>";
        assert_eq!(with_inline_script(page, "a<b"), Ok("<script>a<b</script>".to_owned()));
        for (page, script) in [(page, "'</SCRIPT>'"), (page, "a<!--b"), ("<script src=\"inline.js\"></script>", "a")] {
            with_inline_script(page, script).expect_err(script);
        }
    }

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
        let name = lazy_file(&scratch.path("web"), "code.js", &stage).expect("nothing is missing");
        let files = scratch.files("stage");
        let text = files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.as_str());
        let folder = text.and_then(|text| text.split('"').nth(1)).expect("the folder's name is in the script");
        assert!(folder.starts_with("many-") && folder.ends_with('/'), "{folder}");
        let sums = format!("a.js {} b.js {}", integrity::short_of(b"\"@not-ours@\""), integrity::short_of(b"b"));
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
