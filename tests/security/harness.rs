//! The pages of these tests: the sanitiser compiled for the browser, DOMPurify, and a frame
//! for each vector and wall.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    fixtures,
    host::Host,
    page::{Page, Screen, browse},
};

/// The sanitiser for the browser, built once a run.
static MODULE: OnceLock<PathBuf> = OnceLock::new();

/// A folder that is served.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// With the page that runs everything, and nothing to run yet.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let page = project.join("tests/security/page");
        for (from, name) in [
            (page.join("run.js"), "run.js"),
            (page.join("canary.js"), "canary.js"),
            (project.join("web/vendor/dompurify/purify.es.mjs"), "purify.es.mjs"),
            (module().join("harness.js"), "harness.js"),
            (module().join("harness_bg.wasm"), "harness_bg.wasm"),
        ] {
            fs::copy(&from, folder.path().join(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        }
        let site = Self { folder };
        site.write("run.html", "<!doctype html><meta charset=utf-8><script type=module src=run.js></script>");
        site.write("empty.html", &frame("", ""));
        site
    }

    /// Adds a file.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let file = self.folder.path().join(name);
        fs::create_dir_all(file.parent().expect("below the folder")).expect("the folder is ours");
        fs::write(file, text).expect("the folder is ours");
    }

    /// Opens the page that runs everything, and gives it once it is ready.
    pub(crate) fn browse(&self, test: impl FnOnce(&Page)) {
        let host = Host::serve(self.folder.path(), "/");
        browse(Screen::LAPTOP, |page| {
            // What fails to load, and what a policy blocks, is what these pages are about.
            page.expect_in_console("");
            page.open(&host.url("/run.html"));
            page.wait_until("the sanitiser is there", "document.documentElement.dataset.ready");
            test(page);
        });
    }
}

/// A page with canaries: what stands in its head, and its body.
pub(crate) fn frame(head: &str, body: &str) -> String {
    format!("<!doctype html><html><head><meta charset=utf-8>{head}<script src=/canary.js></script></head><body>{body}")
}

/// Compiles the sanitiser for the browser, and gives the folder of its module.
fn module() -> &'static Path {
    MODULE.get_or_init(|| {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--package", "inkstone-sanitise", "--example", "harness"])
            .args(["--target", "wasm32-unknown-unknown", "--message-format", "json-render-diagnostics"])
            .current_dir(project)
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo runs");
        assert!(built.status.success(), "the sanitiser does not compile for the browser");
        let said = String::from_utf8_lossy(&built.stdout);
        let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let files = messages.filter(|message| message["target"]["name"] == "harness");
        let wasm = files.filter_map(|message| Some(message["filenames"][0].as_str()?.to_owned())).next_back();
        let wasm = PathBuf::from(wasm.expect("cargo names what it built"));
        let folder = wasm.with_extension("module");
        let bindgen = project.join("target/tools/bin/wasm-bindgen");
        let bound = Command::new(&bindgen)
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(&wasm)
            .status()
            .unwrap_or_else(|error| {
                panic!("{}: {error}; `cargo xtask test` sets up what is missing", bindgen.display())
            });
        assert!(bound.success(), "wasm-bindgen does not take {}", wasm.display());
        folder
    })
}

/// What ammonia makes of a body; `None` above a limit.
pub(crate) fn by_ammonia(html: &str) -> Option<String> {
    let origin = inkstone_sanitise::Origin { site: fixtures::SITE.to_owned() };
    let body = inkstone_sanitise::try_sanitise(&inkstone_content::RawHtml::new(html), &origin);
    body.ok().map(|body| body.html().to_owned())
}
