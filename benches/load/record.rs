//! What was measured, written down where it can be compared with what was before: `docs/performance.md`.

use std::{env, fs::OpenOptions, io::Write, process::Command};

use crate::{blog::project, visit::Found};

/// Appends a line of a table to the file that INKSTONE_RECORD names; nothing where it names none. `rows`: name, first
/// visit, second visit and click of each contender.
pub(crate) fn append(subject: &str, line: &str, rows: &[(&str, [Found; 3])]) {
    let Some(file) = env::var_os("INKSTONE_RECORD") else { return };
    let mut text = format!("| {} | {subject}, {line} |", tree());
    for (name, found) in rows {
        let times: Vec<_> = found.iter().filter(|one| one.text > 0.0).map(|one| format!("{:.0}", one.text)).collect();
        text.push_str(&format!(" {name} {} |", times.join(" / ")));
    }
    text.push('\n');
    let opened = OpenOptions::new().append(true).open(&file);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// The date and the name of the commit that is measured, as git tells them.
fn tree() -> String {
    let asked = Command::new("git").args(["show", "--no-patch", "--format=%cs %h"]).current_dir(project()).output();
    let said = asked.ok().filter(|said| said.status.success());
    said.map_or_else(|| "unknown".to_owned(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}
