//! The last step of a post's way: from the renderer's answer to what its page shows.

use inkstone_content::{PostPage, PostPath, address::encode_path};
use inkstone_sanitise::{Engine, Origin, sanitise};
use inkstone_views::{Article, article::ArticleText};

/// A post ready to be shown; one that is over a limit is shown as its plain text.
/// `base`: the site's root, absolute; `base_path`: its path.
pub(crate) fn article(key: &PostPath, page: PostPage, base: &str, base_path: &str, engine: &Engine) -> Article {
    let text = match sanitise(&page.html, &Origin { site: base.to_owned() }, engine) {
        Ok(body) => ArticleText::Body(body),
        Err(_) => ArticleText::Plain(page.source.into()),
    };
    Article {
        path: key.as_str().to_owned().into(),
        raw: format!("{base_path}posts/{}", encode_path(page.head.file.as_str())).into(),
        head: page.head,
        text,
    }
}
