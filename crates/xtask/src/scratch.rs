//! A folder of a test's own, removed when the test ends.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder below the system's temporary one, empty at first.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// `name` must differ from test to test; processes are kept apart by their id.
    pub(crate) fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("inkstone-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        Scratch(folder)
    }

    /// The path of `file` in the folder.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// Writes `file`, with the folders it needs.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        let folder = path.parent().expect("a file in the scratch folder has a parent");
        fs::create_dir_all(folder).expect("the scratch folder can be written");
        fs::write(path, text).expect("the scratch folder can be written");
    }

    /// Every file below `folder` with its text, sorted by path.
    pub(crate) fn files(&self, folder: &str) -> Vec<(String, String)> {
        let root = self.path(folder);
        let mut found = Vec::new();
        collect(&root, &root, &mut found);
        found.sort();
        found
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the scratch folder can be read") {
        let path = entry.expect("the scratch folder can be read").path();
        if path.is_dir() {
            collect(root, &path, found);
            continue;
        }
        let name = path.strip_prefix(root).expect("it is below its root");
        let text = fs::read_to_string(&path).expect("the files are text");
        found.push((name.to_string_lossy().into_owned(), text));
    }
}
