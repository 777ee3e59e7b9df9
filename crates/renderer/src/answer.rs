//! What the renderer answers, apart from who asks: the browser through the module's exports,
//! and tests that hold the module against this code compiled natively.

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{
    FrontMatter, PathError, Place, Post, PostPage, PostPath, Site, Visibility, Zone, ZoneTable,
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
    /// Front matter that no module of this build has read.
    #[error("the front matter is not in the renderer's form")]
    FrontMatter,
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

/// A file, and what its blog says of all of them.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The file's path below the posts folder.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its front matter where that has been read ([`FrontMatter::to_text`]); else the file is read only if that is plain.
    pub front_matter: Option<&'a str>,
    /// The site's configuration.
    pub site: &'a Site,
    /// Its time zone.
    pub zone: &'a Zone,
}

impl Question<'_> {
    fn post(&self) -> Result<Option<Post>, AnswerError> {
        let known = match self.front_matter {
            Some(text) => Some(FrontMatter::from_text(text).ok_or(AnswerError::FrontMatter)?),
            None => None,
        };
        Ok(Post::read_known(PostPath::new(self.file)?, self.bytes, known, self.site, self.zone))
    }

    /// A [`PostPage`] in JSON for `place`; `None`: the front matter has to be read first.
    ///
    /// # Errors
    /// When `file` is no path of a post, or `front_matter` no front matter.
    pub fn page(&self, place: &Place) -> Result<Option<String>, AnswerError> {
        let Some(post) = self.post()? else { return Ok(None) };
        let rendered = render(&post, self.site, place);
        written(serde_json::to_string(&PostPage::new(post, rendered, place))).map(Some)
    }

    /// A post's list entry as a page of summaries in JSON, which is empty when the post is not to be
    /// listed; `None` as for [`Question::page`]. `now`: milliseconds since 1970.
    ///
    /// # Errors
    /// As for [`Question::page`].
    pub fn summary(&self, now: f64) -> Result<Option<String>, AnswerError> {
        let Some(post) = self.post()? else { return Ok(None) };
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
        let now = Timestamp::from_millisecond(now as i64).ok();
        let mut summaries = Vec::new();
        if post.meta.visibility(self.site, now) == Visibility::Listed {
            let rendered = render(&post, self.site, &Place::new("", self.site));
            summaries.push(Summary::new(&post, &rendered, self.site));
        }
        written(SummaryPage(summaries).to_json(&self.site.title, "")).map(Some)
    }
}

/// A post's file as a [`PostPage`] for a page of somebody else's. `root`: a catalogue's root as it is
/// served; `base`: the absolute address of the site's root. `None` as for [`Question::page`].
///
/// # Errors
/// As for [`Question::page`], or when `root` is no root of a catalogue.
pub fn page_elsewhere(
    file: &str,
    bytes: &[u8],
    root: &str,
    base: &str,
    front_matter: Option<&str>,
) -> Result<Option<String>, AnswerError> {
    let (site, zone) = json::read(root, |node| {
        let zone: Option<ZoneTable> = node.field("zone")?;
        Ok((node.field::<Site>("site")?, zone.map(Zone::from_table).unwrap_or_default()))
    })?;
    Question { file, bytes, front_matter, site: &site, zone: &zone }.page(&Place::new(base, &site))
}

/// A Markdown file of no blog as a [`PostPage`]: `file` is its path below `base`, the absolute address
/// that its own addresses are relative to. `None` as for [`Question::page`].
///
/// # Errors
/// As for [`Question::page`].
pub fn document(
    file: &str,
    bytes: &[u8],
    base: &str,
    front_matter: Option<&str>,
) -> Result<Option<String>, AnswerError> {
    let (site, zone) = Default::default();
    Question { file, bytes, front_matter, site: &site, zone: &zone }.page(&Place::of_file(base))
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
        let page =
            page_elsewhere("x/a.md", text, root, "https://blog.example/sub/", None).expect("a site").expect("a page");
        assert!(page.contains("2022-04-07T06:38:50+08:00"), "the site's zone: {page}");
        let html = html(&page);
        for address in ["sub/posts/x/p.png", "sub/posts/x/b", "sub/c"] {
            assert!(html.contains(&format!("\"https://blog.example/{address}\"")), "{address}: {html}");
        }
        assert!(page_elsewhere("a.md", text, "{\"site\":1}", "", None).is_err());
    }

    #[test]
    fn a_document_has_the_addresses_of_its_own_file() {
        let text = b"![](p.png) [b](../b.md) [c](/c.md) [d](/posts/d.md)";
        let html = html(&document("x/y/a.md", text, "https://docs.example/", None).expect("a path").expect("a page"));
        for address in ["x/y/p.png", "x/b.md", "c.md", "posts/d.md"] {
            assert!(html.contains(&format!("\"https://docs.example/{address}\"")), "{address}: {html}");
        }
    }

    #[test]
    fn front_matter_that_is_not_plain_is_asked_for_and_then_taken() {
        let text = b"+++\ntitle = 'A'\n+++\nText";
        let ask = |known: Option<&str>| document("a.md", text, "https://docs.example/", known);
        assert_eq!(ask(None), Ok(None));
        let known = FrontMatter::read(text).to_text().expect("a text");
        let page = ask(Some(&known)).expect("a path").expect("a page");
        assert!(page.contains("\"title\":\"A\""), "{page}");
        assert_eq!(ask(Some("what nobody wrote")), Err(AnswerError::FrontMatter));
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
            let zone = Zone::default();
            let question =
                Question { file: "a.md", bytes: text.as_bytes(), front_matter: None, site: &site, zone: &zone };
            let page = question.page(&Place::new("", &site)).expect("a path").expect("a page");
            let entry = question.summary(0.0).expect("a path").expect("an entry");
            let entry = SummaryPage::from_json(&entry).expect("an entry").0.remove(0);
            assert_eq!(entry.thumbnail.as_deref(), Some(expected), "{address}");
            let page = json::read(&page, PostPage::from_node).expect("a page");
            assert_eq!(page.head.hero, entry.thumbnail, "{address}");
        }
    }
}
