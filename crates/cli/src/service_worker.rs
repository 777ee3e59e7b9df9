//! The service worker of a site: the app's `sw.js`, told which build it belongs to and what the
//! files of that build must hash to.
//!
//! A build is known by its files alone. A new post changes none of them, so that readers are asked
//! to reload for a new app, never for a new post.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256, Sha384};

use crate::{App, Failure, manifest::MANIFEST, shell::FirstStyles};

/// Where the worker is, in the app and in a site. It has to be at the root: a worker answers
/// for what lies below it.
pub(crate) const WORKER: &str = "sw.js";
/// The worker that removes all others, among the app's files.
const ENDING_WORKER: &str = "sw-off.js";
/// The page without content that stands for every page of the app.
pub(crate) const SHELL: &str = "shell.html";

/// Whether readers may keep the site for times without a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// They may.
    #[default]
    Allowed,
    /// What earlier builds let them keep is removed.
    Ended,
}

/// Whether an asset of the app is written to a site as it is.
pub(crate) fn is_copied(asset: &str) -> bool {
    asset != WORKER && asset != ENDING_WORKER && !FirstStyles::FILES.contains(&asset)
}

/// A file as the worker knows it.
#[derive(Serialize)]
struct BuiltFile {
    integrity: String,
    /// Every page needs it, so it is fetched before the worker comes into use.
    first: bool,
}

/// The files of a build that are of the site, and not of the app.
pub(crate) struct SiteFiles {
    /// The page without content.
    pub(crate) shell: String,
    /// The web app manifest.
    pub(crate) manifest: String,
}

/// The text of the worker for the site with these files; `None` where the app has no worker.
///
/// # Errors
/// When the app's worker has no place for what is to be filled in.
pub(crate) fn worker(app: &App, site: &SiteFiles, offline: Offline) -> Result<Option<String>, Failure> {
    let name = if offline == Offline::Ended { ENDING_WORKER } else { WORKER };
    let Some(template) = app.file(name).map(String::from_utf8_lossy) else { return Ok(None) };
    if offline == Offline::Ended {
        return Ok(Some(template.into_owned()));
    }
    let index = app.file("index.html").map(String::from_utf8_lossy).unwrap_or_default();
    let assets = app.assets().filter(|(name, _)| is_copied(name) && !name.starts_with("embed"));
    let mut files: BTreeMap<&str, BuiltFile> = assets
        .map(|(name, content)| {
            (name, BuiltFile { integrity: integrity(content), first: is_needed_first(name, &index) })
        })
        .collect();
    for (name, text) in [(SHELL, &site.shell), (MANIFEST, &site.manifest)] {
        files.insert(name, BuiltFile { integrity: integrity(text.as_bytes()), first: true });
    }
    let list = serde_json::to_string_pretty(&files).map_err(|error| {
        Failure::not_built(format!("the worker's list cannot be written: {error}"), "please report this fault")
    })?;
    let format = inkstone_catalogue::FORMAT.to_string();
    let mut text = template.into_owned();
    for (place, value) in
        [("\"@build@\"", format!("\"{}\"", name_of(&files))), ("\"@files@\"", list), ("\"@format@\"", format)]
    {
        if text.matches(place).count() != 1 {
            return Err(Failure::not_built(
                format!("the app's {WORKER} does not have {place} once"),
                "build the app with this version of Inkstone",
            ));
        }
        text = text.replace(place, &value);
    }
    Ok(Some(text))
}

/// What every page starts: what the page itself names, and the parts of the app. The other files
/// are fetched by the first page that needs them.
fn is_needed_first(name: &str, index: &str) -> bool {
    let starts = [
        "boot",
        "inkstone-app-",
        "inkstone-renderer",
        "inkstone-front-matter",
        "inkstone-tags",
        "names-",
        "article-",
        "code-bar-",
        // Without a network most do.
        "failed-pictures-",
        "offline-",
        "messages-",
        "reader-",
        "text-first-",
    ];
    starts.iter().any(|start| name.starts_with(start)) || index.contains(&format!("\"./{name}\""))
}

/// The digest of a file, as pages, the boot script and the worker name it.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// Whether a file is what a digest says, of either kind that builds have named files by.
pub(crate) fn is_named(digest: &str, content: &[u8]) -> bool {
    match digest.strip_prefix("sha384-") {
        Some(sum) => sum == STANDARD.encode(Sha384::digest(content)),
        None => digest == integrity(content),
    }
}

/// The same files have the same name, wherever and whenever they were built: an older build that
/// is put back is known again.
fn name_of(files: &BTreeMap<&str, BuiltFile>) -> String {
    let mut hash = Sha256::new();
    for (path, file) in files {
        hash.update(format!("{path} {}\n", file.integrity));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_the_digests_of_this_build_and_of_earlier_ones() {
        let earlier = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert!(is_named(earlier, b"") && is_named(&integrity(b""), b""));
        assert!(!is_named(earlier, b"x") && !is_named(&integrity(b""), b"x") && !is_named("", b""));
    }

    const TEMPLATE: &str = "const BUILD = \"@build@\";\nconst FILES = \"@files@\";\nconst FORMAT = \"@format@\";\n";

    fn app(files: &[(&str, &str)]) -> App {
        App::of(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_owned())))
    }

    fn site(shell: &str) -> SiteFiles {
        SiteFiles { shell: shell.to_owned(), manifest: "{}".to_owned() }
    }

    fn build_of(files: &[(&str, &str)], shell: &str) -> String {
        let text = worker(&app(files), &site(shell), Offline::Allowed).expect("nothing is missing").expect("a worker");
        text.split('"').nth(1).expect("the build's name").to_owned()
    }

    #[test]
    fn the_worker_knows_the_files_of_its_build() {
        let files = [
            ("index.html", "<link href=\"./style-1.css\">"),
            ("sw.js", TEMPLATE),
            ("sw-off.js", "off"),
            ("boot.js", ""),
            ("style-1.css", ""),
            ("late.mjs", "x"),
            ("messages-1/zh-Hans.txt", ""),
        ];
        let text = worker(&app(&files), &site("<p>"), Offline::Allowed).expect("nothing is missing").expect("a worker");
        let list = text.split_once("FILES = ").and_then(|(_, rest)| rest.split_once(';')).expect("the list").0;
        let list: serde_json::Value = serde_json::from_str(list).expect("JSON is JavaScript");
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(list["boot.js"], serde_json::json!({ "integrity": empty, "first": true }));
        assert_eq!(list["style-1.css"]["first"], true);
        assert_eq!(list["late.mjs"]["first"], false);
        assert_eq!(list["shell.html"]["first"], true);
        assert_eq!(list["messages-1/zh-Hans.txt"]["first"], true, "a reader's language is there without a network");
        assert_eq!(list.as_object().map(serde_json::Map::len), Some(6), "neither the worker nor index.html: {list}");
        assert!(text.contains(&format!("FORMAT = {};", inkstone_catalogue::FORMAT)), "{text}");
    }

    #[test]
    fn a_build_is_named_by_its_files() {
        let base = [("index.html", "<p>posts"), ("sw.js", TEMPLATE), ("boot.js", "1")];
        let name = build_of(&base, "shell");
        for (case, files, shell, same) in [
            ("a new post", [("index.html", "<p>more posts"), base[1], base[2]], "shell", true),
            ("a new app", [base[0], base[1], ("boot.js", "2")], "shell", false),
            ("another shell", base, "other", false),
        ] {
            assert_eq!(build_of(&files, shell) == name, same, "{case}");
        }
    }

    #[test]
    fn an_app_without_a_worker_makes_a_site_without_one() {
        assert_eq!(worker(&app(&[("index.html", "")]), &site(""), Offline::Allowed), Ok(None));
    }

    #[test]
    fn a_site_can_end_what_readers_have_kept() {
        let files = [("sw.js", TEMPLATE), ("sw-off.js", "off")];
        assert_eq!(worker(&app(&files), &site(""), Offline::Ended), Ok(Some("off".to_owned())));
    }

    #[test]
    fn a_worker_that_cannot_be_filled_in_is_refused() {
        let failure = worker(&app(&[("sw.js", "const BUILD = \"@build@\";")]), &site(""), Offline::Allowed);
        assert_eq!(failure.expect_err("no list").to_string(), "the app's sw.js does not have \"@files@\" once");
    }
}
