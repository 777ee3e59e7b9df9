//! The site's configuration: `inkstone.yaml` beside or in the posts folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use inkstone_content::{Severity, Site, ZoneTable};

use crate::{FileProblem, PostsFolder, zone};

/// Names of the configuration file, first one that is there wins.
const NAMES: [&str; 2] = ["inkstone.yaml", "inkstone.yml"];

/// The site as its configuration describes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configuration {
    pub(crate) site: Site,
    /// The offsets of `site.time_zone`; UTC when absent.
    pub(crate) zone: Option<ZoneTable>,
    pub(crate) problems: Vec<FileProblem>,
}

/// Reads the configuration of the blog in `folder`; without one the defaults hold.
pub(crate) fn read(folder: &PostsFolder) -> Configuration {
    let mut configuration = Configuration::default();
    let places = folder.configuration_folders().into_iter().flat_map(|place| NAMES.map(|name| place.join(name)));
    for place in places {
        if let Some(text) = text_of(folder, &place, &mut configuration.problems) {
            let (site, problems) = Site::from_yaml(&text);
            let file = folder.shown(&place);
            configuration.site = site;
            configuration
                .problems
                .extend(problems.into_iter().map(|problem| FileProblem { file: file.clone(), problem }));
            configuration.zone = zone_of(&configuration.site, &file, &mut configuration.problems);
            break;
        }
    }
    configuration
}

fn text_of(folder: &PostsFolder, place: &PathBuf, problems: &mut Vec<FileProblem>) -> Option<String> {
    match read_text(place) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let message = format!("the configuration cannot be read: {error}");
            let hint = "the defaults are used instead";
            let file = folder.shown(place);
            problems.push(FileProblem::whole(file, Severity::Error, "configuration-unreadable", message, hint));
            None
        }
    }
}

fn read_text(place: &Path) -> io::Result<String> {
    let bytes = fs::read(place)?;
    let text = String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn zone_of(site: &Site, file: &str, problems: &mut Vec<FileProblem>) -> Option<ZoneTable> {
    let name = site.time_zone.as_deref()?;
    let table = zone::named(name);
    if table.is_none() {
        let message = format!("there is no time zone `{name}`; UTC is used");
        let hint = "use an IANA name such as `Asia/Shanghai` or `Europe/Berlin`";
        problems.push(FileProblem::whole(file, Severity::Error, "time-zone", message, hint));
    }
    table
}
