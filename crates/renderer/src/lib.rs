//! The way of a post as a module of its own: a file's bytes in, what its page or its list
//! entry shows out, as JSON.
//!
//! Lists come from the catalogue and need none of this, so the app does not carry it: a reader
//! gets it with the first post (docs/adr/0004-two-modules.md). It keeps no state, so a module that
//! has trapped can be loaded anew.

pub mod answer;
#[cfg(target_arch = "wasm32")]
pub mod body;
mod zone;

use answer::{Answer, Parts, Question};
use inkstone_content::{Place, Site, Zone};
use wasm_bindgen::prelude::*;

/// A post's file as a [`inkstone_content::PostPage`] in JSON; or the name of what has to be read first: `frontMatter`
/// by crates/front-matter, for `front_matter`, or `tags` by crates/tags; or `names`, the list of all names of characters.
///
/// `file`: its path below the posts folder. `site`, `zone`: the site's configuration and its
/// zone's table as they stand in the catalogue; without a table the browser's own rules of the
/// site's zone are used. `base`: the path of the site's root.
///
/// # Errors
/// A text for people when one of the texts is not what it should be.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "each is a text that JavaScript has")]
pub fn page(
    file: &str,
    bytes: &[u8],
    site: &str,
    zone: Option<String>,
    base: &str,
    front_matter: Option<String>,
    tags: Option<String>,
    names: Option<String>,
) -> Result<String, JsError> {
    let (site, zone) = setting(site, zone.as_deref())?;
    let parts = parts(&front_matter, &tags);
    let question = Question { file, bytes, parts, site: &site, zone: &zone };
    Ok(Answer::with_names(names, || question.page(&Place::new(base, &site)))?.into())
}

/// A post's file as a [`inkstone_content::PostPage`] in JSON for a page of somebody else's. `root`:
/// a catalogue's root as it is served; `base`: the absolute address of the site's root.
/// Or a name, as for [`page`].
///
/// # Errors
/// As for [`page`].
#[wasm_bindgen(js_name = pageElsewhere)]
pub fn page_elsewhere(
    file: &str,
    bytes: &[u8],
    root: &str,
    base: &str,
    front_matter: Option<String>,
    tags: Option<String>,
    names: Option<String>,
) -> Result<String, JsError> {
    let parts = parts(&front_matter, &tags);
    Ok(Answer::with_names(names, || answer::page_elsewhere(file, bytes, root, base, parts))?.into())
}

/// A Markdown file of no blog as a [`inkstone_content::PostPage`] in JSON: `file` is its path below
/// `base`, an absolute address. Or a name, as for [`page`].
///
/// # Errors
/// As for [`page`].
#[wasm_bindgen]
pub fn document(
    file: &str,
    bytes: &[u8],
    base: &str,
    front_matter: Option<String>,
    tags: Option<String>,
    names: Option<String>,
) -> Result<String, JsError> {
    let parts = parts(&front_matter, &tags);
    Ok(Answer::with_names(names, || answer::document(file, bytes, base, parts))?.into())
}

/// A post's list entry as a page of summaries in JSON, which is empty when the post is not
/// to be listed; or a name, as for [`page`]. `now`: milliseconds since 1970. The rest is as for [`page`].
///
/// # Errors
/// As for [`page`].
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "each is a text that JavaScript has")]
pub fn summary(
    file: &str,
    bytes: &[u8],
    site: &str,
    zone: Option<String>,
    now: f64,
    front_matter: Option<String>,
    tags: Option<String>,
    names: Option<String>,
) -> Result<String, JsError> {
    let (site, zone) = setting(site, zone.as_deref())?;
    let parts = parts(&front_matter, &tags);
    let question = Question { file, bytes, parts, site: &site, zone: &zone };
    Ok(Answer::with_names(names, || question.summary(now))?.into())
}

fn parts<'a>(front_matter: &'a Option<String>, tags: &'a Option<String>) -> Parts<'a> {
    Parts { front_matter: front_matter.as_deref(), tags: tags.as_deref() }
}

fn setting(site: &str, zone: Option<&str>) -> Result<(Site, Zone), JsError> {
    let site = answer::site(site)?;
    let zone = match zone {
        Some(table) => answer::zone(table)?,
        None => zone::from_platform(site.time_zone.as_deref()),
    };
    Ok((site, zone))
}
