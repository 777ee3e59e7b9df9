//! What changes in the posts folder, as the system tells it.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::Duration,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{Failure, PostsFolder, configuration};

/// How long it must be quiet until a change is taken for whole: editors write a file in several
/// steps, a millisecond or two apart.
const QUIET: Duration = Duration::from_millis(8);

/// Changes, one after the other.
pub(super) struct Changes {
    told: Receiver<Told>,
    watcher: RefCell<RecommendedWatcher>,
    /// The posts folder.
    home: PathBuf,
}

/// Ends the waiting for changes.
pub(super) struct End(Sender<Told>);

impl End {
    /// Whoever waits for a change hears that there will be none.
    pub(super) fn now(&self) {
        let _ = self.0.send(Told::End);
    }
}

enum Told {
    Changed(Vec<PathBuf>),
    End,
}

/// Begins to watch the posts, and the configuration files beside them.
pub(super) fn watch(folder: &PostsFolder) -> Result<(Changes, End), Failure> {
    let (end, told) = channel();
    let tell = end.clone();
    let home = folder.home().to_owned();
    // What else is done in the folders around the posts is nothing to the blog.
    let concerns = {
        let home = home.clone();
        move |path: &PathBuf| path.starts_with(&home) || configuration::is_configuration(path)
    };
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let paths = match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => {
                let is_whole = event.need_rescan();
                let mut paths = event.paths;
                paths.retain(&concerns);
                if paths.is_empty() && !is_whole {
                    return;
                }
                paths
            }
            // What was missed is found by looking at everything.
            Err(_) => Vec::new(),
        };
        // The server has ended when nobody listens.
        let _ = tell.send(Told::Changed(paths));
    });
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: notify::Error| {
            Failure::not_built(
                format!("{} cannot be watched: {error}", path.display()),
                "on Linux, a large folder may need more of fs.inotify.max_user_watches",
            )
        }
    };
    let mut watcher = watcher.map_err(failed(folder.home()))?;
    watcher.watch(folder.home(), RecursiveMode::Recursive).map_err(failed(folder.home()))?;
    for place in folder.configuration_folders().into_iter().filter(|place| *place != folder.home()) {
        // What cannot be watched beside the posts is read when they change.
        let _ = watcher.watch(place, RecursiveMode::NonRecursive);
    }
    Ok((Changes { told, watcher: RefCell::new(watcher), home }, End(end)))
}

impl Changes {
    /// Waits for the next change: the paths that it touched. `None`: there will be none.
    pub(super) fn next(&self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        match self.told.recv() {
            Ok(Told::Changed(paths)) => changed.extend(paths),
            Ok(Told::End) | Err(_) => return None,
        }
        loop {
            match self.told.recv_timeout(QUIET) {
                Ok(Told::Changed(paths)) => changed.extend(paths),
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    self.follow(&changed);
                    return Some(changed);
                }
            }
        }
    }

    /// Watches the posts folder anew where another has come in its place: by a program that synchronises, or by Git.
    fn follow(&self, changed: &BTreeSet<PathBuf>) {
        if changed.contains(&self.home) {
            let mut watcher = self.watcher.borrow_mut();
            let _ = watcher.unwatch(&self.home);
            // Where there is none yet, its coming is told by the folder around it.
            let _ = watcher.watch(&self.home, RecursiveMode::Recursive);
        }
    }

    /// The same, but not longer than `patience`: nothing by then is an empty change.
    pub(super) fn next_within(&self, patience: Duration) -> Option<BTreeSet<PathBuf>> {
        match self.told.recv_timeout(patience) {
            Ok(Told::Changed(paths)) => {
                let mut changed: BTreeSet<PathBuf> = paths.into_iter().collect();
                while let Ok(told) = self.told.recv_timeout(QUIET) {
                    match told {
                        Told::Changed(paths) => changed.extend(paths),
                        Told::End => return None,
                    }
                }
                Some(changed)
            }
            Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => Some(BTreeSet::new()),
        }
    }
}
