//! Which pictures posts show, and which sound and film of the site, found by rendering them: exactly
//! the addresses that their pages will ask for.

use futures::{StreamExt, stream};
use inkstone_content::{PostPath, distinct};

use super::{file_of, saving::Wanted};
use crate::blog::{Known, Shared};

/// Posts that are fetched at a time.
const AT_A_TIME: usize = 4;

/// The pictures of all these posts, absolute, each once; those of posts that do not come are left out.
pub(super) async fn of_posts(blog: &Shared, known: &Known, posts: &[Wanted]) -> Vec<String> {
    let base = blog.base();
    let files = posts.iter().filter_map(|post| PostPath::new(file_of(post.address.strip_prefix(&base)?)?).ok());
    let texts = stream::iter(files).map(|file| async move { blog.html(known, &file).await.unwrap_or_default() });
    let mut texts = texts.buffer_unordered(AT_A_TIME);
    let mut found = Vec::new();
    while let Some(html) = texts.next().await {
        for (name, address) in in_html(&html) {
            let Ok(address) = web_sys::Url::new_with_base(&address, &base).map(|url| url.href()) else { continue };
            if address.starts_with("http") && (name == "img" || address.starts_with(&base)) {
                found.push(address);
            }
        }
    }
    distinct(found)
}

/// The elements with an address in HTML that our own code has written, by name: addresses are
/// quoted, with `&amp;`.
fn in_html(html: &str) -> Vec<(&str, String)> {
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    let sources = tags.filter_map(|tag| {
        let (name, attributes) = tag.split_once(' ')?;
        let is_shown = matches!(name, "img" | "audio" | "video" | "source");
        let (_, rest) = attributes.split_once("src=\"").filter(|(before, _)| is_shown && !before.ends_with('-'))?;
        Some((name, rest.split('"').next()?.replace("&amp;", "&")))
    });
    sources.collect()
}
