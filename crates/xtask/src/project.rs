//! Where the project's things are.

use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

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

    /// Waits until no other `cargo xtask` is writing what this one is about to write, and
    /// keeps others waiting until the returned file is dropped.
    pub(crate) fn alone(&self) -> Outcome<File> {
        let path = self.root.join("target/xtask.lock");
        let refused = |error: std::io::Error| Failure::io("lock", &path, &error);
        fs::create_dir_all(self.root.join("target")).map_err(refused)?;
        let file = File::create(&path).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => eprintln!("  waiting for another cargo xtask to end its build"),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
        file.lock().map_err(refused)?;
        Ok(file)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn two_builds_of_one_project_do_not_overlap() {
        let scratch = Scratch::new("alone");
        let root = scratch.path("");
        let project = Project { target: root.join("target"), root };
        let first = project.alone().expect("nobody else is here");
        let second = File::create(scratch.path("target/xtask.lock")).expect("the file is ours");
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(first);
        assert!(project.alone().is_ok());
    }
}
