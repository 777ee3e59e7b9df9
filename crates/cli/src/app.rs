//! The files of the app: those inside this command, or those of a folder.

use std::{borrow::Cow, fs, path::Path};

use crate::{Failure, not_the_app::NOT_THE_APP};

static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/app_files.rs"));

/// The app's files by their paths below the site, `index.html` among them.
#[derive(Clone, Debug, Default)]
pub struct App {
    files: Vec<(String, Cow<'static, [u8]>)>,
}

impl App {
    /// The app inside this command.
    ///
    /// # Errors
    /// When this command was compiled without it.
    pub fn embedded() -> Result<Self, Failure> {
        if EMBEDDED.is_empty() {
            return Err(Failure::not_built("this inkstone was built without the app", "run `cargo xtask build`"));
        }
        let files = EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))).collect();
        Ok(Self { files })
    }

    /// The app in `folder`, as trunk leaves it.
    ///
    /// # Errors
    /// When a file cannot be read or there is no `index.html`.
    pub fn from_folder(folder: &Path) -> Result<Self, Failure> {
        let mut files = Vec::new();
        collect(folder, "", &mut files)?;
        files.sort();
        let app = Self { files };
        match app.file("index.html") {
            Some(_) => Ok(app),
            None => Err(Failure::usage(
                format!("{} holds no index.html: it is not the app", folder.display()),
                "name the folder that `trunk build` wrote",
            )),
        }
    }

    /// An app of these files.
    #[cfg(test)]
    pub(crate) fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self { files: files.into_iter().map(|(name, bytes)| (name, Cow::Owned(bytes))).collect() }
    }

    /// The bytes of the file `name`.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(file, _)| file == name).map(|(_, bytes)| bytes.as_ref())
    }

    /// Every file but `index.html`, which is written once a page.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter(|(name, _)| name != "index.html").map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Cow<'static, [u8]>)>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file("read", folder))? {
        let entry = entry.map_err(Failure::file("read", folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(Failure::file("read", &path))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if name.starts_with('.') || (prefix.is_empty() && NOT_THE_APP.contains(&name.as_str())) {
            continue;
        }
        if kind.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
            files.push((format!("{prefix}{name}"), Cow::Owned(bytes)));
        }
    }
    Ok(())
}
