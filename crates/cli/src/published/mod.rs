//! Whether a site is as its readers need it: on its host, or in the folder that a build has written.

mod answer;
mod curl;
mod demands;
mod findings;
mod folder;
mod host;
mod markup;
mod policy;
mod recipe;
mod site_address;

use std::{path::Path, time::Duration};

use serde::Serialize;

use crate::{Counts, Failure, FileProblem};

/// What was found out about a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckedSite {
    /// Listed posts and problems, counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// How much was looked at: requests to a host, files of a folder.
    pub looked_at: usize,
    /// What is wrong, each thing at the first place that has it.
    pub problems: Vec<FileProblem>,
}

/// Looks at the site at `site`: an address that begins with `http://` or `https://`, or a folder. An answer of a host
/// may take `patience`. Nothing is written, and nobody asked but that host.
///
/// # Errors
/// When there is nothing to look at: an address that is none, no curl, no folder.
pub fn check_site(site: &str, patience: Duration) -> Result<CheckedSite, Failure> {
    let is_address = ["http://", "https://"]
        .iter()
        .any(|scheme| site.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let (findings, posts, looked_at) = if is_address {
        let address = site_address::SiteAddress::parse(site)?;
        let visited = host::visit(&address, curl::Curl::find(patience)?);
        (visited.findings, visited.posts, visited.requests)
    } else {
        let searched = folder::search(Path::new(site))?;
        (searched.findings, searched.posts, searched.files)
    };
    let problems = findings.into_problems();
    let mut counts = Counts { listed: posts, ..Counts::default() };
    counts.count_problems(&problems);
    Ok(CheckedSite { counts, looked_at, problems })
}
