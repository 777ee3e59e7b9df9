//! `cargo xtask finish-app`: what trunk runs after it has built the app (Trunk.toml).
//!
//! trunk names the app's files by their content. The boot script has to start
//! them without asking anybody for those names, so they are written into it here.
//! The demo blog's posts follow, so that `trunk serve` has something to show.

mod files;
mod page;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use self::files::{
    file_names, filled, fnv_1a, hashed_name, integrity_of, integrity_of_folder, lazy_file, placed, placed_folder,
    placed_text, read, replaced, write,
};
use self::page::{serve_from_everywhere, with_boot, with_file, with_inline_script, without_rust_link};
use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::functions;
use crate::glue;
use crate::integrity;
use crate::module::{Modules, is_for_readers};
use crate::process::Run;
use crate::project::Project;
use crate::scripts::{self, Kind, Minifier};
use crate::styles;
use crate::worker::{self, Use};

/// The package of the app, by which trunk names its files.
const APP: &str = "inkstone-app";

/// Scripts of web/embed that pages of other sites name, and one that a page of the builder's names: their names
/// never change.
const FIXED: [(&str, Kind); 3] =
    [("embed-frame.js", Kind::Classic), ("embed.js", Kind::Module), ("embed-page.js", Kind::Module)];

/// Runs in the folder that trunk names in TRUNK_STAGING_DIR.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("finish-app is run by trunk, after a build of the app").mended_by("cargo xtask build")
    })?;
    let web = project.root.join("web");
    if is_for_readers() {
        let module = staging.join(app_file(&staging, "_bg.wasm")?);
        glue::shorten(&staging.join(app_file(&staging, ".js")?), &module)?;
        functions::sort(&module)?;
    }
    let modules = Modules::build(project)?;
    let files = Files {
        web: &web,
        messages: &project.root.join("crates/views/messages"),
        names: &project.root.join("crates/characters/src/names.txt"),
        modules: &modules,
        minifier: &Minifier::build(project)?,
        staging: &staging,
    };
    finish(&files)?;
    for (name, kind) in FIXED {
        let script = scripts::lean(name, &read(&web.join("embed").join(name))?)?;
        let script = replaced(&script, |name| files.named(name))?;
        write(&staging.join(name), files.minifier.minified(name, script, kind)?.as_bytes())?;
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
    /// What HTML calls characters.
    names: &'a Path,
    modules: &'a Modules,
    minifier: &'a Minifier,
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
            "names.js" => {
                let script = scripts::of_names(&read(self.names)?);
                placed_text(Path::new(name), &self.minifier.minified(name, script, Kind::Module)?, staging)
            }
            styles::ELEMENT => placed_text(Path::new("embed.css"), &styles::of_element(web)?, staging),
            _ => match self.modules.file(name) {
                Some(file) if name.ends_with(".js") => {
                    let script = scripts::lean(name, &read(&file)?)?;
                    placed_text(&file, &self.minifier.minified(name, script, Kind::Module)?, staging)
                }
                Some(file) => placed(&file, staging),
                None => lazy_file(web, name, self.minifier, staging),
            },
        }
    }
}

/// Writes the boot script with the files it names and the styles into the staging folder, and tidies the page there.
fn finish(files: &Files<'_>) -> Outcome {
    let (web, staging) = (files.web, files.staging);
    let boot = scripts::lean("web/boot.js", &read(&web.join("boot.js"))?)?;
    let small = |script: Vec<u8>| {
        let name = "the app's script";
        let script = String::from_utf8(script).map_err(|_| Failure::new(format!("{name} is no text")))?;
        files.minifier.minified(name, scripts::lean(name, &script)?, Kind::Module).map(String::into_bytes)
    };
    renamed_app(staging, ".js", small)?;
    renamed_app(staging, "_bg.wasm", Ok)?;
    let boot = filled(&boot, |name| files.named(name))?;
    let boot = files.minifier.minified("web/boot.js", boot, Kind::Module)?;
    let name = hashed_name("boot.js", boot.as_bytes());
    write(&staging.join(&name), boot.as_bytes())?;
    let page = staging.join("index.html");
    let html = without_rust_link(&read(&page)?);
    let html = with_boot(&html, &name, &integrity::of(boot.as_bytes()))?;
    let inline = scripts::lean("web/inline.js", &read(&web.join("inline.js"))?)?;
    let inline = files.minifier.minified("web/inline.js", inline, Kind::Classic)?;
    // What the text of a post needs whose page does not hold it (crates/cli/src/shell.rs).
    let html = replaced(&html, |name| files.named(name))?;
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

/// The demo blog's posts and catalogue, beside the app.
fn demo_blog(project: &Project, staging: &Path) -> Outcome {
    let index = Run::cargo(project, "run --quiet --package inkstone-cli");
    let index = if is_for_readers() { index.arg("--release") } else { index };
    index.words("-- index posts --out").arg(staging).run()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    const PAGE: &str = "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  \
                        <script src=\"./inline.js\"></script><link href=\"./first.css\"><link href=\"./list.css\"><link href=\"./post.css\"><link rel=\"stylesheet\" href=\"./style.css\">\n  \
                        <link rel=\"inkstone-text\" href=\"@late.js@\"><script src=\"./boot.js\"></script>\n</head>";

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
            ("web/late.js", "c"),
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
            names: &scratch.path("names.txt"),
            modules: &modules,
            minifier: &Minifier::none(),
            staging: &stage,
        })
        .expect("nothing is missing");

        let expected = [
            (
                "boot-6fb95940a0be4a52.js",
                "const files = { js: \"inkstone-app-af63dc4c8601ec8c.js\", wasm: \"inkstone-app-cbf29ce484222325_bg.wasm\", \
                 late: \"inkstone-renderer_bg-cbf29ce484222325.wasm\",\n\
                 sum: \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\" };\n\
                 import(\"./\" + \"purify.es-678267f559ef95f1.mjs\"); // \"@media\" stays\n",
            ),
            ("first-29cc59a7c4a2e0d1.css", "a{top:0}"),
            ("first-list.css", "a{top:0}"),
            ("first-post.css", "a{top:0}b{top:0}"),
            (
                "index.html",
                "<head>\n  <script>a\n</script>\
                 <link href=\"./first-29cc59a7c4a2e0d1.css\" \
                 integrity=\"sha256-+ZMTmgbxs1dT8R7WsQbCwgLtHCcr1JIhDJDy4jp+cTU=\">\
                 <link href=\"./list-cbf29ce484222325.css\" \
                 integrity=\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\">\
                 <link href=\"./post-c8f610e2188f98f6.css\" \
                 integrity=\"sha256-glHtJTlV14jnybiB8VExkMe37XsC4bVntDacTTPF6Zw=\">\
                 <link rel=\"stylesheet\" href=\"./style-29cc59a7c4a2e0d1.css\" \
                 integrity=\"sha256-+ZMTmgbxs1dT8R7WsQbCwgLtHCcr1JIhDJDy4jp+cTU=\">\n  \
                 <link rel=\"inkstone-text\" href=\"late-af63de4c8601eff2.js\">\
                 <script src=\"./boot-6fb95940a0be4a52.js\" \
                 integrity=\"sha256-C+uULQ2TOqF3QlzbSJ4nbZsxVmSxxnJgOvhUkD7olVE=\"></script>\n</head>",
            ),
            ("inkstone-app-af63dc4c8601ec8c.js", "a"),
            ("inkstone-app-cbf29ce484222325_bg.wasm", ""),
            ("inkstone-app-styles.js", ""),
            ("inkstone-renderer_bg-cbf29ce484222325.wasm", ""),
            ("late-af63de4c8601eff2.js", "c"),
            ("list-cbf29ce484222325.css", ""),
            ("post-c8f610e2188f98f6.css", "b{top:0}"),
            ("purify.es-678267f559ef95f1.mjs", "export {}"),
            ("style-29cc59a7c4a2e0d1.css", "a{top:0}"),
        ];
        assert_eq!(scratch.files("stage"), expected.map(|(file, text)| (file.to_owned(), text.to_owned())));

        serve_from_everywhere(&stage).expect("the page is there");
        let page = read(&stage.join("index.html")).expect("the page is there");
        assert!(page.contains("href=\"/style-29cc59a7c4a2e0d1.css\""), "{page}");
    }

    #[test]
    fn a_boot_script_that_starts_nothing_is_refused() {
        let scratch = Scratch::new("refused");
        for file in [
            "web/x.mjs",
            "web/late.js",
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
                names: &scratch.path("names.txt"),
                modules: &modules,
                minifier: &Minifier::none(),
                staging: &scratch.path("stage"),
            });
            let problem = outcome.err().map(|failure| failure.to_string());
            assert_eq!(problem.as_ref().and_then(|problem| problem.lines().next()), expected, "{case}");
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
}
