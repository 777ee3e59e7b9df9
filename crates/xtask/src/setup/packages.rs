//! Packages of the system: installed where apt can do it without asking anybody, else a line for a person to type.

use std::env;
use std::fs;

use crate::process::{Run, found_on};
use crate::project::Project;

/// The right to install packages.
pub(super) enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    /// As root, or through a sudo that asks nothing; `None` also where there is no apt.
    pub(super) fn of(project: &Project) -> Option<Privilege> {
        let path = env::var_os("PATH").unwrap_or_default();
        found_on(&path, "apt-get")?;
        let id = Run::new(project, "id").arg("-u").output().ok()?;
        if id.trim() == "0" {
            return Some(Privilege::Root);
        }
        let sudo = Run::new(project, "sudo").words("--non-interactive true");
        sudo.output().ok().map(|_| Privilege::Sudo)
    }

    pub(super) fn apt_get(&self, project: &Project, words: &str) -> Run {
        // Nobody answers a package's questions: there is no standard input.
        let run = match self {
            Privilege::Root => Run::new(project, "apt-get").env("DEBIAN_FRONTEND", "noninteractive"),
            Privilege::Sudo => {
                Run::new(project, "sudo").words("--non-interactive DEBIAN_FRONTEND=noninteractive apt-get")
            }
        };
        run.words(words)
    }
}

/// The text of this system's os-release, or `macos`.
pub(super) fn system() -> String {
    match env::consts::OS {
        "macos" => "macos".to_owned(),
        _ => fs::read_to_string("/etc/os-release").unwrap_or_default(),
    }
}

/// What a system calls itself and what it is like: `ubuntu`, `debian`.
pub(super) fn ids(system: &str) -> Vec<&str> {
    system
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .collect()
}
