//! Frames: every engine drops them, so a link stands before each, and no film of a mirrored
//! post is lost without a word. The link is a part of the text that the engines read: it is
//! judged as any other. `inkstone_content::policy` says what pages make of the links to players.

use std::borrow::Cow;

use inkstone_content::policy::{self, PLAYER};

use crate::tag::StartTag;

/// Longest text of a link, in characters.
const LONGEST: usize = 60;

/// The link that stands before a frame: the page of a known player by its name, or any other
/// address by its host, or by its path in the site.
pub(crate) fn link(frame: &StartTag<'_>) -> Option<String> {
    let src = frame.attributes.iter().find(|one| one.name.eq_ignore_ascii_case("src"))?;
    let written = src.value.trim();
    let address: Cow<'_, str> = written.replace("&amp;", "&").into();
    if let Some(player) = policy::embed(&address) {
        let (page, frame) = (player.page.replace('&', "&amp;"), player.frame.replace('&', "&amp;"));
        let name = player.provider.name();
        return Some(format!("<a href=\"{page}\" {PLAYER}=\"{frame}\">▶ {name}</a> "));
    }
    let name = host(&address).or_else(|| address.starts_with('/').then_some(&*address))?;
    let name: String = name.chars().take(LONGEST).collect();
    let is_plain = |c: char| c.is_alphanumeric() || "-._~:/%".contains(c);
    let href = written.replace('"', "&quot;");
    (!name.is_empty() && name.chars().all(is_plain)).then(|| format!("<a href=\"{href}\">{name}</a> "))
}

/// The host of an absolute `http:` or `https:` address, or of one without a scheme.
fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    let is_web = scheme.is_empty() || scheme.eq_ignore_ascii_case("https:") || scheme.eq_ignore_ascii_case("http:");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_web.then_some(host)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_frame_becomes_a_link() {
        for (frame, expected) in [
            (
                " src=\"//player.bilibili.com/player.html?aid=1&amp;bvid=BV1xx411c7mD\">",
                Some(
                    "<a href=\"https://www.bilibili.com/video/BV1xx411c7mD?p=1\" \
                     data-ink-player=\"https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&amp;p=1&amp;autoplay=0\">\
                     ▶ Bilibili</a> ",
                ),
            ),
            (
                " SRC=https://www.youtube.com/embed/dQw4w9WgXcQ>",
                Some(
                    "<a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\" \
                     data-ink-player=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\">▶ YouTube</a> ",
                ),
            ),
            (
                " src='https://maps.example/embed?a=1&amp;b=\"'>",
                Some("<a href=\"https://maps.example/embed?a=1&amp;b=&quot;\">maps.example</a> "),
            ),
            (" src=/demo/a.html>", Some("<a href=\"/demo/a.html\">/demo/a.html</a> ")),
            (" src=//evil.example>", Some("<a href=\"//evil.example\">evil.example</a> ")),
            (" src='https://a b/'>", None),
            (" src='https://<script>/'>", None),
            (" src=javascript:alert(1)>", None),
            (" src=javascript://a.example/>", None),
            (" src=about:blank>", None),
            (" srcdoc=x>", None),
            (">", None),
        ] {
            let tag = crate::tag::read(frame, 10, 1000).expect("few");
            assert_eq!(link(&tag).as_deref(), expected, "{frame}");
        }
    }
}
