//! A folder once more, as links to the files of the first.

use std::{fs, io, path::Path};

use rayon::prelude::*;

/// Makes `twin`, which must not be there yet, hold a link to every file of `folder`.
///
/// # Errors
/// Where files cannot be linked, or folders not be made: what is made by then stays.
pub(crate) fn link(folder: &Path, twin: &Path) -> io::Result<()> {
    fs::create_dir(twin)?;
    let entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.par_iter().try_for_each(|entry| {
        let place = twin.join(entry.file_name());
        if entry.file_type()?.is_dir() { link(&entry.path(), &place) } else { fs::hard_link(entry.path(), place) }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn every_file_is_there_once_more_and_none_twice() {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let (folder, twin) = (scratch.path().join("site"), scratch.path().join("twin"));
        for file in ["a", "b/c", "b/d/e"] {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().expect("it has one")).expect("a folder");
            fs::write(file, "text").expect("a file");
        }
        link(&folder, &twin).expect("files can be linked");
        for file in ["a", "b/c", "b/d/e"] {
            let inode = |folder: &Path| fs::metadata(folder.join(file)).expect("it is there").ino();
            assert_eq!(inode(&folder), inode(&twin), "{file}");
        }
        link(&folder, &twin).expect_err("it is there already");
    }
}
