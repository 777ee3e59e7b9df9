//! The service worker: one file a subject in `web/sw`, one file in a site. A worker could import
//! its parts, but then the browser would have to compare each of them to notice a new version.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// The parts in the order in which they are read.
const PARTS: [&str; 6] = ["head.js", "rules.js", "stores.js", "build.js", "answers.js", "messages.js"];
/// The worker that removes all others.
const ENDING: &str = "off.js";

/// Which worker a site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// The real one, and the one that ends it, for `inkstone build` to choose from.
    Site,
    /// The one that ends all others: whoever works on the app wants to see what was just built.
    Workshop,
}

/// Writes the worker of web/sw into `staging`.
pub(crate) fn write(web: &Path, staging: &Path, site: Use) -> Outcome {
    let ending = read(&web.join("sw").join(ENDING))?;
    match site {
        Use::Workshop => save(&staging.join("sw.js"), &ending),
        Use::Site => {
            save(&staging.join("sw.js"), &joined(web)?)?;
            save(&staging.join("sw-off.js"), &ending)
        }
    }
}

fn joined(web: &Path) -> Outcome<String> {
    let parts = PARTS.iter().map(|part| read(&web.join("sw").join(part))).collect::<Outcome<Vec<_>>>()?;
    Ok(parts.join("\n"))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))
}

fn save(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| Failure::io("write", file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_site_gets_both_workers_and_a_workshop_the_ending_one() {
        let scratch = Scratch::new("worker");
        for part in PARTS.iter().chain([&ENDING]) {
            scratch.write(&format!("web/sw/{part}"), part);
        }
        for (site, expected) in [
            (Use::Workshop, vec![("sw.js", "off.js".to_owned())]),
            (Use::Site, vec![("sw-off.js", "off.js".to_owned()), ("sw.js", PARTS.join("\n"))]),
        ] {
            let stage = format!("{site:?}");
            scratch.write(&format!("{stage}/x"), "");
            fs::remove_file(scratch.path(&format!("{stage}/x"))).expect("it was just written");
            write(&scratch.path("web"), &scratch.path(&stage), site).expect("nothing is missing");
            let expected: Vec<_> = expected.into_iter().map(|(file, text)| (file.to_owned(), text)).collect();
            assert_eq!(scratch.files(&stage), expected, "{site:?}");
        }
    }

    #[test]
    fn every_part_of_the_worker_is_a_part_of_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/sw");
        let mut found: Vec<String> = fs::read_dir(folder)
            .expect("the worker's parts")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        found.sort();
        let mut named: Vec<_> = PARTS.iter().chain([&ENDING]).map(|part| (*part).to_owned()).collect();
        named.sort();
        assert_eq!(found, named);
    }
}
