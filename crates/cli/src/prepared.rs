//! A published post, read, rendered and sanitised for one place: its own page, or a feed.

use inkstone_content::{Place, Post, PostHead, PostPage, PostPath, Zone, render};
use inkstone_sanitise::{Origin, try_sanitise};
use inkstone_views::article::ArticleText;

use crate::Blog;

/// A post as a page shows it.
pub(crate) struct Prepared {
    pub(crate) head: PostHead,
    pub(crate) text: ArticleText,
}

/// The post in the file `path` with the content `raw`, for a place from which `base` leads to the
/// site's root.
/// Formulas are as they were written: a page sets them, feed readers could not show them.
pub(crate) fn prepare(blog: &Blog, raw: &[u8], path: PostPath, base: &str, zone: &Zone) -> Prepared {
    let site = &blog.site;
    let post = Post::read(path, raw, site, zone);
    let place = Place::new(base, site);
    let rendered = render(&post, site, &place);
    let mut page = PostPage::new(post, rendered, &place);
    let origin = Origin { site: site.url.clone().unwrap_or_default() };
    let text = match page.html.map(|html| try_sanitise(&html, &origin)) {
        Some(Ok(body)) => ArticleText::Body(body),
        // Its problems say already what there is too much of.
        None => ArticleText::Plain(page.source.into()),
        Some(Err(error)) => {
            page.head.problems.push(error.problem());
            ArticleText::Plain(page.source.into())
        }
    };
    Prepared { head: page.head, text }
}
