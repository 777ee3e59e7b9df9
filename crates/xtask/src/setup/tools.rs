//! trunk and wasm-bindgen: exactly the versions the project builds with.
//!
//! A user's own tool of the right version is used. One of another version is
//! left alone, and the right one is compiled into target/tools, which only our
//! own child processes get to see.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::in_place;
use crate::failure::{Failure, Outcome};
use crate::process::{Run, found_on};
use crate::project::{Project, program};

/// The newest trunk that compiles with Rust 1.95 (docs/adr/0003-trunk-and-boot.md).
const TRUNK: &str = "0.21.14";

/// The cargo-fuzz that the targets were written with; only `cargo xtask fuzz` asks for it.
const CARGO_FUZZ: &str = "0.13.2";

/// The tools of a build, checked.
#[derive(Clone, Debug)]
pub(crate) struct Tools {
    trunk: PathBuf,
    /// Goes first on PATH, because trunk looks there for wasm-bindgen.
    folder: PathBuf,
    bindgen: PathBuf,
}

/// One tool that is compiled from its published source.
struct Tool<'a> {
    /// The package and the program in it.
    package: &'a str,
    program: &'a str,
    version: &'a str,
    /// Further arguments of `cargo install`.
    options: &'a str,
    /// The packages that are worth the optimiser's time, which is most of the wait: those
    /// that read the whole wasm at every build.
    optimised: &'a [&'a str],
}

impl Tools {
    /// trunk, with the right wasm-bindgen where it looks for it.
    ///
    /// trunk's own check for a newer trunk is off: it is the one thing that would
    /// ask the network.
    pub(crate) fn trunk(&self, project: &Project, words: &str) -> Run {
        let run =
            Run::new(project, &self.trunk).path_first(self.folder.clone()).arg("--skip-version-check").words(words);
        // See `is_right`.
        match env::var_os("NO_COLOR") {
            Some(value) if !value.is_empty() => run.env("NO_COLOR", "true"),
            _ => run.without_env("NO_COLOR"),
        }
    }
}

impl Tools {
    /// wasm-bindgen, of the version that the project is locked to.
    pub(crate) fn bindgen(&self) -> &Path {
        &self.bindgen
    }

    /// What runs tests that were compiled for the browser; it comes with wasm-bindgen.
    pub(crate) fn test_runner(&self) -> Outcome<PathBuf> {
        let file = self.bindgen.with_file_name(program("wasm-bindgen-test-runner"));
        match file.is_file() {
            true => Ok(file),
            false => Err(Failure::new(format!("{} has no wasm-bindgen-test-runner beside it", self.bindgen.display()))
                .mended_by("remove this wasm-bindgen and run `cargo xtask setup`, which compiles both")),
        }
    }
}

/// cargo-fuzz, found or compiled, and the folder that goes first on PATH for it.
pub(super) fn fuzzing(project: &Project) -> Outcome<PathBuf> {
    let _alone = project.alone()?;
    let tool =
        Tool { package: "cargo-fuzz", program: "cargo-fuzz", version: CARGO_FUZZ, options: "--locked", optimised: &[] };
    let file = tool.find_or_install(project)?;
    remove_build_folder(project)?;
    Ok(file.parent().map(Path::to_path_buf).unwrap_or_default())
}

/// Finds both tools or compiles what is missing.
pub(super) fn set_up(project: &Project) -> Outcome<Tools> {
    let _alone = project.alone()?;
    let lock = project.root.join("Cargo.lock");
    let lock = fs::read_to_string(&lock).map_err(|error| Failure::io("read", &lock, &error))?;
    let bindgen = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen").mended_by("cargo update --workspace"))?;

    // Neither needs TLS: all they would fetch is what the other one provides, and a tool
    // that cannot reach the network cannot surprise anybody.
    let trunk = Tool {
        package: "trunk",
        program: "trunk",
        version: TRUNK,
        options: "--locked --no-default-features",
        optimised: &[],
    };
    let bindgen = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: bindgen,
        options: "--no-default-features",
        optimised: &["gimli", "hashbrown", "walrus", "wasm-bindgen-cli-support", "wasm-encoder", "wasmparser"],
    };

    // Side by side: each ends with minutes in which only one core has work.
    let (trunk, bindgen) = thread::scope(|scope| {
        let trunk = scope.spawn(|| trunk.find_or_install(project));
        let bindgen = bindgen.find_or_install(project);
        (trunk.join(), bindgen)
    });
    let trunk = trunk.unwrap_or_else(|_| Err(Failure::new("the set-up of trunk broke off")))?;
    let bindgen = bindgen?;
    remove_build_folder(project)?;
    Ok(Tools { trunk, folder: project.tools().join("bin"), bindgen })
}

impl Tool<'_> {
    fn find_or_install(&self, project: &Project) -> Outcome<PathBuf> {
        let own = project.tools().join("bin").join(program(self.program));
        let path = env::var_os("PATH").unwrap_or_default();
        let file = match self.find(project, &own, &path) {
            Some(file) => file,
            None => {
                self.install(project, &own)?;
                own.clone()
            }
        };
        if file != own {
            // An outdated one of our own would be found before the right one.
            remove_if_there(&own)?;
        }
        let piece = format!("{} {}", self.program, self.version);
        in_place(&piece, &project.short(&file));
        Ok(file)
    }

    /// The project's own tool or the one that `path` leads to, if its version is right.
    fn find(&self, project: &Project, own: &Path, path: &OsStr) -> Option<PathBuf> {
        let users = found_on(path, &program(self.program));
        let known = std::iter::once(own.to_path_buf()).chain(users);
        known.into_iter().find(|file| self.is_right(project, file))
    }

    /// Whether `file` is this tool in this version, and runs.
    fn is_right(&self, project: &Project, file: &Path) -> bool {
        file.is_file()
            && Run::new(project, file)
                .arg("--version")
                // trunk takes it for a boolean and refuses the usual `NO_COLOR=1`.
                .without_env("NO_COLOR")
                .output()
                .is_ok_and(|said| printed_version(&said) == Some(self.version))
    }

    fn install(&self, project: &Project, own: &Path) -> Outcome {
        eprintln!(
            "  {} {} is missing: compiling it into target/tools. This happens once and takes \
             a few minutes.",
            self.program, self.version
        );
        let install = self.install_run(project);
        let mend =
            format!("{} (its last lines above say what it lacks; a network is needed this once)", install.line());
        install.run().map_err(|failure| failure.mended_by(&mend))?;
        match self.is_right(project, own) {
            true => Ok(()),
            false => Err(Failure::new(format!(
                "{} was installed but does not run as version {}",
                project.short(own),
                self.version
            ))
            .mended_by(mend)),
        }
    }

    fn install_run(&self, project: &Project) -> Run {
        // --force: cargo would trust its own list of what it once installed, and a
        // tool that is on that list but missing or broken would never be mended.
        let run = Run::cargo(project, "install --force --root target/tools")
            .arg(self.package)
            .arg("--version")
            .arg(format!("={}", self.version))
            .words(self.options)
            .env("CARGO_TARGET_DIR", build_folder(project).join(self.package))
            // Two progress bars on one terminal overwrite each other.
            .env("CARGO_TERM_PROGRESS_WHEN", "never");
        let settings = [("OPT_LEVEL", "0"), ("LTO", "off"), ("DEBUG", "false"), ("STRIP", "symbols")];
        let run = settings
            .iter()
            .fold(run, |run, (setting, value)| run.env(&format!("CARGO_PROFILE_RELEASE_{setting}"), value));
        self.optimised
            .iter()
            .fold(run, |run, package| run.arg("--config").arg(format!("profile.release.package.{package}.opt-level=2")))
    }
}

/// Where the tools are compiled: kept while one is missing, so that an interrupted
/// set-up goes on where it stopped, and removed once both are there (it is 1 GB).
fn build_folder(project: &Project) -> PathBuf {
    project.tools().join("build")
}

fn remove_build_folder(project: &Project) -> Outcome {
    let folder = build_folder(project);
    match folder.is_dir() {
        true => fs::remove_dir_all(&folder).map_err(|e| Failure::io("remove", &folder, &e)),
        false => Ok(()),
    }
}

fn remove_if_there(file: &Path) -> Outcome {
    match file.exists() {
        true => fs::remove_file(file).map_err(|error| Failure::io("remove", file, &error)),
        false => Ok(()),
    }
}

/// The version in what a program prints for `--version`: its second word.
fn printed_version(said: &str) -> Option<&str> {
    said.split_whitespace().nth(1)
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    let value = |line: &'a str, key: &str| {
        let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches('"'))
    };
    while let Some(line) = lines.next() {
        if value(line, "name") == Some(package) {
            return lines.take_while(|line| !line.starts_with('[')).find_map(|line| value(line, "version"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"
source = "registry+x"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.130"

[[package]]
name = "without-version"

[[package]]
name = "last"
version = "9.0.0"
"#;

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        for (package, expected) in [
            ("wasm-bindgen", Some("0.2.130")),
            ("wasm-bindgen-macro", Some("0.2.1")),
            ("last", Some("9.0.0")),
            ("without-version", None),
            ("absent", None),
        ] {
            assert_eq!(locked_version(LOCK, package), expected, "{package}");
        }
    }

    #[test]
    fn this_workspace_locks_a_wasm_bindgen() {
        let lock = fs::read_to_string(Project::here().root.join("Cargo.lock"));
        let lock = lock.expect("cargo wrote one before it compiled this");
        let version = locked_version(&lock, "wasm-bindgen").expect("the app depends on it");
        assert!(version.starts_with("0.2."), "{version}");
    }

    #[test]
    fn the_version_is_the_second_word_a_tool_says() {
        for (said, expected) in [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130 (1a2b3c)", Some("0.2.130")),
            ("trunk", None),
            ("", None),
        ] {
            assert_eq!(printed_version(said), expected, "{said}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_a_tool_that_runs_in_the_right_version_is_used() {
        use std::os::unix::fs::PermissionsExt;

        use crate::scratch::Scratch;

        let scratch = Scratch::new("tools");
        let project = Project::here();
        let tool = Tool { package: "trunk", program: "trunk", version: "0.21.14", options: "", optimised: &[] };
        let place = |file: &str, script: &str| {
            scratch.write(file, &format!("#!/bin/sh\n{script}\n"));
            let permissions = fs::Permissions::from_mode(0o755);
            fs::set_permissions(scratch.path(file), permissions).expect("the file is ours");
        };
        let own = scratch.path("own/trunk");
        let path = env::join_paths([scratch.path("none"), scratch.path("users")]).expect("the names hold no separator");
        let found = || tool.find(&project, &own, &path);

        assert_eq!(found(), None, "nothing there");
        place("users/trunk", "echo trunk 0.22.0");
        assert_eq!(found(), None, "a user's other version");
        place("users/trunk", "echo trunk 0.21.14");
        assert_eq!(found(), Some(scratch.path("users/trunk")), "a user's right version");
        place("own/trunk", "echo trunk 0.21.14; exit 1");
        assert_eq!(found(), Some(scratch.path("users/trunk")), "our own is broken");
        place("own/trunk", "echo trunk 0.21.14");
        assert_eq!(found(), Some(own.clone()), "our own is right");
    }

    #[test]
    fn the_command_that_mends_a_missing_tool_can_be_copied() {
        let project = Project::here();
        let tool = Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: "0.2.130",
            options: "--no-default-features",
            optimised: &["walrus"],
        };
        let line = tool.install_run(&project).line();
        let command = "cargo install --force --root target/tools wasm-bindgen-cli --version \
                       =0.2.130 --no-default-features --config profile.release.package.walrus.opt-level=2";
        assert!(line.ends_with(command), "{line}");
    }
}
