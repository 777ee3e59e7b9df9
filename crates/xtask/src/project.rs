//! Where the project's things are.

use std::env;
use std::path::{Path, PathBuf};

/// The folders every command works with.
///
/// Commands run in `root`, so most paths are given to them relative to it: what
/// is echoed can then be copied into a shell there.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Cargo's output folder, which CARGO_TARGET_DIR may have moved.
    pub(crate) target: PathBuf,
}

impl Project {
    /// The project this program was built from.
    pub(crate) fn here() -> Project {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .filter(|dir| dir.ends_with("crates/xtask"))
            .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root: PathBuf = match package.ancestors().nth(2) {
            Some(root) => root.to_path_buf(),
            None => package,
        };
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) if !dir.is_empty() => env::current_dir().unwrap_or_default().join(dir),
            _ => root.join("target"),
        };
        Project { root, target }
    }

    /// Where the project keeps tools of its own, whatever CARGO_TARGET_DIR says:
    /// they take minutes to build and are worth sharing between target folders.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }

    /// The demo site that `cargo xtask build` makes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The `inkstone` command that `cargo xtask build` makes.
    pub(crate) fn inkstone(&self) -> PathBuf {
        self.root.join("target/release").join(program("inkstone"))
    }

    /// `path` as a person in the root folder would write it.
    pub(crate) fn short(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// The file name of a program on this system.
pub(crate) fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}
