//! Running other programs: each is echoed as a line to copy, and its failure names that line.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use crate::failure::{Failure, Outcome};
use crate::project::Project;

/// One run of a program in the project's root folder, without standard input but where it is given one.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    program: PathBuf,
    args: Vec<OsString>,
    env: Vec<(String, OsString)>,
    removed: Vec<String>,
    path_first: Option<PathBuf>,
    root: PathBuf,
}

impl Run {
    /// `program` (a name to look up, or a path) without arguments yet.
    pub(crate) fn new(project: &Project, program: impl AsRef<Path>) -> Run {
        Run {
            program: program.as_ref().to_path_buf(),
            args: Vec::new(),
            env: Vec::new(),
            removed: Vec::new(),
            path_first: None,
            root: project.root.clone(),
        }
    }

    /// A cargo command, given as it is typed: `Run::cargo(project, "fmt --check")`.
    pub(crate) fn cargo(project: &Project, words: &str) -> Run {
        Run::new(project, "cargo").words(words)
    }

    /// Adds the arguments of `words`, which are separated by spaces.
    pub(crate) fn words(mut self, words: &str) -> Run {
        self.args.extend(words.split_whitespace().map(OsString::from));
        self
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Run {
        self.args.push(arg.as_ref().to_os_string());
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Run {
        self.env.push((name.to_owned(), value.as_ref().to_os_string()));
        self
    }

    /// Takes a variable out of the program's environment.
    pub(crate) fn without_env(mut self, name: &str) -> Run {
        self.removed.push(name.to_owned());
        self
    }

    /// Lets the program find those of `folder` before the user's own.
    pub(crate) fn path_first(mut self, folder: PathBuf) -> Run {
        self.path_first = Some(folder);
        self
    }

    /// The run as a line for a shell in the root folder.
    pub(crate) fn line(&self) -> String {
        let relative = |text: &OsStr| {
            let text = text.to_string_lossy();
            let prefix = format!("{}/", self.root.display());
            text.strip_prefix(&prefix).unwrap_or(&text).to_owned()
        };
        let mut words: Vec<String> =
            self.env.iter().map(|(name, value)| format!("{name}={}", quoted(&value.to_string_lossy()))).collect();
        if let Some(folder) = &self.path_first {
            words.push(format!("PATH=\"{}:$PATH\"", relative(folder.as_os_str())));
        }
        words.push(quoted(&relative(self.program.as_os_str())));
        words.extend(self.args.iter().map(|arg| quoted(&relative(arg))));
        words.join(" ")
    }

    /// Echoes the line, runs the program to its end with its output shown.
    ///
    /// # Errors
    /// When it cannot be started or ends with anything but success; the failure's
    /// cure is the line itself, for want of a better one.
    pub(crate) fn run(&self) -> Outcome {
        eprintln!("  $ {}", self.line());
        let status = self.command().status().map_err(|error| self.not_started(&error))?;
        self.ended(status)
    }

    /// Runs the program silently and returns what it printed on standard output.
    ///
    /// # Errors
    /// As for [`Run::run`]; what it printed on standard error is part of the problem.
    pub(crate) fn output(&self) -> Outcome<String> {
        let output = self
            .command()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .output()
            .map_err(|error| self.not_started(&error))?;
        self.said(&output)
    }

    /// What the program printed, or why it failed.
    fn said(&self, output: &Output) -> Outcome<String> {
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => {
                let words = String::from_utf8_lossy(&output.stderr);
                Err(Failure::new(format!("`{}` failed: {}", self.line(), words.trim())))
            }
        }
    }

    /// Runs the program silently with `input` as its standard input, of which it must read all before it writes more than
    /// a little, and returns what it printed on standard output.
    ///
    /// # Errors
    /// As for [`Run::output`].
    pub(crate) fn output_for(&self, input: &str) -> Outcome<String> {
        let mut command = self.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.not_started(&error))?;
        if let Some(mut pipe) = child.stdin.take() {
            // A program that ends without reading says why on its own.
            let _ = pipe.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().map_err(|error| self.not_started(&error))?;
        self.said(&output)
    }

    /// The program as the standard library starts it.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).current_dir(&self.root).stdin(Stdio::null());
        for name in &self.removed {
            command.env_remove(name);
        }
        if let Some(folder) = &self.path_first {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(folder.clone()).chain(std::env::split_paths(&path));
            // Only a folder with the separator in its name cannot be joined; the
            // user's PATH is then the better half.
            command.env("PATH", std::env::join_paths(folders).unwrap_or(path));
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command
    }

    /// Why a run that came to an end failed, if it did.
    pub(crate) fn ended(&self, status: ExitStatus) -> Outcome {
        match status.success() {
            true => Ok(()),
            false => Err(Failure::new(format!("`{}` failed ({status})", self.line()))),
        }
    }

    /// Why a run never began.
    pub(crate) fn not_started(&self, error: &io::Error) -> Failure {
        Failure::new(format!("cannot start `{}`: {error}", self.line()))
    }
}

/// `text` as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The first file called `name` in the folders of `path` (PATH's own format).
pub(crate) fn found_on(path: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(path)
        .filter(|folder| !folder.as_os_str().is_empty())
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        Project { root: PathBuf::from("/blog"), target: PathBuf::from("/blog/target") }
    }

    #[test]
    fn a_run_is_echoed_as_a_line_to_copy() {
        let run = Run::new(&project(), "/blog/target/tools/bin/trunk")
            .env("INKSTONE_APP_ONLY", "1")
            .path_first(PathBuf::from("/blog/target/tools/bin"))
            .words("build --release")
            .arg("/blog/a b")
            .arg("it's");
        assert_eq!(
            run.line(),
            r#"INKSTONE_APP_ONLY=1 PATH="target/tools/bin:$PATH" target/tools/bin/trunk build --release 'a b' 'it'\''s'"#
        );
    }

    #[test]
    fn a_failed_run_names_its_line() {
        let project = Project::here();
        let failure = Run::cargo(&project, "no-such-command-of-cargo").output().expect_err("cargo has no such command");
        assert!(failure.to_string().contains("`cargo no-such-command-of-cargo` failed"));

        let failure = Run::new(&project, "no-such-program-at-all").output().expect_err("there is no such program");
        assert!(failure.to_string().starts_with("cannot start `no-such-program-at-all`"));
    }
}
