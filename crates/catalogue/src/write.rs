//! Writing the catalogue: summaries in, files out.

use inkstone_content::{Site, ZoneTable};
use sha2::{Digest, Sha256};

use crate::{FORMAT, Root, Summary, SummaryPage, summary::newest_first};

/// A file of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its path below the site, for instance `catalogue/3f….json`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The catalogue of `summaries`: the root first, then its pages.
///
/// Pages are counted from the oldest post and hold `per_page` entries each; the newest page
/// holds what is left over as well, up to twice that, so that a home page is never nearly
/// empty and a new post changes only the newest page (at every `per_page`th, it splits) and
/// the root. `zone` is the site's time zone.
pub fn write(
    site: &Site,
    zone: Option<ZoneTable>,
    mut summaries: Vec<Summary>,
) -> Result<Vec<CatalogueFile>, serde_json::Error> {
    summaries.sort_by(newest_first);
    let home = site.url.as_deref().map(|url| format!("{}/", url.trim_end_matches('/'))).unwrap_or_default();
    let posts = u32::try_from(summaries.len()).unwrap_or(u32::MAX);
    let mut files = Vec::new();
    let mut pages = Vec::new();
    for page in pages_from_the_oldest(summaries, per_page(site)) {
        let text = page.to_json(&site.title, &home)?;
        let name = content_name(&text);
        files.push(CatalogueFile { path: format!("catalogue/{name}.json"), text });
        pages.push(name);
    }
    let root = Root { format: FORMAT, site: site.clone(), zone, posts, pages };
    files.insert(0, CatalogueFile { path: "catalogue.json".into(), text: serde_json::to_string(&root)? });
    Ok(files)
}

/// Posts a page, within what a page may hold.
pub fn per_page(site: &Site) -> usize {
    usize::try_from(site.per_page).unwrap_or(usize::MAX).clamp(1, 100)
}

/// Splits summaries (newest first) into pages, oldest page first, entries newest first.
pub fn pages_from_the_oldest(mut summaries: Vec<Summary>, per_page: usize) -> Vec<SummaryPage> {
    let mut pages = Vec::new();
    while summaries.len() >= 2 * per_page {
        pages.push(SummaryPage(summaries.split_off(summaries.len() - per_page)));
    }
    if !summaries.is_empty() {
        pages.push(SummaryPage(summaries));
    }
    pages
}

/// The first 16 hexadecimal digits of the text's SHA-256: 64 bits tell apart the few versions
/// of a file that caches ever hold.
fn content_name(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
