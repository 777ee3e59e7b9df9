//! What the renderer answers, apart from who asks: the browser through the module's exports,
//! and tests that hold the module against this code compiled natively.

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{
    PathError, Place, Post, PostPage, PostPath, Site, Visibility, Zone, ZoneTable,
    json::{self, FromNode, JsonError},
    render,
};
use jiff::Timestamp;

/// Why there is no answer: a text of the question is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The file's path.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The site's configuration or the zone's table.
    #[error("the question is not in the renderer's form: {0}")]
    Question(#[from] JsonError),
    /// The answer cannot be written.
    #[error("the answer cannot be written: {0}")]
    Answer(String),
}

/// A site's configuration as it stands in the catalogue.
///
/// # Errors
/// When it is not JSON of this shape.
pub fn site(json: &str) -> Result<Site, AnswerError> {
    Ok(json::read(json, Site::from_node)?)
}

/// A zone's table as it stands in the catalogue.
///
/// # Errors
/// When it is not JSON of this shape.
pub fn zone(json: &str) -> Result<Zone, AnswerError> {
    Ok(Zone::from_table(json::read(json, FromNode::from_node)?))
}

/// A post's file as a [`PostPage`] in JSON.
///
/// # Errors
/// When `file` is no path of a post.
pub fn page(file: &str, bytes: &[u8], site: &Site, zone: &Zone, base: &str) -> Result<String, AnswerError> {
    let post = Post::read(PostPath::new(file)?, bytes, site, zone);
    let place = Place::new(base, site);
    let rendered = render(&post, site, &place);
    written(serde_json::to_string(&PostPage::new(post, rendered, &place)))
}

/// A post's file as a [`PostPage`] for a page of somebody else's. `root`: a catalogue's root as it is
/// served; `base`: the absolute address of the site's root.
///
/// # Errors
/// When `file` is no path of a post, or `root` no root of a catalogue.
pub fn page_elsewhere(file: &str, bytes: &[u8], root: &str, base: &str) -> Result<String, AnswerError> {
    let (site, zone) = json::read(root, |node| {
        let zone: Option<ZoneTable> = node.field("zone")?;
        Ok((node.field::<Site>("site")?, zone.map(Zone::from_table).unwrap_or_default()))
    })?;
    page(file, bytes, &site, &zone, base)
}

/// A Markdown file of no blog as a [`PostPage`]: `file` is its path below `base`, the absolute address
/// that its own addresses are relative to.
///
/// # Errors
/// When `file` is no path.
pub fn document(file: &str, bytes: &[u8], base: &str) -> Result<String, AnswerError> {
    let site = Site::default();
    let post = Post::read(PostPath::new(file)?, bytes, &site, &Zone::default());
    let place = Place::of_file(base);
    let rendered = render(&post, &site, &place);
    written(serde_json::to_string(&PostPage::new(post, rendered, &place)))
}

/// A post's list entry as a page of summaries in JSON, which is empty when the post is not to be
/// listed. `now`: milliseconds since 1970.
///
/// # Errors
/// When `file` is no path of a post.
pub fn summary(file: &str, bytes: &[u8], site: &Site, zone: &Zone, now: f64) -> Result<String, AnswerError> {
    let post = Post::read(PostPath::new(file)?, bytes, site, zone);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    let now = Timestamp::from_millisecond(now as i64).ok();
    let mut summaries = Vec::new();
    if post.meta.visibility(site, now) == Visibility::Listed {
        let rendered = render(&post, site, &Place::new("", site));
        summaries.push(Summary::new(&post, &rendered, site));
    }
    written(SummaryPage(summaries).to_json(&site.title, ""))
}

/// The configuration that a text of `inkstone.yaml` describes, in JSON; what it gets wrong has
/// its default.
///
/// # Errors
/// None that a text could cause.
pub fn configuration(yaml: &str) -> Result<String, AnswerError> {
    written(serde_json::to_string(&Site::from_yaml(yaml).0))
}

fn written(json: Result<String, serde_json::Error>) -> Result<String, AnswerError> {
    json.map_err(|error| AnswerError::Answer(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(page: &str) -> String {
        json::read(page, PostPage::from_node).expect("a page").html.expect("a text").as_str().to_owned()
    }

    #[test]
    fn a_post_elsewhere_has_the_addresses_of_its_own_site() {
        let root = r#"{"format":2,"site":{"title":"Blog"},"zone":{"before":28800}}"#;
        let text = b"---\ntitle: A\ndate: 2022-04-07 06:38:50\n---\n![](p.png) [b](b.md) [c](/c)";
        let page = page_elsewhere("x/a.md", text, root, "https://blog.example/sub/").expect("a page");
        assert!(page.contains("2022-04-07T06:38:50+08:00"), "the site's zone: {page}");
        let html = html(&page);
        for address in ["sub/posts/x/p.png", "sub/posts/x/b", "sub/c"] {
            assert!(html.contains(&format!("\"https://blog.example/{address}\"")), "{address}: {html}");
        }
        assert!(page_elsewhere("a.md", text, "{\"site\":1}", "").is_err());
    }

    #[test]
    fn a_document_has_the_addresses_of_its_own_file() {
        let text = b"![](p.png) [b](../b.md) [c](/c.md) [d](/posts/d.md)";
        let html = html(&document("x/y/a.md", text, "https://docs.example/").expect("a page"));
        for address in ["x/y/p.png", "x/b.md", "c.md", "posts/d.md"] {
            assert!(html.contains(&format!("\"https://docs.example/{address}\"")), "{address}: {html}");
        }
    }
    #[test]
    fn an_entry_has_the_picture_that_the_page_has() {
        let site = site(r#"{"url":"https://u.example/blog","post_asset_folder":true}"#).expect("a site");
        for (address, expected) in [
            ("c.jpg", "posts/a/c.jpg"),
            ("/blog/images/c.jpg", "images/c.jpg"),
            ("//i.example/c.jpg", "https://i.example/c.jpg"),
        ] {
            let text = format!("---\ntitle: A\ncover: {address}\n---\nx");
            let page = page("a.md", text.as_bytes(), &site, &Zone::default(), "").expect("a page");
            let entry = summary("a.md", text.as_bytes(), &site, &Zone::default(), 0.0).expect("an entry");
            let entry = SummaryPage::from_json(&entry).expect("an entry").0.remove(0);
            assert_eq!(entry.thumbnail.as_deref(), Some(expected), "{address}");
            let page = json::read(&page, PostPage::from_node).expect("a page");
            assert_eq!(page.head.hero, entry.thumbnail, "{address}");
        }
    }
}
