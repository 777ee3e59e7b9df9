//! Frames: players of named hosts, recognised by host and path, and shown only after a click.
//!
//! What a post's `<iframe>` becomes, in every engine:
//!
//! ```html
//! <a href="https://www.youtube.com/watch?v=ID" data-ink-player="https://www.youtube-nocookie.com/embed/ID">▶ YouTube</a>
//! ```
//!
//! A link to the player's page, which works as it is: without scripts, in a feed, in print. A page
//! may put a player in its place on `a[data-ink-player]`, a button that on a click makes an
//! `<iframe sandbox>` of that address. Whatever a post wrote there, the sanitiser has put it
//! together anew with [`embed`], or dropped it, and it begins with one of [`FRAME_ORIGINS`]. A frame of
//! any other host becomes a link without the attribute.

/// Whose player a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// youtube.com, without cookies until it plays.
    YouTube,
    /// vimeo.com.
    Vimeo,
    /// bilibili.com.
    Bilibili,
}

impl Provider {
    /// The name a reader knows.
    pub fn name(self) -> &'static str {
        match self {
            Self::YouTube => "YouTube",
            Self::Vimeo => "Vimeo",
            Self::Bilibili => "Bilibili",
        }
    }
}

/// The attribute of a link that a player can take the place of; its value is [`Embed::frame`].
pub const PLAYER: &str = "data-ink-player";

/// Where the frames of [`Embed::frame`] come from: what a page's policy of content may name, and
/// all that it may.
pub const FRAME_ORIGINS: [&str; 3] =
    ["https://player.bilibili.com", "https://player.vimeo.com", "https://www.youtube-nocookie.com"];

/// A player, put together anew from its parts: nothing of the post's own address is kept
/// but a checked number or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// Whose player.
    pub provider: Provider,
    /// Address for a frame.
    pub frame: String,
    /// Address of the page that shows the same, for a link.
    pub page: String,
}

/// The player that a frame's `src` names, if it is one of ours: `https:`, `http:` or no
/// scheme, an exact host and a known path; no port, no user name.
///
/// ```
/// use inkstone_content::policy::embed;
/// let player = embed("//www.youtube.com/embed/dQw4w9WgXcQ?autoplay=1").unwrap();
/// assert_eq!(player.frame, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
/// assert_eq!(embed("https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ"), None);
/// ```
pub fn embed(src: &str) -> Option<Embed> {
    let src = src.trim();
    let lower = src.get(..8).unwrap_or(src).to_ascii_lowercase();
    let rest = if lower.starts_with("https://") {
        src.get(8..)?
    } else if lower.starts_with("http://") {
        src.get(7..)?
    } else {
        src.strip_prefix("//")?
    };
    let (host, path) = rest.split_once('/')?;
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    match host.to_ascii_lowercase().as_str() {
        "www.youtube.com" | "youtube.com" | "www.youtube-nocookie.com" | "youtube-nocookie.com" => {
            let id = word(path.strip_prefix("embed/")?.trim_end_matches('/'), 11..=11)?;
            Some(Embed {
                provider: Provider::YouTube,
                frame: format!("https://www.youtube-nocookie.com/embed/{id}"),
                page: format!("https://www.youtube.com/watch?v={id}"),
            })
        }
        "player.vimeo.com" => {
            let id = number(path.strip_prefix("video/")?.trim_end_matches('/'))?;
            Some(Embed {
                provider: Provider::Vimeo,
                frame: format!("https://player.vimeo.com/video/{id}?dnt=1"),
                page: format!("https://vimeo.com/{id}"),
            })
        }
        "player.bilibili.com" if path == "player.html" => bilibili(query),
        "www.bilibili.com" if path == "blackboard/html5mobileplayer.html" => bilibili(query),
        _ => None,
    }
}

fn bilibili(query: &str) -> Option<Embed> {
    let value = |name: &str| {
        let pairs = query.split('&').map(|pair| pair.strip_prefix("amp;").unwrap_or(pair));
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let (key, id, page) = if let Some(id) = value("bvid") {
        let id = word(id.strip_prefix("BV")?, 10..=10)?;
        ("bvid", format!("BV{id}"), format!("BV{id}"))
    } else {
        let id = number(value("aid")?)?;
        ("aid", id.to_owned(), format!("av{id}"))
    };
    let part = value("p").or_else(|| value("page")).and_then(number).unwrap_or("1");
    Some(Embed {
        provider: Provider::Bilibili,
        frame: format!("https://player.bilibili.com/player.html?{key}={id}&p={part}&autoplay=0"),
        page: format!("https://www.bilibili.com/video/{page}?p={part}"),
    })
}

fn number(text: &str) -> Option<&str> {
    (matches!(text.len(), 1..=20) && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn word(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let fits = length.contains(&text.len());
    (fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_by_exact_host_and_path() {
        for (src, frame) in [
            ("https://www.youtube.com/embed/dQw4w9WgXcQ", Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")),
            (
                "HTTP://YouTube.com/embed/dQw4w9WgXcQ?autoplay=1#t",
                Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
            ),
            ("//player.vimeo.com/video/123", Some("https://player.vimeo.com/video/123?dnt=1")),
            (
                "//player.bilibili.com/player.html?aid=1&amp;bvid=BV1xx411c7mD&amp;p=2",
                Some("https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&p=2&autoplay=0"),
            ),
            (
                "//player.bilibili.com/player.html?aid=170001&cid=2",
                Some("https://player.bilibili.com/player.html?aid=170001&p=1&autoplay=0"),
            ),
            ("https://www.youtube.com:8080/embed/dQw4w9WgXcQ", None),
            ("https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ", None),
            ("https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ", None),
            ("https://evil.example/www.youtube.com/embed/dQw4w9WgXcQ", None),
            ("https:\\\\www.youtube.com/embed/dQw4w9WgXcQ", None),
            ("https://www.youtube.com/embed/../redirect?q=//evil", None),
            ("https://www.youtube.com/redirect?q=//evil.example", None),
            ("https://www.youtube.com/embed/dQw4w9WgXc\"", None),
            ("javascript://www.youtube.com/embed/dQw4w9WgXcQ", None),
            ("data:text/html,//www.youtube.com/embed/dQw4w9WgXcQ", None),
            ("//player.bilibili.com/player.html?bvid=BV1xx411c7m%3C", None),
            ("中文中文中文", None),
            ("", None),
        ] {
            let made = embed(src).map(|embed| embed.frame);
            assert_eq!(made.as_deref(), frame, "{src}");
            if let Some(made) = made {
                assert!(FRAME_ORIGINS.iter().any(|origin| made.starts_with(&format!("{origin}/"))), "{made}");
                assert_eq!(embed(&made).map(|embed| embed.frame), Some(made), "made anew it is the same");
            }
        }
    }
}
