//! A blog: as it lies on disk, and once its posts are read.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use inkstone_catalogue::summary::newest_first;
use inkstone_content::{Dialect, PostPath, Severity, Site, Zone, ZoneTable};
use jiff::Timestamp;

use crate::{
    Counts, Failure, FileProblem, PostsFolder, addresses, assets, configuration, dialect,
    read::{Outcome, Reader, Shown},
    walk::{self, Found, SourceFile, link_to_private},
};

/// A blog as it lies on disk.
#[derive(Clone, Debug)]
pub struct Blog {
    /// Its folder.
    pub folder: PostsFolder,
    /// Its configuration.
    pub site: Site,
    pub(crate) zone: Option<ZoneTable>,
    pub(crate) found: Found,
}

impl Blog {
    /// Finds the blog in `folder`: configuration, posts and what lies beside them. No post is
    /// read yet.
    ///
    /// # Errors
    /// When `folder` is no folder that can be read, or what is to be kept back of it is not understood.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let folder = PostsFolder::open(folder)?;
        let configuration = configuration::read(&folder);
        let mut found = walk::walk(&folder)?;
        found.problems.splice(0..0, configuration.problems);
        let mut site = configuration.site;
        if site.dialect == Dialect::Auto {
            site.dialect = dialect::work_out(&folder, &found);
        }
        for named in owners_files(&folder, &site, &found.companions) {
            match named {
                Ok(file) if found.assets.iter().any(|asset| asset.path == file.path) => {}
                Ok(file) => found.assets.push(file),
                Err(problem) => found.problems.push(problem),
            }
        }
        Ok(Self { folder, site, zone: configuration.zone, found })
    }

    /// The time zone of dates that name none.
    pub(crate) fn zone(&self) -> Zone {
        self.zone.clone().map(Zone::from_table).unwrap_or_default()
    }

    /// Reads every post.
    pub(crate) fn read(&self, reader: &Reader<'_>) -> Result<Posts, Failure> {
        let readings = reader.read_all(self)?;
        let mut problems = self.found.problems.clone();
        let (mut files, mut shown, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
        let mut until = None;
        for (file, mut reading) in self.found.posts.iter().zip(readings) {
            problems.append(&mut reading.problems);
            until = [until, reading.until].into_iter().flatten().min();
            match reading.outcome {
                Outcome::Shown(post) => {
                    files.push(file);
                    shown.push(*post);
                }
                Outcome::Hidden => hidden.push(file.path.clone()),
                Outcome::Lost => {}
            }
        }
        let mut assets = self.public_assets(&files, &hidden);
        let mut statics = self.public_statics(&files, &hidden);
        if assets.iter().chain(&statics).any(|file| file.is_link) {
            // No link makes public what is not public where it lies.
            let own = files.iter().copied().chain(&assets).chain(&statics).filter(|file| !file.is_link);
            let public: foldhash::HashSet<PathBuf> = own.map(|file| file.disk.clone()).collect();
            let leads_elsewhere = |file: &mut SourceFile| file.is_link && !public.contains(&file.disk);
            problems.extend(assets.extract_if(.., leads_elsewhere).map(|file| link_to_private(&file)));
            problems.extend(statics.extract_if(.., leads_elsewhere).map(|file| link_to_private(&file)));
        }
        let names: foldhash::HashSet<&str> =
            files.iter().copied().chain(&assets).map(|file| file.path.as_str()).collect();
        problems.append(&mut addresses::settle(&mut shown, &names));
        let listed = shown.iter().filter(|post| post.listed).count();
        let counts = Counts {
            listed,
            unlisted: shown.len() - listed,
            hidden: hidden.len(),
            assets: assets.len(),
            ..Counts::default()
        };
        let pageless = HashSet::new();
        let mut posts = Posts { shown, hidden, assets, statics, problems: Vec::new(), counts, pageless, until };
        posts.add_problems(problems);
        Ok(posts)
    }

    fn public_assets(&self, shown: &[&SourceFile], hidden: &[PostPath]) -> Vec<SourceFile> {
        if self.found.assets.is_empty() {
            return Vec::new();
        }
        let hidden = hidden.iter().flat_map(assets::folders_of).map(str::to_owned).collect();
        let shown = shown.iter().flat_map(|file| assets::folders_of(&file.path)).map(str::to_owned).collect();
        assets::without_hidden(self.found.assets.clone(), &hidden, &shown)
    }

    /// The files for the root of the site without what lies in the folder of a hidden page.
    fn public_statics(&self, shown: &[&SourceFile], hidden: &[PostPath]) -> Vec<SourceFile> {
        if self.found.statics.is_empty() {
            return Vec::new();
        }
        let below = |path: &PostPath| {
            let folders = assets::folders_of(path).filter_map(|folder| folder.strip_prefix(PostPath::PAGES));
            folders.map(str::to_owned).collect::<Vec<_>>()
        };
        let hidden = hidden.iter().flat_map(below).collect();
        let shown = shown.iter().flat_map(|file| below(&file.path)).collect();
        assets::without_hidden(self.found.statics.clone(), &hidden, &shown)
    }
}

/// The style sheet and the scripts that the configuration names, and what lies with the scripts.
fn owners_files(folder: &PostsFolder, site: &Site, companions: &[SourceFile]) -> Vec<Result<SourceFile, FileProblem>> {
    let sheet = site.stylesheet.as_deref().and_then(|path| PostPath::new(path).ok());
    let mut files: Vec<_> = sheet.iter().map(|path| named(folder, path, "stylesheet", "this style sheet")).collect();
    for path in &site.plug_ins.scripts {
        // What lies beside a script in a folder of its own, that may load it from there.
        let near =
            own_folder(path).map(|near| companions.iter().filter(move |file| own_folder(&file.path) == Some(near)));
        files.extend(near.into_iter().flatten().cloned().map(Ok));
        files.push(named(folder, path, "scripts", "this script"));
    }
    files
}

/// The folder in which a file lies; none for one at the top, whose neighbours are the posts.
fn own_folder(path: &PostPath) -> Option<&str> {
    path.as_str().rsplit_once('/').map(|(folder, _)| folder)
}

/// A file that the configuration names, in the first folder of posts that has it.
fn named(folder: &PostsFolder, path: &PostPath, key: &'static str, what: &str) -> Result<SourceFile, FileProblem> {
    let disk = folder.roots().iter().map(|root| root.folder.join(path.as_str())).find_map(|disk| {
        // As with posts, no link leads out of the folder that the user names.
        let target = fs::canonicalize(disk).ok()?;
        (target.is_file() && target.starts_with(folder.home())).then_some(target)
    });
    let shown = folder.shown(&folder.home().join(path.as_str()));
    let message = format!("the configuration names {what}, and it is not there");
    let missing = || FileProblem::whole(&shown, Severity::Error, key, message.clone(), "put it into the posts folder");
    disk.map(|disk| SourceFile { disk, path: path.clone(), shown: shown.clone(), is_link: false }).ok_or_else(missing)
}

/// The posts of a blog, read.
pub(crate) struct Posts {
    /// Those that belong to the site, in the order of their files.
    pub(crate) shown: Vec<Shown>,
    /// The files of drafts and of posts whose time has not come or is over.
    pub(crate) hidden: Vec<PostPath>,
    /// What lies beside the posts and belongs to the site.
    pub(crate) assets: Vec<SourceFile>,
    /// What belongs to the root of the site, by its path there.
    pub(crate) statics: Vec<SourceFile>,
    /// What is wrong, by file and place.
    pub(crate) problems: Vec<FileProblem>,
    pub(crate) counts: Counts,
    /// The keys of those that have no page of their own, because it has no place.
    pub(crate) pageless: HashSet<String>,
    /// When one of them comes to something else by the mere passing of time.
    pub(crate) until: Option<Timestamp>,
}

impl Posts {
    /// Adds problems, counts them and keeps all in order.
    pub(crate) fn add_problems(&mut self, problems: impl IntoIterator<Item = FileProblem>) {
        self.problems.extend(problems);
        self.problems.sort_by(|a, b| {
            (&a.file, a.problem.line, a.problem.column).cmp(&(&b.file, b.problem.line, b.problem.column))
        });
        self.counts.count_problems(&self.problems);
    }

    /// The posts that lists show, newest first.
    pub(crate) fn listed(&self) -> Vec<&Shown> {
        let mut listed: Vec<&Shown> = self.shown.iter().filter(|post| post.listed).collect();
        listed.sort_by(|a, b| newest_first(&a.summary, &b.summary));
        listed
    }
}
