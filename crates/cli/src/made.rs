//! What a site holds once it is made, told to the next build.

use std::path::PathBuf;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::{
    cache::{Folder, Record},
    records::{RecordedFolder, folder_around, parts_of},
    renewal::{Renewal, with_all_around},
    stamp::FolderStamp,
    twin::Twin,
};

/// A site that is made and has not its place yet.
pub(crate) struct Made<'a> {
    pub(crate) root: PathBuf,
    /// `None`: it was made among other files, of which nothing is remembered.
    pub(crate) renewal: Option<Renewal<'a>>,
    pub(crate) written: HashMap<String, Record>,
    /// Where its files lie once more, if this build laid that out.
    pub(crate) twin: Option<Twin>,
}

impl Made<'_> {
    /// Takes away what lies there and is no part of the site, but for what `is_gone`.
    pub(crate) fn tidy_up(&self, is_gone: impl Fn(&str) -> bool) -> std::io::Result<()> {
        let Some(renewal) = &self.renewal else { return Ok(()) };
        let kept = renewal.kept().map(|(folder, _, _)| folder);
        let needed = with_all_around(kept.chain(self.written.keys().map(|path| parts_of(path).0)));
        renewal.sweep(&self.root, &self.written, &needed, is_gone)
    }

    /// The site's folders, for the next build. `clocks`: a folder of the same file system that was changed when the
    /// build began, and now.
    pub(crate) fn folders(&self, clocks: [Option<FolderStamp>; 2]) -> Vec<Folder<'_>> {
        let twin = self.twin.as_ref().and_then(Twin::whole);
        let Some(renewal) = &self.renewal else { return Vec::new() };
        let kept = renewal.kept().map(|(folder, name, record)| (folder, name, record, Since::Before));
        let written = self.written.iter().map(|(path, record)| {
            let (folder, name) = parts_of(path);
            (folder, name, record, Since::Now)
        });
        let mut files: Vec<_> = kept.chain(written).collect();
        // They come in order, but for those that are new.
        files.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let mut listed: Vec<(Folder<'_>, Since)> = Vec::new();
        for files in files.chunk_by(|a, b| a.0 == b.0) {
            let path = files.first().map(|file| file.0).unwrap_or_default();
            let since = files.iter().map(|file| file.3).max().unwrap_or(Since::Before);
            let files = files.iter().map(|(_, name, record, _)| (*name, **record)).collect();
            listed.push((Folder { path, stamps: [None; 2], files }, since));
        }
        let mut paths = with_all_around(listed.iter().map(|(folder, _)| folder.path));
        for (folder, _) in &listed {
            paths.remove(folder.path);
        }
        let without_files = paths.into_iter().map(|path| Folder { path, stamps: [None; 2], files: Vec::new() });
        listed.extend(without_files.map(|folder| (folder, Since::Before)));
        listed.sort_by(|(a, _), (b, _)| a.path.cmp(b.path));
        let tells =
            |clock: Option<FolderStamp>| move |stamp: &FolderStamp| clock.is_some_and(|clock| stamp.tells(&clock));
        let [began, ends] = clocks;
        let changed = changed(&listed, renewal.records().folders());
        listed.par_iter_mut().for_each(|(folder, since)| {
            let path = folder.path;
            let before = renewal.records().folder(path).filter(|_| !changed.contains(path));
            let as_before = before.filter(|_| *since == Since::Before);
            if let Some(untouched) = as_before.filter(|before| before.was_untouched()) {
                // The stamp that it had when the build began is one of these.
                folder.stamps = untouched.stamps;
                return;
            }
            let now = FolderStamp::of(&self.root.join(path));
            let own = match renewal.holds_folder(path) {
                // Of what was listed it is known what was in it then; of what this build changed, the next one looks.
                true => as_before.and_then(RecordedFolder::seen).filter(tells(began)),
                // This build has made it.
                false => now.filter(tells(ends)),
            };
            let other = match twin {
                Some(twin) => FolderStamp::of(&twin.join(path)).filter(tells(ends)),
                None => {
                    let was = before.iter().flat_map(|before| before.stamps).flatten();
                    was.into_iter().find(|was| now.is_none_or(|now| !now.is_same_folder(was)))
                }
            };
            folder.stamps = [own, other];
        });
        listed.into_iter().map(|(folder, _)| folder).collect()
    }
}

/// Since when the site has a file as it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Since {
    Before,
    Now,
}

/// The folders that hold other names than in the site before.
fn changed<'p>(now: &[(Folder<'p>, Since)], before: &'p [RecordedFolder<'_>]) -> HashSet<&'p str> {
    let mut changed = HashSet::default();
    let mut before = before.iter().map(|folder| (folder.path, folder)).collect::<HashMap<_, _>>();
    for (folder, _) in now {
        match before.remove(folder.path) {
            Some(was) if was.files.iter().map(|file| file.name).eq(folder.files.iter().map(|(name, _)| *name)) => {}
            Some(_) => _ = changed.insert(folder.path),
            None => changed.extend(folder_around(folder.path)),
        }
    }
    changed.extend(before.into_keys().filter_map(folder_around));
    changed
}
