//! The file `_headers` of hosts that read one (Netlify, Cloudflare Pages and others): what may be
//! kept and for how long, and the policy of content for what is no page of ours, such as an SVG that
//! somebody opens by itself.
//!
//! A request gets the headers of every rule that fits it. Where two of them set the same header,
//! Cloudflare joins the values, and two policies forbid what either forbids. So none is set twice:
//! the worker has the policy of all files, and each file that is kept for ever a rule of its own.

use std::{collections::BTreeSet, fmt::Write};

use crate::{App, csp::Csp, service_worker::WORKER};

/// For a year, which is for ever: what changes gets another name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, and never used without asking whether it is still the newest.
const ASKED: &str = "no-cache";

/// The text of `_headers` for a site of `app`, whose pages have `policy`.
pub(crate) fn headers_file(policy: &Csp, app: &App) -> String {
    let mut text = format!(
        "# Read by Netlify, Cloudflare Pages and others; elsewhere an ordinary file.\n\
         /*\n  Content-Security-Policy: {}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n",
        policy.of_every_file()
    );
    // What names all else.
    let asked = [format!("/{WORKER}"), "/catalogue.json".to_owned()].map(|path| (path, ASKED));
    let kept = app.assets().filter_map(|(name, _)| place_for_ever(name)).chain(["/catalogue/*".to_owned()]);
    let kept: BTreeSet<_> = kept.collect();
    for (path, rule) in asked.into_iter().chain(kept.into_iter().map(|path| (path, FOR_EVER))) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{path}\n  Cache-Control: {rule}");
    }
    text
}

/// The rule's path for a file of the app that never changes under its name: the file, or the folder
/// that has the hash. Never less than that, since pages beside the posts may begin alike.
fn place_for_ever(name: &str) -> Option<String> {
    match name.split_once('/') {
        Some((folder, _)) => has_hash(folder).then(|| format!("/{folder}/*")),
        None => has_hash(name).then(|| format!("/{name}")),
    }
}

/// Whether a name has a hash before its ending: `app-0123456789abcdef_bg.wasm`. Leading zeros are left out.
fn has_hash(name: &str) -> bool {
    let hash = name.rsplit_once('-').and_then(|(_, rest)| rest.split(['.', '_']).next()).unwrap_or_default();
    (8..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        for (name, expected) in [
            ("boot-89c93719c032e511.js", Some("/boot-89c93719c032e511.js")),
            ("inkstone-app-9c93719c032e511_bg.wasm", Some("/inkstone-app-9c93719c032e511_bg.wasm")),
            ("purify.es-9deaa203b66de361.mjs", Some("/purify.es-9deaa203b66de361.mjs")),
            ("messages-9deaa203b66de361/zh-Hans.txt", Some("/messages-9deaa203b66de361/*")),
            ("embed-frame.js", None),
            ("embed.js", None),
            ("icons/icon-192.png", None),
            ("sw-off.js", None),
        ] {
            assert_eq!(place_for_ever(name).as_deref(), expected, "{name}");
        }
    }
}
