//! The renderer, the app's second WebAssembly module (docs/adr/0004-two-modules.md).
//!
//! trunk builds one module for the page, so this one is compiled and bound here.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::process::Run;
use crate::project::Project;

/// The renderer's two files, ready for a page.
pub(crate) struct Renderer {
    folder: PathBuf,
}

impl Renderer {
    /// Compiles the renderer in the profile in which trunk compiles the app, and binds it with
    /// the `wasm-bindgen` that trunk found: the set-up put it first on PATH.
    pub(crate) fn build(project: &Project) -> Outcome<Self> {
        let (profile, folder) = match env::var("TRUNK_PROFILE").as_deref() {
            Ok("release") => ("wasm", "wasm"),
            _ => ("dev", "debug"),
        };
        Run::cargo(project, "build --package inkstone-renderer --lib --target wasm32-unknown-unknown --profile")
            .arg(profile)
            .run()?;
        let module = project.target.join("wasm32-unknown-unknown").join(folder).join("inkstone_renderer.wasm");
        let bound = project.target.join("renderer").join(folder);
        Run::new(project, "wasm-bindgen")
            .words("--target web --no-typescript --out-name inkstone-renderer --out-dir")
            .arg(&bound)
            .arg(module)
            .run()?;
        Ok(Self { folder: bound })
    }

    /// The module's JavaScript.
    pub(crate) fn script(&self) -> PathBuf {
        self.file("inkstone-renderer.js")
    }

    /// The module itself.
    pub(crate) fn module(&self) -> PathBuf {
        self.file("inkstone-renderer_bg.wasm")
    }

    /// A renderer whose files lie in `folder` already.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn file(&self, name: &str) -> PathBuf {
        Path::new(&self.folder).join(name)
    }
}
