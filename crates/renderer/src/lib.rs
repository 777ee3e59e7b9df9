//! The way of a post as a module of its own: a file's bytes in, what its page or its list
//! entry shows out, as JSON.
//!
//! Lists come from the catalogue and need none of this, so the app does not carry it: a reader
//! gets it with the first post (docs/adr/0004-two-modules.md). It keeps no state, so a module that
//! has trapped can be loaded anew.

mod zone;

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{Place, Post, PostPage, PostPath, Site, Visibility, Zone, render};
use jiff::Timestamp;
use wasm_bindgen::prelude::*;

/// A post's file as a [`PostPage`] in JSON.
///
/// `file`: its path below the posts folder. `site`, `zone`: the site's configuration and its
/// zone's table as they stand in the catalogue; without a table the browser's own rules of the
/// site's zone are used. `base`: the path of the site's root.
///
/// # Errors
/// A text for people when one of the texts is not what it should be.
#[wasm_bindgen]
pub fn page(file: &str, bytes: &[u8], site: &str, zone: Option<String>, base: &str) -> Result<String, JsError> {
    let (site, zone) = setting(site, zone.as_deref())?;
    let post = Post::read(PostPath::new(file)?, bytes, &site, &zone);
    let place = Place::new(base, &site);
    let rendered = render(&post, &site, &place);
    Ok(serde_json::to_string(&PostPage::new(post, rendered, &place))?)
}

/// A post's list entry as a page of summaries in JSON, which is empty when the post is not
/// to be listed. `now`: milliseconds since 1970. The rest is as for [`page`].
///
/// # Errors
/// As for [`page`].
#[wasm_bindgen]
pub fn summary(file: &str, bytes: &[u8], site: &str, zone: Option<String>, now: f64) -> Result<String, JsError> {
    let (site, zone) = setting(site, zone.as_deref())?;
    let post = Post::read(PostPath::new(file)?, bytes, &site, &zone);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    let now = Timestamp::from_millisecond(now as i64).ok();
    let mut summaries = Vec::new();
    if post.meta.visibility(&site, now) == Visibility::Listed {
        let rendered = render(&post, &site, &Place::new("", &site));
        summaries.push(Summary::new(&post, &rendered));
    }
    Ok(SummaryPage(summaries).to_json(&site.title, "")?)
}

/// The configuration that a text of `inkstone.yaml` describes, in JSON; what it gets wrong has
/// its default.
///
/// # Errors
/// None that a text could cause.
#[wasm_bindgen]
pub fn configuration(yaml: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&Site::from_yaml(yaml).0)?)
}

fn setting(site: &str, zone: Option<&str>) -> Result<(Site, Zone), JsError> {
    let site: Site = serde_json::from_str(site)?;
    let zone = match zone {
        Some(table) => Zone::from_table(serde_json::from_str(table)?),
        None => zone::from_platform(site.time_zone.as_deref()),
    };
    Ok((site, zone))
}
