//! Other hosts that a site's pages may talk to: each opens the policy of content of its pages
//! by exactly that host, and nothing else does.

use crate::front_matter::value::Value;

/// The hosts a site names, each as an origin such as `https://giscus.app`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    /// Where posts and their catalogue may be fetched from, besides the site itself.
    pub posts: Vec<String>,
    /// Where pictures, sound and films may come from; any host when empty.
    pub media: Vec<String>,
    /// Whose comments pages show: their scripts, styles, frames and requests.
    pub comments: Vec<String>,
    /// Who counts visits: their scripts and requests.
    pub analytics: Vec<String>,
}

/// What a host is named for, and so what it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It gives data: texts, pictures, sound.
    Data,
    /// It gives scripts, which can do whatever the page can.
    Script,
}

/// Hosts that serve whatever anybody uploads: allowing the scripts of one allows everybody's.
const EVERYBODYS: [&str; 12] = [
    "ajax.googleapis.com",
    "cdn.bootcdn.net",
    "cdn.jsdelivr.net",
    "cdn.skypack.dev",
    "cdn.statically.io",
    "cdnjs.cloudflare.com",
    "esm.sh",
    "fastly.jsdelivr.net",
    "raw.githubusercontent.com",
    "rawcdn.githack.com",
    "registry.npmmirror.com",
    "unpkg.com",
];

/// The longest name that a host can have (RFC 1035).
const LONGEST: usize = 253;

/// The origins that a value names, one or a list, and those of its texts that name none, each
/// with the reason.
pub(super) fn origins(value: &Value, purpose: Purpose) -> (Vec<String>, Vec<(String, &'static str)>) {
    let texts = match value {
        Value::List(items) => items.iter().map(|item| item.text().unwrap_or_default()).collect(),
        one => vec![one.text().unwrap_or_default()],
    };
    let mut origins = Vec::new();
    let mut refused = Vec::new();
    for text in texts {
        match origin(text.trim(), purpose) {
            Ok(origin) if origins.contains(&origin) => {}
            Ok(origin) => origins.push(origin),
            Err(reason) => refused.push((text.trim().to_owned(), reason)),
        }
    }
    (origins, refused)
}

/// `giscus.app` or `https://giscus.app/` as `https://giscus.app`. What a policy could read as
/// anything but one host (a blank, a semicolon, a path, a scheme alone) is refused.
fn origin(text: &str, purpose: Purpose) -> Result<String, &'static str> {
    let lower = text.to_ascii_lowercase();
    let (scheme, host) = match lower.split_once("://") {
        Some((scheme @ ("https" | "http"), host)) => (scheme, host),
        Some(_) => return Err("only https:// and http:// hosts can be named"),
        None => ("https", lower.as_str()),
    };
    let host = host.strip_suffix('/').unwrap_or(host);
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let wild = name.strip_prefix("*.");
    let labels: Vec<&str> = wild.unwrap_or(name).split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    if name.len() > LONGEST || !labels.iter().all(is_label) || !is_port {
        return Err("write a host alone, such as `giscus.app`; a name in other letters in its `xn--` form");
    }
    if wild.is_some() && labels.len() < 2 {
        return Err("write at least a domain behind `*.`, such as `*.example.org`");
    }
    if purpose == Purpose::Script {
        if scheme == "http" && !matches!(name, "localhost" | "127.0.0.1") {
            return Err("scripts come over https:// only: anybody on the way could change others");
        }
        if wild.is_some() {
            return Err("name each host whose scripts may run: a `*` would let in any below it");
        }
        if EVERYBODYS.contains(&name) {
            return Err("everybody can publish scripts there: copy the file into the site's own folder instead");
        }
    }
    Ok(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_one_origin_or_nothing() {
        assert!(EVERYBODYS.is_sorted());
        for (text, purpose, expected) in [
            ("giscus.app", Purpose::Script, Some("https://giscus.app")),
            ("https://Giscus.app/", Purpose::Script, Some("https://giscus.app")),
            ("plausible.example.org:8443", Purpose::Script, Some("https://plausible.example.org:8443")),
            ("http://localhost:3000", Purpose::Script, Some("http://localhost:3000")),
            ("*.sinaimg.cn", Purpose::Data, Some("https://*.sinaimg.cn")),
            ("http://img.example", Purpose::Data, Some("http://img.example")),
            ("*", Purpose::Data, None),
            ("*.cn", Purpose::Data, None),
            ("a.*.cn", Purpose::Data, None),
            ("https:", Purpose::Data, None),
            ("data:", Purpose::Data, None),
            ("'unsafe-inline'", Purpose::Script, None),
            ("a.example; script-src *", Purpose::Data, None),
            ("a.example b.example", Purpose::Data, None),
            ("a.example,b.example", Purpose::Data, None),
            ("https://a.example/path", Purpose::Data, None),
            ("https://user@a.example", Purpose::Data, None),
            ("a.example:0", Purpose::Data, None),
            ("a.example:99999", Purpose::Data, None),
            ("javascript://a.example", Purpose::Script, None),
            ("http://a.example", Purpose::Script, None),
            ("*.giscus.app", Purpose::Script, None),
            ("cdn.jsdelivr.net", Purpose::Script, None),
            ("cdn.jsdelivr.net", Purpose::Data, Some("https://cdn.jsdelivr.net")),
            ("例子.example", Purpose::Data, None),
            ("-a.example", Purpose::Data, None),
            ("", Purpose::Data, None),
        ] {
            assert_eq!(origin(text, purpose).ok().as_deref(), expected, "{text} for {purpose:?}");
        }
    }
}
