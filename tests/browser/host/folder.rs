//! A folder as a plain static host serves it: types by extension, `index.html` for folders,
//! the site's own `404.html` for what is not there, a file's compressed neighbour (`.br`) to whoever takes it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Answer;

/// A folder and where on the host it begins.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// Begins and ends with `/`.
    mount: String,
}

impl Folder {
    pub(super) fn new(root: &Path, mount: &str) -> Self {
        assert!(mount.starts_with('/') && mount.ends_with('/'), "a mount is a path like / or /blog/, not {mount}");
        Self { root: root.to_owned(), mount: mount.to_owned() }
    }

    /// The answer to a request for `target`, path and query as they stand in the request, from
    /// somebody who can read these `encodings`.
    pub(super) fn answer(&self, target: &str, encodings: &str) -> Answer {
        let takes_brotli = encodings.split(',').any(|encoding| encoding.trim() == "br");
        let (raw, query) = target.find(['?', '#']).map_or((target, ""), |end| target.split_at(end));
        let Some(path) = decoded(raw) else {
            return Answer::new(400, "text/plain", b"not a path".to_vec());
        };
        let Some(below) = path.strip_prefix(&self.mount) else {
            return Answer::new(404, "text/plain", b"nothing here".to_vec());
        };
        let parts = below.split('/').filter(|part| !part.is_empty());
        if parts.clone().any(|part| part == ".." || part == "." || part.contains('\\')) {
            return self.not_found();
        }
        let file = parts.fold(self.root.clone(), |file, part| file.join(part));
        if file.is_dir() {
            if !path.ends_with('/') {
                let mut answer = Answer::new(301, "text/plain", Vec::new());
                answer.set("location", format!("{raw}/{query}"));
                return answer;
            }
            return self.file(&file.join("index.html"), 200, takes_brotli).unwrap_or_else(|| self.not_found());
        }
        if path.ends_with('/') {
            return self.not_found();
        }
        self.file(&file, 200, takes_brotli).unwrap_or_else(|| self.not_found())
    }

    fn file(&self, file: &Path, status: u16, takes_brotli: bool) -> Option<Answer> {
        let mut beside = file.to_owned().into_os_string();
        beside.push(".br");
        if let Some(body) = fs::read(beside).ok().filter(|_| takes_brotli) {
            let mut answer = Answer::new(status, type_of(file), body);
            answer.set("content-encoding", "br".to_owned());
            return Some(answer);
        }
        Some(Answer::new(status, type_of(file), fs::read(file).ok()?))
    }

    fn not_found(&self) -> Answer {
        let own = self.file(&self.root.join("404.html"), 404, false);
        own.unwrap_or_else(|| Answer::new(404, "text/html", b"<!doctype html><h1>404 Not Found</h1>".to_vec()))
    }
}

/// Undoes percent-encoding; a host that used the app's own code for it would share its mistakes.
/// `None`: not UTF-8, or a byte that no file name holds.
pub(super) fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [byte, after @ ..] = rest {
        let pair = after.get(..2).filter(|_| *byte == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

/// As nginx and GitHub Pages name them.
fn type_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
