//! Embeds the app in the command: the files of the folder that INKSTONE_APP names.
//!
//! `cargo xtask build` sets it. Without it the command is built without an app: everything
//! but `inkstone build` works, and that says what to do.

use std::{
    env, fs,
    io::{self, Error},
    path::{Path, PathBuf},
};

#[path = "src/not_the_app.rs"]
mod not_the_app;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=INKSTONE_APP");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os("INKSTONE_APP").filter(|folder| !folder.is_empty()) {
        let folder = fs::canonicalize(&folder)
            .map_err(|error| Error::other(format!("INKSTONE_APP names {}: {error}", folder.display())))?;
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(&folder, "", &mut files)?;
        if !files.iter().any(|(name, _)| name == "index.html") {
            return Err(Error::other(format!("{} holds no index.html: it is not the app", folder.display())));
        }
    }
    files.sort();
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| Error::other("cargo sets OUT_DIR"))?;
    fs::write(out.join("app_files.rs"), table(&files))
}

/// The files of the app below `folder`, by their paths below it.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| Error::other(format!("{} is not UTF-8", entry.path().display())))?;
        if name.starts_with('.') || (prefix.is_empty() && not_the_app::NOT_THE_APP.contains(&name)) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if kind.is_file() {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            files.push((format!("{prefix}{name}"), entry.path()));
        }
    }
    Ok(())
}

fn table(files: &[(String, PathBuf)]) -> String {
    let rows: String =
        files.iter().map(|(name, path)| format!("    ({name:?}, include_bytes!({path:?})),\n")).collect();
    format!("&[\n{rows}]\n")
}
