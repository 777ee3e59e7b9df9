//! The vectors that DOMPurify's authors test it with. Its npm package does not ship them and
//! they are not ours to copy, so they are fetched when the test runs: from the source package
//! of the machine's own Debian, or as the file that INKSTONE_DOMPURIFY_FIXTURE names.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    harness::Site,
    walls::{Vector, behind_each_wall_nothing_fires},
};

/// The file of the vectors in DOMPurify's sources.
const FIXTURE: &str = "test/fixtures/expect.mjs";

/// Releases of Debian to ask for the sources; the machine's own comes first.
const RELEASES: [&str; 2] = ["trixie", "testing"];

/// The file, named or fetched into `folder`.
fn fixture(folder: &Path) -> PathBuf {
    if let Some(file) = env::var_os("INKSTONE_DOMPURIFY_FIXTURE") {
        return file.into();
    }
    let own = said(Command::new("apt-get").args([
        "indextargets",
        "--format",
        "$(REPO_URI) $(CODENAME)",
        "Created-By: Packages",
    ]));
    let own: Vec<(&str, &str)> =
        own.lines().filter_map(|line| line.split_once(' ')).filter(|(_, release)| !release.contains('-')).collect();
    for release in own.iter().map(|(_, release)| *release).take(1).chain(RELEASES) {
        let Some((archive, _)) = own.first() else { break };
        if let Some(file) = fetched(folder, archive, release) {
            return file;
        }
    }
    panic!(
        "DOMPurify's vectors could not be fetched. Where there is no Debian archive, take {FIXTURE} from its \
         sources and name the file in INKSTONE_DOMPURIFY_FIXTURE."
    );
}

/// The file from the source package of one release, if it has one.
fn fetched(folder: &Path, archive: &str, release: &str) -> Option<PathBuf> {
    let folder = folder.join(release);
    for part in ["lists/partial", "archives/partial"] {
        fs::create_dir_all(folder.join(part)).ok()?;
    }
    let list = folder.join("sources.list");
    let key = "/usr/share/keyrings/debian-archive-keyring.gpg";
    fs::write(&list, format!("deb-src [signed-by={key}] {archive} {release} main\n")).ok()?;
    let apt = |words: &[&str]| {
        let mut apt = Command::new("apt-get");
        for (option, path) in [
            ("Dir::Etc::sourcelist", "sources.list"),
            ("Dir::State::lists", "lists"),
            ("Dir::Cache::archives", "archives"),
        ] {
            apt.arg("-o").arg(format!("{option}={}", folder.join(path).display()));
        }
        apt.args(["-o", "Dir::Etc::sourceparts=-", "-o", "APT::Sandbox::User=root"]).args(words).current_dir(&folder);
        said(&mut apt)
    };
    apt(&["update"]);
    // Of its several archives the one with DOMPurify itself is enough.
    apt(&["source", "--download-only", "node-dompurify"]);
    let files = fs::read_dir(&folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let sources =
        files.filter(|file| file.file_name().is_some_and(|name| name.to_string_lossy().contains(".orig.tar")));
    for sources in sources {
        said(
            Command::new("tar")
                .arg("-xf")
                .arg(&sources)
                .args(["--wildcards", "--strip-components=1"])
                .arg(format!("*/{FIXTURE}"))
                .current_dir(&folder),
        );
        if folder.join(FIXTURE).is_file() {
            return Some(folder.join(FIXTURE));
        }
    }
    None
}

/// What a program writes; nothing where there is no such program.
fn said(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

#[test]
#[ignore = "needs a network: cargo xtask test --long"]
fn dompurifys_own_vectors_fire_behind_no_wall_and_never_behind_one() {
    let folder = TempDir::new().expect("a temporary folder");
    let text = fs::read_to_string(fixture(folder.path())).expect("DOMPurify's vectors are UTF-8");
    let site = Site::new();
    site.write("expect.mjs", &text);
    let mut vectors = Vec::new();
    site.browse(|page| {
        let list = page.eval(
            "import('./expect.mjs').then(({ default: list }) => list.map(({ title, payload }) => [title, payload]))",
        );
        for (number, pair) in list.as_array().expect("a list of vectors").iter().enumerate() {
            let [title, payload] = [0, 1].map(|at| pair[at].as_str().unwrap_or_default().to_owned());
            vectors.push(Vector { name: format!("{number} {title}"), html: payload });
        }
        assert_ne!(list, Value::Null);
    });
    assert!(vectors.len() >= 200, "only {} vectors were read", vectors.len());
    let without = behind_each_wall_nothing_fires(&vectors);
    assert!(without.len() >= 40, "only {} fire without a wall", without.len());
}
