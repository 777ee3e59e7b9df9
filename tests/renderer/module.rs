//! A page with the renderer's module of the built site and those it needs for few posts, and questions put to them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    host::Host,
    page::{Page, Screen, browse},
};

/// The modules' files and whatever a test adds, in a folder that is served.
pub(crate) struct Module {
    folder: TempDir,
}

impl Module {
    /// The modules of the site that INKSTONE_SITE names: the very bytes that readers get.
    pub(crate) fn of_the_site() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/renderer/page");
        for (from, name) in [
            (page.join("index.html"), "index.html"),
            (page.join("ask.js"), "ask.js"),
            (built("inkstone-renderer", ".js"), "renderer.js"),
            (built("inkstone-renderer", ".wasm"), "renderer.wasm"),
            (built("inkstone-front-matter", ".js"), "front-matter.js"),
            (built("inkstone-front-matter", ".wasm"), "front-matter.wasm"),
            (built("inkstone-tags", ".js"), "tags.js"),
            (built("inkstone-tags", ".wasm"), "tags.wasm"),
            (built("names", ".js"), "names.js"),
        ] {
            fs::copy(&from, folder.path().join(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        }
        Self { folder }
    }

    /// Adds a file beside the page.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("the folder is ours");
    }

    /// Opens the page and gives it once the module can be asked.
    pub(crate) fn browse(&self, test: impl FnOnce(&Page)) {
        let host = Host::serve(self.folder.path(), "/");
        browse(Screen::LAPTOP, |page| {
            page.open(&host.url("/index.html"));
            page.wait_until("the renderer is there", "document.documentElement.dataset.ready");
            test(page);
        });
    }
}

/// A module's file with this ending in the built site.
fn built(module: &str, ending: &str) -> PathBuf {
    let Some(site) = env::var_os("INKSTONE_SITE").map(PathBuf::from) else {
        panic!("INKSTONE_SITE does not name a built site: run `cargo xtask test`");
    };
    let entries = fs::read_dir(&site).unwrap_or_else(|error| panic!("{}: {error}", site.display()));
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_it = |file: &PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(module) && name.ends_with(ending)
    };
    let found: Vec<PathBuf> = files.filter(is_it).collect();
    let [file] = &found[..] else { panic!("{} holds {} files {module}…{ending}", site.display(), found.len()) };
    file.clone()
}
