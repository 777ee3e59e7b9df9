//! What we ask of a host for a file that it sends: its type, how long it may be kept, how it is packed, what else
//! comes with it. The guide says why (docs/guide/hosting.md).

use super::{
    answer::{Answer, Coding},
    findings::Finding,
};
use crate::headers::{Keeping, NOSNIFF, OPEN};

/// The longest time, in seconds, for which a file that changes may be kept without asking: what GitHub Pages has for
/// all files, which nobody can change.
const LONGEST_UNASKED: u64 = 600;
/// The shortest, for a file that never changes: a month.
const SHORTEST_FOR_EVER: u64 = 30 * 24 * 60 * 60;
/// Texts shorter than this, in bytes, fit into a packet as they are.
const WORTH_PACKING: usize = 1400;

/// What a file is to a browser, and what follows for its type.
struct Kind {
    /// Endings of its names.
    endings: &'static [&'static str],
    /// Types that will do, the best one first.
    types: &'static [&'static str],
    /// What another type costs.
    otherwise: Otherwise,
    /// Whether it has to be said that it is UTF-8.
    is_text_alone: bool,
}

/// What a wrong type costs.
enum Otherwise {
    /// Browsers refuse the file.
    Refused,
    /// It works less well.
    Worse,
}

/// The first that fits counts.
const KINDS: [Kind; 10] = [
    Kind { endings: &["/", ".html"], types: &["text/html"], otherwise: Otherwise::Refused, is_text_alone: false },
    Kind { endings: &[".wasm"], types: &["application/wasm"], otherwise: Otherwise::Worse, is_text_alone: false },
    Kind {
        endings: &[".js", ".mjs"],
        types: &["text/javascript", "application/javascript", "application/x-javascript"],
        otherwise: Otherwise::Refused,
        is_text_alone: false,
    },
    Kind { endings: &[".css"], types: &["text/css"], otherwise: Otherwise::Refused, is_text_alone: false },
    Kind {
        endings: &["feed.json"],
        types: &["application/feed+json", "application/json"],
        otherwise: Otherwise::Worse,
        is_text_alone: false,
    },
    Kind { endings: &[".json"], types: &["application/json"], otherwise: Otherwise::Worse, is_text_alone: false },
    Kind {
        endings: &[".webmanifest"],
        types: &["application/manifest+json", "application/json"],
        otherwise: Otherwise::Worse,
        is_text_alone: false,
    },
    Kind {
        endings: &[".xml"],
        types: &["application/xml", "text/xml", "application/atom+xml", "application/rss+xml"],
        otherwise: Otherwise::Worse,
        is_text_alone: false,
    },
    Kind { endings: &[".txt"], types: &["text/plain"], otherwise: Otherwise::Worse, is_text_alone: false },
    // Posts, whatever their ending.
    Kind { endings: &[""], types: &["text/markdown", "text/plain"], otherwise: Otherwise::Worse, is_text_alone: true },
];

fn kind_of(path: &str) -> Option<&'static Kind> {
    let is_page = |ending: &&str| *ending == "/" && path.is_empty();
    KINDS.iter().find(|kind| kind.endings.iter().any(|ending| path.ends_with(ending) || is_page(ending)))
}

/// Whether the answer is a page where something else was asked for: hosts answer so for what they do not have, and
/// some make pages of Markdown.
fn is_page_instead(answer: &Answer, path: &str) -> bool {
    let is_page = kind_of(path).is_some_and(|kind| kind.types == ["text/html"]);
    // Posts may begin with HTML; then the type tells.
    let begins_so = || {
        let start = answer.body.get(..64.min(answer.body.len())).unwrap_or_default();
        let start = String::from_utf8_lossy(start).trim_start().to_ascii_lowercase();
        start.starts_with("<!doctype html") || start.starts_with("<html")
    };
    let is_post = path.starts_with("posts/");
    !is_page && (answer.media_type() == "text/html" || (!is_post && begins_so()))
}

/// What is wrong with the answer that should be the file at `path`, below the site's root; `recipe` says how to mend it.
pub(super) fn judge(answer: &Answer, path: &str, recipe: &str) -> Vec<Finding> {
    if is_page_instead(answer, path) {
        return vec![match path.starts_with("posts/") {
            true => Finding::error(
                "post-html",
                "comes as a page of HTML: the app reads the post as it was written",
                format!(
                    "the host makes pages of Markdown, or the file is not there: it must send it as it is ({recipe})"
                ),
            ),
            false => Finding::error(
                "html-instead",
                "comes as a page of HTML, which it is not",
                format!("upload the whole site, and let the host answer what is not there with status 404 ({recipe})"),
            ),
        }];
    }
    let mut found = Vec::new();
    found.extend(wrong_type(answer, path, recipe));
    found.extend(wrong_charset(answer, path, recipe));
    found.extend(wrong_keeping(answer, Keeping::of(path), recipe));
    if answer.coding == Coding::Plain && answer.body.len() >= WORTH_PACKING {
        found.push(Finding::warning(
            "compression",
            "is not compressed: readers wait two to four times as long for it",
            format!("let the host compress texts and application/wasm with gzip or brotli ({recipe})"),
        ));
    }
    let has = |(name, value): (&str, &str)| {
        let sent = answer.header(&name.to_ascii_lowercase()).unwrap_or_default();
        sent.split(',').any(|sent| sent.trim().eq_ignore_ascii_case(value))
    };
    if !has(NOSNIFF) {
        found.push(Finding::warning(
            "nosniff",
            "comes without X-Content-Type-Options: browsers may take a file for what it is not",
            format!("send `{}: {}` with every file ({recipe})", NOSNIFF.0, NOSNIFF.1),
        ));
    }
    let is_page = kind_of(path).is_some_and(|kind| kind.types == ["text/html"]);
    if !is_page && !has(OPEN) {
        found.push(Finding::warning(
            "cors",
            "may not be read by pages of other sites, so that posts cannot be embedded there but in frames",
            format!("send `{}: {}` with every file, unless that is what you want ({recipe})", OPEN.0, OPEN.1),
        ));
    }
    found
}

fn wrong_type(answer: &Answer, path: &str, recipe: &str) -> Option<Finding> {
    let kind = kind_of(path)?;
    let found = answer.media_type();
    if kind.types.contains(&found.as_str()) {
        return None;
    }
    let message = match found.as_str() {
        "" => format!("comes without a type instead of {}", kind.types[0]),
        found => format!("comes as {found} instead of {}", kind.types[0]),
    };
    let hint = format!("set the type of such files to {} ({recipe})", kind.types[0]);
    Some(match kind.otherwise {
        Otherwise::Refused => Finding::error("media-type", message + ": browsers refuse it", hint),
        Otherwise::Worse => Finding::warning("media-type", message, hint),
    })
}

fn wrong_charset(answer: &Answer, path: &str, recipe: &str) -> Option<Finding> {
    let hint = format!("add `charset=utf-8` to the type of texts ({recipe})");
    match answer.charset() {
        Some(charset) if charset == "utf-8" || charset == "utf8" => None,
        Some(charset) => {
            Some(Finding::error("charset", format!("comes as {charset}, but all files of a site are UTF-8"), hint))
        }
        None if kind_of(path).is_some_and(|kind| kind.is_text_alone) => {
            let message = "does not say that it is UTF-8: opened by itself it shows wrong characters";
            Some(Finding::warning("charset", message, hint))
        }
        None => None,
    }
}

fn wrong_keeping(answer: &Answer, wanted: Keeping, recipe: &str) -> Option<Finding> {
    let said = answer.header("cache-control").map(|value| value.to_ascii_lowercase());
    let words: Vec<&str> = said.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
    let seconds = words.iter().find_map(|word| word.strip_prefix("max-age=")?.trim_matches('"').parse::<u64>().ok());
    let is_asked = words.iter().any(|word| word.starts_with("no-cache") || *word == "no-store");
    let hint = format!("answer with `Cache-Control: {}` ({recipe})", wanted.header());
    match (wanted, &said) {
        (Keeping::ForEver, _) if !is_asked && seconds.is_some_and(|seconds| seconds >= SHORTEST_FOR_EVER) => None,
        (Keeping::ForEver, None) => {
            Some(Finding::warning("cache-short", "never changes, and the host does not say that it may be kept", hint))
        }
        (Keeping::ForEver, Some(said)) => {
            Some(Finding::warning("cache-short", format!("never changes, and may be kept only as `{said}` says"), hint))
        }
        (Keeping::Asked, None) => Some(Finding::warning(
            "cache-unsaid",
            "comes without Cache-Control: each browser guesses for how long it may show an old one",
            hint,
        )),
        (Keeping::Asked, Some(_)) if is_asked => None,
        (Keeping::Asked, Some(said)) => match seconds {
            Some(seconds) if seconds <= LONGEST_UNASKED => None,
            Some(_) => Some(Finding::error(
                "cache-long",
                format!("changes under its name, and readers keep an old one as long as `{said}` says"),
                hint,
            )),
            None => Some(Finding::warning(
                "cache-unsaid",
                format!("has a Cache-Control (`{said}`) that does not say for how long an old one may be shown"),
                hint,
            )),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer { url: String::new(), status: 200, headers, coding: Coding::Plain, body: body.as_bytes().to_vec() }
    }

    /// What is wrong with the answer apart from the headers that all files have.
    fn codes(path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let every = [("x-content-type-options", "nosniff"), ("access-control-allow-origin", "*")];
        let found = judge(&answer(&[&every[..], headers].concat(), body), path, "recipe");
        let problems = found.into_iter().map(|finding| {
            let mut findings = super::super::findings::Findings::default();
            findings.add(path, finding);
            findings.into_problems().remove(0).problem.code
        });
        problems.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_file_has_its_type() {
        let asked = ("cache-control", "no-cache");
        for (path, kind, expected) in [
            ("", "text/html", ""),
            ("archive/", "text/html; charset=utf-8", ""),
            ("archive/", "application/octet-stream", "media-type"),
            ("archive/", "text/html; charset=iso-8859-1", "charset"),
            ("a.wasm", "application/wasm", ""),
            ("a.wasm", "application/octet-stream", "media-type"),
            ("a.wasm", "text/html", "html-instead"),
            ("a.js", "application/javascript", ""),
            ("a.js", "text/plain", "media-type"),
            ("posts/a.md", "text/markdown; charset=UTF-8", ""),
            ("posts/a.md", "text/plain", "charset"),
            ("posts/a.md", "text/html", "post-html"),
            ("posts/a.markdown", "application/octet-stream", "media-type charset"),
            ("feed.json", "application/feed+json", ""),
            ("catalogue.json", "", "media-type"),
        ] {
            assert_eq!(codes(path, &[("content-type", kind), asked], "x"), expected, "{path}: {kind}");
        }
        let markdown = ("content-type", "text/markdown; charset=utf-8");
        assert_eq!(codes("posts/a.md", &[markdown, asked], "<html>in a post"), "");
        assert_eq!(codes("feed.xml", &[("content-type", "text/xml"), asked], "\n<!DOCTYPE html>"), "html-instead");
    }

    #[test]
    fn a_file_is_kept_as_long_as_it_is_the_newest() {
        for (path, said, expected) in [
            ("sw.js", "no-cache", ""),
            ("sw.js", "max-age=0, must-revalidate", ""),
            ("sw.js", "public, max-age=600", ""),
            ("sw.js", "Public, Max-Age=14400", "cache-long"),
            ("sw.js", "public, max-age=31536000, immutable", "cache-long"),
            ("sw.js", "public", "cache-unsaid"),
            ("sw.js", "max-age=1e9", "cache-unsaid"),
            ("app-0123456789abcdef.js", "public, max-age=31536000, immutable", ""),
            ("app-0123456789abcdef.js", "max-age=600", "cache-short"),
            ("app-0123456789abcdef.js", "max-age=31536000, no-cache", "cache-short"),
        ] {
            let kind = ("content-type", "text/javascript");
            assert_eq!(codes(path, &[kind, ("cache-control", said)], "x"), expected, "{path}: {said}");
        }
        assert_eq!(codes("sw.js", &[("content-type", "text/javascript")], "x"), "cache-unsaid");
        let kind = ("content-type", "application/json");
        assert_eq!(codes("catalogue/0123456789abcdef.json", &[kind], "x"), "cache-short");
    }

    #[test]
    fn long_texts_are_compressed() {
        let headers = [("content-type", "text/javascript"), ("cache-control", "no-cache")];
        assert_eq!(codes("sw.js", &headers, &"x".repeat(WORTH_PACKING)), "compression");
        assert_eq!(codes("sw.js", &headers, &"x".repeat(WORTH_PACKING - 1)), "");
    }

    #[test]
    fn what_all_files_have_is_missed() {
        let headers = [("content-type", "text/javascript"), ("cache-control", "no-cache")];
        assert_eq!(judge(&answer(&headers, "x"), "sw.js", "recipe").len(), 2);
    }
}
