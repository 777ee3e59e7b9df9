//! What the renderer answers, apart from who asks: the browser through the module's exports,
//! and tests that hold the module against this code compiled natively.

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{
    FrontMatter, PathError, Place, Post, PostPage, PostPath, Rendered, Replaced, Site, Visibility, Zone, ZoneTable,
    json::{self, FromNode, JsonError},
    render_known,
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
    /// A part of the file that no module of this build has read.
    #[error("a part of the file is not in the renderer's form")]
    Part,
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

/// What a module answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An object in JSON.
    Json(String),
    /// Nothing yet: another module of the app has to say something first.
    Needs(Part),
}

/// What few files need, and another module of the app has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Front matter that is not plain ([`Post::read_known`]).
    FrontMatter,
    /// Tags of a source system ([`render_known`]).
    Tags,
    /// Names of characters that few posts use ([`inkstone_characters::named`]): of all of them, the list.
    Names,
}

impl Answer {
    /// What `ask` answers where `names` are the names of characters, if somebody has them.
    ///
    /// # Errors
    /// Those of `ask`.
    pub fn with_names<E>(names: Option<String>, ask: impl FnOnce() -> Result<Self, E>) -> Result<Self, E> {
        inkstone_characters::with_names(names, ask).unwrap_or(Ok(Self::Needs(Part::Names)))
    }
}

impl From<Answer> for String {
    /// The JSON, which begins with a brace, or the name by which web/boot.js knows the module.
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Json(json) => json,
            Answer::Needs(Part::FrontMatter) => "frontMatter".to_owned(),
            Answer::Needs(Part::Tags) => "tags".to_owned(),
            Answer::Needs(Part::Names) => "names".to_owned(),
        }
    }
}

/// What other modules have read of a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// Its front matter: [`FrontMatter::to_text`].
    pub front_matter: Option<&'a str>,
    /// Its body without tags: [`Replaced::to_text`].
    pub tags: Option<&'a str>,
}

/// A file, and what its blog says of all of them.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The file's path below the posts folder.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What of it has been read.
    pub parts: Parts<'a>,
    /// The site's configuration.
    pub site: &'a Site,
    /// Its time zone.
    pub zone: &'a Zone,
}

impl Question<'_> {
    fn post(&self) -> Result<Option<Post>, AnswerError> {
        let known = known(self.parts.front_matter, FrontMatter::from_text)?;
        Ok(Post::read_known(PostPath::new(self.file)?, self.bytes, known, self.site, self.zone))
    }

    fn rendered(&self, post: &Post, place: &Place) -> Result<Option<Rendered>, AnswerError> {
        Ok(render_known(post, self.site, place, known(self.parts.tags, Replaced::from_text)?))
    }

    /// A [`PostPage`] in JSON for `place`.
    ///
    /// # Errors
    /// When `file` is no path of a post, or one of `parts` is none.
    pub fn page(&self, place: &Place) -> Result<Answer, AnswerError> {
        let Some(post) = self.post()? else { return Ok(Answer::Needs(Part::FrontMatter)) };
        let Some(rendered) = self.rendered(&post, place)? else { return Ok(Answer::Needs(Part::Tags)) };
        written(serde_json::to_string(&PostPage::new(post, rendered, place)))
    }

    /// A post's list entry as a page of summaries in JSON, which is empty when the post is not to be
    /// listed. `now`: milliseconds since 1970.
    ///
    /// # Errors
    /// As for [`Question::page`].
    pub fn summary(&self, now: f64) -> Result<Answer, AnswerError> {
        let Some(post) = self.post()? else { return Ok(Answer::Needs(Part::FrontMatter)) };
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
        let now = Timestamp::from_millisecond(now as i64).ok();
        let mut summaries = Vec::new();
        if post.meta.visibility(self.site, now) == Visibility::Listed {
            let rendered = self.rendered(&post, &Place::new("", self.site))?;
            let Some(rendered) = rendered else { return Ok(Answer::Needs(Part::Tags)) };
            summaries.push(Summary::new(&post, &rendered, self.site));
        }
        written(SummaryPage(summaries).to_json(&self.site.title, ""))
    }
}

fn known<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, AnswerError> {
    text.map(|text| read(text).ok_or(AnswerError::Part)).transpose()
}

/// A post's file as a [`PostPage`] for a page of somebody else's. `root`: a catalogue's root as it is
/// served; `base`: the absolute address of the site's root.
///
/// # Errors
/// As for [`Question::page`], or when `root` is no root of a catalogue.
pub fn page_elsewhere(
    file: &str,
    bytes: &[u8],
    root: &str,
    base: &str,
    parts: Parts<'_>,
) -> Result<Answer, AnswerError> {
    let (site, zone) = json::read(root, |node| {
        let zone: Option<ZoneTable> = node.field("zone")?;
        Ok((node.field::<Site>("site")?, zone.map(Zone::from_table).unwrap_or_default()))
    })?;
    Question { file, bytes, parts, site: &site, zone: &zone }.page(&Place::new(base, &site))
}

/// A Markdown file of no blog as a [`PostPage`]: `file` is its path below `base`, the absolute address
/// that its own addresses are relative to.
///
/// # Errors
/// As for [`Question::page`].
pub fn document(file: &str, bytes: &[u8], base: &str, parts: Parts<'_>) -> Result<Answer, AnswerError> {
    let (site, zone) = Default::default();
    Question { file, bytes, parts, site: &site, zone: &zone }.page(&Place::of_file(base))
}

fn written(json: Result<String, serde_json::Error>) -> Result<Answer, AnswerError> {
    json.map(Answer::Json).map_err(|error| AnswerError::Answer(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(answer: Result<Answer, AnswerError>) -> String {
        match answer {
            Ok(Answer::Json(json)) => json,
            other => panic!("no page: {other:?}"),
        }
    }

    fn html(page: &str) -> String {
        json::read(page, PostPage::from_node).expect("a page").html.expect("a text").as_str().to_owned()
    }

    #[test]
    fn a_post_elsewhere_has_the_addresses_of_its_own_site() {
        let root = r#"{"format":2,"site":{"title":"Blog"},"zone":{"before":28800}}"#;
        let text = b"---\ntitle: A\ndate: 2022-04-07 06:38:50\n---\n![](p.png) [b](b.md) [c](/c)";
        let page = json(page_elsewhere("x/a.md", text, root, "https://blog.example/sub/", Parts::default()));
        assert!(page.contains("2022-04-07T06:38:50+08:00"), "the site's zone: {page}");
        let html = html(&page);
        for address in ["sub/posts/x/p.png", "sub/posts/x/b", "sub/c"] {
            assert!(html.contains(&format!("\"https://blog.example/{address}\"")), "{address}: {html}");
        }
        assert!(page_elsewhere("a.md", text, "{\"site\":1}", "", Parts::default()).is_err());
    }

    #[test]
    fn a_document_has_the_addresses_of_its_own_file() {
        let text = b"![](p.png) [b](../b.md) [c](/c.md) [d](/posts/d.md)";
        let html = html(&json(document("x/y/a.md", text, "https://docs.example/", Parts::default())));
        for address in ["x/y/p.png", "x/b.md", "c.md", "posts/d.md"] {
            assert!(html.contains(&format!("\"https://docs.example/{address}\"")), "{address}: {html}");
        }
    }

    #[test]
    fn what_few_files_have_is_asked_for_and_then_taken() {
        let text = b"+++\ntitle = 'A'\n+++\n{% note %}Text{% endnote %}";
        let base = "https://docs.example/";
        let ask = |parts| document("a.md", text, base, parts);
        assert_eq!(ask(Parts::default()), Ok(Answer::Needs(Part::FrontMatter)));
        let front_matter = FrontMatter::read(text).to_text().expect("a text");
        let mut parts = Parts { front_matter: Some(&front_matter), tags: None };
        assert_eq!(ask(parts), Ok(Answer::Needs(Part::Tags)));
        let path = PostPath::new("a.md").expect("a path");
        let tags = Replaced::read(&path, text, &Site::default(), &Place::of_file(base)).to_text().expect("a text");
        parts.tags = Some(&tags);
        let page = json(ask(parts));
        assert!(page.contains("\"title\":\"A\""), "{page}");
        assert!(html(&page).contains("alert-note") && !html(&page).contains("{%"), "{page}");
        for nonsense in [Parts { tags: Some("x"), ..parts }, Parts { front_matter: Some("x"), ..parts }] {
            assert_eq!(ask(nonsense), Err(AnswerError::Part));
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
            let zone = Zone::default();
            let question =
                Question { file: "a.md", bytes: text.as_bytes(), parts: Parts::default(), site: &site, zone: &zone };
            let page = json(question.page(&Place::new("", &site)));
            let entry = json(question.summary(0.0));
            let entry = SummaryPage::from_json(&entry).expect("an entry").0.remove(0);
            assert_eq!(entry.thumbnail.as_deref(), Some(expected), "{address}");
            let page = json::read(&page, PostPage::from_node).expect("a page");
            assert_eq!(page.head.hero, entry.thumbnail, "{address}");
        }
    }
}
