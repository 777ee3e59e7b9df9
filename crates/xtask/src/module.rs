//! The WebAssembly modules beside the app: the renderer with what few posts need of it, and the cataloguer (docs/adr/0004-two-modules.md), the formulas
//! (docs/adr/0011-formulas.md), and what posts in pages of other sites need (docs/adr/0014-embedding.md).
//!
//! trunk builds one module for the page, so these are compiled and bound here.

use std::env;
use std::path::PathBuf;

use crate::failure::Outcome;
use crate::functions;
use crate::glue;
use crate::process::Run;
use crate::project::Project;

/// The modules by the names of their crates, without what all of these begin with.
const NAMES: [&str; 6] = ["renderer", "front-matter", "tags", "cataloguer", "formula", "embed"];

/// Whether trunk builds what readers get, and not what somebody is working on: that keeps its names, to be
/// read in a debugger.
pub(crate) fn is_for_readers() -> bool {
    env::var("TRUNK_PROFILE").as_deref() == Ok("release")
}

/// The modules' files, ready for a page.
pub(crate) struct Modules {
    folder: PathBuf,
}

impl Modules {
    /// Compiles the modules in the profile in which trunk compiles the app, and binds them with
    /// the `wasm-bindgen` that trunk found: the set-up put it first on PATH.
    pub(crate) fn build(project: &Project) -> Outcome<Self> {
        let (profile, folder) = if is_for_readers() { ("wasm", "wasm") } else { ("dev", "debug") };
        let bound = project.target.join("modules").join(folder);
        for name in NAMES {
            // As a module alone: for a library of Rust beside it, as tests take it, the compiler would keep whatever
            // is public, which is a tenth of a module (docs/adr/0004-two-modules.md).
            Run::cargo(project, "rustc --lib --crate-type cdylib --target wasm32-unknown-unknown --profile")
                .arg(profile)
                .words("--package")
                .arg(format!("inkstone-{name}"))
                .run()?;
            let compiled = project.target.join("wasm32-unknown-unknown").join(folder);
            Run::new(project, "wasm-bindgen")
                .words(&format!("--target web --no-typescript --out-name inkstone-{name} --out-dir"))
                .arg(&bound)
                .arg(compiled.join(format!("inkstone_{}.wasm", name.replace('-', "_"))))
                .run()?;
            if is_for_readers() {
                let module = bound.join(format!("inkstone-{name}_bg.wasm"));
                glue::shorten(&bound.join(format!("inkstone-{name}.js")), &module)?;
                functions::sort(&module)?;
            }
        }
        Ok(Self { folder: bound })
    }

    /// The file that a script names as `formula.js` or `formula.wasm`; `None`: it is no module's.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        let (module, ending) = name.split_once('.').filter(|(module, _)| NAMES.contains(module))?;
        match ending {
            "js" => Some(self.folder.join(format!("inkstone-{module}.js"))),
            "wasm" => Some(self.folder.join(format!("inkstone-{module}_bg.wasm"))),
            _ => None,
        }
    }

    /// Modules whose files lie in `folder` already.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}
