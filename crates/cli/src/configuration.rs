//! The site's configuration: what the blog's old system says, and `inkstone.yaml` over it.

use std::{fs, io, path::Path};

use inkstone_content::{ConfigurationFile, Severity, Site, ZoneTable};

use crate::{FileProblem, PostsFolder, zone};

/// Names of Inkstone's own file, first one that is there wins.
const OWN: [&str; 2] = ["inkstone.yaml", "inkstone.yml"];

/// Names of other systems' files that say whose they are.
const FOREIGN: [&str; 7] =
    ["_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "zola.toml"];

/// Names that anybody's file may have: Hugo's or Zola's only beside a folder `content`.
const COMMON: [&str; 6] = [
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/config.toml",
];

/// Whether a file may be a configuration, by its name.
pub(crate) fn is_configuration(file: &Path) -> bool {
    OWN.iter().chain(&FOREIGN).chain(&COMMON).any(|name| file.ends_with(name))
}

/// The site as its configuration describes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configuration {
    /// Its dialect may be `Auto` still: the posts decide.
    pub(crate) site: Site,
    /// The offsets of `site.time_zone`; UTC when absent.
    pub(crate) zone: Option<ZoneTable>,
    pub(crate) problems: Vec<FileProblem>,
}

/// Reads the configuration of the blog in `folder`; without one the defaults hold.
pub(crate) fn read(folder: &PostsFolder) -> Configuration {
    let mut configuration = Configuration::default();
    let places = folder.configuration_folders();
    let foreign = places.iter().filter(|place| folder.belongs_to_site(place)).flat_map(|place| {
        let common: &[&str] = if place.join("content").is_dir() { &COMMON } else { &[] };
        FOREIGN.iter().chain(common).map(|name| place.join(name))
    });
    let own = places.iter().flat_map(|place| OWN.iter().map(|name| place.join(name)));
    let mut named_zone = None;
    for files in [foreign.collect::<Vec<_>>(), own.collect()] {
        let before = configuration.site.time_zone.clone();
        let file = files.iter().find(|file| read_over(folder, file, &mut configuration));
        if configuration.site.time_zone != before {
            named_zone = file.map(|file| folder.shown(file));
        }
    }
    configuration.zone = zone_of(&configuration.site, named_zone, &mut configuration.problems);
    configuration
}

/// Reads `file` over the configuration; whether it was there.
fn read_over(folder: &PostsFolder, file: &Path, configuration: &mut Configuration) -> bool {
    let text = match read_text(file) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return false,
        Err(error) => {
            let message = format!("the configuration cannot be read: {error}");
            let hint = "the rest of the configuration is used without it";
            let file = folder.shown(file);
            let problem = FileProblem::whole(file, Severity::Error, "configuration-unreadable", message, hint);
            configuration.problems.push(problem);
            return true;
        }
    };
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(kind) = ConfigurationFile::recognise(name, &text) else { return false };
    let (site, problems) = std::mem::take(&mut configuration.site).read_over(name, kind, &text);
    configuration.site = site;
    let file = folder.shown(file);
    configuration.problems.extend(problems.into_iter().map(|problem| FileProblem { file: file.clone(), problem }));
    true
}

fn read_text(place: &Path) -> io::Result<String> {
    let bytes = fs::read(place)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn zone_of(site: &Site, file: Option<String>, problems: &mut Vec<FileProblem>) -> Option<ZoneTable> {
    let name = site.time_zone.as_deref()?;
    let table = zone::named(name);
    if table.is_none() {
        let message = format!("there is no time zone `{name}`; UTC is used");
        let hint = "use an IANA name such as `Asia/Shanghai` or `Europe/Berlin`";
        let file = file.unwrap_or_else(|| OWN[0].to_owned());
        problems.push(FileProblem::whole(file, Severity::Error, "time-zone", message, hint));
    }
    table
}
