//! What pages are measured beside: docsify, marked, and Lighthouse, which judges them. Packages of npm's, for
//! measurements only.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::Project;

/// The packages, each with its version. Lighthouse 13 needs a newer Node.js than Debian has.
const PACKAGES: [&str; 3] = ["docsify@5.0.0", "lighthouse@12.8.2", "marked@18.2.1"];

/// Installs the packages that are missing, into a folder of the target folder, which it returns.
pub(crate) fn set_up(project: &Project) -> Outcome<PathBuf> {
    let folder = project.target.join("bench/peers");
    let is_there = |package: &&str| {
        let name = package.split('@').next().unwrap_or_default();
        folder.join("node_modules").join(name).is_dir()
    };
    if PACKAGES.iter().all(is_there) {
        super::in_place("docsify, marked, Lighthouse", &folder.display().to_string());
        return Ok(folder);
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;
    // Their scripts are not needed: what is used is in the packages.
    Run::new(project, "npm")
        .words("install --no-save --ignore-scripts --no-audit --no-fund --prefix")
        .arg(&folder)
        .words(&PACKAGES.join(" "))
        .run()
        .map_err(|failure| {
            Failure::new(format!("docsify, marked and Lighthouse could not be installed: {failure}"))
                .mended_by("install Node.js with npm, and look whether it reaches its registry")
        })?;
    Ok(folder)
}
