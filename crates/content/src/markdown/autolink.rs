//! Addresses written bare: `https://…`, `www.…` and mail addresses become links (GFM,
//! "Autolinks (extension)"), with CJK punctuation and letters ending them as readers expect.

use crate::cjk::is_cjk_punctuation;

/// Emoji and their kin begin here: some hosts are named by them.
const FIRST_PICTOGRAPH: char = '\u{1F000}';

/// An address in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What its link begins with before the text: `http://`, `mailto:` or nothing.
    pub(super) prefix: &'static str,
}

/// The first address in `text` at or after `from`.
pub(super) fn find(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(next) = bytes[at..].iter().position(|byte| matches!(byte, b':' | b'w' | b'W' | b'@')) {
        at += next;
        let found = match bytes[at] {
            b':' => web(text, from, at),
            b'@' => mail(text, from, at),
            _ => www(text, from, at),
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

/// `http://` or `https://` whose colon is at `colon`.
fn web(text: &str, from: usize, colon: usize) -> Option<Found> {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text.as_bytes()[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        before
            .len()
            .checked_sub(scheme.len())
            .and_then(|at| before.get(at..))
            .is_some_and(|it| it.eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let start = colon - scheme.len();
    if text[from..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let host = host_length(rest, 0)?;
    let length = host + path_length(&rest[host..]);
    let end = colon + 3 + trimmed(&rest[..length]);
    (end > colon + 3).then_some(Found { start, end, prefix: "" })
}

/// `www.` that begins at `start`.
fn www(text: &str, from: usize, start: usize) -> Option<Found> {
    let rest = &text[start..];
    if !rest.get(..4)?.eq_ignore_ascii_case("www.") {
        return None;
    }
    let boundary = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '@' | ':'));
    if !text[from..start].is_empty() && !text[from..start].ends_with(boundary) {
        return None;
    }
    let host = host_length(rest, 2)?;
    let length = host + path_length(&rest[host..]);
    let end = start + trimmed(&rest[..length]);
    (end > start + 4).then_some(Found { start, end, prefix: "http://" })
}

/// A mail address whose `@` is at `at`, with `mailto:` or `xmpp:` before it where it is written so.
fn mail(text: &str, from: usize, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let local = bytes[from..at].iter().rev().take_while(|&byte| is_local(byte)).count();
    let start = at - local;
    let before = &text[from..start];
    if local == 0 || before.ends_with('@') || is_login(before) {
        return None;
    }
    let is_domain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let domain = bytes[at + 1..].iter().take_while(|&byte| is_domain(byte)).count();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches('.');
    let parts_are_full = domain.split('.').all(|part| !part.is_empty());
    if !domain.contains('.') || !parts_are_full || domain.ends_with(['-', '_']) {
        return None;
    }
    let end = at + 1 + domain.len();
    let scheme = ["mailto:", "xmpp:"].into_iter().find(|scheme| {
        let written =
            before.len().checked_sub(scheme.len()).and_then(|at| Some((before.get(..at)?, before.get(at..)?)));
        written.is_some_and(|(rest, it)| it.eq_ignore_ascii_case(scheme) && !rest.ends_with(char::is_alphanumeric))
    });
    let Some(scheme) = scheme else { return Some(Found { start, end, prefix: "mailto:" }) };
    let resource = if scheme == "xmpp:" { resource_length(&text[end..]) } else { 0 };
    Some(Found { start: start - scheme.len(), end: end + resource, prefix: "" })
}

/// Whether the name behind `before` and ahead of an `@` is that of a login: `ssh://git@a.b`,
/// `https://name:word@a.b`.
fn is_login(before: &str) -> bool {
    let before = match before.strip_suffix(':') {
        Some(before) => before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')),
        None => before,
    };
    before.ends_with("//")
}

/// Length of the resource behind an XMPP address: `/` and one part.
fn resource_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('/') else { return 0 };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.');
    let part = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let part = rest[..part].trim_end_matches('.').len();
    if part > 0 { part + 1 } else { 0 }
}

/// Length of a host name with its port; the name must have at least `dots` points. An ASCII name
/// ends before a letter of another script: `a.cn谢谢`.
fn host_length(text: &str, dots: usize) -> Option<usize> {
    let is_ascii = text.starts_with(|c: char| c.is_ascii());
    let is_part = |c: char| {
        let is_letter = if is_ascii { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || c >= FIRST_PICTOGRAPH };
        is_letter || matches!(c, '-' | '_' | '.')
    };
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let host = text[..end].trim_end_matches(['.', '-', '_']);
    let mut parts = host.rsplit('.');
    let last = [parts.next(), parts.next()];
    let underscored = last.iter().flatten().any(|part| part.contains('_'));
    if host.is_empty() || underscored || host.matches('.').count() < dots || host.split('.').any(str::is_empty) {
        return None;
    }
    let port = text[host.len()..].strip_prefix(':').map_or(0, |rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=5).contains(&digits) { digits + 1 } else { 0 }
    });
    Some(host.len() + port)
}

/// Length of a path, a query and a fragment.
fn path_length(text: &str) -> usize {
    if !text.starts_with(['/', '?', '#']) {
        return 0;
    }
    let ends =
        |c: char| c.is_whitespace() || c == '<' || is_cjk_punctuation(c) || ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    text.find(ends).unwrap_or(text.len())
}

/// Length of an address without what belongs to the sentence around it: punctuation, a
/// closing bracket that was not opened, a character reference.
fn trimmed(address: &str) -> usize {
    let mut end = address.len();
    let opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    loop {
        let rest = &address[..end];
        match rest.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => end -= 1,
            Some(b')') if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            Some(b';') => {
                let name = rest[..end - 1].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
                let reference = end - 1 - name;
                if name > 0 && rest[..reference].ends_with('&') {
                    end = reference - 1;
                } else {
                    end -= 1;
                }
            }
            _ => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let mut list = Vec::new();
        let mut at = 0;
        while let Some(found) = find(text, at) {
            list.push(format!("{}{}", found.prefix, &text[found.start..found.end]));
            at = found.end;
        }
        list
    }

    #[test]
    fn bare_addresses_are_found_as_gfm_says() {
        for (text, expected) in [
            ("www.commonmark.org", &["http://www.commonmark.org"] as &[&str]),
            ("Visit www.commonmark.org/help for more.", &["http://www.commonmark.org/help"]),
            ("Visit www.commonmark.org.", &["http://www.commonmark.org"]),
            ("www.google.com/search?q=Markup+(business)", &["http://www.google.com/search?q=Markup+(business)"]),
            ("www.google.com/search?q=Markup+(business)))", &["http://www.google.com/search?q=Markup+(business)"]),
            ("(www.google.com/search?q=Markup+(business))", &["http://www.google.com/search?q=Markup+(business)"]),
            ("www.google.com/search?q=commonmark&hl=en", &["http://www.google.com/search?q=commonmark&hl=en"]),
            ("www.google.com/search?q=commonmark&hl;", &["http://www.google.com/search?q=commonmark"]),
            ("www.commonmark.org/he<lp", &["http://www.commonmark.org/he"]),
            ("http://commonmark.org", &["http://commonmark.org"]),
            (
                "https://encrypted.google.com/search?q=Markup+(business)",
                &["https://encrypted.google.com/search?q=Markup+(business)"],
            ),
            ("foo@bar.baz", &["mailto:foo@bar.baz"]),
            ("hello@mail+xyz.example isn't, but hello+xyz@mail.example is", &["mailto:hello+xyz@mail.example"]),
            ("a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b- a.b-c_d@a.b_", &["mailto:a.b-c_d@a.b", "mailto:a.b-c_d@a.b"]),
            ("http://localhost:8080/a", &["http://localhost:8080/a"]),
            ("http://intranet/wiki http://🍄.ga/", &["http://intranet/wiki", "http://🍄.ga/"]),
            ("xhttp://a.b http:// http://.. www. awww.a.b", &[]),
            ("mailto:a@b.c, MAILTO:a@b.c/d; mmailto:a@b.c", &["mailto:a@b.c", "MAILTO:a@b.c", "mailto:a@b.c"]),
            ("xmpp:a@b.c/d.e. xmpp:a@b.c/", &["xmpp:a@b.c/d.e", "xmpp:a@b.c"]),
            ("a@b.c/d@e.f to:a@b.c", &["mailto:a@b.c", "mailto:d@e.f", "mailto:a@b.c"]),
            ("ssh://git@a.b x://a:b.c-d@e.f //a@b.c", &[]),
            ("HTTPS://EXAMPLE.ORG", &["HTTPS://EXAMPLE.ORG"]),
        ] {
            assert_eq!(links(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_end_where_cjk_text_goes_on() {
        for (text, expected) in [
            ("请看https://a.cn/b。谢谢", "https://a.cn/b"),
            ("（https://a.cn/b）", "https://a.cn/b"),
            ("见《https://a.cn》", "https://a.cn"),
            ("官网https://a.cn谢谢", "https://a.cn"),
            ("https://zh.wikipedia.org/wiki/中文，即", "https://zh.wikipedia.org/wiki/中文"),
            ("网址www.a.com.cn，", "http://www.a.com.cn"),
            ("https://例子.中国/路径", "https://例子.中国/路径"),
            ("信箱a@b.cn。", "mailto:a@b.cn"),
            ("信箱:a@b.cn。", "mailto:a@b.cn"),
        ] {
            assert_eq!(links(text), [expected], "{text}");
        }
    }
}
