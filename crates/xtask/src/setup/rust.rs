//! The Rust toolchain's own pieces: the wasm target, rustfmt and clippy.
//!
//! rust-toolchain.toml asks rustup for all of them, but rustup only obeys where
//! automatic installation is on, and other installations of Rust not at all.

use std::path::Path;

use super::in_place;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the toolchain in use, if it has none.
pub(super) fn wasm_target(project: &Project) -> Outcome {
    if !has_wasm_target(project)? {
        rustup(project, &format!("target add {TARGET}")).map_err(|failure| {
            failure.mended_by(format!(
                "rustup target add {TARGET} (without rustup: your system's package of that \
                 target, on Debian libstd-rust-dev-wasm32)"
            ))
        })?;
        if !has_wasm_target(project)? {
            return Err(Failure::new(format!("rustup added {TARGET} to a toolchain that is not the one `rustc` runs"))
                .mended_by("put rustup's folder (~/.cargo/bin) first on PATH"));
        }
    }
    in_place(TARGET, "in the toolchain");
    Ok(())
}

/// Adds rustfmt and clippy to the toolchain in use, if it lacks them.
pub(super) fn components(project: &Project) -> Outcome {
    for (component, probe) in [("rustfmt", "fmt --version"), ("clippy", "clippy --version")] {
        let probe = Run::cargo(project, probe);
        if probe.output().is_err() {
            let add = format!("component add {component}");
            let mend = format!("rustup {add} (without rustup: your system's package of {component})");
            rustup(project, &add).map_err(|failure| failure.mended_by(&mend))?;
            probe.output().map_err(|failure| failure.mended_by(mend))?;
        }
        in_place(component, "in the toolchain");
    }
    Ok(())
}

/// Whether the toolchain in use can compile for the browser: asked of `rustc`
/// itself, which also answers where Rust came without rustup.
fn has_wasm_target(project: &Project) -> Outcome<bool> {
    let libraries = Run::new(project, "rustc").words("--print target-libdir --target").arg(TARGET).output()?;
    let folder = Path::new(libraries.trim());
    Ok(folder.read_dir().is_ok_and(|mut files| files.next().is_some()))
}

fn rustup(project: &Project, words: &str) -> Outcome {
    Run::new(project, "rustup").words(words).run()
}
