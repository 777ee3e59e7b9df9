//! A host's Content-Security-Policy beside that of the pages: both hold, so the host's may forbid too much; and
//! where a file is no page of ours, it holds alone, so that it may allow too much.

/// A policy: directives by their names, each with its sources.
struct Policy<'a>(Vec<(String, Vec<&'a str>)>);

impl<'a> Policy<'a> {
    fn parse(text: &'a str) -> Self {
        let mut directives: Vec<(String, Vec<&str>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            // The first of a name counts (CSP, section 2.2.1).
            if directives.iter().all(|(other, _)| *other != name) {
                directives.push((name, words.collect()));
            }
        }
        Self(directives)
    }

    fn own(&self, name: &str) -> Option<&[&'a str]> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, sources)| sources.as_slice())
    }

    /// What holds for `name` (CSP, section 6.8.3); `None` when everything is allowed.
    fn effective(&self, name: &str) -> Option<&[&'a str]> {
        let fallbacks: &[&str] = match name {
            "worker-src" => &["child-src", "script-src", "default-src"],
            "frame-src" => &["child-src", "default-src"],
            "base-uri" | "form-action" | "trusted-types" | "require-trusted-types-for" | "sandbox" => &[],
            _ => &["default-src"],
        };
        self.own(name).or_else(|| fallbacks.iter().find_map(|name| self.own(name)))
    }
}

/// What the pages' policy allows, at `origin`, and the host's forbids: a directive and a source each.
pub(super) fn forbidden(host: &str, pages: &str, origin: &str) -> Vec<String> {
    let pages = Policy::parse(pages);
    let mut found = Vec::new();
    // Several policies in one header stand behind commas, and all of them hold.
    for host in host.split(',').map(Policy::parse) {
        for (name, wanted) in pages.0.iter().filter(|(name, _)| name != "require-trusted-types-for") {
            let Some(allowed) = host.effective(name) else { continue };
            let wanted = wanted.iter().filter(|source| **source != "'none'");
            found.extend(
                wanted.filter(|source| !allows(allowed, source, origin)).map(|source| format!("{name} {source}")),
            );
        }
        // The pages for frames have a `<base>`.
        if host.own("base-uri").is_some_and(|allowed| !allows(allowed, "'self'", origin)) {
            found.push("base-uri 'self'".to_owned());
        }
        if let Some(kept) = host.own("sandbox") {
            let needed = ["allow-scripts", "allow-same-origin"].into_iter().filter(|word| !kept.contains(word));
            found.extend(needed.map(|word| format!("sandbox {word}")));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn allows(allowed: &[&str], wanted: &str, origin: &str) -> bool {
    let has = |source: &str| allowed.iter().any(|other| other.eq_ignore_ascii_case(source));
    let has_hash = || allowed.iter().any(|other| other.starts_with("'sha") || other.starts_with("'nonce-"));
    if wanted == "'self'" {
        let scheme = origin.split("//").next().unwrap_or_default();
        let is_named = has(wanted) || has("*") || has(scheme) || has(origin) || has(&format!("{origin}/"));
        return is_named && !has("'strict-dynamic'");
    }
    if allowed.contains(&wanted) {
        return true;
    }
    match wanted {
        "'wasm-unsafe-eval'" => has("'unsafe-eval'"),
        "'unsafe-inline'" => has(wanted) && !has_hash(),
        "https:" | "http:" => has("*") || has(wanted) || (wanted == "https:" && has("http:")),
        "data:" | "blob:" => has(wanted),
        // What is inline.
        hash if hash.starts_with("'sha") => has("'unsafe-inline'") && !has_hash(),
        other if other.starts_with('\'') => has(other),
        // A host, or the name of a policy of Trusted Types.
        host => {
            let scheme = host.split_once("//").map_or("", |(scheme, _)| scheme);
            has(host) || has("*") || (!scheme.is_empty() && has(scheme)) || (scheme == "https:" && has("http:"))
        }
    }
}

/// What the host's policy lets scripts and styles do that the pages' does not: a directive and a source each. One that
/// says nothing of them leaves them to the pages'.
pub(super) fn weaker(host: &str, pages: &str) -> Vec<String> {
    const OPEN: [&str; 6] = ["'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:", "data:"];
    let pages = Policy::parse(pages);
    let hosts: Vec<Policy<'_>> = host.split(',').map(Policy::parse).collect();
    let mut found = Vec::new();
    for name in ["script-src", "style-src"] {
        let theirs: Vec<&[&str]> = hosts.iter().filter_map(|host| host.effective(name)).collect();
        let ours = pages.effective(name).unwrap_or_default();
        // The strictest of several counts.
        let is_open = |word: &&&str| {
            !theirs.is_empty() && theirs.iter().all(|theirs| theirs.contains(*word)) && !ours.contains(*word)
        };
        found.extend(OPEN.iter().filter(is_open).map(|word| format!("{name} {word}")));
    }
    found
}

#[cfg(test)]
mod tests {
    use inkstone_content::Site;

    use super::*;
    use crate::csp::Csp;

    const ORIGIN: &str = "https://blog.example";

    #[test]
    fn our_own_headers_forbid_nothing_and_open_nothing() {
        for line in ["", "comment_hosts: giscus.app", "scripts: a.js\nscripts_write_html: yes"] {
            let mut csp = Csp::new(&Site::from_yaml(line).0);
            csp.allow_style("p{}");
            let (header, pages) = (csp.of_every_file(), csp.to_string());
            assert_eq!(forbidden(&header, &pages, ORIGIN), Vec::<String>::new(), "{line}");
            assert_eq!(weaker(&header, &pages), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn a_hosts_policy_may_forbid_what_pages_need() {
        let pages = "script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: https:; object-src 'none'; worker-src 'self'; trusted-types default";
        for (host, expected) in [
            ("default-src 'self' data: https: 'wasm-unsafe-eval'", ""),
            ("frame-ancestors 'self'; upgrade-insecure-requests", ""),
            ("script-src https://blog.example 'unsafe-eval'", ""),
            ("script-src https: 'wasm-unsafe-eval'", ""),
            ("script-src 'self'", "script-src 'wasm-unsafe-eval'"),
            ("script-src 'self' 'wasm-unsafe-eval', img-src *", "img-src data:"),
            ("SCRIPT-SRC 'self' 'strict-dynamic' 'unsafe-eval'", "script-src 'self'; worker-src 'self'"),
            ("img-src 'self' data: https://cdn.example", "img-src https:"),
            ("worker-src 'none'", "worker-src 'self'"),
            ("trusted-types none", "trusted-types default"),
            ("base-uri 'none'", "base-uri 'self'"),
            ("sandbox allow-scripts", "sandbox allow-same-origin"),
        ] {
            assert_eq!(forbidden(host, pages, ORIGIN).join("; "), expected, "{host}");
        }
    }

    #[test]
    fn a_hosts_policy_may_be_weaker() {
        let pages = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
        for (host, expected) in [
            (pages, ""),
            ("default-src 'self'", ""),
            ("default-src 'self' 'unsafe-inline'", "script-src 'unsafe-inline'; style-src 'unsafe-inline'"),
            ("script-src 'self' 'unsafe-eval'; style-src 'self'", "script-src 'unsafe-eval'"),
            ("default-src *, default-src 'self'", ""),
            ("frame-ancestors 'self'", ""),
            ("frame-ancestors 'self', script-src *", "script-src *"),
            ("script-src https:; style-src 'none'", "script-src https:"),
        ] {
            assert_eq!(weaker(host, pages).join("; "), expected, "{host}");
        }
    }
}
