//! `cargo xtask build`: the app, the `inkstone` command with the app inside it, the demo site.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::project::{Project, program};
use crate::setup::{self, Tools};

/// `cargo xtask build`.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let tools = setup::for_builds(project)?;
    build(project, &tools)
}

/// Builds all three; what has not changed is not compiled again.
pub(crate) fn build(project: &Project, tools: &Tools) -> Outcome {
    let _alone = project.alone()?;
    app(project, tools)?;
    command(project)?;
    demo_site(project)?;
    what_it_is_made_of(project)?;
    eprintln!("  built {} and {}", project.short(&project.dist()), project.short(&project.inkstone()));
    Ok(())
}

/// The app alone, in release, in target/app.
fn app(project: &Project, tools: &Tools) -> Outcome {
    let fresh = project.root.join("target/app-build");
    let build = tools.trunk(project, "build --release --dist target/app-build").env("INKSTONE_APP_ONLY", "1");
    let flags: Vec<String> = nameless_sources().into_iter().chain(nameless_standard_library(project)?).collect();
    let build = match flags.as_slice() {
        [] => build,
        flags => build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" ")),
    };
    build.run()?;
    // trunk writes every file anew at every build. The command below embeds
    // target/app and is compiled again whenever a file there is newer, so only
    // files that differ may be touched.
    let app = project.root.join("target/app");
    mirror(&fresh, &app).map_err(|error| Failure::io("update", &app, &error))
}

/// The compiler flag that keeps the builder's home folder out of the app: messages of panics
/// name source files, and with them the app would differ from machine to machine.
///
/// Nothing where cargo's folder is unknown, or has a space, at which cargo would split the flag.
fn nameless_sources() -> Option<String> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let cargo = cargo.or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let sources = cargo.join("registry/src");
    let sources = sources.to_str().filter(|path| !path.contains(char::is_whitespace))?;
    Some(format!("--remap-path-prefix={sources}=crates"))
}

/// The same for the sources of the standard library, which are on the machine of whoever has an editor that reads them:
/// they are called what they are called everywhere else.
fn nameless_standard_library(project: &Project) -> Outcome<Option<String>> {
    let sysroot = Run::new(project, "rustc").words("--print sysroot").output()?;
    let version = Run::new(project, "rustc").words("--version --verbose").output()?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    Ok(commit
        .filter(|_| !sysroot.trim().contains(char::is_whitespace))
        .map(|commit| format!("--remap-path-prefix={}/lib/rustlib/src/rust=/rustc/{commit}", sysroot.trim())))
}

/// The `inkstone` command, with target/app inside it.
fn command(project: &Project) -> Outcome {
    Run::cargo(project, "build --release --package inkstone-cli")
        .env("INKSTONE_APP", project.root.join("target/app"))
        .run()?;
    let built = project.target.join("release").join(program("inkstone"));
    let placed = project.inkstone();
    if built == placed {
        return Ok(());
    }
    let copied = match placed.parent() {
        Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::copy(&built, &placed)),
        None => fs::copy(&built, &placed),
    };
    copied.map(drop).map_err(|error| Failure::io("copy the command to", &placed, &error))
}

/// The demo site, made as any blogger makes a site.
fn demo_site(project: &Project) -> Outcome {
    Run::new(project, project.inkstone()).words("build posts --out dist").run()
}

/// The list of what the release is made of (CycloneDX), beside the command.
fn what_it_is_made_of(project: &Project) -> Outcome {
    let list = project.inkstone().with_file_name("inkstone.cdx.json");
    Run::cargo(project, "run --quiet --package supply -- sbom").arg(&list).run()
}

/// Makes `to` hold the files of `from` and nothing else, touching no file that
/// already has the right content.
fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let source = from.join(entry.file_name());
        let is_folder = entry.file_type()?.is_dir();
        if is_folder && !source.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if !is_folder && !source.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            mirror(&entry.path(), &target)?;
            continue;
        }
        let content = fs::read(entry.path())?;
        if fs::read(&target).ok().as_ref() != Some(&content) {
            fs::write(&target, content)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_mirror_holds_the_same_files_and_touches_only_what_differs() {
        let scratch = Scratch::new("mirror");
        for (file, text) in [
            ("from/same.js", "same"),
            ("from/changed.css", "new"),
            ("from/deep/added.js", "added"),
            ("from/was-a-folder", "file"),
            ("to/same.js", "same"),
            ("to/changed.css", "old"),
            ("to/gone.js", "gone"),
            ("to/gone/too.js", "gone"),
            ("to/was-a-folder/file", "folder"),
        ] {
            scratch.write(file, text);
        }
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let same = scratch.path("to/same.js");
        fs::File::options()
            .append(true)
            .open(&same)
            .and_then(|file| file.set_modified(long_ago))
            .expect("the file is ours");

        mirror(&scratch.path("from"), &scratch.path("to")).expect("both folders are ours");

        assert_eq!(
            scratch.files("to"),
            [("changed.css", "new"), ("deep/added.js", "added"), ("same.js", "same"), ("was-a-folder", "file"),]
                .map(|(file, text)| (file.to_owned(), text.to_owned()))
        );
        let modified = same.metadata().and_then(|meta| meta.modified());
        assert_eq!(modified.expect("a file has a time"), long_ago);
    }
}
