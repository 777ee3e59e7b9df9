//! What the tests of hosts take: nginx, which is started with the guide's recipe, and curl, with which
//! `inkstone check --site` asks a host.

use std::env;
use std::path::{Path, PathBuf};

use super::in_place;
use super::packages::{Privilege, ids, system};
use crate::failure::{Failure, Outcome};
use crate::process::found_on;
use crate::project::{Project, program};

/// Programs, each in the package of its name.
const PROGRAMS: [&str; 2] = ["nginx", "curl"];
/// Where Debian puts servers, which is on root's PATH only.
const SERVERS: &str = "/usr/sbin";

/// Finds them, or installs what is missing where apt can.
pub(crate) fn set_up(project: &Project) -> Outcome {
    let missing: Vec<&str> = PROGRAMS.into_iter().filter(|name| find(name).is_none()).collect();
    if !missing.is_empty() {
        install(project, &missing.join(" "))?;
    }
    for name in PROGRAMS {
        let found = find(name).ok_or_else(|| refused(name))?;
        in_place(name, &found.display().to_string());
    }
    Ok(())
}

fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let server = Path::new(SERVERS).join(name);
    found_on(&path, &program(name)).or_else(|| server.is_file().then_some(server))
}

fn install(project: &Project, packages: &str) -> Outcome {
    eprintln!("  missing: {packages}");
    let may = Privilege::of(project).ok_or_else(|| refused(packages))?;
    let advised = |failure: Failure| failure.mended_by(advice_for(&system(), packages));
    may.apt_get(project, "update").run().map_err(advised)?;
    may.apt_get(project, &format!("install --yes --no-install-recommends {packages}")).run().map_err(advised)?;
    if packages.contains("nginx") && Path::new("/run/systemd/system").is_dir() {
        eprintln!("  Debian's nginx also runs by itself; `sudo systemctl disable --now nginx` ends that");
    }
    Ok(())
}

fn refused(packages: &str) -> Failure {
    Failure::new(format!("the tests of hosts need {packages}")).mended_by(advice_for(&system(), packages))
}

/// What a person should type on a system, known from the text of its os-release (or `macos`).
fn advice_for(system: &str, packages: &str) -> String {
    let ids = ids(system);
    let is = |id: &str| ids.contains(&id);
    let command = if system == "macos" {
        "brew install"
    } else if is("debian") || is("ubuntu") {
        "sudo apt-get install"
    } else if is("fedora") {
        "sudo dnf install"
    } else if is("arch") {
        "sudo pacman -S"
    } else if is("alpine") {
        "sudo apk add"
    } else {
        return format!("install {packages}, and put it on PATH");
    };
    format!("{command} {packages}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_is_told_its_own_command() {
        for (system, expected) in [
            ("ID=debian\n", "sudo apt-get install nginx curl"),
            ("ID=ubuntu\nID_LIKE=debian\n", "sudo apt-get install nginx curl"),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "sudo dnf install nginx curl"),
            ("macos", "brew install nginx curl"),
            ("", "install nginx curl, and put it on PATH"),
        ] {
            assert_eq!(advice_for(system, "nginx curl"), expected, "{system}");
        }
    }
}
