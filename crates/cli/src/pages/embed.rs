//! A post for a frame in somebody else's page, and the file by which other sites find out that there
//! is one (oEmbed).
//!
//! The page is whole: nothing has to run in it, and what runs, tells its height and no more. It may be in
//! a sandbox, where it has no origin: so its script and its style are inline, named by their hashes, and
//! it asks for nothing by hash.

use std::sync::LazyLock;

use inkstone_content::address::encode_path;
use inkstone_sanitise::SafeBody;
use inkstone_views::{
    Article, Route,
    article::{ArticleText, language_of},
    embed_page, embedded_post,
};
use serde_json::json;

use super::{At, Pages, address, markup, post::Written};
use crate::{
    Failure,
    key::{Key, Recipe},
    shell::escape_into,
};

/// What the frame looks like beyond what posts look like.
pub(crate) const STYLE: &str = include_str!("../../../../web/embed/frame.css");

/// What runs in the frame. It stands in every frame, so it comes without its comments.
pub(crate) fn script() -> &'static str {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| {
        let lines = include_str!("../../../../web/embed/frame.js").lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
    });
    &SCRIPT
}

/// The key of what all frames have.
pub(super) fn frame_key() -> &'static Key {
    static KEY: LazyLock<Key> =
        LazyLock::new(|| Recipe::new("frame").with(script().as_bytes()).with(STYLE.as_bytes()).key());
    &KEY
}

/// Width and height, in CSS pixels, that a frame has until it is sized.
const SIZE: (u32, u32) = (640, 480);

/// The file of the frame of the post at `at`; `None` for a page beside the posts.
pub(super) fn frame_file(at: &At) -> Option<String> {
    at.file.starts_with("posts/").then(|| format!("embed/{}", at.file))
}

/// The file that elements show the post from.
pub(super) fn element_file(at: &At) -> Option<String> {
    Some(format!("{}/post.json", frame_file(at)?.strip_suffix("/index.html")?))
}

/// The version of that file's form. A newer one gets another name: elements of other sites' pages read it.
const FORMAT: u32 = 1;

/// The file that tells of it, and its address below the site's root.
pub(super) fn oembed_file(at: &At) -> Option<String> {
    Some(format!("{}/oembed.json", frame_file(at)?.strip_suffix("/index.html")?))
}

/// The address of that file below the site's root, for the post's page to name.
pub(super) fn oembed_address(route: &Route) -> Option<String> {
    let below = address(route);
    below.starts_with("posts/").then(|| format!("embed/{below}oembed.json"))
}

/// The app's script of the page `/embed`; an app from before that page has none.
pub(crate) const PAGE_SCRIPT: &str = "embed-page.js";

impl Pages<'_> {
    /// The page for a frame. Its addresses are those of the post's own page, which is its base.
    pub(super) fn frame_page(&self, article: &Article, route: &Route, at: &At) -> String {
        let site = self.site();
        let setting = self.setting(at);
        let (language, direction) = language_of(&setting, &article.head);
        let mut html = String::from("<!doctype html>\n<html lang=\"");
        escape_into(&language, &mut html);
        html.push_str("\" dir=\"");
        html.push_str(direction);
        if let Some(theme) = &site.theme {
            html.push_str("\" data-theme=\"");
            escape_into(theme, &mut html);
        }
        html.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.push_str(&self.shell.policy().of_frames());
        html.push_str("\">\n<base href=\"");
        escape_into(&format!("../{}{}", at.base, address(route)), &mut html);
        html.push_str(
            "\" target=\"_top\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        );
        escape_into(&article.head.title, &mut html);
        html.push_str("</title>\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" href=\"data:,\">\n");
        let own = site.stylesheet.as_ref().map(|path| format!("posts/{}", encode_path(path)));
        for sheet in self.shell.style_sheets().map(str::to_owned).chain(own) {
            html.push_str("<link rel=\"stylesheet\" href=\"");
            escape_into(&format!("{}{sheet}", at.base), &mut html);
            html.push_str("\">\n");
        }
        html.push_str("<style>");
        html.push_str(STYLE);
        html.push_str("</style>\n</head>\n<body>\n");
        html.push_str(&markup::of(embedded_post(&setting, article, route)));
        html.push_str("\n<script>");
        html.push_str(script());
        html.push_str("</script>\n</body>\n</html>\n");
        html
    }

    /// The page `/embed`, which puts together what other sites paste for lists. The app knows nothing of it.
    pub(super) fn write_embed_page(&self) -> Result<(), Failure> {
        let at = At::folder("embed");
        if !self.taken.leaves(&at.file) {
            return Ok(());
        }
        let (site, setting) = (self.site(), self.setting(&at));
        let (language, direction) = (setting.messages.language, setting.messages.direction);
        let mut html = format!("<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\"");
        if let Some(theme) = &site.theme {
            html.push_str(" data-theme=\"");
            escape_into(theme, &mut html);
            html.push('"');
        }
        html.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.push_str(&self.shell.policy().to_string());
        html.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        escape_into(&format!("{} · {}", setting.messages.embed_lists, site.title), &mut html);
        html.push_str("</title>\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" href=\"data:,\">\n");
        for sheet in self.shell.style_sheets() {
            html.push_str("<link rel=\"stylesheet\" href=\"");
            escape_into(&format!("{}{sheet}", at.base), &mut html);
            html.push_str("\">\n");
        }
        for script in ["embed.js", PAGE_SCRIPT] {
            html.push_str(&format!("<script type=\"module\" src=\"{}{script}\"></script>\n", at.base));
        }
        html.push_str("</head>\n<body>\n");
        html.push_str(&markup::of(embed_page(&setting)));
        html.push_str("\n</body>\n</html>\n");
        self.output.write(&at.file, html.as_bytes())
    }

    /// What an element shows of a post: its text as the sanitiser left it, which the element's own sanitises once
    /// more, with addresses relative to the post's page. `null` where it has too much of something; then `source`
    /// is its text as it was written.
    pub(super) fn element(&self, written: &Written) -> String {
        let (site, head) = (self.site(), &written.article.head);
        let html = written.body.as_ref().map(SafeBody::html);
        let source = match &written.article.text {
            ArticleText::Plain(source) if html.is_none() => Some(source.to_string()),
            _ => None,
        };
        json!({
            "format": FORMAT,
            "site": { "title": site.title, "language": site.language, "author": site.author },
            "head": {
                "title": head.title, "date": head.date, "authors": head.authors, "language": head.language,
                "direction": head.direction, "hero": head.hero,
            },
            "html": html,
            "source": source,
        })
        .to_string()
    }

    /// What oEmbed 1.0 wants to know of a post; `None` where it is not known where the site will live.
    pub(super) fn oembed(&self, article: &Article, route: &Route) -> Option<String> {
        let site = self.site();
        let root = format!("{}/", site.url.as_deref()?.trim_end_matches('/'));
        let (page, frame) = (format!("{root}{}", address(route)), format!("{root}embed/{}", address(route)));
        let (width, height) = SIZE;
        let mut snippet = String::from("<blockquote><a href=\"");
        escape_into(&page, &mut snippet);
        snippet.push_str("\">");
        escape_into(&article.head.title, &mut snippet);
        snippet.push_str("</a></blockquote><iframe src=\"");
        escape_into(&frame, &mut snippet);
        snippet.push_str("\" title=\"");
        escape_into(&article.head.title, &mut snippet);
        snippet.push_str(&format!(
            "\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border: 0; max-width: 100%\" \
             sandbox=\"allow-scripts allow-popups allow-top-navigation-by-user-activation\"></iframe>"
        ));
        let mut told = json!({
            "version": "1.0", "type": "rich", "title": article.head.title, "url": page,
            "provider_name": site.title, "provider_url": root,
            "width": width, "height": height, "html": snippet,
        });
        let author = article.head.authors.first().unwrap_or(&site.author);
        if !author.is_empty() {
            told["author_name"] = author.as_str().into();
        }
        Some(told.to_string())
    }
}
