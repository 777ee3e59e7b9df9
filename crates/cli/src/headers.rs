//! The file `_headers` of hosts that read one (Netlify, Cloudflare Pages and others): what may be
//! kept and for how long, and the policy of content for what is no page of ours, such as an SVG that
//! somebody opens by itself.
//!
//! A request gets the headers of every rule that fits it. Where two of them set the same header,
//! Cloudflare joins the values, and two policies forbid what either forbids. So none is set twice:
//! the worker has the policy of all files, and each file that is kept for ever a rule of its own.

use std::{collections::BTreeSet, fmt::Write};

use crate::{App, csp::Csp, service_worker::WORKER};

/// How long a file of a site may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// For a year, which is for ever: what changes gets another name.
    ForEver,
    /// Kept, and never used without asking whether it is still the newest.
    Asked,
}

impl Keeping {
    /// That of the file of the app or of the catalogue at `path`, below the site's root.
    pub(crate) fn of(path: &str) -> Self {
        let is_shard = path.strip_prefix("catalogue/").is_some_and(|name| name.ends_with(".json"));
        if is_shard || place_for_ever(path).is_some() { Self::ForEver } else { Self::Asked }
    }

    /// The value of `Cache-Control`.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::ForEver => "public, max-age=31536000, immutable",
            Self::Asked => "no-cache",
        }
    }
}

/// Every file comes as the type that it says.
pub(crate) const NOSNIFF: (&str, &str) = ("X-Content-Type-Options", "nosniff");
/// Every site may read every file, as it could by asking from a server of its own: that is what posts in pages of
/// other sites are made with (docs/adr/0014-embedding.md). Nobody's cookies come with such a request.
pub(crate) const OPEN: (&str, &str) = ("Access-Control-Allow-Origin", "*");
/// What every file comes with, besides the policy of content.
const EVERY_FILE: [(&str, &str); 3] = [NOSNIFF, ("Referrer-Policy", "strict-origin-when-cross-origin"), OPEN];

/// The text of `_headers` for a site of `app`, whose pages have `policy`.
pub(crate) fn headers_file(policy: &Csp, app: &App) -> String {
    let mut text = format!(
        "# Read by Netlify, Cloudflare Pages and others; elsewhere an ordinary file.\n\
         /*\n  Content-Security-Policy: {}\n",
        policy.of_every_file()
    );
    for (name, value) in EVERY_FILE {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name}: {value}");
    }
    // What names all else.
    let asked = [format!("/{WORKER}"), "/catalogue.json".to_owned(), "/embed.js".to_owned()];
    let asked = asked.map(|path| (path, Keeping::Asked));
    let kept = app.assets().filter_map(|(name, _)| place_for_ever(name)).chain(["/catalogue/*".to_owned()]);
    let kept: BTreeSet<_> = kept.collect();
    for (path, rule) in asked.into_iter().chain(kept.into_iter().map(|path| (path, Keeping::ForEver))) {
        let _ = writeln!(text, "{path}\n  Cache-Control: {}", rule.header());
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
