//! What changes in the posts folder, as the system tells it.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::Duration,
};

use jiff::Timestamp;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{Failure, PostsFolder, configuration, kept_back};

/// How long it must be quiet until a change is taken for whole: editors write a file in several
/// steps, a millisecond or two apart.
const QUIET: Duration = Duration::from_millis(8);

/// How often the clock on the wall is looked at: the one that waiting goes by stands still while a machine sleeps.
const GLANCE: Duration = Duration::from_secs(20);

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

/// Begins to watch the posts, and the configuration files and lists of what is kept back around them.
pub(super) fn watch(folder: &PostsFolder) -> Result<(Changes, End), Failure> {
    let (end, told) = channel();
    let tell = end.clone();
    let home = folder.home().to_owned();
    let watcher = {
        let home = home.clone();
        notify::recommended_watcher(move |event| {
            if let Some(paths) = touched(event, &home) {
                // The server has ended when nobody listens.
                let _ = tell.send(Told::Changed(paths));
            }
        })
    };
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
    let with_list = folder.home().ancestors().filter(|above| kept_back::list_in(above).is_some());
    let around: BTreeSet<&Path> = folder.configuration_folders().into_iter().chain(with_list).collect();
    for place in around.into_iter().filter(|place| *place != folder.home()) {
        // What cannot be watched beside the posts is read when they change.
        let _ = watcher.watch(place, RecursiveMode::NonRecursive);
    }
    Ok((Changes { told, watcher: RefCell::new(watcher), home }, End(end)))
}

/// What of the blog whose posts are in `home` an event touched: nothing in particular where it may be anything;
/// `None`: nothing of it. What else is done in the folders around the posts is nothing to the blog.
fn touched(event: notify::Result<notify::Event>, home: &Path) -> Option<Vec<PathBuf>> {
    // What was missed is found by looking at everything.
    let Ok(event) = event else { return Some(Vec::new()) };
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let may_be_anything = event.need_rescan();
    let mut paths = event.paths;
    paths.retain(|path| path.starts_with(home) || configuration::is_configuration(path) || kept_back::is_list(path));
    (may_be_anything || !paths.is_empty()).then_some(paths)
}

/// How long it is from `now` until `until`; nothing once that has come.
fn left(until: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(now)).unwrap_or_default()
}

impl Changes {
    /// Waits for the next change: the paths that it touched, none where `until` comes first. `None`: there will be
    /// no change any more.
    pub(super) fn next_until(&self, until: Option<Timestamp>) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        loop {
            let left = until.map_or(GLANCE, |until| left(until, Timestamp::now()));
            if left.is_zero() {
                return Some(changed);
            }
            match self.told.recv_timeout(left.min(GLANCE)) {
                Ok(Told::Changed(paths)) => {
                    changed.extend(paths);
                    break;
                }
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
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

#[cfg(test)]
mod tests {
    use notify::{
        Event,
        event::{AccessKind, CreateKind, Flag},
    };

    use super::*;

    #[test]
    fn what_is_done_beside_the_posts_is_nothing_to_them() {
        let home = Path::new("/blog/posts");
        let event =
            |kind, paths: &[&str]| Event { paths: paths.iter().map(PathBuf::from).collect(), ..Event::new(kind) };
        let create = EventKind::Create(CreateKind::File);
        for (case, event, expected) in [
            ("a post", event(create, &["/blog/posts/a.md"]), Some(vec!["/blog/posts/a.md"])),
            ("the folder itself", event(create, &["/blog/posts"]), Some(vec!["/blog/posts"])),
            ("a log beside it", event(create, &["/blog/serve.log"]), None),
            ("a folder of nearly its name", event(create, &["/blog/posts2/a.md"]), None),
            ("the configuration", event(create, &["/blog/_config.yml"]), Some(vec!["/blog/_config.yml"])),
            (
                "a list of what is kept back",
                event(create, &["/blog/.inkstoneignore"]),
                Some(vec!["/blog/.inkstoneignore"]),
            ),
            ("both", event(create, &["/blog/x", "/blog/posts/b.md"]), Some(vec!["/blog/posts/b.md"])),
            ("reading", event(EventKind::Access(AccessKind::Read), &["/blog/posts/a.md"]), None),
            ("too much at once", event(EventKind::Other, &[]).set_flag(Flag::Rescan), Some(vec![])),
        ] {
            let expected = expected.map(|paths| paths.into_iter().map(PathBuf::from).collect::<Vec<_>>());
            assert_eq!(touched(Ok(event), home), expected, "{case}");
        }
        assert_eq!(touched(Err(notify::Error::generic("it went wrong")), home), Some(vec![]));
    }
}
